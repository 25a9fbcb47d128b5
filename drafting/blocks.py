"""Paragraphs and annexed documents as the templates want them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from documents.model import OfficialDocument, Paragraph
from documents.text import plain_number
from drafting.signoff import sign_off
from drafting.titles import broken, full_title

Block = dict[str, object]
LEVEL_NAMES = {1: "一级", 2: "二级"}


def block(kind: str, text: object, heading: str = "") -> Block:
    return {"类": kind, "题": heading, "文": text}


def body_blocks(paragraphs: Iterable[Paragraph]) -> list[Block]:
    return [_body_block(part) for part in paragraphs]


def _body_block(part: Paragraph) -> Block:
    if part.table:
        return {**block("表格", ""), "表": part.table}
    if part.figure:
        return {**block("图", ""), "图": part.figure}
    return block(LEVEL_NAMES.get(part.level, "正文"), part.rest, part.heading)


def incoming_title(document: OfficialDocument) -> str:
    """The title of an incoming document with its issuing body."""
    return full_title(document.agency, document.title)


def annexed(document: OfficialDocument, mark: str) -> Mapping[str, object]:
    """An incoming document as an annex: whole, but without the red head, the seal and the imprint of its issuer."""
    return {
        "标记": mark,
        "标题": _titled(document),
        "文号": plain_number(document.number),
        "段落": [*_main(document), *_inner(document)],
    }


def _titled(document: OfficialDocument) -> str:
    """The issuing body on a line of its own above a title that does not name it."""
    if not document.agency or document.title.startswith(document.agency):
        return broken(document.title)
    return f"{broken(document.agency)}\n{broken(document.title)}"


def _main(document: OfficialDocument) -> Iterator[Block]:
    if addressee := document.text("主送机关"):
        yield block("主送", f"{addressee}：")
    elif document.body:
        yield block("空行", "")
    yield from body_blocks(document.body)
    for number, note in enumerate(
        (element.text for element in document.elements if element.kind == "附件说明"), start=1
    ):
        yield block("正文", f"附件：{note}" if number == 1 else f"　　　{note}")
    yield from _signed(document)
    if remark := document.text("附注"):
        yield block("正文", f"（{remark}）")


def _signed(document: OfficialDocument) -> Iterator[Block]:
    signature, day = document.text("署名"), document.text("成文日期")
    placed, placed_day = sign_off(signature, day, seal=False)
    if signature:
        yield block("署名", placed)
    if day:
        yield block("日期", placed_day)


def _inner(document: OfficialDocument) -> Iterator[Block]:
    """What the incoming document itself issues or annexes follows it, each under its own title."""
    for inner in document.inner:
        if mark := inner.text("附件"):
            yield block("正文", mark)
        if inner.title:
            yield block("标题", broken(inner.title))
        if inner.number:
            yield block("文号", plain_number(inner.number))
        yield from _main(inner)
        yield from _inner(inner)
