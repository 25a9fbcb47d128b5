"""Which of the files are official documents."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from documents.model import OfficialDocument
from documents.opening import documents_in
from documents.package import OLE_MAGIC, UnreadableDocumentError

if TYPE_CHECKING:
    from ledgers.readers.sources import SourceFile

# A text in a table file is a ledger; what opens as a Word file, a PDF or a page is told by its content.
_TEXT_SUFFIXES = frozenset({".txt", ".md", ""})
_WORD_SUFFIXES = frozenset({".doc", ".wps", ".wpt", ".dot", ".rtf"})
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_LARGEST_TEXT = 2_000_000
_OWN = frozenset({"发文机关标志", "发文字号", "主送机关", "抄送机关", "印发日期"})
_KINDS = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "公示", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip


class TextFile(Struct, frozen=True):
    """A file that reads as a document; `issued` when it shows what makes an official one."""

    document: OfficialDocument
    issued: bool


def text_file(source: SourceFile) -> TextFile | None:
    """The file as a document, whatever its form and its name; None where it is none.

    What follows it in the same file (the notice it forwards) becomes its inner documents.
    """
    suffix = PurePosixPath(source.path).suffix.lower()
    try:
        data = source.read_bytes()
        found = documents_in(data, PurePosixPath(source.path).name) if _may_be_document(data, suffix) else ()
    except (UnreadableDocumentError, OSError, ValueError):
        return None
    if not found:
        return None
    document = replace(found[0], inner=(*found[0].inner, *found[1:]))
    return TextFile(document, _is_issued(document))


def _may_be_document(data: bytes, suffix: str) -> bool:
    """Told by the first bytes, so that no workbook is opened twice."""
    if data.startswith(b"%PDF"):
        return True
    if data.startswith(b"PK\x03\x04"):
        return b"word/document.xml" in data
    if data.startswith(OLE_MAGIC):
        return _WORD_STREAM in data
    if data.startswith(b"{\\rtf"):
        return suffix in _WORD_SUFFIXES
    if len(data) > _LARGEST_TEXT or b"<table" in data[:4096].lower():
        return False
    return suffix in _TEXT_SUFFIXES or b"<html" in data[:4096].lower() or b"<!doctype html" in data[:4096].lower()


def _is_issued(document: OfficialDocument) -> bool:
    """A title with a head, an addressee or an imprint; a kind of document with signature and day; a head without its title.

    A plan or a list that only has a title, or a title and a day, is none.
    """
    kinds = {element.kind for element in document.elements}
    if "标题" in kinds and kinds & _OWN:
        return True
    if {"署名", "成文日期"} <= kinds and document.title.endswith(_KINDS):
        return True
    return "发文机关标志" in kinds and bool(kinds & {"发文字号", "主送机关", "署名"})
