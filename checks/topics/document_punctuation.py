"""Punctuation of the text this office wrote (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_texts import own_texts
from documents.model import Element, OfficialDocument
from values.expressions import expression

_STANDARD = "GB/T 15834-2011"
_HAN = "\u4e00-\u9fff"
_HALF = expression(rf"(?<=[{_HAN}）》”])[,;:?!()]|[,;:?!()](?=[{_HAN}（《“])|(?<=[{_HAN}])\.(?=[{_HAN}]|$)")
_ORDINAL = expression(r"^[(（][一二三四五六七八九十\d]{1,3}[)）]")
_TIME = expression(r"\d{1,2}:\d{2}")
_PAIRS = {"（": "）", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "“": "”"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_ITEM = expression(r"(?:^|(?<=[；;。，,：:\s]))(?:[a-zA-Z]|[一二三四五六七八九十\d]{1,3})）")
_DOUBLED = expression(r"([，、；：。])[，、；：。]|！{2,}|？{2,}|(?<!…)。{2,}|\.{3,6}")
_SPACED = expression(rf"(?<=[{_HAN}])[ \u00a0]+(?=[{_HAN}])")
_WIDE_DIGIT = expression("[０-９]+")
_PUNCTUATED = expression("[，。；]")
_LABELLED = expression(r"[^\W\d]{2,8}[：:][^。]*$")  # 出席：张三，李四
_PARAGRAPH_END = tuple('。！？：；）”》…!?:;)】〕."')
_SHORTEST_SENTENCE = 16
_STRAIGHT = expression(rf'(?<=[{_HAN}，。；：、])["\']|["\'](?=[{_HAN}])')
_BETWEEN_TITLES = expression(r"》、《")
_NESTED = expression(r"《[^《》]*《")


def _count_of(document: OfficialDocument, pattern: re.Pattern[str], signs: str) -> tuple[int, Element | None, str]:
    """How often the pattern occurs, the first element with it, and what it looks like there.

    There is one of the signs in all that matches: most texts have none, and need no look.
    """
    count, first, shown = 0, None, ""
    for element in own_texts(document):
        if not any(sign in element.text for sign in signs):
            continue
        found = pattern.findall(_TIME.sub("", _ORDINAL.sub("", element.text)))
        count += len(found)
        if found and first is None:
            first, shown = element, found[0]
    return count, first, shown


def _half_width(document: OfficialDocument) -> Iterator[DocumentBreach]:
    count, first, shown = _count_of(document, _HALF, ",;:?!().")
    if first is not None:
        yield DocumentBreach.at(
            first,
            f"有半角标点{count}处，第一处是“{shown}”",
            observed=shown,
            expected="全角标点",
            suggestion="把汉字旁的半角标点改为全角",
        )


@check("DOC401", severity="warning", source=_STANDARD, clause="5.1", strength="规定")
def punctuation_is_full_width(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """Word、PDF文件里汉字旁用了半角标点。

    全文只说一次。时刻（9:30）、数字间的小数点和逗号不算。从网页存下的纯文本多是半角，归DOC402提示。
    """
    if document.layout is None:
        yield NotJudged("纯文本的标点常被网页改过，见DOC402")
    else:
        yield from _half_width(document)


@check("DOC402", severity="info", source=_STANDARD, clause="5.1", strength="规定")
def plain_text_is_full_width(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """纯文本里汉字旁有半角标点。

    多是网页存下时改的，只提示一次，打印前改过来。Word文件归DOC401。
    """
    if document.layout is None:
        yield from _half_width(document)


@check("DOC403", severity="warning", source=_STANDARD, clause="4.8、4.9、4.15", strength="规定")
def brackets_and_quotes_come_in_pairs(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """括号、书名号、引号不成对。

    按段看。段首用“1）”“a）”编号的右括号不算；引文跨段、每段开头重复前引号的不算。
    """
    for element in own_texts(document):
        if element.kind == "附注":
            continue
        if lone := _unpaired(element.text):
            yield DocumentBreach.at(
                element,
                f"“{lone}”没有配对：{_around(element.text, lone)}",
                observed=lone,
                expected=f"“{_PAIRS.get(lone) or _CLOSING[lone]}”与它配对",
                suggestion="补上缺的一半，或删去多余的一半",
            )


def _unpaired(text: str) -> str:
    """The first mark that has no partner in the paragraph."""
    plain, opened = _ITEM.sub("", text), list[str]()
    for sign in plain:
        if sign in _PAIRS:
            opened.append(sign)
        elif sign in _CLOSING:
            if not opened or opened[-1] != _CLOSING[sign]:
                return sign
            opened.pop()
    if opened == ["“"] and plain.startswith("“"):
        return ""
    return opened[0] if opened else ""


def _around(text: str, sign: str) -> str:
    at = text.find(sign)
    return f"…{text[max(0, at - 8) : at + 9]}…"


@check("DOC404", severity="warning", source=_STANDARD, strength="规定")
def no_punctuation_is_doubled(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标点重复，如“。。”“，、”；省略号写成几个点。

    省略号“……”、破折号“——”不算。
    """
    for element in own_texts(document):
        for found in _DOUBLED.finditer(element.text):
            yield DocumentBreach.at(
                element,
                f"标点重复“{found[0]}”：{_around(element.text, found[0])}",
                observed=found[0],
                expected="……" if found[0][0] == "." else found[0][0],
                suggestion="改为省略号“……”" if found[0][0] == "." else "删去多余的标点",
            )


