"""Incomes of a household as expressions over an income ledger (amounts in 分)."""

from __future__ import annotations

import narwhals as nw

INCOMES = ("wage_income", "business_income", "property_income", "transfer_income")


def total_income(year: str) -> nw.Expr:
    """The four incomes of "this_year" or "last_year" together. Null where one is blank."""
    wages, business, property_, transfers = (nw.col(f"{part}_{year}") for part in INCOMES)
    return wages + business + property_ + transfers


def net_income(year: str) -> nw.Expr:
    """Four incomes less what was spent on earning them (纯收入 = 四类收入合计 - 生产经营性支出).

    Null where a part is blank.
    """
    return total_income(year) - nw.col(f"business_expense_{year}")


def filled_in_step(amount: nw.Expr) -> nw.Expr:
    """The precision an amount was filled in with, in 分: 100 for whole yuan, 10 for jiao, else 1."""
    return nw.when(amount % 100 == 0).then(100).otherwise(nw.when(amount % 10 == 0).then(10).otherwise(1))


def per_capita_gap(per_capita: nw.Expr, heads: nw.Expr, whole: nw.Expr) -> nw.Expr:
    """How far per-capita times heads lies from the whole, in 分.

    Rounding or cutting a per-capita figure cannot reach `filled_in_step` times the heads.
    """
    return per_capita * heads - whole
