"""Which of the forms of the standard a document has, told by its head."""

from __future__ import annotations

from checks.drawn_lines import is_red
from checks.official_pages import area
from documents.layout import TWIPS_PER_MILLIMETRE, Layout
from documents.model import OfficialDocument

FILE, LETTER, ORDER, MINUTES = "文件", "信函", "命令", "纪要"
_DOUBLE = ("thick", "thin", "double")
_JUTS = 5 * TWIPS_PER_MILLIMETRE  # the rules of a letter are wider than its text


def head_form(document: OfficialDocument, layout: Layout) -> str:
    """The form the head shows; empty without a printed one."""
    mark = document.text("发文机关标志").replace(" ", "").replace("\u3000", "")
    if not mark:
        return ""
    if mark.endswith("令"):
        return ORDER
    if mark.endswith(MINUTES):
        return MINUTES
    if mark.endswith(FILE):
        return FILE
    return LETTER if "函" in document.number or _has_rules_of_a_letter(layout) else FILE


def _has_rules_of_a_letter(layout: Layout) -> bool:
    """Double rules, or red ones that jut out over the text area."""
    room = area(layout.sections[0])
    borders = (border for p in layout.paragraphs for border in (p.top, p.bottom) if border is not None)
    return (
        any(rule.kind.startswith(_DOUBLE) for rule in layout.rules)
        or any(is_red(rule.colour) and rule.length > room + _JUTS for rule in layout.rules)
        or any(border.kind.startswith(_DOUBLE) and is_red(border.colour) for border in borders)
    )
