"""Which of the files are official documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from documents.docx import read_docx_document
from documents.model import OfficialDocument
from documents.package import UnreadableDocumentError
from documents.text import read_text_document
from ledgers.readers import SourceFile

_DOCUMENT_SUFFIXES = frozenset({".docx", ".txt"})
_HEAD_ELEMENTS = frozenset({"发文机关标志", "发文字号", "主送机关", "版记", "印发日期"})


def official_document(source: SourceFile) -> OfficialDocument | None:
    """The file as an official document when it has the head, addressee or imprint of one.

    What follows it in the same file (the notice it forwards) becomes its inner documents.
    """
    suffix = PurePosixPath(source.path).suffix.lower()
    if suffix not in _DOCUMENT_SUFFIXES or source.members:
        return None
    try:
        found = read_docx_document(source.file) if suffix == ".docx" else read_text_document(source.file)
    except UnreadableDocumentError:
        return None
    if not found:
        return None
    document = replace(found[0], inner=(*found[0].inner, *found[1:]))
    kinds = {element.kind for element in document.elements}
    return document if "标题" in kinds and kinds & _HEAD_ELEMENTS else None
