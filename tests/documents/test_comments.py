"""Comments stand at the paragraphs they are about, beside those that are there; nothing else in the package changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from lxml import etree

from documents.editing.comments import Comment, with_comments
from documents.editing.package import W, paragraphs_of
from tests.repair.documents import layout_of, members
from tests.specimens import conformant, made

DAY = "2024-12-31T00:00:00Z"
ALLOWED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def commented(data: bytes, comments: Iterable[Comment]) -> bytes:
    return with_comments(data, comments, author="衔接核查", day=DAY)


def said(data: bytes) -> dict[str, str]:
    """The text of each comment by its number."""
    root = etree.fromstring(members(data)["word/comments.xml"])
    return {comment.get(W + "id", ""): "\n".join(_text(p) for p in comment) for comment in root}


def _text(node: Any) -> str:
    return "".join(t.text or "" for t in node.iter(W + "t"))


def places(data: bytes) -> dict[str, tuple[int, str]]:
    """Where each comment begins: the number and the text of the paragraph."""
    root = etree.fromstring(members(data)["word/document.xml"])
    numbers: dict[Any, int] = {node: number for number, node in paragraphs_of(root)}
    starts = ((mark, next(mark.iterancestors(W + "p"))) for mark in root.iter(W + "commentRangeStart"))
    return {mark.get(W + "id", ""): (numbers[node], _text(node)) for mark, node in starts}


def place_of(data: bytes, beginning: str) -> int:
    return next(p.place.paragraph or 0 for p in layout_of(data).paragraphs if p.text.startswith(beginning))


@pytest.mark.parametrize(
    ("variant", "beginning"),
    [("通知", "主送"), ("通知", "抄送："), ("通知·版头在表格", "示府发"), ("横排附表", "序号")],
)
def test_a_comment_stands_at_its_paragraph_in_tables_too(variant: str, beginning: str) -> None:
    data = conformant()[variant]
    begins = "各乡（镇）人民政府" if beginning == "主送" else beginning
    number = place_of(data, begins)
    annotated = commented(data, [Comment(number, "请核对。")])
    found_at, text = places(annotated)["0"]
    assert found_at == number
    assert text.startswith(begins)
    assert said(annotated)["0"] == "请核对。"


def test_a_comment_on_a_text_box_stands_where_the_box_is_anchored() -> None:
    """Word takes no comments inside text boxes."""
    data = conformant()["通知·版头在文本框"]
    number = place_of(data, "示府发")
    annotated = commented(data, [Comment(number, "请核对。")])
    assert places(annotated)["0"][0] == number
    box = etree.fromstring(members(annotated)["word/document.xml"]).find(f".//{W}txbxContent")
    assert box is not None
    assert box.find(f".//{W}commentRangeStart") is None


def test_comments_that_are_there_stay() -> None:
    data = made("通知", [{"at": "正文 2", "part": {"全县所有农户": {"comment": True}}}])
    annotated = commented(data, [Comment(14, "请核对。"), Comment(None, "全文的问题。\n第二行")])
    assert said(annotated) == {"0": "请核对此处。", "1": "请核对。", "2": "全文的问题。\n第二行"}
    assert places(annotated)["2"][0] == 1
    assert layout_of(annotated).comments == 3


@pytest.mark.parametrize("variant", ["通知", "党委通知", "函", "请示·签发人在表格"])
def test_parts_that_need_no_change_keep_their_bytes(variant: str) -> None:
    before = conformant()[variant]
    after = members(commented(before, [Comment(5, "请核对。")]))
    assert list(members(before)) == [name for name in after if name != "word/comments.xml"]
    assert {name for name, content in after.items() if members(before).get(name) != content} == ALLOWED
    assert layout_of(before).paragraphs == layout_of(commented(before, [Comment(5, "请核对。")])).paragraphs
