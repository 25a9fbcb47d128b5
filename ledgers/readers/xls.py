"""xls and et: values by calamine, and one walk over the BIFF records for what it does not tell."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator
from typing import Final

import olefile  # type: ignore[import-untyped]  # no stubs; comes with msoffcrypto-tool
from msgspec import Struct, field
from msgspec.structs import replace

from ledgers.model import Sheet
from ledgers.readers import calamine_sheets
from ledgers.readers.cell_texts import overwritten
from ledgers.readers.content import Content, Reading
from ledgers.readers.decryption import decrypted
from ledgers.readers.number_formats import CellFormats, cell_formats

Position = tuple[int, int]

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMAT, _XF = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_ROW, _COLINFO, _BOOLERR, _FORMULA, _NUMBER, _RK, _MULRK, _DATEMODE = 0x208, 0x7D, 0x205, 0x06, 0x203, 0x27E, 0xBD, 0x22
_BIFF8: Final = 0x600
_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_ROW_HIDDEN: Final = 0x20
_NOT_A_NUMBER: Final = b"\xff\xff"


class _Globals(Struct, frozen=True):
    formats: CellFormats
    sheet_offsets: tuple[int, ...]
    from_1904: bool
    encrypted: bool


class _Marks(Struct):
    """What one sheet's records tell; filled as they are walked."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    cell_errors: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    dates: dict[Position, str] = field(default_factory=dict)


def read(content: Content) -> Reading:
    stream = _workbook_stream(content.data)
    if not _is_biff8(stream):
        return calamine_sheets.read(content)
    book = _globals(stream)
    if book.encrypted:
        content = replace(content, data=decrypted(content.data, content.password))
        stream = _workbook_stream(content.data)
        book = _globals(stream)
    sheets, faults = calamine_sheets.values(content)
    names = [sheet.name for sheet in calamine_sheets.opened(content.data).sheets_metadata]
    offsets = dict(zip(names, book.sheet_offsets, strict=False))
    return tuple(_completed(sheet, stream, offsets[sheet.name or ""], book) for sheet in sheets), faults


def _workbook_stream(data: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        stream: bytes = container.openstream(name).read()
    return stream


def _is_biff8(stream: bytes) -> bool:
    return len(stream) >= 6 and struct.unpack_from("<HHH", stream)[::2] == (_BOF, _BIFF8)


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, charts inside it left out."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, stream[offset + 4 : offset + 4 + length]
        elif depth < 1:
            return
        offset += 4 + length


def _globals(stream: bytes) -> _Globals:
    numbers: list[int] = []
    codes: dict[int, str] = {}
    offsets: list[int] = []
    from_1904 = encrypted = False
    for kind, body in _records(stream, 0):
        if kind == _XF:
            numbers.append(int.from_bytes(body[2:4], "little"))
        elif kind == _FORMAT:
            codes[int.from_bytes(body[:2], "little")] = _text(body[2:])
        elif kind == _BOUNDSHEET:
            offsets.append(int.from_bytes(body[:4], "little"))
        elif kind == _DATEMODE:
            from_1904 = body[:1] == b"\x01"
        encrypted = encrypted or kind == _FILEPASS
    return _Globals(cell_formats(numbers, codes), tuple(offsets), from_1904, encrypted)


def _text(body: bytes) -> str:
    wide = body[2] & 1
    return body[3:].decode("utf-16-le" if wide else "latin-1", "replace")


def _completed(sheet: Sheet, stream: bytes, offset: int, book: _Globals) -> Sheet:
    marks = _Marks()
    for kind, body in _records(stream, offset):
        _note(kind, body, marks, book)
    return replace(
        sheet,
        texts=overwritten(sheet.texts, {**marks.cell_errors, **marks.dates}),
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        cell_errors=marks.cell_errors,
        percent_cells=frozenset(marks.percents),
    )


def _note(kind: int, body: bytes, marks: _Marks, book: _Globals) -> None:
    if kind == _ROW and body[12] & _ROW_HIDDEN:
        marks.hidden_rows.add(int.from_bytes(body[:2], "little"))
    elif kind == _COLINFO and body[8] & 1:
        first, last = struct.unpack_from("<HH", body)
        marks.hidden_columns.update(range(first, min(last, 255) + 1))
    elif kind == _BOOLERR and body[7]:
        marks.cell_errors[_at(body)] = _ERRORS.get(body[6], "#VALUE!")
    elif kind == _FORMULA and body[12:14] == _NOT_A_NUMBER and body[6] == 2:
        marks.cell_errors[_at(body)] = _ERRORS.get(body[8], "#VALUE!")
    else:
        for position, style, number in _numbers(kind, body):
            _note_number(position, style, number, marks, book)


def _at(body: bytes) -> Position:
    row, column = struct.unpack_from("<HH", body)
    return row, column


def _numbers(kind: int, body: bytes) -> Iterator[tuple[Position, int, float]]:
    if kind == _NUMBER or (kind == _FORMULA and body[12:14] != _NOT_A_NUMBER):
        yield _at(body), int.from_bytes(body[4:6], "little"), struct.unpack_from("<d", body, 6)[0]
    elif kind == _RK:
        yield _at(body), int.from_bytes(body[4:6], "little"), _rk(body[6:10])
    elif kind == _MULRK:
        row, first = _at(body)
        for index, start in enumerate(range(4, len(body) - 2, 6)):
            style = int.from_bytes(body[start : start + 2], "little")
            yield (row, first + index), style, _rk(body[start + 2 : start + 6])


def _rk(packed: bytes) -> float:
    """A number in four bytes: an integer or the upper half of a double, either perhaps in hundredths."""
    raw = int.from_bytes(packed, "little", signed=True)
    upper_half = bytes([packed[0] & ~3, *packed[1:4]])
    number: float = raw >> 2 if raw & 2 else struct.unpack("<d", bytes(4) + upper_half)[0]
    return number / 100 if raw & 1 else number


def _note_number(position: Position, style: int, number: float, marks: _Marks, book: _Globals) -> None:
    if style in book.formats.percents:
        marks.percents.add(position)
    elif style in book.formats.months or style in book.formats.east_asian_dates:
        day = _day(number, from_1904=book.from_1904)
        if day:
            by_month = style in book.formats.months and day.day == 1
            marks.dates[position] = f"{day.year}年{day.month}月" if by_month else day.isoformat()


def _day(number: float, *, from_1904: bool) -> dt.date | None:
    origin = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)
    if not 61 <= number < 2_958_466:  # before that Excel counts a 29 February 1900 that never was
        return None
    return origin + dt.timedelta(days=int(number))
