"""Periods: months back from a day, and which records of a period are missing."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.calendar_periods import Period


def months_before(day: date, months: int) -> date:
    """The same day of the month, `months` earlier; the last day of a shorter month (31 March - 1 → 29 February)."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_elapsed(year: int, as_of: date) -> tuple[int, ...]:
    """Month indexes (year * 12 + month - 1) of the year's months that are over on `as_of`.

    The running month is not due before its last day.
    """
    over = 12 if as_of.year > year else as_of.month - 1 if as_of.year == year else 0
    if as_of.year == year and as_of.day == calendar.monthrange(year, as_of.month)[1]:
        over += 1
    return tuple(year * 12 + month for month in range(over))


def half_months_elapsed(year: int, as_of: date, *, since: date | None = None) -> tuple[tuple[date, date], ...]:
    """First and last days of the half months (1-15, 16-end) of the year that are over on `as_of`.

    With `since` only those that begin on or after that day. The split is this tool's convention; no document states it.
    """
    halves = []
    for month in range(1, 13):
        end = calendar.monthrange(year, month)[1]
        halves += [(date(year, month, 1), date(year, month, 15)), (date(year, month, 16), date(year, month, end))]
    return tuple(half for half in halves if half[1] <= as_of and (since is None or half[0] >= since))


def half_month_index(day: date) -> int:
    """Half months counted from year 0, so that neighbours differ by one."""
    return (day.year * 12 + day.month - 1) * 2 + (1 if day.day > 15 else 0)


def half_month_text(index: int) -> str:
    month, half = divmod(index, 2)
    return f"{month // 12}年{month % 12 + 1}月{'下' if half else '上'}半月"


def missing_periods(
    entities: nw.LazyFrame[IntoLazyFrameT],
    records: nw.LazyFrame[IntoLazyFrameT],
    *,
    entity: str,
    period: str,
    periods: Sequence[int],
) -> nw.LazyFrame[IntoLazyFrameT]:
    """The rows of `entities` crossed with every period of which `records` has none.

    Args:
        entities: one row an entity, column `entity` and whatever should stay with it.
        records: columns `entity` and `period` (Int64).
        entity: name of the key column in both.
        period: name of the period column, in `records` and in the result.
        periods: the periods that are due.
    """
    if not periods:
        return entities.with_columns(nw.lit(0).cast(nw.Int64).alias(period)).filter(nw.col(period) < 0)
    due = nw.concat([entities.with_columns(nw.lit(value).cast(nw.Int64).alias(period)) for value in periods])
    present = records.select(entity, nw.col(period).cast(nw.Int64))
    return due.join(present, on=[entity, period], how="anti")


def period_gaps(
    entities: nw.LazyFrame[IntoLazyFrameT],
    records: nw.LazyFrame[IntoLazyFrameT],
    *,
    entity: Sequence[str],
    day: str,
    periods: Sequence[Period],
) -> tuple[nw.LazyFrame[IntoLazyFrameT], nw.LazyFrame[IntoLazyFrameT]]:
    """Entities crossed with the periods they have no record of: those surely without, and those perhaps.

    Args:
        entities: one row an entity, the key columns and whatever should stay with it.
        records: the key columns, `day`, `{day}__last` (ordinals) and `sure` (Boolean): a record that is not sure, and
            a day that can lie in two periods, make a gap doubtful. Where no day could be read all periods are in doubt;
            leave out records whose day is blank, if they are not to count.
        entity: names of the key columns in both; none of them null.
        day: the field that says when.
        periods: those that are due, in order.

    Returns:
        Two frames with the columns of `entities`, `period` (ordinal of the first day) and `period_text`.
    """
    first, last = nw.col(day), nw.col(f"{day}__last")
    due, kept, touched = [], [], []
    for p in periods:
        start, end = p.first.toordinal(), p.last.toordinal()
        period = nw.lit(start).cast(nw.Int64).alias("period")
        due.append(entities.with_columns(period, nw.lit(p.text).alias("period_text")))
        kept.append(records.filter(nw.col("sure") & (first >= start) & (last <= end)).select(*entity, period))
        perhaps = first.is_null() | ((last >= start) & (first <= end))
        touched.append(records.filter(perhaps).select(*entity, period))
    if not due:
        none = entities.with_columns(nw.lit(0).cast(nw.Int64).alias("period"), nw.lit("").alias("period_text"))
        none = none.filter(nw.col("period") > 0)
        return none, none
    keys = [*entity, "period"]
    gaps = nw.concat(due).join(nw.concat(kept).unique(), on=keys, how="anti")
    doubts = nw.concat(touched).unique()
    return gaps.join(doubts, on=keys, how="anti"), gaps.join(doubts, on=keys, how="inner")


_LEAP_YEARS = range(1904, 2100, 4)


def years_later(day: nw.Expr, years: int) -> nw.Expr:
    """The same calendar day `years` later, as ordinals: 365 days a year and the 29 Februaries between.

    29 February counts as the 28th.
    """
    leaps = [
        ((day >= date(year - years, 3, 1).toordinal()) & (day < date(year, 2, 29).toordinal())).cast(nw.Int64)
        for year in _LEAP_YEARS
    ]
    return day + 365 * years + reduce(lambda left, right: left + right, leaps)


def spans_text(months: Iterable[int]) -> str:
    """Month indexes as an official would list them: 2024年1-3月、5月."""
    ordered = sorted(set(months))
    runs: list[tuple[int, int]] = []
    for month in ordered:
        if runs and runs[-1][1] == month - 1 and month % 12:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    texts, shown_year = [], None
    for first, last in runs:
        year = "" if first // 12 == shown_year else f"{first // 12}年"
        shown_year = first // 12
        texts.append(f"{year}{first % 12 + 1}月" if first == last else f"{year}{first % 12 + 1}-{last % 12 + 1}月")
    return "、".join(texts)
