"""Households of a village by the numbered reasons of a decline, counted for a summary (北政发〔2022〕39号 二、（二）)."""

from __future__ import annotations

from functools import reduce

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.employment import said
from calculations.measures import factor_code

_NAMES = {
    1: "经营.*减少",
    3: "务工.*减少",
    4: "低保.*取消",
    5: "补贴.*(?:减少|取消)",
    7: "帮扶.*不到位",
    8: "^其[它他]",
}
_NUMBERS = range(1, 9)


def factor_number(field: str) -> nw.Expr:
    """The number of the one reason a text names, by its code or its words; 0 where it names none or several."""
    number, found = nw.lit(0), nw.lit(0)
    for each in _NUMBERS:
        pattern = f"{factor_code(each)}|{_NAMES[each]}" if each in _NAMES else factor_code(each)
        named = said(field, pattern).cast(nw.Int64)
        number, found = number + named * each, found + named
    return nw.when(found == 1).then(number).otherwise(0)


def households_by_factor(incomes: nw.LazyFrame[IntoLazyFrameT], by: list[str]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row of `by` and `number`: `counted` households that name the reason, 0 where none does.

    A place with a household whose reasons are no codes is left out: it cannot be counted.
    """
    coded = [said("decline_factors", factor_code(number)) for number in _NUMBERS]
    some = reduce(lambda left, right: left | right, coded)
    worded = incomes.filter(~nw.col("decline_factors").is_null() & ~some).select(*by)
    known = incomes.join(worded, on=by, how="anti")
    parts = [
        known.select(*by, nw.lit(number).alias("number"), each.cast(nw.Int64).alias("counted"))
        for number, each in zip(_NUMBERS, coded, strict=True)
    ]
    return nw.concat(parts).group_by(*by, "number").agg(nw.col("counted").sum())
