"""One light pass over the XML of a sheet for what the value reader does not tell.

Regular expressions over bytes, each run only where its marker occurs: a conforming parse of every cell takes ten times
as long as reading the values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct, field

from ledgers.readers.number_formats import CellFormats
from ledgers.readers.references import column_index, range_bounds

Position = tuple[int, int]

ERROR_NAMES: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
_NO_VALUE: Final = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>")
_MANY_DIGITS: Final = (re.compile(rb"<v>\d{16}"), re.compile(rb"<v>-\d{16}"))
_GREAT_POWERS: Final = (  # two: a regular expression that begins with a literal is several times as fast
    re.compile(rb"E\+?(?:1[5-9]|[2-9]\d|\d{3})</v>"),
    re.compile(rb"e\+?(?:1[5-9]|[2-9]\d|\d{3})</v>"),
)
_LONG_NUMBER: Final = re.compile(rb"-?(?:\d{16,}(?:\.\d*)?|\d(?:\.\d+)?[eE]\+?(?:1[5-9]|[2-9]\d|\d{3}))")
_REFERENCE: Final = re.compile(rb'\br="([A-Z]+)(\d+)"')
_TYPE: Final = re.compile(rb'\st="(\w+)"')


class SheetMarks(Struct, frozen=True):
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncalculated: frozenset[Position] = frozenset()
    long_numbers: dict[Position, str] = field(default_factory=dict)
    cell_errors: dict[Position, str] = field(default_factory=dict)
    booleans: dict[Position, str] = field(default_factory=dict)
    months: frozenset[Position] = frozenset()
    percents: frozenset[Position] = frozenset()


def scan_sheet(xml: bytes, formats: CellFormats) -> SheetMarks:
    """`xml` in canonical form."""
    return SheetMarks(
        merges=merged_ranges(xml),
        hidden_rows=_hidden_rows(xml),
        hidden_columns=_hidden_columns(xml),
        uncalculated=frozenset(_uncalculated(xml)) if b"</f>" in xml else frozenset(),
        long_numbers=dict(_long_numbers(xml)),
        cell_errors=dict(_typed_cells(xml, b"e", _error_name)),
        booleans=dict(_typed_cells(xml, b"b", _boolean)),
        months=_styled(xml, formats.months),
        percents=_styled(xml, formats.percents),
    )


def merged_ranges(xml: bytes) -> tuple[tuple[int, int, int, int], ...]:
    start = xml.rfind(b"<mergeCells")
    if start < 0:
        return ()
    return tuple(_bounds(re.findall(rb'<mergeCell\b[^>]*\bref="([A-Z0-9:$]+)"', xml[start:])))


def _bounds(references: Iterable[bytes]) -> Iterator[tuple[int, int, int, int]]:
    for reference in references:
        try:
            yield range_bounds(reference.decode("ascii"))
        except ValueError:  # a whole column or row: nothing a cell belongs to
            continue


def _hidden_rows(xml: bytes) -> frozenset[int]:
    if b" hidden=" not in xml:
        return frozenset()
    rows = re.findall(rb'<row r="(\d+)"[^>]*\shidden="(?:1|true)"', xml)
    return frozenset(int(row) - 1 for row in rows)


def _hidden_columns(xml: bytes) -> frozenset[int]:
    head = xml[: max(xml.find(b"<sheetData"), 0)]
    hidden: set[int] = set()
    for column in re.findall(rb'<col\b[^>]*\shidden="(?:1|true)"[^>]*>', head):
        first, last = (int(re.search(rb'\b%s="(\d+)"' % name, column)[1]) for name in (b"min", b"max"))  # type: ignore[index]  # both are required by the schema
        hidden.update(range(first - 1, min(last, 16_384)))
    return frozenset(hidden)


def _opening_tag(xml: bytes, inside: int) -> bytes:
    start = xml.rfind(b"<c ", 0, inside)
    return xml[start : xml.index(b">", start) + 1]


def _position(tag: bytes) -> Position:
    match = _REFERENCE.search(tag)
    if match is None:
        raise ValueError("a cell without a reference")
    return int(match[2]) - 1, column_index(match[1])


def _type(tag: bytes) -> bytes:
    match = _TYPE.search(tag)
    return match[1] if match else b"n"


def _uncalculated(xml: bytes) -> Iterator[Position]:
    for match in _NO_VALUE.finditer(xml):
        tag = _opening_tag(xml, match.start())
        if _type(tag) != b"str":  # a formula whose result is the empty text is calculated
            yield _position(tag)


def _long_numbers(xml: bytes) -> Iterator[tuple[Position, str]]:
    ends = {xml.index(b"<", match.end()) for pattern in _MANY_DIGITS for match in pattern.finditer(xml)}
    ends.update(match.end() - len(b"</v>") for power in _GREAT_POWERS for match in power.finditer(xml))
    for end in ends:
        tag = _opening_tag(xml, end)
        number = xml[xml.rfind(b">", 0, end) + 1 : end]
        if _type(tag) == b"n" and _LONG_NUMBER.fullmatch(number):
            yield _position(tag), reliable_digits(number.decode("ascii"))


def is_long_number(number: str) -> bool:
    """Whether it has more digits than a spreadsheet keeps."""
    return _LONG_NUMBER.fullmatch(number.encode("ascii", "replace")) is not None


def reliable_digits(number: str) -> str:
    """The number with the 15 digits a spreadsheet keeps: 5.2011319450101E+17."""
    mantissa, exponent = f"{float(number):.14E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def _typed_cells(xml: bytes, kind: bytes, read: Callable[[bytes], str]) -> Iterator[tuple[Position, str]]:
    if b't="' + kind + b'"' not in xml:
        return
    opening = rb'<c r="([A-Z]+)(\d+)"[^>]*?\st="' + kind + rb'"[^>/]*>'
    cells = re.compile(opening + rb"(?:(?!</c>).)*?<v>([^<]*)</v>", re.DOTALL)
    for match in cells.finditer(xml):
        yield (int(match[2]) - 1, column_index(match[1])), read(match[3].strip())


def _error_name(value: bytes) -> str:
    name = value.decode("utf-8", "replace").upper()
    return name if name in ERROR_NAMES else "#VALUE!"


def _boolean(value: bytes) -> str:
    return "FALSE" if value in (b"0", b"false", b"") else "TRUE"


def _styled(xml: bytes, styles: frozenset[int]) -> frozenset[Position]:
    """Cells with a number, shown in one of the styles."""
    if not styles:
        return frozenset()
    wanted = b"|".join(b"%d" % style for style in sorted(styles))
    cells = re.compile(rb'<c r="([A-Z]+)(\d+)"(?:\s(?!t=|s=)\w+="[^"]*")* s="(?:' + wanted + rb')"(?: t="n")?>')
    return frozenset((int(match[2]) - 1, column_index(match[1])) for match in cells.finditer(xml))
