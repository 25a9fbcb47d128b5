"""Direct formatting as repairs set it: over whatever styles, lists and themes say."""

from __future__ import annotations

from lxml import etree

from checks.typefaces import category
from documents.editing.properties import Tracking, set_property
from documents.editing.texts import Replacement, own_text, replace_texts
from documents.layout import Run

_CHINESE_FACES = frozenset({"仿宋", "楷体", "黑体", "小标宋", "宋体", "屏幕字体", ""})
_SPACES = " \u3000\xa0"
_ALIASES = {"left": "start", "right": "end"}


def set_font(node: etree._Element, run: Run, name: str, tracking: Tracking | None) -> None:
    """The Chinese font of a run; the Latin one with it, unless that is a Latin one by choice."""
    values: dict[str, str | None] = {"eastAsia": name, "eastAsiaTheme": None}
    if run.latin_font == run.east_asian_font or category(run.latin_font) in _CHINESE_FACES:
        values |= {"ascii": name, "hAnsi": name, "asciiTheme": None, "hAnsiTheme": None}
    set_property(node, "rPr", "rFonts", values, tracking)


def set_size(node: etree._Element, points: float, tracking: Tracking | None) -> None:
    for name in ("sz", "szCs"):
        set_property(node, "rPr", name, {"val": str(round(points * 2))}, tracking)


def align(node: etree._Element, where: str, tracking: Tracking | None) -> None:
    set_property(node, "pPr", "jc", {"val": where}, tracking)


def indent(node: etree._Element, character: float, tracking: Tracking | None, **characters: float) -> None:
    """Indents `left`, `right` and `first` (below nothing where it hangs) in characters that are so many twips wide."""
    values: dict[str, str | None] = {}
    for edge, alias in _ALIASES.items():
        if edge in characters:
            values |= {**_length(edge, characters[edge], character), alias: None, f"{alias}Chars": None}
    if "first" in characters:
        first = characters["first"]
        given, other = ("firstLine", "hanging") if first >= 0 else ("hanging", "firstLine")
        values |= {**_length(given, abs(first), character), other: None, f"{other}Chars": None}
    set_property(node, "pPr", "ind", values, tracking)


def _length(name: str, count: float, character: float) -> dict[str, str]:
    return {name: str(round(count * character)), f"{name}Chars": str(round(count * 100))}


def set_room_before(node: etree._Element, twips: float, tracking: Tracking | None) -> None:
    values = {"before": str(round(twips)), "beforeLines": "0", "beforeAutospacing": "0"}
    set_property(node, "pPr", "spacing", values, tracking)


def set_line(node: etree._Element, twips: int, tracking: Tracking | None) -> None:
    set_property(node, "pPr", "spacing", {"line": str(twips), "lineRule": "exact"}, tracking)


def strip(node: etree._Element, tracking: Tracking | None) -> None:
    """Take away the spaces that a line was pushed into its place with."""
    text = own_text(node)
    lead, end = len(text) - len(text.lstrip(_SPACES)), len(text.rstrip(_SPACES))
    spans = [(0, lead), (end, len(text))] if lead < end else []
    replace_texts(node, [Replacement(start, stop, "") for start, stop in spans if start < stop], tracking)
