"""Row checks over the same inputs, fused into one pass over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import add, or_
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import polars as pl
from msgspec import Struct

from checks.engine.frames import PROVENANCE, Frames, collect
from checks.engine.outcomes import Breach, Outcome, unjudged
from checks.engine.printing import show
from checks.model import Frame, Rows

_Integers = npt.NDArray[np.int64]
_WORD = 60  # masks to one Int64; the sign and a few bits stay free on every engine


def row_pass(outcomes: Sequence[Outcome], indexes: tuple[int, ...], frames: Frames) -> None:
    """Judge all records by all the checks; only those that one of them fails, or cannot judge, come out."""
    asked = [_Asked(number, outcome) for number, outcome in enumerate(outcomes)]
    hits = collect(_hits(frames.records(indexes).frame, asked))
    records = frames.heights(indexes)
    words = {name: hits[name].to_numpy() for name in hits.columns if name.startswith(("_fails", "_unknown"))}
    for each in asked:
        if each.unknown is not None:
            each.outcome.unknown = unjudged(hits[each.positions("_unknown", words)])
        each.outcome.judged = each.outcome.judged_of(records)
        each.outcome.breaches = _Breaches(each, hits, each.positions("_fails", words), frames)


class _Asked(Struct, frozen=True, dict=True):
    """One check of the pass and the bit that is its own."""

    number: int
    outcome: Outcome

    @property
    def answer(self) -> Rows:
        assert isinstance(self.outcome.answer, Rows)  # passes.py sees to it
        return self.outcome.answer

    @cached_property
    def unknown(self) -> nw.Expr | None:
        return None if self.answer.unknown is None else _mask(self.answer.unknown)

    @cached_property
    def fails(self) -> nw.Expr:
        fails = _mask(self.answer.fails)
        return fails if self.unknown is None else fails & ~self.unknown

    def shown(self) -> Iterator[nw.Expr]:
        """What the message prints, worked out for the records it is printed of alone."""
        for name, shown in self.answer.shown.items():
            yield nw.when(self.fails).then(shown.value).alias(self._column(name))

    def _column(self, name: str) -> str:
        return f"_shown_{self.number}_{name}"

    def positions(self, kind: str, words: Mapping[str, _Integers]) -> _Integers:
        """Where among the hits the check's own bit is set."""
        which, bit = divmod(self.number, _WORD)
        return np.flatnonzero(words[f"{kind}_{which}"] & (1 << bit))

    def breaches(self, hits: pl.DataFrame, frames: Frames) -> list[Breach]:
        places = hits.select(PROVENANCE).iter_rows()
        if not self.answer.shown:
            return [Breach(ledger, row, {}) for ledger, row in places]
        columns = [hits[self._column(name)] for name in self.answer.shown]
        values = zip(*columns, strict=True)
        return [
            Breach(ledger, row, self._printed(own, frames, ledger))
            for (ledger, row), own in zip(places, values, strict=True)
        ]

    def _printed(self, values: Iterable[Any], frames: Frames, ledger: int) -> dict[str, str]:
        unit = frames.unit(ledger, self.answer.field)
        named = zip(self.answer.shown.items(), values, strict=True)
        return {name: show(value, shown.printed, unit) for (name, shown), value in named}


class _Breaches(Sequence[Breach]):
    """Breaches written out when first asked for: till then a position each among the hits."""

    def __init__(self, asked: _Asked, hits: pl.DataFrame, positions: _Integers, frames: Frames) -> None:
        self._positions = positions
        self._asked, self._hits, self._frames = asked, hits, frames

    @cached_property
    def _written(self) -> list[Breach]:
        return self._asked.breaches(self._hits[self._positions], self._frames)

    def __len__(self) -> int:
        return len(self._positions)

    def __getitem__(self, at: Any) -> Any:
        return self._written[at]

    def __iter__(self) -> Iterator[Breach]:
        return iter(self._written)


def _hits(frame: Frame, asked: Sequence[_Asked]) -> Frame:
    """The records with a bit set: a bit of a `_fails_…` and a bit of an `_unknown_…` for each check."""
    fails = {each.number: each.fails for each in asked}
    unknown = {each.number: each.unknown for each in asked if each.unknown is not None}
    words = dict([*_words("_fails", fails), *_words("_unknown", unknown)])
    hit = reduce(or_, (nw.col(name) != 0 for name in words))
    shown = [value for each in asked for value in each.shown()]
    return frame.with_columns(**words).filter(hit).select(*PROVENANCE, *words, *shown)


def _words(name: str, masks: Mapping[int, nw.Expr]) -> Iterator[tuple[str, nw.Expr]]:
    words: dict[int, list[nw.Expr]] = {}
    for number, mask in masks.items():
        which, bit = divmod(number, _WORD)
        words.setdefault(which, []).append(mask.cast(nw.Int64) * (1 << bit))
    yield from ((f"{name}_{which}", reduce(add, bits)) for which, bits in words.items())


def _mask(expression: nw.Expr) -> nw.Expr:
    return expression.fill_null(False)  # noqa: FBT003 - narwhals' own signature
