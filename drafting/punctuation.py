"""The form of a text made right: full-width punctuation, 〔〕 round the year of a number, 1. for 1、; no word is touched."""

from __future__ import annotations

import re
from collections.abc import Callable

from values.expressions import expression

_WIDE = "一-鿿㐀-䶿“”‘’《》〈〉（）〔〕、。，；：？！…—"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_NUMBER_YEAR = expression(r"[\[［【（(]([12]\d{3})[\]］】）)](?=第?\d{1,5}号)")
_BRACKETS = expression(r"\(([^()]*)\)")
_SIGNS = expression(rf"(?<=[{_WIDE}])[,;:?!]+|[,;:?!]+(?=[{_WIDE}])")
_LEVEL_THREE = expression(r"^(\d{1,3})[、．](?=\D)")
_LETTER = expression("[一-鿿]")


def made_right(text: str) -> str:
    """The text with its punctuation as GB/T 15834 and GB/T 9704 have it."""
    steps: tuple[Callable[[str], str], ...] = (
        lambda given: _NUMBER_YEAR.sub(r"〔\1〕", given),
        lambda given: _LEVEL_THREE.sub(r"\1.", given),
        _full_width_brackets,
        _paired_quotes,
        lambda given: _SIGNS.sub(lambda found: "".join(_FULL[sign] for sign in found.group()), given),
    )
    before = ""
    while before != text:  # one sign made right may put Chinese beside the next
        before = text
        for step in steps:
            text = step(text)
    return text


def count_changed(before: str, after: str) -> int:
    """How many signs differ; the two are of one length."""
    return sum(one != other for one, other in zip(before, after, strict=True))


def _full_width_brackets(text: str) -> str:
    """Only both of a pair, and only about or beside Chinese."""

    def replaced(found: re.Match[str]) -> str:
        beside = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        return f"（{found[1]}）" if _LETTER.search(found[1] + beside) else found.group()

    return _BRACKETS.sub(replaced, text)


def _paired_quotes(text: str) -> str:
    """Straight quotation marks as “ and ” in turn, where they come in pairs."""
    if text.count('"') % 2 or not _LETTER.search(text):
        return text
    marks = iter("“”" * (text.count('"') // 2))
    return re.sub('"', lambda _: next(marks), text)
