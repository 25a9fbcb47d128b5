"""Sections: the pages of a document, and which header and footer they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element as Node

from documents.layout import Section
from documents.word.names import R, W, is_on, twips, value, whole

LETTER = (12240, 15840)  # what Word takes where a section says nothing
_MARGIN = 1440
_DEFAULT_PITCH = 0


def read_section(node: Node | None, *, gutter_at_top: bool = False) -> Section:
    """The pages that a w:sectPr describes; the gutter counts to the margin it widens."""
    parts = {} if node is None else {child.tag: child for child in node}
    size, margins, grid = parts.get(W + "pgSz"), parts.get(W + "pgMar"), parts.get(W + "docGrid")
    gutter = _length(margins, "gutter", 0)
    kind = value(grid, "type")
    numbers = parts.get(W + "pgNumType")
    columns = parts.get(W + "cols")
    return Section(
        width=_length(size, "w", LETTER[0]),
        height=_length(size, "h", LETTER[1]),
        top=abs(_length(margins, "top", _MARGIN)) + (gutter if gutter_at_top else 0),
        right=_length(margins, "right", _MARGIN),
        bottom=abs(_length(margins, "bottom", _MARGIN)),
        left=_length(margins, "left", _MARGIN) + (0 if gutter_at_top else gutter),
        header=_length(margins, "header", 720),
        footer=_length(margins, "footer", 720),
        landscape=value(size, "orient") == "landscape",
        grid="" if kind == "default" else kind,
        line_pitch=_length(grid, "linePitch", _DEFAULT_PITCH),
        character_space=whole(value(grid, "charSpace")) or 0,
        different_first=W + "titlePg" in parts and is_on(parts[W + "titlePg"]),
        first_number=whole(value(numbers, "start")),
        number_format=value(numbers, "fmt"),
        starts=value(parts.get(W + "type")) or "nextPage",
        columns=whole(value(columns, "num")) or 1,
    )


def _length(node: Node | None, name: str, default: int) -> int:
    found = twips(value(node, name))
    return default if found is None else found


def references(node: Node | None, inherited: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """The relationship of each header and footer of a section; those it does not name are the previous section's."""
    return {**inherited, **dict(_own_references(node))}


def _own_references(node: Node | None) -> Iterator[tuple[tuple[str, str], str]]:
    for child in () if node is None else node:
        part = child.tag.removeprefix(W).removesuffix("Reference")
        if part in ("header", "footer"):
            yield (part, value(child, "type") or "default"), child.get(R + "id", "")
