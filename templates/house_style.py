"""A template made to follow a house style: each value in which it differs from the standard changes the styles.

Which styles a value stands in is a table; what no style holds is named, so that a person can see to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from policies.forms.form import NATIONAL, Form, load_form

STYLES, DOCUMENT = "word/styles.xml", "word/document.xml"
PER_MILLIMETRE, PER_POINT = 1440 / 25.4, 20
NUMBER_LINE = 320  # twips: the line of a number, which does not change with the pitch
TITLES = ("公文标题", "附件标题", "附件内标题")
HEADS = ("发文机关标志", "联署标志")
PAGE_NUMBERS = ("页码（单页）", "页码（双页）")
FONTS: Mapping[str, tuple[str, ...]] = {
    "body_font": ("Normal",),
    "title_font": TITLES,
    "head_font": HEADS,
    "level_1_font": ("一级层次",),
    "level_2_font": ("二级层次",),
    "level_3_font": ("三级层次",),
    "level_4_font": ("四级层次",),
    "secrecy_font": ("密级和紧急程度",),
    "imprint_font": ("版记",),
    "annex_mark_font": ("附件标记",),
    "page_number_font": PAGE_NUMBERS,
}
SIZES: Mapping[str, tuple[str, ...]] = {
    "body_size": ("Normal",),
    "title_size": TITLES,
    "imprint_size": ("版记",),
    "annex_mark_size": ("附件标记",),
    "page_number_size": PAGE_NUMBERS,
}
BOLD: Mapping[str, tuple[str, ...]] = {
    "level_1_bold": ("一级层次",),
    "level_2_bold": ("二级层次",),
    "level_3_bold": ("三级层次",),
    "level_4_bold": ("四级层次",),
    "title_bold": TITLES,
}
PAGE = ("top_margin", "binding_margin", "text_width", "text_height", "line_pitch", "head_top", "page_number_below_text")
# Spacings that a line of another height leaves as they are but for what they add up to with it.
WITH_NUMBER = {"签发人前空": ("line", NUMBER_LINE), "签发人行": ("before", -NUMBER_LINE), "纪要机关和日期": ("before", -NUMBER_LINE)}
HEAD_GAPS = {"发文机关标志": "before", "联署标志前空": "line"}
MARK_LINES = 3
_SECTION = re.compile(r"<w:pgMar\b[^>]*/>")
_GRID = re.compile(r'(<w:docGrid\b[^>]*\bw:linePitch=")(\d+)(")')


def not_followed(form: Form) -> list[str]:
    """The values of a house style that no style of a template can hold, by their titles."""
    held = {*FONTS, *SIZES, *BOLD, *PAGE}
    return [form[name].title or name for name in form.deviations if name not in held]


def styled(parts: Mapping[str, bytes], form: Form) -> dict[str, bytes]:
    """The parts of a template in a house style; the standard's own leaves them as they are."""
    if not form.deviations or STYLES not in parts:
        return dict(parts)
    document = parts[DOCUMENT].decode("utf-8")
    grid = _GRID.search(document)
    old = int(grid[2]) if grid else 0
    pitch = round(form["line_pitch"].value * PER_POINT) if "line_pitch" in form.deviations else old
    return {
        **parts,
        DOCUMENT: _set_up(document, form, pitch).encode("utf-8"),
        STYLES: _styles(parts[STYLES], form, old, pitch),
    }


def _set_up(document: str, form: Form, pitch: int) -> str:
    document = _GRID.sub(rf"\g<1>{pitch}\g<3>", document)
    margins = {
        "top": form["top_margin"].value,
        "left": form["binding_margin"].value,
        "right": form["paper_width"].value - form["binding_margin"].value - form["text_width"].value,
        "bottom": form["paper_height"].value - form["top_margin"].value - form["text_height"].value,
    }
    number = _twips(margins["bottom"] - form["page_number_below_text"].value) - _twips(35 - 7)
    return _SECTION.sub(lambda found: _margins(found[0], margins, number), document)


