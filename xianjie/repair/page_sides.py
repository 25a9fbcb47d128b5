"""Repairs of the side a page number stands on: odd pages right, even pages left, each one character in."""

from __future__ import annotations

from lxml import etree
from msgspec.structs import replace

from checks.official_pages import figure
from checks.topics.document_page_numbers import PageNumber, page_numbers, side_of
from documents.editing.package import W
from documents.layout import TWIPS_PER_POINT, RunningLine
from xianjie.repair.footers import node_in, part_odd_from_even, part_of
from xianjie.repair.formatting import strip
from xianjie.repair.model import Change, Work
from xianjie.repair.page_numbers import change, numbers_in, pages_of, place

_SIDES = {"left": "居左", "right": "居右", "center": "居中", "outside": "外侧"}
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SIZE = 280  # twips: the characters of a number that shows none


def sides(work: Work) -> list[Change]:
    apart = not work.layout.odd_and_even
    if apart:
        part_odd_from_even(work)
    changes = [change(work, "奇偶页相同", "奇偶页不同", untracked=True)] if apart else []
    for number, node in numbers_in(work):
        changes += _sided(work, number, node, "left" if number.pages == "even" else "right")
    return changes + (_even_copies(work) if apart else [])


def _sided(work: Work, number: PageNumber, node: etree._Element, side: str) -> list[Change]:
    was, becomes = _described(number), f"{_SIDES[side]}空{figure(work.form['page_number_indent'].value)}字"
    framed = node.find(f"{W}pPr/{W}framePr") is not None
    if was == becomes or framed or "\t" in number.paragraph.text or side_of(number) == "outside":
        return []
    strip(node, work.tracking)
    if number.paragraph.box is not None:
        _place_box(node, side)
    place(node, side, _unit(number), work)
    return [change(work, f"{pages_of(number)}{was}", becomes)]


def _described(number: PageNumber) -> str:
    side, paragraph = side_of(number), number.paragraph
    if side not in ("left", "right"):
        return _SIDES[side]
    margin = paragraph.right if side == "right" else paragraph.left + paragraph.first_line
    return f"{_SIDES[side]}空{figure(round(margin / _unit(number), 1))}字"


def _unit(number: PageNumber) -> float:
    run = number.paragraph.main_run
    return run.size * TWIPS_PER_POINT / 2 if run else _SIZE


def _even_copies(work: Work) -> list[Change]:
    """The footers of even pages, copied from the others a moment ago, on their side."""
    changes = []
    seen: set[str | None] = set()
    for number in page_numbers(work.layout):
        even = PageNumber("even", number.paragraph, number.section, _as_even(number))
        part, node = part_of(work, even.line), node_in(work, even.line, number.paragraph)
        if number.pages == "default" and node is not None and part not in seen:
            seen.add(part)
            changes += _sided(work, even, node, "left")
    return changes


def _as_even(number: PageNumber) -> RunningLine:

    return replace(number.line, pages="even")


def _place_box(node: etree._Element, side: str) -> None:
    """The text box that holds the number, set to the margin."""
    for anchor in node.iterancestors(_WP + "anchor"):
        across = anchor.find(_WP + "positionH")
        if across is not None:
            for child in list(across):
                across.remove(child)
            across.set("relativeFrom", "margin")
            etree.SubElement(across, _WP + "align").text = side
