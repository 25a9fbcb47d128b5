"""Shapes of a paragraph: drawn lines, pictures, and where a text box stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element as Node

from documents.layout import Box, Picture, Rule, Section
from documents.places import Place
from documents.word.fonts import Theme
from documents.word.names import ALTERNATE, FALLBACK, PIC, WP, WPS, A, R, V, W, from_emu, number, twips

_THINNEST_BOX = 60  # twips: a filled rectangle lower than this is a line
_LINES = frozenset({"line", "straightConnector1"})
_KINDS = {
    "sng": "single",
    "dbl": "double",
    "thickThin": "thickThinSmallGap",
    "thinThick": "thinThickSmallGap",
    "tri": "triple",
}
_KINDS |= {"thinThin": "double", "thickBetweenThin": "triple", "single": "single"}
_CONNECTOR = "#_x0000_t32"
_VML_COLOURS = {"red": "FF0000", "black": "000000", "blue": "0000FF", "green": "008000", "white": "FFFFFF"}
_DEFAULT_LINE = 9525  # English metric units: three quarters of a point


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn in one paragraph."""

    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()


def drawn_in(paragraph: Node, place: Place, section: Section, theme: Theme) -> Drawn:
    """The lines and pictures anchored in a paragraph."""
    rules: list[Rule] = []
    pictures: list[Picture] = []
    for holder in _holders(paragraph):
        box = box_of(holder, section)
        found = _drawing(holder, box, theme) if holder.tag == W + "drawing" else _vml(holder, section)
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
    return Box() if shape is None else _styled(_css(shape), section)


def _holders(node: Node) -> Iterator[Node]:
    """The w:drawing and w:pict of a paragraph, of alternatives the first; those inside text boxes are their own."""
    for child in node:
        if child.tag in (W + "drawing", W + "pict", W + "object"):
            yield child
        elif child.tag == ALTERNATE:
            yield from _holders(next(iter(child), child))
        elif child.tag not in (W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "txbxContent", FALLBACK):
            yield from _holders(child)


def _shown(node: Node) -> Iterator[Node]:
    """The nodes of a drawing without what stands in its text boxes."""
    for child in node:
        if child.tag not in (W + "txbxContent", FALLBACK):
            yield child
            yield from _shown(child)


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
    start, room = _span(position.get("relativeFrom", "column"), section)
    aligned, offset = position.findtext(WP + "align") or "", position.findtext(WP + "posOffset")
    if aligned:
        return _aligned(aligned, start, room, width), aligned
    return start + from_emu(offset), ""


def _span(origin: str, section: Section) -> tuple[int, int]:
    """Where a horizontal position is measured from, and how wide that is."""
    if origin == "page":
        return 0, section.width
    if origin in ("leftMargin", "insideMargin", "left-margin-area", "inner-margin-area"):
        return 0, section.left
    if origin in ("rightMargin", "outsideMargin", "right-margin-area", "outer-margin-area"):
        return section.width - section.right, section.right
    return section.left, section.width - section.left - section.right


def _aligned(aligned: str, start: int, room: int, size: int) -> int:
    if aligned in ("center", "centre"):
        return start + (room - size) // 2
    return start + room - size if aligned in ("right", "outside", "bottom") else start


def _down(position: Node | None, height: int, section: Section) -> tuple[int | None, Literal["page", "paragraph"]]:
    if position is None:
        return None, "paragraph"
    origin = position.get("relativeFrom", "paragraph")
    if origin in ("paragraph", "line"):
        return from_emu(position.findtext(WP + "posOffset")), "paragraph"
    start, room = _height(origin, section)
    aligned = position.findtext(WP + "align")
    if aligned:
        return _aligned(aligned, start, room, height), "page"
    return start + from_emu(position.findtext(WP + "posOffset")), "page"


def _height(origin: str, section: Section) -> tuple[int, int]:
    if origin == "page":
        return 0, section.height
    if origin in ("topMargin", "top-margin-area"):
        return 0, section.top
    if origin in ("bottomMargin", "bottom-margin-area"):
        return section.height - section.bottom, section.bottom
    return section.top, section.height - section.top - section.bottom


def _drawing(holder: Node, box: Box, theme: Theme) -> Iterator[Rule | Box]:
    """Lines as rules, pictures as the box they fill."""
    for node in _shown(holder):
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
    return named == "rect" and height <= _THINNEST_BOX < width and node.find(WPS + "txbx") is None


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
        _KINDS.get("sng" if pen is None else pen.get("cmpd", "sng"), "single"),
    )


def _inside_group(offset: Node | None, name: str, room: int) -> int:
    """A shape of its own stands where its anchor says; one in a group beside the others."""
    inside = 0 if offset is None else from_emu(offset.get(name))
    return inside if 0 < inside <= room else 0


