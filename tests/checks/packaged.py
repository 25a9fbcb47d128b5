"""Packages for cases, built from texts and rows: no file is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from checks.engine.inputs import PackageInput
from checks.model import Enclosure, Finding, Package
from documents.layout import Layout, SetParagraph
from documents.model import Cell, Element, OfficialDocument, Paragraph, Table
from documents.places import Place
from documents.text import documents_of
from ledgers.model import Aside, Ledger
from tests.checks import tables
from values.divisions import Division

NOTICE = "通知.txt"


def given(case: Mapping[str, Any], division: Division | None, on: date) -> tuple[PackageInput, ...]:
    """The package of a case: `notice` is a text (at `path`), each of `files` a text, a table in a document, a ledger's rows, or several."""
    if "package" not in case:
        return ()
    told = case["package"]
    (first, *attached) = documents_of(told["notice"])
    notice = replace(first, inner=(*first.inner, *attached))
    enclosures = tuple(_enclosure(path, file) for path, file in told.get("files", {}).items())
    return (PackageInput(Package(told.get("path", NOTICE), notice, enclosures), division, on, on),)


def _enclosure(path: str, file: Any) -> Enclosure:
    if not file:
        return Enclosure(path)
    if isinstance(file, str):
        (first, *attached) = documents_of(file)
        return Enclosure(path, replace(first, inner=(*first.inner, *attached)))
    if isinstance(file, list):
        return Enclosure(path, ledgers=tuple(_ledger(path, sheet) for sheet in file))
    if "table" in file:
        return Enclosure(path, _document(file))
    return Enclosure(path, ledgers=(_ledger(path, file),))


def _document(file: Mapping[str, Any]) -> OfficialDocument:
    """A Word file of a title, lines and one table; `above` are the lines above its title."""
    rows = tuple(tuple(Cell(text) for text in row) for row in file["table"])
    above = file.get("above", ())
    title = Element("标题", file["title"], Place(len(above) + 1))
    texts = enumerate(file.get("lines", ()), start=len(above) + 2)
    lines = [Paragraph(text, place=Place(number)) for number, text in texts]
    table = Paragraph("", place=Place(len(above) + len(lines) + 2), table=Table(rows))
    document = OfficialDocument((title,), (*lines, table))
    if not above:
        return document
    cells = (line for row in rows for cell in row for line in cell.text.split("\n"))
    shown = (*above, file["title"], *(line.text for line in lines), *cells)
    paragraphs = tuple(SetParagraph(Place(number), text) for number, text in enumerate(shown, start=1))
    return replace(document, layout=Layout(paragraphs=paragraphs))


def _ledger(path: str, file: Mapping[str, Any]) -> Ledger:
    table = tables.ledger(file["kind"], file["rows"], path=path)
    if "blank" in file:  # a form to be filled in: `rows` tells its columns
        table = replace(table, frame=table.frame.clear(), texts=table.texts.clear())
    return replace(
        table,
        title=file.get("title"),
        reporting_unit=file.get("unit"),
        period_text=file.get("period"),
        filled_on_text=file.get("filled"),
        asides=tuple(Aside(cell, text) for cell, text in file.get("asides", {}).items()),
    )


def where(finding: Finding) -> str:
    """附件1.xlsx C5; 通知.txt 第3行 正文."""
    if finding.cell:
        return f"{finding.path} {finding.cell}"
    at = f"第{finding.row}行 " if finding.row else f"第{finding.paragraph}段 " if finding.paragraph else ""
    return f"{finding.path} {at}{finding.element}"
