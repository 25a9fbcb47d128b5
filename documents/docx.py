"""An official document in a .docx, read to the same elements as a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element as Node

from documents.elements import read_documents
from documents.lines import Line
from documents.model import Element, OfficialDocument
from documents.numbering import Numbering, read_numbering
from documents.package import BODY, W, numbered_paragraphs, paragraph_text, parse_part, read_parts
from documents.places import Place

STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
TITLE_SIZE = 36  # half points: 2号 is 44, what is set in 小二 and above is taken for a title
RED = frozenset({"FF0000", "RED", "C00000", "E60012", "ED1C24"})


@dataclass(frozen=True, slots=True)
class _Format:
    """What the reader needs of a style or paragraph: centred, character size in half points, a red rule."""

    centred: bool | None = None
    size: int | None = None
    red_rule: bool | None = None

    def over(self, below: _Format) -> _Format:
        return _Format(
            below.centred if self.centred is None else self.centred,
            below.size if self.size is None else self.size,
            below.red_rule if self.red_rule is None else self.red_rule,
        )


def read_docx_document(path: Path) -> tuple[OfficialDocument, ...]:
    """The documents in a .docx, in order; one, as a rule, with what it annexes in `inner`.

    Raises UnreadableDocumentError when the file cannot be opened.
    """
    parts = read_parts(path)
    root = parse_part(parts[BODY], path.name)
    style_part = parse_part(parts[STYLES], path.name) if STYLES in parts else None
    styles = {} if style_part is None else _styles(style_part)
    numbering = read_numbering(parse_part(parts[NUMBERING], path.name) if NUMBERING in parts else None, style_part)
    paragraphs = [(number, node) for number, node in numbered_paragraphs(root)]
    documents = read_documents(list(_lines(paragraphs, styles, numbering)))
    if not documents:
        return ()
    drawn = [*_rules(paragraphs, styles), *_page_numbers(parts)]
    return (replace(documents[0], elements=(*documents[0].elements, *drawn)), *documents[1:])


def _lines(paragraphs: list[tuple[int, Node]], styles: Mapping[str, _Format], numbering: Numbering) -> Iterator[Line]:
    for number, node in paragraphs:
        text = paragraph_text(node).replace("\n", "").strip()
        if text:
            yield Line(Place(paragraph=number), numbering.number(node) + text, _is_title(_format(node, styles)))


def _format(paragraph: Node, styles: Mapping[str, _Format]) -> _Format:
    """The effective format: direct properties over those of the style."""
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    style = styles.get(_value(named) or "", styles.get("", _Format()))
    run = next((run for run in paragraph.iter(W + "r") if run.find(W + "t") is not None), None)
    size = None if run is None else _size(run.find(f"{W}rPr/{W}sz"))
    return _own_format(paragraph, size).over(style)


def _own_format(node: Node, size: int | None) -> _Format:
    """What a paragraph or a style itself says."""
    borders = node.find(f"{W}pPr/{W}pBdr")
    red = None if borders is None else any((border.get(W + "color") or "").upper() in RED for border in borders)
    return _Format(_centred(node.find(f"{W}pPr/{W}jc")), size, red)


def _is_title(effective: _Format) -> bool:
    return bool(effective.centred) and (effective.size or 0) >= TITLE_SIZE


def _styles(root: Node) -> dict[str, _Format]:
    """The paragraph styles with what they inherit; the default under the empty name."""
    paragraph_styles = (node for node in root.iter(W + "style") if node.get(W + "type") == "paragraph")
    nodes = {node.get(W + "styleId", ""): node for node in paragraph_styles}
    default = next((name for name, node in nodes.items() if node.get(W + "default") in ("1", "true")), "")
    resolved = {name: _resolved(name, nodes, depth=0) for name in nodes}
    return {**resolved, "": resolved.get(default, _Format())}


def _resolved(name: str, nodes: Mapping[str, Node], depth: int) -> _Format:
    if name not in nodes or depth > len(nodes):
        return _Format()
    node = nodes[name]
    own = _own_format(node, _size(node.find(f"{W}rPr/{W}sz")))
    return own.over(_resolved(_value(node.find(W + "basedOn")) or "", nodes, depth + 1))


def _centred(jc: Node | None) -> bool | None:
    return None if jc is None else _value(jc) == "center"


def _size(node: Node | None) -> int | None:
    value = _value(node)
    return int(value) if value and value.isdigit() else None


def _value(node: Node | None) -> str | None:
    return None if node is None else node.get(W + "val")


def _rules(paragraphs: list[tuple[int, Node]], styles: Mapping[str, _Format]) -> Iterator[Element]:
    """Red rules drawn as the border of a paragraph."""
    for number, node in paragraphs:
        if _format(node, styles).red_rule:
            yield Element("分隔线", "", Place(paragraph=number))


def _page_numbers(parts: Mapping[str, bytes]) -> Iterator[Element]:
    footers = (data for name, data in parts.items() if name.startswith("word/footer") and b"PAGE" in data)
    for data in footers:
        text = "".join(paragraph_text(node) for _, node in numbered_paragraphs(parse_part(data, "页脚")))
        yield Element("页码", text.strip())
