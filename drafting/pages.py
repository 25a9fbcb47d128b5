"""How many pages a document takes, reckoned on the grid of 22 lines of 28 characters.

The imprint belongs at the foot of the last page, and that is an even one when the paper is printed on both sides. Which
page is the last is only known to Word; on a fixed grid it can be reckoned well enough to put the imprint on its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from drafting.geometry import NATIONAL, Geometry
from templates.blocks import Block, paragraph_style
from templates.layout import Laid
from templates.sections import UNNUMBERED

TITLE_LINE, IMPRINT_LINE, IMPRINT_PADDING, IMPRINT_CLEAR = 660, 480, 100, 60
HEAD_LINE, HEAD_GAP, NUMBER_LINE, RULE = 800, 154, 320, 220
LETTER_HEAD, ORDER_HEAD = 620, 1041 + HEAD_LINE
HANGS = "，。、；：？！,.;:?!"
NEVER_FIRST = "》〉）)】」』”’"
NEVER_LAST = "《〈（(【「『“‘〔"
IMPRINT_CHARACTERS = 27
_ANCHOR = f"<w:p><w:pPr>{paragraph_style('版记位置')}{{}}</w:pPr></w:p>"
_ON_NEW_PAGE = _ANCHOR.format("<w:pageBreakBefore/>")


class Strip(Struct, frozen=True):
    """Something of a height that is not cut: a line, or lines that stay with what follows."""

    height: int
    keeps_with_next: bool = False
    on_new_page: bool = False


def page_breaks(count: int) -> Block:
    """The breaks before the imprint; a blank page before it carries no number, and then neither does its own."""
    if count < 2:
        return Block(_ON_NEW_PAGE * count)
    return Block(UNNUMBERED.xml + _ANCHOR.format("") + _ON_NEW_PAGE)


def breaks_before_imprint(context: Mapping[str, Any], geometry: Geometry = NATIONAL) -> int:
    """How many page breaks bring the imprint to an even page: none where it fits at the foot of one."""
    if not _has_imprint(context):
        return 0
    page, used = _filled(_Reckoning(geometry).strips(context), geometry.page)
    fits = used + imprint_height(context) <= geometry.page
    if page % 2:
        return 1
    return 0 if fits else 2


def _has_imprint(context: Mapping[str, Any]) -> bool:
    return bool(context["印发机关"] or context["抄送机关"])


def imprint_height(context: Mapping[str, Any]) -> int:
    rows = [f"抄送：{context['抄送机关']}。"] if context["抄送机关"] else []
    lines = [-(-len(row) // IMPRINT_CHARACTERS) for row in rows] + [1] * bool(context["印发机关"])
    return sum(count * IMPRINT_LINE + IMPRINT_PADDING for count in lines) + IMPRINT_CLEAR


def line_count(text: str, first: int = 0, left: int = 0, geometry: Geometry = NATIONAL) -> int:
    """The lines a text takes, its first line and the others indented by so many characters."""
    count, room = 1, (geometry.characters - first) * geometry.character
    for word in _words(text):
        size = geometry.width(word)
        if size > room and word not in HANGS:
            count, room = count + 1, (geometry.characters - left) * geometry.character
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


def _filled(strips: Iterable[Strip], height: int) -> tuple[int, int]:
    """The last page and how much of it is used."""
    page, used = 1, 0
    for strip, on_new_page in _chains(strips):
        if used and (on_new_page or used + strip > height):
            page, used = page + 1, 0
        used += strip
    return page, used


def _chains(strips: Iterable[Strip]) -> Iterator[tuple[int, bool]]:
    """Strips that stay together as one height."""
    height, on_new_page = 0, False
    for strip in strips:
        height, on_new_page = height + strip.height, on_new_page or strip.on_new_page
        if not strip.keeps_with_next:
            yield height, on_new_page
            height, on_new_page = 0, False


class _Reckoning(Struct, frozen=True):
    """The strips of a document from top to bottom."""

    geometry: Geometry

    def strips(self, context: Mapping[str, Any]) -> Iterator[Strip]:
        line = self.geometry.line
        if context["版头"] != "无":
            yield Strip(self._head(context))
        yield Strip(2 * line + TITLE_LINE * _lines_of(context["标题"]), keeps_with_next=True)
        addressee = context["主送机关"]
        yield from self._text(f"{addressee}：", before=line) if addressee else [Strip(line)]
        yield from self._blocks(context["正文"])
        notes = context["附件说明"]
        for note in notes:
            yield Strip(line * line_count(note["名称"], 6, 6, self.geometry), keeps_with_next=True)
        yield from self._close(context, gap=line if notes else 0)
        for annex in context["附件"]:
            yield from self._annex(annex)

    def _head(self, context: Mapping[str, Any]) -> int:
        """The head down to its red rule, by the form it has."""
        line = self.geometry.line
        match context.get("格式", "文件"):
            case "信函":
                return LETTER_HEAD + line * len(context["版头行"])
            case "命令":
                return ORDER_HEAD + 2 * line + line  # what follows is counted as a title of no line
            case "纪要":
                return 5 * line + HEAD_GAP + HEAD_LINE + line + NUMBER_LINE + RULE
        heads = max(1, len(context.get("联署标志", ())))
        signers = max(1, len(context.get("签发人行", ())))
        return 5 * line + HEAD_GAP + HEAD_LINE * heads + NUMBER_LINE + RULE + line * (signers - 1)

    def _close(self, context: Mapping[str, Any], gap: int) -> Iterator[Strip]:
        line = self.geometry.line
        people = context.get("人员", ())
        for number, group in enumerate(people):
            yield Strip((0 if number else line) + line * line_count(f"{group['标签']}：{group['名单']}", 2, 5, self.geometry))
        if people or not context["署名"]:
            yield Strip(gap)
        elif context.get("签名章"):
            yield Strip(gap + 5 * line)
        elif rows := context.get("联合署名"):
            yield Strip(gap + sum(rows.heights) + line)
        else:
            yield Strip(gap + (3 if context["盖章"] else 2) * line + line * _lines_of(context["署名"]))
        if context["附注"]:
            yield Strip(line)

    def _annex(self, annex: Mapping[str, Any]) -> Iterator[Strip]:
        line = self.geometry.line
        height = 2 * line + TITLE_LINE * _lines_of(annex["标题"])
        yield Strip(height, keeps_with_next=True, on_new_page=True)
        yield Strip(line if annex["文号"] else 0)
        yield from self._blocks(annex["段落"])

    def _blocks(self, blocks: Sequence[Mapping[str, Any]]) -> Iterator[Strip]:
        for block in blocks:
            text = f"{block['题']}{block['文']}"
            match block["类"]:
                case "标题":
                    height = 2 * self.geometry.line + TITLE_LINE * _lines_of(text)
                    yield Strip(height, keeps_with_next=True)
                case "主送":
                    yield from self._text(text, before=self.geometry.line)
                case "署名":
                    yield Strip(2 * self.geometry.line, keeps_with_next=True)
                case "表格":
                    yield from self._set(block["表"])
                case "图":
                    yield from self._set(block["图"])
                case _:
                    kept = isinstance(block["文"], Laid) and block["文"].keep
                    yield from self._text(text, first=2, keeps_with_next=kept)

    def _set(self, block: Block) -> Iterator[Strip]:
        """The rows of a table or a picture; on a page that lies on its side the width is what rows use up."""
        stretch = self.geometry.page / self.geometry.area if block.turned else 1
        for number, height in enumerate(block.heights):
            yield Strip(round(height * stretch), on_new_page=block.turned and not number)
        if block.turned:
            yield Strip(0, on_new_page=True)

    def _text(self, text: str, *, before: int = 0, first: int = 0, keeps_with_next: bool = False) -> Iterator[Strip]:
        line = self.geometry.line
        yield Strip(before + line, keeps_with_next)
        yield from (Strip(line, keeps_with_next) for _ in range(line_count(text, first, geometry=self.geometry) - 1))


def _lines_of(text: object) -> int:
    return str(text).count("\n") + 1
