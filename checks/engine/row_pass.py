"""Row checks over the same inputs, fused into one pass over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import polars as pl
from msgspec import Struct

from checks.engine.frames import PROVENANCE, Frames
from checks.engine.outcomes import Breach, Outcome, unjudged
from checks.engine.overlap import Pass
from checks.engine.printing import show
from checks.model import Frame, Rows

_Integers = npt.NDArray[np.int64]


def row_pass(outcomes: Sequence[Outcome], indexes: tuple[int, ...], frames: Frames) -> Pass:
    """Judge all records by all the checks; only those that one of them fails, or cannot judge, come out."""
    asked = [_Asked(number, outcome) for number, outcome in enumerate(outcomes)]
    [hits] = yield [_hits(frames.records(indexes).frame, asked)]
    records = frames.heights(indexes)
    positions = _positions(hits, [name for each in asked for name, _ in each.masks()])
    for each in asked:
        if each.unknown is not None:
            each.outcome.unknown = unjudged(hits[positions[each.is_unknown]])
        each.outcome.judged = each.outcome.judged_of(records)
        each.outcome.breaches = _Breaches(each, hits, positions[each.has_failed], frames)


class _Asked(Struct, frozen=True, dict=True):
    """One check of the pass and the columns that are its own."""

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
        """May be null where it does not fail."""
        return self.answer.fails if self.unknown is None else self.answer.fails & ~self.unknown

    @property
    def has_failed(self) -> str:
        return f"_fails_{self.number}"

    @property
    def is_unknown(self) -> str:
        return f"_unknown_{self.number}"

    def masks(self) -> Iterator[tuple[str, nw.Expr]]:
        yield self.has_failed, self.fails
        if self.unknown is not None:
            yield self.is_unknown, self.unknown

    def shown(self) -> Iterator[nw.Expr]:
        """What the message prints, worked out for the records it is printed of alone."""
        for name, shown in self.answer.shown.items():
            yield nw.when(self.fails).then(shown.value).alias(self._column(name))

    def _column(self, name: str) -> str:
        return f"_shown_{self.number}_{name}"

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
    """The records for which one of the masks is true; each is a column. Where none is true, null is as good as false."""
    masks = dict(mask for each in asked for mask in each.masks())
    shown = [value for each in asked for value in each.shown()]
    hit = nw.any_horizontal(nw.col(*masks), ignore_nulls=frame.implementation.is_pandas_like())
    return frame.with_columns(**masks).filter(hit).select(nw.col(*PROVENANCE, *masks), *shown)


def _positions(hits: pl.DataFrame, masks: Sequence[str]) -> dict[str, _Integers]:
    """Where each mask is true, by its name."""
    listed = hits.select(pl.col(name).arg_true().implode() for name in masks)
    return {column.name: column[0].to_numpy() for column in listed}


def _mask(expression: nw.Expr) -> nw.Expr:
    return expression.fill_null(False)  # noqa: FBT003 - narwhals' own signature
