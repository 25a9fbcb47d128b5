"""Households whose income fell and why, and the incomes of each village, for a plan (北政发〔2022〕39号 二、三)."""

from __future__ import annotations

from functools import reduce

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.growth import LAST, THIS
from calculations.measures import factor_code

FACTORS = tuple(range(1, 9))
_PLACE = ("township", "village")


def counted_once(income: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row a household: of a number entered twice the row that stands lower is left out (needs `_row`)."""
    numbered = income.filter(~nw.col("household_id").is_null())
    first = numbered.group_by("household_id").agg(nw.col("_row").min().alias("_first"))
    once = numbered.join(first, on="household_id", how="inner").filter(nw.col("_row") == nw.col("_first"))
    names = income.collect_schema().names()
    return nw.concat([once.select(*names), income.filter(nw.col("household_id").is_null()).select(*names)])


def known_incomes(income: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """Households of which both years' per-capita incomes and the head count are known."""
    return income.filter(~nw.col(LAST).is_null(), ~nw.col(THIS).is_null(), nw.col("household_size") > 0)


def fallen(income: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """Households with less per head than last year; `causes` is how many of the eight they state."""
    stated = [_states(number).cast(nw.Int64) for number in FACTORS]
    causes = reduce(lambda total, one: total + one, stated)
    return known_incomes(income).filter(nw.col(THIS) < nw.col(LAST)).with_columns(causes.alias("causes"))


def with_cause(households: nw.LazyFrame[IntoLazyFrameT], number: int) -> nw.LazyFrame[IntoLazyFrameT]:
    """Those that state this cause; a household with several is among those of each."""
    return households.filter(_states(number))


def _states(number: int) -> nw.Expr:
    return nw.col("decline_factors").str.contains(factor_code(number)).fill_null(False)  # noqa: FBT003


def village_incomes(income: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """A row a village: households, people, both years' incomes of all of them (分), households with less than last year."""
    rows = known_incomes(income).select(
        *(nw.col(name).fill_null("").alias(name) for name in _PLACE),
        nw.lit(1).cast(nw.Int64).alias("households"),
        nw.col("household_size").alias("people"),
        (nw.col(LAST) * nw.col("household_size")).alias("last"),
        (nw.col(THIS) * nw.col("household_size")).alias("this"),
        (nw.col(THIS) < nw.col(LAST)).cast(nw.Int64).alias("fell"),
        (nw.col(THIS) == nw.col(LAST)).cast(nw.Int64).alias("same"),
    )
    sums = (nw.col(name).sum() for name in ("households", "people", "last", "this", "fell", "same"))
    return rows.group_by(*_PLACE).agg(*sums).sort(*_PLACE)
