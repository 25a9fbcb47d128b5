"""A township sends its ledgers again: rows sorted, put in and taken out, half of the faulty cells corrected.

What became of every finding is known here, for each record keeps a number of its own that stands in no cell. The classes
that `compare` gives are held against it.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from tests.cli.program import run
from values.identity import check_character

CODES = (
    "INC101",
    "INC102",
    "INC103",
    "INC105",
    "INC122",
    "IDN101",
    "IDN103",
    "MON101",
    "MON102",
    "MON301",
    "PRJ101",
    "PRJ102",
)
OPTIONS = (
    "--division",
    "江西省/赣州市/上犹县",
    "--on",
    "2024-12-31",
    "--as-of",
    "2024-12-31",
    "--select",
    ",".join(CODES),
)
VILLAGES = tuple(f"{name}村" for name in "东西南北上下前后新老高平")
INCOME = "社溪镇2024年脱贫户收入台账.csv"
MONITORING = "社溪镇2024年监测对象台账.csv"
PROJECTS = "社溪镇2024年衔接资金项目清单.csv"
ABOVE = 2  # a title and the header
Class = str


class Record(Struct, frozen=True):
    """A row with a number that the file does not show; `faults` are the cells that are wrong and what would be right."""

    number: int
    cells: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, **cells: str) -> Record:
        right = {name: self.cells[name] for name in cells}
        return replace(self, cells={**self.cells, **cells}, faults={**self.faults, **right})

    def corrected(self, names: Iterable[str]) -> Record:
        return replace(self, cells={**self.cells, **{name: self.faults[name] for name in names}})


Set = dict[str, list[Record]]


def _identity(number: int) -> str:
    body = f"360799{1950 + number % 50}0101{number // 50:03d}"
    return body + check_character(body)


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a test that can be repeated, no secret


def _name(random: Random) -> str:
    """Some three in a hundred have a namesake in their village."""
    return (
        random.choice("王李张刘陈杨赵黄周吴徐孙马朱胡林")
        + random.choice("小大文志国春")
        + random.choice("山水田林石川云雨雪禾")
    )


def _household(number: int, random: Random) -> dict[str, str]:
    wages, heads = random.randrange(20, 60) * 1000, random.randrange(1, 7)
    numbered = random.random() > 0.1
    net = (wages + 5400) * heads
    return {
        "乡镇": "社溪镇",
        "行政村": random.choice(VILLAGES),
        "户编号": f"SX{number:06d}" if numbered else "",
        "户主姓名": _name(random),
        "户主证件号码": _identity(number),
        "家庭人口数": str(heads),
    } | (
        {"本年工资性收入": str(wages * heads), "本年生产经营性收入": str(9000 * heads), "本年财产性收入": "0"}
        | {"本年转移性收入": str(900 * heads), "本年生产经营性支出": str(4500 * heads), "本年家庭纯收入": str(net)}
        | {"本年人均纯收入": str(net // heads), "上年人均纯收入": str(net // heads - 1200), "增减额": "1200"}
        | {"研判结论": "增收", "减收原因说明": "", "帮扶责任人签字": "李四"}
    )


def _monitored(household: Mapping[str, str], random: Random) -> dict[str, str]:
    removed = random.random() < 0.5
    kept = {name: household[name] for name in ("乡镇", "行政村", "户编号", "户主姓名", "户主证件号码", "家庭人口数")}
    days = {"识别时间": "2022-03-01", "风险消除时间": "2023-11-20" if removed else ""}
    return {
        **kept,
        "监测对象类别": "边缘易致贫户",
        **days,
        "是否消除风险": "是" if removed else "否",
        "帮扶措施": "公益性岗位",
    }


def _project(number: int, random: Random) -> dict[str, str]:
    village = random.choice(VILLAGES)
    named = {
        "乡镇": "社溪镇",
        "行政村": village,
        "项目编号": f"XM{number:04d}",
        "项目名称": f"{village}{number}号道路硬化",
    }
    return {**named, "总投资(万元)": "50", "中央资金(万元)": "30", "其他资金(万元)": "20", "支付金额(万元)": "40"}


def _spoilt_household(record: Record, random: Random) -> Record:
    cells = record.cells
    for chance, cell, text in (  # the last two are keys: what else is wrong in the record stays the same fault
        (0.14, "本年人均纯收入", str(int(cells["本年人均纯收入"]) + random.randrange(50, 900))),
        (0.14, "本年家庭纯收入", str(int(cells["本年家庭纯收入"]) + random.randrange(50, 900))),
        (0.12, "研判结论", "减收"),
        (0.12, "户主证件号码", cells["户主证件号码"][:-1]),
        (0.12, "上年人均纯收入", str(int(cells["上年人均纯收入"]) + 9000)),
        (0.12, "增减额", ""),
        (0.04, "户编号", f"X{cells['户编号']}" if cells["户编号"] else ""),
        (0.04, "户主姓名", cells["户主姓名"] if cells["户编号"] else cells["户主姓名"][:-1] + "某"),
    ):
        record = record.wrong(**{cell: text}) if random.random() < chance else record
    return record


def _spoilt_monitored(record: Record, random: Random) -> Record:
    if record.cells["是否消除风险"] == "是" and random.random() < 0.3:
        record = record.wrong(风险消除时间=random.choice(("", "2021-05-01")))
    return record.wrong(家庭人口数="9") if random.random() < 0.1 else record


def _spoilt_project(record: Record, random: Random) -> Record:
    if random.random() < 0.3:
        record = record.wrong(**{"其他资金(万元)": str(random.randrange(2, 19))})
    return record.wrong(**{"支付金额(万元)": "60"}) if random.random() < 0.2 else record


def first_delivery(random: Random, households: int = 1100) -> Set:
    clean = [Record(number, _household(number, random)) for number in range(households)]
    monitored = [Record(r.number, _monitored(r.cells, random)) for r in random.sample(clean, households // 3)]
    projects = [Record(number, _project(number, random)) for number in range(households // 5)]
    return {
        INCOME: [_spoilt_household(record, random) for record in clean],
        MONITORING: [_spoilt_monitored(record, random) for record in monitored],
        PROJECTS: [_spoilt_project(record, random) for record in projects],
    }


def second_delivery(first: Set, random: Random) -> Set:
    """Half of the cells corrected, one record in twenty taken out, as many put in, all in another order."""
    second: Set = {}
    for file, records in first.items():
        kept = [
            record.corrected(name for name in record.faults if random.random() < 0.5)
            for record in records
            if random.random() > 0.05
        ]
        second[file] = random.sample(
            kept + _newcomers(file, len(records) // 20, random), len(kept) + len(records) // 20
        )
    return second


def _newcomers(file: str, many: int, random: Random) -> list[Record]:
    numbers = range(90_000, 90_000 + many)
    if file == PROJECTS:
        return [_spoilt_project(Record(n, _project(n, random)), random) for n in numbers]
    households = [Record(n, {**_household(n % 9000 + 20_000, random), "户编号": f"SX{n:06d}"}) for n in numbers]
    if file == INCOME:
        return [_spoilt_household(record, random) for record in households]
    return [_spoilt_monitored(Record(r.number + 5000, _monitored(r.cells, random)), random) for r in households]


def write(folder: Path, ledgers: Set, *, without: Sequence[str] = ()) -> Path:
    folder.mkdir()
    for name, records in ledgers.items():
        heads = [head for head in records[0].cells if head not in without]
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([f"上犹县{Path(name).stem}", *[""] * (len(heads) - 1)])
            rows.writerow([f"{head}(元)" if head.startswith(("本年", "上年", "增减")) else head for head in heads])
            rows.writerows([record.cells[head] for head in heads] for record in records)
    return folder


class Delivery(Struct, frozen=True):
    """A checked delivery: the records as they stood, the file of findings, and the findings by record."""

    ledgers: Set
    file: Path
    findings: list[dict[str, Any]]

    def tell(self, finding: Mapping[str, Any]) -> tuple[Any, ...]:
        """The finding told by the record's own number, whatever its row and its key; of a file as a whole, by the file."""
        if finding["code"].startswith("LED"):
            return (finding["path"], finding["code"], finding["field"])
        record = self.ledgers[finding["path"]][finding["row"] - ABOVE - 1]
        return (finding["path"], record.number, finding["code"], finding["field"])


