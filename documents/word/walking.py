"""The paragraphs and tables of a part in order, numbered the way findings name them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element as Node

from msgspec import Struct, field

from documents.layout import Border
from documents.word.formats import border
from documents.word.names import ALTERNATE, FALLBACK, W, value, whole

_TEXT_BOX = W + "txbxContent"
_GONE = frozenset({W + "del", W + "moveFrom"})
_PROPERTIES = frozenset(
    {W + "pPr", W + "rPr", W + "tblPr", W + "tblGrid", W + "trPr", W + "tcPr", W + "sectPr", W + "sdtPr"}
)


class Spot(Struct, frozen=True):
    """A paragraph of the file: its number and its XML; those in a text box share the number of the anchor.

    `boxes` are the text boxes anchored in it. A deleted one is on no page of the accepted text.
    """

    number: int
    node: Node
    deleted: bool = False
    boxes: tuple[TextBox, ...] = ()


class TextBox(Struct, frozen=True):
    """What stands in a box, and the shape that holds it."""

    blocks: tuple[Block, ...]
    shape: Node | None = None


class CellBlock(Struct, frozen=True):
    blocks: tuple[Block, ...]
    column: int
    across: int
    continues: bool
    borders: dict[str, Border | None] = field(default_factory=dict)


class RowBlock(Struct, frozen=True):
    cells: tuple[CellBlock, ...]
    is_header: bool = False
    deleted: bool = False


class TableBlock(Struct, frozen=True):
    rows: tuple[RowBlock, ...]
    style: str = ""
    borders: dict[str, Border | None] = field(default_factory=dict)


Block = Spot | TableBlock


def read_blocks(root: Node) -> list[Block]:
    """The blocks of a body, a header or a footer."""
    return list(_Walk().blocks(root))


class _Walk:
    """Counts every paragraph outside text boxes, also those that a reader does not see."""

    def __init__(self) -> None:
        self.count = 0

    def blocks(self, node: Node, anchor: int | None = None, *, deleted: bool = False) -> Iterator[Block]:
        for child in node:
            if child.tag == W + "p":
                yield self._spot(child, anchor, deleted=deleted)
            elif child.tag == W + "tbl":
                yield self._table(child, anchor, deleted=deleted)
            elif child.tag == ALTERNATE:
                yield from self.blocks(_chosen(child), anchor, deleted=deleted)
            elif child.tag not in _PROPERTIES:
                yield from self.blocks(child, anchor, deleted=deleted or child.tag in _GONE)

    def _spot(self, node: Node, anchor: int | None, *, deleted: bool) -> Spot:
        if anchor is None:
            self.count += 1
            anchor = self.count
        boxes = tuple(self._boxes(node, anchor)) if next(node.iter(_TEXT_BOX), None) is not None else ()
        return Spot(anchor, node, deleted, boxes)

    def _boxes(self, node: Node, anchor: int, shape: Node | None = None) -> Iterator[TextBox]:
        for child in node:
            if child.tag == _TEXT_BOX:
                yield TextBox(tuple(self.blocks(child, anchor)), shape)
            elif child.tag == ALTERNATE:
                yield from self._boxes(_chosen(child), anchor, shape)
            elif child.tag not in _GONE and child.tag != FALLBACK:
                holds = child.tag in (W + "drawing", W + "pict", W + "object")
                yield from self._boxes(child, anchor, child if holds else shape)

    def _table(self, node: Node, anchor: int | None, *, deleted: bool) -> TableBlock:
        properties = node.find(W + "tblPr")
        style = None if properties is None else properties.find(W + "tblStyle")
        rows = tuple(self._row(row, anchor, deleted=deleted) for row in _inside(node, W + "tr"))
        return TableBlock(rows, value(style), _borders(properties, W + "tblBorders"))

    def _row(self, node: Node, anchor: int | None, *, deleted: bool) -> RowBlock:
        properties = node.find(W + "trPr")
        names = set() if properties is None else {child.tag for child in properties}
        gone = deleted or W + "del" in names
        before = 0 if properties is None else whole(value(properties.find(W + "gridBefore"))) or 0
        cells: list[CellBlock] = []
        for cell in _inside(node, W + "tc"):
            column = cells[-1].column + cells[-1].across if cells else before
            cells.append(self._cell(cell, column, anchor, deleted=gone))
        return RowBlock(tuple(cells), W + "tblHeader" in names, gone)

    def _cell(self, node: Node, column: int, anchor: int | None, *, deleted: bool) -> CellBlock:
        properties = node.find(W + "tcPr")
        merge = None if properties is None else properties.find(W + "vMerge")
        across = 1 if properties is None else max(1, whole(value(properties.find(W + "gridSpan"))) or 1)
        continues = merge is not None and value(merge) in ("", "continue")
        blocks = tuple(self.blocks(node, anchor, deleted=deleted))
        return CellBlock(blocks, column, across, continues, _borders(properties, W + "tcBorders"))


def _chosen(alternate: Node) -> Node:
    """The branch a reader of today takes: the first choice, the fallback where there is none."""
    return next(iter(alternate), alternate)


def _inside(node: Node, tag: str) -> Iterator[Node]:
    """Rows or cells, also those inside content controls and the like."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag not in _PROPERTIES and child.tag not in (W + "tbl", W + "tr", W + "tc", W + "p"):
            yield from _inside(child, tag)


def _borders(properties: Node | None, tag: str) -> dict[str, Border | None]:
    found = None if properties is None else properties.find(tag)
    return {} if found is None else {child.tag.removeprefix(W): border(child) for child in found}
