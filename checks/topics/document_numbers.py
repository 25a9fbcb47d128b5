"""The number of a document: its form, its year, and the documents it quotes."""

from __future__ import annotations

from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_texts import body_texts, is_draft, raw_text, signed_day
from documents.model import OfficialDocument
from values.expressions import expression

_STANDARD = "GB/T 9704-2012"
_NUMBER = expression(r"[〔\[［(（【](\d{2,4})[〕\]］)）】](第?)(0*)(\d+)(号?)")
_BLANK_INSIDE = expression(r"[^\W\d]\s+[〔\[（(【]\d|[〔\[（(【]\s+\d|\d\s+[〕\]）)】]|[〕\]）)】]\s+第?\d|\d\s+号")
_NUMBER_FIRST = expression(r"[（(][^（）()《》]{1,20}[〔\[]\d{4}[〕\]]\d+号[）)]\s*《[^《》]+》")


@check("DOC301", severity="error", source=_STANDARD, clause="7.2.5", strength="规定")
def number_has_its_form(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """发文字号的年份没有标全，顺序号加了“第”或编了虚位，中间空格，或缺“号”。

    发文字号由机关代字、年份（四位数字）、顺序号组成，顺序号不加“第”，不编虚位（1不编为01），后加“号”。
    只看本文自己的发文字号；括号由DOC102判；送审稿空着的号不判。对：示农字〔2024〕13号。错：示农字〔2024〕第013号。
    """
    for element in document.elements:
        found = _NUMBER.search(element.text) if element.kind == "发文字号" else None
        if found is None:
            continue
        year, ordinal_word, zeros, number, ending = found.groups()
        faults = [
            *(["年份应写全四位数字"] if len(year) != 4 else []),
            *(["顺序号前不加“第”"] if ordinal_word else []),
            *(["顺序号不编虚位"] if zeros else []),
            *(["末尾应有“号”"] if not ending else []),
            *(["中间不空格"] if _BLANK_INSIDE.search(raw_text(document, element)) else []),
        ]
        if faults:
            full = year if len(year) == 4 else f"20{year[-2:]}"
            yield DocumentBreach.at(
                element,
                f"发文字号“{element.text}”：{'；'.join(faults)}",
                observed=element.text,
                expected=f"{element.text[: found.start()].strip()}〔{full}〕{number}号",
                suggestion="改正发文字号",
            )


@check("DOC302", severity="warning", source="发文字号的年份是发文的年份，应与成文日期一致", clause=f"{_STANDARD} 7.2.5")
def number_is_of_the_year_of_the_date(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """发文字号的年份与成文日期的年份不一致。

    发文字号按年编排。成文日期空着（送审稿）或没有发文字号的不判；成文在1月上旬、用上年末号的不判。
    """
    day, element = signed_day(document), document.element("发文字号")
    found = _NUMBER.search(element.text) if element else None
    if day is None or element is None or found is None or len(found[1]) != 4:
        return
    year = int(found[1])
    if year != day.year and not (year == day.year - 1 and (day.month, day.day) <= (1, 10)):
        yield DocumentBreach.at(
            element,
            f"发文字号的年份是{year}，成文日期是{document.text('成文日期')}",
            observed=element.text,
            expected=f"〔{day.year}〕",
            suggestion="核对发文字号和成文日期，改正写错的一处",
        )


@check("DOC303", severity="warning", source=_STANDARD, clause="7.2.5", strength="规定")
def issued_document_has_a_number(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """有红头的文件没有发文字号。

    印有发文机关标志和成文日期的文件应有发文字号。送审稿、纪要和没有红头的文稿不判。
    """
    head = document.element("发文机关标志")
    if head is None or document.number or is_draft(document) or not document.text("成文日期"):
        return
    if head.text.endswith("纪要"):
        return
    yield DocumentBreach.at(
        head,
        "有发文机关标志和成文日期，没有发文字号",
        observed=head.text,
        expected="机关代字、年份和顺序号，如 示农字〔2024〕13号",
        suggestion="在标志下空二行编排发文字号；没有编号的向文书人员取号",
    )


@check("DOC304", severity="info", source="引用公文先引标题，后引发文字号（公文写作惯例）", strength="惯例")
def quoted_title_comes_before_its_number(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """引用公文时发文字号写在标题前面。

    引用公文应先引标题，后在圆括号内注发文字号。只看本文正文。对：《某通知》（赣农字〔2024〕1号）。
    """
    for element in body_texts(document):
        for found in _NUMBER_FIRST.finditer(element.text):
            yield DocumentBreach.at(
                element,
                f"“{found[0]}”先写了发文字号",
                observed=found[0],
                expected="先标题，后发文字号",
                suggestion="把圆括号内的发文字号移到书名号之后",
            )
