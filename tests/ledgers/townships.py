"""Fifteen townships, each with its own idea of the same ledger. All people are fictional."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from tests.ledgers.office_files import Drawn, Row, as_csv, as_docx, as_html, as_ods, as_xls, as_xlsx
from values.identity import check_character

HEADER = ("序号", "乡镇", "行政村", "户主姓名", "户主证件号码", "户编号", "联系电话", "2024年工资性收入（元）", "2024年人均纯收入（元）")
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"


class Household(Struct, frozen=True):
    township: str
    village: str
    householder: str
    identity: str
    household_id: str
    phone: str
    wage: str  # 元

    def cells(self, number: int) -> list[str | None]:
        per_head = "5000"
        return [
            str(number), self.township, self.village, self.householder, self.identity, self.household_id, self.phone, self.wage, per_head,
        ]  # fmt: skip


def households(township: int) -> list[Household]:
    return [_household(township, number) for number in range(1, 5)]


def _household(township: int, number: int) -> Household:
    body = f"3607991980{township:02d}{number:02d}001" if township <= 12 else f"3607991981{township - 12:02d}{number:02d}001"
    return Household(
        f"{NAMES[township - 1]}田镇",
        f"{NAMES[(township + number // 3) % 15]}村",
        f"张{NAMES[number]}",
        body + check_character(body),
        f"0036{township:02d}{number:04d}",
        f"1380000{township:02d}{number:02d}",
        f"{12_000 + 100 * number + township}.5",
    )


def title(township: int) -> str:
    return f"示范县{NAMES[township - 1]}田镇2024年脱贫户收入台账"


def _rows(own: list[Household]) -> list[Row]:
    return [house.cells(number) for number, house in enumerate(own, start=1)]


def _usual(township: int) -> list[Row]:
    return [[title(township)], list(HEADER), *_rows(households(township))]


def _two_level(township: int) -> Drawn:
    plain = list(HEADER[:7])
    top: Row = [*plain, "2024年收入（元）", None]
    low: Row = [*[None] * 7, "工资性收入", "人均纯收入"]
    merges = [(1, 7, 1, 8), *((1, column, 2, column) for column in range(7))]
    return Drawn([[title(township)], top, low, *_rows(households(township))], merges)


def _in_ten_thousands(township: int, *, in_title: bool) -> Drawn:
    unit = "" if in_title else "（万元）"
    header = [*HEADER[:7], f"2024年工资性收入{unit}", f"2024年人均纯收入{unit}"]
    rows = [[*row[:7], f"{float(row[7] or 0) / 10_000:.5f}", "0.5"] for row in _rows(households(township))]
    return Drawn([[title(township)], *([["单位：万元"]] if in_title else []), header, *rows])


def _without(row: Row, *columns: int) -> list[str | None]:
    return [cell for column, cell in enumerate(row) if column not in columns]


def _village_sheets(township: int) -> list[Drawn]:
    own = households(township)
    villages = list(dict.fromkeys(house.village for house in own))
    header = _without(HEADER, 2)
    return [
        Drawn([[title(township)], header, *(_without(h.cells(1), 2) for h in own if h.village == village)], name=village)
        for village in villages
    ]


def _village_sections(township: int) -> Drawn:
    rows: list[Row] = [[title(township)], _without(HEADER, 2)]
    for village in dict.fromkeys(house.village for house in households(township)):
        own = [house for house in households(township) if house.village == village]
        rows += [[f"{village}（{len(own)}户）"], *(_without(house.cells(1), 2) for house in own)]
    return Drawn(rows)


def _below_each_other(township: int) -> Drawn:
    rows = _rows(households(township))
    return Drawn([[title(township)], list(HEADER), *rows[:2], [None], [title(township)], list(HEADER), *rows[2:]])


def _beside_each_other(township: int) -> Drawn:
    rows = _rows(households(township))
    pairs = zip(rows[:2], rows[2:], strict=True)
    return Drawn([[title(township)], [*HEADER, *HEADER], *([*left, *right] for left, right in pairs)])


def _with_everything_around(township: int) -> Drawn:
    """A total above, subtotals, a hidden row, notes, signatures, columns turned round, one that nobody asked for."""
    rows = [_without(row, 1)[::-1] for row in _rows(households(township))]
    header = [*_without(HEADER, 1)[::-1], "村干部意见"]
    body: list[Row] = [[*row, "属实"] for row in rows]
    total: Row = [*[None] * 7, "合计", None]
    subtotal: Row = [*[None] * 6, "小计", None, None]
    above: list[Row] = [[title(township)], [f"填报单位：{NAMES[township - 1]}田镇人民政府", None, "填报日期：2024年12月1日"]]
    below: list[Row] = [["填表说明：按户填写。"], ["填表人：李四", None, "审核人：王五"]]
    return Drawn([*above, header, total, *body[:2], subtotal, *body[2:], *below], hidden_rows=frozenset({5}))


def _merged_villages(township: int) -> Drawn:
    rows = [list(row) for row in _rows(households(township))]
    merges = [(number + 1, 2, number + 2, 2) for number in range(1, 4) if rows[number][2] == rows[number - 1][2]]
    for _, _, bottom, _ in merges[:1]:
        rows[bottom - 2][2] = None
    return Drawn([[title(township)], list(HEADER), *rows], merges[:1])


def _broken_words(township: int) -> Drawn:
    header = [
        "序  号", "乡 镇", "行政\n村", "户 主\n姓 名", "户主证件\n号码", "户 编 号", "联系 电话", "2024年工资性\n收入(元)", "2024年人均纯收入（元）",
    ]  # fmt: skip
    numbers = [f"（{column}）" for column in range(1, 10)]
    return Drawn([[title(township)], header, numbers, *_rows(households(township))])


def _township_in_the_title(township: int) -> Drawn:
    return Drawn([_without(row, 1) if len(row) > 1 else row for row in _usual(township)])


FILES: dict[str, Callable[[int], bytes]] = {
    "01.xlsx": lambda n: as_xlsx(Drawn(_usual(n))),
    "02.xlsx": lambda n: as_xlsx(_two_level(n)),
    "03.xlsx": lambda n: as_xlsx(_in_ten_thousands(n, in_title=True)),
    "04.xlsx": lambda n: as_xlsx(_in_ten_thousands(n, in_title=False)),
    "05.csv": lambda n: as_csv("gb18030")(Drawn(_usual(n))),
    "06.csv": lambda n: as_csv("utf-16")(Drawn(_usual(n))),
    "07.html": lambda n: as_html(Drawn(_usual(n))),
    "08.docx": lambda n: as_docx(_two_level(n)),
    "09.ods": lambda n: as_ods(_two_level(n)),
    "10.xls": lambda n: as_xls(_broken_words(n)),
    "11.xlsx": lambda n: as_xlsx(*_village_sheets(n)),
    "12.xlsx": lambda n: as_xlsx(_village_sections(n)),
    "13.xlsx": lambda n: as_xlsx(_below_each_other(n), Drawn([["填表说明"], ["按户填写。"]], name="填表说明")),
    "14.xlsx": lambda n: as_xlsx(_beside_each_other(n)),
    "15.xlsx": lambda n: as_xlsx(_with_everything_around(n)),
}
MORE: dict[str, Callable[[int], bytes]] = {
    "16.xlsx": lambda n: as_xlsx(_merged_villages(n)),
    "17.xlsx": lambda n: as_xlsx(_township_in_the_title(n)),
}


def write_townships(folder: Path) -> Iterator[tuple[int, Path]]:
    """All files, the township's number beside each."""
    for number, (name, make) in enumerate([*FILES.items(), *MORE.items()], start=1):
        township = (number - 1) % 15 + 1
        file = folder / f"{name.partition('.')[0]}报送.{name.partition('.')[2]}"
        file.write_bytes(make(township))
        yield township, file