def checked(capsys: pytest.CaptureFixture[str], folder: Path, ledgers: Set, *options: str, **how: Any) -> Delivery:
    write(folder, ledgers, **how)
    file = folder.with_suffix(".json")
    run(capsys, "check", folder, *(options or OPTIONS), "--format", "json", "-o", file)
    return Delivery(ledgers, file, json.loads(file.read_text(encoding="utf-8"))["findings"])


def classes(capsys: pytest.CaptureFixture[str], old: Delivery, new: Delivery) -> dict[str, list[dict[str, Any]]]:
    compared: dict[str, list[dict[str, Any]]] = run(capsys, "compare", old.file, new.file, "--format", "json").json
    return compared


@pytest.mark.parametrize("seed", [1, 2])
def test_at_least_995_of_1000_findings_are_classed_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    random = _random(seed)
    first = first_delivery(random)
    old = checked(capsys, tmp_path / "一", first)
    new = checked(capsys, tmp_path / "二", second_delivery(first, random))
    was, now = Counter(map(old.tell, old.findings)), Counter(map(new.tell, new.findings))
    assert not [f for f in (*old.findings, *new.findings) if f["row"] is None or f["count"] > 1]
    compared = classes(capsys, old, new)
    right = {"rectified": was - now, "outstanding": was & now, "new": now - was, "not_judged": Counter()}
    teller = {"rectified": old.tell, "outstanding": new.tell, "new": new.tell, "not_judged": old.tell}
    said = {name: Counter(map(tell, compared[name])) for name, tell in teller.items()}
    total = sum(sum(counted.values()) for counted in right.values())
    agreed = sum(sum((said[name] & right[name]).values()) for name in right)
    assert len(old.findings) >= 1000
    assert min(len(right[name]) for name in ("rectified", "outstanding", "new")) > 50
    assert agreed * 1000 >= total * 995, {name: said[name] - right[name] for name in right}


