"""A PDF with ruled tables of Chinese text, as WPS exports a sheet: one page a table, every cell drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.ledgers.readers.made_files import pdf_file

WIDTH, HEIGHT, SIZE, MARGIN = 110, 16, 4, 30

_SYSTEM = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Unicode def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange {chars} endcmap end end"
)


def chinese_pdf(pages: Sequence[Sequence[Sequence[str | None]]]) -> bytes:
    """One ruled table a page, as large as it takes."""
    used = sorted({char for rows in pages for row in rows for text in row for char in text or ""})
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/FontDescriptor 6 0 R/CIDSystemInfo %s>>" % _SYSTEM,
        _stream(_CMAP.format(chars="\n".join(_named(used))).encode()),
        b"<</Type/FontDescriptor/FontName/Song/Flags 4/Ascent 880/Descent -120/FontBBox[0 -120 1000 880]>>",
    ]
    kids = []
    for rows in pages:
        width, height = 2 * MARGIN + WIDTH * max(map(len, rows)), 2 * MARGIN + HEIGHT * len(rows)
        objects.append(_stream("\n".join(_drawn(rows, height - MARGIN)).encode()))
        box = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {len(objects)} 0 R"
        objects.append(f"{box}/Resources<</Font<</F 3 0 R>>>>>>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return pdf_file(objects)


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _named(used: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(used), 100):
        part = used[start : start + 100]
        yield f"{len(part)} beginbfchar"
        yield from (f"<{ord(char):04X}> <{ord(char):04X}>" for char in part)
        yield "endbfchar"


def _drawn(rows: Sequence[Sequence[str | None]], top: float) -> Iterator[str]:
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x, y = MARGIN + WIDTH * c, top - HEIGHT * (r + 1)
            written = f"BT /F {SIZE} Tf {x + 3} {y + 6} Td <{text.encode('utf-16-be').hex()}> Tj ET" if text else ""
            yield f"{x} {y} {WIDTH} {HEIGHT} re S {written}"
