"""Shapes as old Word files draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element as Node

from documents.layout import Box, Rule, Section
from documents.places import Place
from documents.word.names import R, V, number, twips
from documents.word.positions import COLOURS, KINDS, THINNEST_BOX, aligned_at, height_of, shown_nodes, span

_CONNECTOR = "#_x0000_t32"


def vml_shapes(holder: Node, box: Box, section: Section) -> Iterator[Rule | Box]:
    """Lines as rules, pictures as the box they fill."""
    for node in shown_nodes(holder):
        style = css_of(node)
        if node.tag == V + "line":
            yield _vml_line(node, style, section)
        elif node.tag in (V + "rect", V + "shape") and _is_vml_line(node, style):
            yield _vml_rule(node, styled_box(style, section))
        elif node.tag == V + "imagedata" and node.get(R + "id"):
            yield box


def css_of(node: Node) -> dict[str, str]:
    pairs = (part.partition(":") for part in (node.get("style") or "").split(";"))
    return {name.strip().lower(): text.strip() for name, _, text in pairs if text}


def styled_box(style: Mapping[str, str], section: Section) -> Box:
    """A box from the style of a VML shape."""
    width, height = _measured(style.get("width")), _measured(style.get("height"))
    start, room = span(style.get("mso-position-horizontal-relative", "column"), section)
    aligned = style.get("mso-position-horizontal", "").replace("absolute", "")
    left = aligned_at(aligned, start, room, width) if aligned else start + _offset(style, "left")
    origin = style.get("mso-position-vertical-relative", "text")
    floats = style.get("position") == "absolute"
    behind = style.get("z-index", "").startswith("-")
    if not floats:
        return Box(width=width, height=height)
    if origin in ("text", "line", "paragraph"):
        return Box(left, _offset(style, "top"), width, height, "paragraph", aligned, behind)
    above, depth = height_of(origin, section)
    stands = style.get("mso-position-vertical", "").replace("absolute", "")
    top = aligned_at(stands, above, depth, height) if stands else above + _offset(style, "top")
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
    low = _measured(style.get("height")) <= THINNEST_BOX < _measured(style.get("width"))
    return node.tag == V + "rect" and low and node.find(V + "textbox") is None


def _vml_line(node: Node, style: Mapping[str, str], section: Section) -> Rule:
    (left, top), (right, _) = _points(node.get("from")), _points(node.get("to"))
    spans = {**style, "left": f"{left / 20}pt", "top": f"{top / 20}pt", "width": f"{abs(right - left) / 20}pt"}
    return _vml_rule(node, styled_box({**spans, "position": "absolute"}, section))


def _vml_rule(node: Node, box: Box) -> Rule:
    stroke = node.find(V + "stroke")
    kind = "single" if stroke is None else KINDS.get(stroke.get("linestyle", "single"), "single")
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
    return bare[1:].upper() if re.fullmatch("#[0-9a-f]{6}", bare) else COLOURS.get(bare, "")
