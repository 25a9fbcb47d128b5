"""A PDF of Chinese lines, written by hand: one font whose codes are the characters themselves."""

from __future__ import annotations

from collections.abc import Sequence

Line = tuple[float, float, str]  # x and y from the lower left corner, text
SIZE = 16
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def
1 begincodespacerange <0000> <FFFF> endcodespacerange
4 beginbfrange <0020> <00FF> <0020> <2000> <2FFF> <2000> <3000> <9FFF> <3000> <FF00> <FFEF> <FF00> endbfrange
endcmap end end"""


def made_pdf(pages: Sequence[Sequence[Line]]) -> bytes:
    """One page for each sequence of lines; a page without lines has no text layer."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/DW 1000/CIDSystemInfo 7 0 R/FontDescriptor 6 0 R>>",
        _stream(_TO_UNICODE),
        b"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200/ItalicAngle 0>>",
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
    ]
    kids = []
    for lines in pages:
        objects.append(_stream("\n".join(map(_shown, lines)).encode("ascii")))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return _file(objects)


def _shown(line: Line) -> str:
    x, y, text = line
    return f"BT /F {SIZE} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer
