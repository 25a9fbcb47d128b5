"""A policy text in whatever form it came: plain text, Word file, PDF, web page; the content decides, not the name."""

from __future__ import annotations

from pathlib import Path

from documents.docx import docx_documents
from documents.levels import level_of
from documents.model import OfficialDocument
from documents.package import OLE_MAGIC, UnreadableDocumentError
from documents.patterns import is_title_like
from documents.text import decode, documents_of

SUFFIXES = frozenset({".txt", ".md", ".docx", ".pdf", ".html", ".htm", ".doc", ".wps", ".rtf", ".ofd"})
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_RTF = b"{\\rtf"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_COMMON = "的和人民农村工作，,。、"  # every official text of some length is full of these
_LEAST_COMMON = 0.04
_LONG_ENOUGH = 80
_FEWEST_NUMBERED = 2


class NotAPolicyTextError(UnreadableDocumentError):
    """The file can be read, but is something else."""


def read_policy_documents(path: Path) -> tuple[OfficialDocument, ...]:
    """The documents in a file.

    Raises UnreadableDocumentError: the file cannot be opened or has no text; NotAPolicyTextError: it is no official text.
    """
    documents = documents_in(_bytes(path), path.name)
    if not any(is_official(document) for document in documents):
        raise NotAPolicyTextError(
            f"{path.name}：看不出是政策文件（没有公文标题、发文字号，也没有一、（一）1. 这样的条款）"
        )
    return documents


def is_official(document: OfficialDocument) -> bool:
    """Whether a text shows what makes an official document: a title named like one, a number, or numbered clauses."""
    numbered = sum(level_of(paragraph.text)[0] > 0 for paragraph in document.body)
    return (
        is_title_like(document.title)
        or bool(document.number)
        or numbered >= _FEWEST_NUMBERED
        or any(is_official(inner) for inner in document.inner)
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError(f"{path.name}：没有这个文件") from error
    except OSError as error:
        raise UnreadableDocumentError(f"{path.name}：打不开，没有读取权限，或不是文件") from error


def documents_in(data: bytes, name: str) -> tuple[OfficialDocument, ...]:
    """The documents in a file of any form, told by its content.

    Raises UnreadableDocumentError: the file is damaged, locked, a picture, or of a form that has to be converted.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableDocumentError(f"{name}：是空文件")
    if data.startswith(b"%PDF"):
        from documents.pdf import pdf_documents  # noqa: PLC0415 - a second of imports that only a PDF needs

        return pdf_documents(data, name)
    if data.startswith(_IMAGES):
        raise UnreadableDocumentError(f"{name}：是图片，请先识别为文字并核对，或取得原始的 Word 文件")
    if data.startswith(b"PK\x03\x04"):
        _refuse_ofd(data, name)
        return docx_documents(data, name)
    if data.startswith((OLE_MAGIC, _RTF)):
        return docx_documents(_converted(data, name), name)
    if looks_like_page(data):
        from documents.markup import page_documents  # noqa: PLC0415 - its parser is slow to load, and few files are pages

        return page_documents(data, name)
    text = decode(data, name)
    _refuse_garbled(text, name)
    return documents_of(text)


def looks_like_page(data: bytes) -> bool:
    top = data[:4096].replace(b"\0", b"").lower()
    return any(mark in top for mark in (b"<!doctype html", b"<html", b"<body", b"<head"))


def _converted(data: bytes, name: str) -> bytes:
    """An old Word file as a .docx; a locked one and what is none are refused by the reader of .docx."""
    if data.startswith(OLE_MAGIC) and _WORD_STREAM not in data:
        return data
    from documents.conversion import converted  # noqa: PLC0415 - few files need another program

    return converted(data, name)


def _refuse_ofd(data: bytes, name: str) -> None:
    if b"OFD.xml" in data and b"word/document.xml" not in data:
        raise UnreadableDocumentError(f"{name}：是 OFD 版式文件，请在阅读器中导出为 PDF 或 Word 文件")


def _refuse_garbled(text: str, name: str) -> None:
    """GB 18030 makes characters of nearly any bytes: what is read must look like an official text."""
    letters = [sign for sign in text if ord(sign) > 0x2E80]
    if len(letters) >= _LONG_ENOUGH and sum(sign in _COMMON for sign in text) < _LEAST_COMMON * len(letters):
        raise UnreadableDocumentError(f"{name}：读出来是乱码，文字编码不是 UTF-8 或 GB 18030，请用记事本另存为 UTF-8")
