"""Where something stands in a package: the words that point there, and the breach put at that place."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    texts = dict(zip(ledger.texts["_row"].to_list(), ledger.texts[field].to_list(), strict=True))
    text = str(texts.get(row) or "")
    place = next((place for place, said in _cell_places(enclosure.document) if said == text), NOWHERE)
    return Spot(enclosure.path, place=place, subject=subject)


def title_spot(enclosure: Enclosure, ledger: Ledger | None = None) -> Spot:
    """Where the file says what it is."""
    if enclosure.document is not None:
        title = enclosure.document.element("标题")
        return Spot(enclosure.path, "标题", title.place) if title else Spot(enclosure.path)
    told = ledger or next((each for each in enclosure.ledgers if each.title), None)
    return aside_spot(enclosure, told, told.title or "") if told else Spot(enclosure.path)


def aside_spot(enclosure: Enclosure, ledger: Ledger, text: str) -> Spot:
    """The cell above or below the table that says the text, or a part of it."""
    wanted = "".join(text.split())
    said = ((aside.cell, "".join(aside.text.split())) for aside in ledger.asides)
    cell = next((cell for cell, words in said if words and (wanted in words or words in wanted)), None)
    return Spot(enclosure.path, sheet=ledger.sheet if cell else None, cell=cell)


def table_cell(layout: Layout | None, table: Paragraph, label: str, value: str) -> Place:
    """The paragraph of a table's cell that says the value, behind the one that says the label; else of the table."""
    after = (
        (each for each in layout.paragraphs if (each.place.paragraph or 0) >= (table.place.paragraph or 0))
        if layout
        else ()
    )
    seen = not label
    for paragraph in after:
        if seen and paragraph.text.strip() == value:
            return paragraph.place
        seen = seen or paragraph.text.strip() == label
    return table.place


def _cell_places(document: OfficialDocument) -> Iterator[tuple[Place, str]]:
    for paragraph in document.layout.paragraphs if document.layout else ():
        yield paragraph.place, paragraph.text.strip()
