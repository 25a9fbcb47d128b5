"""What one level of formatting says: a style, a list, a paragraph or a run by itself. What it leaves open is absent.

Indents and distances are kept apart by unit, since one given in characters or lines goes before one given in twips
at whatever level that stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element as Node

from documents.layout import Border
from documents.word.names import W, is_on, twips, value, whole

Format = Mapping[str, Any]
NOTHING: Format = MappingProxyType({})

_ALIGNMENTS = {
    "start": "left", "left": "left", "end": "right", "right": "right", "center": "center", "centre": "center",
    "both": "both", "distribute": "distribute", "thaiDistribute": "distribute",
    "lowKashida": "both", "mediumKashida": "both", "highKashida": "both",
}  # fmt: skip
_FONT_SLOTS = {"ascii": "ascii", "hAnsi": "hansi", "eastAsia": "east_asian"}
_NO_BORDER = frozenset({"", "nil", "none"})


def paragraph_format(node: Node | None) -> dict[str, Any]:
    """What a w:pPr says."""
    found: dict[str, Any] = {}
    for child in () if node is None else node:
        reader = _PARAGRAPH.get(child.tag)
        if reader is not None:
            reader(child, found)
    return found


def run_format(node: Node | None) -> dict[str, Any]:
    """What a w:rPr says."""
    found: dict[str, Any] = {}
    for child in () if node is None else node:
        reader = _RUN.get(child.tag)
        if reader is not None:
            reader(child, found)
    return found


def border(node: Node | None) -> Border | None:
    """A border line, None for one that is switched off."""
    if node is None or value(node) in _NO_BORDER:
        return None
    colour = value(node, "color")
    return Border(
        value(node),
        whole(value(node, "sz")) or 0,
        "" if colour.lower() == "auto" else colour.upper(),
        whole(value(node, "space")) or 0,
    )


def _alignment(node: Node, found: dict[str, Any]) -> None:
    found["alignment"] = _ALIGNMENTS.get(value(node), "left")


def _indents(node: Node, found: dict[str, Any]) -> None:
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            _put(found, key, twips(node.get(W + name)))
            _put(found, key + "_chars", whole(node.get(f"{W}{name}Chars")))
    _put(found, "first_line", _first_line(node, "firstLine", "hanging", twips))
    _put(found, "first_line_chars", _first_line(node, "firstLineChars", "hangingChars", whole))


def _first_line(node: Node, opened: str, hung: str, read: Callable[[str | None], int | None]) -> int | None:
    """Below nothing where the paragraph hangs; a hanging indent of nothing takes away the one it inherits."""
    hanging = read(node.get(W + hung))
    return -hanging if hanging else read(node.get(W + opened)) if node.get(W + opened) else hanging


def _distances(node: Node, found: dict[str, Any]) -> None:
    for key in ("before", "after"):
        _put(found, key, twips(node.get(W + key)))
        _put(found, key + "_lines", whole(node.get(f"{W}{key}Lines")))
        automatic = node.get(f"{W}{key}Autospacing")
        if automatic is not None:
            found[key + "_automatic"] = automatic not in ("0", "false", "off")
    _put(found, "line", twips(node.get(W + "line")))
    rule = node.get(W + "lineRule")
    if rule in ("auto", "exact", "atLeast"):
        found["line_rule"] = rule
    elif "line" in found and node.get(W + "line") is not None:
        found["line_rule"] = "auto"


def _put(found: dict[str, Any], key: str, measured: int | None) -> None:
    if measured is not None:
        found[key] = measured


def _list(node: Node, found: dict[str, Any]) -> None:
    for child in node:
        if child.tag == W + "numId":
            found["list"] = value(child)
        elif child.tag == W + "ilvl":
            found["list_level"] = whole(value(child)) or 0


def _borders(node: Node, found: dict[str, Any]) -> None:
    found["borders"] = {child.tag.removeprefix(W): border(child) for child in node}


def _frame(node: Node, found: dict[str, Any]) -> None:
    found["frame"] = {name.removeprefix(W): text for name, text in node.attrib.items()}


def _switch(key: str) -> Callable[[Node, dict[str, Any]], None]:
    def read(node: Node, found: dict[str, Any]) -> None:
        found[key] = is_on(node)

    return read


def _word(key: str) -> Callable[[Node, dict[str, Any]], None]:
    def read(node: Node, found: dict[str, Any]) -> None:
        found[key] = value(node)

    return read


def _measure(key: str) -> Callable[[Node, dict[str, Any]], None]:
    def read(node: Node, found: dict[str, Any]) -> None:
        _put(found, key, _in_units(key, value(node)))

    return read


def _in_units(key: str, text: str) -> int | None:
    """Sizes are half points; where they bear a unit (strict documents) they are worked out."""
    if key == "size" and text.endswith("pt"):
        measured = twips(text)
        return None if measured is None else measured // 10
    return twips(text.removesuffix("%"))


def _fonts(node: Node, found: dict[str, Any]) -> None:
    """A font of the theme goes before the name beside it; both fill the same slot."""
    for name, slot in _FONT_SLOTS.items():
        themed = node.get(f"{W}{name}Theme")
        if themed:
            found[slot] = ("theme", themed)
        elif node.get(W + name):
            found[slot] = ("font", node.get(W + name))
    if node.get(W + "hint"):
        found["hint"] = node.get(W + "hint")


def _underline(node: Node, found: dict[str, Any]) -> None:
    found["underlined"] = value(node) not in _NO_BORDER


def _colour(node: Node, found: dict[str, Any]) -> None:
    text, themed = value(node), value(node, "themeColor")
    found["colour"] = ("theme", themed) if themed and not text else "" if text.lower() == "auto" else text.upper()


_PARAGRAPH: dict[str, Callable[[Node, dict[str, Any]], None]] = {
    W + "pStyle": _word("style"),
    W + "jc": _alignment,
    W + "ind": _indents,
    W + "spacing": _distances,
    W + "snapToGrid": _switch("snaps_to_grid"),
    W + "pageBreakBefore": _switch("page_break_before"),
    W + "contextualSpacing": _switch("contextual"),
    W + "numPr": _list,
    W + "pBdr": _borders,
    W + "framePr": _frame,
    W + "outlineLvl": _measure("outline"),
}
_RUN: dict[str, Callable[[Node, dict[str, Any]], None]] = {
    W + "rStyle": _word("style"),
    W + "rFonts": _fonts,
    W + "sz": _measure("size"),
    W + "b": _switch("bold"),
    W + "i": _switch("italic"),
    W + "vanish": _switch("hidden"),
    W + "u": _underline,
    W + "color": _colour,
    W + "spacing": _measure("spacing"),
    W + "w": _measure("scale"),
    W + "position": _measure("raised"),
    W + "strike": _switch("struck"),
    W + "dstrike": _switch("struck"),
    W + "highlight": _word("highlight"),
}
