"""Totals by key, stated so that every engine adds them alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw
from narwhals.typing import IntoLazyFrameT


def sums_by(
    frame: nw.LazyFrame[IntoLazyFrameT], keys: Sequence[str], parts: Mapping[str, nw.Expr]
) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row a key: the sum of each part (a mark counts as 1), `_ledger` and `_row` of the first record.

    A part that is null adds nothing. The parts may not bear the name of a key.
    """
    stated = [part.cast(nw.Int64).fill_null(0).alias(name) for name, part in parts.items()]
    rows = frame.select(*keys, "_ledger", "_row", *stated)
    totals = [nw.col(name).sum() for name in parts]
    return rows.group_by(list(keys)).agg(nw.col("_ledger").min(), nw.col("_row").min(), *totals)


def sums_of(frame: nw.LazyFrame[IntoLazyFrameT], parts: Mapping[str, nw.Expr]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row, the sum of each part and `_ledger` of the first input; none where there are no records."""
    stated = [part.cast(nw.Int64).fill_null(0).alias(name) for name, part in parts.items()]
    totals = [nw.col(name).sum() for name in parts]
    return (
        frame.select("_ledger", *stated).select(nw.col("_ledger").min(), *totals).filter(~nw.col("_ledger").is_null())
    )
