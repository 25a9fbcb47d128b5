"""An annotated copy of any file that can be read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace
from msoffcrypto.format.ooxml import OOXMLFile

from ledgers.annotated.from_texts import workbook_of_texts
from ledgers.annotated.marks import AnnotationError, Mark, Opinion
from ledgers.annotated.workbook import annotate_package
from ledgers.annotated.xml_parts import MAIN
from ledgers.model import Book
from ledgers.readers import read_book
from ledgers.readers.decryption import decrypted
from ledgers.readers.detection import detect, detect_package
from ledgers.readers.package import PackageError, open_package
from ledgers.readers.refusals import LockedError
from ledgers.readers.workbook_parts import WORKBOOK


class _Order(Struct, frozen=True):
    """What is to be written into the copy."""

    marks: tuple[Mark, ...]
    fill: bool
    opinions: Sequence[Opinion] | None


def keeps_format(source: bytes) -> bool:
    """True where the copy is the submitted workbook itself; else it is an xlsx written from the file's texts."""
    kind = detect(source)
    return kind == "encrypted" or (kind == "zip" and _is_xlsx(source))


def annotate_workbook(
    source: bytes,
    marks: Iterable[Mark],
    *,
    fill: bool = False,
    opinion: Sequence[Opinion] | None = None,
    path: str = "",
    password: str | None = None,
) -> bytes:
    """The workbook with comments; `fill` colours the cells, `opinion` adds the 核查意见 sheet.

    An encrypted workbook comes back encrypted with the same password. What is no xlsx comes back as an xlsx of its
    cell texts that says so; `path` is the name it gives for the original.
    """
    order = _Order(tuple(marks), fill, opinion)
    try:
        if detect(source) == "encrypted":
            return _annotate_encrypted(source, order, path, password)
        return _annotate_plain(source, order, path, password)
    except PackageError as refusal:
        raise AnnotationError(f"不能批注：{refusal}") from refusal
    except (etree.XMLSyntaxError, ET.ParseError, KeyError) as refusal:
        raise AnnotationError("不能批注：工作簿结构不合规范，请用 WPS 或 Excel 另存为 .xlsx 后再批注") from refusal


def _is_xlsx(source: bytes) -> bool:
    """A workbook in the namespace that programs write; the rare strict variant is copied as texts."""
    try:
        package = open_package(source)
        return detect_package(package) == "xlsx" and MAIN.encode("ascii") in package.read(WORKBOOK)
    except (PackageError, KeyError):
        return False


def _annotate_encrypted(source: bytes, order: _Order, path: str, password: str | None) -> bytes:
    try:
        plain = decrypted(source, password)
    except LockedError as refusal:
        raise AnnotationError("不能批注：文件已加密，请用 --password 提供密码") from refusal
    copy = _annotate_plain(plain, order, path, None)
    if password is None:  # it opened without being asked for one
        return copy
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(copy)).encrypt(password, target)
    return target.getvalue()


def _annotate_plain(source: bytes, order: _Order, path: str, password: str | None) -> bytes:
    if keeps_format(source):
        return annotate_package(open_package(source), order.marks, fill=order.fill, opinions=order.opinions)
    book = read_book(source, path=path, password=password)
    if not book.sheets:
        reasons = "；".join(fault.message for fault in book.faults) or "文件中没有表格"
        raise AnnotationError(f"不能批注：{reasons}")
    return _annotate_texts(book, order)


def _annotate_texts(book: Book, order: _Order) -> bytes:
    workbook, names = workbook_of_texts(book)
    first = names[book.sheets[0].name]
    marks = [replace(mark, sheet=names.get(mark.sheet, first)) for mark in order.marks]
    opinions = order.opinions and [replace(line, sheet=names.get(line.sheet, line.sheet)) for line in order.opinions]
    return annotate_package(open_package(workbook), marks, fill=order.fill, opinions=opinions)
