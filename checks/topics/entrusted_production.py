"""代种代养 and 垫付: what is advanced, taken off after the sale, and shared."""

from __future__ import annotations

import narwhals as nw

from checks.declare import check
from checks.model import Records, Rows, Shown
from checks.shapes import distance, garbled, is_blank, unread

_YUAN = 100


@check("ENT101", severity="info", requires=("GN21-4-6",), needs=("advance", "deduction"))
def deduction_is_no_more_than_the_advance(entrusted_production: Records) -> Rows:
    """扣减金额大于垫付金额。

    垫付的是种苗幼畜等前期成本，出售后结算扣减，扣减不超过垫付；没有垫付或没有结算的不看。条款以协议为准，只提示。
    """
    return Rows(
        field="deduction",
        fails=nw.col("deduction") > nw.col("advance"),
        unknown=garbled("advance") | garbled("deduction"),
        because="垫付或扣减金额无法识别",
        message="垫付金额{advance}，扣减金额{deduction}",
        expected="扣减不超过垫付金额{advance}",
        suggestion="对照协议和结算凭证核对；协议另有约定的备注",
        cells=("advance",),
    )


@check("ENT102", severity="info", requires=("GN21-4-6",), needs=("advance", "sale_income", "deduction", "paid"))
def household_is_paid_what_is_left(entrusted_production: Records) -> Rows:
    """实付金额与出售收入减扣减不符。

    有垫付、已结算的，实付应等于出售收入减扣减，相差1元及以上的提示；扣减空着按没有扣减算。没有垫付的不看。
    """
    left = nw.col("sale_income") - nw.col("deduction").fill_null(0)
    settled = (nw.col("advance") > 0) & ~is_blank("paid")
    return Rows(
        field="paid",
        fails=settled & (distance(nw.col("paid"), left) >= _YUAN),
        unknown=settled & (unread("sale_income", "paid") | garbled("deduction")),
        because="出售收入空缺，或金额无法识别",
        message="出售收入{sale_income}、扣减{deduction}，应付{left}元，实付{paid}",
        expected="{left}元",
        suggestion="对照结算凭证核对，改正填错的一项；协议另有约定的备注",
        shown={"left": Shown(left, "元")},
        cells=("sale_income", "deduction"),
    )


@check("ENT103", severity="info", requires=("GN21-5-6",), needs=("farmer_share", "entity_share", "total_share"))
def shares_add_up(entrusted_production: Records) -> Rows:
    """农户分成与主体分成之和不等于分成总额。

    相差1元及以上的提示；三项缺一项的不判。
    """
    parts = nw.col("farmer_share") + nw.col("entity_share")
    return Rows(
        field="total_share",
        fails=distance(parts, nw.col("total_share")) >= _YUAN,
        unknown=~is_blank("total_share") & unread("farmer_share", "entity_share", "total_share"),
        because="农户分成、主体分成或总额空缺、无法识别",
        message="农户分成{farmer_share}、主体分成{entity_share}，分成总额{total_share}",
        expected="两项之和等于分成总额",
        suggestion="对照收益分配凭证核对，改正填错的一项",
        cells=("farmer_share", "entity_share"),
    )


@check("ENT104", severity="info", requires=("GN21-5-6",), needs=("farmer_share", "entity_share"))
def household_has_a_share(entrusted_production: Records) -> Rows:
    """主体有分成，农户分成为0。

    经营收益、奖补资金由受益农户与代养主体共享：主体分成大于0而农户分成为0的提示，农户分成空着的不报（可能没有分配）。
    """
    return Rows(
        field="farmer_share",
        fails=(nw.col("farmer_share") <= 0) & (nw.col("entity_share") > 0),
        message="主体分成{entity_share}，农户分成{farmer_share}",
        expected="由受益农户与代种代养主体共享",
        suggestion="对照协议和分配凭证核对",
        cells=("entity_share",),
    )
