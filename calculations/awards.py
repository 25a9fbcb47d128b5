"""Industry awards worked out: amounts in 分, quantities in hundredths, shares multiplied across.

石泉县2023年脱贫群众增收方案 二(一)1.: a tenth of what was really earned by growing and breeding, capped a household and
year; silkworm eggs by the sheet, fine cocoons by the 斤, silk machines by the price. 赣农办字〔2024〕21号 五: a county's
cap may be lifted for the two focus groups.
"""

from __future__ import annotations

from collections.abc import Collection

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.records import first_records, says
from values.shares import Share

YUAN = 100
_HUNDREDTHS = 100
EGGS, COCOONS = "蚕种|小蚕|蚕卵", "茧"
_SILK = "蚕|茧|桑"
_OWN_STANDARDS = "家庭农场|庭院|流转|粮油|机械"
_BY_INCOME = "10[%％]|百分之十|实际收入"
_WORDS = ("industry", "variety", "award_standard")


def earns_by_income(present: Collection[str]) -> nw.Expr:
    """The award is a share of actual income: no silk item, no machine, no family farm or other standard of its own."""
    own = says(present, f"{_SILK}|{_OWN_STANDARDS}", *_WORDS)
    if "machine_price" in present:
        own = own | ~nw.col("machine_price").is_null()
    return ~own


def other_standard(present: Collection[str]) -> nw.Expr:
    """A standard is written that is not the share of income."""
    if "award_standard" not in present:
        return nw.lit(value=False)
    return ~nw.col("award_standard").is_null() & ~says({"award_standard"}, _BY_INCOME, "award_standard")


def exceeds_share(amount: nw.Expr, base: nw.Expr, share: Share, slack: int = YUAN) -> nw.Expr:
    """Whether amount lies above share × base by `slack` or more (rounding to whole yuan stays below that)."""
    return amount * share.whole - base * share.part >= slack * share.whole


def misses_rate(amount: nw.Expr, quantity: nw.Expr, rate: int) -> nw.Expr:
    """Whether amount lies a yuan or more off quantity (hundredths) × rate (分 a unit)."""
    return (amount * _HUNDREDTHS - quantity * rate).abs() >= YUAN * _HUNDREDTHS


def household_totals(awards: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row a household and year, of the rows given, with its first record.

    `total` and `most` (分 awarded), `earned` (分 of actual income), `count`, `unclear` (rows with a figure missing or
    another standard, as the column `_unclear` of 0 and 1 says).
    """
    totals = (
        awards.group_by("household_id")
        .agg(
            nw.col("award_amount").sum().alias("total"),
            nw.col("award_amount").max().alias("most"),
            nw.col("actual_income").sum().alias("earned"),
            nw.col("_unclear").sum().alias("unclear"),
            nw.len().alias("count"),
        )
        .with_columns(nw.col("count").cast(nw.Int64))
    )
    return first_records(awards, "household_id").join(totals, on="household_id", how="inner")


def household_due(earned: nw.Expr, rate: Share, cap: int) -> nw.Expr:
    """What a household is due, times `rate.whole`: the rate of what it earned, no more than the cap."""
    uncapped, most = earned * rate.part, nw.lit(cap * rate.whole)
    return nw.when(uncapped > most).then(most).otherwise(uncapped)
