"""What document checks read again and again: the texts of a document, its kind, its sender, the day it bears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from documents.model import Element, OfficialDocument
from documents.patterns import POST
from values.days import parse_day
from values.expressions import expression

# 《党政机关公文处理工作条例》第八条
KINDS = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip
UPWARD = frozenset({"请示", "报告"})
_OPEN = expression(r"〔\s*〕|〕\s*号|年\s*月|月\s*日")
_REMARK = expression(r"[（(][^（）()]{1,12}[）)]")
_QUOTED = expression(r"[《〈][^《》]*(?:《[^《》]*》[^《》]*)*[》〉]")


def own_texts(document: OfficialDocument) -> Iterator[Element]:
    """Every text that this office wrote: the elements, the paragraphs, and annexes of its own; tables cell by cell."""
    yield from document.elements
    yield from body_texts(document)
    for inner in document.inner:
        if not is_foreign(inner):
            yield from own_texts(inner)


def body_texts(document: OfficialDocument) -> Iterator[Element]:
    """The paragraphs of the body, each as an element 正文; the cells of a table as well."""
    for paragraph in document.body:
        if paragraph.text:
            yield Element("正文", paragraph.text, paragraph.place)
        for row in paragraph.table.rows if paragraph.table else ():
            yield from (Element("正文", cell.text, paragraph.place) for cell in row)


def all_texts(document: OfficialDocument) -> Iterator[Element]:
    """The same with what is forwarded."""
    yield from document.elements
    yield from body_texts(document)
    for inner in document.inner:
        yield from all_texts(inner)


def is_foreign(inner: OfficialDocument) -> bool:
    """What another office issued: it has a number or a red head of its own."""
    return bool(inner.number or inner.text("发文机关标志"))


def document_kind(document: OfficialDocument) -> str:
    """The 文种 its title ends with, empty where it ends with none."""
    title = _REMARK.sub("", document.title)
    return max((kind for kind in KINDS if title.endswith(kind)), key=len, default="")


def unquoted(title: str) -> str:
    """A title without the titles that stand in it in book title marks."""
    return _QUOTED.sub("", title)


def signed_day(document: OfficialDocument) -> date | None:
    return day_of(document.text("成文日期"))


def day_of(text: str) -> date | None:
    """The one day a text names; null for a month, a draft's open date, or no date."""
    day = parse_day(text.replace(" ", ""))
    return date.fromordinal(day.first) if day is not None and day.exact else None


def is_open(text: str) -> bool:
    """A number or a date with a place still to be filled in."""
    return bool(_OPEN.search(text))


def is_draft(document: OfficialDocument) -> bool:
    """A 送审稿: its number or its date is still open."""
    return any(is_open(document.text(kind)) for kind in ("发文字号", "成文日期"))


def raw_text(document: OfficialDocument, element: Element) -> str:
    """The paragraph an element stands in, with its label and marks; empty where the form keeps no layout."""
    layout = document.layout
    return "".join(set_.text for set_ in layout.at(element.place)) if layout is not None else ""


def is_short_for(short: str, name: str) -> bool:
    """Every character of the short form stands in the name, in that order (县委农办, 示范县农业农村局)."""
    rest = iter(name)
    return all(sign in rest for sign in short)


def signed_by_a_person(document: OfficialDocument) -> bool:
    """Signed with a post (县长 and a stamp), not with the name of a body."""
    return any(POST.fullmatch("".join(element.text.split())) for element in document.elements if element.kind == "署名")


def plain(text: str) -> str:
    """A name for comparison: without marks, brackets and blanks."""
    return re.sub(r"[\s《》〈〉“”\"‘’（）()]", "", text)
