"""Tables in Word documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from ledgers.model import Sheet
from ledgers.readers.content import Content, Reading
from ledgers.readers.grid import SpannedCell, laid_out
from ledgers.readers.package import open_package
from ledgers.readers.refusals import UnreadableError

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT: Final = frozenset({f"{_W}tbl", f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"})
_WHITESPACE: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(content: Content) -> Reading:
    package = open_package(content.data)
    try:
        root = ET.fromstring(package.read("word/document.xml"))
    except (KeyError, ET.ParseError) as error:
        raise UnreadableError("文档正文缺失或已损坏", "请用 WPS 或 Word 打开后另存为 .docx") from error
    return tuple(_sheet(f"表{n}", table) for n, table in enumerate(root.iter(f"{_W}tbl"), start=1)), ()


def _sheet(name: str, table: ET.Element) -> Sheet:
    rows = [list(_grid_cells(row)) for row in _children(table, "tr")]
    return laid_out(name, (_anchors(rows, number) for number in range(len(rows))))


def _children(node: ET.Element, name: str) -> Iterator[ET.Element]:
    """Rows or cells, also those inside content controls."""
    for child in node:
        if child.tag == _W + name:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _children(child, name)


def _grid_cells(row: ET.Element) -> Iterator[tuple[int, int, bool, str]]:
    """Column, width, whether it continues the cell above, text."""
    column = _number(row, "trPr/gridBefore", 0)
    for cell in _children(row, "tc"):
        width = _number(cell, "tcPr/gridSpan", 1)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        continues = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        yield column, width, continues, _text(cell)
        column += width


def _number(node: ET.Element, path: str, default: int) -> int:
    found = node.find("/".join(_W + step for step in path.split("/")))
    value = found.get(f"{_W}val", "") if found is not None else ""
    return int(value) if value.isdigit() else default


def _anchors(rows: list[list[tuple[int, int, bool, str]]], number: int) -> list[SpannedCell]:
    """The cells of a row that begin there, each with how far down it goes."""
    return [
        SpannedCell(text, 1 + _continued(rows, number + 1, column), width, column)
        for column, width, continues, text in rows[number]
        if not continues
    ]


def _continued(rows: list[list[tuple[int, int, bool, str]]], start: int, column: int) -> int:
    count = 0
    for row in rows[start:]:
        if not any(continues and at == column for at, _, continues, _ in row):
            break
        count += 1
    return count


def _text(cell: ET.Element) -> str:
    return "\n".join("".join(_pieces(paragraph)) for paragraph in _paragraphs(cell)).strip("\n")


def _paragraphs(node: ET.Element) -> Iterator[ET.Element]:
    for child in node:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _paragraphs(child)


def _pieces(node: ET.Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _WHITESPACE:
            yield _WHITESPACE[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child)
