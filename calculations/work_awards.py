"""务工奖励: months worked and awards of one person in one year (赣农办字〔2024〕21号 七、)."""

from __future__ import annotations

from typing import Any, TypeAlias

import narwhals as nw

from calculations.recurring import identified, last_rows, no_number

Frame: TypeAlias = nw.LazyFrame[Any]
_HUNDREDTHS = 100
_YEAR = 12


def span_months(year: nw.Expr) -> nw.Expr:
    """How many months of `year` lie from `started_month` to `ended_month`, both included; null where one is blank."""
    first, last = nw.col("started_month"), nw.col("ended_month")
    begins, ends = year * _YEAR, year * _YEAR + (_YEAR - 1)
    first = nw.when(first < begins).then(begins).otherwise(first)
    last = nw.when(last > ends).then(ends).otherwise(last)
    return nw.when(last >= first).then(last - first + 1).otherwise((last - first) * 0)


def months_counted(fields: frozenset[str], year: nw.Expr) -> nw.Expr:
    """Months worked in hundredths as the record states them, else its span; null where neither is given."""
    stated = nw.col("months_worked") if "months_worked" in fields else no_number()
    if not {"started_month", "ended_month"} <= fields:
        return stated
    return nw.coalesce(stated, span_months(year) * _HUNDREDTHS)


def award_year(fields: frozenset[str], year: int) -> nw.Expr:
    """The year a record's award is for: its own column, else that of the ledger."""
    own = nw.lit(year).cast(nw.Int64)
    return nw.coalesce(nw.col("year"), own) if "year" in fields else own


def awards_by_person(awards: Frame, fields: frozenset[str], year: int) -> Frame:
    """One row a person (`person_identity`) and year (`award_year`), on the person's last record (`_ledger`, `_row`).

    `amount` (分) is the sum over all rows and townships, `amounts_unread` the number of rows without one, `rows` how many
    there are. `most_months` (hundredths) is what the rows can add up to, months that two rows share counted once where
    all spans are given; `least_months` the largest of one row; `months_unread` and
    `spans_unread` the numbers of rows without months, or without both ends.
    Rows with an award of 0 are applications that were turned down, and left out.
    """
    of = award_year(fields, year)
    kept = awards.with_columns(of.alias("award_year")).filter(
        identified() & (nw.col("award_amount").is_null() | (nw.col("award_amount") > 0))
    )
    spans = {"started_month", "ended_month"} <= fields
    counted = months_counted(fields, nw.col("award_year"))
    kept = kept.with_columns(
        counted.fill_null(0).alias("_months"),
        counted.is_null().cast(nw.Int64).alias("_untold"),
        (span_months(nw.col("award_year")).is_null() if spans else nw.lit(value=True)).cast(nw.Int64).alias("_open"),
        nw.col("award_amount").fill_null(0).alias("_amount"),
        nw.col("award_amount").is_null().cast(nw.Int64).alias("_unread"),
        nw.lit(1).cast(nw.Int64).alias("_one"),
        *(_works_in(month, spans=spans).alias(f"_m{month}") for month in range(_YEAR)),
    )
    keys = ("person_identity", "award_year")
    totals = kept.group_by(*keys).agg(
        nw.col("_amount").sum().alias("amount"),
        nw.col("_unread").sum().alias("amounts_unread"),
        nw.col("_one").sum().alias("rows"),
        nw.col("_months").sum().alias("_sum"),
        nw.col("_months").max().alias("least_months"),
        nw.col("_untold").sum().alias("months_unread"),
        nw.col("_open").sum().alias("spans_unread"),
        *(nw.col(f"_m{month}").max() for month in range(_YEAR)),
    )
    union = nw.col("_m0")
    for month in range(1, _YEAR):
        union = union + nw.col(f"_m{month}")
    union = union * _HUNDREDTHS
    bounded = (nw.col("spans_unread") == 0) & (nw.col("rows") > 1) & (union < nw.col("_sum"))
    totals = totals.with_columns(nw.when(bounded).then(union).otherwise(nw.col("_sum")).alias("most_months"))
    names = ("amount", "amounts_unread", "rows", "most_months", "least_months", "months_unread", "spans_unread")
    return last_rows(kept, keys).join(totals.select(*keys, *names), on=list(keys), how="inner")


def _works_in(month: int, *, spans: bool) -> nw.Expr:
    if not spans:
        return nw.lit(0)
    index = nw.col("award_year") * _YEAR + month
    inside = (nw.col("started_month") <= index) & (nw.col("ended_month") >= index)
    return nw.when(inside).then(nw.lit(1)).otherwise(nw.lit(0))
