"""Rates that stand beside the figures they follow from, held against them by multiplying across."""

from __future__ import annotations

import narwhals as nw

from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import distance, is_blank, unread

_MILLION = 1_000_000
_LAST, _THIS = "per_capita_net_income_last_year", "per_capita_net_income_this_year"
_BEFORE = "per_capita_net_income_before_last_year"


def _step(rate: nw.Expr) -> nw.Expr:
    """What rounding or cutting at the precision it was filled in with cannot reach: 1, 0.1, 0.01 points and so on."""
    step = nw.lit(1)
    for places in range(1, 5):
        step = nw.when(rate % 10**places == 0).then(10**places).otherwise(step)
    return step


def _off(rate: nw.Expr, part: nw.Expr, whole: nw.Expr) -> nw.Expr:
    """The rate is not part / whole."""
    return distance(rate * whole, part * _MILLION) >= _step(rate) * whole


@check(
    "PRJ110",
    severity="error",
    needs=("payment_rate", "paid_amount", "issued_amount"),
    source="算术：支付率=支付金额÷下达金额",
    scope="行",
)
def payment_rate_follows_from_the_amounts(fund_payments: Records) -> Rows:
    """支付率与支付金额、下达金额不符。

    交叉相乘比较，按填报精度：填到整数百分点的允许1个百分点以内的舍入，填到0.01的允许0.01以内。台账另有到位金额的，
    与按到位金额算的相符也不列。支付率空着的不列，下达金额不大于0的不判。
    """
    rate, paid, issued = nw.col("payment_rate"), nw.col("paid_amount"), nw.col("issued_amount")
    fails = _off(rate, paid, issued)
    if "arrived_amount" in fund_payments.fields:
        arrived = nw.col("arrived_amount")
        fails = fails & _off(rate, paid, arrived).fill_null(True)  # noqa: FBT003 - narwhals' own signature
    return Rows(
        field="payment_rate",
        fails=fails,
        unknown=~is_blank("payment_rate") & (unread("payment_rate", "paid_amount", "issued_amount") | (issued <= 0)),
        because="填了支付率，但支付率、支付金额或下达金额无法识别，或下达金额不大于0",
        message="支付率填{payment_rate}，支付{paid_amount}、下达{issued_amount}",
        expected="支付金额÷下达金额",
        suggestion="按支付、下达金额重算支付率；金额填错的先改正金额",
        cells=("paid_amount", "issued_amount"),
    )


@check(
    "INC163",
    severity="error",
    needs=("decrease_rate", _LAST, _THIS),
    source="算术：下降幅度=两年人均之差÷前一年人均",
)
def decrease_rate_follows_from_the_figures(income_decline: Records) -> Rows:
    """下降幅度与人均不符。

    交叉相乘比较，按填报精度允许舍入。与本年比上年、上年比前年算的相符一个就不列，写正数、负数都认；
    本年没有下降的户填0不列。下降幅度空着的不列，前一年人均不大于0的不判。
    """
    rate = nw.col("decrease_rate")

    def off(later: str, earlier: str) -> nw.Expr:
        change = nw.col(earlier) - nw.col(later)
        return _off(rate, change, nw.col(earlier)) & _off(rate, change * -1, nw.col(earlier))

    fails = off(_THIS, _LAST)
    if _BEFORE in income_decline.fields:
        fails = fails & off(_LAST, _BEFORE).fill_null(True)  # noqa: FBT003 - narwhals' own signature
    none = (rate == 0) & (nw.col(_THIS) >= nw.col(_LAST))
    return Rows(
        field="decrease_rate",
        fails=fails & ~none,
        unknown=~is_blank("decrease_rate") & (unread("decrease_rate", _LAST, _THIS) | (nw.col(_LAST) <= 0)),
        because="填了下降幅度，但下降幅度或人均无法识别，或上年人均不大于0",
        message=f"下降幅度填{{decrease_rate}}，人均纯收入上年{{{_LAST}}}、本年{{{_THIS}}}",
        expected="（上年-本年）÷上年",
        suggestion="按同期数重算下降幅度；人均填错的先改正人均",
        cells=(_LAST, _THIS),
    )
