"""Scan damage mended: broken lines rejoined, stray spaces and page numbers taken out; nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from documents.levels import is_bare_heading, level_of
from documents.model import Figure, Table
from documents.patterns import (
    ADDRESS_OPENING,
    ADDRESSEE,
    BODY_OPENING,
    COPIES,
    ENDS_SENTENCE,
    ONLY_DATE,
    PRINTED,
    SIGNED_LINE,
    is_agency,
    is_structural,
    is_title_like,
)
from documents.places import Place
from values.expressions import expression

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026\U00020000-\U0003ffff"
GAPS = expression(rf"(?<=[{WIDE}])[ \t\u3000\xa0]+|[ \t\u3000\xa0]+(?=[{WIDE}])")
PAGE_NUMBER = expression(r"[—–\-－]+\s*\d{1,4}\s*[—–\-－]+|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?")
BULLET = expression(r"[-*•]\s+(?=\S)")
TAIL = 400  # of a paragraph in the making, enough to tell how it goes on
SHORTEST_BROKEN = 16  # a line that breaks off at the margin or the foot of a page is at least that long


class Line(Struct, frozen=True):
    """A paragraph to be recognised, the place where it begins, and what its setting says of it.

    `as_title` is large and centred. `indented` is set towards the right, as a signature is. A table or a figure is a line
    of its own without text. `places` are all it takes up where it is more than one.
    """

    place: Place
    text: str
    as_title: bool = False
    centred: bool = False
    red: bool = False
    indented: bool = False
    begins_page: bool = False
    table: Table | None = None
    figure: Figure | None = None
    places: tuple[Place, ...] = ()

    @property
    def tight(self) -> str:
        """The text without any space: how it is recognised, however it was spread out."""
        return "".join(self.text.split())


class _Piece(Struct, frozen=True):
    number: int
    text: str
    after_blank: bool


def mend(text: str) -> list[Line]:
    """The paragraphs of a text."""
    pieces = list(_pieces(text))
    by_blank_lines = any(piece.after_blank for piece in pieces[1:])
    paragraphs: list[list[_Piece]] = []
    before = ""
    for index, piece in enumerate(pieces):
        signs = is_agency(piece.text) and any(
            ONLY_DATE.fullmatch(below.text) for below in pieces[index + 1 : index + 2]
        )
        if paragraphs and not signs and _continues(before, piece, by_blank_lines=by_blank_lines):
            paragraphs[-1].append(piece)
            before = f"{before}{piece.text}"[-TAIL:]
        else:
            paragraphs.append([piece])
            before = piece.text
    return [_joined(parts) for parts in paragraphs]


def _joined(parts: Sequence[_Piece]) -> Line:
    places = tuple(Place(line=part.number) for part in parts)
    text = close_gaps(" ".join(part.text for part in parts))
    return Line(places[0], text, places=places if len(places) > 1 else ())


def close_gaps(text: str) -> str:
    """The text without the spaces that a scan leaves around Chinese characters; those of lists in the imprint stay."""
    if SIGNED_LINE.search(_tight(text)):
        return text.strip()
    if COPIES.match(text) or (PRINTED.fullmatch(_tight(text)) and " " in text.strip()):
        return _imprint(text)
    return _tight(text)


def _tight(text: str) -> str:
    return GAPS.sub("", text).strip()


def _imprint(text: str) -> str:
    """In 抄送 and 印发 lines spaces divide names; only those inside a date go."""
    return re.sub(r"\s*([年月日])\s*(?=\d|印发|$)", r"\1", " ".join(text.split()))


def _pieces(text: str) -> Iterator[_Piece]:
    blank = False
    for number, raw in enumerate(text.splitlines(), start=1):
        stripped = BULLET.sub("", raw.replace("\ufeff", "").strip(), count=1)
        if PAGE_NUMBER.fullmatch(stripped):
            continue  # a page ends here, which says nothing about the sentence
        if stripped:
            yield _Piece(number, close_gaps(stripped), blank)
        blank = not stripped


def _continues(before: str, piece: _Piece, *, by_blank_lines: bool) -> bool:
    """Whether a piece goes on with the sentence, or in wrapped text the paragraph, before it."""
    apart = piece.after_blank or not by_blank_lines
    if is_structural(piece.text) or (is_structural(before) and not _is_broken_passage(before, apart=apart)):
        return False
    if piece.after_blank and ADDRESS_OPENING.match(piece.text) and ADDRESSEE.fullmatch(piece.text):
        return False
    if before[-1] in ENDS_SENTENCE:
        wrapped = by_blank_lines and not piece.after_blank
        return wrapped and len(before) >= SHORTEST_BROKEN and before[-1] not in "：:" and not is_title_like(piece.text)
    return len(before) >= SHORTEST_BROKEN and not _stands_alone(before, piece)


def _is_broken_passage(text: str, *, apart: bool) -> bool:
    """A numbered passage that is more than its heading can break off like any other."""
    return level_of(text)[0] > 0 and len(text) >= SHORTEST_BROKEN and not is_bare_heading(text, apart=apart)


def _stands_alone(before: str, piece: _Piece) -> bool:
    """Unpunctuated lines that are whole: titles, addressees without their colon."""
    if is_title_like(before):
        return True
    return bool(ADDRESS_OPENING.match(before) and BODY_OPENING.match(piece.text) and "。" not in before)
