"""版记 on the page: its rules, indents and place."""

from __future__ import annotations

from collections.abc import Iterator

from checks.declare import check
from checks.drawn_lines import Line, lines_at
from checks.head_forms import LETTER, head_form
from checks.model import DocumentBreach
from checks.official_pages import (
    SOURCE,
    area,
    elements_of,
    figure,
    first_indent,
    millimetres,
    paragraphs_of,
    section_of,
    set_layout,
    shortened,
)
from documents.layout import Layout, SetParagraph
from documents.model import OfficialDocument
from policies.forms.form import Form
from values.expressions import expression

_HALF = 1 / 2  # of a character
_AROUND = 2  # paragraphs above and below 版记 whose lines are its own
_WIDTH_SLIP = 2  # millimetres
_AFTERWARDS = expression(r"[（(]?(共印|印数|印制|校对|打字|录入)")


def imprint_paragraphs(document: OfficialDocument, layout: Layout) -> list[SetParagraph]:
    """The paragraphs of 版记, from above down."""
    elements = elements_of(document, "抄送机关", "印发机关", "印发日期")
    found = {id(p): p for element in elements for p in paragraphs_of(layout, element)}
    return [paragraph for paragraph in layout.paragraphs if id(paragraph) in found]


def _around(layout: Layout, imprint: list[SetParagraph]) -> list[SetParagraph]:
    """版记 with the blank paragraphs beside it, which may bear its rules."""
    own = set(map(id, imprint))
    at = [index for index, paragraph in enumerate(layout.paragraphs) if id(paragraph) in own]
    first, last = at[0], at[-1]
    above = [p for p in layout.paragraphs[max(0, first - _AROUND) : first] if _is_blank(p)]
    below = [p for p in layout.paragraphs[last + 1 : last + 1 + _AROUND] if _is_blank(p)]
    return [*above, *layout.paragraphs[first : last + 1], *below]


def _is_blank(paragraph: SetParagraph) -> bool:
    return paragraph.part == "body" and not paragraph.text.strip()


def imprint_lines(document: OfficialDocument, layout: Layout) -> tuple[list[SetParagraph], list[tuple[int, Line]]]:
    """The paragraphs of 版记 and its lines, each with how many of the paragraphs stand above it."""
    imprint = imprint_paragraphs(document, layout)
    if not imprint:
        return [], []
    order = {id(paragraph): index for index, paragraph in enumerate(layout.paragraphs)}
    places = [order[id(paragraph)] for paragraph in imprint]
    counted = []
    for line in lines_at(layout, _around(layout, imprint)):
        at = order[id(line.paragraph)]
        counted.append((sum(place < at or (place == at and line.edge == "bottom") for place in places), line))
    return imprint, counted


# ---- 分隔线 ------------------------------------------------------------------------------------------------------


