"""One ledger drawn in the shapes offices give it. Rows and columns are 0-based until the reader counts them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from msgspec import Struct, field
from msgspec.structs import replace

from tests.ledgers.office_files import FORMATS, Drawn, Merge, Row
from values.amounts import parse_number

GROUPS = ("填报内容", "监测内容", "收入情况", "分年度情况")
YEARS = {"last": "2023年收入", "this": "2024年收入"}
PLAIN = (
    ("household_id", "户编号"), ("village", "行政村"), ("householder", "户主姓名"),
    ("household_size", "家庭人口数"), ("collected_on", "采集日期"),
)  # fmt: skip
MEASURED = (
    ("wage_income", "工资性收入"), ("property_income", "财产性收入"), ("per_capita_net_income", "人均纯收入"),
)  # fmt: skip
AMOUNTS = tuple(f"{name}_{year}_year" for year in ("last", "this") for name, _ in MEASURED)
FIELDS = (*(name for name, _ in PLAIN), *AMOUNTS)
WITH_MERGES = frozenset({"a.xlsx", "a.xls", "a.ods", "a.html", "a.docx", "a.et", "html.xls"})
LEGENDS = {
    "household_id": "文本",
    "village": "文本",
    "householder": "文本",
    "household_size": "整数",
    "collected_on": "格式：yyyy-mm-dd",
}

Record = dict[str, str]


class Shape(Struct, frozen=True):
    """How the ledger is drawn."""

    file: str
    order: tuple[int, ...]
    depth: int
    merged: bool
    title: bool
    reporting: bool
    unit: str
    unit_at: str
    numbering: bool
    column_numbers: bool
    legend: bool
    broken: bool
    blank_above: int
    blank_between: frozenset[int]
    subtotals: bool
    total: str
    merged_villages: bool
    notes: int
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    arrangement: str
    gap: int


SHAPES = st.builds(
    Shape,
    file=st.sampled_from(sorted(FORMATS)),
    order=st.permutations(range(len(PLAIN))).map(tuple),
    depth=st.integers(1, 6),
    merged=st.booleans(),
    title=st.booleans(),
    reporting=st.booleans(),
    unit=st.sampled_from(["元", "万元"]),
    unit_at=st.sampled_from(["title", "line", "header"]),
    numbering=st.booleans(),
    column_numbers=st.booleans(),
    legend=st.booleans(),
    broken=st.booleans(),
    blank_above=st.integers(0, 2),
    blank_between=st.frozensets(st.integers(1, 5), max_size=2),
    subtotals=st.booleans(),
    total=st.sampled_from(["", "above", "below"]),
    merged_villages=st.booleans(),
    notes=st.integers(0, 3),
    hidden_rows=st.frozensets(st.integers(0, 12), max_size=2),
    hidden_columns=st.frozensets(st.integers(0, 8), max_size=2),
    arrangement=st.sampled_from(["alone", "alone", "below", "beside", "sheets", "other kind"]),
    gap=st.integers(0, 1),
)


class Table(Struct):
    """Rows being drawn, and the merges among them."""

    rows: list[list[str | None]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    width: int = 0

    def add(self, *cells: str | None) -> None:
        self.rows.append(list(cells))


def draw(shape: Shape, records: Sequence[Record]) -> list[Drawn]:
    """The sheets of the file."""
    half = (len(records) + 1) // 2
    parts = (
        [records[:half], records[half:]]
        if shape.arrangement in {"below", "beside", "sheets"} and half < len(records)
        else [records]
    )
    if len(parts) == 1:
        other = [Drawn(MEETINGS, name="会议")] if shape.arrangement == "other kind" and shape.file == "a.xlsx" else []
        return [_sheet(shape, _table(shape, records), "台账"), *other]
    if shape.arrangement == "sheets" and shape.file == "a.xlsx":
        turned = replace(shape, order=shape.order[::-1])
        return [_sheet(shape, _table(shape, parts[0]), "第一片"), _sheet(turned, _table(turned, parts[1]), "第二片")]
    if shape.arrangement == "beside":
        return [_sheet(shape, _beside(shape, parts), "台账")]
    tables = [_table(shape, part, last=number == len(parts) - 1) for number, part in enumerate(parts)]
    return [_sheet(shape, _stacked(tables), "台账")]


MEETINGS: list[Row] = [
    ["示范镇会议台账"],
    ["单位", "会议日期", "会议主题", "参会人员"],
    ["示范镇", "2024-07-01", "研判", "李四"],
]


def _sheet(shape: Shape, table: Table, name: str) -> Drawn:
    merges = table.merges if shape.file in WITH_MERGES else []
    return Drawn(table.rows, merges, name, hidden_rows=shape.hidden_rows, hidden_columns=shape.hidden_columns)


def _table(shape: Shape, records: Sequence[Record], *, last: bool = True) -> Table:
    table = Table()
    for _ in range(shape.blank_above):
        table.add(None)
    _above(shape, table)
    _header(shape, table)
    _body(shape, table, records)
    if last:
        _below(shape, table)
    return table


def _above(shape: Shape, table: Table) -> None:
    in_title = shape.unit_at == "title"
    if shape.title or in_title:
        table.add(f"示范镇2024年脱贫户收入台账{f'（单位：{shape.unit}）' if in_title else ''}")
    line = f"单位：{shape.unit}" if shape.unit_at == "line" else None
    if shape.reporting:
        table.add("填报单位：示范镇人民政府", None, "填报日期：2024年12月20日", None, line)
    elif line:
        table.add(line)


def _paths(shape: Shape) -> list[tuple[str, list[str]]]:
    """Every field with the cells over its column, top to bottom."""
    plain = [PLAIN[i] for i in shape.order]
    unit = f"（{shape.unit}）" if shape.unit_at == "header" else ""
    amounts = [
        (f"{name}_{year}_year", _amount_path(shape.depth, YEARS[year], f"{_broken(shape, header)}{unit}"))
        for year in ("last", "this")
        for name, header in MEASURED
    ]
    cells = [(name, [_broken(shape, header)]) for name, header in plain]
    number = [("", ["序号"])] if shape.numbering else []
    return [*number, *cells[:3], *amounts, *cells[3:]]


def _amount_path(depth: int, year: str, header: str) -> list[str]:
    if depth == 1:
        return [year.removesuffix("收入") + header]
    groups = GROUPS[len(GROUPS) - (depth - 2) :] if depth > 2 else ()
    return [*groups, year, header]


def _broken(shape: Shape, text: str) -> str:
    if not shape.broken:
        return text
    between = " " if shape.file in {"a.html", "html.xls", "a.docx", "a.pdf"} else "\n"
    return f"{text[:2]}{between}{text[2:]}" if len(text) > 3 else " ".join(text)


def _header(shape: Shape, table: Table) -> None:
    paths = _paths(shape)
    table.width = len(paths)
    top = len(table.rows)
    for level in range(shape.depth):
        row: list[str | None] = []
        for column, (_, path) in enumerate(paths):
            text = path[level] if level < len(path) else None
            before = paths[column - 1][1] if column else []
            repeats = text is not None and level < len(path) - 1 and path[: level + 1] == before[: level + 1]
            row.append(None if repeats else text)
        table.rows.append(row)
    if shape.merged and shape.depth > 1:
        table.merges += _header_merges(paths, top, shape.depth)
    if shape.column_numbers:
        table.add(*(str(column + 1) for column in range(len(paths))))
    if shape.legend:
        table.add(*(LEGENDS.get(name, "保留2位小数") for name, _ in paths))


def _header_merges(paths: Sequence[tuple[str, list[str]]], top: int, depth: int) -> list[Merge]:
    merges: list[Merge] = []
    for level in range(depth):
        column = 0
        while column < len(paths):
            path, last = paths[column][1], column
            while (
                level < len(path) - 1 and last + 1 < len(paths) and paths[last + 1][1][: level + 1] == path[: level + 1]
            ):
                last += 1
            if len(path) == 1 and level == 0:
                merges.append((top, column, top + depth - 1, column))
            elif last > column:
                merges.append((top + level, column, top + level, last))
            column = last + 1
    return merges


def _body(shape: Shape, table: Table, records: Sequence[Record]) -> None:
    names = [name for name, _ in _paths(shape)]
    village = names.index("village")
    if shape.total == "above":
        table.add(*_total(names, "合计", records))
    merged = shape.merged_villages and shape.file in WITH_MERGES and not shape.subtotals and not shape.blank_between
    before: str | None = None
    for number, record in enumerate(records):
        if number in shape.blank_between:
            table.add(None)
        at = len(table.rows)
        table.add(*(record[name] if name else str(number + 1) for name in names))
        if merged and record["village"] == before:
            table.rows[at][village] = None
            _lengthen(table, at, village)
        before = record["village"]
        if shape.subtotals and (number + 1 == len(records) or records[number + 1]["village"] != before):
            table.add(*_total(names, f"{before}小计", [one for one in records if one["village"] == before]))
    if shape.total == "below":
        table.add(*_total(names, "合 计", records))


def _lengthen(table: Table, row: int, column: int) -> None:
    last = table.merges[-1] if table.merges else None
    if last and last[1] == last[3] == column and last[2] == row - 1 and last[0] > 0 and table.rows[last[0]][column]:
        table.merges[-1] = (last[0], column, row, column)
    else:
        table.merges.append((row - 1, column, row, column))


def _total(names: Sequence[str], label: str, records: Sequence[Record]) -> list[str | None]:
    cells: list[str | None] = [_added(name, records) if name in AMOUNTS else None for name in names]
    cells[0] = label
    return cells


def _added(name: str, records: Sequence[Record]) -> str:
    numbers = [parse_number(record[name]) or 0 for record in records]
    return f"{float(sum(numbers)):.2f}"


def _below(shape: Shape, table: Table) -> None:
    lines = (
        ("填表说明：1.由帮扶责任人逐户填写；",),
        ("2.没有的不填。",),
        ("填表人：李四", None, "审核人：王五", None, "2024年12月20日"),
    )
    for line in lines[: shape.notes]:
        table.add(*line)


def _stacked(tables: Sequence[Table]) -> Table:
    whole = Table()
    for table in tables:
        shift = len(whole.rows)
        whole.merges += [(top + shift, left, bottom + shift, right) for top, left, bottom, right in table.merges]
        whole.rows += table.rows
        if table is not tables[-1]:
            whole.add(None)
    return whole


def _beside(shape: Shape, parts: Sequence[Sequence[Record]]) -> Table:
    """Two tables side by side under one title, with or without a blank column between."""
    plain = replace(
        shape, blank_between=frozenset(), subtotals=False, total="", notes=0, merged_villages=False
    )
    left, right = (_table(plain, part) for part in parts)
    shift = left.width + shape.gap
    whole = Table()
    for number, row in enumerate(left.rows):
        own = right.rows[number] if number < len(right.rows) else []
        beside = own if len(own) == right.width else []
        whole.add(*row, *[None] * (shift - len(row) if beside else 0), *beside)
    header = list(left.merges)
    whole.merges = header + [(top, a + shift, bottom, b + shift) for top, a, bottom, b in header]
    return whole
