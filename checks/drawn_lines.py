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
    kind: str
    edge: str = ""  # top, bottom; empty for a drawn line
    below: float | None = None
    space: float = 0


def lines_at(layout: Layout, paragraphs: Sequence[SetParagraph]) -> Iterator[Line]:
    """The lines at these paragraphs, borders and drawn ones."""
    for paragraph in paragraphs:
        for edge, border in (("top", paragraph.top), ("bottom", paragraph.bottom)):
            if border is not None and border.kind not in ("none", "nil") and border.width:
                yield Line(
                    paragraph,
                    _thickness(border.width),
                    border.colour,
                    _extent(layout, paragraph),
                    border.kind,
                    edge,
                    space=border.space * TWIPS_PER_POINT,
                )
    by_number = {paragraph.place.paragraph: paragraph for paragraph in reversed(paragraphs)}
    for rule in layout.rules:
        if rule.place.paragraph in by_number:
            below = rule.top if rule.measured_from == "paragraph" else None
            paragraph = by_number[rule.place.paragraph]
            yield Line(paragraph, _thickness(rule.width), rule.colour, rule.length, rule.kind, below=below)


def _thickness(eighths: int) -> float:
    """In millimetres, of eighths of a point."""
    return eighths / 8 / 72 * 25.4


def _extent(layout: Layout, paragraph: SetParagraph) -> float | None:
    if paragraph.part == "table":
        return None
    room = paragraph.box.width if paragraph.box else area(section_of(layout, paragraph))
    return room - paragraph.left - min(paragraph.first_line, 0) - paragraph.right


def _mixed(colour: str) -> bytes:
    """Red, green and blue; black where a colour is automatic."""
    return bytes.fromhex(colour) if re.fullmatch("[0-9A-Fa-f]{6}", colour) else bytes(3)


def is_red(colour: str) -> bool:
    red, green, blue = _mixed(colour)
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


def is_coloured(colour: str) -> bool:
    """Whether a colour is seen as one, or so pale that it is not seen: black and dark grey are neither."""
    return max(_mixed(colour)) > 0x60
