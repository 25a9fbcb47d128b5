"""Formatting resolved level by level: document defaults, table style, paragraph style, list, character style, direct."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol
from xml.etree.ElementTree import Element as Node

from msgspec import Struct, field

from documents.word.formats import NOTHING, Format, paragraph_format, run_format
from documents.word.names import W, is_on, value

_TOGGLES = ("bold", "italic", "hidden", "struck")


class Lists(Protocol):
    """The lists of a document: what a level of one says of its paragraphs."""

    def paragraph_format(self, name: str, level: int) -> Format: ...

    def level_of_style(self, name: str, style: str) -> int: ...


class Style(Struct, frozen=True):
    """A style by itself: what it says, and what it is based on."""

    name: str
    based_on: str
    paragraph: Format
    run: Format
    node: Node


class Styles(Struct, frozen=True):
    """The styles of a document; `default_paragraph` is the one that paragraphs without a style have."""

    by_id: Mapping[tuple[str, str], Style] = field(default_factory=dict)
    default_paragraph: str = ""
    default_table: str = ""
    paragraph_defaults: Format = field(default_factory=dict)
    run_defaults: Format = field(default_factory=dict)

    def chain(self, kind: str, name: str) -> list[Style]:
        """A style with those it is based on, the base first; one that is based on itself ends there."""
        found: list[Style] = []
        while (style := self.by_id.get((kind, name))) is not None and style not in found:
            found.append(style)
            name = style.based_on
        return found[::-1]

    def name_of(self, style: str) -> str:
        found = self.by_id.get(("paragraph", style))
        return found.name if found else ""

    def style_of(self, direct: Format) -> str:
        """The paragraph style: the one named, unless there is none of that name."""
        named = str(direct.get("style", ""))
        return named if ("paragraph", named) in self.by_id else self.default_paragraph


def read_styles(root: Node | None) -> Styles:
    if root is None:
        return Styles()
    styles = {(value(node, "type"), value(node, "styleId")): _style(node) for node in root.iter(W + "style")}
    return Styles(
        styles,
        _default(root, "paragraph"),
        _default(root, "table"),
        paragraph_format(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")),
        run_format(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")),
    )


def _style(node: Node) -> Style:
    name = based_on = ""
    paragraph, run = None, None
    for child in node:
        if child.tag == W + "name":
            name = value(child)
        elif child.tag == W + "basedOn":
            based_on = value(child)
        elif child.tag == W + "pPr":
            paragraph = child
        elif child.tag == W + "rPr":
            run = child
    return Style(name, based_on, paragraph_format(paragraph), run_format(run), node)


def _default(root: Node, kind: str) -> str:
    defaults = (
        value(node, "styleId")
        for node in root.iter(W + "style")
        if value(node, "type") == kind and value(node, "default") in ("1", "true", "on")
    )
    return next(defaults, "")


def merged(levels: Iterator[Format] | list[Format]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for level in levels:
        found.update(level)
    return found


def effective_paragraph(styles: Styles, lists: Lists, table: Format, direct: Format) -> dict[str, Any]:
    """All that holds for a paragraph. A list speaks at the level that puts the paragraph into it, below what else is said there."""
    levels: list[Format] = [styles.paragraph_defaults, table]
    style = styles.style_of(direct)
    for level in styles.chain("paragraph", style):
        levels += _with_list(level.paragraph, lists, style)
    levels += _with_list(direct, lists, "", merged(levels))
    return merged(levels)


def _with_list(own: Format, lists: Lists, style: str, below: Format = NOTHING) -> list[Format]:
    if "list" not in own and "list_level" not in own:
        return [own]
    name = str(own.get("list", below.get("list", "")))
    level = own.get("list_level")
    depth = int(level) if level is not None else lists.level_of_style(name, style) if style else 0
    return [lists.paragraph_format(name, depth), {"list_level": depth}, own]


def effective_run(styles: Styles, table: Format, paragraph_style: Format, direct: Format) -> dict[str, Any]:
    """All that holds for a run. Styles switch toggles like bold to and fro, direct formatting and the defaults say how it is."""
    character = merged([style.run for style in styles.chain("character", str(direct.get("style", "")))])
    found = merged([styles.run_defaults, table, paragraph_style, character, direct])
    for toggle in _TOGGLES:
        if toggle in found and toggle not in direct:
            switched = sum(bool(level.get(toggle)) for level in (table, paragraph_style, character))
            found[toggle] = bool(styles.run_defaults.get(toggle)) or switched % 2 == 1
    return found


def paragraph_style_runs(styles: Styles, style: str) -> dict[str, Any]:
    """What a paragraph style says of the runs in it."""
    return merged([level.run for level in styles.chain("paragraph", style)])


def table_formats(styles: Styles, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a table style says of all paragraphs and runs of the table."""
    chain = styles.chain("table", name or styles.default_table)
    return merged([style.paragraph for style in chain]), merged([style.run for style in chain])


def is_switched_on(root: Node | None, name: str) -> bool:
    """A switch of the settings part."""
    found = None if root is None else root.find(W + name)
    return found is not None and is_on(found)
