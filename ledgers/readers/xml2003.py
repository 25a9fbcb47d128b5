"""XML Spreadsheet 2003, which older systems export as .xls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from ledgers.model import Sheet
from ledgers.readers.calamine_sheets import shown_number
from ledgers.readers.content import Content, Reading
from ledgers.readers.delimited import decoded
from ledgers.readers.grid import SpannedCell, laid_out
from ledgers.readers.html import without_declaration
from ledgers.readers.refusals import UnreadableError
from ledgers.readers.sheet_xml import ERROR_NAMES

_NS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MAX_ROWS: Final = 1_048_576


def read(content: Content) -> Reading:
    try:
        root = ET.fromstring(without_declaration(decoded(content.data)))
    except ET.ParseError as error:
        raise UnreadableError("XML 表格不完整或已损坏") from error
    return tuple(_sheet(node) for node in root.iter(f"{_NS}Worksheet")), ()


def _sheet(worksheet: ET.Element) -> Sheet:
    rows: list[list[SpannedCell]] = []
    hidden: set[int] = set()
    for row in worksheet.iter(f"{_NS}Row"):
        index = int(row.get(f"{_NS}Index", len(rows) + 1)) - 1
        if index >= _MAX_ROWS:
            raise UnreadableError("行号超出范围")
        rows += [[] for _ in range(index - len(rows))]
        if row.get(f"{_NS}Hidden") == "1":
            hidden.add(len(rows))
        rows.append(list(_cells(row)))
    sheet = laid_out(worksheet.get(f"{_NS}Name"), rows)
    return replace(sheet, hidden_rows=frozenset(hidden), cell_errors=_errors(sheet))


def _cells(row: ET.Element) -> Iterator[SpannedCell]:
    for cell in row.iter(f"{_NS}Cell"):
        index = cell.get(f"{_NS}Index")
        yield SpannedCell(
            _text(cell.find(f"{_NS}Data")),
            1 + int(cell.get(f"{_NS}MergeDown", 0)),
            1 + int(cell.get(f"{_NS}MergeAcross", 0)),
            int(index) - 1 if index else None,
        )


def _text(data: ET.Element | None) -> str:
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(f"{_NS}Type")
    if kind == "Number":
        return shown_number(text)
    if kind == "DateTime":
        return text.replace("T", " ").removesuffix(".000").removesuffix(" 00:00:00")
    if kind == "Boolean":
        return "TRUE" if text == "1" else "FALSE"
    return text


def _errors(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {
        (row, column): series[row]
        for column, series in enumerate(sheet.texts.iter_columns())
        for row in series.is_in(ERROR_NAMES).arg_true()
    }
