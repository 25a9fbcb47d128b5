"""Comments in a .docx: at the paragraph they are about, beside those that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree
from msgspec import Struct

from documents.editing.package import BODY, W, paragraphs_of, parsed, read_members, rewritten, written
from documents.editing.relations import CONTENT_TYPES, DOCUMENT_RELATIONS, NO_RELATIONS, part_of_kind, relate
from documents.package import UnreadableDocumentError

_COMMENTS = "word/comments.xml"
_MAIN = W.strip("{}")


class Comment(Struct, frozen=True):
    """What is said about a paragraph, by its number; about the document as a whole with None (it stands at the first)."""

    paragraph: int | None
    text: str


def with_comments(data: bytes, comments: Iterable[Comment], *, author: str, day: str) -> bytes:
    """The document with comments; `day` as 2024-09-30T00:00:00Z.

    A part that needs no change keeps its bytes.
    """
    members = read_members(data)
    body = parsed(members[BODY])
    name = _comments_part(members)
    listed = parsed(members[name]) if name in members else etree.Element(W + "comments", nsmap={"w": _MAIN})
    numbered: dict[int, etree._Element] = {}
    for number, node in paragraphs_of(body):
        numbered.setdefault(number, node)
    next_id = max((int(c.get(W + "id", "0")) for c in listed), default=-1) + 1
    for identity, comment in enumerate(comments, start=next_id):
        node = numbered.get(comment.paragraph or 1, numbered[1])
        _anchor(node, str(identity))
        listed.append(_comment(str(identity), comment.text, author, day))
    changes = {BODY: written(body), name: written(listed)}
    return rewritten(data, changes if name in members else {**changes, **_declared(members, name)})


def _comments_part(members: Mapping[str, bytes]) -> str:
    """The part the document relates to as its comments; the usual name where there is none."""
    return part_of_kind(parsed(members.get(DOCUMENT_RELATIONS, NO_RELATIONS)), "comments") or _COMMENTS


def _anchor(paragraph: etree._Element, identity: str) -> None:
    start, end = (etree.Element(W + name, {W + "id": identity}) for name in ("commentRangeStart", "commentRangeEnd"))
    run = etree.Element(W + "r")
    etree.SubElement(run, W + "commentReference", {W + "id": identity})
    has_properties = paragraph.find(W + "pPr") is not None
    paragraph.insert(int(has_properties), start)
    paragraph.extend([end, run])


def _comment(identity: str, text: str, author: str, day: str) -> etree._Element:
    attributes = {W + "id": identity, W + "author": author, W + "date": day, W + "initials": author[:1]}
    comment = etree.Element(W + "comment", attributes)
    for line in text.splitlines() or [""]:
        run = etree.SubElement(etree.SubElement(comment, W + "p"), W + "r")
        node = etree.SubElement(run, W + "t")
        node.text = line
    return comment


def _declared(members: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The relationship and the content type that a new part needs."""
    if CONTENT_TYPES not in members:
        raise UnreadableDocumentError("文件不完整，缺内容类型表")
    relations, types = parsed(members.get(DOCUMENT_RELATIONS, NO_RELATIONS)), parsed(members[CONTENT_TYPES])
    relate(relations, types, name, "comments")
    return {DOCUMENT_RELATIONS: written(relations), CONTENT_TYPES: written(types)}
