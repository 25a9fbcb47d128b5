"""A policy text in whatever form it came: plain text, Word file, PDF, web page; the content decides, not the name."""

from __future__ import annotations

import zipfile
from pathlib import Path

from documents.docx import read_docx_document
from documents.levels import level_of
from documents.markup import looks_like_page, read_page_documents
from documents.model import OfficialDocument
from documents.package import OLE_MAGIC, UnreadableDocumentError
from documents.patterns import is_title_like
from documents.text import decode, documents_of

SUFFIXES = frozenset({".txt", ".md", ".docx", ".pdf", ".html", ".htm", ".doc", ".wps", ".ofd"})
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
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
    data = _bytes(path)
    documents = _read(path, data)
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
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError(f"{path.name}：没有这个文件") from error
    except OSError as error:
        raise UnreadableDocumentError(f"{path.name}：打不开，没有读取权限，或不是文件") from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableDocumentError(f"{path.name}：是空文件")
    return data


def _read(path: Path, data: bytes) -> tuple[OfficialDocument, ...]:
    if data.startswith(b"%PDF"):
        from documents.pdf import read_pdf_documents  # noqa: PLC0415 - a second of imports that only a PDF needs

        return read_pdf_documents(path)
    if data.startswith(_IMAGES):
        raise UnreadableDocumentError(f"{path.name}：是图片，请先识别为文字并核对，或取得原始的 Word 文件")
    if data.startswith(b"PK\x03\x04"):
        _refuse_ofd(path)
        return read_docx_document(path)
    if data.startswith(OLE_MAGIC):
        return read_docx_document(path)  # which says what to do with an old .doc
    if looks_like_page(data):
        return read_page_documents(path, data)
    text = decode(data, path.name)
    _refuse_garbled(text, path)
    return documents_of(text)


def _refuse_ofd(path: Path) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            if "OFD.xml" in package.namelist():
                raise UnreadableDocumentError(f"{path.name}：是 OFD 版式文件，请在阅读器中导出为 PDF 或 Word 文件")


def _refuse_garbled(text: str, path: Path) -> None:
    """GB 18030 makes characters of nearly any bytes: what is read must look like an official text."""
    letters = [sign for sign in text if ord(sign) > 0x2E80]
    if len(letters) >= _LONG_ENOUGH and sum(sign in _COMMON for sign in text) < _LEAST_COMMON * len(letters):
        raise UnreadableDocumentError(
            f"{path.name}：读出来是乱码，文字编码不是 UTF-8 或 GB 18030，请用记事本另存为 UTF-8"
        )
