"""Official documents: numbers quoted and attached, brackets, annexes named and annexed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentBreach
from documents.model import Element, OfficialDocument
from values.expressions import expression

_LEAD_IN = expression("^(?:现将|现就|根据|按照|依据|参照|贯彻|落实|转发|印发)+(?=.{2})")
_NUMBER = expression(r"([^\W\d_]{2,12})\s*([〔\[［(（【])\s*(\d{4})\s*([〕\]］)）】])\s*(\d{1,4})\s*号")
_FORM = "GB/T 9704-2012 7.2.5（发文字号）"
_ANNEX_NUMBER = expression(r"^\s*(?:附件)?\s*[：:]?\s*(?:\d{1,2}[.．、]\s*)?")


def _plain(match: re.Match[str]) -> str:
    return f"{_LEAD_IN.sub('', match[1])}〔{match[3]}〕{match[5]}号"


def _numbers(text: str) -> list[re.Match[str]]:
    return list(_NUMBER.finditer(text))


@check("DOC101", severity="error", requires=("SY13-0-2",), source="转发、印发的文件，引用的文号与所附文件的文号应一致")
def quoted_number_is_that_of_the_attached_document(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """正文引用的文号与所附文件的文号不一致。

    转发（印发）通知正文引用的文号，与所附来文自己的文号逐个比对；括号写法不同不在这里报。
    没有附来文，或来文没有文号的，不判。
    """
    attached = {_plain(m) for inner in document.inner for m in _numbers(inner.number)}
    if not attached:
        return
    for paragraph in document.body:
        quoted = [m for m in _numbers(paragraph.text) if "转发" in paragraph.text or "印发" in paragraph.text]
        if quoted and not any(_plain(m).endswith(tuple(attached)) for m in quoted):
            yield DocumentBreach(
                element="正文",
                message=f"正文引用的文号是{_LEAD_IN.sub('', quoted[0][0])}，所附文件的文号是{'、'.join(sorted(attached))}",
                observed=_LEAD_IN.sub("", quoted[0][0]),
                expected="、".join(sorted(attached)),
                suggestion="核对来文，改正引用的文号或更换所附文件",
                paragraph=paragraph.place.paragraph,
                page=paragraph.place.page,
                row=paragraph.place.line,
            )


@check("DOC102", severity="error", source=_FORM)
def year_of_a_number_stands_in_hexagonal_brackets(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """发文字号的年份没有用六角括号〔〕。

    只查本文自己的发文字号和正文引用的文号，不查所附文件。
    """
    places = [(e.kind, e.text, e) for e in document.elements if e.kind == "发文字号"]
    for kind, text, element in places:
        yield from _wrong_brackets(kind, text, element)
    for paragraph in document.body:
        element = Element("正文", paragraph.text, paragraph.place)
        yield from _wrong_brackets("正文", paragraph.text, element)


def _wrong_brackets(kind: str, text: str, element: Element) -> Iterator[DocumentBreach]:
    for match in _numbers(text):
        if (match[2], match[4]) != ("〔", "〕"):
            yield DocumentBreach(
                element=kind,
                message=f"文号“{_LEAD_IN.sub('', match[0])}”的年份应用六角括号",
                observed=_LEAD_IN.sub("", match[0]),
                expected=_plain(match),
                suggestion="把年份两边的括号改为〔〕",
                paragraph=element.paragraph,
                page=element.page,
                row=element.line,
            )


@check("DOC103", severity="warning", source="GB/T 9704-2012 7.3.4、7.3.7（附件说明与附件标题一致）")
def annexes_named_are_annexed(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """附件说明的名称与所附附件的标题对不上。

    附件说明列了名称、文后也附了文件时逐个比对；书名号、空格、换行不计。文后一个附件也没有的不判（可能另行装订）。
    """
    annexed = [_name(inner.title) for inner in document.inner if inner.title]
    if not annexed:
        return
    for element in document.elements:
        if element.kind != "附件说明":
            continue
        for name in element.text.splitlines():
            wanted = _name(_ANNEX_NUMBER.sub("", name))
            if wanted and not any(wanted in title or title in wanted for title in annexed):
                yield DocumentBreach(
                    element="附件说明",
                    message=f"附件说明中的“{name.strip()}”，文后没有标题相同的附件",
                    observed=name.strip(),
                    expected="、".join(inner.title for inner in document.inner if inner.title),
                    suggestion="改正附件说明，或补上所缺附件",
                    paragraph=element.paragraph,
                    page=element.page,
                    row=element.line,
                )


def _name(text: str) -> str:
    return re.sub(r"[《》〈〉\s“”\"]", "", text)
