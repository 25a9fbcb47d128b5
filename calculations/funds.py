"""Funds of a county's projects: shares of a total, compared by multiplying across."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

INDUSTRY = "产业发展"


def industry_part(projects: nw.LazyFrame[IntoLazyFrameT], funds: str) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row: `part` (funds of industry projects), `whole` (all funds) in 分, and the first ledger `_ledger`.

    Projects whose funds or category are blank are in neither; count them with `unclear_projects`.
    """
    amount = nw.col(funds)
    industry = nw.when(nw.col("project_category") == INDUSTRY).then(amount).otherwise(0)
    return (
        projects.filter(~amount.is_null() & ~nw.col("project_category").is_null())
        .select("_ledger", amount.alias("_amount"), industry.alias("_industry"))
        .select(
            nw.col("_ledger").min(), nw.col("_industry").sum().alias("part"), nw.col("_amount").sum().alias("whole")
        )
    )


def falls_short(part: nw.Expr, whole: nw.Expr, floor_part: int, floor_whole: int) -> nw.Expr:
    """Whether part / whole < floor, exactly: 59.999 % is short of 60 %."""
    return part * floor_whole < whole * floor_part
