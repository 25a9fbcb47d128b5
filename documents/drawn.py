"""The elements of a document that are drawn, not written: red rules, seals, page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from documents.layout import TWIPS_PER_MILLIMETRE, Layout, Picture
from documents.model import Element, OfficialDocument

_SEAL_SMALLEST, _SEAL_LARGEST = 20 * TWIPS_PER_MILLIMETRE, 65 * TWIPS_PER_MILLIMETRE
_SEAL_WITHIN = 3  # paragraphs around signature and day: a seal is anchored to what it is set beside
_OVAL = 1.8  # the longest shape a seal has, to its height


def is_red(colour: str) -> bool:
    """Red as rules and marks are printed, whatever its exact shade."""
    if len(colour) != 6:
        return colour.upper() == "RED"
    try:
        red, green, blue = (int(part, 16) for part in (colour[:2], colour[2:4], colour[4:]))
    except ValueError:
        return False
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60


def drawn_elements(document: OfficialDocument, layout: Layout) -> Iterator[Element]:
    """What the layout adds to the elements of the outermost document."""
    yield from _rules(layout)
    yield from _seals(document, layout)
    yield from _page_numbers(layout)


def _rules(layout: Layout) -> Iterator[Element]:
    """Red rules: borders of a paragraph or a cell, or shapes. A border that two cells share is one rule."""
    places = []
    bordered = [paragraph for paragraph in layout.paragraphs if paragraph.top or paragraph.bottom]
    above = [None, *bordered]
    for before, paragraph in zip(above, bordered, strict=False):
        for border in (paragraph.top, paragraph.bottom):
            shared = (
                border is paragraph.top and before is not None and before.bottom == border and before.part == "table"
            )
            if border and is_red(border.colour) and not shared:
                places.append(paragraph.place)
    drawn = [rule.place for rule in layout.rules if is_red(rule.colour)]
    for place in sorted({*places, *drawn}, key=lambda place: place.paragraph or 0):
        yield Element("分隔线", "", place)


def _seals(document: OfficialDocument, layout: Layout) -> Iterator[Element]:
    """Floating pictures of a seal's size where the document is signed, and those that call themselves one."""
    signed = {
        element.paragraph for element in _signed(document) if element.kind in ("署名", "成文日期") and element.paragraph
    }
    for picture in layout.pictures:
        near = any(abs(paragraph - (picture.place.paragraph or 0)) <= _SEAL_WITHIN for paragraph in signed)
        named = any(word in picture.described for word in ("印章", "公章", "签名章"))
        if picture.left is not None and (named or (near and _is_seal(picture))):
            yield Element("印章", picture.described, picture.place)


def _signed(document: OfficialDocument) -> Iterator[Element]:
    yield from document.elements
    for inner in document.inner:
        yield from _signed(inner)


def _is_seal(picture: Picture) -> bool:
    low, high = sorted((picture.width, picture.height))
    return low >= _SEAL_SMALLEST and high <= _SEAL_LARGEST and high <= _OVAL * low


def _page_numbers(layout: Layout) -> Iterator[Element]:
    """One for each footer or header that prints the page."""
    for line in layout.running:
        if "PAGE" in line.fields:
            printed = next((paragraph for paragraph in line.paragraphs if "PAGE" in paragraph.fields), None)
            yield Element("页码", printed.text.strip() if printed else "")
