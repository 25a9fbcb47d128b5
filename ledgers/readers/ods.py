"""OpenDocument spreadsheets: LibreOffice, and WPS where an office asks for the national format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from msgspec import Struct, field

from ledgers.model import Sheet
from ledgers.readers.calamine_sheets import shown_number
from ledgers.readers.cell_texts import frame_of_rows, widened
from ledgers.readers.content import Content, Reading
from ledgers.readers.grid import MAX_CELLS
from ledgers.readers.package import open_package
from ledgers.readers.refusals import LockedError, UnreadableError
from ledgers.readers.sheet_xml import is_long_number
from values.expressions import expression

Position = tuple[int, int]

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC_TYPE: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS: Final = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_HIDDEN: Final = frozenset({"collapse", "filter"})
_ONLY_MONTH: Final = expression(r"\d{4}\D+\d{1,2}\D*")
_DURATION: Final = expression(r"PT(\d+)H(\d+)M(\d+)(?:\.\d+)?S")
_MAX_COLUMNS: Final = 16_384
_MAX_ROWS: Final = 1_048_576


class _Table(Struct):
    """A sheet as its rows are walked; blank rows and cells at the ends, repeated a million times, are left out."""

    rows: list[list[str | None]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    uncalculated: set[Position] = field(default_factory=set)
    digits_lost: set[Position] = field(default_factory=set)
    cell_errors: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    row: int = 0
    size: int = 0


def read(content: Content) -> Reading:
    package = open_package(content.data)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise LockedError(given=content.password is not None, hopeless="ods 表格")
    try:
        root = ET.fromstring(package.read("content.xml"))
    except ET.ParseError as error:
        raise UnreadableError("表格内容不完整或已损坏") from error
    hidden = _hidden_styles(root)
    return tuple(_sheet(table, hidden) for table in root.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table")), ()


def _hidden_styles(root: ET.Element) -> frozenset[str]:
    return frozenset(
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    )


def _sheet(node: ET.Element, hidden_styles: frozenset[str]) -> Sheet:
    table = _Table()
    for row in node.iter(f"{_TABLE}table-row"):
        _add_row(table, row)
    places = table.uncalculated
    frame = widened(
        frame_of_rows(table.rows),
        1 + max((row for row, _ in places), default=-1),
        1 + max((column for _, column in places), default=-1),
    )
    return Sheet(
        name=node.get(f"{_TABLE}name"),
        texts=frame,
        merges=tuple(table.merges),
        hidden=node.get(f"{_TABLE}style-name") in hidden_styles,
        hidden_rows=frozenset(table.hidden_rows),
        hidden_columns=frozenset(_hidden_columns(node)),
        uncalculated=frozenset(table.uncalculated),
        digits_lost=frozenset(table.digits_lost),
        cell_errors=table.cell_errors,
        percent_cells=frozenset(table.percents),
    )


def _hidden_columns(node: ET.Element) -> Iterator[int]:
    column = 0
    for tag in node.iter(f"{_TABLE}table-column"):
        width = int(tag.get(f"{_TABLE}number-columns-repeated", 1))
        if tag.get(f"{_TABLE}visibility") in _HIDDEN:
            yield from range(column, min(column + width, _MAX_COLUMNS))
        column += width


def _add_row(table: _Table, node: ET.Element) -> None:
    times = int(node.get(f"{_TABLE}number-rows-repeated", 1))
    first = table.row
    table.row += times
    texts = _row_texts(table, node, first)
    if node.get(f"{_TABLE}visibility") in _HIDDEN:
        table.hidden_rows.update(range(first, min(first + times, _MAX_ROWS)))
    if not any(texts):
        return
    table.size += times * len(texts)
    if table.size > MAX_CELLS or table.row > _MAX_ROWS:
        raise UnreadableError("工作表范围异常", "请删除数据区域以外多余的行、列后重新保存")
    table.rows += [[] for _ in range(first - len(table.rows))]
    table.rows += [texts] * times


def _row_texts(table: _Table, row: ET.Element, number: int) -> list[str | None]:
    texts: list[str | None] = []
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        text = _text(cell)
        if text:
            texts += [None] * (column - len(texts))
            texts += [text] * min(times, _MAX_COLUMNS)
        _note(table, cell, (number, column), text)
        column += times
    return texts


def _note(table: _Table, cell: ET.Element, place: Position, text: str) -> None:
    down, across = (int(cell.get(f"{_TABLE}number-{side}-spanned", 1)) for side in ("rows", "columns"))
    if down > 1 or across > 1:
        table.merges.append((*place, place[0] + down - 1, place[1] + across - 1))
    kind = cell.get(f"{_OFFICE}value-type")
    if kind is None and not text and cell.get(f"{_TABLE}formula"):
        table.uncalculated.add(place)
    elif cell.get(_CALC_TYPE) == "error":
        table.cell_errors[place] = text
    elif kind == "percentage":
        table.percents.add(place)
    elif kind == "float" and is_long_number(cell.get(f"{_OFFICE}value", "")):
        table.digits_lost.add(place)


def _text(cell: ET.Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        return shown_number(cell.get(f"{_OFFICE}value", ""))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper()
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""), _paragraphs(cell))
    if kind == "time":
        duration = _DURATION.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
        return f"{duration[1]}:{duration[2]}:{duration[3]}" if duration else _paragraphs(cell)
    return _paragraphs(cell)


def _date(value: str, shown: str) -> str:
    """A date that shows only its month has a day made up by the program."""
    text = value.replace("T", " ").removesuffix(" 00:00:00")
    if text.endswith("-01") and _ONLY_MONTH.fullmatch(shown):
        return f"{int(text[:4])}年{int(text[5:7])}月"
    return text


def _paragraphs(cell: ET.Element) -> str:
    return "\n".join("".join(_pieces(node)) for node in cell if node.tag in (f"{_TEXT}p", f"{_TEXT}h"))


def _pieces(node: ET.Element) -> Iterator[str]:
    """The text of a paragraph; comments on the cell stand outside of paragraphs."""
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            yield " " * int(child.get(f"{_TEXT}c", 1))
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        else:
            yield from _pieces(child)
        yield child.tail or ""
