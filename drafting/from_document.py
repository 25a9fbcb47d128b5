"""An unformatted document (plain text, Word) as the keys of a SOURCE: what the reader of documents recognises in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from documents.model import Element, ElementKind, OfficialDocument, Paragraph
from drafting.entries import Entry
from values.expressions import expression

_PLAIN: tuple[ElementKind, ...] = (
    "份号", "密级", "紧急程度", "发文机关标志", "发文字号", "签发人", "标题", "主送机关", "署名", "成文日期", "附注",
    "抄送机关", "印发机关", "印发日期",
)  # fmt: skip
_ENDINGS = (
    *((kind, kind) for kind in ("请示", "报告", "批复", "纪要", "通报", "公告", "通告", "决定", "意见", "公示", "通知", "函")),
    ("方案", "实施方案"),
    ("要点", "工作要点"),
    ("清单", "工作清单"),
)
_NOT_DOCUMENTS = frozenset({"实施方案", "整改方案", "工作要点", "工作清单"})
_LETTERS = frozenset({"函", "批复"})
_HEAD_AND_IMPRINT = frozenset({"份号", "密级", "紧急程度", "签发人", "抄送机关", "印发机关", "印发日期"})
_DRAFT_MARK = expression(r"[（(](?:送审|征求意见|讨论|草|修改)稿?案?[）)]$")
_OPEN = expression(r"〔\s*〕")
_DATE_IN_RUINS = expression(r"20\d{4,6}")
_LABEL = expression(r"^签发人[：:]\s*")


class Manuscript(Struct, frozen=True):
    """What a document gives as keys, and what a person has to know of it."""

    entries: dict[str, Entry]
    notes: tuple[str, ...] = ()
    revisions: int = 0


def manuscript_of(documents: Sequence[OfficialDocument]) -> Manuscript:
    """The first document as keys; what follows it is what it forwards, issues or annexes."""
    own, others = documents[0], documents[1:]
    entries = dict(_elements(own))
    kind = kind_of(own.title)
    if kind:
        entries["文种"] = Entry(_line(own.element("标题")), kind)
    if agency := _agency(own):
        entries["发文机关"] = agency
    body, notes = _body(own)
    if body:
        entries["正文"] = Entry(body[0].place.line or 0, tuple(Entry(part.place.line or 0, part) for part in body))
    entries |= _attached(kind, own, others)
    if kind in _LETTERS:
        entries = _letter(entries, own)
    if kind in _NOT_DOCUMENTS and not own.element("发文机关标志") and not own.number:
        entries = _standing_alone(entries)
    revisions = own.layout.revisions if own.layout else 0
    return Manuscript(entries, (*notes, *(str(fault) for fault in own.faults), *_revised(own)), revisions)


def kind_of(title: str) -> str:
    """The kind that a title names, empty where it names none."""
    plain = _DRAFT_MARK.sub("", title.strip()).rstrip("》〉")
    if plain.endswith("通知"):
        return "转发通知" if "转发" in plain else "印发通知" if "印发" in plain else "通知"
    if "整改" in plain and plain.endswith("方案"):
        return "整改方案"
    return next((kind for ending, kind in _ENDINGS if plain.endswith(ending)), "")


def _letter(entries: dict[str, Entry], document: OfficialDocument) -> dict[str, Entry]:
    """Under a red head that ends in 文件 it is set as other documents are; a letter has no imprint of who printed it."""
    if document.text("发文机关标志").endswith("文件"):
        return {**entries, "格式": Entry(0, "文件")}
    return {key: entry for key, entry in entries.items() if key not in ("印发机关", "印发日期")}


def _standing_alone(entries: dict[str, Entry]) -> dict[str, Entry]:
    """A plan or list without a notice around it."""
    return {key: entry for key, entry in entries.items() if key not in _HEAD_AND_IMPRINT} | {"版头": Entry(0, "无")}


def _elements(document: OfficialDocument) -> Iterator[tuple[str, Entry]]:
    for kind in _PLAIN:
        element = document.element(kind)
        if element and element.text and not _OPEN.search(element.text):
            text = _LABEL.sub("", element.text)
            yield kind, _listed(_line(element), text) if kind == "抄送机关" else Entry(_line(element), text)


def _listed(line: int, text: str) -> Entry:
    """A scan divides the names of 抄送 by blanks alone."""
    if re.search("[，,、；;]", text):
        return Entry(line, text)
    return Entry(line, tuple(Entry(line, name) for name in text.rstrip("。").split()))


def _agency(document: OfficialDocument) -> Entry | None:
    named = document.element("发文机关标志") or document.element("署名") or document.element("标题")
    return Entry(_line(named), document.agency) if document.agency else None


def _line(element: Element | None) -> int:
    return (element.line or 0) if element else 0


def _body(document: OfficialDocument) -> tuple[tuple[Paragraph, ...], list[str]]:
    """The paragraphs; a date of which only the figures are left is told, not printed."""
    body = document.body
    if body and _DATE_IN_RUINS.fullmatch(body[-1].text):
        return body[:-1], [f"{body[-1].place}“{body[-1].text}”：像是缺了年月日的成文日期，没有编入正文，请填写成文日期"]
    return body, []


def _attached(kind: str, own: OfficialDocument, others: Sequence[OfficialDocument]) -> dict[str, Entry]:
    """What is forwarded or issued as 来文, all else as 附件 under the names that 附件说明 gives."""
    inner = [*others, *own.inner]
    entries: dict[str, Entry] = {}
    if inner and kind in ("转发通知", "印发通知"):
        first, inner = inner[0], inner[1:]
        entries["来文"] = Entry(0, _unmarked(first))
    names = [element.text for element in own.elements if element.kind == "附件说明"][len(entries) :]
    annexes = [_annex(order, names, inner) for order in range(max(len(names), len(inner)))]
    return {**entries, "附件": Entry(0, tuple(annexes))} if annexes else entries


def _annex(order: int, names: Sequence[str], inner: Sequence[OfficialDocument]) -> Entry:
    document = inner[order] if order < len(inner) else None
    name = names[order] if order < len(names) else (document.title if document and document.title else f"附件{order + 1}")
    title = Entry(0, name)
    if document is None:
        return title
    return Entry(0, {"标题": title, "正文": Entry(0, _unmarked(document))})


def _unmarked(document: OfficialDocument) -> OfficialDocument:
    """Without the mark 附件 above it, which is set anew."""
    return replace(document, elements=tuple(element for element in document.elements if element.kind != "附件"))


def _revised(document: OfficialDocument) -> Iterator[str]:
    if document.layout and document.layout.revisions:
        yield f"原稿有修订{document.layout.revisions}处：按接受全部修订后的文字编排，请核对"
    if document.layout and document.layout.comments:
        yield f"原稿有批注{document.layout.comments}条：没有带入，请核对"
