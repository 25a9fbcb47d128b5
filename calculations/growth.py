"""Growth of per-capita incomes over many households, held against a rate by multiplying across."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from values.shares import Share

LAST, THIS = "per_capita_net_income_last_year", "per_capita_net_income_this_year"


def pooled_growth(households: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row: `last` and `this`, both years' per-capita incomes times heads summed (分), `judged` and `left_out` households.

    Each household counts by its present head count in both years. Households without one of the figures are in neither
    sum; `left_out` says how many. `_ledger` is the first input. No row where nothing can be summed.
    """
    known = ~nw.col(LAST).is_null() & ~nw.col(THIS).is_null() & (nw.col("household_size") > 0)
    known = known.fill_null(False)  # noqa: FBT003 - narwhals' own signature
    counted = known.cast(nw.Int64)

    def weighed(name: str) -> nw.Expr:
        return nw.when(known).then(nw.col(name) * nw.col("household_size")).otherwise(0)

    rows = households.select(
        "_ledger",
        weighed(LAST).alias("last"),
        weighed(THIS).alias("this"),
        counted.alias("judged"),
        (1 - counted).alias("left_out"),
    )
    return rows.select(
        nw.col("_ledger").min(),
        nw.col("last").sum(),
        nw.col("this").sum(),
        nw.col("judged").sum(),
        nw.col("left_out").sum(),
    ).filter(nw.col("last") > 0)


def grew_less_than(rate: Share, *, or_equal: bool) -> nw.Expr:
    """Whether this / last - 1 stays below the rate (`or_equal`: or just reaches it), exactly."""
    grown, wanted = (nw.col("this") - nw.col("last")) * rate.whole, nw.col("last") * rate.part
    return grown <= wanted if or_equal else grown < wanted
