"""What a file is, told by its content; the extension is only compared with it."""

from __future__ import annotations

import io
import re
from typing import Final

from ledgers.readers.package import Package

DISPLAY_NAMES: Final = {
    "xlsx": " Excel 工作簿（xlsx）",
    "xlsb": " Excel 二进制工作簿（xlsb）",
    "xls": " Excel 97-2003 工作簿（xls）",
    "ods": " OpenDocument 表格（ods）",
    "csv": "文本表格（csv）",
    "html": "网页表格（HTML）",
    "xml2003": " XML 电子表格 2003",
    "docx": " Word 文档（docx）",
    "pdf": " PDF 文档",
    "zip": " zip 压缩包",
}
EXTENSIONS: Final = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".xlt", ".et", ".ett"),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".tsv", ".txt", ".tab"),
    "html": (".html", ".htm"),
    "xml2003": (".xml",),
    "docx": (".docx", ".docm", ".dotx", ".wps"),
    "pdf": (".pdf",),
    "zip": (".zip",),
}
_UNREAD_EXTENSIONS: Final = frozenset({".doc", ".rtf", ".rar", ".7z", ".ofd", ".jpg", ".jpeg", ".png", ".mht"})
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LEADING: Final = 4096
_FOREIGN: Final = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\x00", "unknown"),
    (b"PAR1", "parquet"),
    (b"MZ", "unknown"),
    (b"\x7fELF", "unknown"),
)


def belongs_to_another(extension: str, kind: str) -> bool:
    """Whether the extension speaks of another format; one that speaks of none is no contradiction."""
    lowered = extension.lower()
    claimed = {known for names in EXTENSIONS.values() for known in names} | _UNREAD_EXTENSIONS
    return lowered in claimed and lowered not in EXTENSIONS[kind]


def detect(data: bytes) -> str:
    """The format of the content; "zip…" answers are refined by detect_package."""
    if not data:
        return "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(_OLE):
        return _detect_ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            return name
    return _detect_text(data)


def detect_package(package: Package) -> str:
    names = package.members.keys()
    if any(name.lower() == "xl/workbook.bin" for name in names):
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "OFD.xml" in package:
        return "ofd"
    return _detect_open_document(package)


def _detect_open_document(package: Package) -> str:
    if "mimetype" not in package or "content.xml" not in package:
        return "zip"
    kind = package.read("mimetype").strip()
    if b"spreadsheet" in kind:
        return "ods"
    return "odt" if b"opendocument" in kind else "zip"


def _detect_ole(data: bytes) -> str:
    import olefile  # type: ignore[import-untyped]  # noqa: PLC0415 - for old files alone; no stubs

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {entry[0] for entry in container.listdir()}
    except Exception:  # noqa: BLE001  # a damaged container raises nearly anything
        return "damaged"
    for stream, kind in (
        ("EncryptedPackage", "encrypted"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("WordDocument", "doc"),
    ):
        if stream in streams:
            return kind
    return "unknown"


def _detect_text(data: bytes) -> str:
    head = data[:_LEADING]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    lowered = head.lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in lowered and b"<workbook" in lowered:
        return "xml2003"
    if lowered.lstrip().startswith(b"mime-version:"):
        return "mhtml"
    if re.search(rb"<(?:!doctype html|html|table|body|meta)\b", lowered):
        return "html"
    return "csv"
