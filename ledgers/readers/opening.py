"""A file opened, whatever it is: nothing in its content raises, what cannot be read is a fault."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec.structs import replace

from ledgers.model import Book
from ledgers.readers.content import Content, Reading
from ledgers.readers.detection import DISPLAY_NAMES, belongs_to_another, detect, detect_package
from ledgers.readers.package import PackageError, PackageLockedError, open_package
from ledgers.readers.refusals import (
    LockedError,
    UnreadableError,
    extension_differs,
    locked,
    never_opened,
    refused,
    unreadable,
)

_MODULES: Final = {
    "xlsx": "ledgers.readers.xlsx",
    "xlsb": "ledgers.readers.calamine_sheets",
    "xls": "ledgers.readers.xls",
    "ods": "ledgers.readers.ods",
    "csv": "ledgers.readers.delimited",
    "html": "ledgers.readers.html",
    "xml2003": "ledgers.readers.xml2003",
    "docx": "ledgers.readers.docx_tables",
    "pdf": "ledgers.readers.pdf_tables",
}
_WORKBOOKS: Final = ("xlsx", "xlsb", "xls", "ods", "xml2003")
_CONVERT: Final = {
    "empty": ("文件是空的（0 字节）", "请重新导出或拷贝该文件后报送"),
    "damaged": ("文件不完整或已损坏", "请重新取得该文件，或用 WPS 打开后另存为 .xlsx 再报送"),
    "rar": ("这是 rar 压缩包", "请先解压，或改用 zip 压缩后报送"),
    "7z": ("这是 7z 压缩包", "请先解压，或改用 zip 压缩后报送"),
    "gzip": ("这是 gz 压缩文件", "请先解压，或改用 zip 压缩后报送"),
    "zip": ("压缩包里没有文件，或不能展开（已损坏、嵌套过多或展开后过大）", "请先解压，再用解压后的文件夹作为参数"),
    "ofd": ("这是 OFD 版式文件", "请提供原始的 Word 或 Excel 文件；只有 OFD 时，用阅读器转换为 docx 后报送"),
    "doc": ("这是旧版 Word 文档（doc）", "请用 WPS 或 Word 打开后另存为 .docx"),
    "odt": ("这是 OpenDocument 文档（odt）", "请用 WPS 或 Word 打开后另存为 .docx"),
    "rtf": ("这是 RTF 文档", "请用 WPS 或 Word 打开后另存为 .docx"),
    "image": ("这是图片，没有可读取的文字", "请提供原始的 Excel 或 Word 文件"),
    "mhtml": ("这是“单个文件网页”（mht）", "请用 WPS 或 Excel 打开后另存为 .xlsx"),
    "parquet": ("这是 Parquet 数据文件", "请导出为 .xlsx 或 .csv 后报送"),
    "unknown": ("不是表格或文档", "请提供 .xlsx、.xls、.csv、.docx 或 .pdf 文件"),
}


def read_book(source: Path | bytes, *, path: str, password: str | None = None) -> Book:
    """Opens a file; `path` is the name findings give it. Never raises for what the file holds."""
    if isinstance(source, bytes):
        return _read_bytes(Content(source, path, password))
    try:
        data = source.read_bytes()
    except OSError as error:
        fault = unreadable(path, _why_not_opened(error), "请确认文件存在、没有被其他程序独占后重试")
        return refused(path, "unknown", fault)
    return _read_bytes(Content(data, path, password))


def _why_not_opened(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    return "这是文件夹" if isinstance(error, IsADirectoryError) else "文件打不开（没有权限或被占用）"


def _read_bytes(content: Content) -> Book:
    path, kind = content.path, detect(content.data)
    try:
        if kind == "encrypted":
            from ledgers.readers.decryption import decrypted  # noqa: PLC0415  # its ciphers are slow to import

            content = replace(content, data=decrypted(content.data, content.password))
            kind = detect(content.data)
        return _read_known(content, kind)
    except LockedError as refusal:
        fault = never_opened(path, refusal.hopeless) if refusal.hopeless else locked(path, given=refusal.given)
        return refused(path, kind, fault)
    except PackageLockedError:
        return refused(path, kind, locked(path, given=content.password is not None))
    except PackageError as refusal:
        return refused(path, kind, unreadable(path, str(refusal)))
    except UnreadableError as refusal:
        return refused(path, kind, unreadable(path, refusal.message, refusal.suggestion))
    except Exception:  # noqa: BLE001  # a file must never end a run over many files
        return refused(path, kind, unreadable(path, "文件内容不合规范或已损坏"))


def _read_known(content: Content, kind: str) -> Book:
    if kind == "zip":
        kind = detect_package(open_package(content.data))
    if kind in _CONVERT:
        raise UnreadableError(*_CONVERT[kind])
    sheets, faults = _reader(kind)(content)
    if kind in _WORKBOOKS and not sheets and not faults:
        raise UnreadableError("里面没有可以读的工作表", "请打开确认内容后另存为 .xlsx 再报送")
    extension = PurePosixPath(content.path).suffix
    if belongs_to_another(extension, kind):
        faults = (extension_differs(content.path, extension, DISPLAY_NAMES[kind]), *faults)
    return Book(content.path, kind, sheets, faults)


def _reader(kind: str) -> Callable[[Content], Reading]:
    """Imported when first needed: most runs meet one or two formats."""
    reader: Callable[[Content], Reading] = import_module(_MODULES[kind]).read
    return reader
