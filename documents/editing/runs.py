"""The runs of a paragraph by the characters they show; cut where a format begins or ends within one."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from documents.editing.package import FALLBACK, W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ALTERNATE = FALLBACK.replace("Fallback", "AlternateContent")
_NOT_IN_LINE = frozenset(
    W + name for name in ("pPr", "rPr", "p", "tbl", "drawing", "pict", "object", "sdtPr", "txbxContent", "rt")
)
_SIGNS = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "sym": "□", W + "pgNum": "1",
}  # fmt: skip


def runs_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Every w:r of the line itself in order, deleted ones too; none of those in text boxes."""
    for child in paragraph:
        if child.tag == W + "r":
            yield child
        elif child.tag == _ALTERNATE:
            yield from runs_of(next(iter(child), child))
        elif child.tag not in _NOT_IN_LINE:
            yield from runs_of(child)


def text_of(run: etree._Element) -> str:
    return "".join(_shown(child) for child in run)


def _shown(child: etree._Element) -> str:
    if child.tag in (W + "t", W + "delText"):
        return child.text or ""
    if child.tag == W + "br":
        return "\n" if child.get(W + "type", "textWrapping") == "textWrapping" else ""
    return _SIGNS.get(str(child.tag), "")


def cut_run(run: etree._Element, at: int) -> etree._Element:
    """Cut a run before one of its characters; returns the second piece, in the same format."""
    second = etree.Element(W + "r", {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(W + "rPr")
    if properties is not None:
        second.append(deepcopy(properties))
    offset = 0
    for child in list(run):
        length = len(_shown(child))
        if child.tag != W + "rPr" and offset >= at:
            second.append(child)
        elif offset < at < offset + length:
            second.append(_split(child, at - offset))
        offset += length
    run.addnext(second)
    return second


def _split(node: etree._Element, at: int) -> etree._Element:
    rest = deepcopy(node)
    text = node.text or ""
    node.text, rest.text = text[:at], text[at:]
    for piece in (node, rest):
        piece.set(_SPACE, "preserve")
    return rest
