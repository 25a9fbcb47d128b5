"""What the check of a group found: breaches, and what it could not judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import polars as pl
from msgspec import Struct, field

from checks.engine.groups import Group
from checks.model import Frames, Rows, Texts

LISTED_UNKNOWNS = 2000  # beyond that the whole ledger counts as not judged by the check


class Breach(NamedTuple):
    """One breach found: the input, the record, and the printed values its message may name."""

    ledger: int
    row: int | None
    shown: Mapping[str, str]


class Unjudged(Struct, frozen=True):
    """Records of one input that could not be judged: their rows unless too many; no count where it is the input itself."""

    count: int | None
    rows: tuple[int, ...] | None = None


class Outcome(Struct):
    """What a group's check found. `judged` counts records by input, `unknown` tells the others."""

    group: Group
    answer: Rows | Frames | Texts
    breaches: Sequence[Breach] = ()
    judged: dict[int, int] = field(default_factory=dict)
    unknown: dict[int, Unjudged] = field(default_factory=dict)

    def judged_of(self, records: Mapping[int, int]) -> dict[int, int]:
        """How many of an input's records could be judged."""
        return {
            ledger: n - (self.unknown[ledger].count or 0 if ledger in self.unknown else 0)
            for ledger, n in records.items()
        }


def unjudged(rows: pl.DataFrame) -> dict[int, Unjudged]:
    """By input, from the `_ledger` and `_row` of the records that could not be judged."""
    if not rows.height:
        return {}
    counts = dict(rows.group_by("_ledger").len().iter_rows())
    listed = rows.filter(pl.col("_ledger").is_in([ledger for ledger, n in counts.items() if n <= LISTED_UNKNOWNS]))
    by_ledger: dict[int, list[int]] = {}
    for ledger, row in listed.select("_ledger", "_row").sort("_ledger", "_row").iter_rows():
        by_ledger.setdefault(ledger, []).append(row)
    return {ledger: Unjudged(n, _tuple(by_ledger.get(ledger))) for ledger, n in counts.items()}


def _tuple(rows: Iterable[int] | None) -> tuple[int, ...] | None:
    return None if rows is None else tuple(rows)
