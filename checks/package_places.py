"""Where something stands in a package: the words that point there, and the breach put at that place."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from msgspec import Struct

from checks.model import DocumentBreach, Enclosure, PackageBreach
from documents.layout import Layout
from documents.model import OfficialDocument, Paragraph
from documents.places import NOWHERE, Place

if TYPE_CHECKING:
    from ledgers.model import Ledger


class Spot(Struct, frozen=True):
    """A place in one file of a package: an element of a document, or a cell of a workbook."""

    path: str
    element: str = "附件"
    place: Place = NOWHERE
    sheet: str | None = None
    cell: str | None = None
    field: str | None = None
    subject: str | None = None

    def __str__(self) -> str:
        """As people point at it: 附件2.xlsx Sheet1!C5, 通知.docx 第12段."""
        if self.cell:
            return f"{self.path} {self.sheet}!{self.cell}" if self.sheet else f"{self.path} {self.cell}"
        return self.path if self.place == NOWHERE else f"{self.path} {self.place}"

    def breach(
        self, message: str, *, other: Spot | str, observed: str | None, expected: str, suggestion: str
    ) -> PackageBreach:
        """What stands here against what stands at `other`."""
        row = int(re.sub(r"\D", "", self.cell)) if self.cell else self.place.line
        said = DocumentBreach(
            self.element, message, observed, expected, suggestion, self.place.paragraph, self.place.page, row
        )
        return PackageBreach(self.path, said, str(other), self.sheet, self.cell, self.field, self.subject)


def cell_spot(enclosure: Enclosure, ledger: Ledger, row: int, field: str, subject: str | None = None) -> Spot:
    """The cell of a record; in a Word file the paragraph that holds it."""
    cell = f"{ledger.columns[field].letter}{row}"
    if enclosure.document is None:
        return Spot(enclosure.path, sheet=ledger.sheet, cell=cell, field=field, subject=subject)
    return Spot(enclosure.path, place=_place_in_word(enclosure.document, ledger, row, field), subject=subject)


def _place_in_word(document: OfficialDocument, ledger: Ledger, row: int, field: str) -> Place:
    """The paragraph that has most cells of the record round it where they stand in the row; other rows may hold the same text."""
    paragraphs = document.layout.paragraphs if document.layout else ()
    said = dict(enumerate(each.text for each in paragraphs))
    record = ledger.texts.row(ledger.texts["_row"].to_list().index(row), named=True)
    cells = {column.index - ledger.columns[field].index: record[name] for name, column in ledger.columns.items()}

    def agreeing(at: int) -> int:
        return sum(said.get(at + apart) == text for apart, text in cells.items())

    return paragraphs[max(said, key=agreeing)].place if said else NOWHERE


def title_spot(enclosure: Enclosure, title: str) -> Spot:
    """Where the file bears that title."""
    if enclosure.document is not None:
        said = enclosure.document.element("标题")
        return Spot(enclosure.path, "标题", said.place) if said else Spot(enclosure.path)
    told = next(each for each in enclosure.ledgers if each.title == title)
    return aside_spot(enclosure, told, title)


def aside_spot(enclosure: Enclosure, ledger: Ledger, text: str) -> Spot:
    """The cell above or below the table that says the text, or a part of it."""
    wanted = "".join(text.split())
    said = ((aside.cell, "".join(aside.text.split())) for aside in ledger.asides)
    cell = next((cell for cell, words in said if words and (wanted in words or words in wanted)), None)
    return Spot(enclosure.path, sheet=ledger.sheet, cell=cell)


def table_cell(layout: Layout | None, table: Paragraph, label: str, value: str) -> Place:
    """The paragraph of a table's cell that says the value, behind the one that says the label; else of the table."""
    paragraphs = layout.paragraphs if layout else ()
    seen = False
    for paragraph in dropwhile(lambda each: each.place.paragraph != table.place.paragraph, paragraphs):
        text = paragraph.text.strip()
        if seen and text == value.strip():
            return paragraph.place
        seen = seen or text == label.strip()
    return table.place