def _pen_width(pen: Node | None, box: Box, filled: Node | None) -> int:
    """Eighths of a point; a filled rectangle is as thick as it is high."""
    given = None if pen is None else pen.get("w")
    if given is None and filled is not None and 0 < box.height <= _THINNEST_BOX:
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
            return (form.get("lastClr") or _VML_COLOURS.get(form.get("val", ""), "")).upper()
    return ""


def _emu(node: Node | None, name: str) -> int:
    return 0 if node is None else from_emu(node.get(name))


# VML


def _vml(holder: Node, section: Section) -> Iterator[Rule | Box]:
    for node in _shown(holder):
        style = _css(node)
        if node.tag == V + "line":
            yield _vml_line(node, style, section)
        elif node.tag in (V + "rect", V + "shape") and _is_vml_line(node, style):
            yield _vml_rule(node, _styled(style, section))
        elif node.tag == V + "imagedata" and node.get(R + "id"):
            yield box_of(holder, section)


def _css(node: Node) -> dict[str, str]:
    pairs = (part.partition(":") for part in (node.get("style") or "").split(";"))
    return {name.strip().lower(): text.strip() for name, _, text in pairs if text}


def _styled(style: Mapping[str, str], section: Section) -> Box:
    """A box from the style of a VML shape."""
    width, height = _measured(style.get("width")), _measured(style.get("height"))
    start, room = _span(style.get("mso-position-horizontal-relative", "column"), section)
    aligned = style.get("mso-position-horizontal", "").replace("absolute", "")
    left = _aligned(aligned, start, room, width) if aligned else start + _offset(style, "left")
    origin = style.get("mso-position-vertical-relative", "text")
    floats = style.get("position") == "absolute"
    behind = style.get("z-index", "").startswith("-")
    if not floats:
        return Box(width=width, height=height)
    if origin in ("text", "line", "paragraph"):
        return Box(left, _offset(style, "top"), width, height, "paragraph", aligned, behind)
    above, depth = _height(origin, section)
    stands = style.get("mso-position-vertical", "").replace("absolute", "")
    top = _aligned(stands, above, depth, height) if stands else above + _offset(style, "top")
    return Box(left, top, width, height, "page", aligned, behind)


def _offset(style: Mapping[str, str], name: str) -> int:
    return _measured(style.get(f"margin-{name}")) + _measured(style.get(name))


def _measured(text: str | None) -> int:
    """A length of a VML style; a bare number is pixels."""
    if not text:
        return 0
    bare = number(text)
    return round(bare * 15) if bare is not None else twips(text) or 0


def _points(text: str | None) -> tuple[int, int]:
    across, _, down = (text or "0,0").partition(",")
    return _measured(across.strip()), _measured(down.strip())


def _is_vml_line(node: Node, style: Mapping[str, str]) -> bool:
    if node.get("type") == _CONNECTOR:
        return True
    low = _measured(style.get("height")) <= _THINNEST_BOX < _measured(style.get("width"))
    return node.tag == V + "rect" and low and node.find(V + "textbox") is None


def _vml_line(node: Node, style: Mapping[str, str], section: Section) -> Rule:
    (left, top), (right, _) = _points(node.get("from")), _points(node.get("to"))
    spans = {**style, "left": f"{left / 20}pt", "top": f"{top / 20}pt", "width": f"{abs(right - left) / 20}pt"}
    return _vml_rule(node, _styled({**spans, "position": "absolute"}, section))


def _vml_rule(node: Node, box: Box) -> Rule:
    stroke = node.find(V + "stroke")
    kind = "single" if stroke is None else _KINDS.get(stroke.get("linestyle", "single"), "single")
    weight = twips(node.get("strokeweight") or "0.75pt") or 15
    colour = node.get("strokecolor") or node.get("fillcolor") or ""
    return Rule(
        Place(),
        box.left or 0,
        box.top or 0,
        box.width,
        round(weight / 20 * 8),
        _vml_colour(colour),
        box.measured_from,
        kind,
    )


def _vml_colour(text: str) -> str:
    """#f00, #ff0000 [1], red."""
    bare = text.split("[", maxsplit=1)[0].strip().lower()
    if re.fullmatch("#[0-9a-f]{3}", bare):
        bare = "#" + "".join(sign * 2 for sign in bare[1:])
    return bare[1:].upper() if re.fullmatch("#[0-9a-f]{6}", bare) else _VML_COLOURS.get(bare, "")


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
    for node in _shown(holder):
        if node.tag == A + "blip":
            return node.get(R + "embed", "")
        if node.tag == V + "imagedata":
            return node.get(R + "id", "")
    return ""
