"""What is due once in every month, quarter or half year, held against the records there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import narwhals as nw
from msgspec import Struct

from calculations.calendar_periods import Period
from ledgers.model import CellState

Frame: TypeAlias = nw.LazyFrame[Any]
_ROWS = 1 << 32  # more than any sheet has, so that ledger and row go into one number


class Gaps(Struct, frozen=True):
    """`missing`: `_ledger`, `_row`, the keys, `due` (number of the period) and `due_text`; `unclear`: `_ledger`, `_row`."""

    missing: Frame
    unclear: Frame


def identified(field: str = "person_identity") -> nw.Expr:
    """An identity number stands there in full: neither blank nor masked nor cut by a spreadsheet."""
    return nw.col(f"{field}__state") == int(CellState.VALUE)


def no_number() -> nw.Expr:
    """A column of blank whole numbers, for a field that no input has."""
    return nw.when(nw.col("_row") < 0).then(nw.col("_row"))


def month_of(day: Any) -> int:
    """A day's month as a month index (year * 12 + month - 1)."""
    return int(day.year * 12 + day.month - 1)


def first_rows(frame: Frame, keys: Sequence[str]) -> Frame:
    """The first record of each key: `_ledger`, `_row` and the keys. Records with a blank key are left out."""
    kept = frame
    for key in keys:
        kept = kept.filter(~nw.col(key).is_null())
    placed = kept.select(*keys, "_ledger", "_row", (nw.col("_ledger") * _ROWS + nw.col("_row")).alias("_place"))
    first = placed.group_by(*keys).agg(nw.col("_place").min())
    return placed.join(first.select("_place"), on="_place", how="inner").select("_ledger", "_row", *keys)


def last_rows(frame: Frame, keys: Sequence[str]) -> Frame:
    """The last record of each key, like `first_rows`."""
    turned = frame.with_columns((0 - nw.col("_ledger")).alias("_ledger"), (0 - nw.col("_row")).alias("_row"))
    return first_rows(turned, keys).with_columns(
        (0 - nw.col("_ledger")).alias("_ledger"), (0 - nw.col("_row")).alias("_row")
    )


def recurring_gaps(
    entities: Frame, records: Frame, *, keys: Sequence[str], periods: Sequence[Period], rosters: bool = True
) -> Gaps:
    """The entities crossed with every period of which there is no record.

    Args:
        entities: one row an entity: `_ledger`, `_row` and the keys.
        records: the keys and `month` (a month index; null where something stands there that names no single month).
        keys: the columns that tell entities apart.
        periods: the periods that are over.
        rosters: the table may be a roster.

    A table with several periods due in which no entity has records of two months is a roster with one date a row, no
    record of every visit: all its entities are `unclear`, like those with a record whose month cannot be read.
    """
    if not periods:
        none = entities.with_columns(nw.lit(0).cast(nw.Int64).alias("due"), nw.lit("").alias("due_text"))
        none = none.filter(nw.col("due") > 0)
        return Gaps(none, none.select("_ledger", "_row"))
    due = nw.concat([
        entities.with_columns(nw.lit(number).cast(nw.Int64).alias("due"), nw.lit(period.text).alias("due_text"))
        for number, period in enumerate(periods, start=1)
    ])  # fmt: skip
    present = records.filter(~nw.col("month").is_null()).select(*keys, "month").unique()
    in_periods = present.select(*keys, _period_of(periods).alias("due")).unique()
    gaps = due.join(in_periods, on=[*keys, "due"], how="anti")
    vague = records.filter(nw.col("month").is_null()).select(*keys).unique()
    if rosters and len(periods) > 1:
        often = present.with_columns(nw.lit(1).alias("_one")).group_by(*keys).agg(nw.col("_one").sum().alias("_months"))
        often = often.select(nw.col("_months").max().fill_null(0).alias("_often"))
        told = gaps.join(often, how="cross")
        roster = told.filter(nw.col("_often") < 2).select("_ledger", "_row")
        gaps = told.filter(nw.col("_often") > 1)
    else:
        roster = gaps.select("_ledger", "_row").filter(nw.col("_row") < 0)
    missing = gaps.join(vague, on=list(keys), how="anti")
    unclear = gaps.join(vague, on=list(keys), how="inner").select("_ledger", "_row")
    return Gaps(missing.select("_ledger", "_row", *keys, "due", "due_text"), nw.concat([unclear, roster]).unique())


def _period_of(periods: Sequence[Period]) -> nw.Expr:
    """The number of the period a month lies in; 0 outside all of them."""
    number, month = nw.lit(0), nw.col("month")
    for position, period in enumerate(periods, start=1):
        inside = (month >= month_of(period.first)) & (month <= month_of(period.last))
        number = nw.when(inside).then(nw.lit(position)).otherwise(number)
    return number.cast(nw.Int64)
