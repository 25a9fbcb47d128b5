"""How many pages a document takes, reckoned on the grid of 22 lines of 28 characters.

The imprint belongs at the foot of the last page, and that is an even one when the paper is printed on both sides. Which
page is the last is only known to Word; on a fixed grid it can be reckoned well enough to put the imprint on its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from drafting.signoff import CHARACTER, width

PAGE = 12756  # 225 mm in twips
GRID, TITLE_LINE, IMPRINT_LINE, IMPRINT_PADDING = 579, 660, 480, 80
HEAD = 3 * GRID + 154 + 800
NUMBER = 1158 + 320 + 220
HANGS = "，。、；：？！,.;:?!"
NEVER_FIRST = "》〉）)】」』”’"
NEVER_LAST = "《〈（(【「『“‘〔"
IMPRINT_CHARACTERS = 27


@dataclass(frozen=True, slots=True)
class Strip:
    """Something of a height that is not cut: a line, or lines that stay with what follows."""

    height: int
    keeps_with_next: bool = False
    on_new_page: bool = False


def breaks_before_imprint(context: Mapping[str, Any]) -> int:
    """How many page breaks bring the imprint to an even page: none where it fits at the foot of one."""
    page, used = _filled(_strips(context))
    fits = used + imprint_height(context) <= PAGE
    if page % 2:
        return 1
    return 0 if fits else 2


def imprint_height(context: Mapping[str, Any]) -> int:
    rows = [f"抄送：{context['抄送机关']}。"] if context["抄送机关"] else []
    lines = [-(-len(row) // IMPRINT_CHARACTERS) for row in rows] + [1]
    return sum(count * IMPRINT_LINE + IMPRINT_PADDING for count in lines)


def line_count(text: str, first: int = 0, left: int = 0) -> int:
    """The lines a text takes, its first line and the others indented by so many characters."""
    count, room = 1, (28 - first) * CHARACTER
    for word in _words(text):
        size = width(word)
        if size > room and word not in HANGS:
            count, room = count + 1, (28 - left) * CHARACTER
        room -= size
    return count


def _words(text: str) -> list[str]:
    """The text in pieces that are not cut: figures whole, brackets with what they enclose."""
    pieces = [text[:1]] if text else []
    for before, sign in pairwise(text):
        figure = before.isascii() and before.isalnum() and sign.isascii() and sign.isalnum()
        if figure or sign in NEVER_FIRST or before in NEVER_LAST:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _filled(strips: Iterable[Strip]) -> tuple[int, int]:
    """The last page and how much of it is used."""
    page, used = 1, 0
    for height, on_new_page in _chains(strips):
        if on_new_page or used + height > PAGE:
            page, used = page + 1, 0
        used += height
    return page, used


def _chains(strips: Iterable[Strip]) -> Iterator[tuple[int, bool]]:
    """Strips that stay together as one height."""
    height, on_new_page = 0, False
    for strip in strips:
        height, on_new_page = height + strip.height, on_new_page or strip.on_new_page
        if not strip.keeps_with_next:
            yield height, on_new_page
            height, on_new_page = 0, False


def _strips(context: Mapping[str, Any]) -> Iterator[Strip]:
    if context["版头"] != "无":
        yield Strip(HEAD + NUMBER)
    yield Strip(1158 + TITLE_LINE * _lines_of(context["标题"]), keeps_with_next=True)
    yield from _text(f"{context['主送机关']}：", before=GRID)
    yield from _blocks(context["正文"])
    notes = context["附件说明"]
    yield from (Strip(GRID * line_count(note["名称"], 6, 6), keeps_with_next=True) for note in notes)
    gaps = (1 if notes else 0) + (2 if context["盖章"] else 1)
    yield Strip(GRID * (gaps + 2))
    if context["附注"]:
        yield Strip(GRID)
    for annex in context["附件"]:
        yield Strip(2 * GRID + TITLE_LINE * _lines_of(annex["标题"]), keeps_with_next=True, on_new_page=True)
        yield Strip(GRID if annex["文号"] else 0)
        yield from _blocks(annex["段落"])


def _lines_of(title: str) -> int:
    return title.count("\n") + 1


def _blocks(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Strip]:
    for block in blocks:
        text = f"{block['题']}{block['文']}"
        if block["类"] == "标题":
            yield Strip(1158 + TITLE_LINE * _lines_of(text), keeps_with_next=True)
        elif block["类"] == "主送":
            yield from _text(text, before=GRID)
        elif block["类"] == "署名":
            yield Strip(2 * GRID, keeps_with_next=True)
        else:
            yield from _text(text, first=2)


def _text(text: str, *, before: int = 0, first: int = 0) -> Iterator[Strip]:
    lines = line_count(text, first)
    yield Strip(before + GRID)
    yield from (Strip(GRID) for _ in range(lines - 1))
