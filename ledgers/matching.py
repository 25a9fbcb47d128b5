"""Which kind a table is, and which field each of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from ledgers.headings import YearWord, clean
from ledgers.model import Field, LedgerKind
from ledgers.vocabulary import Heading, Meaning, Vocabulary

_TITLE_WEIGHT: Final = 5.0
_SHEET_WEIGHT: Final = 2.0
_FILE_WEIGHT: Final = 0.5
_FEWEST_COLUMNS: Final = 2
_MOST_REMEMBERED: Final = 500
_PLACE: Final = frozenset({"county", "township", "village"})


class Names(Struct, frozen=True):
    """The words around a table that may say what it is."""

    title: str
    sheet: str
    file: str


class Candidate(Struct, frozen=True):
    """How well a kind fits: `score` ranks, `matched` counts the columns it can name.

    `own` counts columns that hardly another kind knows, `required` those of its required fields that are no place.
    """

    kind: LedgerKind
    score: float
    matched: int
    own: int
    required: int


class Assignment(Struct, frozen=True):
    """Columns given to fields; `repeated` are further columns of a field already given."""

    fields: Mapping[int, Field]
    repeated: tuple[tuple[int, Field], ...]


class _Claim(Struct, frozen=True):
    column: int
    meaning: Meaning


class _Tally(Struct):
    """What a table's columns say for one kind."""

    matched: int = 0
    weight: float = 0.0
    own: int = 0
    complete: float = 0.0
    required: set[str] = field(default_factory=set)


def rank_kinds(words: Vocabulary, headings: Mapping[int, Heading], names: Names) -> list[Candidate]:
    """Every kind that can name a column of the table, best first; a tie goes to the kind the title speaks of."""
    spoken = _spoken_weights(words, names)
    tallies = _tallies(words, tuple(heading.forms for heading in headings.values()), headings)
    ranked = [_candidate(words.kinds[name], tally, spoken.get(name, 0.0)) for name, tally in tallies.items()]
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.kind.kind))


def _tallies(
    words: Vocabulary, forms: tuple[tuple[str, ...], ...], headings: Mapping[int, Heading]
) -> Mapping[str, _Tally]:
    """What the columns say for every kind; townships that fill in one form have the same header."""
    if forms not in words.tallied:
        if len(words.tallied) >= _MOST_REMEMBERED:
            words.tallied.clear()
        words.tallied[forms] = _count_tallies(words, headings)
    tallies: Mapping[str, _Tally] = words.tallied[forms]
    return tallies


def _count_tallies(words: Vocabulary, headings: Mapping[int, Heading]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for heading in headings.values():
        for name, (share, found) in words.readings(heading).items():
            tally = tallies.setdefault(name, _Tally())
            tally.matched += 1
            tally.weight += share
            tally.own += share > 0.5
            tally.required.update(m.field.field for m in found if m.field.required)
    for name, tally in tallies.items():
        fields = words.kinds[name].fields
        required = sum(item.required for item in fields)
        part = len(tally.required) / required if required else 0.0
        tally.complete = 0.5 * len(tally.required) + part + tally.matched / len(fields)
    return tallies


def _candidate(kind: LedgerKind, tally: _Tally, spoken: float) -> Candidate:
    score = tally.matched + 2 * tally.weight + tally.complete + spoken
    return Candidate(kind, score, tally.matched, tally.own, len(tally.required - _PLACE))


def accepted(candidates: Sequence[Candidate], columns: int, names: Names) -> LedgerKind | None:
    """The best kind where it names enough of the columns; None for a table of no known kind."""
    if not candidates or candidates[0].matched < _FEWEST_COLUMNS:
        return None
    best = candidates[0]
    spoken = any(clean(title) in clean(names.title + names.sheet) for title in best.kind.titles)
    if spoken or (best.required and (best.own >= 2 or (best.own and best.matched * 2 >= columns))):
        return best.kind
    return best.kind if best.required and best.matched * 3 >= columns * 2 else None


def _spoken_weights(words: Vocabulary, names: Names) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text, weight in ((names.title, _TITLE_WEIGHT), (names.sheet, _SHEET_WEIGHT), (names.file, _FILE_WEIGHT)):
        for name in kinds_spoken_of(words, text):
            weights[name] = weights.get(name, 0.0) + weight
    return weights


def kinds_spoken_of(words: Vocabulary, text: str) -> frozenset[str]:
    """The kinds whose title words stand in the text; only the longest words count (收入监测台账 is not 监测台账)."""
    plain = clean(text)
    if not plain:
        return frozenset()
    hits = [(len(title), name) for name, kind in words.kinds.items() for title in kind.titles if title in plain]
    longest = max((length for length, _ in hits), default=0)
    return frozenset(name for length, name in hits if length == longest)


def assign_fields(
    kind: LedgerKind, words: Vocabulary, headings: Mapping[int, Heading], title_year: int | None
) -> Assignment:
    """Give each column its field; the year words of the headers tell the columns of one measure apart."""
    years = _year_words(headings, title_year)
    claims = [claim for column, heading in headings.items() for claim in _claims(kind, words, column, heading, years)]
    fields: dict[int, Field] = {}
    taken: set[str] = set()
    repeated: list[tuple[int, Field]] = []
    for claim in sorted(claims, key=lambda c: (c.meaning.rank, c.column)):
        meant = claim.meaning.field
        if meant.field in taken:
            repeated.append((claim.column, meant))
        elif claim.column not in fields:
            fields[claim.column] = meant
            taken.add(meant.field)
    return Assignment(dict(sorted(fields.items())), tuple(item for item in repeated if item[0] not in fields))


def _claims(
    kind: LedgerKind, words: Vocabulary, column: int, heading: Heading, years: Mapping[YearWord, str]
) -> list[_Claim]:
    """What the most specific form of the header that this kind knows can mean."""
    for form in heading.forms:
        if meanings := words.meanings.get(form, {}).get(kind.kind):
            return [_Claim(column, meaning) for meaning in _of_year(meanings, heading, years)]
    return []


def _of_year(meanings: tuple[Meaning, ...], heading: Heading, years: Mapping[YearWord, str]) -> list[Meaning]:
    """Among the readings of one form, those of the header's year; without a year word the present year's."""
    if not any(meaning.field.year for meaning in meanings):
        return list(meanings)
    wanted = years.get(heading.year, "this") if heading.year is not None else "this"
    return [meaning for meaning in meanings if meaning.field.year in {None, wanted}]


def _year_words(headings: Mapping[int, Heading], title_year: int | None) -> dict[YearWord, str]:
    """Plain years become last and this: the latest of several is this year, a single one is held against the title."""
    plain = sorted({heading.year for heading in headings.values() if isinstance(heading.year, int)})
    words: dict[YearWord, str] = {"before_last": "before_last", "last": "last", "this": "this"}
    if not plain:
        return words
    present = plain[-1] if len(plain) > 1 or title_year is None else max(plain[-1], title_year)
    distance = {0: "this", 1: "last", 2: "before_last"}
    return words | {year: distance.get(present - year, "other") for year in plain}
