"""Where shapes stand on a page, and what drawings of both kinds call their lines and colours."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element as Node

from documents.layout import Section
from documents.word.names import FALLBACK, W

THINNEST_BOX = 60  # twips: a filled rectangle lower than this is a line
KINDS = {
    "sng": "single",
    "dbl": "double",
    "thickThin": "thickThinSmallGap",
    "thinThick": "thinThickSmallGap",
    "tri": "triple",
}
KINDS |= {"thinThin": "double", "thickBetweenThin": "triple", "single": "single"}
COLOURS = {"red": "FF0000", "black": "000000", "blue": "0000FF", "green": "008000", "white": "FFFFFF"}


def span(origin: str, section: Section) -> tuple[int, int]:
    """Where a horizontal position is measured from, and how wide that is."""
    if origin == "page":
        return 0, section.width
    if origin in ("leftMargin", "insideMargin", "left-margin-area", "inner-margin-area"):
        return 0, section.left
    if origin in ("rightMargin", "outsideMargin", "right-margin-area", "outer-margin-area"):
        return section.width - section.right, section.right
    return section.left, section.width - section.left - section.right


def aligned_at(aligned: str, start: int, room: int, size: int) -> int:
    if aligned in ("center", "centre"):
        return start + (room - size) // 2
    return start + room - size if aligned in ("right", "outside", "bottom") else start


def height_of(origin: str, section: Section) -> tuple[int, int]:
    if origin == "page":
        return 0, section.height
    if origin in ("topMargin", "top-margin-area"):
        return 0, section.top
    if origin in ("bottomMargin", "bottom-margin-area"):
        return section.height - section.bottom, section.bottom
    return section.top, section.height - section.top - section.bottom


def shown_nodes(node: Node) -> Iterator[Node]:
    """The nodes of a drawing without what stands in its text boxes."""
    for child in node:
        if child.tag not in (W + "txbxContent", FALLBACK):
            yield child
            yield from shown_nodes(child)
