"""Markdown as officials and their tools write it: lines, headings, lists, tables and pictures as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lxml import html as markup
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct, field

from documents.levels import level_of, paragraph_of
from documents.model import Cell, Figure, Paragraph, Table
from documents.ordinals import chinese
from documents.places import Place
from drafting.faults import SourceFault
from values.expressions import expression

_OWN_NUMBER = expression(r"第[〇一二三四五六七八九十百\d]{1,4}[章节条部分]|附件")
_COMMENT = expression(r"\s*<!--.*?-->\s*", re.DOTALL)
_FORMATTING = expression(r"<!--|</|<(?:br|b|i|u|s|p|em|strong|sub|sup|span|font|div|center|mark|ins)\b", re.IGNORECASE)
_PICTURE = expression(r"<img\b[^>]*?\bsrc=[\"']([^\"']+)[\"']", re.IGNORECASE)
UNKNOWN_MARKUP = "不认识这里的 HTML，请改写为普通文字、表格或图片"
MOST_COUNTED = 99
_HEADING_NUMBERS = ("{}、", "（{}）")


class MarkdownText(Struct, frozen=True):
    """The heading that stands for the title (empty where there is none), the paragraphs, what could not be read."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    faults: tuple[SourceFault, ...] = ()


def read_markdown(text: str, first_line: int = 1) -> MarkdownText:
    """The paragraphs of a Markdown text that begins at that line of its file.

    Every line is a paragraph, as in plain text: a single line break is one in an official's text.
    """
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "lheading", "reference"])
    reader = _Reader(parser.parse(text), first_line)
    paragraphs = tuple(reader.paragraphs())
    return MarkdownText(reader.title, paragraphs, tuple(reader.faults))


class _Reader(Struct):
    """Goes through the tokens once; headings without a number of their own are counted by depth."""

    tokens: Sequence[Token]
    first_line: int
    title: str = ""
    faults: list[SourceFault] = field(default_factory=list)
    _at: int = 0
    _counts: list[int] = field(default_factory=lambda: [0] * 6)
    _marks: list[str] = field(default_factory=list)

    def paragraphs(self) -> Iterator[Paragraph]:
        depths = [int(token.tag[1]) for token in self.tokens if token.type == "heading_open"]
        titled = bool(depths) and depths.count(min(depths)) == 1 and self.tokens[0].type == "heading_open"
        titled = titled and int(self.tokens[0].tag[1]) == min(depths)
        if titled:
            self.title = "".join(_lines(self.tokens[1])).strip()
            self._at = 3
        highest = min(depths[1:] if titled else depths, default=1)
        while self._at < len(self.tokens):
            yield from self._next(highest)

    def _next(self, highest: int) -> Iterator[Paragraph]:
        token = self.tokens[self._at]
        self._at += 1
        if token.type == "heading_open":
            yield from self._heading(int(token.tag[1]) - highest)
        elif token.type == "table_open":
            yield self._table(token)
        elif token.type == "list_item_open":
            self._marks.append(f"{token.info}." if token.info else "")
        elif token.type == "inline":
            yield from self._running(token)
        elif token.type == "fence":
            yield from (paragraph_of(line.strip(), self._place(token)) for line in token.content.splitlines() if line)
        elif token.type == "html_block":
            yield from self._html(token)

    def _place(self, token: Token) -> Place:
        return Place(line=self.first_line + (token.map[0] if token.map else 0))

    def _heading(self, depth: int) -> Iterator[Paragraph]:
        token = self.tokens[self._at]
        self._at += 2
        text = "".join(_lines(token)).strip()
        yield paragraph_of(self._number(text, depth) + text, self._place(token))

    def _number(self, text: str, depth: int) -> str:
        """The number of a heading that has none; deeper ones begin again below it."""
        if level_of(text)[0] or _OWN_NUMBER.match(text) or not text:
            return ""
        self._counts[depth] += 1
        self._counts[depth + 1 :] = [0] * (len(self._counts) - depth - 1)
        count = self._counts[depth]
        if count > MOST_COUNTED:
            return ""
        return _HEADING_NUMBERS[depth].format(chinese(count)) if depth < 2 else f"{count}." if depth == 2 else f"（{count}）"

    def _running(self, token: Token) -> Iterator[Paragraph]:
        """The lines of a paragraph; the mark of a list stands before the first."""
        mark = self._marks.pop() if self._marks else ""
        place = self._place(token)
        for offset, line in enumerate(_lines(token)):
            if text := mark + line.strip():
                yield paragraph_of(text, Place(line=(place.line or 1) + offset))
                mark = ""
        for child in token.children or ():
            yield from self._beside_text(child, place)

    def _beside_text(self, child: Token, place: Place) -> Iterator[Paragraph]:
        """Pictures, however they are written; marks of formatting go, anything else in angle brackets is told."""
        picture = _PICTURE.match(child.content) if child.type == "html_inline" else None
        source = str(child.attrs.get("src", "")) if child.type == "image" else picture[1] if picture else ""
        if source:
            yield Paragraph("", place=place, figure=Figure(unquote(source), b""))
        elif child.type == "html_inline" and not _FORMATTING.match(child.content):
            self.faults.append(SourceFault("", place.line, UNKNOWN_MARKUP))

    def _table(self, token: Token) -> Paragraph:
        rows: list[list[Cell]] = []
        while (part := self.tokens[self._at]).type != "table_close":
            self._at += 1
            if part.type == "tr_open":
                rows.append([])
            elif part.type == "inline":
                rows[-1].append(Cell("\n".join(_lines(part)).strip()))
        self._at += 1
        return Paragraph("", place=self._place(token), table=Table(tuple(tuple(row) for row in rows)))

    def _html(self, token: Token) -> Iterator[Paragraph]:
        """What converters leave as HTML: tables, pictures, text; comments go, anything else is told."""
        content, place = _COMMENT.sub("", token.content).strip(), self._place(token)
        block = markup.fragment_fromstring(content, create_parent="div")
        yield from _html_texts(block.text, place)
        for node in block:
            yield from self._html_node(node, place)
            yield from _html_texts(node.tail, place)

    def _html_node(self, node: markup.HtmlElement, place: Place) -> Iterator[Paragraph]:
        pictures = [source for image in node.iter("img") if (source := image.get("src"))]
        if node.tag == "table":
            yield Paragraph("", place=place, table=_html_table(node))
        elif pictures:
            yield from (Paragraph("", place=place, figure=Figure(unquote(source), b"")) for source in pictures)
        elif _FORMATTING.match(f"<{node.tag}>"):
            yield from _html_texts(node.text_content(), place)
        else:
            self.faults.append(SourceFault("", place.line, UNKNOWN_MARKUP))


def _html_texts(text: str | None, place: Place) -> Iterator[Paragraph]:
    yield from (paragraph_of(line.strip(), place) for line in (text or "").splitlines() if line.strip())


def _html_table(node: markup.HtmlElement) -> Table:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
    heads = sum(all(cell.tag == "th" for cell in row) for row in rows)
    return Table(tuple(tuple(map(_html_cell, row)) for row in rows), max(heads, 1))


def _html_cell(node: markup.HtmlElement) -> Cell:
    across, down = (int(value) if (value := node.get(name, "1")).isdigit() else 1 for name in ("colspan", "rowspan"))
    return Cell(" ".join(node.text_content().split()), max(across, 1), max(down, 1))


def _lines(token: Token) -> list[str]:
    """The text of an inline token without its marks, line by line."""
    text = ""
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and child.content.startswith("<br")):
            text += "\n"
        elif child.type in ("text", "code_inline"):
            text += child.content
    return text.split("\n")
