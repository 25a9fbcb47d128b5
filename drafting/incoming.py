"""The document that is forwarded or issued: from a file, or from keys in the SOURCE."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from documents.model import Element, ElementKind, OfficialDocument, Paragraph
from documents.opening import documents_in
from documents.package import UnreadableDocumentError
from documents.scans import PICTURES, scanned_pages
from documents.text import forwarded
from drafting.right_form import FORWARDING, right_document
from drafting.source import Source, read_nested
from drafting.workbook_tables import WORKBOOKS, workbook_document

ELEMENT_KEYS: tuple[ElementKind, ...] = ("发文机关标志", "发文字号", "标题", "署名", "成文日期")


def read_incoming(source: Source) -> OfficialDocument | None:
    """The 来文 of the SOURCE; what its own keys say goes before what its file says."""
    entries = source.values.get("来文")
    if not entries:
        return None
    if isinstance(entries, OfficialDocument):
        return entries
    given = read_nested(entries)
    document = _from_file(source, str(given["文件"])) if "文件" in given else OfficialDocument()
    document = _held(source, _with_given(document, given))
    return document if source.kind == FORWARDING else right_document(document)[0]


def _held(source: Source, document: OfficialDocument) -> OfficialDocument:
    """The document, when there is enough in it to be annexed."""
    missing = [
        name for name, there in (("标题", document.title), ("正文", document.body or document.inner)) if not there
    ]
    if missing:
        raise source.refuse("来文", f"没有读出{'、'.join(missing)}，请在“来文”下用“文件”和“{missing[0]}”两个键写明")
    return document


def read_annex(source: Source, given: Mapping[str, Any]) -> OfficialDocument | None:
    """The pages of an annex: from a file of its own or from its text; none where only its name is given."""
    if "文件" in given:
        documents = _documents(source, "附件", given["文件"])
        return documents[0] if documents else OfficialDocument()
    return given.get("正文")


def _from_file(source: Source, name: str) -> OfficialDocument:
    documents = _documents(source, "来文", name)
    number = source.text("来文文号")
    chosen = forwarded(documents, number)
    if chosen is None:
        numbers = "、".join(document.number or "（无文号）" for document in documents)
        key = "来文文号" if number else "来文"
        raise source.refuse(key, f"{name} 里没有这份公文，其中的文号有：{numbers}" if number else f"{name} 是空文件")
    return chosen


def _documents(source: Source, key: str, name: str) -> tuple[OfficialDocument, ...]:
    """What a file says, told by its content; a scan is put in as whole pages, a workbook as its tables."""
    path = source.path.parent / name
    try:
        if path.suffix.lower() in PICTURES:
            return (_scan(path),)
        if path.suffix.lower() in WORKBOOKS:
            return (workbook_document(path),)
        return _read(path)
    except UnreadableDocumentError as error:
        raise source.refuse(key, str(error)) from error


def _read(path: Path) -> tuple[OfficialDocument, ...]:
    data = path.read_bytes()
    try:
        return documents_in(data, path.name)
    except UnreadableDocumentError:
        if data.startswith(b"%PDF"):
            return (_scan(path),)
        raise


def _scan(path: Path) -> OfficialDocument:
    return OfficialDocument(body=tuple(Paragraph("", figure=page) for page in scanned_pages(path)))


def _with_given(document: OfficialDocument, given: Mapping[str, Any]) -> OfficialDocument:
    named: dict[ElementKind, str] = {kind: str(given[kind]) for kind in ELEMENT_KEYS if kind in given}
    if "发文机关" in given and "发文机关标志" not in given:
        named["发文机关标志"] = f"{given['发文机关']}文件"
    if "主送机关" in given:
        named["主送机关"] = "，".join(given["主送机关"])
    kept = tuple(element for element in document.elements if element.kind not in named)
    elements = (*(Element(kind, text) for kind, text in named.items()), *kept)
    body = given.get("正文", document.body)
    return OfficialDocument(elements, body, document.inner, document.faults)
