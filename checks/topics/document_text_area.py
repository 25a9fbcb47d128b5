"""The main part of an official document on the page: title, addressee, body, list of annexes, note; and the annexes."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_pages import (
    SOURCE,
    Span,
    area,
    body_of,
    character,
    elements_of,
    figure,
    first_indent,
    is_centred,
    is_flush_left,
    lines_between,
    paragraph_of,
    paragraphs_of,
    placed_across,
    section_of,
    set_layout,
    width,
)
from documents.layout import Layout, SetParagraph
from documents.model import Element, OfficialDocument
from policies.forms.form import Form, FormRule
from values.expressions import expression

_HALF = 1 / 2  # of a character, or of a line: what an indent or a gap may be off
_SET_APART = expression(
    r"(时间|地点|主持|出席|列席|请假|缺席|参加|参会|记录).{0,6}[：:]|[^。，；]{2,15}[：:]$"
)  # items, salutations


def _breach(
    element: Element, where: SetParagraph, message: str, observed: str, expected: str, do: str
) -> DocumentBreach:
    return DocumentBreach(element.kind, message, observed, expected, do, where.place.paragraph)


# ---- 标题和主送机关 -------------------------------------------------------------------------------------------------


@check("DOC241", severity="warning", source=SOURCE, clause="7.3.1", strength="规定")
def titleis_centred(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """标题没有居中。

    用居中对齐、用缩进或空格排在中间的都算。
    """
    layout = set_layout(document)
    title = document.element("标题")
    if layout is None or title is None:
        return
    for paragraph in paragraphs_of(layout, title):
        if not is_centred(layout, paragraph):
            yield _breach(title, paragraph, "标题没有居中", "没有居中", "居中", "把标题设为居中，去掉缩进和空格")
            return


@check("DOC242", severity="info", source=SOURCE, clause="7.3.1", strength="规定")
def title_is_no_hourglass(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """多行标题排成了沙漏形：中间一行比上下两行都短。

    标题排列应当使用梯形或菱形。只看人工分行的标题，自动换行的要排成页面才看得出。
    """
    layout = set_layout(document)
    title = document.element("标题")
    if layout is None or title is None:
        return
    paragraphs = paragraphs_of(layout, title)
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.text.splitlines() if line.strip()]
    if short := _waist(lines):
        yield _breach(
            title,
            paragraphs[0],
            f"标题排成了沙漏形，“{short}”比上下两行都短",
            "沙漏形",
            "梯形或菱形",
            "调整标题的分行，做到词意完整、排列对称",
        )


def _waist(lines: list[str]) -> str:
    """The line that is shorter than those above and below it by more than a character."""
    widths = [sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line) for line in lines]
    inner = range(1, len(lines) - 1)
    return next((lines[at] for at in inner if widths[at] + 2 < min(widths[at - 1], widths[at + 1])), "")


@check("DOC243", severity="warning", source=SOURCE, clause="7.3.2", strength="规定")
def addressee_is_flush_left(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """主送机关没有居左顶格。

    主送机关居左顶格，回行时仍顶格。
    """
    layout = set_layout(document)
    for addressee in elements_of(document, "主送机关") if layout else ():
        assert layout is not None
        for where in paragraphs_of(layout, addressee):
            if where.part == "body" and not is_flush_left(where):
                yield _breach(addressee, where, "主送机关没有顶格", placed_across(where), "居左顶格", "左对齐，去掉缩进")


# ---- 正文 --------------------------------------------------------------------------------------------------------


@check("DOC244", severity="warning", source=SOURCE, clause="7.3.3", strength="规定")
def paragraphs_begin_two_characters_in(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """正文自然段没有左空二字。

    用首行缩进、左缩进或空格空出来的都算。居中、居右的段落和表格不看，称谓和纪要里的时间、地点、出席人员这样的项目也不看。
    """
    layout = set_layout(document)
    rule = form["body_indent"]
    wrong = wrongly_indented(document, layout, rule) if layout else []
    if wrong:
        observed = f"空{figure(round(first_indent(wrong[0]), 1))}字"
        yield DocumentBreach(
            "正文",
            f"段首{observed}，应左空{figure(rule.value)}字（共{len(wrong)}段）",
            observed,
            f"左空{figure(rule.value)}字",
            "把首行缩进设为2字符",
            wrong[0].place.paragraph,
        )


def wrongly_indented(document: OfficialDocument, layout: Layout, rule: FormRule) -> list[SetParagraph]:
    return [
        given
        for paragraph, given in body_of(document, layout)
        if abs(first_indent(given) - rule.value) > _HALF and not _SET_APART.match(paragraph.text)
    ]


@check("DOC245", severity="warning", source=SOURCE, clause="7.3.2、7.3.4", strength="规定")
def blank_lines_set_elements_apart(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """主送机关与标题之间、附件说明与正文之间没有空一行。

    空行或段前距、段后距都算。
    """
    layout = set_layout(document)
    if layout is None:
        return
    titles = elements_of(document, "标题")
    above_addressee = paragraphs_of(layout, titles[-1])[-1:] if titles else []
    above_notes = [given for _, given in body_of(document, layout)][-1:]
    looked_at = (
        ("主送机关", above_addressee, "标题", form["lines_above_addressee"]),
        ("附件说明", above_notes, "正文", form["lines_above_annex_note"]),
    )
    for kind, above, name, rule in looked_at:
        element = next((element for element in document.elements if element.kind == kind), None)
        below = paragraph_of(layout, element) if element else None
        if element and below and above and (room := lines_between(layout, document, above[0], below)):
            yield from _wrong_gap(element, below, name, room, rule)


def _wrong_gap(
    element: Element, where: SetParagraph, above: str, room: Span, rule: FormRule
) -> Iterator[DocumentBreach]:
    if not room.meets(rule.value - _HALF, rule.value + 1):
        observed = f"空{figure(round((room.least + room.most) / 2, 1))}行"
        yield _breach(
            element,
            where,
            f"{element.kind}与{above}之间{observed}，应空{figure(rule.value)}行",
            observed,
            f"空{figure(rule.value)}行",
            f"在{element.kind}上面空{figure(rule.value)}行",
        )


# ---- 附件说明和附注 --------------------------------------------------------------------------------------------------


@check("DOC246", severity="warning", source=SOURCE, clause="7.3.4", strength="规定")
def list_of_annexes_is_indented(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """附件说明没有左空二字，或者回行、后面的附件没有与上面的名称对齐。

    “附件”二字左空二字；附件名称较长需回行的，与上一行附件名称的首字对齐。
    """
    layout = set_layout(document)
    first = document.element("附件说明")
    where = paragraph_of(layout, first) if layout and first else None
    if layout is None or first is None or where is None or where.part != "body":
        return
    rule = form["annex_note_indent"]
    if abs(first_indent(where) - rule.value) > _HALF:
        yield _breach(
            first,
            where,
            f"附件说明{placed_across(where)}，应左空{figure(rule.value)}字",
            placed_across(where),
            f"左空{figure(rule.value)}字",
            "改正附件说明的缩进",
        )
    elif wrong := _broken_line(layout, where):
        yield _breach(
            first,
            where,
            "附件名称回行后没有与首字对齐",
            f"空{figure(wrong)}字",
            "与上一行附件名称的首字对齐",
            "设为悬挂缩进",
        )


def _broken_line(layout: Layout, paragraph: SetParagraph) -> float:
    """Where the second line of a long name begins, in characters, if that is not below its first character; else 0."""
    if not _is_long(layout, paragraph):
        return 0
    text = paragraph.text.lstrip(" \u3000")
    name = text.lstrip("附件：: \u30001234567890.．、")
    begins = first_indent(paragraph) + width(paragraph, text[: len(text) - len(name)]) / character(paragraph)
    hangs = paragraph.left / character(paragraph)
    return round(hangs, 1) if abs(hangs - begins) > 1 else 0


def _is_long(layout: Layout, paragraph: SetParagraph) -> bool:
    room = area(section_of(layout, paragraph)) - paragraph.left - paragraph.first_line - paragraph.right
    return width(paragraph, paragraph.text.strip()) > room


@check("DOC247", severity="warning", source=SOURCE, clause="7.3.6", strength="规定")
def note_is_indented(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """附注没有居左空二字。

    附注加圆括号，编排在成文日期下一行，居左空二字。
    """
    layout = set_layout(document)
    note = document.element("附注")
    where = paragraph_of(layout, note) if layout and note else None
    rule = form["remark_indent"]
    if note and where and where.part == "body":
        aside = where.alignment in ("center", "right")
        if aside or abs(first_indent(where) - rule.value) > _HALF:
            expected = f"居左空{figure(rule.value)}字"
            yield _breach(
                note,
                where,
                f"附注{placed_across(where)}，应{expected}",
                placed_across(where),
                expected,
                "改正附注的缩进",
            )
