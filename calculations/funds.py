"""Funds of a county's projects: shares of a total, compared by multiplying across."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

INDUSTRY = "产业发展"
CATEGORIES = (INDUSTRY, "就业", "乡村建设", "易地搬迁", "其他")


def industry_part(projects: nw.LazyFrame[IntoLazyFrameT], funds: str) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row, amounts in 分: `part` (funds of industry projects), `whole` (all funds), and the first ledger `_ledger`.

    `unclear` are the funds in `whole` of projects whose category is blank or none that is known, `unread` the number of
    amounts that could not be read. A blank amount is none.
    """
    amount, category = nw.col(funds), nw.col("project_category")
    garbled = amount.is_null() & (nw.col(f"{funds}__state") > 0)
    known = category.is_in(CATEGORIES)
    return (
        projects.select(
            "_ledger",
            amount.alias("_amount"),
            nw.when(category == INDUSTRY).then(amount).otherwise(0).alias("_industry"),
            nw.when(known).then(0).otherwise(amount).alias("_unclear"),
            garbled.cast(nw.Int64).alias("_unread"),
        )
        .select(
            nw.col("_ledger").min(),
            nw.col("_industry").sum().alias("part"),
            nw.col("_amount").sum().alias("whole"),
            nw.col("_unclear").sum().alias("unclear"),
            nw.col("_unread").sum().alias("unread"),
        )
        .filter(~nw.col("_ledger").is_null())
    )


def falls_short(part: nw.Expr, whole: nw.Expr, floor_part: int, floor_whole: int) -> nw.Expr:
    """Whether part / whole < floor, exactly: 59.999 % is short of 60 %."""
    return part * floor_whole < whole * floor_part
