"""Lines across the page as they are edited: the borders of paragraphs and of tables, and drawn lines."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from checks.drawn_lines import Line
from documents.editing.drawings import DrawnLine, drawn_lines
from documents.editing.package import W
from documents.editing.properties import Tracking, set_property
from documents.layout import Border, SetParagraph
from xianjie.repair.model import Work
from xianjie.repair.places import node_of

_EIGHTHS = 8 * 72 / 25.4  # in a millimetre
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV", "between", "bar")
_BEFORE_BORDERS = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd",
)  # fmt: skip


def eighths(millimetres: float) -> int:
    return round(millimetres * _EIGHTHS)


def set_rule(work: Work, line: Line, *, colour: str = "", millimetres: float = 0) -> bool:
    """Set the colour or the thickness of a line; says whether it was found."""
    node = node_of(work, line.paragraph)
    if node is None:
        return False
    if not line.edge:
        drawn = drawn_line(work, line)
        if drawn is not None and colour:
            drawn.set_colour(colour)
        if drawn is not None and millimetres:
            drawn.set_width(eighths(millimetres) / 8)
        return drawn is not None
    values = {**({"color": colour} if colour else {}), **({"sz": str(eighths(millimetres))} if millimetres else {})}
    if line.paragraph.part == "table":
        return _set_cell_edge(node, line.edge, values)
    set_paragraph_edge(node, line.paragraph, line.edge, values, work.tracking)
    return True


def drawn_line(work: Work, line: Line) -> DrawnLine | None:
    """The shape of a drawn line: of those at its paragraph the one that looks like it."""
    rules = [rule for rule in work.layout.rules if rule.place == line.paragraph.place]
    nodes = work.parts.paragraphs.get(line.paragraph.place.paragraph or 0, [])
    shapes = [shape for node in nodes for shape in drawn_lines(node)]
    if len(rules) != len(shapes):
        return None
    pairs = zip(rules, shapes, strict=True)
    return next((s for r, s in pairs if (r.length, r.colour, r.kind) == (line.length, line.colour, line.kind)), None)


def redraw(work: Work, line: Line, length: int, left: int) -> bool:
    """Give a drawn line another length, from `left` on the page."""
    drawn = drawn_line(work, line)
    rule = next((r for r in work.layout.rules if r.place == line.paragraph.place and r.length == line.length), None)
    if drawn is None or rule is None:
        return False
    drawn.set_length(length)
    drawn.move(left - rule.left, 0)
    return True


# ---- borders of paragraphs ---------------------------------------------------------------------------------------


def set_paragraph_edge(
    node: etree._Element, paragraph: SetParagraph, edge: str, values: Mapping[str, str], tracking: Tracking | None
) -> None:
    """Set one border directly; those that a style gives come along, since direct borders take the place of all."""
    set_property(node, "pPr", "pBdr", {}, tracking)
    borders = node.find(f"{W}pPr/{W}pBdr")
    assert borders is not None
    if not len(borders):
        for name, border in (("top", paragraph.top), ("bottom", paragraph.bottom)):
            if border is not None:
                _edge(borders, name, _as_values(border))
    _edge(borders, edge, values)


def _as_values(border: Border) -> dict[str, str]:
    colour = border.colour or "auto"
    return {"val": border.kind, "sz": str(border.width), "space": str(border.space), "color": colour}


def _edge(borders: etree._Element, name: str, values: Mapping[str, str]) -> None:
    found = borders.find(W + name)
    if found is None:
        found = etree.Element(W + name, {W + "val": "single"})
        rank = _EDGES.index(name)
        after = [child for child in borders if _EDGES.index(etree.QName(child).localname) > rank]
        borders.insert(borders.index(after[0]) if after else len(borders), found)
    for key, value in values.items():
        found.set(W + key, value)


# ---- borders of tables -------------------------------------------------------------------------------------------


def _set_cell_edge(node: etree._Element, edge: str, values: Mapping[str, str]) -> bool:
    """Where the line of a cell is stated: at the cell, else at the table."""
    cell, table = ancestor(node, "tc"), ancestor(node, "tbl")
    own = None if cell is None else cell.find(f"{W}tcPr/{W}tcBorders/{W}{edge}")
    if own is not None:
        for key, value in values.items():
            own.set(W + key, value)
        return True
    row = ancestor(node, "tr")
    if table is None or row is None:
        return False
    rows = table.findall(W + "tr")
    outer = row is rows[0 if edge == "top" else -1]
    return set_table_edge(table, edge if outer else "insideH", values)


def set_table_edge(table: etree._Element, edge: str, values: Mapping[str, str]) -> bool:
    properties = table.find(W + "tblPr")
    if properties is None:
        return False
    borders = properties.find(W + "tblBorders")
    if borders is None:
        borders = etree.Element(W + "tblBorders")
        at = sum(etree.QName(child).localname in _BEFORE_BORDERS for child in properties)
        properties.insert(at, borders)
    _edge(borders, edge, values)
    return True


def ancestor(node: etree._Element, name: str) -> etree._Element | None:
    return next(node.iterancestors(W + name), None)
