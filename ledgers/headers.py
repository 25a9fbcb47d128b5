"""Where the header of a table stands, and the path of cells over each of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct, field

from ledgers.headings import clean, is_unit, unit_in
from ledgers.vocabulary import Heading, Vocabulary, read_heading
from values.expressions import expression

Row = Sequence[str | None]
Merge = tuple[int, int, int, int]

WINDOW: Final = 40
_DEEPEST: Final = 6
_FEWEST_WORDS: Final = 2
_LONGEST: Final = 60

META: Final = expression(
    r"^(?:(?:填报|报送|填表|上报|编制|制表|统计|汇总)(?:单位|部门|人|日期|时间|乡镇)?|单位(?:名称)?|金额单位|(?:填报|报送)?(?:日期|时间)"
    r"|审核人?|联系人|负责人|主要领导|分管领导|经办人|联系电话)(?:\([^)]*\))?:"
)
_DATA: Final = expression(r"^-?[\d,]+(?:\.\d+)?%?$|^\d{4}[-./年]\d{1,2}|^\d{15}(?:\d{2}[\dx])?$", re.IGNORECASE)
_COLUMN_NUMBER: Final = expression(r"^\(?(\d{1,3})\)?(?:=[\d()+*/×÷-]+%?)?$")
_LEGEND: Final = expression(
    r"填写|填报|格式|必填|选填|下拉|单选|多选|勾选|示例|举例|^例[:如]|^如[:：]|yyyy|是/否|是\|否|是、否|^文本$|^数值$|^整数$|"
    r"[^|/]{1,10}[|][^|]+|^\d+位$|保留.{1,3}位?小数|自动计算|自动生成|18位",
    re.IGNORECASE,
)
_EXAMPLE: Final = expression(r"^(?:示例|例|样例|填写示例|填报示例|例如|举例|范例|示范行)[:]?$")


class Header(Struct, frozen=True):
    """A header block. Rows and columns are 0-based; `bottom` is its last level, `body` the first row of data.

    `left_out` holds the rows between that are neither (栏次行, 单位行, 填写要求行), with the reason.
    """

    top: int
    bottom: int
    body: int
    headings: Mapping[int, Heading]
    units: Mapping[int, str] = field(default_factory=dict)
    left_out: Mapping[int, str] = field(default_factory=dict)


class Grid:
    """The first rows of a sheet as texts, merged cells spread over the cells they cover."""

    def __init__(self, rows: Sequence[Row], merges: Sequence[Merge], start: int = 0) -> None:
        """Take rows from sheet row `start` (0-based) on; `merges` are in sheet rows."""
        self.start = start
        self.rows: list[list[str | None]] = [[_filled(cell) for cell in row] for row in rows]
        self.width = max((len(row) for row in self.rows), default=0)
        inside = [m for m in merges if start <= m[0] < start + len(self.rows)]
        self.merges = [(t - start, left, b - start, r) for t, left, b, r in inside]

    def spread(self, top: int, bottom: int) -> list[list[str | None]]:
        """Rows top to bottom with merges that start in them spread; a merge reaching below is cut."""
        rows = [list(row) for row in self.rows[top : bottom + 1]]
        for first, left, last, right in self.merges:
            if top <= first <= bottom:
                for row in range(first, min(last, bottom) + 1):
                    for column in range(left, min(right, self.width - 1) + 1):
                        rows[row - top][column] = self.rows[first][left]
        return rows

    def texts(self, row: int) -> list[str]:
        """The texts of a row, in order."""
        return [cell for cell in self.rows[row] if cell]


def _filled(cell: str | None) -> str | None:
    return cell if cell and not cell.isspace() else None


def find_header(grid: Grid, words: Vocabulary) -> Header | None:
    """The header in these rows; None when no row speaks the words of any ledger."""
    known = [_known(grid, row, words) for row in range(len(grid.rows))]
    if max(known, default=0) < _FEWEST_WORDS:
        return None
    anchor = next(row for row, count in enumerate(known) if count >= max(_FEWEST_WORDS, max(known) * 0.6))
    top = _top(grid, anchor)
    bottom = _bottom(grid, words, top, anchor)
    body, units, left_out = _below(grid, bottom)
    return Header(top, bottom, body, _headings(grid, top, bottom), units, left_out)


def _known(grid: Grid, row: int, words: Vocabulary) -> int:
    texts = set(grid.texts(row))
    known = sum(words.knows(text) for text in texts if len(text) <= _LONGEST and (not text.isascii() or len(text) < 5))
    data = sum(bool(_DATA.match(text)) for text in texts)
    return known if known > data else 0


def is_meta(text: str) -> bool:
    """Does the text belong above or below a table: 填报单位:…, 单位:万元, 审核人:…?"""
    return bool(META.match(clean(text)))


def _top(grid: Grid, anchor: int) -> int:
    top = anchor
    while top > 0 and anchor - top < _DEEPEST and _is_level_above(grid, top - 1, anchor):
        top -= 1
    return top


def _is_level_above(grid: Grid, row: int, anchor: int) -> bool:
    texts = grid.texts(row)
    if not texts or any(is_meta(text) for text in texts):
        return False
    if any(_DATA.match(clean(text)) and not re.fullmatch(r"20\d{2}", clean(text)) for text in texts):
        return False
    if len(texts) > 1:
        return max(len(text) for text in texts) <= 40
    column = next(i for i, cell in enumerate(grid.rows[row]) if cell)
    first = next(i for i, cell in enumerate(grid.spread(row, anchor)[-1]) if cell)
    span = next((right - left for t, left, _, right in grid.merges if (t, left) == (row, column)), 0)
    return column > first and (span > 0 or grid.rows[anchor][column] is not None) and len(texts[0]) <= 20


def _bottom(grid: Grid, words: Vocabulary, top: int, anchor: int) -> int:
    bottom = anchor
    while step := _levels_below(grid, words, top, bottom):
        bottom += step
    return bottom


def _levels_below(grid: Grid, words: Vocabulary, top: int, bottom: int) -> int:
    """How many rows further down the next level is that can be told; rows of groups may stand between."""
    for row in range(bottom + 1, min(len(grid.rows), top + _DEEPEST + 1)):
        if _is_level_below(grid, words, top, row):
            return row - bottom
        if not _groups_only(grid, row):
            break
    return 0


def _groups_only(grid: Grid, row: int) -> bool:
    """May the row be nothing but labels of groups: few, short, no data?"""
    texts = grid.texts(row)
    few = 0 < len(texts) * 2 <= grid.width
    return few and all(len(text) <= 20 and not is_meta(text) and not _DATA.match(clean(text)) for text in texts)


def _is_level_below(grid: Grid, words: Vocabulary, top: int, row: int) -> bool:
    texts = grid.texts(row)
    reached = any(top <= first < row <= last for first, _, last, _ in grid.merges)
    if not texts:
        return reached
    plain = [clean(text) for text in texts]
    if any(_DATA.match(text) and not re.fullmatch(r"20\d{2}", text) for text in plain) or all(map(is_unit, texts)):
        return False
    if reached:
        return True
    known = sum(words.knows(text) for text in texts)
    return known * 2 >= len(texts) and known > 0 and _under_groups(grid, top, row)


def _under_groups(grid: Grid, top: int, row: int) -> bool:
    """Do the cells of the row stand under something to be divided: a merged group, or a label with blanks beside it?"""
    above = _paths(grid, top, row - 1)
    columns = [i for i, cell in enumerate(grid.rows[row]) if cell]
    divided = [i for i in columns if _divided(above, columns, i)]
    return len(divided) * 2 >= len(columns)


def _divided(above: Mapping[int, tuple[str, ...]], columns: Sequence[int], column: int) -> bool:
    label = above.get(column)
    beside_blank = column + 1 in columns and column + 1 not in above
    return label is None or beside_blank or label in (above.get(column - 1), above.get(column + 1))


def _headings(grid: Grid, top: int, bottom: int) -> dict[int, Heading]:
    return {column: read_heading(path) for column, path in _paths(grid, top, bottom).items()}


def _paths(grid: Grid, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    rows = grid.spread(top, bottom)
    for level in range(len(rows) - 1):
        _spread_labels(rows[level], rows[level + 1 :])
    paths = {column: tuple(_levels(rows, column)) for column in range(grid.width)}
    return {column: path for column, path in paths.items() if path}


def _spread_labels(row: list[str | None], below: list[list[str | None]]) -> None:
    """Without merges (csv, careless tables) a group's label stands over its first column only: carry it right."""
    for column in range(1, len(row)):
        left = row[column - 1]
        if row[column] is None and left and all(_has_text(below, c) for c in (column - 1, column)):
            row[column] = left


