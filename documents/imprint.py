"""The imprint at the end of a document: copies, printing office and day; several where one document carries another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from documents.addressees import element_at
from documents.lines import Line
from documents.model import Element
from documents.patterns import COPIES, DATE, LONE_PRINTED, ONLY_DATE, PRINTED, is_agency
from values.expressions import expression

_LONGEST_COPIES = 400
_UNSAID = expression(rf"(\S+)\s+({DATE})")  # below 抄送, without the word 印发


class Imprint(Struct, frozen=True):
    """The elements of one imprint and the line above which it stands, among the lines that are left."""

    elements: tuple[Element, ...]
    at: int

    @property
    def office(self) -> str:
        return next((element.text for element in self.elements if element.kind == "印发机关"), "")


class _Open(Struct):
    elements: list[Element] = field(default_factory=list)
    at: int = 0
    copying: Line | None = None


def split_imprints(lines: Sequence[Line]) -> tuple[list[Line], list[Imprint]]:
    """The lines that are none of an imprint, and the imprints in order."""
    kept: list[Line] = []
    found: list[Imprint] = []
    opened = _Open()
    for index, line in enumerate(lines):
        taken = _take(line, lines[index + 1 : index + 3], kept, opened)
        if not taken:
            if opened.elements:
                found.append(Imprint(tuple(opened.elements), opened.at))
                opened = _Open()
            kept.append(line)
    if opened.elements:
        found.append(Imprint(tuple(opened.elements), opened.at))
    return kept, found


def _take(line: Line, below: Sequence[Line], kept: list[Line], opened: _Open) -> bool:
    """Whether the line is part of an imprint, which it is then added to."""
    if not opened.elements:
        opened.at = len(kept)
    text = line.text.strip()
    if not text:
        return False
    if copies := COPIES.match(text):
        opened.elements.append(element_at("抄送机关", copies.group(1).strip(), line))
        opened.copying = line
        return True
    if printed := PRINTED.fullmatch(text) or PRINTED.fullmatch(line.tight):
        _printed(printed, line, kept, opened)
        return True
    if opened.elements and (unsaid := _UNSAID.fullmatch(text)) and is_agency(unsaid.group(1)):
        opened.elements += [
            element_at("印发机关", unsaid.group(1), line),
            element_at("印发日期", unsaid.group(2), line),
        ]
        opened.copying = None
        return True
    return _goes_on(line, below, opened)


def _printed(printed: re.Match[str], line: Line, kept: list[Line], opened: _Open) -> None:
    agency, day = printed.groups()
    if agency.strip():
        opened.elements.append(element_at("印发机关", agency.strip(), line))
    elif kept and not any(element.kind == "印发机关" for element in opened.elements) and is_agency(kept[-1].text):
        above = kept.pop()
        opened.elements.append(element_at("印发机关", above.text.strip(), above))
        opened.at = min(opened.at, len(kept))
    opened.elements.append(element_at("印发日期", day, line))
    opened.copying = None


def _goes_on(line: Line, below: Sequence[Line], opened: _Open) -> bool:
    """What belongs to an imprint that has begun: the rest of the copies, the office above its day, 印发 by itself."""
    if not opened.elements:
        return False
    next_text = below[0].tight if below else ""
    kinds = {element.kind for element in opened.elements}
    if "印发日期" in kinds:
        return bool(LONE_PRINTED.fullmatch(line.tight))
    if is_agency(line.text) and (
        PRINTED.fullmatch(next_text) or (ONLY_DATE.fullmatch(next_text) and _printed_below(below))
    ):
        opened.elements.append(element_at("印发机关", line.text.strip(), line))
        return True
    if ONLY_DATE.fullmatch(line.tight) and LONE_PRINTED.fullmatch(next_text):
        opened.elements.append(element_at("印发日期", line.text.strip(), line))
        return True
    return _more_copies(line, opened)


def _printed_below(below: Sequence[Line]) -> bool:
    return len(below) > 1 and bool(LONE_PRINTED.fullmatch(below[1].tight))


def _more_copies(line: Line, opened: _Open) -> bool:
    """A list of copies that breaks off goes on in the next line."""
    last = opened.elements[-1]
    broken = opened.copying is not None and last.kind == "抄送机关" and last.text[-1:] not in "。.；;"
    if not broken or "。" in line.text[:-1] or len(line.text) > _LONGEST_COPIES:
        return False
    places = tuple(dict.fromkeys((*(last.paragraphs or (last.place,)), line.place)))
    joined = last.text + line.text.strip()
    opened.elements[-1] = Element(last.kind, joined, last.place, places if len(places) > 1 else ())
    return True
