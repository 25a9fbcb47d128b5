"""Annexes: named, marked and referred to as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_texts import body_texts, is_foreign, plain, raw_text
from documents.model import Element, OfficialDocument
from values.expressions import expression

_STANDARD = "GB/T 9704-2012"
_REFERRED = expression(r"(?:见|详见|按|填报|填写|参照)[^。；，]{0,6}?附件\s*(\d{1,2})")
_UNNUMBERED = expression(r"(?:见|附后的)附件(?!\s*\d)")
_MARK = expression(r"附件\s*(\d{1,2})?")
_WRONG_ORDINAL = expression(r"\s*(?:附件[：:])?\s*([一二三四五六七八九十]{1,2}[、.．]|\d{1,2}[、．]|[（(]\d{1,2}[）)])")
_ENDS = "。；，、;,."
_SENTENCE_END = "。！？：；）”》…〕】"
_SHORTEST = 20


def _listed(document: OfficialDocument) -> list[Element]:
    return [element for element in document.elements if element.kind == "附件说明"]


def _marked(document: OfficialDocument) -> list[tuple[Element, OfficialDocument]]:
    """The annexes that bear their mark."""
    marks = ((inner.element("附件"), inner) for inner in document.inner)
    return [(mark, inner) for mark, inner in marks if mark is not None]


@check("DOC411", severity="warning", source=_STANDARD, clause="7.3.4", strength="规定")
def annex_names_end_without_punctuation(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """附件说明里附件名称后加了标点，或整个名称加了书名号。

    附件名称后不加标点符号。
    """
    for element in _listed(document):
        name = element.text.strip()
        if name.endswith(tuple(_ENDS)):
            yield _name_breach(element, f"附件名称后有“{name[-1]}”", expected=name.rstrip(_ENDS))
        elif re.fullmatch(r"《[^《》]+》", name):
            yield _name_breach(element, f"附件名称加了书名号：{name}", expected=name.strip("《》"))


def _name_breach(element: Element, message: str, *, expected: str) -> DocumentBreach:
    return DocumentBreach.at(element, message, observed=element.text, expected=expected, suggestion="改正附件说明")


@check("DOC412", severity="warning", source=_STANDARD, clause="7.3.4、7.3.7", strength="规定")
def annexes_are_as_many_as_are_listed(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """文后有“附件”标记的附件，与附件说明的个数或次序不一致。

    附件说明有几个，文后也应有几个，次序相同。文后一个都没有的（另行装订）不判；名称不同由DOC103判。
    """
    listed, marked = _listed(document), _marked(document)
    if not marked:
        return
    if not listed:
        yield DocumentBreach.at(
            marked[0][0],
            f"文后附了{len(marked)}个附件，正文下没有附件说明",
            observed=marked[0][0].text,
            expected="正文下空一行编排“附件：”和名称",
            suggestion="补上附件说明",
        )
    elif len(listed) != len(marked):
        yield DocumentBreach.at(
            listed[0],
            f"附件说明列了{len(listed)}个，文后附了{len(marked)}个",
            observed=str(len(listed)),
            expected=str(len(marked)),
            suggestion="补上缺的附件，或改正附件说明",
        )
    else:
        yield from _turned_round(listed, marked)


def _turned_round(listed: list[Element], marked: list[tuple[Element, OfficialDocument]]) -> Iterator[DocumentBreach]:
    names, titles = [plain(e.text) for e in listed], [plain(inner.title) for _, inner in marked]
    if names != titles and sorted(names) == sorted(titles):
        wrong = next(i for i, (name, title) in enumerate(zip(names, titles, strict=True)) if name != title)
        yield DocumentBreach.at(
            listed[wrong],
            f"附件说明的第{wrong + 1}个是“{listed[wrong].text}”，文后第{wrong + 1}个附件是“{marked[wrong][1].title}”",
            observed=listed[wrong].text,
            expected=marked[wrong][1].title,
            suggestion="改正附件说明的次序，或按附件说明编排附件",
        )


@check("DOC413", severity="warning", source=_STANDARD, clause="7.3.7", strength="规定")
def annex_marks_are_numbered_in_order(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """附件标记的序号重了、跳了，或只有一个附件却编了号、有几个却没编号；标记后带了冒号。

    标记应与附件说明的序号一致：一个附件写“附件”，几个写“附件1”“附件2”，后面不加标点。
    """
    marks = [mark for mark, _ in _marked(document)]
    for order, mark in enumerate(marks, start=1):
        found = _MARK.match(mark.text)
        written = found[1] if found else None
        misnumbered = (written or "") != ("" if len(marks) == 1 else str(order))
        if mark.text.endswith(("：", ":")) or (misnumbered and not (len(marks) == 1 and _several(document))):
            yield DocumentBreach.at(
                mark,
                f"附件标记是“{mark.text}”",
                observed=mark.text,
                expected=f"附件{order}" if len(marks) > 1 else "附件",
                suggestion="按附件说明的序号改正",
            )


def _several(document: OfficialDocument) -> bool:
    """Some annexes are bound apart: the marks of the others keep their numbers."""
    return len(_listed(document)) > 1


@check("DOC414", severity="warning", source="正文提到的附件应在附件说明中列出")
def annexes_referred_to_are_listed(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """正文提到的附件，附件说明里没有。

    如附件说明列了2个，正文写“见附件3”。没有附件说明、也没有附件的，写“见附件”也报。来文里的不看。
    """
    count = max(len(_listed(document)), len(_marked(document)))
    for element in body_texts(document):
        if not count and (unnumbered := _UNNUMBERED.search(element.text)):
            yield DocumentBreach.at(
                element,
                f"正文写“{unnumbered[0]}”，没有附件说明，也没有附件",
                observed=unnumbered[0],
                expected="附件说明中列出这个附件",
                suggestion="补上附件和附件说明，或改正正文",
            )
        for found in _REFERRED.finditer(element.text):
            if int(found[1]) > count:
                yield DocumentBreach.at(
                    element,
                    f"正文写“{found[0]}”，附件共{count}个",
                    observed=f"附件{found[1]}",
                    expected=f"附件1至附件{count}" if count else "附件说明中列出这个附件",
                    suggestion="改正附件号，或补上附件",
                )


@check("DOC415", severity="info", source=_STANDARD, clause="7.3.4", strength="规定")
def forwarded_document_is_listed_as_annex(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """转发的来文没有列入附件说明。

    来文随文转发的，是本文的附件，应在正文下列出名称。不少单位不列，只作提示。
    """
    foreign = [inner for inner in document.inner if is_foreign(inner)]
    if foreign and "转发" in document.title and not _listed(document):
        yield DocumentBreach.at(
            Element("附件说明", "", document.body[-1].place if document.body else foreign[0].elements[0].place),
            f"所附《{foreign[0].title}》没有列入附件说明" if foreign[0].title else "所附来文没有列入附件说明",
            observed=None,
            expected="附件：来文标题",
            suggestion="在正文下空一行补上附件说明",
        )


@check("DOC416", severity="warning", source="所附文件应完整")
def attached_text_is_whole(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """所附文件的正文末尾断在半句。

    最后一段没有句末标点，可能漏附了后面几页。末段是表格、短行（落款、单位名）的不判。
    """
    for inner in document.inner:
        last = inner.body[-1] if inner.body else None
        if last is None:
            if inner.title and document.layout is not None:
                yield NotJudged(f"“{inner.title}”只有标题，看不出是否完整")
        elif len(last.text) >= _SHORTEST and last.text[-1] not in _SENTENCE_END + '!?:;)]"':
            yield DocumentBreach.at(
                Element("附件", last.text, last.place),
                f"所附文件末尾断在“…{last.text[-16:]}”",
                observed=last.text[-16:],
                expected="完整的文件",
                suggestion="核对原件，补上漏掉的内容",
            )


@check("DOC417", severity="warning", source=_STANDARD, clause="7.3.4", strength="规定")
def annex_ordinals_are_arabic(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """附件说明的序号不是“1.”的形式。

    有几个附件时用阿拉伯数字标注附件顺序号，如“附件：1.××××”。看不到原样（纯文本）的不判。全文只说一次。
    """
    for element in _listed(document):
        if found := _WRONG_ORDINAL.match(raw_text(document, element)):
            yield DocumentBreach.at(
                element,
                f"附件序号写成“{found[1]}”",
                observed=found[1],
                expected="1.",
                suggestion="改为阿拉伯数字加圆点",
            )
            return