def _has_text(rows: list[list[str | None]], column: int) -> bool:
    return any(row[column] for row in rows)


def _levels(rows: list[list[str | None]], column: int) -> Iterator[str]:
    last = None
    for row in rows:
        text = row[column]
        if text and text != last:
            yield "".join(text.split())
        last = text or last


def _below(grid: Grid, bottom: int) -> tuple[int, dict[int, str], dict[int, str]]:
    """The rows between header and data: column numbers, units, what may be filled in."""
    units: dict[int, str] = {}
    left_out: dict[int, str] = {}
    row = bottom + 1
    while row < len(grid.rows) and (why := _aside(grid, row)):
        if why == "单位行":
            units = {c: unit_in(cell) for c, cell in enumerate(grid.rows[row]) if cell and is_unit(cell)}
        left_out[row] = why
        row += 1
    return row, units, left_out


def _aside(grid: Grid, row: int) -> str | None:
    texts = [clean(text) for text in grid.texts(row)]
    if len(texts) >= 3 and _ascending(texts):
        return "栏次行"
    if texts and all(is_unit(text) or text in {"-", "/", "—"} for text in texts):
        return "单位行" if len(texts) > 1 or is_unit(texts[0]) else None
    if texts and _EXAMPLE.match(texts[0]):
        return "填写示例行"
    if texts and sum(bool(_LEGEND.search(text)) for text in texts) * 2 >= len(texts):
        return "填写要求行"
    return None


def _ascending(texts: Sequence[str]) -> bool:
    matches = [_COLUMN_NUMBER.match(text) for text in texts]
    numbers = [int(match[1]) for match in matches if match]
    letters = len(texts) - len(numbers)
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    return len(numbers) >= 3 and letters * 4 <= len(texts) and steps >= (len(numbers) - 1) * 0.8
