"""Repairs of 版记: its rules and their thickness, its indents."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from checks.drawn_lines import Line
from checks.official_pages import area, elements_of, figure, first_indent, millimetres, paragraphs_of, section_of
from checks.topics.document_imprint import imprint_lines
from documents.editing.package import W
from documents.editing.properties import Tracking, set_property
from documents.layout import TWIPS_PER_MILLIMETRE, SetParagraph
from policies.forms.form import FormRule
from xianjie.repair.formatting import set_line, set_room_before, set_size
from xianjie.repair.model import Change, Work
from xianjie.repair.paragraphs import shift_to
from xianjie.repair.places import node_of, told
from xianjie.repair.rules import ancestor, eighths, redraw, set_paragraph_edge, set_rule, set_table_edge

_HALF = 1 / 2  # of a character
_SLIP = 2 * TWIPS_PER_MILLIMETRE
_RULE_LINE, _RULE_SIZE = 80, 2  # twips and points: a paragraph that is but a rule takes no room
_BLACK = "000000"


def rule_width(work: Work) -> list[Change]:
    imprint, lines = imprint_lines(work.document, work.layout)
    changes: list[Change] = []
    for above, line in lines:
        rule = _rule(work, above, len(imprint))
        if not rule.allows(round(line.width, 2)) and set_rule(work, line, millimetres=rule.value):
            words = (f"{rule.title}粗{line.width:.2f}毫米", f"{figure(rule.value)}毫米")
            untracked = not line.edge or line.paragraph.part == "table"
            changes.append(Change(work.code, line.paragraph.place.paragraph, "版记", *words, untracked))
    return list(dict.fromkeys(changes))


def _rule(work: Work, above: int, count: int) -> FormRule:
    return work.form["imprint_outer_rule" if above in (0, count) else "imprint_inner_rule"]


# ---- 缺分隔线、不与版心等宽 ------------------------------------------------------------------------------------------


def rules(work: Work) -> list[Change]:
    imprint, lines = imprint_lines(work.document, work.layout)
    there = {above for above, _ in lines}
    missing = [above for above in range(len(imprint) + 1) if above not in there]
    tables = [ancestor(node, "tbl") for p in imprint if (node := node_of(work, p)) is not None]
    if not missing:
        return _widened(work, lines)
    if all(p.part == "table" for p in imprint) and all(table is tables[0] for table in tables):
        return _table_rules(work, imprint, missing, tables[0])
    if all(p.part == "body" for p in imprint):
        return [change for above in missing for change in _paragraph_rule(work, imprint, above)]
    return []


def _table_rules(
    work: Work, imprint: list[SetParagraph], missing: list[int], table: etree._Element | None
) -> list[Change]:
    changes = []
    for above in missing:
        edge = {0: "top", len(imprint): "bottom"}.get(above, "insideH")
        rule = _rule(work, above, len(imprint))
        values = {"val": "single", "sz": str(eighths(rule.value)), "space": "0", "color": _BLACK}
        if table is not None and set_table_edge(table, edge, values):
            changes.append(_added(work, imprint, above, rule, untracked=True))
    return changes


def _added(work: Work, imprint: list[SetParagraph], above: int, rule: FormRule, *, untracked: bool) -> Change:
    at = imprint[min(above, len(imprint) - 1)]
    after = f"{figure(rule.value)}毫米的分隔线"
    which = {0: "首条", len(imprint): "末条"}.get(above, "中间")
    return Change(work.code, at.place.paragraph, "版记", f"没有{which}分隔线", after, untracked)


def _paragraph_rule(work: Work, imprint: list[SetParagraph], above: int) -> Iterator[Change]:
    """A paragraph of its own without indents: the border of one with indents is shorter than the text area."""
    node = node_of(work, imprint[min(above, len(imprint) - 1)])
    if node is not None:
        rule = _rule(work, above, len(imprint))
        _insert_rule(node, eighths(rule.value), work.tracking, below=above == len(imprint))
        yield _added(work, imprint, above, rule, untracked=False)


def _insert_rule(node: etree._Element, width: int, tracking: Tracking | None, *, below: bool) -> None:
    made = etree.Element(W + "p")
    borders = etree.SubElement(etree.SubElement(made, W + "pPr"), W + "pBdr")
    values = {"val": "single", "sz": str(width), "space": "0", "color": _BLACK}
    etree.SubElement(borders, W + "top", {W + key: value for key, value in values.items()})
    set_line(made, _RULE_LINE, None)
    set_room_before(made, 0, None)
    set_property(made, "pPr", "spacing", {"after": "0"})
    set_property(made, "pPr", "ind", dict.fromkeys(("left", "right", "firstLine"), "0"))
    sized = etree.Element(W + "r")
    set_size(sized, _RULE_SIZE, None)
    mark = deepcopy(sized[0])
    if tracking is not None:
        mark.insert(0, tracking.mark("ins"))
    made[0].append(mark)
    (node.addnext if below else node.addprevious)(made)


def _widened(work: Work, lines: list[tuple[int, Line]]) -> list[Change]:
    changes: list[Change] = []
    done: set[int] = set()
    for above, line in lines:
        room = area(section_of(work.layout, line.paragraph))
        if line.length is None or abs(line.length - room) <= _SLIP:
            continue
        before, after = (f"分隔线长{figure(millimetres(length))}毫米" for length in (line.length, room))
        if line.edge:
            _to_own_paragraph(work, line, insert=above not in done)
            done.add(above)
        elif not redraw(work, line, room, section_of(work.layout, line.paragraph).left):
            continue
        changes.append(Change(work.code, line.paragraph.place.paragraph, "版记", before, after, not line.edge))
    return list(dict.fromkeys(changes))


def _to_own_paragraph(work: Work, line: Line, *, insert: bool) -> None:
    node = node_of(work, line.paragraph)
    if node is None:
        return
    set_paragraph_edge(node, line.paragraph, line.edge, {"val": "nil"}, work.tracking)
    if insert:
        _insert_rule(node, eighths(line.width), work.tracking, below=line.edge == "bottom")


# ---- 抄送、印发 ---------------------------------------------------------------------------------------------------


def indents(work: Work) -> list[Change]:
    count = work.form["imprint_indent"].value
    named = {finding.element for finding in work.findings}
    changes: list[Change] = []
    for element in elements_of(work.document, "抄送机关", "印发机关"):
        for paragraph in paragraphs_of(work.layout, element)[:1] if element.kind in named else ():
            if abs(first_indent(paragraph) - count) > _HALF:
                changes += told(work, element.kind, shift_to(work, paragraph, count))
    return changes
