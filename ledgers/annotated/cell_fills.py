"""Cells of a sheet given another style: those that are there, and those that have to be inserted in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from ledgers.readers.references import column_index, column_letters

Position = tuple[int, int]
Restyle = Callable[[int], int]

_STYLE = re.compile(rb'\ss="(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]+)\d+"')


class _Rows(Struct, frozen=True):
    """Where each row begins, in the order of the file."""

    numbers: list[int]
    starts: list[int]
    end: int  # where </sheetData> begins


def with_styles(xml: bytes, cells: Iterable[Position], restyle: Restyle) -> bytes:
    """The canonical sheet with each cell's style replaced by `restyle` of it."""
    xml = _with_open_data(xml)
    rows = _rows(xml)
    columns = _column_styles(xml)
    view = memoryview(xml)
    pieces: list[bytes | memoryview] = []
    done = 0
    for number, wanted in _by_row(cells):
        start, end = _span(rows, number)
        content = xml[start:end] or b'<row r="%d"></row>' % number
        pieces += (view[done:start], _restyled_row(content, number, wanted, restyle, columns))
        done = end
    return b"".join((*pieces, view[done:]))


def _with_open_data(xml: bytes) -> bytes:
    if xml.rfind(b"</sheetData>") >= 0:
        return xml
    return re.sub(rb"<sheetData\s*/>", b"<sheetData></sheetData>", xml, count=1)


def _rows(xml: bytes) -> _Rows:
    found = [(int(match[1]), match.start()) for match in re.finditer(rb'<row r="(\d+)"', xml)]
    return _Rows([number for number, _ in found], [start for _, start in found], xml.rindex(b"</sheetData>"))


def _by_row(cells: Iterable[Position]) -> Iterator[tuple[int, list[int]]]:
    """Row numbers, 1-based and ascending, with their columns."""
    rows: dict[int, set[int]] = defaultdict(set)
    for row, column in cells:
        rows[row + 1].add(column)
    for row in sorted(rows):
        yield row, sorted(rows[row])


def _span(rows: _Rows, number: int) -> tuple[int, int]:
    """Where the row stands; where it is missing, the empty place it belongs at."""
    index = bisect_left(rows.numbers, number)
    if index == len(rows.numbers):
        return rows.end, rows.end
    start = rows.starts[index]
    if rows.numbers[index] != number:
        return start, start
    return start, rows.starts[index + 1] if index + 1 < len(rows.starts) else rows.end


def _restyled_row(row: bytes, number: int, wanted: list[int], restyle: Restyle, columns: dict[int, int]) -> bytes:
    row = re.sub(rb"^(<row[^>]*?)\s*/>", rb"\1></row>", row)
    opening = row[: row.index(b">")]
    own = _STYLE.search(opening) if b'customFormat="1"' in opening else None
    for column in wanted:
        inherited = int(own[1]) if own else columns.get(column, 0)
        row = _restyled_cell(row, number, column, restyle, inherited)
    return row


def _restyled_cell(row: bytes, number: int, column: int, restyle: Restyle, inherited: int) -> bytes:
    opening = b'<c r="%s%d"' % (column_letters(column).encode("ascii"), number)
    start = row.find(opening)
    if start < 0:
        place = _place(row, column)
        return row[:place] + opening + b' s="%d"/>' % restyle(inherited) + row[place:]
    end = row.index(b">", start)
    rest = row[start + len(opening) : end]
    style = _STYLE.search(rest)
    new = b' s="%d"' % restyle(int(style[1]) if style else 0)
    return row[:start] + opening + new + _STYLE.sub(b"", rest) + row[end:]


def _place(row: bytes, column: int) -> int:
    """Where a missing cell belongs in its row."""
    for match in _CELL.finditer(row):
        if column_index(match[1]) > column:
            return match.start()
    return row.rindex(b"</row>")


def _column_styles(xml: bytes) -> dict[int, int]:
    """The style that a cell not yet there takes from its column."""
    styles: dict[int, int] = {}
    for tag in re.findall(rb"<col\s[^>]*>", xml[: xml.index(b"<sheetData")]):
        found = {name: int(value) for name, value in re.findall(rb'\b(min|max|style)="(\d+)"', tag)}
        if b"style" in found and b"min" in found:
            last = min(found.get(b"max", found[b"min"]), 16_384)
            styles.update(dict.fromkeys(range(found[b"min"] - 1, last), found[b"style"]))
    return styles
