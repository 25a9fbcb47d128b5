"""The close of a document: list of annexes, signature, day, note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.addressees import element_at
from documents.levels import level_of
from documents.lines import Line
from documents.model import Element
from documents.patterns import (
    ANNEX_ENTRY,
    ANNEX_NOTE,
    CLOSING,
    DATE,
    LONGEST_SIGNATURE,
    ONLY_DATE,
    POST,
    REMARK,
    is_agency,
)
from values.expressions import expression

_SIGNED_AND_DATED = expression(rf"(.*?\S)[\s\u3000]+({DATE})")
_MOST_SIGNATURES = 12
_BARE_REMARK = expression(r"(?:此件|联系人|联系电话|（此件)")
_LONGEST_ENTRY = 80
_WHOLE_NAME = expression(
    r".*(?:表|册|单|图|书|稿|样|式|台账|方案|办法|细则|要点|清单|规定|通知|名录|格式|说明|指南|制度|标准)[》）)]?$"
)
_MOST_AFTER = 3


def read_close(lines: Sequence[Line], bodies: frozenset[str]) -> tuple[list[Element], list[Line]]:
    """The elements at the end of a document, and its body. `bodies` are the names that its head and title give."""
    index = _closing_day(lines, bodies)
    if index is None:
        return _undated(list(lines), bodies)
    elements, above = _signed(lines, index, bodies)
    after, trailing = _remarks(lines[index + 1 :])
    listed, body = _annex_list(above)
    return [*listed, *elements, *after], [*body, *trailing]


def _closing_day(lines: Sequence[Line], bodies: frozenset[str]) -> int | None:
    """The line with the day of the document: the last one that has nothing but notes below it, or a signature above."""
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        dated = _SIGNED_AND_DATED.fullmatch(line.text.strip())
        if dated and _is_signature(Line(line.place, dated.group(1)), bodies):
            return index
        if ONLY_DATE.fullmatch(line.tight) and _closes(lines, index, bodies):
            return index
    return None


def _closes(lines: Sequence[Line], index: int, bodies: frozenset[str]) -> bool:
    if not index:
        return len(lines) == 1
    if _is_signature(lines[index - 1], bodies):
        return True
    below = lines[index + 1 :]
    return len(below) <= _MOST_AFTER and all(_is_remark(line) for line in below)


def _signed(lines: Sequence[Line], index: int, bodies: frozenset[str]) -> tuple[list[Element], list[Line]]:
    """Signature and day; several bodies sign one above the other."""
    line = lines[index]
    dated = None if ONLY_DATE.fullmatch(line.tight) else _SIGNED_AND_DATED.fullmatch(line.text.strip())
    if dated:
        elements = [element_at("署名", dated.group(1).strip(), line), element_at("成文日期", dated.group(2), line)]
        return elements, list(lines[:index])
    above = list(lines[:index])
    signatures: list[Line] = []
    while above and len(signatures) < _MOST_SIGNATURES and _is_signature(above[-1], bodies, nearest=not signatures):
        signatures.append(above.pop())
    signed = [element_at("署名", signature.text.strip(), signature) for signature in reversed(signatures)]
    return [*signed, element_at("成文日期", line.text.strip(), line)], above


def _undated(body: list[Line], bodies: frozenset[str]) -> tuple[list[Element], list[Line]]:
    """A signature without a day is known by being a name that the head gives, or by standing where one does."""
    notes, kept = _notes_at_end(body)
    signed = []
    if len(kept) > 2 and kept[-1].tight in bodies and ONLY_DATE.fullmatch(kept[-2].tight):
        signed = [
            element_at("署名", kept[-1].text.strip(), kept.pop()),
            element_at("成文日期", kept[-1].text.strip(), kept.pop()),
        ]
    elif kept and len(kept) > 1 and kept[-1].text and (kept[-1].tight in bodies or _stands_as_signature(kept[-1])):
        signed = [element_at("署名", kept[-1].text.strip(), kept.pop())]
    listed, above = _annex_list(kept)
    return [*listed, *signed, *notes], above


def _stands_as_signature(line: Line) -> bool:
    return line.indented and is_agency(line.text)


def _notes_at_end(body: list[Line]) -> tuple[list[Element], list[Line]]:
    """A note in brackets below a document that bears no day."""
    if (
        len(body) > 1
        and body[-1].text
        and REMARK.fullmatch(body[-1].text.strip())
        and _BARE_REMARK.search(body[-1].tight[:5])
    ):
        return [_note(body[-1])], body[:-1]
    return [], body


def _is_signature(line: Line, bodies: frozenset[str], *, nearest: bool = False) -> bool:
    """A body's name or a post; right above the day whatever is no sentence, since nothing else stands there."""
    text = line.text.strip()
    tight = line.tight
    if not tight or len(tight) > LONGEST_SIGNATURE or re.search("[，,。；;：:]", text) or level_of(tight)[0]:
        return False
    if CLOSING.match(tight):
        return False
    return is_agency(text) or tight in bodies or bool(POST.fullmatch(text)) or line.indented or nearest


