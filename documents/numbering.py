"""The numbers that Word sets before paragraphs by itself: they stand on the page, but not in the paragraph's text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element as Node

from documents.levels import level_of
from documents.ordinals import CIRCLED, chinese
from documents.package import W

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCountingThousand",
}
_DEEPEST = 9
_MOST_CHINESE = 99


@dataclass(frozen=True, slots=True)
class _Level:
    """How the numbers of one level look: 一、 is chineseCounting set in %1、"""

    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """Counts the numbered paragraphs of a document as they are passed by."""

    lists: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def number(self, paragraph: Node) -> str:
        """The number that Word shows before this paragraph; empty where it shows none, or a mark that is no number."""
        numbered = self._numbered(paragraph)
        if numbered is None or numbered[1] not in self.lists.get(numbered[0], {}):
            return ""
        name, depth = numbered
        levels, counts = self.lists[name], self._counts.setdefault(name, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in range(depth + 1, _DEEPEST):
            counts.pop(deeper, None)
        shown = re.sub(r"%(\d)", lambda found: _shown(levels, counts, int(found[1]) - 1), levels[depth].text)
        return shown if level_of(shown + "文")[0] or shown.startswith("第") else ""

    def _numbered(self, paragraph: Node) -> tuple[str, int] | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        own = _list_of(paragraph)
        inherited = self.styles.get(style.get(W + "val", "")) if style is not None else None
        return own if own and own[0] != "0" else None if own else inherited


def read_numbering(numbering: Node | None, styles: Node | None) -> Numbering:
    """The lists that a document defines, and the styles that belong to one."""
    if numbering is None:
        return Numbering()
    abstract = {n.get(W + "abstractNumId", ""): _levels(n) for n in numbering.iter(W + "abstractNum")}
    lists = {
        n.get(W + "numId", ""): abstract.get(_value(n.find(W + "abstractNumId")), {}) for n in numbering.iter(W + "num")
    }
    styled = {} if styles is None else {s.get(W + "styleId", ""): _list_of(s) for s in styles.iter(W + "style")}
    return Numbering(lists, {name: listed for name, listed in styled.items() if listed})


def _levels(abstract: Node) -> dict[int, _Level]:
    return {
        int(level.get(W + "ilvl", "0")): _Level(
            _value(level.find(W + "numFmt")) or "decimal",
            _value(level.find(W + "lvlText")),
            _number(_value(level.find(W + "start")), default=1),
        )
        for level in abstract.iter(W + "lvl")
    }


def _list_of(node: Node) -> tuple[str, int] | None:
    listed = node.find(f"{W}pPr/{W}numPr")
    if listed is None or listed.find(W + "numId") is None:
        return None
    return _value(listed.find(W + "numId")), _number(_value(listed.find(W + "ilvl")), default=0)


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    count = counts.get(depth, level.start)
    if level.form in _CHINESE and count <= _MOST_CHINESE:
        return chinese(count)
    if level.form.startswith("decimalEnclosedCircle") and count <= len(CIRCLED):
        return CIRCLED[count - 1]
    return str(count) if level.form != "bullet" else ""


def _number(text: str, *, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _value(node: Node | None) -> str:
    return "" if node is None else node.get(W + "val", "")
