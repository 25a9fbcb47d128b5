"""A docx as a zip of XML parts: opened safely, its paragraphs numbered the way findings name them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_PART = 256 * 1024 * 1024
BODY = "word/document.xml"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, struct.error, ValueError, OverflowError,
)  # fmt: skip


class UnreadableDocumentError(Exception):
    """The file cannot be opened at all; the message is for the user."""


def read_parts(path: Path) -> dict[str, bytes]:
    """All parts of the docx by name, in the order they are stored."""
    return parts_of(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """Raises UnreadableDocumentError when the file cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(f"{path.name}：打不开（{_why_not_opened(error)}）") from error


def parts_of(data: bytes, name: str) -> dict[str, bytes]:
    """All parts of a docx that is in memory."""
    if data.startswith(OLE_MAGIC):
        raise UnreadableDocumentError(f"{name}：是旧版 .doc 或加密文件，请用 WPS 或 Word 解除密码并另存为 .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: _read(package, info, name) for info in package.infolist()}
    except _BROKEN as error:
        raise UnreadableDocumentError(f"{name}：不是完好的 .docx 文件，请重新取得或另存一份") from error
    if BODY not in parts:
        raise UnreadableDocumentError(f"{name}：里面没有正文，不是 Word 文档（.docx）")
    return parts


def _why_not_opened(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹"
    if isinstance(error, PermissionError):
        return "没有读取权限，或正被其他程序占用"
    return "读取失败"


def _read(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.file_size > MAX_PART:
        raise UnreadableDocumentError(f"{name}：{info.filename} 展开后超过 256 MB，不予打开")
    return package.read(info)


def parse_part(data: bytes, where: str) -> ET.Element:
    """The XML of one part; a document type declaration is refused, since entities could be hidden in it."""
    if b"<!DOCTYPE" in data[:4096]:
        raise UnreadableDocumentError(f"{where}：XML 中带有 DOCTYPE，不予打开")
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise UnreadableDocumentError(f"{where}：内部 XML 已损坏，请用 WPS 或 Word 打开后另存一份") from error


def numbered_paragraphs(root: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    """Every w:p of the part with its number from 1; paragraphs of a text box bear the number of their anchor."""
    yield from _walk(root, _Counter(), inside=None)


class _Counter:
    def __init__(self) -> None:
        self.value = 0

    def next(self) -> int:
        self.value += 1
        return self.value


def _walk(element: ET.Element, counter: _Counter, inside: int | None) -> Iterator[tuple[int, ET.Element]]:
    for child in element:
        if child.tag == FALLBACK:
            continue
        if child.tag == W + "p":
            number = counter.next() if inside is None else inside
            yield number, child
            yield from _walk(child, counter, number)
        else:
            yield from _walk(child, counter, inside)


def paragraph_text(paragraph: ET.Element) -> str:
    """The text a reader sees in the paragraph: line breaks as newlines, text boxes and deleted text left out."""
    return "".join(_texts(paragraph))


def _texts(element: ET.Element) -> Iterator[str]:
    for child in element:
        tag = child.tag.removeprefix(W)
        if tag == "t":
            yield child.text or ""
        elif tag == "tab":
            yield "\t" if element.tag == W + "r" else ""
        elif (tag == "br" and child.get(W + "type") in (None, "textWrapping")) or tag == "cr":
            yield "\n"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag not in ("p", "del", "txbxContent", "pPr", "rPr", "instrText") and child.tag != FALLBACK:
            yield from _texts(child)
