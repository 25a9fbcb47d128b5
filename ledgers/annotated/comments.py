"""The comments part of a sheet: made, or merged with the comments people left there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from ledgers.annotated.xml_parts import MAIN, main, parsed, written
from ledgers.readers.references import cell_position

AUTHOR: Final = "核查"
DIVIDER: Final = "—— 核查意见 ——"
_EMPTY: Final = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode("ascii")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def with_notes(existing: bytes | None, notes: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The part with a note on each cell, and the cells that had no comment before."""
    root = parsed(existing or _EMPTY)
    author = _author_number(root)
    listed = root.find(main("commentList"))
    if listed is None:
        listed = etree.SubElement(root, main("commentList"))
    present = {comment.get("ref", ""): comment for comment in listed}
    for cell, text in notes.items():
        if cell in present:
            _extend(present[cell], text, author)
        else:
            listed.append(_comment(cell, text, author))
    listed[:] = sorted(listed, key=lambda comment: _order(comment.get("ref", "")))
    return written(root), [cell for cell in notes if cell not in present]


def _order(reference: str) -> tuple[int, int]:
    try:
        return cell_position(reference)
    except ValueError:
        return 0, 0


def _author_number(root: etree._Element) -> str:
    authors = root.find(main("authors"))
    if authors is None:
        authors = etree.Element(main("authors"))
        root.insert(0, authors)
    for number, author in enumerate(authors):
        if author.text == AUTHOR:
            return str(number)
    etree.SubElement(authors, main("author")).text = AUTHOR
    return str(len(authors) - 1)


def _comment(cell: str, text: str, author: str) -> etree._Element:
    comment = etree.Element(main("comment"), {"ref": cell, "authorId": author, "shapeId": "0"})
    etree.SubElement(comment, main("text")).append(_run(text))
    return comment


def _run(text: str) -> etree._Element:
    run = etree.Element(main("r"))
    properties = etree.SubElement(run, main("rPr"))
    etree.SubElement(properties, main("sz"), {"val": "9"})
    etree.SubElement(properties, main("color"), {"indexed": "81"})
    etree.SubElement(properties, main("rFont"), {"val": "宋体"})
    etree.SubElement(properties, main("charset"), {"val": "134"})
    shown = etree.SubElement(run, main("t"), {_SPACE: "preserve"})
    shown.text = printable(text)
    return run


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (ord(char) >= 32 and char not in "\ufffe\uffff"))


def _extend(comment: etree._Element, text: str, author: str) -> None:
    """Our own earlier note is replaced; below a person's comment ours is written anew."""
    body = comment.find(main("text"))
    if body is None:
        body = etree.SubElement(comment, main("text"))
    if comment.get("authorId") == author:
        body[:] = [_run(text)]
        return
    plain = body.find(main("t"))
    if plain is not None:  # a text is either plain or runs
        body[:] = [_run(plain.text or "")]
    _drop_earlier(body)
    body.append(_run(f"\n{DIVIDER}\n{text}"))


def _drop_earlier(body: etree._Element) -> None:
    for run in body.findall(main("r")):
        if DIVIDER in str(run.xpath("string()")):
            body.remove(run)
