"""Replies in the threaded comments of Excel 365, which shows the thread of a cell and not the note kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from ledgers.annotated.comments import AUTHOR, printable
from ledgers.annotated.xml_parts import Parts, parsed, written
from ledgers.readers.workbook_parts import WORKBOOK, Relationship, relationships

_THREADS: Final = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_COMMENT: Final = f"{{{_THREADS}}}threadedComment"
_TEXT: Final = f"{{{_THREADS}}}text"
_PERSON: Final = f"{{{_THREADS}}}person"


def reply_in_threads(parts: Parts, related: Sequence[Relationship], notes: Mapping[str, str]) -> None:
    """Put our note below every thread that stands on one of the cells; a reply of ours is replaced."""
    member = next((r.target for r in related if r.kind == "threadedComment" and r.target in parts), None)
    if member is None:
        return
    root = parsed(parts.read(member))
    begun = {comment.get("ref", ""): comment for comment in root.findall(_COMMENT) if not comment.get("parentId")}
    cells = [cell for cell in notes if cell in begun]
    person = _our_person(parts) if cells else None
    if person is None:
        return
    for cell in cells:
        _reply(root, begun[cell], notes[cell], person)
    parts.write(member, written(root))


def _our_person(parts: Parts) -> str | None:
    """The id under which we write, listed among the people of the workbook."""
    people = [r.target for r in relationships(parts.package, WORKBOOK) if r.kind == "person"]
    member = next((name for name in people if name in parts), None)
    if member is None:
        return None
    root = parsed(parts.read(member))
    known = next((person.get("id") for person in root.findall(_PERSON) if person.get("displayName") == AUTHOR), None)
    if known:
        return known
    own = _identifier(AUTHOR)
    attributes = {"displayName": AUTHOR, "id": own, "userId": AUTHOR, "providerId": "None"}
    etree.SubElement(root, _PERSON, attributes)
    parts.write(member, written(root))
    return own


def _reply(root: etree._Element, first: etree._Element, text: str, person: str) -> None:
    """The reply bears the time of the last word before it: the same copy comes out whenever it is made."""
    thread = [first, *(c for c in root.findall(_COMMENT) if c.get("parentId") == first.get("id"))]
    for comment in thread[1:]:
        if comment.get("personId") == person:
            root.remove(comment)
            thread.remove(comment)
    attributes = {
        "ref": first.get("ref", ""),
        "dT": max(comment.get("dT", "") for comment in thread),
        "personId": person,
        "id": _identifier(f"{first.get('id')}/{AUTHOR}"),
        "parentId": first.get("id", ""),
    }
    reply = etree.Element(_COMMENT, attributes)
    etree.SubElement(reply, _TEXT).text = printable(text)
    thread[-1].addnext(reply)


def _identifier(name: str) -> str:
    return f"{{{str(uuid5(NAMESPACE_URL, name)).upper()}}}"
