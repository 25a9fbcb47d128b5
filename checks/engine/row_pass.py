"""Row checks over the same inputs, fused into one pass over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_

import narwhals as nw
import polars as pl

from checks.engine.frames import PROVENANCE, Frames, collect
from checks.engine.outcomes import Breach, Outcome, unjudged
from checks.engine.printing import show
from checks.model import Frame, Rows

_WORD = 60  # masks to one Int64; the sign and a few bits stay free on every engine


def row_pass(outcomes: Sequence[Outcome], indexes: tuple[int, ...], frames: Frames) -> None:
    """Judge all records by all the checks; only those that one of them fails, or cannot judge, come out."""
    asked = [_Asked(number, outcome) for number, outcome in enumerate(outcomes)]
    hits = collect(_hits(frames.records(indexes).frame, asked))
    records = frames.heights(indexes)
    for each in asked:
        each.outcome.unknown = unjudged(hits.filter(each.bit_of("_unknown")))
        each.outcome.judged = each.outcome.judged_of(records)
        each.outcome.breaches = list(each.breaches(hits.filter(each.bit_of("_fails")), frames))


@dataclass(frozen=True)
class _Asked:
    """One check of the pass and the bit that is its own."""

    number: int
    outcome: Outcome

    @property
    def answer(self) -> Rows:
        assert isinstance(self.outcome.answer, Rows)  # passes.py sees to it
        return self.outcome.answer

    @property
    def unknown(self) -> nw.Expr:
        return _mask(self.answer.unknown) if self.answer.unknown is not None else nw.lit(value=False)

    @property
    def fails(self) -> nw.Expr:
        return _mask(self.answer.fails) & ~self.unknown

    def shown(self) -> Iterator[nw.Expr]:
        """What the message prints, worked out for the records it is printed of alone."""
        for name, shown in self.answer.shown.items():
            yield nw.when(self.fails).then(shown.value).alias(self._column(name))

    def _column(self, name: str) -> str:
        return f"_shown_{self.number}_{name}"

    def bit_of(self, word: str) -> pl.Expr:
        which, bit = divmod(self.number, _WORD)
        return pl.col(f"{word}_{which}").floordiv(1 << bit).mod(2) == 1

    def breaches(self, hits: pl.DataFrame, frames: Frames) -> Iterator[Breach]:
        columns = [hits[self._column(name)] for name in self.answer.shown]
        for ledger, row, *values in zip(hits["_ledger"], hits["_row"], *columns, strict=True):
            unit = frames.unit(ledger, self.answer.field)
            printed = zip(self.answer.shown.items(), values, strict=True)
            yield Breach(ledger, row, {name: show(value, shown.printed, unit) for (name, shown), value in printed})


def _hits(frame: Frame, asked: Sequence[_Asked]) -> Frame:
    """The records with a bit set: a bit of a `_fails_…` and a bit of an `_unknown_…` for each check."""
    masks = {"_fails": [each.fails for each in asked], "_unknown": [each.unknown for each in asked]}
    words = {name: word for kind, own in masks.items() for name, word in _words(kind, own)}
    hit = reduce(or_, (nw.col(name) != 0 for name in words))
    shown = [value for each in asked for value in each.shown()]
    return frame.with_columns(**words).filter(hit).select(*PROVENANCE, *words, *shown)


def _words(name: str, masks: Sequence[nw.Expr]) -> Iterator[tuple[str, nw.Expr]]:
    for start in range(0, len(masks), _WORD):
        bits = (mask.cast(nw.Int64) * (1 << bit) for bit, mask in enumerate(masks[start : start + _WORD]))
        yield f"{name}_{start // _WORD}", reduce(add, bits)


def _mask(expression: nw.Expr) -> nw.Expr:
    return expression.fill_null(False)  # noqa: FBT003 - narwhals' own signature
