"""Annexes on the page: each begins one, its mark in the first line, its title in the third."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_pages import (
    SOURCE,
    before,
    elements_of,
    figure,
    is_centred,
    is_flush_left,
    lines_between,
    paragraphs_of,
    placed_across,
    set_layout,
)
from documents.layout import Layout, SetParagraph
from documents.model import Element, OfficialDocument
from policies.forms.form import Form

_HALF = 1 / 2  # of a line


def _breach(
    element: Element, where: SetParagraph, message: str, observed: str, expected: str, do: str
) -> DocumentBreach:
    return DocumentBreach(element.kind, message, observed, expected, do, where.place.paragraph)


def annexes_on_pages(
    document: OfficialDocument, layout: Layout
) -> Iterator[tuple[Element, SetParagraph, OfficialDocument]]:
    for inner in document.inner:
        for mark in elements_of(inner, "附件"):
            yield from ((mark, where, inner) for where in paragraphs_of(layout, mark))


@check("DOC281", severity="warning", source=SOURCE, clause="7.3.7", strength="规定")
def annex_begins_a_page(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """附件没有另面编排。

    “附件”二字所在的段前应有分页符、分节符，或设了段前分页。
    """
    layout = set_layout(document)
    for mark, where, _ in annexes_on_pages(document, layout) if layout else ():
        assert layout is not None
        if not _begins_page(layout, where):
            yield _breach(mark, where, f"“{mark.text}”没有另起一页", "接排", "另面编排", "在附件前面插入分页符")


def _begins_page(layout: Layout, paragraph: SetParagraph) -> bool:
    """Whether it begins a page, or a blank paragraph above it does with only blank ones between."""
    blanks = takewhile(lambda other: not other.text.strip(), reversed(before(layout, paragraph)))
    return paragraph.page_break_before or any(blank.page_break_before for blank in blanks)


@check("DOC282", severity="warning", source=SOURCE, clause="7.3.7", strength="规定")
def annex_mark_is_flush_left(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """“附件”二字及顺序号没有顶格。

    “附件”二字及顺序号顶格编排在版心左上角第一行。
    """
    layout = set_layout(document)
    for mark, where, _ in annexes_on_pages(document, layout) if layout else ():
        if where.part == "body" and not is_flush_left(where):
            yield _breach(mark, where, f"“{mark.text}”没有顶格", placed_across(where), "顶格", "左对齐，去掉缩进")


@check("DOC283", severity="warning", source=SOURCE, clause="7.3.7", strength="规定")
def annex_title_stands_in_the_third_line(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """附件标题没有居中编排在版心第三行。

    “附件”二字在第一行，标题在第三行，中间空一行。
    """
    layout = set_layout(document)
    rule = form["annex_title_line"]
    for mark, above, inner in annexes_on_pages(document, layout) if layout else ():
        assert layout is not None
        title = inner.element("标题")
        where = paragraphs_of(layout, title) if title else []
        if not where or where[0].part != "body":
            continue
        if any(not is_centred(layout, paragraph) for paragraph in where):
            yield _breach(mark, where[0], f"“{mark.text}”的标题没有居中", "没有居中", "居中", "把附件标题设为居中")
        room = lines_between(layout, document, above, where[0])
        blank = rule.value - 2
        if room and not room.meets(blank - _HALF, blank + _HALF):
            observed = f"空{figure(round((room.least + room.most) / 2, 1))}行"
            expected = f"标题在第{figure(rule.value)}行，上面空{figure(blank)}行"
            yield _breach(
                mark,
                where[0],
                f"“{mark.text}”与标题之间{observed}，应空{figure(blank)}行",
                observed,
                expected,
                "改正空行",
            )
