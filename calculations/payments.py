"""Payments of 衔接资金 at a day (SYQD-3-5, SYQD-3-6, GX24-7-5): what was issued, what is paid, what says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.sums import sums_by, sums_of


def paid_at(payments: nw.LazyFrame[IntoLazyFrameT], day: int) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row, amounts in 分, of the records whose 时点 is exactly `day` (an ordinal).

    `issued` and `paid` are sums, `unread` the number of amounts that could not be read or are blank, `elsewhere` the
    number of records of funds without a record of that day (by 资金文号, else any record of another day): with any of
    them the sums are not the whole. `records` is 0 where none states that day.
    """
    here = (nw.col("as_of") == day) & (nw.col("as_of__last") == day)
    marked = payments.with_columns(here.fill_null(False).alias("_here"))  # noqa: FBT003 - narwhals' own signature
    at_day = marked.filter(nw.col("_here"))
    known = at_day.filter(~nw.col("fund_document").is_null()).select("fund_document").unique()
    elsewhere = marked.filter(~nw.col("_here")).join(known, on="fund_document", how="anti")
    unread = nw.col("issued_amount").is_null() | nw.col("paid_amount").is_null()
    parts = {"issued": nw.col("issued_amount"), "paid": nw.col("paid_amount"), "unread": unread}
    columns = ["_ledger", *parts, "elsewhere", "records"]
    zero, one = nw.lit(0).cast(nw.Int64), nw.lit(1).cast(nw.Int64)
    stated = at_day.with_columns(
        *(part.cast(nw.Int64).fill_null(0).alias(name) for name, part in parts.items()),
        zero.alias("elsewhere"),
        one.alias("records"),
    )
    rest = elsewhere.with_columns(*(zero.alias(name) for name in parts), one.alias("elsewhere"), zero.alias("records"))
    both = nw.concat([stated.select(columns), rest.select(columns)])
    return sums_of(both, {name: nw.col(name) for name in columns[1:]})


def village_funds(
    villages: nw.LazyFrame[IntoLazyFrameT], projects: nw.LazyFrame[IntoLazyFrameT], funds: Sequence[str]
) -> nw.LazyFrame[IntoLazyFrameT]:
    """Villages with the funds of the projects in them (GX24-9-1 to -3: 各级帮扶资金), in 分.

    Args:
        villages: one row a village, with `township` (blank as "") and `village`.
        projects: with `township`, `village`, the fund columns and their states.
        funds: the columns that count; a blank amount is none.

    Returns:
        `villages` with `total`, `unread` (amounts that could not be read, anywhere) and `unplaced`, the funds of all
        projects that name no village or no township.
    """
    amount = reduce(lambda left, right: left + right, [nw.col(f).fill_null(0) for f in funds])
    garbled = [(nw.col(f).is_null() & (nw.col(f"{f}__state") > 0)).cast(nw.Int64) for f in funds]
    unread = reduce(lambda left, right: left + right, garbled)
    rows = projects.select(nw.col("township").fill_null(""), "village", amount.alias("total"), unread.alias("unread"))
    placed = rows.group_by("township", "village").agg(nw.col("total").sum())
    whole = rows.select(
        nw.col("unread").sum(),
        nw.when(nw.col("village").is_null() | (nw.col("township") == ""))
        .then(nw.col("total"))
        .otherwise(0)
        .sum()
        .alias("unplaced"),
    )
    joined = villages.join(placed, on=["township", "village"], how="left").join(whole, how="cross")
    return joined.with_columns(nw.col("total", "unread", "unplaced").fill_null(0))


def labour_pay_by_project(work_relief: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row a project name (SQ23 二(二)4.), in 分.

    `pay` is the sum of all its records (a project may stand on a row for each batch or each worker), `whole` its
    greatest stated investment, `unread` the number of blank or unreadable sums, with `_ledger` and `_row` of its first
    record.
    """
    named = work_relief.filter(~nw.col("project_name").is_null())
    pay = nw.col("labour_pay")
    sums = sums_by(named, ["project_name"], {"pay": pay, "unread": pay.is_null()})
    whole = named.group_by("project_name").agg(nw.col("total_investment").max().alias("whole"))
    return sums.join(whole, on="project_name", how="inner")
