"""One ledger's records beside another's: what the other says of the same thing, and where it says so."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from ledgers.model import CellState

PLACES = 10_000_000  # input and row in one number: more rows than a sheet can have


def readable(frame: nw.LazyFrame[IntoLazyFrameT], *keys: str) -> nw.LazyFrame[IntoLazyFrameT]:
    """The records that can be told apart by the keys: none blank, no identity number masked or spoilt."""
    states = set(frame.collect_schema().names())
    told = [~nw.col(key).is_null() for key in keys]
    clear = [nw.col(f"{key}__state") == int(CellState.VALUE) for key in keys if f"{key}__state" in states]
    return frame.filter(*told, *clear)


def said_of(frame: nw.LazyFrame[IntoLazyFrameT], keys: Sequence[str], value: nw.Expr) -> nw.LazyFrame[IntoLazyFrameT]:
    """The keys, `other`, what the records of a key say, and `there`, the first of them; no row where they differ."""
    rows = readable(frame, *keys).select(*keys, value.alias("other"), place().alias("there"))
    grouped = (
        rows.filter(~nw.col("other").is_null())
        .group_by(list(keys))
        .agg(nw.col("other").min(), nw.col("other").max().alias("most"), nw.col("there").min())
    )
    return grouped.filter(nw.col("other") == nw.col("most")).select(*keys, "other", "there")


def place() -> nw.Expr:
    return nw.col("_ledger") * PLACES + nw.col("_row")
