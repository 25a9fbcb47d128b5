"""The form of a sheet's XML that searches can rely on, and the size of the table it stands for."""

from __future__ import annotations

import re
from typing import Final

from ledgers.readers.references import column_index, column_letters

_DENSE_CELLS: Final = 30_000_000
_NOT_NARROW: Final = re.compile(rb'<c(?! r="[A-Z]\d)')
_REFERENCE: Final = re.compile(rb'\br="([A-Z]+)(\d+)"')
_UNUSUAL_CELL: Final = re.compile(rb'<c(?=[\s/>])(?! r=")')
_UNUSUAL_ROW: Final = re.compile(rb'<row(?=[\s/>])(?! r=")')


def is_usual(xml: bytes) -> bool:
    """Whether the sheet is canonical and not wide: one quick search instead of several slower ones."""
    start, end = _data_span(xml)
    return start >= 0 and not (_NOT_NARROW.search(xml, start, end) or _UNUSUAL_ROW.search(xml, start, end))


def canonical(xml: bytes) -> bytes:
    """The sheet in UTF-8, without namespace prefixes, rows beginning `<row r="…"` and cells `<c r="…"`."""
    if is_usual(xml):
        return xml
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        xml = xml.decode("utf-16").encode("utf-8")
    if b"<sheetData" not in xml:
        xml = _without_prefix(xml)
    start, end = _data_span(xml)
    unusual = _UNUSUAL_CELL.search(xml, start, end) or _UNUSUAL_ROW.search(xml, start, end)
    return _with_references(xml) if unusual else xml


def _data_span(xml: bytes) -> tuple[int, int]:
    end = xml.rfind(b"</sheetData>")
    return xml.find(b"<sheetData"), end if end >= 0 else len(xml)


def _without_prefix(xml: bytes) -> bytes:
    match = re.search(rb"<(\w+):sheetData\b", xml)
    if match is None:
        return xml
    prefix = match[1]
    for marked, bare in ((b"<%s:", b"<"), (b"</%s:", b"</"), (b"xmlns:%s=", b"xmlns=")):
        xml = xml.replace(marked % prefix, bare)
    return xml


def _with_references(xml: bytes) -> bytes:
    """Cells and rows that leave out `r`, or put it elsewhere, as Excel would write them."""
    row, column = 0, -1

    def numbered(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        attributes = match[2].replace(b"'", b'"')
        if match[1] == b"row":
            found = re.search(rb'\sr="(\d+)"', attributes)
            row, column = (int(found[1]) if found else row + 1), -1
            rest = re.sub(rb'\sr="\d+"', b"", attributes)
            return b'<row r="%d"%s' % (row, rest)
        reference = _REFERENCE.search(attributes)
        column = column_index(reference[1]) if reference else column + 1
        rest = re.sub(rb'\sr="\w+"', b"", attributes)
        return b'<c r="%s%d"%s' % (column_letters(column).encode(), row, rest)

    return re.sub(rb"<(row|c)((?:\s[^>]*?)?)(?=/?>)", numbered, xml)


def too_sparse(xml: bytes) -> bool:
    """True where a stray cell far away would make the dense table of values too large for memory."""
    columns = _widest(xml)
    if columns * 1_048_576 < _DENSE_CELLS:
        return False
    rows = max(map(int, re.findall(rb'<row r="(\d+)"', xml)), default=0)
    return rows * columns > _DENSE_CELLS and rows * columns > 20 * xml.count(b"<c ")


def _widest(xml: bytes) -> int:
    """The number of columns to the farthest cell, at least one letter's worth."""
    if not re.search(rb'<c r="[A-Z]{2}', xml):
        return 26
    return max(map(column_index, set(re.findall(rb'<c r="([A-Z]{2,3})', xml)))) + 1
