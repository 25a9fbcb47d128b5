"""The ordinal numbers of the body: 一、 （一） 1. （1）, in order and in their form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_texts import is_foreign
from documents.model import Element, OfficialDocument, Paragraph
from documents.ordinals import value_of
from values.expressions import expression

_STANDARD = "GB/T 9704-2012"
_FORMS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）", 5: "①"}
_INLINE = expression(r"(?<![一二三四五六七八九十第唯统同每])([一二三四五六七八九十]{1,2})是(?!否|指)")
_DOUBLED_MARK = expression(
    r"([（(][一二三四五六七八九十\d]{1,3}[）)][、.．，]|第[一二三四五六七八九十]、|[一二三四五六七八九十]{1,3}[.．](?=[^\W\d]))"
)
_HALF_BRACKETS = expression(r"[(（][一二三四五六七八九十\d]{1,3}[)）]")
_SHORTEST_LIST = 2
_LONGEST_BARE = 14


def _own(document: OfficialDocument) -> Iterator[tuple[Paragraph, ...]]:
    """The body, and that of each annex of this office."""
    yield document.body
    for inner in document.inner:
        if not is_foreign(inner):
            yield from _own(inner)


def _breach(paragraph: Paragraph, message: str, expected: str, suggestion: str) -> DocumentBreach:
    element = Element("层次序数", paragraph.text, paragraph.place)
    return DocumentBreach.at(
        element, message, observed=paragraph.number or paragraph.text[:12], expected=expected, suggestion=suggestion
    )


@check("DOC331", severity="warning", source=_STANDARD, clause="7.3.3", strength="规定")
def ordinals_follow_each_other(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """层次序数跳号、重号，或不从一开始。

    同一层次的序数应依次编排。上一级换了从一开始，或跨上一级接着编（一、下到3.，二、从4.起），另起一组从一开始，都不算；
    附件里的独立文件各自编号。
    """
    for paragraphs in _own(document):
        yield from _out_of_order(paragraphs)


def _out_of_order(paragraphs: Iterable[Paragraph]) -> Iterator[DocumentBreach]:
    last: dict[int, int] = {}
    running: dict[int, int] = {}
    for paragraph in paragraphs:
        number = value_of(paragraph.number) if paragraph.level else None
        if number is None:
            continue
        level = paragraph.level
        before = last.get(level, 0)
        goes_on = number - 1 == running.get(level)
        running[level] = number
        if number != before + 1 and not goes_on and not (number == 1 and before >= _SHORTEST_LIST):
            yield _breach(
                paragraph,
                f"“{paragraph.number}”前一个同级序数是第{before}个" if before else f"这一层从“{paragraph.number}”开始",
                f"第{before + 1}个",
                "核对是否漏了一条，或改正序数",
            )
        last = {depth: count for depth, count in last.items() if depth < level}
        last[level] = number


@check("DOC332", severity="warning", source=_STANDARD, clause="7.3.3", strength="可以")
def levels_are_not_turned_round(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """层次序数的大小级颠倒。

    层次依次用 一、（一）1.（1）。下一级比上一级大（如“（一）”下面用“一、”分点）、或第一层就用“（1）”的，提出来。
    只有两层时 一、下直接用 1. 是通行写法，不算；正文只用一层“1.”的也不算。
    """
    for paragraphs in _own(document):
        levels = [paragraph for paragraph in paragraphs if paragraph.level]
        if levels and levels[0].level >= 4 and any(p.level < levels[0].level for p in levels):
            yield _breach(
                levels[0],
                f"“{levels[0].number}”在最前面，后面才出现更高的层次",
                "一、（一）1.（1）依次使用",
                "按层次改正序数",
            )
        first_of = list(dict.fromkeys(p.level for p in levels))
        for higher, lower in zip(first_of[1:], first_of[:-1], strict=True):
            if higher < lower <= 3 and _parent_missing(levels, higher, lower):
                found = next(p for p in levels if p.level == higher)
                yield _breach(
                    found,
                    f"“{_FORMS[lower]}”下面用了更高一级的“{found.number}”",
                    "一、（一）1.（1）依次使用",
                    "按层次改正序数",
                )


def _parent_missing(levels: list[Paragraph], higher: int, lower: int) -> bool:
    """The larger number starts at one below the smaller one: it is used as its part."""
    index = next(i for i, p in enumerate(levels) if p.level == higher)
    after = [p for p in levels[index:] if p.level == lower]
    return value_of(levels[index].number) == 1 and bool(after) and (value_of(after[0].number) or 0) > 1


@check("DOC333", severity="warning", source=_STANDARD, clause="7.3.3", strength="可以")
def ordinals_have_their_marks(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """序数后的标点不对，如“（一）、”“一.”“第一、”。

    “一、”后用顿号，“（一）”后不加标点，“1.”后用圆点。“1、”很常见，不在这里报。
    """
    for paragraphs in _own(document):
        for paragraph in paragraphs:
            if found := _DOUBLED_MARK.match(paragraph.text):
                yield _breach(paragraph, f"序数写成“{found[0]}”", "一、（一）1.（1）", "改正序数的标点")


@check("DOC334", severity="info", source=_STANDARD, clause="7.3.3", strength="可以")
def arabic_ordinals_end_with_a_dot(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """第三层序数写成“1、”。

    标准用“1.”。全文只说一次。
    """
    found = [p for paragraphs in _own(document) for p in paragraphs if re.match(r"\d{1,2}、", p.text)]
    if found:
        yield _breach(found[0], f"有{len(found)}处序数写成“{found[0].number}”这样", "1.", "把顿号改为圆点")


@check("DOC335", severity="warning", source="分述“一是”“二是”应依次、完整")
def points_in_a_sentence_follow_each_other(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """一段里的“一是、二是、三是”跳号或重号。

    只看同一段里依次出现的；从一是开始的才判，另起一组从一是开始不算。
    """
    for paragraphs in _own(document):
        for paragraph in paragraphs:
            before = 0
            for found in _INLINE.finditer(paragraph.text):
                number = value_of(found[1]) or 0
                if before and number not in {before + 1, 1}:
                    yield DocumentBreach.at(
                        Element("正文", paragraph.text, paragraph.place),
                        f"“{found[0]}”前面一点是第{before}点",
                        observed=found[0],
                        expected=f"第{before + 1}点",
                        suggestion="核对是否漏了一点，或改正序数",
                    )
                before = number if before or number == 1 else 0


@check("DOC336", severity="warning", source=_STANDARD, clause="7.3.3", strength="可以")
def ordinals_stand_in_full_width_brackets(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """层次序数用了半角括号，如“(一)”“(1)”。

    应为“（一）”“（1）”。从网页存下的纯文本多是半角，不判。
    """
    if document.layout is None:
        yield NotJudged("纯文本的括号常被网页改过")
        return
    for paragraphs in _own(document):
        for paragraph in paragraphs:
            found = _HALF_BRACKETS.match(paragraph.text)
            if found and not (found[0].startswith("（") and found[0].endswith("）")):
                wanted = f"（{found[0][1:-1]}）"
                yield _breach(paragraph, f"序数写成“{found[0]}”", wanted, "改为全角括号")


@check("DOC337", severity="warning", source=_STANDARD, clause="7.3.3", strength="可以")
def no_two_levels_are_left_out(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """层次序数跳了两级，如“一、”下面直接用“（1）”。

    一、下直接用 1. 是通行写法，不算。每个上一级只说一次。
    """
    for paragraphs in _own(document):
        above = 0
        for paragraph in paragraphs:
            if not paragraph.level:
                continue
            if above and paragraph.level - above > 2:
                yield _breach(
                    paragraph,
                    f"“{_FORMS[above]}”下面直接用了“{paragraph.number}”",
                    f"{_FORMS[above + 1]}或{_FORMS[min(above + 2, 5)]}",
                    "按层次改正序数",
                )
            above = paragraph.level


@check("DOC338", severity="info", source="标题独立成行时末尾不用标点（公文写作惯例）", strength="惯例")
def headings_of_their_own_have_no_stop(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """独立成行的小标题末尾有句号。

    只看下面另起一段、本身很短的一、（一）两级标题；标题后接着写的（一、排查内容。逐户核对）不算。
    """
    for paragraphs in _own(document):
        for paragraph, below in pairwise(paragraphs):
            bare = paragraph.text.removeprefix(paragraph.number).rstrip("。")
            deeper = below.level == 0 or below.level > paragraph.level
            if paragraph.level in {1, 2} and deeper and paragraph.text.endswith("。") and _is_bare(bare):
                yield _breach(paragraph, f"小标题“{paragraph.text}”末尾有句号", paragraph.text[:-1], "删去句号")


def _is_bare(text: str) -> bool:
    return len(text) <= _LONGEST_BARE and not re.search("[，。；：、]", text)
