"""What is drawn rather than written: lines, text boxes, seals."""

from __future__ import annotations

import math
import struct
import zlib
from functools import cache

EMU = 36000  # a millimetre
_SERIAL = 'id="{0}" name="图形{0}"'


def anchored(
    graphic: str, *, x: str, y: str, size: tuple[float, float], serial: int, behind: bool = False, wrap: str = "None"
) -> str:
    """A drawing anchored where it stands: `x` and `y` are positionH and positionV."""
    wide, high = (round(length * EMU) for length in size)
    return (
        f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{serial}"'
        f' behindDoc="{int(behind)}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{x}{y}'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrap{wrap}/>'
        f"<wp:docPr {_SERIAL.format(serial)}/><wp:cNvGraphicFramePr/>{graphic}</wp:anchor></w:drawing>"
    )


def horizontal(relative: str, millimetres: float | None = None, align: str = "") -> str:
    return f'<wp:positionH relativeFrom="{relative}">{_where(millimetres, align)}</wp:positionH>'


def vertical(relative: str, millimetres: float | None = None, align: str = "") -> str:
    return f'<wp:positionV relativeFrom="{relative}">{_where(millimetres, align)}</wp:positionV>'


def _where(millimetres: float | None, align: str) -> str:
    return (
        f"<wp:align>{align}</wp:align>" if align else f"<wp:posOffset>{round((millimetres or 0) * EMU)}</wp:posOffset>"
    )


def _shape(body: str) -> str:
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return f'<a:graphic><a:graphicData uri="{uri}"><wps:wsp>{body}</wps:wsp></a:graphicData></a:graphic>'


def _either(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback><w:pict>{fallback}</w:pict></mc:Fallback></mc:AlternateContent>"
    )


def drawn_line(
    length: float,
    points: float,
    *,
    x: str,
    y: str,
    serial: int,
    compound: str = "sng",
    fallback: bool = True,
    colour: str = "FF0000",
) -> str:
    """A line as Word and WPS draw it, with the older form for programs that do not know the newer."""
    geometry = (
        f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(length * EMU)}" cy="0"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{round(points * 12700)}" cmpd="{compound}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/>'
    )
    drawing = anchored(_shape(geometry), x=x, y=y, size=(length, 0), serial=serial)
    return _either(drawing, vml_line(length, points, 0, serial, colour)) if fallback else drawing


def vml_line(length: float, points: float, top: float, serial: int, colour: str = "FF0000") -> str:
    """The older form; `top` in points below its paragraph."""
    right = length * 72 / 25.4
    return (
        f'<v:line id="line{serial}" style="position:absolute;z-index:{serial};mso-position-horizontal-relative:text;'
        f'mso-position-vertical-relative:text" from="0,{top:.2f}pt" to="{right:.2f}pt,{top:.2f}pt"'
        f' strokecolor="#{colour}" strokeweight="{points}pt"/>'
    )


def text_box(paragraphs: str, *, x: str, y: str, size: tuple[float, float], serial: int) -> str:
    """A text box without frame or inset, with the older form beside it."""
    wide, high = size
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    body = (
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(wide * EMU)}" cy="{round(high * EMU)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f'<wps:txbx>{content}</wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>'
    )
    style = f"position:absolute;width:{wide:.1f}mm;height:{high:.1f}mm;z-index:{serial}"
    inside = f'<v:textbox inset="0,0,0,0">{content}</v:textbox>'
    fallback = (
        f'<v:shape id="box{serial}" type="#_x0000_t202" style="{style}" filled="f" stroked="f">{inside}</v:shape>'
    )
    return _either(anchored(_shape(body), x=x, y=y, size=size, serial=serial), fallback)


def picture(relationship: str, *, x: str, y: str, size: tuple[float, float], serial: int, behind: bool = True) -> str:
    return anchored(_graphic(relationship, size, serial), x=x, y=y, size=size, serial=serial, behind=behind)


def inline(relationship: str, *, size: tuple[float, float], serial: int) -> str:
    """A picture that stands in the line like a character."""
    wide, high = (round(length * EMU) for length in size)
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f"<wp:docPr {_SERIAL.format(serial)}/>{_graphic(relationship, size, serial)}</wp:inline></w:drawing>"
    )


def _graphic(relationship: str, size: tuple[float, float], serial: int) -> str:
    wide, high = (round(length * EMU) for length in size)
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<a:graphic><a:graphicData uri="{uri}"><pic:pic><pic:nvPicPr><pic:cNvPr {_SERIAL.format(serial)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic>"
    )


# ---- pictures ----------------------------------------------------------------------------------------------------


@cache
def seal_png(side: int = 96) -> bytes:
    """A round red seal with a star, of nobody."""
    middle = (side - 1) / 2

    def inked(column: int, row: int) -> bool:
        across, down = (column - middle) / middle, (row - middle) / middle
        radius, angle = math.hypot(across, down), math.atan2(across, -down)
        turn = abs((angle * 5 / math.tau + 0.5) % 1 - 0.5) * math.tau / 5
        star = 0.115 / max(math.cos(math.pi / 5 * 2 - turn), 0.2)
        return 0.9 <= radius <= 1 or radius <= min(star, 0.32)

    return _png(side, side, inked)


@cache
def stamp_png(wide: int = 120, high: int = 48) -> bytes:
    """A name written by hand, as a signature stamp has it."""

    def inked(column: int, row: int) -> bool:
        wave = high / 2 + high / 3 * math.sin(column / 9) * math.cos(column / 23)
        return abs(row - wave) < 2.5

    return _png(wide, high, inked)


def _png(wide: int, high: int, inked: object) -> bytes:
    assert callable(inked)
    ink, clear = b"\xd8\x10\x10\xff", b"\xff\xff\xff\x00"
    rows = b"".join(b"\0" + b"".join(ink if inked(c, r) else clear for c in range(wide)) for r in range(high))
    header = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
