"""贷款贴息: interest paid back in full to those who repay on time."""

from __future__ import annotations

import narwhals as nw

from calculations.loans import repaid_late, repaid_on_time
from calculations.records import says
from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import unread
from policies.model import Setting

_YUAN = 100
_NEEDS = ("interest", "interest_subsidy", "repayment_state")
_HOUSEHOLDS = "脱贫户|监测|农户|易致贫|困难户"


def _of_households(subsidies: Records) -> nw.Expr:
    """Loans to households (小额信贷) have rules of their own."""
    return says(subsidies.fields, _HOUSEHOLDS, "entity_type")


@check("LOA108", severity="error", requires=("SQ23-2(1)6-1",), needs=_NEEDS)
def interest_is_paid_back_in_full(interest_subsidies: Records, *, specialty_loan_subsidy_rate: Setting) -> Rows:
    """按期还款的“特色产业贷”，贴息与利息不符。

    还款状态写明按期、正常、结清的，贴息应等于利息×比例（全额），相差1元及以上的列出。
    借款人为农户的小额信贷另有办法，不在此列；还款状态看不出的不判。
    """
    share = specialty_loan_subsidy_rate.share
    on_time = repaid_on_time("repayment_state") & ~_of_households(interest_subsidies)
    gap = nw.col("interest_subsidy") * share.whole - nw.col("interest") * share.part
    unclear = ~repaid_on_time("repayment_state") & ~repaid_late("repayment_state") & ~_of_households(interest_subsidies)
    return Rows(
        field="interest_subsidy",
        fails=on_time & (gap.abs() >= _YUAN * share.whole),
        unknown=unclear | (on_time & unread("interest", "interest_subsidy")),
        because="还款状态看不出是否按期，或利息、贴息空缺、无法识别",
        message="还款状态“{repayment_state}”，利息{interest}，贴息{interest_subsidy}",
        expected="利息的{specialty_loan_subsidy_rate}",
        suggestion="对照银行利息清单核对，改正填错的一项或补足贴息",
        cells=("interest", "repayment_state"),
    )


@check("LOA109", severity="warning", requires=("SQ23-2(1)6-1",), needs=_NEEDS)
def late_repayment_has_no_subsidy(interest_subsidies: Records) -> Rows:
    """未按期还款的“特色产业贷”登记有贴息。

    贴息的条件是按期还款；还款状态写明逾期、未按期，贴息大于0的列出待核。“未逾期”不算。
    """
    return Rows(
        field="interest_subsidy",
        fails=repaid_late("repayment_state") & (nw.col("interest_subsidy") > 0) & ~_of_households(interest_subsidies),
        message="还款状态“{repayment_state}”，贴息{interest_subsidy}",
        expected="按期还款的给予贴息",
        suggestion="与银行核对还款情况；已按期还款的改正状态",
        cells=("repayment_state",),
    )
