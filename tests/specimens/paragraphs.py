"""One line of a specimen as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from tests.specimens.lines import House, Line

AREA = 8844  # 156 mm in twips
ALIGNED = {"left": "left", "right": "right", "center": "center", "both": "both"}


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def width(text: str) -> float:
    """In characters; digits and Latin letters are half a character wide."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def run_properties(look: Mapping[str, Any], house: House, *, inherited: Mapping[str, Any] | None = None) -> str:
    """The rPr of a look, less what is inherited."""
    return f"<w:rPr>{''.join(_run_parts(look, house, inherited or {}))}</w:rPr>"


def _run_parts(look: Mapping[str, Any], house: House, inherited: Mapping[str, Any]) -> Iterator[str]:
    if look.get("font") != inherited.get("font"):
        yield fonts(look["font"], house)
    if look.get("bold"):
        yield "<w:b/>"
    if look.get("colour"):
        yield f'<w:color w:val="{look["colour"]}"/>'
    if look.get("spacing") and look["spacing"] != inherited.get("spacing"):
        yield f'<w:spacing w:val="{look["spacing"]}"/>'
    if look.get("size") != inherited.get("size"):
        half_points = round(look["size"] * 2)
        yield f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def fonts(category: str, house: House) -> str:
    if house.method == "theme" and category == "仿宋":
        return '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi"/>'
    if house.method == "theme" and category == "小标宋":
        return '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi"/>'
    name = quoteattr(house.fonts.get(category, category))
    return f"<w:rFonts w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}/>"


def paragraph_properties(look: Mapping[str, Any], house: House, **more: str) -> str:
    """The pPr in the order of the schema; `more` are ready children by their name."""
    children = {
        "pageBreakBefore": "<w:pageBreakBefore/>" if look.get("new_page") else "",
        "numPr": _numbering(look),
        "pBdr": _borders(look),
        "snapToGrid": '<w:snapToGrid w:val="0"/>' if house.pitch_by == "grid" and look.get("line") else "",
        "spacing": _spacing(look, house),
        "ind": _indents(look, house),
        "jc": f'<w:jc w:val="{ALIGNED[look.get("align", "both")]}"/>',
    }
    order = (
        "pStyle",
        "keepNext",
        "pageBreakBefore",
        "framePr",
        "numPr",
        "pBdr",
        "tabs",
        "snapToGrid",
        "spacing",
        "ind",
        "jc",
        "sectPr",
    )
    given = {**children, **more}
    return "".join(given.get(name, "") for name in order)


def _numbering(look: Mapping[str, Any]) -> str:
    if "level" not in look:
        return ""
    return f'<w:numPr><w:ilvl w:val="{look["level"]}"/><w:numId w:val="1"/></w:numPr>'


def _borders(look: Mapping[str, Any]) -> str:
    sides = "".join(
        f'<w:{side} w:val="{look.get("border_kind", "single")}" w:sz="{round(points * 8)}" w:space="{space}" w:color="{colour}"/>'
        for side, (points, space, colour) in look.get("borders", {}).items()
    )
    return f"<w:pBdr>{sides}</w:pBdr>" if sides else ""


def _spacing(look: Mapping[str, Any], house: House) -> str:
    before, after = round(look.get("before", 0) * 20), round(look.get("after", 0) * 20)
    edges = f'w:before="{before}" w:after="{after}"'
    if house.pitch_by == "grid" and not look.get("line"):
        return f'<w:spacing {edges} w:line="240" w:lineRule="auto"/>'
    return f'<w:spacing {edges} w:line="{round((look.get("line") or house.pitch) * 20)}" w:lineRule="exact"/>'


def _indents(look: Mapping[str, Any], house: House) -> str:
    given = [(name, look[key]) for key, name in _INDENTS.items() if key in look]
    if not given:
        return '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
    return f"<w:ind {' '.join(_indent(name, count, look, house) for name, count in given)}/>"


_INDENTS = {"left": "left", "right": "right", "first": "firstLine", "hang": "hanging"}


def _indent(name: str, count: float, look: Mapping[str, Any], house: House) -> str:
    in_twips = round(count * (look["size"] * 20 + look.get("spacing", 0)))
    plain = f'w:{name}="{in_twips}"'
    return f'w:{name}Chars="{round(count * 100)}" {plain}' if house.indents == "chars" else plain


def runs(line: Line, look: Mapping[str, Any], house: House, *, inherited: Mapping[str, Any] | None = None) -> str:
    """The text as runs: what leads it in its own font, then the parts that look otherwise, then the rest."""
    pieces = list(_pieces(line, look))
    return "".join(_run(text, own, run_properties(own, house, inherited=inherited)) for text, own in pieces)


def _run(text: str, look: Mapping[str, Any], properties: str) -> str:
    by = 'w:id="900" w:author="李四" w:date="2024-09-01T08:00:00Z"'
    if look.get("revision") == "deleted":
        return f"<w:del {by}><w:r>{properties}<w:delText>{escape(text)}</w:delText></w:r></w:del>"
    plain = f"<w:r>{properties}{text_of(text)}</w:r>"
    if look.get("revision") == "inserted":
        return f"<w:ins {by}>{plain}</w:ins>"
    if look.get("comment"):
        mark = '<w:r><w:commentReference w:id="0"/></w:r>'
        return f'<w:commentRangeStart w:id="0"/>{plain}<w:commentRangeEnd w:id="0"/>{mark}'
    return plain


def text_of(text: str) -> str:
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return "<w:tab/>".join(parts)


def _pieces(line: Line, look: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    text = line.text
    if upto := look.get("lead_upto"):
        lead, sign, rest = text.partition(upto)
        if sign or upto == "。":  # a heading without its full stop is a heading all the same
            yield from _by_parts(lead + sign, {**look, "font": look["lead_font"]}, line.parts)
            text = rest
    yield from _by_parts(text, look, line.parts)


def _by_parts(
    text: str, look: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for phrase, change in parts.items():
        if phrase in text:
            before, _, after = text.partition(phrase)
            yield from _by_parts(before, look, parts)
            yield phrase, {**look, **change}
            text = after
    if text:
        yield text, look
