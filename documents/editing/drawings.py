"""Lines drawn in a paragraph: as Word and WPS keep them, with the older form beside them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from documents.editing.package import FALLBACK, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU_PER_TWIP = 635
_EMU_PER_POINT = 12700
_TWIPS_PER_POINT = 20
_LINES = ("line", "straightConnector1")
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4}


class DrawnLine(Struct, frozen=True):
    """A drawn line: its w:drawing, and its VML, in place of it or beside it; lengths are twips."""

    drawing: etree._Element | None
    vml: etree._Element | None

    def set_colour(self, colour: str) -> None:
        for pen in self._pens():
            for fill in pen.findall(_A + "solidFill"):
                pen.remove(fill)
            fill = etree.Element(_A + "solidFill")
            etree.SubElement(fill, _A + "srgbClr", {"val": colour})
            pen.insert(0, fill)
        if self.vml is not None:
            self.vml.set("strokecolor", f"#{colour}")

    def set_width(self, points: float) -> None:
        for pen in self._pens():
            pen.set("w", str(round(points * _EMU_PER_POINT)))
        if self.vml is not None:
            self.vml.set("strokeweight", f"{points:.2f}pt")

    def set_length(self, length: int) -> None:
        if self.drawing is not None:
            for node in (*self.drawing.iter(_WP + "extent"), *self.drawing.iter(_A + "ext")):
                if node.get("cx") is not None:
                    node.set("cx", str(length * _EMU_PER_TWIP))
        if self.vml is not None:
            left, top = _point(self.vml.get("from"))
            self.vml.set("to", _written(left + length, top))

    def move(self, across: int, down: int) -> None:
        """Where it stands by an offset; one that is aligned to the page stays so."""
        for axis, shift in (("H", across), ("V", down)):
            path = f".//{_WP}position{axis}/{_WP}posOffset"
            for offset in () if self.drawing is None else self.drawing.iterfind(path):
                offset.text = str(int(offset.text or "0") + shift * _EMU_PER_TWIP)
        if self.vml is not None:
            for end in ("from", "to"):
                left, top = _point(self.vml.get(end))
                self.vml.set(end, _written(left + across, top + down))

    def _pens(self) -> Iterator[etree._Element]:
        if self.drawing is not None:
            yield from self.drawing.iter(_A + "ln")


def drawn_lines(paragraph: etree._Element) -> list[DrawnLine]:
    """The lines anchored in a paragraph, in order; those within text boxes are the boxes' own."""
    return list(_within(paragraph))


def _within(node: etree._Element, fallback: etree._Element | None = None) -> Iterator[DrawnLine]:
    for child in node:
        if child.tag == FALLBACK.replace("Fallback", "AlternateContent"):
            yield from _within(child[0], child.find(FALLBACK))
        elif child.tag == W + "drawing":
            if _is_line(child):
                yield DrawnLine(child, None if fallback is None else fallback.find(f".//{_V}line"))
        elif child.tag == W + "pict":
            yield from (DrawnLine(None, line) for line in child.iter(_V + "line"))
        elif child.tag not in (W + "txbxContent", W + "pPr", W + "rPr", FALLBACK):
            yield from _within(child, fallback)


def _is_line(drawing: etree._Element) -> bool:
    shapes = list(drawing.iter(_WPS + "wsp"))
    geometry = drawing.find(f".//{_WPS}spPr/{_A}prstGeom")
    return len(shapes) == 1 and geometry is not None and geometry.get("prst") in _LINES


def _point(text: str | None) -> tuple[int, int]:
    across, _, down = (text or "0,0").partition(",")
    return _twips(across), _twips(down)


def _twips(text: str) -> int:
    bare = text.strip()
    unit = _UNITS.get(bare[-2:], 15.0)
    return round(float(bare[:-2] if bare[-2:] in _UNITS else bare or "0") * unit)


def _written(left: int, top: int) -> str:
    return f"{left / _TWIPS_PER_POINT:.2f}pt,{top / _TWIPS_PER_POINT:.2f}pt"