@check("DOC405", severity="info", source=_STANDARD, clause="5.1", strength="规定")
def quotes_are_curved(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """中文里用了直引号。

    全文只说一次。
    """
    count, first, shown = _count_of(document, _STRAIGHT, "\"'")
    if first is not None:
        yield DocumentBreach.at(first, f"有直引号{count}处", observed=shown, expected="“”", suggestion="改为中文引号“”")


@check("DOC406", severity="info", source=_STANDARD, clause="4.5.3.5", strength="一般")
def titles_side_by_side_need_no_comma(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """并列的书名号之间用了顿号。

    标有书名号的并列成分之间通常不用顿号。全文只说一次。
    """
    count, first, shown = _count_of(document, _BETWEEN_TITLES, "》")
    if first is not None:
        yield DocumentBreach.at(
            first, f"并列书名号间有顿号{count}处", observed=shown, expected="》《", suggestion="删去书名号之间的顿号"
        )


@check("DOC407", severity="warning", source=_STANDARD, clause="4.15.3.4", strength="规定")
def title_in_a_title_has_single_marks(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """书名号里面又用双书名号。

    书名号中还要用书名号时，外面用《》，里面用〈〉。
    """
    for element in own_texts(document):
        if found := _NESTED.search(element.text):
            yield DocumentBreach.at(
                element,
                f"书名号里又用了《》：{_around(element.text, found[0])}",
                observed=found[0][:20],
                expected="里面一层用〈〉",
                suggestion="把里面一层改为〈〉",
            )


@check("DOC408", severity="info", source=_STANDARD, clause="4.1", strength="规定")
def paragraphs_end_with_a_stop(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """正文段落末尾没有标点，可能漏了句号，也可能一段断成了两段。

    只看段内已有逗号、句号的整段话；标题、名单、表格不看，“出席：……”“联系人：……”这样的标注行也不看。
    """
    for paragraph in document.body:
        text = paragraph.text
        if len(text) < _SHORTEST_SENTENCE or text.endswith(_PARAGRAPH_END) or paragraph.heading == text or _LABELLED.match(text):
            continue
        if _PUNCTUATED.search(text):
            yield DocumentBreach.at(
                Element("正文", text, paragraph.place),
                f"段落末尾没有标点：…{text[-16:]}",
                observed=text[-16:],
                expected="句末标点",
                suggestion="补上标点；误断的与下一段连起来",
            )


@check("DOC409", severity="info", source="文字校对")
def no_blanks_stand_between_characters(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """汉字之间有空格，词被拆开。

    只看正文段落里的半角空格；姓名、表格里的全角空格不算。纯文本不判。
    """
    if document.layout is None:
        yield NotJudged("纯文本的空格多由扫描或换行造成")
        return
    for paragraph in document.body:
        if found := _SPACED.search(paragraph.text):
            around = paragraph.text[max(0, found.start() - 4) : found.end() + 4]
            yield DocumentBreach.at(
                Element("正文", paragraph.text, paragraph.place),
                f"汉字之间有空格：…{around}…",
                observed=around,
                expected=around.replace(" ", ""),
                suggestion="删去空格",
            )


@check("DOC410", severity="warning", source="GB/T 15835-2011", clause="5.1.1", strength="一般")
def digits_are_half_width(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """用了全角数字。

    阿拉伯数字一般用半角。全文只说一次。
    """
    count, first, shown = _count_of(document, _WIDE_DIGIT, "０１２３４５６７８９")
    if first is not None:
        yield DocumentBreach.at(
            first, f"有全角数字{count}处", observed=shown, expected="半角数字", suggestion="改为半角数字"
        )
