"""A policy text as a plain file: the scan mended, then read element by element."""

from __future__ import annotations

from pathlib import Path

from documents.elements import read_documents
from documents.lines import mend
from documents.model import OfficialDocument
from documents.package import OLE_MAGIC, UnreadableDocumentError


def read_text_document(path: Path) -> tuple[OfficialDocument, ...]:
    """The documents in a text file, in order: a new one begins where a red head (…文件) with its number stands.

    Raises UnreadableDocumentError when the file cannot be opened or is no text.
    """
    return documents_of(read_text(path))


def documents_of(text: str) -> tuple[OfficialDocument, ...]:
    """The documents in a text."""
    return read_documents(mend(text))


def forwarded(documents: tuple[OfficialDocument, ...], number: str = "") -> OfficialDocument | None:
    """The document that is meant: the one with that number, else the last, which the ones above it forward."""
    if number:
        wanted = plain_number(number)
        return next((document for document in documents if plain_number(document.number) == wanted), None)
    return documents[-1] if documents else None


def plain_number(number: str) -> str:
    """A document number for comparison: whatever brackets and spaces it was written with."""
    return "".join(
        "〔" if sign in "[［【（(" else "〕" if sign in "]］】）)" else sign for sign in number if not sign.isspace()
    )


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 with mark, or GB 18030."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError(f"{path.name}：没有这个文件") from error
    except OSError as error:
        raise UnreadableDocumentError(f"{path.name}：打不开，没有读取权限，或不是文件") from error
    return decode(data, path.name)


def decode(data: bytes, name: str) -> str:
    if data.startswith((b"PK\x03\x04", OLE_MAGIC, b"%PDF")):
        raise UnreadableDocumentError(f"{name}：不是纯文本，扩展名与内容不符")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for candidate in (encoding, "gb18030"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableDocumentError(f"{name}：既不是 UTF-8 也不是 GB 18030 编码的文本，请另存为 UTF-8")