def _remarks(lines: Sequence[Line]) -> tuple[list[Element], list[Line]]:
    """Notes below the day; what is none is left to the body, a list of annexes below the day is read all the same."""
    elements: list[Element] = []
    trailing: list[Line] = []
    for index, line in enumerate(lines):
        if ANNEX_NOTE.match(line.text):
            listed, rest = _annex_list(list(lines[index:]))
            return [*elements, *listed], [*trailing, *rest]
        if _is_remark(line):
            elements.append(_note(line))
        else:
            trailing.append(line)
    return elements, trailing


def _is_remark(line: Line) -> bool:
    return bool(line.text) and bool(REMARK.fullmatch(line.text.strip()) or _BARE_REMARK.match(line.tight))


def _note(line: Line) -> Element:
    remark = REMARK.fullmatch(line.text.strip())
    return element_at("附注", remark.group(1) if remark else line.text.strip(), line)


def _annex_list(body: list[Line]) -> tuple[list[Element], list[Line]]:
    """The entries below 附件： at the end of the body, each an element."""
    for index in range(len(body) - 1, -1, -1):
        found = ANNEX_NOTE.match(body[index].text)
        if found:
            first = Line(body[index].place, found.group(1), places=body[index].places)
            entries = [first, *body[index + 1 :]]
            if all(_may_be_entry(line) for line in entries[1:]):
                return list(_entries(entries)), body[:index]
            return [], body
    return [], body


def _may_be_entry(line: Line) -> bool:
    return bool(line.text) and len(line.text) <= _LONGEST_ENTRY and "。" not in line.text[:-1]


def _entries(lines: Sequence[Line]) -> list[Element]:
    """A line without a number goes on with the name above where the list is numbered, or that name is not whole."""
    found: list[tuple[str, list[Line]]] = []
    numbered = any(ANNEX_ENTRY.match(line.text) for line in lines)
    for line in lines:
        for piece in _pieces(line.text.strip()):
            bare = ANNEX_ENTRY.sub("", piece, count=1).strip()
            if not bare:
                continue
            goes_on = found and not ANNEX_ENTRY.match(piece) and (numbered or not _WHOLE_NAME.match(found[-1][0]))
            if goes_on:
                found[-1] = (found[-1][0] + bare, [*found[-1][1], line])
            else:
                found.append((bare, [line]))
    return [element_at("附件说明", text, *taken) for text, taken in found]


def _pieces(text: str) -> list[str]:
    """The entries that one line holds: each begins with the number after the one before."""
    found = ANNEX_ENTRY.match(text)
    pieces: list[str] = []
    while found:
        following = re.search(rf"(?<!\d){int(found.group(1)) + 1}\s*[．.、]\s*(?=\D|\d{{4}}年)", text[found.end() :])
        if following is None:
            break
        cut = found.end() + following.start()
        pieces.append(text[:cut])
        text = text[cut:]
        found = ANNEX_ENTRY.match(text)
    return [*pieces, text]
