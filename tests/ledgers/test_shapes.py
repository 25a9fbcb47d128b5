"""One ledger written in many shapes is read as the same rows at the same places."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from tests.ledgers.sheets import only_ledger

Row = list[str | None]

VILLAGES = ("甲村", "乙村", "丙村")
# field, header cell, group over it, the unit note the header may carry
COLUMNS = (
    ("household_id", "户编号", None, ""),
    ("village", "行政村", None, ""),
    ("householder", "户主姓名", None, ""),
    ("household_size", "家庭人口数", None, "（人）"),
    ("wage_income_last_year", "工资性收入", "上年收入", "（元）"),
    ("per_capita_net_income_last_year", "人均纯收入", "上年收入", "（元）"),
    ("wage_income_this_year", "工资性收入", "本年收入", "（元）"),
    ("per_capita_net_income_this_year", "人均纯收入", "本年收入", "（元）"),
    ("collected_on", "采集日期", None, ""),
)
GROUPED = tuple(column for column in COLUMNS if column[2])
PLAIN = tuple(column for column in COLUMNS if not column[2])


class Shape(Struct, frozen=True):
    title: bool
    reporting: bool
    blank_above: int
    deep: bool
    merged: bool
    numbering: bool
    column_numbers: bool
    order: tuple[int, ...]
    blank_between: frozenset[int]
    subtotals: bool
    total: bool
    notes: int
    repeat_header_after: int | None
    spaces: bool


SHAPES = st.builds(
    Shape,
    title=st.booleans(),
    reporting=st.booleans(),
    blank_above=st.integers(0, 2),
    deep=st.booleans(),
    merged=st.booleans(),
    numbering=st.booleans(),
    column_numbers=st.booleans(),
    order=st.permutations(range(len(PLAIN))).map(tuple),
    blank_between=st.frozensets(st.integers(0, 5), max_size=2),
    subtotals=st.booleans(),
    total=st.booleans(),
    notes=st.integers(0, 3),
    repeat_header_after=st.none() | st.integers(1, 4),
    spaces=st.booleans(),
)
HOUSEHOLDS = st.lists(
    st.tuples(st.integers(1, 9), *(st.integers(0, 5_000_000) for _ in range(4)), st.dates().map(lambda d: d.replace(year=2024, day=1))),
    min_size=1,
    max_size=6,
)  # fmt: skip


def records(households: list[tuple[object, ...]]) -> list[dict[str, str]]:
    rows = []
    for number, (size, *amounts, day) in enumerate(households):
        texts = [f"{fen // 100}.{fen % 100:02d}" for fen in amounts]  # type: ignore[operator]
        values = [f"3600{number:04d}", VILLAGES[number % 3], f"张{'甲乙丙丁戊己'[number]}", str(size), *texts, str(day)]
        rows.append(dict(zip((column[0] for column in COLUMNS), values, strict=True)))
    return rows


def spaced(text: str, shape: Shape) -> str:
    return "\n".join(text) if shape.spaces and len(text) == 4 else text


def header(shape: Shape, columns: tuple[tuple[str, str, str | None, str], ...]) -> list[Row]:
    first: Row = ["序号"] if shape.numbering else []
    second: Row = [None] if shape.numbering else []
    groups: list[str | None] = []
    for _, name, group, note in columns:
        label = spaced(name, shape) + note
        if not shape.deep:
            first.append((group.removesuffix("收入") if group else "") + label)
        elif group:
            first.append(None if group in groups else group)
            second.append(label)
        else:
            first.append(label)
            second.append(None)
        groups.append(group)
    return [first, second] if shape.deep else [first]


def merges_of(shape: Shape, top: int, columns: tuple[tuple[str, str, str | None, str], ...]) -> list[tuple[int, ...]]:
    if not (shape.deep and shape.merged):
        return []
    shift = int(shape.numbering)
    merges: list[tuple[int, ...]] = [(top, 0, top + 1, 0)] if shape.numbering else []
    for group in ("上年收入", "本年收入"):
        places = [shift + i for i, column in enumerate(columns) if column[2] == group]
        merges.append((top, places[0], top, places[-1]))
    return merges + [(top, shift + i, top + 1, shift + i) for i, column in enumerate(columns) if not column[2]]


def write(shape: Shape, rows: list[dict[str, str]]) -> tuple[list[Row], list[tuple[int, ...]], list[int]]:
    """The sheet, its merges, and the sheet rows of the records."""
    plain = tuple(PLAIN[i] for i in shape.order)
    columns = (*plain[:3], *GROUPED, *plain[3:])
    sheet: list[Row] = [[None] for _ in range(shape.blank_above)]
    sheet += [["示范镇2024年脱贫户收入台账"]] if shape.title else []
    sheet += [["填报单位:示范镇人民政府", None, "填报日期:2024年7月1日"]] if shape.reporting else []
    top, head = len(sheet), header(shape, columns)
    sheet += head
    width = len(head[0])
    sheet += [[str(i + 1) for i in range(width)]] if shape.column_numbers else []
    places = []
    for number, record in enumerate(rows):
        if number in shape.blank_between and number:
            sheet.append([None])
        if number == shape.repeat_header_after:
            sheet += head
        places.append(len(sheet) + 1)
        cells: Row = [record[column[0]] for column in columns]
        sheet.append([str(number + 1), *cells] if shape.numbering else cells)
        if shape.subtotals and number % 2:
            sheet.append(["小 计", *[None] * (width - 2), "12"])
    sheet += [["合计", *[None] * (width - 2), "34"]] if shape.total else []
    sheet += [["说明:1.逐户填写;"], ["2.不得空项。"], ["审核人:            填表人:张某"]][: shape.notes]
    return sheet, merges_of(shape, top, columns), places


@settings(max_examples=100, deadline=None)
@given(SHAPES, HOUSEHOLDS)
def test_same_rows_in_any_shape(shape: Shape, households: list[tuple[object, ...]]) -> None:
    rows = records(households)
    sheet, merges, places = write(shape, rows)
    ledger = only_ledger(sheet, merges=tuple(merges))
    assert ledger.kind.kind == "income"
    assert ledger.frame["_row"].to_list() == places
    wanted = {field: [record[field] for record in rows] for field in rows[0]}
    assert {field: ledger.texts[field].to_list() for field in wanted} == wanted
    amounts = [field for field in wanted if "income" in field]
    assert {field: ledger.frame[field].to_list() for field in amounts} == {
        field: [int(text.replace(".", "")) for text in wanted[field]] for field in amounts
    }
    assert not ledger.unrecognised
    left_out = {item.row for item in ledger.left_out}
    assert not left_out & set(places)
    totals = [] if ledger.totals is None else ledger.totals["_row"].to_list()
    assert len(totals) == (len(rows) // 2 if shape.subtotals else 0) + shape.total
    assert (ledger.title is not None) == shape.title
    assert (ledger.reporting_unit == "示范镇人民政府") == shape.reporting
