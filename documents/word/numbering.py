"""The numbers that Word sets before paragraphs by itself: they stand on the page, but not in the paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element as Node

from msgspec import Struct, field

from documents.ordinals import CIRCLED, chinese
from documents.word.formats import NOTHING, Format, paragraph_format
from documents.word.names import W, value, whole

_CHINESE = frozenset(
    {
        "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
        "taiwaneseCountingThousand", "taiwaneseCounting", "chineseLegalSimplified",
    }
)  # fmt: skip
_MOST_CHINESE = 99
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class _Level(Struct, frozen=True):
    """How the numbers of one level look: 一、 is chineseCounting set in %1、"""

    form: str
    text: str
    start: int
    format: Format
    style: str = ""


class _List(Struct, frozen=True):
    """A w:num: the levels of its abstract list with its own over them; lists of one abstract list count on together."""

    abstract: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


class Numbering(Struct):
    """Counts the numbered paragraphs of a document as they are passed by."""

    lists: Mapping[str, _List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def paragraph_format(self, name: str, level: int) -> Format:
        """What a list says of the paragraphs in it: its indents."""
        found = self._level(name, level)
        return found.format if found else NOTHING

    def level_of_style(self, name: str, style: str) -> int:
        """A style that belongs to a list may be the style of one of its deeper levels."""
        levels = self.lists[name].levels if name in self.lists else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def next_number(self, name: str, depth: int) -> str:
        """The number that Word shows before the next paragraph of that level; empty for bullets."""
        level = self._level(name, depth)
        if level is None:
            return ""
        counts = self._counts_of(name)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form in ("bullet", "none"):
            return ""
        levels = self.lists[name].levels
        return re.sub(r"%(\d)", lambda found: _shown(levels, counts, int(found[1]) - 1), level.text)

    def _level(self, name: str, depth: int) -> _Level | None:
        return self.lists[name].levels.get(depth) if name in self.lists else None

    def _counts_of(self, name: str) -> dict[int, int]:
        counts = self._counts.setdefault(self.lists[name].abstract, {})
        if name not in self._begun:
            self._begun.add(name)
            for depth, start in self.lists[name].restarts.items():
                counts[depth] = start - 1
        return counts


def read_numbering(root: Node | None) -> Numbering:
    """The lists that a document defines."""
    if root is None:
        return Numbering()
    abstract = {value(node, "abstractNumId"): _levels(node) for node in root.iter(W + "abstractNum")}
    return Numbering({value(node, "numId"): _list(node, abstract) for node in root.iter(W + "num")})


def _list(node: Node, abstract: Mapping[str, Mapping[int, _Level]]) -> _List:
    named = value(node.find(W + "abstractNumId"))
    own: dict[int, _Level] = {}
    restarts: dict[int, int] = {}
    for override in node.iter(W + "lvlOverride"):
        own |= _levels(override)
        start = whole(value(override.find(W + "startOverride")))
        if start is not None:
            restarts[whole(value(override, "ilvl")) or 0] = start
    return _List(named, {**abstract.get(named, {}), **own}, restarts)


def _levels(node: Node) -> dict[int, _Level]:
    return {whole(value(level, "ilvl")) or 0: _level(level) for level in node.iter(W + "lvl")}


def _level(node: Node) -> _Level:
    start = whole(value(node.find(W + "start")))
    return _Level(
        value(node.find(W + "numFmt")) or "decimal",
        value(node.find(W + "lvlText")),
        1 if start is None else start,
        paragraph_format(node.find(W + "pPr")),
        value(node.find(W + "pStyle")),
    )


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels.get(depth)
    return "" if level is None else _written(counts.get(depth, level.start), level.form)


def _written(count: int, form: str) -> str:
    if form in _CHINESE and count <= _MOST_CHINESE:
        return chinese(count)
    if form.startswith("decimalEnclosedCircle") and 0 < count <= len(CIRCLED):
        return CIRCLED[count - 1]
    if form in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman") and 0 < count < 40:
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "decimalFullWidth":
        return str(count).translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"})
    return "" if form in ("bullet", "none") else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text
