"""An xlsx workbook annotated in its package: members that need no change keep their bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ledgers.annotated.cell_fills import with_styles
from ledgers.annotated.comments import with_notes
from ledgers.annotated.marks import AnnotationError, Mark, Opinion, note_text
from ledgers.annotated.note_shapes import blocks_used, with_shapes
from ledgers.annotated.opinion_sheet import add_opinion_sheet
from ledgers.annotated.sheet_children import legacy_drawing_id, with_legacy_drawing
from ledgers.annotated.style_sheet import MINIMAL, StyleSheet
from ledgers.annotated.threads import reply_in_threads
from ledgers.annotated.xml_parts import Parts
from ledgers.readers.package import Package
from ledgers.readers.references import cell_position, column_letters
from ledgers.readers.repackaging import repackage
from ledgers.readers.sheet_form import canonical
from ledgers.readers.sheet_xml import merged_ranges
from ledgers.readers.workbook_parts import WORKBOOK, Relationship, relationships, sheet_parts, styles_part

Position = tuple[int, int]

_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def annotate_package(
    package: Package, marks: Iterable[Mark], *, fill: bool, opinions: Sequence[Opinion] | None
) -> bytes:
    parts = Parts(package)
    members = {part.name: part.member for part in sheet_parts(package)}
    styles_member = styles_part(package)
    styles = StyleSheet(package.read(styles_member) if styles_member else MINIMAL)
    blocks = blocks_used(parts.read(name) for name in package.members if name.lower().endswith(".vml"))
    for sheet, sheet_marks in _by_sheet(marks, members).items():
        _annotate_sheet(parts, members[sheet], sheet_marks, blocks, styles if fill else None)
    if opinions is not None:
        add_opinion_sheet(parts, styles, opinions)
    if fill or opinions is not None:
        _write_styles(parts, styles_member, styles)
    return repackage(package, parts.changes)


def _by_sheet(marks: Iterable[Mark], members: Mapping[str, str]) -> dict[str, list[Mark]]:
    sheets: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.sheet is None or mark.sheet not in members:
            raise AnnotationError(f"不能批注：工作簿中没有工作表“{mark.sheet}”")
        sheets[mark.sheet].append(mark)
    return sheets


def _write_styles(parts: Parts, member: str | None, styles: StyleSheet) -> None:
    if member is None:
        member = "xl/styles.xml"
        parts.relate(WORKBOOK, "styles", member)
        parts.declare(member, _STYLES_TYPE)
    parts.write(member, styles.content())


def _annotate_sheet(
    parts: Parts, member: str, marks: Sequence[Mark], blocks: set[int], styles: StyleSheet | None
) -> None:
    original = parts.read(member)
    xml = canonical(original)
    cells = _marked_cells(xml, marks)
    if styles is not None:
        xml = with_styles(xml, cells, styles.highlighted)
    notes = {_reference(position): note_text(texts) for position, texts in cells.items()}
    xml = _with_notes(parts, member, xml, notes, blocks)
    if xml is not original and xml != original:
        parts.write(member, xml)


def _marked_cells(xml: bytes, marks: Sequence[Mark]) -> dict[Position, list[Mark]]:
    """By cell; inside a merged range the cell that is seen stands for the others."""
    seen = _MergedCells(merged_ranges(xml))
    cells: dict[Position, list[Mark]] = defaultdict(list)
    for mark in marks:
        first, _, _ = mark.cell.partition(":")
        cells[seen.of(cell_position(first))].append(mark)
    return dict(sorted(cells.items()))


class _MergedCells:
    """Finds the range of a cell by its row: a ledger may merge the cells of each household."""

    def __init__(self, ranges: Iterable[tuple[int, int, int, int]]) -> None:
        self._by_row: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for bounds in ranges:
            for row in range(bounds[0], min(bounds[2], bounds[0] + 100_000) + 1):
                self._by_row[row].append(bounds)

    def of(self, position: Position) -> Position:
        for top, left, _, right in self._by_row.get(position[0], ()):
            if left <= position[1] <= right:
                return top, left
        return position


def _reference(position: Position) -> str:
    return f"{column_letters(position[1])}{position[0] + 1}"


def _with_notes(parts: Parts, member: str, xml: bytes, notes: Mapping[str, str], blocks: set[int]) -> bytes:
    related = relationships(parts.package, member)
    comments = next((r.target for r in related if r.kind == "comments" and r.target in parts), None)
    content, added = with_notes(parts.read(comments) if comments else None, notes)
    parts.write(comments or _new_comments(parts, member), content)
    reply_in_threads(parts, related, notes)
    drawing = _drawing(parts, xml, related)
    shapes = with_shapes(parts.read(drawing) if drawing else None, {cell: notes[cell] for cell in added}, blocks)
    if drawing:
        if added:
            parts.write(drawing, shapes)
        return xml
    return with_legacy_drawing(xml, _new_drawing(parts, member, shapes))


def _drawing(parts: Parts, xml: bytes, related: Sequence[Relationship]) -> str | None:
    identifier = legacy_drawing_id(xml)
    return next((r.target for r in related if r.id == identifier and r.target in parts), None)


def _new_comments(parts: Parts, member: str) -> str:
    name = parts.free_name("xl/comments{}.xml")
    parts.relate(member, "comments", name)
    parts.declare(name, _COMMENTS_TYPE)
    return name


def _new_drawing(parts: Parts, member: str, shapes: bytes) -> str:
    name = parts.free_name("xl/drawings/vmlDrawing{}.vml")
    parts.write(name, shapes)
    parts.declare_extension("vml", _DRAWING_TYPE)
    return parts.relate(member, "vmlDrawing", name)
