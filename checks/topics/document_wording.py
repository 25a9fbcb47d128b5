"""Wording: terms and offices of an earlier day, and what scanning or typing has damaged. Hints, all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_texts import all_texts, own_texts, signed_day, unquoted
from documents.model import Element, OfficialDocument
from policies.offices import renamings
from policies.wording import Group, known_runs, wordings
from values.expressions import expression

_HAN = "\u4e00-\u9fff"
_FORMER = expression(r"(?:[原曾]|前身是)[一-鿿]{0,4}$")
_REPEATED = expression(rf"([{_HAN}]{{2,6}})\1")
_MEANT = expression(
    r"^(一户|一个|一步|一村|一人|一项|多多|年年|村村|层层|户户|人人|时时|事事|样样|研究|讨论|商量|试一|走一)"
)
_TWICE = expression(r"([^\W\d_])([^\W\d_])\2([^\W\d_])")
_UNBROKEN = expression(r"[^\W\d_A-Za-z]{60,}")


def _shown(text: str, start: int, end: int) -> str:
    return f"…{text[max(0, start - 6) : end + 6]}…"


def _hints(document: OfficialDocument, group: Group, on: date, said: str, suggestion: str) -> Iterator[DocumentBreach]:
    """A hint a word: where it stands first, and how often it occurs."""
    for wording in wordings(group):
        if wording.since > on:
            continue
        places = [(e, m) for e in own_texts(document) for m in wording.old.finditer(unquoted(e.text))]
        if places:
            element, found = places[0]
            source = f"（{wording.source}）" if wording.source else ""
            yield DocumentBreach.at(
                element,
                f"“{found[0]}”{said}{f'，共{len(places)}处' if len(places) > 1 else ''}{source}",
                observed=found[0],
                expected=wording.instead or "不出现",
                suggestion=suggestion,
            )


@check("DOC441", severity="info", source="现行提法")
def terms_are_those_of_the_day(document: OfficialDocument, *, as_of: date) -> Iterator[DocumentBreach]:
    """用了已经改过的提法，如现在仍写“贫困户”“扶贫车间”。

    按成文日期看，没有的按核查日；书名号里的旧文件名、“原贫困户”“脱贫户”不算。
    """
    yield from _hints(
        document, "renewed", signed_day(document) or as_of, "是以前的提法", "说现在的事用现在的提法；说过去的事可以保留"
    )


@check("DOC442", severity="info", source="机构改革后的名称")
def offices_bear_their_names_of_the_day(document: OfficialDocument, *, as_of: date) -> Iterator[DocumentBreach]:
    """写了已经更名或撤并的机构。

    按机构更名表和成文日期看，没有成文日期的按核查日；书名号里的、前面写“原”的不算。转发的来文不看。
    """
    seen: set[str] = set()
    on = signed_day(document) or as_of
    for element in own_texts(document):
        text = unquoted(element.text)
        for renaming in renamings():
            for found in re.finditer(renaming.old.pattern.removesuffix("$"), text):
                if renaming.since <= on and found[0] not in seen and not _FORMER.search(text[: found.start()]):
                    seen.add(found[0])
                    yield DocumentBreach.at(
                        element,
                        f"“{found[0]}”已改为“{renaming.new}”（{renaming.source}）",
                        observed=found[0],
                        expected=renaming.new,
                        suggestion="核对机构现在的名称",
                    )


@check("DOC443", severity="info", source="整治形式主义为基层减负若干规定")
def no_pledges_are_asked_for(document: OfficialDocument, *, as_of: date) -> Iterator[DocumentBreach]:
    """写了责任状、一票否决。

    减负规定严格限定这类做法，确有依据的可以保留。
    """
    yield from _hints(
        document, "relieved", signed_day(document) or as_of, "属减负规定从严控制的做法", "没有专门依据的，删去"
    )


@check("DOC444", severity="info", source="文字校对")
def no_look_alike_characters(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """形近字、常见错字，如“己经”“末完成”“拔付”“2O24年”。

    多由扫描识别或输入法造成。
    """
    yield from _hints(document, "misread", date.max, "疑为错字", "核对原文")


@check("DOC445", severity="info", source="文字校对")
def no_characters_are_doubled(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """字词重复，如“的的”“年度度”“进一步进一步”。

    连同转发的来文一起看；“层层”“村村”“一户一户”这样的叠用，“供水水质”这样两个词相接的不算。
    """
    for element in all_texts(document):
        for found in _doubles(element):
            yield DocumentBreach.at(
                element,
                f"“{found[0]}”疑有重复：{_shown(element.text, found.start(), found.end())}",
                observed=found[0],
                expected="不重复",
                suggestion="核对原文，删去多余的字",
            )


def _doubles(element: Element) -> Iterator[re.Match[str]]:
    """Known slips, repeated words, and a doubled character without which the words go on as they usually do."""
    for wording in wordings("doubled"):
        yield from wording.old.finditer(element.text)
    yield from (found for found in _REPEATED.finditer(element.text) if not _MEANT.match(found[1]))
    if all(sign != after for sign, after in pairwise(element.text)):
        return
    for found in _TWICE.finditer(element.text):
        before, sign, after = found.groups()
        if all("一" <= each <= "鿿" for each in found[0]) and before + sign + after in known_runs() and sign + sign + after not in known_runs():
            yield found


@check("DOC446", severity="info", source="文字校对")
def sentences_have_their_punctuation(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """一长串汉字中间没有标点。

    标题、机关名称不看。多由扫描识别漏掉标点造成。
    """
    for inner in _every(document):
        for paragraph in inner.body:
            if found := _UNBROKEN.search(paragraph.text):
                yield DocumentBreach.at(
                    Element("正文", paragraph.text, paragraph.place),
                    f"连着{len(found[0])}个字没有标点：{found[0][:16]}…",
                    observed=found[0][:40],
                    expected="有标点的句子",
                    suggestion="核对原文，补上标点",
                )


def _every(document: OfficialDocument) -> Iterator[OfficialDocument]:
    yield document
    for inner in document.inner:
        yield from _every(inner)
