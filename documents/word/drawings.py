"""Shapes of a paragraph: drawn lines, pictures, and where a text box stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element as Node

from msgspec import Struct

from documents.layout import Box, Picture, Rule, Section
from documents.places import Place
from documents.word.fonts import Theme
from documents.word.names import ALTERNATE, FALLBACK, PIC, WP, WPS, A, R, V, W, from_emu
from documents.word.positions import COLOURS, KINDS, THINNEST_BOX, aligned_at, height_of, shown_nodes, span
from documents.word.vml import css_of, styled_box, vml_shapes

_LINES = frozenset({"line", "straightConnector1"})
_DEFAULT_LINE = 9525  # English metric units: three quarters of a point


class Drawn(Struct, frozen=True):
    """What is drawn in one paragraph."""

    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()


def drawn_in(paragraph: Node, place: Place, section: Section, theme: Theme) -> Drawn:
    """The lines and pictures anchored in a paragraph."""
    rules: list[Rule] = []
    pictures: list[Picture] = []
    for holder in _holders(paragraph):
        box = box_of(holder, section)
        found = _drawing(holder, box, theme) if holder.tag == W + "drawing" else vml_shapes(holder, box, section)
        for line in found:
            if isinstance(line, Rule):
                rules.append(_at(line, place))
            else:
                pictures.append(_pictured(line, holder, place))
    return Drawn(tuple(rules), tuple(pictures))


def box_of(holder: Node, section: Section) -> Box:
    """Where a drawing stands: across from the edge of the page, down from the page or its paragraph."""
    anchor = holder.find(WP + "anchor")
    if anchor is not None:
        return _anchored(anchor, section)
    inline = holder.find(WP + "inline")
    if inline is not None:
        extent = inline.find(WP + "extent")
        return Box(width=_emu(extent, "cx"), height=_emu(extent, "cy"))
    shape = next((node for node in holder.iter() if node.tag.startswith(V) and node.get("style")), None)
    return Box() if shape is None else styled_box(css_of(shape), section)


def _holders(node: Node) -> Iterator[Node]:
    """The w:drawing and w:pict of a paragraph, of alternatives the first; those inside text boxes are their own."""
    for child in node:
        if child.tag in (W + "drawing", W + "pict", W + "object"):
            yield child
        elif child.tag == ALTERNATE:
            yield from _holders(next(iter(child), child))
        elif child.tag not in (W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "txbxContent", FALLBACK):
            yield from _holders(child)


# DrawingML


def _anchored(anchor: Node, section: Section) -> Box:
    extent = anchor.find(WP + "extent")
    width, height = _emu(extent, "cx"), _emu(extent, "cy")
    across, down = anchor.find(WP + "positionH"), anchor.find(WP + "positionV")
    left, aligned = _across(across, width, section)
    top, measured = _down(down, height, section)
    return Box(left, top, width, height, measured, aligned, anchor.get("behindDoc") in ("1", "true"))


def _across(position: Node | None, width: int, section: Section) -> tuple[int | None, str]:
    if position is None:
        return None, ""
    start, room = span(position.get("relativeFrom", "column"), section)
    aligned, offset = position.findtext(WP + "align") or "", position.findtext(WP + "posOffset")
    if aligned:
        return aligned_at(aligned, start, room, width), aligned
    return start + from_emu(offset), ""


def _down(position: Node | None, height: int, section: Section) -> tuple[int | None, Literal["page", "paragraph"]]:
    if position is None:
        return None, "paragraph"
    origin = position.get("relativeFrom", "paragraph")
    if origin in ("paragraph", "line"):
        return from_emu(position.findtext(WP + "posOffset")), "paragraph"
    start, room = height_of(origin, section)
    aligned = position.findtext(WP + "align")
    if aligned:
        return aligned_at(aligned, start, room, height), "page"
    return start + from_emu(position.findtext(WP + "posOffset")), "page"


def _drawing(holder: Node, box: Box, theme: Theme) -> Iterator[Rule | Box]:
    """Lines as rules, pictures as the box they fill."""
    for node in shown_nodes(holder):
        if node.tag == WPS + "wsp":
            shape = node.find(WPS + "spPr")
            if shape is not None and _is_line(node, shape, box):
                yield _line(node, shape, box, theme)
        elif node.tag == PIC + "pic" or (node.tag == A + "blip" and holder.find(f".//{PIC}pic") is None):
            yield box


def _is_line(node: Node, shape: Node, box: Box) -> bool:
    geometry = shape.find(A + "prstGeom")
    named = "" if geometry is None else geometry.get("prst", "")
    if named in _LINES or node.find(WPS + "cNvCnPr") is not None:
        return True
    extent = shape.find(f"{A}xfrm/{A}ext")
    height = _emu(extent, "cy") if extent is not None else box.height
    width = _emu(extent, "cx") if extent is not None else box.width
    return named == "rect" and height <= THINNEST_BOX < width and node.find(WPS + "txbx") is None


def _line(node: Node, shape: Node, box: Box, theme: Theme) -> Rule:
    pen = shape.find(A + "ln")
    extent, offset = shape.find(f"{A}xfrm/{A}ext"), shape.find(f"{A}xfrm/{A}off")
    length = _emu(extent, "cx") or box.width
    filled = shape.find(A + "solidFill")
    colour = _pen_colour(node, pen, theme) or _fill_colour(filled, theme)
    return Rule(
        Place(),
        (box.left or 0) + _inside_group(offset, "x", box.width),
        (box.top or 0) + _inside_group(offset, "y", box.height),
        length,
        _pen_width(pen, box, filled),
        colour,
        box.measured_from,
        KINDS.get("sng" if pen is None else pen.get("cmpd", "sng"), "single"),
    )


def _inside_group(offset: Node | None, name: str, room: int) -> int:
    """A shape of its own stands where its anchor says; one in a group beside the others."""
    inside = 0 if offset is None else from_emu(offset.get(name))
    return inside if 0 < inside <= room else 0


def _pen_width(pen: Node | None, box: Box, filled: Node | None) -> int:
    """Eighths of a point; a filled rectangle is as thick as it is high."""
    given = None if pen is None else pen.get("w")
    if given is None and filled is not None and 0 < box.height <= THINNEST_BOX:
        return round(box.height / 20 * 8)
    return round(from_emu(given or str(_DEFAULT_LINE)) / 20 * 8)


def _pen_colour(node: Node, pen: Node | None, theme: Theme) -> str:
    own = None if pen is None else pen.find(A + "solidFill")
    return _fill_colour(own, theme) or _fill_colour(node.find(f"{WPS}style/{A}lnRef"), theme)


def _fill_colour(fill: Node | None, theme: Theme) -> str:
    for form in () if fill is None else fill:
        if form.tag == A + "srgbClr":
            return form.get("val", "").upper()
        if form.tag == A + "schemeClr":
            return theme.colour(form.get("val", ""))
        if form.tag in (A + "sysClr", A + "prstClr"):
            return (form.get("lastClr") or COLOURS.get(form.get("val", ""), "")).upper()
    return ""


def _emu(node: Node | None, name: str) -> int:
    return 0 if node is None else from_emu(node.get(name))


def _at(rule: Rule, place: Place) -> Rule:
    return Rule(place, rule.left, rule.top, rule.length, rule.width, rule.colour, rule.measured_from, rule.kind)


def _pictured(box: Box, holder: Node, place: Place) -> Picture:
    described = next((node for node in holder.iter(WP + "docPr")), None)
    words = "" if described is None else f"{described.get('descr') or ''} {described.get('title') or ''}".strip()
    return Picture(
        place, box.width, box.height, box.left, box.top, box.behind, box.measured_from, words, _source(holder)
    )


def _source(holder: Node) -> str:
    """The relationship of the picture's file."""
    for node in shown_nodes(holder):
        if node.tag == A + "blip":
            return node.get(R + "embed", "")
        if node.tag == V + "imagedata":
            return node.get(R + "id", "")
    return ""
