"""The comments part of a sheet: made, or merged with the comments people left there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from ledgers.annotated.xml_parts import MAIN, main, parsed, written
from ledgers.readers.references import cell_position
from values.expressions import expression

AUTHOR: Final = "核查"
DIVIDER: Final = "—— 核查意见 ——"
_EMPTY: Final = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode("ascii")
_APPEARANCE: Final = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>'
_UNPRINTABLE: Final = expression("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def with_notes(existing: bytes | None, notes: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The part with a note on each cell, and the cells that had no comment before."""
    root = parsed(existing or _EMPTY)
    author = _author_number(root)
    listed = root.find(main("commentList"))
    if listed is None:
        listed = etree.SubElement(root, main("commentList"))
    present = {comment.get("ref", ""): comment for comment in listed}
    for cell in notes.keys() & present.keys():
        _extend(present[cell], notes[cell], author)
    added = {cell: text for cell, text in notes.items() if cell not in present}
    listed.extend(_comments(added, author))
    listed[:] = sorted(listed, key=lambda comment: _order(comment.get("ref", "")))
    return written(root), list(added)


def _comments(notes: Mapping[str, str], author: str) -> list[etree._Element]:
    """Parsed from one text: building thousands of small trees by hand takes several times as long."""
    comments = (
        f'<comment ref="{cell}" authorId="{author}" shapeId="0"><text>{_run_markup(text)}</text></comment>'
        for cell, text in notes.items()
    )
    return list(parsed(f'<commentList xmlns="{MAIN}">{"".join(comments)}</commentList>'.encode()))


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


def _run_markup(text: str) -> str:
    return f'<r>{_APPEARANCE}<t xml:space="preserve">{escape(printable(text))}</t></r>'


def _run(text: str) -> etree._Element:
    return parsed(f'<text xmlns="{MAIN}">{_run_markup(text)}</text>'.encode())[0]


def printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


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
