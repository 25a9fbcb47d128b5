"""From lines to the body of a document: paragraphs with their gaps, 版头, sign-off, tables, sections, 版记."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from msgspec.structs import replace

from tests.specimens import heads, shapes, sign_off
from tests.specimens.lines import House, Line, Specimen, looks
from tests.specimens.paragraphs import AREA, paragraph_properties, run_properties, runs, twips, width

HEAD_ROLES = ("份号", "密级", "紧急程度", "标志", "文号", "签发人")
IMPRINT_ROLES = ("抄送", "印发")
INNER = ("附件标记", "内文标题", "来文标题")
_LEVELS = {"一级": 0, "二级": 1, "三级": 2, "四级": 3}
_TYPED_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.|（\d+）)")


def body(specimen: Specimen) -> str:
    """What stands within w:body."""
    return "".join(Setter(specimen).everything())


class Setter:
    """Sets one specimen, line after line."""

    def __init__(self, specimen: Specimen) -> None:
        self.house = specimen.house
        self.lines = specimen.lines
        self.serial = count(1)
        self.list_number = 1

    def everything(self) -> Iterator[str]:
        head = [line for line in self.lines if line.role in HEAD_ROLES]
        imprint = [line for line in self.lines if line.role in IMPRINT_ROLES]
        yield from heads.head(self, head)
        laid = sign_off.laid_out(
            [line for line in self.lines if line.role not in HEAD_ROLES + IMPRINT_ROLES], self.house
        )
        above: Line | None = None
        for line in laid:
            if line.role == self.house.imprint_before:
                yield from self._imprint(imprint)
                imprint = []
            yield from self._line(self._opening(line, above))
            above = line
        yield from self._imprint(imprint)
        yield section(self.house)

    def _opening(self, line: Line, above: Line | None) -> Line:
        """The first line of each part with the room above it that belongs there."""
        first = above is None or above.role != line.role
        look = dict(line.look)
        if line.role in INNER and first:
            self.list_number += line.role != "附件标记" or above is not None
            look.setdefault("new_page", True)
        if line.role == "附件标题" and first:
            look.setdefault("above", 1)
        if line.role == "标题" and first:
            look.setdefault("above", 2)
        if line.role in ("附件说明", "来文文号", "出席") and first:
            look.setdefault("above", 1)
        if (
            above is not None
            and above.role in ("附件标题", "内文标题", "来文标题", "来文文号")
            and first
            and line.role not in ("来文文号", "表")
        ):
            look.setdefault("above", 1)
        if line.role == "正文" and (above is None or (above.role == "标题" and look.get("opens") is None)):
            look.setdefault("above", 1 if above is not None else 2)
        return replace(line, look=look)

    def _line(self, line: Line) -> Iterator[str]:
        if line.role == "表":
            yield self.table(line)
        elif line.role == "分节":
            yield f"<w:p><w:pPr>{section(self.house, landscape=line.text == 'landscape')}</w:pPr></w:p>"
        else:
            yield self.paragraph(line)

    # ---- paragraphs

    def paragraph(self, line: Line, *, drawn: str = "", **more: str) -> str:
        """The paragraph, after the blank ones above it; `drawn` is anchored in it."""
        look = self.house.look(line)
        blanks = look.get("above", 0)
        page_break = look.get("new_page")
        if blanks and self.house.gaps == "spacing" and not page_break:
            look["before"] = look.get("before", 0) + blanks * self.house.pitch
            blanks = 0
        if self.house.numbering == "automatic" and line.role in _LEVELS:
            look["level"] = _LEVELS[line.role]
            line = replace(line, text=_TYPED_NUMBER.sub("", line.text))
            more["numPr"] = f'<w:numPr><w:ilvl w:val="{look["level"]}"/><w:numId w:val="{self.list_number}"/></w:numPr>'
        if self.house.indents == "spaces":
            line, look = _by_spaces(line, look)
        return self.blank() * blanks + self._one(line, look, drawn + line.look.get("drawn", ""), more)

    def blank(self, points: float | None = None) -> str:
        look = self.house.look(Line("空行")) | ({"line": points, "size": min(points, 16)} if points else {})
        return self._one(Line("空行"), look, "", {})

    def _one(self, line: Line, look: Mapping[str, Any], drawn: str, more: Mapping[str, str]) -> str:
        inherited = self._inherited(line)
        given = dict(more)
        if self.house.method in ("style", "theme") and line.role in looks():
            given["pStyle"] = f'<w:pStyle w:val="{style_id(line.role)}"/>'
            if not line.look and not more and look == self.house.look(line):
                properties = given["pStyle"]
            else:
                properties = paragraph_properties(look, self.house, **given)
        else:
            if self.house.method == "defaults" and not {"line", "before", "after"} & set(look):
                given["spacing"] = ""
            properties = paragraph_properties(look, self.house, **given)
        mark = run_properties(look, self.house, inherited=inherited)
        anchor = f"<w:r>{drawn}</w:r>" if drawn else ""
        return (
            f"<w:p><w:pPr>{properties}{mark}</w:pPr>{anchor}{runs(line, look, self.house, inherited=inherited)}</w:p>"
        )

    def _inherited(self, line: Line) -> Mapping[str, Any]:
        if self.house.method in ("style", "theme") and line.role in looks():
            return self.house.look(Line(line.role))
        if self.house.method == "defaults":
            return {"font": "仿宋", "size": 16, "spacing": self.house.spacing}
        return {}

    # ---- tables

    def table(self, line: Line) -> str:
        """A table over the width of a landscape page, its header repeated."""
        wide = twips(225)
        columns = len(line.rows[0])
        cell = wide // columns
        grid = f'<w:tblGrid>{f"""<w:gridCol w:w="{cell}"/>""" * columns}</w:tblGrid>'
        edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _EDGES)
        rows = "".join(self._row(row, cell, header=not index, line=line) for index, row in enumerate(line.rows))
        properties = f'<w:tblPr><w:tblW w:w="{wide}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        return f"<w:tbl>{properties}{grid}{rows}</w:tbl>"

    def _row(self, row: tuple[str, ...], cell: int, *, header: bool, line: Line) -> str:
        role = "表头" if header else "表文"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{cell}" w:type="dxa"/></w:tcPr>{self.paragraph(Line(role, text, look=line.look))}</w:tc>'
            for text in row
        )
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header else ''}{cells}</w:tr>"

    # ---- 版记

    def _imprint(self, lines: list[Line]) -> Iterator[str]:
        if not lines:
            return
        if self.house.imprint_page:
            yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        yield self.blank() * self.house.imprint_push
        if self.house.imprint == "table":
            yield self._imprint_table(lines)
            yield self.blank(1)
        else:
            outer, inner = self.house.imprint_rules
            for index, line in enumerate(lines):
                yield self._imprint_rule(inner if index else outer)
                yield self._imprint_paragraph(line)
            yield self._imprint_rule(outer)

    def _imprint_rule(self, millimetres: float) -> str:
        """A rule over the whole width: drawn, or the border of a paragraph of its own without indents."""
        look: dict[str, Any] = {"line": 4, "size": 2}
        points = millimetres / 25.4 * 72
        if self.house.imprint == "drawn" and points:
            x, y = shapes.horizontal("column", 0), shapes.vertical("paragraph", 0.5)
            drawn = shapes.drawn_line(156, points, x=x, y=y, serial=next(self.serial), colour="000000")
            return self.paragraph(Line("空行", look=look), drawn=drawn)
        borders = {"top": (points, 0, "000000")} if points else {}
        return self.paragraph(Line("空行", look={**look, "borders": borders}))

    def _imprint_paragraph(self, line: Line) -> str:
        more: dict[str, str] = {}
        look = dict(line.look)
        agency, bar, day = line.text.partition("|")
        if bar:
            right = AREA - round(self.house.look(line).get("right", 0) * 280)
            more["tabs"] = f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
            look = {"right": 0, **look}
        return self.paragraph(replace(line, text=f"{agency}\t{day}" if bar else agency, look=look), **more)

    def _imprint_table(self, lines: list[Line]) -> str:
        outer, inner = (round(points / 25.4 * 72 * 8) for points in self.house.imprint_rules)
        sides = {"top": outer, "bottom": outer, "insideH": inner}
        edges = "".join(
            f'<w:{s} w:val="single" w:sz="{w}" w:space="0" w:color="000000"/>' for s, w in sides.items() if w
        )
        afloat = '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom"/>'
        properties = (
            f'<w:tblPr>{afloat}<w:tblW w:w="{AREA}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
        rows = "".join(
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{AREA}" w:type="dxa"/></w:tcPr>{self._imprint_paragraph(line)}</w:tc></w:tr>'
            for line in lines
        )
        return f'<w:tbl>{properties}<w:tblGrid><w:gridCol w:w="{AREA}"/></w:tblGrid>{rows}</w:tbl>'


_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _by_spaces(line: Line, look: dict[str, Any]) -> tuple[Line, dict[str, Any]]:
    """First lines and what stands at the right pushed in by blanks, as a typist does it."""
    blanks = look.get("first", 0)
    bare = {name: value for name, value in look.items() if name not in ("first", "right")}
    if look.get("align") == "right" and line.role != "页码":
        blanks = round(AREA / 320 - look.get("right", 0) - width(line.text))
        bare["align"] = "left"
    elif not blanks:
        return line, look
    return replace(line, text="\u3000" * blanks + line.text), bare


def style_id(role: str) -> str:
    return f"GW{list(looks()).index(role):02d}"


def section(house: House, *, landscape: bool = False) -> str:
    """The sectPr: a landscape page is a portrait one turned, bound at its head."""
    wide, high = map(twips, house.paper)
    margin = {side: twips(length) for side, length in house.margin.items()}
    size = f'<w:pgSz w:w="{wide}" w:h="{high}"/>'
    kind = "landscape" if landscape else "portrait"
    if landscape:
        size = f'<w:pgSz w:w="{high}" w:h="{wide}" w:orient="landscape"/>'
        turned = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
        margin = {side: margin[was] for side, was in turned.items()}
    edges = "".join(f' w:{side}="{length}"' for side, length in margin.items())
    footers = "".join(f'<w:footerReference w:type="{pages}" r:id="{kind}_{pages}"/>' for pages in footer_pages(house))
    grid = (
        f'<w:docGrid w:type="lines" w:linePitch="{round(house.pitch * 20)}"/>'
        if house.pitch_by == "grid"
        else '<w:docGrid w:linePitch="312"/>'
    )
    first = "<w:titlePg/>" if house.first_page_unnumbered else ""
    return (
        f'<w:sectPr>{footers}{size}<w:pgMar{edges} w:header="850" w:footer="{twips(house.footer_distance)}" w:gutter="0"/>'
        f"{first}{grid}</w:sectPr>"
    )


def footer_pages(house: House) -> tuple[str, ...]:
    return {"odd and even": ("default", "even"), "all alike": ("default",), "none": ()}[house.footers]