def test_a_removed_column_or_a_check_not_run_is_never_put_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = first_delivery(_random(3), households=100)
    old = checked(capsys, tmp_path / "一", first)
    gone = {
        "减收原因说明": {"INC105"},
        "户主证件号码": {"IDN101"},
        "上年人均纯收入": {"INC103", "INC105"},
        "其他资金(万元)": set(),
    }
    for column, codes in gone.items():
        new = checked(capsys, tmp_path / column.partition("(")[0], first, without=(column,))
        compared = classes(capsys, old, new)
        assert codes <= {f["code"] for f in compared["not_judged"]}
        assert not [f for f in compared["rectified"] if not f["code"].startswith("LED")]
    fewer = (*OPTIONS[:-1], "INC101")
    compared = classes(capsys, old, checked(capsys, tmp_path / "少", first, *fewer))
    assert compared["rectified"] == []
    assert {f["code"] for f in compared["not_judged"]} >= {"INC102", "INC103", "INC105", "PRJ101"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"户编号": "SX000001X"}, {"户编号": "SX000001"}, id="户编号改正"),
        pytest.param(
            {"户编号": "", "户主姓名": "王小石"}, {"户编号": "", "户主姓名": "王小山"}, id="没有户编号，姓名改正"
        ),
        pytest.param({"户编号": "", "行政村": "东村"}, {"户编号": "", "行政村": "西村"}, id="没有户编号，村名改正"),
    ],
)
def test_a_corrected_key_makes_no_new_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: dict[str, str], after: dict[str, str]
) -> None:
    """The record's other fault is the same one as before; its own is put right."""
    cells = {**_household(1, _random(5)), "户主姓名": "王小山", "研判结论": "减收"}
    others = [Record(number, _household(number, _random(number))) for number in range(10, 30)]
    identity = {"户主证件号码": cells["户主证件号码"][:-1]}
    old = checked(capsys, tmp_path / "一", {INCOME: [*others, Record(1, {**cells, **before, **identity})]})
    new = checked(capsys, tmp_path / "二", {INCOME: [Record(1, {**cells, **after}), *others]})
    compared = classes(capsys, old, new)
    said = {
        name: [f["code"] for f in compared[name] if not f["code"].startswith("LED")]
        for name in compared
        if name != "format"
    }
    assert {name: said[name] for name in ("rectified", "outstanding", "new", "not_judged")} == {
        "rectified": ["IDN101"],
        "outstanding": ["INC103"],
        "new": [],
        "not_judged": [],
    }


def test_an_emptied_cell_is_never_put_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = first_delivery(_random(4), households=100)
    old = checked(capsys, tmp_path / "一", first)
    emptied = {
        file: [replace(r, cells={**r.cells, **dict.fromkeys(_figures(r), "")}) for r in rs]
        for file, rs in first.items()
    }
    compared = classes(capsys, old, checked(capsys, tmp_path / "二", emptied))
    assert len(compared["not_judged"]) > 35
    assert not [f for f in compared["rectified"] if not f["code"].startswith("LED")]


def test_a_wrong_identity_number_that_was_cleared_is_not_put_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = [Record(number, _household(number, _random(number))) for number in range(10, 13)]
    wrong = [record.wrong(户主证件号码=record.cells["户主证件号码"][:-1]) for record in right]
    cleared = [right[0], replace(wrong[1], cells={**wrong[1].cells, "户主证件号码": ""}), wrong[2]]
    old = checked(capsys, tmp_path / "一", {INCOME: wrong})
    compared = classes(capsys, old, checked(capsys, tmp_path / "二", {INCOME: cleared}))
    classed = {
        name: [f["row"] for f in compared[name] if f["code"] == "IDN101"] for name in compared if name != "format"
    }
    assert classed == {"rectified": [3], "outstanding": [5], "new": [], "not_judged": [4]}


def _figures(record: Record) -> list[str]:
    wanted = ("本年人均纯收入", "上年人均纯收入", "研判结论", "总投资(万元)", "风险消除时间", "家庭人口数")
    return [name for name in wanted if name in record.cells and name in record.faults]


def test_namesakes_without_numbers_are_told_apart_by_what_stands_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [{**_household(n, _random(n)), "户编号": "", "行政村": "东村", "户主姓名": "王小山"} for n in (1, 2)]
    others = [Record(number, _household(number, _random(number))) for number in range(10, 30)]
    wrong = [Record(n, {**c, "本年人均纯收入": str(90_000 + n)}) for n, c in enumerate(cells)]
    old = checked(capsys, tmp_path / "一", {INCOME: [*wrong, *others]})
    new = checked(capsys, tmp_path / "二", {INCOME: [Record(0, cells[0]), wrong[1], *others]})
    compared = classes(capsys, old, new)
    assert [f["observed"] for f in compared["rectified"]] == ["90000"]
    assert [f["observed"] for f in compared["outstanding"] if f["code"] == "INC102"] == ["90001"]
