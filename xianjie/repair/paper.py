"""Repairs of the page: paper, margins, lines, characters in a line."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from checks.official_pages import Span, area, before, body_of, figure, line_height, main_run, millimetres, pitch, points
from checks.topics.document_page import room_around_lines, upright_a4, wrong_margins
from documents.editing.package import W
from documents.editing.properties import set_property
from documents.layout import TWIPS_PER_MILLIMETRE, TWIPS_PER_POINT, Section, SetParagraph
from xianjie.repair.formatting import set_line, set_room_before
from xianjie.repair.model import Change, Work
from xianjie.repair.places import node_of, sections_of, stretches_of


def _twips(length: float) -> int:
    return round(length * TWIPS_PER_MILLIMETRE)


def _page(work: Work, before_: str, after: str) -> Change:
    return Change(work.code, None, "版面", before_, after)


# ---- 纸张、页边距 -------------------------------------------------------------------------------------------------


def paper(work: Work) -> list[Change]:
    wide, high = (_twips(work.form[name].value) for name in ("paper_width", "paper_height"))
    changes = []
    for section, node in sections_of(work):
        size = (high, wide) if section.width > section.height else (wide, high)
        if any(abs(one - other) > TWIPS_PER_MILLIMETRE for one, other in zip(size, _size(section), strict=True)):
            values = {"w": str(size[0]), "h": str(size[1]), "code": None}
            set_property(node, "sectPr", "pgSz", values, work.tracking)
            changes.append(_page(work, f"纸张{_sides(_size(section))}", f"A4（{_sides(size)}）"))
    return list(dict.fromkeys(changes))


def _size(section: Section) -> tuple[int, int]:
    return section.width, section.height


def _sides(size: tuple[int, int]) -> str:
    return " × ".join(figure(round(millimetres(side))) for side in size) + "毫米"


def margins(work: Work) -> list[Change]:
    """Across and down apart: where only the one is wrong, the other stays. The head stays where it is on the paper."""
    nodes = {id(section): node for section, node in sections_of(work)}
    slack = room_around_lines(work.document, work.layout)
    changes: list[Change] = []
    for section in upright_a4(work.layout, work.form):
        wrong = {name for name, _, _ in wrong_margins(section, slack, work.form)}
        values = {**(_down(work, section) if wrong & _names(work) else {}), **_across(work, section, wrong)}
        if values:
            set_property(nodes[id(section)], "sectPr", "pgMar", {k: str(v) for k, v in values.items()}, work.tracking)
            changes.append(_page(work, _margins(section, {}), _margins(section, values)))
        if section is work.layout.sections[0] and "top" in values:
            changes += _keep_head(work, section.top - values["top"])
    return list(dict.fromkeys(changes))


def _names(work: Work) -> set[str]:
    return {work.form[name].title for name in ("top_margin", "text_height")}


def _down(work: Work, section: Section) -> dict[str, int]:
    top = _twips(work.form["top_margin"].value)
    return {"top": top, "bottom": section.height - top - _twips(work.form["text_height"].value)}


def _across(work: Work, section: Section, wrong: set[str]) -> dict[str, int]:
    if not wrong - _names(work):
        return {}
    left = _twips(work.form["binding_margin"].value)
    return {"left": left, "right": section.width - left - _twips(work.form["text_width"].value), "gutter": 0}


def _margins(section: Section, values: dict[str, int]) -> str:
    sides = (("上", "top"), ("下", "bottom"), ("左", "left"), ("右", "right"))
    lengths = (f"{name}{figure(round(millimetres(values.get(side, getattr(section, side)))))}" for name, side in sides)
    return f"页边距{'、'.join(lengths)}毫米"


def _keep_head(work: Work, room: int) -> Iterator[Change]:
    """More or less room above the 标志, so that a new margin does not move it."""
    element = work.document.element("发文机关标志")
    mark = next((p for p in work.layout.paragraphs if element and p.place == element.place and p.text.strip()), None)
    node = node_of(work, mark) if mark and mark.part == "body" and mark.before + room >= 0 else None
    if mark and node is not None and not any(p.page_break_before for p in before(work.layout, mark)):
        set_room_before(node, mark.before + room, work.tracking)
        old, new = (f"段前{figure(points(length))}磅" for length in (mark.before, mark.before + room))
        yield Change(work.code, mark.place.paragraph, "发文机关标志", old, f"{new}（标志在纸上的位置不变）")


# ---- 行距 --------------------------------------------------------------------------------------------------------


def line_pitch(work: Work) -> list[Change]:
    """The pitch that brings the lines of the form onto the page, wherever lines are as high as those of the body."""
    wrong = pitch(work.layout, work.document)
    rule = work.form["text_height"].value / work.form["lines_a_page"].value * TWIPS_PER_MILLIMETRE
    wanted = math.floor(rule)
    body = next((g for _, g in body_of(work.document, work.layout) if line_height(work.layout, g) == wrong), None)
    if wrong is None or body is None:
        return []
    was = f"行距{figure(round(points((wrong.least + wrong.most) / 2), 1))}磅"
    becomes = f"固定值{figure(points(wanted))}磅"
    section = work.layout.sections[body.section]
    if section.grid and body.snaps_to_grid and body.line_rule == "auto" and body.line == _SINGLE:
        _set_grids(work, section.line_pitch, wanted)
        return [_page(work, f"文档网格{was}", f"{figure(points(wanted))}磅")]
    count = _set_lines(work, wrong, wanted)
    return [_page(work, was, f"{becomes}（{count}段）")] if count else []


_SINGLE = 240


def _set_grids(work: Work, was: int, wanted: int) -> None:
    for section, node in sections_of(work):
        if section.grid and section.line_pitch == was:
            set_property(node, "sectPr", "docGrid", {"linePitch": str(wanted)}, work.tracking)


def _set_lines(work: Work, wrong: Span, wanted: int) -> int:
    """Says how many paragraphs were set anew."""
    element = work.document.element("发文机关标志")
    head = element.paragraph or 0 if element else 0  # what stands above it keeps it in its place
    count = 0
    for paragraph in work.layout.paragraphs:
        alike = paragraph.part == "body" and line_height(work.layout, paragraph) == wrong
        node = node_of(work, paragraph) if alike and (paragraph.place.paragraph or 0) > head else None
        if node is not None and not _holds_picture(node) and _fits(paragraph, wanted):
            set_line(node, wanted, work.tracking)
            count += 1
    return count


def _holds_picture(node: etree._Element) -> bool:
    """A picture in the line would be cut off by a line of fixed height."""
    return any(node.find(f".//{name}") is not None for name in (f"{_DRAWING}inline", f"{W}object"))


_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def _fits(paragraph: SetParagraph, wanted: int) -> bool:
    return all(run.size * TWIPS_PER_POINT / 2 <= wanted for run in paragraph.runs)


# ---- 每行字数 -----------------------------------------------------------------------------------------------------


def characters_a_line(work: Work) -> list[Change]:
    """The spacing between characters with which the form's number of them fills a line."""
    run = main_run(paragraph for _, paragraph in body_of(work.document, work.layout))
    if run is None:
        return []
    room = area(work.layout.sections[0]) / work.form["characters_a_line"].value
    wanted = math.floor(room - run.size * TWIPS_PER_POINT / 2)
    count = _set_spacing(work, run.size, run.spacing, wanted)
    words = (f"字间距{figure(points(run.spacing))}磅", f"{figure(points(wanted))}磅（{count}段）")
    return [_page(work, *words)] if count else []


def _set_spacing(work: Work, size: int, wrong: int, wanted: int) -> int:
    """Says in how many paragraphs characters were set anew."""
    count = 0
    for paragraph in work.layout.paragraphs:
        node = node_of(work, paragraph) if paragraph.part == "body" else None
        stretches = stretches_of(node, paragraph) if node is not None else []
        alike = [one for one in stretches if (one.run.size, one.run.spacing) == (size, wrong)]
        for stretch in alike:
            set_property(stretch.node, "rPr", "spacing", {"val": str(wanted)}, work.tracking)
        count += bool(alike)
    return count
