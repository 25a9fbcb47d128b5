"""The 核查意见 sheet at the end of an annotated workbook, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ledgers.annotated.comments import printable
from ledgers.annotated.marks import SEVERITY_NAMES, Opinion
from ledgers.annotated.style_sheet import StyleSheet
from ledgers.annotated.xml_parts import MAIN, OFFICE, Parts, main, parsed, written
from ledgers.readers.workbook_parts import WORKBOOK

NAME: Final = "核查意见"
HEADERS: Final = ("序号", "级别", "位置", "问题", "依据", "处理建议")
WIDTHS: Final = (6, 7, 18, 46, 36, 36)
TITLE: Final = "核查意见（内部资料，含完整信息，不得公开）"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES: Final = frozenset(
    {
        "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "workbookProtection",
        "bookViews", "sheets", "functionGroups", "externalReferences",
    }
)  # fmt: skip
_FIRST_ROW: Final = 3


def add_opinion_sheet(parts: Parts, styles: StyleSheet, opinions: Sequence[Opinion]) -> None:
    member = parts.free_name("xl/worksheets/sheet{}.xml")
    parts.write(member, _sheet(opinions, styles).encode("utf-8"))
    parts.declare(member, _CONTENT_TYPE)
    _register(parts, parts.relate(WORKBOOK, "worksheet", member))


def _register(parts: Parts, relationship: str) -> None:
    root = parsed(parts.read(WORKBOOK))
    sheets = root.find(main("sheets"))
    assert sheets is not None  # the reader found sheets in it
    name = _free_name({sheet.get("name", "") for sheet in sheets})
    numbers = [int(sheet.get("sheetId", "0")) for sheet in sheets]
    attributes = {"name": name, "sheetId": str(max(numbers, default=0) + 1), f"{{{OFFICE}}}id": relationship}
    etree.SubElement(sheets, main("sheet"), attributes)
    _repeat_header(root, name, len(sheets) - 1)
    parts.write(WORKBOOK, written(root))


def _free_name(taken: set[str]) -> str:
    number = 1
    while (name := NAME if number == 1 else f"{NAME}{number}") in taken:
        number += 1
    return name


def _repeat_header(root: etree._Element, name: str, index: int) -> None:
    names = root.find(main("definedNames"))
    if names is None:
        names = etree.Element(main("definedNames"))
        root.insert(sum(etree.QName(node).localname in _BEFORE_NAMES for node in root), names)
    attributes = {"name": "_xlnm.Print_Titles", "localSheetId": str(index)}
    etree.SubElement(names, main("definedName"), attributes).text = f"'{name}'!$1:$2"


def _sheet(opinions: Sequence[Opinion], styles: StyleSheet) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(WIDTHS, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(_rows(opinions, styles))}</sheetData>"
        f'<mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>{_links(opinions)}'
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    )


def _rows(opinions: Sequence[Opinion], styles: StyleSheet) -> Iterator[str]:
    title = styles.format(size=16, bold=True, align="center")
    header = styles.format(size=11, bold=True, header=True, align="center")
    text, centred = styles.format(size=10), styles.format(size=10, align="center")
    yield f'<row r="1" ht="30" customHeight="1">{_cell("A1", TITLE, title)}</row>'
    yield f'<row r="2" ht="22" customHeight="1">{"".join(_cells(2, HEADERS, [header] * 6))}</row>'
    for row, opinion in enumerate(opinions, start=_FIRST_ROW):
        texts = _texts(opinion)
        cells = "".join(_cells(row, texts, [centred, centred, text, text, text, text]))
        yield f'<row r="{row}" ht="{_height(texts)}" customHeight="1">{cells}</row>'


def _height(texts: tuple[str, ...]) -> int:
    """Points: programs do not all fit a row to wrapped text when they open a file."""
    lines = max(_lines(text, width) for text, width in zip(texts, WIDTHS, strict=True))
    return min(6 + 13 * lines, 400)


def _lines(text: str, width: int) -> int:
    return sum(1 + sum(1 if char.isascii() else 2 for char in line) // (width - 2) for line in text.split("\n"))


def _texts(opinion: Opinion) -> tuple[str, ...]:
    severity = SEVERITY_NAMES[opinion.severity]
    return str(opinion.number), severity, _place(opinion), opinion.message, opinion.requirement, opinion.suggestion


def _place(opinion: Opinion) -> str:
    return " ".join(part for part in (opinion.sheet, opinion.cell) if part)


def _cells(row: int, texts: Iterable[str], styles: Iterable[int]) -> Iterator[str]:
    for letter, text, style in zip("ABCDEF", texts, styles, strict=True):
        yield _cell(f"{letter}{row}", text, style)


def _cell(reference: str, text: str, style: int) -> str:
    shown = escape(printable(text))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _links(opinions: Sequence[Opinion]) -> str:
    """A click on the place leads to the cell."""
    links = "".join(
        f'<hyperlink ref="C{row}" location={quoteattr(_target(opinion.sheet, opinion.cell))}/>'
        for row, opinion in enumerate(opinions, start=_FIRST_ROW)
        if opinion.sheet and opinion.cell and re.fullmatch("[A-Z]{1,3}[0-9]+", opinion.cell)
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _target(sheet: str, cell: str) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"
