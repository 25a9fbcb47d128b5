"""The text of a document as paragraphs: lines of text, tables and pictures among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents.levels import paragraph_of
from documents.model import Cell, Figure, OfficialDocument, Paragraph, Table
from documents.places import Place
from drafting.entries import Entry
from drafting.faults import WrongValueError

TABLE, FIGURE = "表格", "图"
EXPECTED = f"应为一段文字，或段落的列表（每段以“- ”开头；表格写 {TABLE}: [[甲, 乙], [1, 2]]，图写 {FIGURE}: 文件名）"


def document(entry: Entry) -> OfficialDocument:
    """The pages of an annex: its text, or what a manuscript holds."""
    return entry.value if isinstance(entry.value, OfficialDocument) else OfficialDocument(body=paragraphs(entry))


def paragraphs(entry: Entry) -> tuple[Paragraph, ...]:
    """One text, a paragraph a line, or a list of paragraphs, tables and figures."""
    items = entry.value if isinstance(entry.value, tuple) else (entry,)
    return tuple(paragraph for item in items for paragraph in _paragraphs(item))


def _paragraphs(item: Entry) -> Iterator[Paragraph]:
    place = Place(line=item.line)
    if isinstance(item.value, Paragraph):
        yield item.value
    elif isinstance(item.value, str):
        yield from (paragraph_of(line.strip(), place) for line in item.value.splitlines() if line.strip())
    elif isinstance(item.value, Mapping) and set(item.value) == {TABLE}:
        yield Paragraph("", place=place, table=Table(tuple(_rows(item.value[TABLE]))))
    elif isinstance(item.value, Mapping) and set(item.value) == {FIGURE}:
        yield Paragraph("", place=place, figure=Figure(_text(item.value[FIGURE]), b""))
    else:
        raise WrongValueError(EXPECTED)


def _rows(entry: Entry) -> Iterator[tuple[Cell, ...]]:
    if not isinstance(entry.value, tuple) or not entry.value:
        raise WrongValueError(EXPECTED)
    widths = [len(row.value) if isinstance(row.value, tuple) else 0 for row in entry.value]
    for row, width in zip(entry.value, widths, strict=True):
        if not isinstance(row.value, tuple) or width != widths[0]:
            raise WrongValueError(f"表格各行的格数应相同，第{row.line}行不同")
        yield tuple(Cell(_text(cell)) for cell in row.value)


def _text(entry: Entry) -> str:
    if not isinstance(entry.value, str):
        raise WrongValueError(EXPECTED)
    return entry.value
