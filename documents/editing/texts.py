"""Replacing part of a paragraph's text: the runs keep their format, fields and pictures keep their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from documents.editing.package import FALLBACK, W
from documents.editing.properties import Tracking

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "txbxContent", W + "p"})


class Replacement(Struct, frozen=True):
    """The characters from `start` to `end` of the paragraph's own text become `text`."""

    start: int
    end: int
    text: str


def own_text(paragraph: etree._Element) -> str:
    """The characters of the paragraph that can be edited: what stands in w:t, deleted text and text boxes left out."""
    return "".join(node.text or "" for node in _text_nodes(paragraph))


def _text_nodes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == W + "t":
            yield child
        elif child.tag not in _SKIPPED and child.tag != FALLBACK:
            yield from _text_nodes(child)


def replace_texts(
    paragraph: etree._Element, replacements: Iterable[Replacement], tracking: Tracking | None = None
) -> None:
    """Carry out replacements, from the last to the first, so that the places of the others stay right."""
    for replacement in sorted(replacements, key=lambda r: r.start, reverse=True):
        _replace(paragraph, replacement, tracking)


def _replace(paragraph: etree._Element, replacement: Replacement, tracking: Tracking | None) -> None:
    offset, first = 0, True
    for node in list(_text_nodes(paragraph)):
        text = node.text or ""
        begins, ends = max(replacement.start - offset, 0), min(replacement.end - offset, len(text))
        inside = begins < ends or (
            begins == ends == replacement.start - offset and replacement.start == replacement.end
        )
        offset += len(text)
        if not inside:
            continue
        added = replacement.text if first else ""
        first = False
        if tracking is None:
            _write(node, text[:begins] + added + text[ends:])
        else:
            _track(node, begins, ends, added, tracking)


def _write(node: etree._Element, text: str) -> None:
    node.text = text
    node.set(_SPACE, "preserve")


def _track(node: etree._Element, begins: int, ends: int, added: str, tracking: Tracking) -> None:
    """The run cut at both ends: what goes is marked deleted, what comes inserted, in the format of the run."""
    run = node.getparent()
    if run is None or run.tag != W + "r":
        return
    text, parent = node.text or "", run.getparent()
    if parent is None:
        return
    before, after = _copy_up_to(run, node), _copy_after(run, node)
    pieces = [_with_text(before, text[:begins])]
    if ends > begins:
        deleted = tracking.mark("del")
        deleted.append(_single(run, text[begins:ends], "delText"))
        pieces.append(deleted)
    if added:
        inserted = tracking.mark("ins")
        inserted.append(_single(run, added, "t"))
        pieces.append(inserted)
    pieces.append(_with_text(after, text[ends:], first=True))
    kept = [piece for piece in pieces if piece.tag != W + "r" or len(piece) > (piece.find(W + "rPr") is not None)]
    at = parent.index(run)
    parent.remove(run)
    for position, piece in enumerate(kept):
        parent.insert(at + position, piece)


def _copy_up_to(run: etree._Element, node: etree._Element) -> etree._Element:
    copy, index = deepcopy(run), run.index(node)
    for child in list(copy)[index:]:
        copy.remove(child)
    return copy


def _copy_after(run: etree._Element, node: etree._Element) -> etree._Element:
    copy, index = deepcopy(run), run.index(node)
    for child in list(copy)[: index + 1]:
        if child.tag != W + "rPr":
            copy.remove(child)
    return copy


def _with_text(run: etree._Element, text: str, *, first: bool = False) -> etree._Element:
    if text:
        node = etree.Element(W + "t")
        _write(node, text)
        has_properties = run.find(W + "rPr") is not None
        run.insert(int(has_properties) if first else len(run), node)
    return run


def _single(run: etree._Element, text: str, tag: str) -> etree._Element:
    copy = etree.Element(W + "r")
    properties = run.find(W + "rPr")
    if properties is not None:
        copy.append(deepcopy(properties))
    node = etree.SubElement(copy, W + tag)
    _write(node, text)
    return copy
