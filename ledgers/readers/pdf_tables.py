"""PDF: each table is a sheet; a page without a text layer is told, for what stands there is not read."""

from __future__ import annotations

from typing import Final

from documents.pdf_tables import DamagedPdfError, LockedPdfError, read_pdf_tables
from ledgers.faults import FILE_UNREADABLE
from ledgers.model import Fault, Location, Sheet
from ledgers.readers.cell_texts import frame_of_rows
from ledgers.readers.content import Content, Reading
from ledgers.readers.refusals import LockedError, UnreadableError

_ASK_FOR_ORIGINAL: Final = "请提供原始的 Excel 或 Word 文件；只有纸质件时，请识别为文字并核对后报送"


def read(content: Content) -> Reading:
    try:
        found = read_pdf_tables(content.data, content.password)
    except LockedPdfError as error:
        raise LockedError(given=content.password is not None) from error
    except DamagedPdfError as error:
        raise UnreadableError("PDF 不完整或已损坏", _ASK_FOR_ORIGINAL) from error
    sheets = tuple(Sheet(f"表{n}", frame_of_rows(rows)) for n, rows in enumerate(found.tables, start=1))
    return sheets, tuple(_no_text_layer(content.path, page) for page in found.pages_without_text)


def _no_text_layer(path: str, page: int) -> Fault:
    message = f"无法读取：第 {page} 页没有文字层（扫描件或图片）"
    return Fault(FILE_UNREADABLE, Location(path, page=page), message, _ASK_FOR_ORIGINAL)
