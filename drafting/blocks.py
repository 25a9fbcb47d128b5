"""Paragraphs and annexed documents as the templates want them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from documents.model import OfficialDocument, Paragraph, Table
from documents.text import plain_number
from drafting.geometry import NATIONAL, Geometry
from drafting.signoff import sign_off
from drafting.titles import broken, full_title
from templates.blocks import Block as SetBlock
from templates.figures import STYLE as FIRST_PAGE
from templates.figures import TALLEST, WHOLE_PAGE, figure_block
from templates.sections import NUMBERED
from templates.tables import landscape_table, table_block

Block = dict[str, object]
ABOVE_SCAN, SCAN_TITLE_LINE = 21.0, 11.7  # millimetres: the mark and the blank line below it, a line of the title
LEVEL_NAMES = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}


def block(kind: str, text: object, heading: str = "") -> Block:
    return {"类": kind, "题": heading, "文": text}


def body_blocks(paragraphs: Iterable[Paragraph], geometry: Geometry = NATIONAL) -> list[Block]:
    return [_body_block(part, geometry) for part in paragraphs]


def _body_block(part: Paragraph, geometry: Geometry, *, turned: bool = False) -> Block:
    if part.table:
        return {**block("表格", ""), "表": _set_table(part.table, geometry, turned=turned)}
    if part.figure:
        return {**block("图", ""), "图": figure_block(part.figure)}
    return block(LEVEL_NAMES.get(part.level, "正文"), part.rest, part.heading)


def _set_table(table: Table, geometry: Geometry, *, turned: bool) -> SetBlock:
    """The table over the width of the text, one that lies on its side over the height of the page."""
    return landscape_table(table, geometry.page, opened=turned) if table.landscape else table_block(table, geometry.area)


def incoming_title(document: OfficialDocument) -> str:
    """The title of an incoming document with its issuing body."""
    return full_title(document.agency, document.title)


def annexed(
    document: OfficialDocument, mark: str, title: str = "", geometry: Geometry = NATIONAL
) -> Mapping[str, object]:
    """An incoming document as an annex: whole, but without the red head, the seal and the imprint of its issuer.

    Under another title given, its own and its number are left out.
    """
    set_title = broken(title) or _titled(document)
    if is_scan(document):
        pages = list(_scanned_pages(document, below=ABOVE_SCAN + SCAN_TITLE_LINE * (set_title.count("\n") + 1)))
        return {"标记": mark, "标题": set_title, "文号": "", "分节": SetBlock(), "段落": pages}
    turned = bool(document.body and document.body[0].table and document.body[0].table.landscape)
    return {
        "标记": mark,
        "标题": set_title,
        "文号": "" if title else plain_number(document.number),
        "分节": NUMBERED if turned else SetBlock(),
        "段落": [*_main(document, geometry, turned=turned), *_inner(document, geometry)],
    }


def is_scan(document: OfficialDocument) -> bool:
    """Whether the document is nothing but pictures: pages that were scanned."""
    return bool(document.body) and all(part.figure for part in document.body)


def _scanned_pages(document: OfficialDocument, below: float) -> Iterator[Block]:
    """Whole pages: the first under mark and title of the annex, each other on a page of its own."""
    for number, part in enumerate(document.body):
        if part.figure:
            style, tallest = (WHOLE_PAGE, TALLEST) if number else (FIRST_PAGE, TALLEST - below)
            yield {**block("图", ""), "图": figure_block(part.figure, style=style, tallest=tallest)}


def _titled(document: OfficialDocument) -> str:
    """The issuing body on a line of its own above a title that does not name it."""
    if not document.agency or document.title.startswith(document.agency):
        return broken(document.title)
    return f"{broken(document.agency)}\n{broken(document.title)}"


def _main(document: OfficialDocument, geometry: Geometry, *, turned: bool = False) -> Iterator[Block]:
    if addressee := document.text("主送机关"):
        yield block("主送", f"{addressee}：")
    elif document.body and not turned:
        yield block("空行", "")
    for number, part in enumerate(document.body):
        yield _body_block(part, geometry, turned=turned and not number)
    for number, note in enumerate(
        (element.text for element in document.elements if element.kind == "附件说明"), start=1
    ):
        yield block("正文", f"附件：{note}" if number == 1 else f"　　　{note}")
    yield from _signed(document, geometry)
    if remark := document.text("附注"):
        yield block("正文", f"（{remark}）")


def _signed(document: OfficialDocument, geometry: Geometry) -> Iterator[Block]:
    signature, day = document.text("署名"), document.text("成文日期")
    placed, placed_day = sign_off(signature, day, seal=False, geometry=geometry)
    if signature:
        yield block("署名", placed)
    if day:
        yield block("日期", placed_day)


def _inner(document: OfficialDocument, geometry: Geometry) -> Iterator[Block]:
    """What the incoming document itself issues or annexes follows it, each under its own title."""
    for inner in document.inner:
        if mark := inner.text("附件"):
            yield block("正文", mark)
        if inner.title:
            yield block("标题", broken(inner.title))
        if inner.number:
            yield block("文号", plain_number(inner.number))
        yield from _main(inner, geometry)
        yield from _inner(inner, geometry)
