"""The numbering of official documents (一、 （一） 1. （1） ①) and the headings it opens."""

from __future__ import annotations

import re

from documents.model import Paragraph
from documents.places import NOWHERE, Place
from values.expressions import expression

NUMERALS = "〇一二三四五六七八九十百"
MARKERS = (
    expression(rf"[{NUMERALS}]{{1,4}}、"),
    expression(rf"[（(][{NUMERALS}]{{1,4}}[）)]"),
    expression(r"\d{1,3}(?:[．、]|\.(?!\d))"),
    expression(r"[（(]\d{1,3}[）)]"),
    expression(r"[①-⑳]"),
)
LONGEST_HEADING = 60
LONGEST_BARE_HEADING = 36


def level_of(text: str) -> tuple[int, str]:
    """The level of a paragraph and the number it begins with; (0, "") for running text."""
    for level, marker in enumerate(MARKERS, start=1):
        if found := marker.match(text):
            return level, found.group()
    return 0, ""


def heading_of(text: str, level: int) -> str:
    """The part of a numbered paragraph that is its heading; empty where the number opens a whole passage."""
    if level == 0:
        return ""
    end = text.find("。")
    heading = text if end < 0 else text[: end + 1]
    return heading if len(heading) <= LONGEST_HEADING else ""


def paragraph_of(text: str, place: Place = NOWHERE) -> Paragraph:
    level, number = level_of(text)
    return Paragraph(text, level, number, heading_of(text, level), place)


def is_bare_heading(text: str, *, apart: bool) -> bool:
    """A numbered line that is nothing but a heading; a comma in it is only believed where a blank line follows."""
    if not level_of(text)[0] or len(text) > LONGEST_BARE_HEADING:
        return False
    return not re.search("[。；;]" if apart else "[，,。；;]", text)
