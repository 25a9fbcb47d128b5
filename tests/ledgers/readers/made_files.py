"""Files made for tests, by hand where no library writes what offices hand in. All people are fictional."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx(write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None], **options: bool) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False} | options)
    write(book, book.add_worksheet("台账"))
    book.close()
    return target.getvalue()


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def locked_zip(name: str, content: bytes, password: bytes) -> bytes:
    """An archive of one stored member under the traditional cipher, which no library writes."""
    target = io.BytesIO()
    info = zipfile.ZipInfo(name)
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, bytes(12) + content)
    data = bytearray(target.getvalue())
    checksum = zlib.crc32(content)
    start = data.index(bytes(12) + content[:8])
    header = bytes(11) + bytes([checksum >> 24])
    data[start : start + 12 + len(content)] = _enciphered(header + content, password)
    for signature, flags, crc in ((b"PK\x03\x04", 6, 14), (b"PK\x01\x02", 8, 16)):
        at = data.index(signature)
        data[at + flags] |= 1
        struct.pack_into("<I", data, at + crc, checksum)
        struct.pack_into("<I", data, at + crc + 8, len(content))
    return bytes(data)


def _enciphered(plain: bytes, password: bytes) -> bytes:
    """The stream cipher of the zip specification."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = _crc_of_byte(byte, keys[0])
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc_of_byte(keys[1] >> 24, keys[2])

    for byte in password:
        turn(byte)
    out = bytearray()
    for byte in plain:
        mixed = keys[2] | 2
        out.append(byte ^ ((mixed * (mixed ^ 1)) >> 8 & 0xFF))
        turn(byte)
    return bytes(out)


def _crc_of_byte(byte: int, crc: int) -> int:
    return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


def bare_xlsx(rows: str, *, styles: str = "", shared: str = "", sheet: str = "", after: str = "") -> bytes:
    """A package around hand-written rows; `sheet` replaces the whole sheet, `after` follows its data."""
    body = sheet or f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    parts = {"styles": styles, "sharedStrings": shared}
    relations = [
        ("worksheet", "worksheets/sheet1.xml"),
        *((kind, f"{kind}.xml") for kind, text in parts.items() if text),
    ]
    numbered = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(relations, start=1)
    )
    overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>' + "".join(
        f'<Override PartName="/xl/{target}" ContentType="{SHEET_TYPE}.{kind}+xml"/>' for kind, target in relations
    )
    defaults = (
        f'<Default Extension="rels" ContentType="{RELATIONSHIPS_TYPE}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{numbered}</Relationships>',
        "xl/worksheets/sheet1.xml": body,
        **{f"xl/{kind}.xml": text for kind, text in parts.items() if text},
    }
    return zipped(members)


def styles_of(*formats: int | str) -> str:
    """A style sheet whose cell formats show the built-in numbers or format codes given, in order."""
    codes = {code: 164 + i for i, code in enumerate(f for f in formats if isinstance(f, str))}
    defined = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for code, n in codes.items())
    xfs = "".join(f'<xf numFmtId="{f if isinstance(f, int) else codes[f]}" applyNumberFormat="1"/>' for f in formats)
    normal = '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    plain = "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    tables = f"<numFmts>{defined}</numFmts>{plain}<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{xfs}</cellXfs>{normal}"
    return f'<styleSheet xmlns="{MAIN}">{tables}</styleSheet>'


def encrypted(workbook: bytes, password: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook)).encrypt(password, target)
    return target.getvalue()


def xls(
    rows: Sequence[Sequence[str | float | None]],
    *,
    number_format: int = 0,
    hidden_rows: frozenset[int] = frozenset(),
    hidden_columns: frozenset[int] = frozenset(),
    errors: Mapping[tuple[int, int], int] | None = None,
    merge: tuple[int, int, int, int] | None = None,
    merges: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """A BIFF8 workbook with one sheet 台账; all numbers are shown in one format."""
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600))
    for column in hidden_columns:
        sheet += _record(0x7D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))
    for row in range(len(rows)):
        sheet += _record(0x208, struct.pack("<HHHHHHI", row, 0, 256, 255, 0, 0, 0x20 if row in hidden_rows else 0))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet += _cell(row, column, value)
    for (row, column), code in (errors or {}).items():
        sheet += _record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))
    for top, left, bottom, right in (merge,) if merge else merges:
        sheet += _record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))
    sheet += _record(0x0A, b"")
    formats = _record(0xE0, struct.pack("<HH", 0, 0) + bytes(16))
    formats += _record(0xE0, struct.pack("<HH", 0, number_format) + bytes(16))
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0x600)) + formats
    name = "台账".encode("utf-16-le")
    offset = len(start) + 4 + 8 + len(name) + 4
    bound = _record(0x85, struct.pack("<IBB", offset, 0, 0) + struct.pack("<BB", len(name) // 2, 1) + name)
    return _ole("Workbook", start + bound + _record(0x0A, b"") + sheet)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row: int, column: int, value: str | float | None) -> bytes:
    if value is None:
        return b""
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)
    return _record(0x203, struct.pack("<HHHd", row, column, 1, value))


def _ole(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, padded so that it needs no small-sector tables."""
    stream = stream.ljust(max(-(-len(stream) // 512) * 512, 4096), b"\0")
    sectors = len(stream) // 512
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table, end, *range(3, 2 + sectors), end]
    fat = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += b"\xff" * (512 - len(header))
    entries = _entry("Root Entry", 5, 1, end, 0) + _entry(name, 2, free, 2, len(stream)) + bytes(256)
    return header + fat + entries + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    free = 0xFFFFFFFF
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return head + struct.pack("<III", free, free, child) + bytes(36) + struct.pack("<IQ", start, size)


def pdf(pages: Sequence[Sequence[Sequence[str]]], *, top: float = 780, row_height: float = 20) -> bytes:
    """A PDF with one ruled table a page, western letters only; a page without rows has no text layer."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for rows in pages:
        drawn = _ruled(rows, top, row_height).encode("ascii")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return pdf_file(objects)


def _ruled(rows: Sequence[Sequence[str]], top: float, height: float) -> str:
    lines = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x, y = 50 + 100 * c, top - height * (r + 1)
            lines.append(f"{x} {y} 100 {height} re S BT /F 10 Tf {x + 4} {y + 6} Td ({text}) Tj ET")
    return "\n".join(lines)


def pdf_file(objects: Sequence[bytes]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def xlsb(rows: Sequence[Sequence[str | None]]) -> bytes:
    """A binary workbook of texts in one sheet."""
    width, cells = max(map(len, rows)), b""
    for number, row in enumerate(rows):
        cells += _binary(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, text in enumerate(row):
            cells += _binary(6, struct.pack("<II", column, 0) + _wide(text)) if text else b""
    dimension = _binary(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    sheet = _binary(129) + dimension + _binary(145) + cells + _binary(146) + _binary(130)
    bundle = _binary(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("台账"))
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>'
    return zipped(
        {
            "xl/workbook.bin": _binary(131) + _binary(143) + bundle + _binary(144) + _binary(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary(kind: int, body: bytes = b"") -> bytes:
    """A record; its kind and length are written seven bits a byte."""
    name = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, rest = b"", len(body)
    while rest > 127:
        length += bytes([rest & 0x7F | 0x80])
        rest >>= 7
    return name + length + bytes([rest]) + body