@check("DOC261", severity="warning", source=SOURCE, clause="7.4.1", strength="规定")
def imprint_stands_between_rules(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """版记缺分隔线，或分隔线与版心不等宽。

    版记的各要素之间、第一个要素之上和最后一个要素之下都有分隔线，与版心等宽。段落边框、表格边框、画的线都算；信函格式的版记不加分隔线。
    """
    layout = set_layout(document)
    if layout is None or head_form(document, layout) == LETTER:
        return
    imprint, lines = imprint_lines(document, layout)
    if not imprint:
        return
    where = {above for above, _ in lines}
    missing = [
        name
        for name, lacks in (
            ("第一个要素之上", 0 not in where),
            ("各要素之间", len(imprint) > 1 and not where & set(range(1, len(imprint)))),
            ("最后一个要素之下", len(imprint) not in where),
        )
        if lacks
    ]
    if missing:
        message = f"版记{'、'.join(missing)}没有分隔线"
        yield _breach(imprint[0], message, message.removeprefix("版记"), "与版心等宽的分隔线", "补上版记的分隔线")
    else:
        yield from _wrong_lengths(layout, [line for _, line in lines])


def _wrong_lengths(layout: Layout, lines: list[Line]) -> Iterator[DocumentBreach]:
    for line in lines:
        room = millimetres(area(section_of(layout, line.paragraph)))
        if line.length is not None and abs(millimetres(line.length) - room) > _WIDTH_SLIP:
            observed, expected = f"{figure(millimetres(line.length))}毫米", f"{figure(room)}毫米"
            yield _breach(
                line.paragraph,
                f"版记的分隔线长{observed}，应与版心等宽（{expected}）",
                observed,
                expected,
                "改正分隔线的长度；用段落边框的，去掉这一段的缩进",
            )
            return


@check("DOC262", severity="info", source=SOURCE, clause="7.4.1", strength="推荐")
def imprint_rules_are_as_thick_as_recommended(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """版记分隔线的粗细与推荐的不同。

    首条和末条推荐0.35毫米，中间的推荐0.25毫米。
    """
    layout = set_layout(document)
    if layout is None or head_form(document, layout) == LETTER:
        return
    imprint, lines = imprint_lines(document, layout)
    for above, line in lines:
        rule = form["imprint_outer_rule" if above in (0, len(imprint)) else "imprint_inner_rule"]
        if not rule.allows(round(line.width, 2)):
            observed, expected = f"{line.width:.2f}毫米", f"{figure(rule.value)}毫米"
            message = f"{rule.title}粗{observed}，推荐{expected}"
            yield _breach(line.paragraph, message, observed, expected, "改正分隔线的粗细")
            return


def _breach(where: SetParagraph, message: str, observed: str, expected: str, do: str) -> DocumentBreach:
    return DocumentBreach("版记", message, observed, expected, do, where.place.paragraph)


# ---- 抄送和印发 ---------------------------------------------------------------------------------------------------


@check("DOC263", severity="warning", source=SOURCE, clause="7.4.2", strength="规定")
def copies_end_with_a_full_stop(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """最后一个抄送机关名称后没有标句号。

    抄送机关之间用逗号或顿号，最后一个名称后标句号。
    """
    for element in elements_of(document, "抄送机关")[-1:]:
        text = element.text.rstrip()
        if text and not text.endswith("。"):
            bare = text.rstrip("，、；,;.")
            yield DocumentBreach.at(
                element,
                "最后一个抄送机关名称后没有句号",
                observed=text[-8:],
                expected=f"{bare[-8:]}。",
                suggestion="在最后一个抄送机关名称后标句号",
            )


@check("DOC264", severity="warning", source=SOURCE, clause="7.4.2、7.4.3", strength="规定")
def imprint_is_indented_by_one_character(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """抄送机关、印发机关没有左空一字，印发日期没有右空一字。

    印发日期用制表位、表格与印发机关排在一行的，右空多少要排成页面才量得出，不看。
    """
    layout = set_layout(document)
    if layout is None:
        return
    wanted = form["imprint_indent"].value
    for element in elements_of(document, "抄送机关", "印发机关"):
        for paragraph in paragraphs_of(layout, element)[:1]:
            aside = paragraph.alignment in ("center", "right", "distribute")
            if not aside and abs(first_indent(paragraph) - wanted) > _HALF:
                observed, expected = f"左空{figure(round(first_indent(paragraph), 1))}字", f"左空{figure(wanted)}字"
                yield DocumentBreach(
                    element.kind,
                    f"{element.kind}{observed}，应{expected}",
                    observed,
                    expected,
                    "改正版记的缩进",
                    paragraph.place.paragraph,
                )


@check("DOC265", severity="warning", source=SOURCE, clause="7.1、7.4.1", strength="规定")
def nothing_follows_the_imprint(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """版记后面还有内容。

    版记在公文最后一面，附件也在版记之前。印数、校对等承印说明不算。
    """
    layout = set_layout(document)
    if layout is None:
        return
    imprint = imprint_paragraphs(document, layout)
    if not imprint:
        return
    last = next(index for index, paragraph in enumerate(layout.paragraphs) if paragraph is imprint[-1])
    for paragraph in layout.paragraphs[last + 1 :]:
        text = paragraph.text.strip()
        if text and not _AFTERWARDS.match(text):
            short = shortened(paragraph.text)
            yield _breach(
                paragraph, f"版记后面还有内容：“{short}”", short, "版记在最后", "把版记移到全文最后（附件之后）"
            )
            return
