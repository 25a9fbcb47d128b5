"""Every spelling of every field of every kind, turned around: from a header's words to what they can mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final

import polars as pl
from msgspec import Struct, field

from ledgers.headings import Level, YearWord, clean, read_level, without_unit
from ledgers.model import Field, LedgerKind

_PART_WORDS: Final = frozenset({"小计", "合计", "总计", "金额", "数额", "总额", "情况", "内容", "名称", "数量"})


class Meaning(Struct, frozen=True):
    """A field that a form can mean; `rank` is the place of the spelling in the field's list (0 = its name)."""

    field: Field
    rank: int


class Vocabulary(Struct, frozen=True, dict=True):
    """`meanings` leads from a form to kinds and their fields; `words` are all texts that may be a header cell."""

    kinds: Mapping[str, LedgerKind]
    meanings: Mapping[str, Mapping[str, tuple[Meaning, ...]]]
    words: frozenset[str]
    tallied: dict[tuple[tuple[str, ...], ...], Any] = field(default_factory=dict)  # what headers said, met before
    _read: dict[tuple[str, ...], Mapping[str, tuple[float, tuple[Meaning, ...]]]] = field(default_factory=dict)

    def knows(self, text: str) -> bool:
        """May the text be a cell of a header?"""
        return any(reading in self.words for reading in read_level(text).readings)

    def readings(self, heading: Heading) -> Mapping[str, tuple[float, tuple[Meaning, ...]]]:
        """For each kind its most specific reading of a header, weighted by how few kinds share the form."""
        if heading.forms not in self._read:
            found: dict[str, tuple[float, tuple[Meaning, ...]]] = {}
            for form in heading.forms:
                by_kind = self.meanings.get(form, {})
                for name, meanings in by_kind.items():
                    found.setdefault(name, (1 / len(by_kind), meanings))
            self._read[heading.forms] = found
        return self._read[heading.forms]

    @cached_property
    def word_list(self) -> pl.Series:
        """The words as one list value, for tests over whole columns."""
        return pl.Series(sorted(self.words)).implode()


class Heading(Struct, frozen=True):
    """A column's header, read: forms from the most to the least specific, its unit and its year."""

    path: tuple[str, ...]
    forms: tuple[str, ...]
    unit: str | None
    year: YearWord | None

    @property
    def text(self) -> str:
        """The path as it stands, levels joined with "/"."""
        return "/".join(self.path)


_compiled: dict[tuple[int, ...], Vocabulary] = {}


def vocabulary(kinds: Mapping[str, LedgerKind]) -> Vocabulary:
    """The vocabulary of these kinds, built once for each set of kinds."""
    key = tuple(id(kind) for kind in kinds.values())
    if key not in _compiled:
        _compiled[key] = _compile(kinds)
    return _compiled[key]


def _compile(kinds: Mapping[str, LedgerKind]) -> Vocabulary:
    meanings: dict[str, dict[str, tuple[Meaning, ...]]] = {}
    words: set[str] = set()
    for name, kind in kinds.items():
        for form, meaning in _spellings(kind):
            by_kind = meanings.setdefault(form, {})
            known = by_kind.get(name, ())
            if all(meaning.field.field != other.field.field for other in known):
                by_kind[name] = (*known, meaning)
            words.update((form, *form.split("/")))
    return Vocabulary(dict(kinds), meanings, frozenset(words))


def _spellings(kind: LedgerKind) -> Iterator[tuple[str, Meaning]]:
    for item in kind.fields:
        for rank, spelling in enumerate((item.name, *item.spellings)):
            yield "/".join(clean(part) for part in spelling.split("/")), Meaning(item, rank)
            yield without_unit(clean(spelling))[0], Meaning(item, rank)


@lru_cache(maxsize=8192)
def read_heading(path: tuple[str, ...]) -> Heading:
    """Read the cells over one column, top to bottom."""
    levels = tuple(read_level(text) for text in path)
    unit = next((level.unit for level in reversed(levels) if level.unit), None)
    year = next((level.year for level in reversed(levels) if level.year), None)
    return Heading(path, tuple(dict.fromkeys(_forms(levels))), unit, year)


def _forms(levels: Sequence[Level]) -> Iterator[str]:
    for depth in range(len(levels), 0, -1):
        yield from _joined(levels[-depth:])
    if len(levels) > 2:
        yield from _joined((levels[0], levels[-1]))
    if len(levels) > 1 and any(reading in _PART_WORDS or not reading for reading in levels[-1].readings):
        yield from _forms(levels[:-1])


def _joined(levels: Sequence[Level]) -> Iterator[str]:
    for choice in range(max(len(level.readings) for level in levels)):
        parts = [level.readings[min(choice, len(level.readings) - 1)] for level in levels]
        parts = [part for part in parts if part]
        if parts:
            yield "/".join(parts)
            yield "".join(parts)
