"""The head of an official document on the page: 标志, 发文字号, 签发人, the red rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checks.declare import check
from checks.head_forms import LETTER, MINUTES, ORDER, head_form
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_pages import (
    SOURCE,
    Span,
    area,
    before,
    edges,
    elements_of,
    figure,
    first_indent,
    height,
    is_centred,
    is_flush_left,
    line_height,
    lines_between,
    millimetres,
    paragraph_of,
    paragraphs_of,
    section_of,
    set_layout,
    telling_run,
)
from checks.official_texts import UPWARD, document_kind
from documents.layout import Layout, SetParagraph
from documents.model import Element, ElementKind, OfficialDocument
from policies.forms.form import Form

_HALF = 1 / 2  # of a character, or of a line: what an indent or a gap may be off


def _mark(document: OfficialDocument, layout: Layout) -> SetParagraph | None:
    element = document.element("发文机关标志")
    return paragraph_of(layout, element) if element else None


def _number(document: OfficialDocument, layout: Layout) -> SetParagraph | None:
    element = document.element("发文字号")
    return paragraph_of(layout, element) if element else None


# ---- 发文机关标志 --------------------------------------------------------------------------------------------------


@check("DOC231", severity="warning", source=SOURCE, clause="7.2.4、10.1、10.2、10.3", strength="规定")
def red_head_stands_where_it_should(document: OfficialDocument, *, form: Form) -> Iterator[DocumentAnswer]:
    """发文机关标志离纸张上边太近或太远。

    文件格式和纪要的标志上边缘距版心上边缘35毫米（距纸边72毫米），命令格式20毫米，信函格式的标志距纸边30毫米。
    由上边距、段前距和上面各段的行高算得，文本框按它的位置算；在表格里的排成页面才量得出，不判。
    """
    layout = set_layout(document)
    mark = _mark(document, layout) if layout else None
    if layout is None or mark is None:
        return
    if mark.part == "table" or any(p.part == "table" for p in before(layout, mark)):
        yield NotJudged("发文机关标志在表格里，离纸边多远要排成页面才量得出")
        return
    measured = _top(layout, mark)
    least, most, value = _top_rule(head_form(document, layout), form)
    if measured is None:
        yield NotJudged("发文机关标志的位置由排版决定，要排成页面才量得出")
    elif not measured.meets(least, most):
        middle = figure(round((measured.least + measured.most) / 2))
        yield DocumentBreach(
            "发文机关标志",
            f"发文机关标志的上边缘距纸边约{middle}毫米，应为{figure(value)}毫米",
            f"约{middle}毫米",
            f"{figure(value)}毫米",
            "调整标志上面的间距或文本框的位置",
            mark.place.paragraph,
        )


def _has_inline_picture(layout: Layout, paragraphs: list[SetParagraph]) -> bool:
    places = {paragraph.place for paragraph in paragraphs}
    return any(picture.left is None and picture.place in places for picture in layout.pictures)


def _top(layout: Layout, mark: SetParagraph) -> Span | None:
    """How far below the edge of the paper the characters of the 标志 begin, in millimetres."""
    own = line_height(layout, mark)
    if mark.box is not None:
        if mark.box.top is None or mark.box.measured_from != "page":
            return None
        start = Span(mark.box.top, mark.box.top)
    else:
        above = before(layout, mark)
        if _has_inline_picture(layout, above):
            return None
        top = layout.sections[0].top + mark.before
        start = Span(top, top)
        for paragraph in above:
            if paragraph.part == "body":
                start += height(layout, paragraph)
    slack = max(0.0, own.most - telling_run(mark).size * 10)
    return Span(millimetres(start.least), millimetres(start.most + slack))


def _top_rule(form_of_head: str, form: Form) -> tuple[float, float, float]:
    """The least, the most and the right distance from the edge of the paper, in millimetres."""
    if form_of_head == ORDER:
        rule, edge = form["order_head_below_text_top"], form["top_margin"].value
        return rule.least + edge, rule.most + edge, rule.value + edge
    rule = form[{LETTER: "letter_head_top", MINUTES: "minutes_head_top"}.get(form_of_head, "head_top")]
    return rule.least, rule.most, rule.value


# ---- 发文字号 -----------------------------------------------------------------------------------------------------


@check("DOC232", severity="warning", source=SOURCE, clause="7.2.5、10.1", strength="规定")
def number_stands_where_it_should(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """发文字号的位置不对。

    下行文、平行文的发文字号在标志下空二行居中；上行文的居左空一字，与签发人同处一行；信函格式的靠右。
    """
    layout = set_layout(document)
    element, number = document.element("发文字号"), _number(document, layout) if layout else None
    if layout is None or element is None or number is None:
        return
    placed, wanted = _across(document, layout, number)
    if placed and wanted:
        yield _number_breach(element, f"发文字号{placed}", placed, wanted)
    mark = _mark(document, layout)
    room = lines_between(layout, document, mark, number) if mark and head_form(document, layout) != LETTER else None
    rule = form["lines_above_number"]
    if room and not room.meets(rule.value - 1, rule.value + 1):
        observed = f"空{figure(round((room.least + room.most) / 2, 1))}行"
        yield _number_breach(element, f"标志与发文字号之间{observed}", observed, f"空{figure(rule.value)}行")


def _number_breach(element: Element, message: str, observed: str, expected: str) -> DocumentBreach:
    return DocumentBreach.at(
        element, f"{message}，应{expected}", observed=observed, expected=expected, suggestion="调整发文字号的位置"
    )


def _across(document: OfficialDocument, layout: Layout, number: SetParagraph) -> tuple[str, str]:
    """Where across the page the number stands and where it should; empty where it stands right, or nobody can say."""
    if document.element("签发人") is not None:
        if number.alignment in ("center", "right"):
            return {"center": "居中", "right": "居右"}[number.alignment], "居左空一字"
        indent = first_indent(number)
        return ("" if abs(indent - 1) <= _HALF else f"居左空{figure(round(indent, 1))}字"), "居左空一字"
    if document_kind(document) in UPWARD:
        return "", ""  # the signers are missing; with them it stands at the left
    if head_form(document, layout) == LETTER:
        return ("" if _at_right(layout, number) else "没有靠右"), "居版心右边缘"
    return ("" if is_centred(layout, number) else "没有居中"), "居中"


def _at_right(layout: Layout, paragraph: SetParagraph) -> bool:
    found = edges(layout, paragraph)
    room = area(section_of(layout, paragraph))
    return paragraph.alignment == "right" or found is None or abs(room - found[1]) < 320


# ---- 份号、密级、紧急程度 -----------------------------------------------------------------------------------------

_ORDER_DOWN: tuple[ElementKind, ...] = ("份号", "密级", "紧急程度")


@check("DOC235", severity="warning", source=SOURCE, clause="7.2.1、7.2.2、7.2.3", strength="规定")
def marks_stand_at_the_upper_left(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """份号、密级和保密期限、紧急程度没有顶格，或上下次序不对。

    顶格编排在版心左上角，自上而下是份号、密级和保密期限、紧急程度。
    """
    layout = set_layout(document)
    marks = [element for kind in _ORDER_DOWN for element in elements_of(document, kind)]
    for above, below in pairwise(marks):
        if (above.paragraph or 0) > (below.paragraph or 0):
            yield DocumentBreach.at(
                above,
                f"{above.kind}在{below.kind}下面",
                observed=f"{below.kind}、{above.kind}",
                expected=f"{above.kind}在上，{below.kind}在下",
                suggestion="按份号、密级和保密期限、紧急程度的次序排",
            )
    for element in marks if layout else ():
        assert layout is not None
        for paragraph in paragraphs_of(layout, element):
            if paragraph.part == "body" and not is_flush_left(paragraph):
                yield DocumentBreach.at(
                    element,
                    f"{element.kind}没有顶格",
                    observed=f"空{figure(round(first_indent(paragraph), 1))}字",
                    expected="顶格",
                    suggestion=f"去掉{element.kind}的缩进，左对齐",
                )
