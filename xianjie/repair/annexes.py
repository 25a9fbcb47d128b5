"""Repairs of the first page of an annex: a page of its own, the mark flush left, the title centred in its line."""

from __future__ import annotations

from collections.abc import Iterator

from checks.official_pages import is_centred, is_flush_left, lines_between, paragraphs_of
from checks.topics.document_annex_pages import annexes_on_pages
from documents.editing.properties import set_property
from xianjie.repair.model import Change, Work
from xianjie.repair.paragraphs import centre, set_flush, set_lines_above
from xianjie.repair.places import Told, node_of, told

_HALF = 1 / 2  # of a line


def new_page(work: Work) -> list[Change]:
    numbers = {finding.paragraph for finding in work.findings}
    return told(work, "附件", _new_page(work, numbers))


def _new_page(work: Work, numbers: set[int | None]) -> Iterator[Told]:
    for _, where, _ in annexes_on_pages(work.document, work.layout):
        node = node_of(work, where) if where.place.paragraph in numbers and where.part == "body" else None
        if node is not None:
            set_property(node, "pPr", "pageBreakBefore", {"val": "1"}, work.tracking)
            yield where.place.paragraph, "接排", "段前分页"


def flush_mark(work: Work) -> list[Change]:
    marks = [where for _, where, _ in annexes_on_pages(work.document, work.layout) if not is_flush_left(where)]
    return told(work, "附件", (t for where in marks if where.part == "body" for t in set_flush(work, where)))


def title(work: Work) -> list[Change]:
    return told(work, "附件标题", _title(work))


def _title(work: Work) -> Iterator[Told]:
    blank = work.form["annex_title_line"].value - 2  # below the line of the mark
    for _, above, inner in annexes_on_pages(work.document, work.layout):
        element = inner.element("标题")
        where = paragraphs_of(work.layout, element) if element else []
        if not where or where[0].part != "body":
            continue
        for paragraph in where:
            if not is_centred(work.layout, paragraph):
                yield from centre(work, paragraph)
        room = lines_between(work.layout, work.document, above, where[0])
        if room and not room.meets(blank - _HALF, blank + _HALF):
            yield from set_lines_above(work, above, where[0], blank)
