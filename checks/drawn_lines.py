"""Lines across a page: the edges of paragraphs and cells, and drawn ones; and the colours that matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from checks.official_pages import area, section_of
from documents.layout import TWIPS_PER_POINT, Layout, SetParagraph


class Line(Struct, frozen=True):
    """A line across the page: the edge of a paragraph, or a drawn one; `below` is how far under the top of its paragraph.

    `length` is null where it is that of a table cell; `paragraph` is where it belongs.
    """

    paragraph: SetParagraph
    width: float  # millimetres
    colour: str
    length: float | None
    edge: str = ""  # top, bottom; empty for a drawn line
    below: float | None = None
    space: float = 0
    kind: str = "single"


def lines_at(layout: Layout, paragraphs: Sequence[SetParagraph]) -> Iterator[Line]:
    """The lines at these paragraphs, borders and drawn ones."""
    for paragraph in paragraphs:
        for edge, border in (("top", paragraph.top), ("bottom", paragraph.bottom)):
            if border is not None and border.kind not in ("none", "nil") and border.width:
                yield Line(
                    paragraph,
                    border.width / 8 / 72 * 25.4,
                    border.colour,
                    _extent(layout, paragraph),
                    edge,
                    None,
                    border.space * TWIPS_PER_POINT,
                    border.kind,
                )
    by_number = {paragraph.place.paragraph: paragraph for paragraph in reversed(paragraphs)}
    for rule in layout.rules:
        if rule.place.paragraph in by_number:
            below = rule.top if rule.measured_from == "paragraph" else None
            yield Line(
                by_number[rule.place.paragraph],
                rule.width / 8 / 72 * 25.4,
                rule.colour,
                rule.length,
                "",
                below,
                kind=rule.kind,
            )


def _extent(layout: Layout, paragraph: SetParagraph) -> float | None:
    if paragraph.part == "table":
        return None
    room = paragraph.box.width if paragraph.box else area(section_of(layout, paragraph))
    return room - paragraph.left - min(paragraph.first_line, 0) - paragraph.right


def is_red(colour: str) -> bool:
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


def is_coloured(colour: str) -> bool:
    """Whether a colour is seen as one, or so pale that it is not seen: black and dark grey are neither."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return False
    return max(int(colour[at : at + 2], 16) for at in (0, 2, 4)) > 0x60
