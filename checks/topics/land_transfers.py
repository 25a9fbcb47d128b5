"""Rent and dividends of transferred land and shares: paid when and as the contract says."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, garbled, is_blank, unread


@check("INC170", severity="warning", requires=("GN21-11-2",), needs=("due_on", "paid_on"))
def rent_was_paid_on_time(land_transfers: Records, *, as_of: date) -> Rows:
    """租金、分红没有按约定日支付。

    实付日期晚于约定付款日，或约定付款日已过、实付日期空着的列出；约定付款日当天不算晚。只填到月、说不准的不判，
    约定付款日写每年某月的不判。没有到期的不列。
    """
    due, paid = nw.col("due_on__last"), nw.col("paid_on")
    today = as_of.toordinal()
    unpaid = is_blank("paid_on") & (due < today)
    perhaps = (paid <= due) & (nw.col("paid_on__last") > due)
    if "paid_amount" in land_transfers.fields:
        unpaid = unpaid & is_blank("paid_amount")
    return Rows(
        field="paid_on",
        fails=(paid > due) | unpaid,
        unknown=unread("due_on") | garbled("paid_on") | perhaps,
        because="约定付款日空缺、无法识别，或实付日期无法识别、只填到月",
        message="约定付款日{due_on}，实付日期{paid_on}（判定日{as_of}）",
        expected="{due_on}前（含当日）支付",
        suggestion="已支付的补填日期和凭证；没有支付的督促按合同支付",
        cells=("due_on",),
    )


@check("INC171", severity="warning", requires=("GN21-11-2",), needs=("due_amount", "paid_amount"))
def rent_was_paid_in_full(land_transfers: Records) -> Rows:
    """租金、分红实付额少于约定额。

    一分不少为足额；实付额空着的不列（是否到期另看）。分几次支付的，先合计再填。
    """
    return Rows(
        field="paid_amount",
        fails=nw.col("paid_amount") < nw.col("due_amount"),
        unknown=garbled("paid_amount") | (~is_blank("paid_amount") & unread("due_amount")),
        because="填了实付额，但实付额或约定额空缺、无法识别",
        message="约定金额{due_amount}，实付金额{paid_amount}",
        expected="不少于{due_amount}",
        suggestion="核对金额和凭证；确实少付的督促补足",
        cells=("due_amount",),
    )


@check("INC172", severity="info", requires=("GN21-11-1",), needs=("contract_number", "term"))
def transfer_has_a_contract(land_transfers: Records) -> Rows:
    """土地流转、入股没有合同号或期限。

    有一项空着就提示。是否自愿要问农户，这里不判。
    """
    return Rows(
        field="contract_number",
        fails=blank("contract_number") | blank("term"),
        message="合同号“{contract_number}”，期限“{term}”",
        expected="流转有合同和期限",
        suggestion="补填合同号和期限；没有签订合同的补签",
        cells=("term",),
    )
