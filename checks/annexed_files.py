"""The list of annexes of a notice held against the files that go out with it: which file is which annex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from checks.model import Enclosure, Package
from checks.official_texts import plain
from checks.package_places import Spot, aside_spot
from documents.model import Element, OfficialDocument
from documents.ordinals import value_of
from values.expressions import expression

_MARK = expression(
    r"^附\s*件\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?(?:[-—－]\d{1,2})?\s*[：:．.、_\-—\s]*(?![一-鿿]{0,2}附件)"
)
_LONE_MARK = expression(r"^附\s*件\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?(?:[-—－]\d{1,2})?\s*[：:]?$")
_PART = expression(r"^附\s*件\s*\d{1,2}[-—－]\d")
_NUMBERED = expression(r"^\d{1,2}\s*[．.、_\-\s]\s*(?=[一-鿿])")
_YEAR = expression(r"(?<!\d)(20\d{2})\s*(?:年度?)?")
_NEARLY = 0.8
_SHORTEST = 4  # characters that name something by themselves
How = Literal["题名", "文件名", "序号", "相近"]


class Listed(Struct, frozen=True):
    """An entry of the list of annexes, counted from 1."""

    number: int
    name: str
    element: Element


class Annexed(Struct, frozen=True):
    """A file that is an annex of the list, and by what it is known."""

    enclosure: Enclosure
    entry: Listed
    how: How


def listed_annexes(notice: OfficialDocument) -> tuple[Listed, ...]:
    entries = [element for element in notice.elements if element.kind == "附件说明"]
    return tuple(Listed(number, _bare_entry(element.text), element) for number, element in enumerate(entries, start=1))


def _bare_entry(text: str) -> str:
    return text.strip("。；，、;,. \u3000")


def annexed_files(package: Package) -> tuple[Annexed, ...]:
    """Every file that is one of the annexes: by the title in it, the name of the file, its number, or nearly its name."""
    entries = listed_annexes(package.notice)
    found = [each for file in package.enclosures if (each := _annexed(package, file, entries)) is not None]
    sure = {annexed.entry.number for annexed in found if annexed.how != "相近"}
    return tuple(annexed for annexed in found if annexed.how != "相近" or annexed.entry.number not in sure)


def _annexed(package: Package, enclosure: Enclosure, entries: tuple[Listed, ...]) -> Annexed | None:
    stems, mark = file_names(package, enclosure), annex_number(package, enclosure)
    titles = titles_of(enclosure)
    for entry in entries:
        if any(same_name(entry.name, title) for title in titles):
            return Annexed(enclosure, entry, "题名")
    for entry in entries:
        if any(same_name(entry.name, stem) for stem in stems) or _by_number(entry, enclosure):
            return Annexed(enclosure, entry, "文件名")
    inside = inner_mark(enclosure)
    for entry in entries:
        if entry.number in (mark, inside[0] if inside else None):
            return Annexed(enclosure, entry, "序号")
    for entry in entries:
        if any(near_name(entry.name, name) for name in (*titles, *stems)):
            return Annexed(enclosure, entry, "相近")
    return None


def _by_number(entry: Listed, enclosure: Enclosure) -> bool:
    """A forwarded document listed under its number."""
    return bool(
        enclosure.document and enclosure.document.number and plain(enclosure.document.number) in plain(entry.name)
    )


def titles_of(enclosure: Enclosure) -> tuple[str, ...]:
    """What the file calls itself: the title of the document, those of its tables."""
    own = (enclosure.document.title,) if enclosure.document else ()
    return tuple(dict.fromkeys(title for title in (*own, *(ledger.title for ledger in enclosure.ledgers)) if title))


def parts_of(package: Package, enclosure: Enclosure) -> tuple[str, ...]:
    """The names below the folder of the notice: folders, then the file without its suffix."""
    below = PurePosixPath(enclosure.path).relative_to(PurePosixPath(package.path).parent)
    return (*below.parts[:-1], below.stem)


def file_names(package: Package, enclosure: Enclosure) -> tuple[str, ...]:
    """What the file, or the folder 附件N it lies in, is called without its mark."""
    parts = parts_of(package, enclosure)
    named = [part for part in parts[:-1] if _MARK.match(part)] + [parts[-1]]
    return tuple(name for part in named if (name := _NUMBERED.sub("", _MARK.sub("", part))))


def annex_number(package: Package, enclosure: Enclosure) -> int | None:
    """The N of 附件N in the name of the file or of the folder it lies in."""
    return next((number for part in parts_of(package, enclosure) if (number := _number(_MARK.match(part)))), None)


def is_part(package: Package, enclosure: Enclosure) -> bool:
    """附件1-2: a part of an annex, with a name of its own."""
    *folders, name = parts_of(package, enclosure)
    return bool(folders or _PART.match(name))


def inner_mark(enclosure: Enclosure) -> tuple[int, Spot] | None:
    """The mark 附件N that stands in the file, and where."""
    return next(
        ((number, spot) for text, spot in _first_lines(enclosure) if (number := _number(_LONE_MARK.match(text)))), None
    )


def _first_lines(enclosure: Enclosure) -> Iterator[tuple[str, Spot]]:
    document = enclosure.document
    for paragraph in document.layout.paragraphs[:3] if document and document.layout else ():
        yield paragraph.text.strip(), Spot(enclosure.path, "附件", paragraph.place)
    for ledger in enclosure.ledgers if document is None else ():
        for aside in ledger.asides[:3]:
            yield aside.text.strip(), aside_spot(enclosure, ledger, aside.text)


def _number(mark: re.Match[str] | None) -> int | None:
    if mark is None or not mark[1]:
        return None
    return int(mark[1]) if mark[1].isdecimal() else value_of(mark[1])


def years_in(text: str) -> frozenset[str]:
    return frozenset(_YEAR.findall(text))


def without_year(text: str) -> str:
    return _YEAR.sub("", text)


def same_name(one: str, other: str) -> bool:
    """One name holds the other, and neither names another year."""
    first, second = _compared(one), _compared(other)
    if not first or not second or _other_year(one, other):
        return False
    shorter, longer = sorted((first, second), key=len)
    bare = without_year(shorter)
    return first == second or (len(bare) >= _SHORTEST and bare in without_year(longer))


def near_name(one: str, other: str) -> bool:
    """So alike that one is a slip of the other, or the same of another year."""
    first, second = without_year(_compared(one)), without_year(_compared(other))
    if min(len(first), len(second)) < _SHORTEST:
        return False
    if _other_year(one, other) and (first in second or second in first):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _NEARLY


def _other_year(one: str, other: str) -> bool:
    first, second = years_in(one), years_in(other)
    return bool(first and second) and not first & second


def _compared(name: str) -> str:
    """Without marks, blanks, the lines to be filled in, and the year's 度."""
    return re.sub(r"[_＿·．.\-—－]|(?<=\d年)度", "", plain(name))