def _margins(section: str, margins: Mapping[str, float], number: int) -> str:
    for side, millimetres in margins.items():
        section = re.sub(rf'w:{side}="-?\d+"', f'w:{side}="{_twips(millimetres)}"', section)
    return re.sub(r'w:footer="(\d+)"', lambda found: f'w:footer="{int(found[1]) + number}"', section)


def _twips(millimetres: float) -> int:
    return round(millimetres * PER_MILLIMETRE)


def _styles(data: bytes, form: Form, old: int, pitch: int) -> bytes:
    from lxml import etree  # noqa: PLC0415 - for house styles alone

    root = etree.fromstring(data)
    word = f"{{{root.nsmap['w']}}}"
    named: dict[str, Any] = {_name(style, word): style for style in root.iter(f"{word}style")}
    for rules, change in ((FONTS, _font), (SIZES, _size), (BOLD, _bold)):
        _change(named, form, rules, change, word)
    if pitch != old:
        _repitch(root, old, pitch, word)
    _shift_heads(named, form, old, pitch, word)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _name(style: Any, word: str) -> str:
    return str(style.find(f"{word}name").get(f"{word}val"))


def _change(
    named: Mapping[str, Any], form: Form, rules: Mapping[str, Sequence[str]], change: Callable[..., None], word: str
) -> None:
    for name, styles in rules.items():
        for style in styles if name in form.deviations else ():
            if style in named:
                change(_properties(named[style], word), form[name], word)


def _properties(style: Any, word: str) -> Any:
    found = style.find(f"{word}rPr")
    if found is None:
        found = style.makeelement(f"{word}rPr")
        style.append(found)
    return found


ORDER = ("rFonts", "b", "bCs", "color", "spacing", "w", "sz", "szCs")


def _put(properties: Any, tag: str, word: str, **values: str) -> None:
    """One property, in the place that the schema gives it."""
    for found in properties.findall(f"{word}{tag}"):
        properties.remove(found)
    made = properties.makeelement(f"{word}{tag}", {f"{word}{name}": value for name, value in values.items()})
    later = {f"{word}{name}" for name in ORDER[ORDER.index(tag) + 1 :]}
    place = next((index for index, child in enumerate(properties) if child.tag in later), len(properties))
    properties.insert(place, made)


def _font(properties: Any, rule: Any, word: str) -> None:
    name = rule.one_of[0]
    _put(properties, "rFonts", word, ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _size(properties: Any, rule: Any, word: str) -> None:
    half_points = str(round(rule.value * 2))
    _put(properties, "sz", word, val=half_points)
    _put(properties, "szCs", word, val=half_points)


def _bold(properties: Any, rule: Any, word: str) -> None:
    _put(properties, "b", word, val="1" if rule.one_of[0] == "加粗" else "0")


def _repitch(root: Any, old: int, pitch: int, word: str) -> None:
    """Lines and gaps of whole lines as high as the new ones."""
    for style in root.iter(f"{word}style"):
        name = _name(style, word)
        for spacing in style.iter(f"{word}spacing"):
            for side in ("before", "line"):
                value = int(spacing.get(f"{word}{side}", "0"))
                kept = WITH_NUMBER[name][1] if WITH_NUMBER.get(name, ("", 0))[0] == side else 0
                if value and (value - kept) % old == 0:
                    spacing.set(f"{word}{side}", str((value - kept) // old * pitch + kept))


def _shift_heads(named: Mapping[str, Any], form: Form, old: int, pitch: int, word: str) -> None:
    """The red head where it belongs on the page, whatever the margin above it and the lines of marks."""
    standard = load_form(NATIONAL)
    margin = _twips(standard["top_margin"].value - form["top_margin"].value)
    head = _twips(form["head_top"].value - standard["head_top"].value) + margin + MARK_LINES * (old - pitch)
    for name, side in HEAD_GAPS.items():
        _shift(named.get(name), side, head, word)
    _shift(named.get("信函版头前空"), "line", margin, word)


def _shift(style: Any, side: str, twips: int, word: str) -> None:
    spacing = style.find(f"{word}pPr/{word}spacing") if style is not None else None
    if spacing is not None:
        spacing.set(f"{word}{side}", str(max(20, int(spacing.get(f"{word}{side}")) + twips)))
