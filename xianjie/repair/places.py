"""From what is measured to what is edited: the XML of a set paragraph, of its runs, of a section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from msgspec import Struct

from documents.editing.package import BODY, W
from documents.editing.runs import cut_run, runs_of, text_of
from documents.editing.texts import own_text
from documents.layout import Run, Section, SetParagraph
from xianjie.repair.model import Change, Work

Told = tuple[int | None, str, str]  # a paragraph, what stood there, what stands there now
_LISTED = 8  # paragraphs that a change names one by one


def node_of(work: Work, paragraph: SetParagraph) -> etree._Element | None:
    """The w:p of a paragraph of the body; none where it cannot be told among those at its place."""
    alike = [p for p in work.layout.paragraphs if p.place == paragraph.place]
    nodes = work.parts.paragraphs.get(paragraph.place.paragraph or 0, [])
    if len(nodes) == len(alike):
        return next(node for node, other in zip(nodes, alike, strict=True) if other is paragraph)
    return next((node for node in nodes if own_text(node).strip() == paragraph.text.strip()), None)


class Stretch(Struct, frozen=True):
    """A w:r with the format it comes to; `begins` counts the characters of the paragraph before it."""

    node: etree._Element
    run: Run
    text: str
    begins: int


def stretches_of(node: etree._Element, paragraph: SetParagraph) -> list[Stretch]:
    """The runs that are shown, with their formats; none where XML and layout do not hold the same characters."""
    runs = [(run, text_of(run)) for run in runs_of(node)]
    formats = [run for run in paragraph.runs for _ in run.text]
    if sum(len(text) for _, text in runs) != len(formats):
        return []
    found: list[Stretch] = []
    offset = shown = 0
    for run, text in runs:
        if text and formats[offset].revision != "deleted":
            found.append(Stretch(run, formats[offset], text, shown))
            shown += len(text)
        offset += len(text)
    return found


def stretches_between(node: etree._Element, paragraph: SetParagraph, start: int, end: int) -> list[Stretch]:
    """The runs that show the characters from `start` to `end`, cut where they reach over them."""
    return [
        inside
        for found in stretches_of(node, paragraph)
        for inside in _cut(found, start - found.begins, end - found.begins)
    ]


def _cut(found: Stretch, start: int, end: int) -> Iterator[Stretch]:
    if end <= 0 or start >= len(found.text):
        return
    node, text, begins = found.node, found.text, found.begins
    if end < len(text):
        cut_run(node, end)
        text = text[:end]
    if start > 0:
        node, text, begins = cut_run(node, start), text[start:], begins + start
    yield Stretch(node, found.run, text, begins)


def sections_of(work: Work) -> list[tuple[Section, etree._Element]]:
    """Every section with its w:sectPr; one is made where the document has none."""
    body = work.parts.body.find(W + "body")
    assert body is not None, BODY
    nodes = [node for node in body.iter(W + "sectPr") if _parent(node) in (W + "body", W + "pPr")]
    if not nodes:
        nodes = [etree.SubElement(body, W + "sectPr")]
    return list(zip(work.layout.sections, nodes, strict=False))


def _parent(node: etree._Element) -> str:
    parent = node.getparent()
    return "" if parent is None else str(parent.tag)


def told(work: Work, element: str, changed: Iterable[Told]) -> list[Change]:
    """The changes as they are told: paragraphs changed alike together."""
    alike: dict[tuple[str, str], list[int | None]] = {}
    for number, before, after in changed:
        alike.setdefault((before, after), []).append(number)
    return [
        Change(work.code, numbers[0], element, before, f"{after}{_others(numbers[1:])}")
        for (before, after), numbers in alike.items()
    ]


def _others(numbers: Sequence[int | None]) -> str:
    if not numbers:
        return ""
    named = "、".join(str(number) for number in numbers[:_LISTED])
    return f"，第{named}段{'等' if len(numbers) > _LISTED else ''}相同（共{len(numbers) + 1}段）"
