"""低保、特困、临时救助: standards of the county, records of relief, changes followed, money paid."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.assistance import below_yearly_standard
from calculations.deadlines import before
from calculations.records import says
from checks.declare import check
from checks.model import Records, Rows, Shown
from checks.shapes import blank, equals, garbled, is_blank, unread
from policies.model import Setting

_ENDED = "停|退|取消|未纳入|不在|否|注销|死亡|迁出"


def in_force(social_assistance: Records) -> nw.Expr:
    """The aid has not ended: no state says so, and no day of ending stands there."""
    going = ~says(social_assistance.fields, _ENDED, "aid_state")
    return going & is_blank("stopped_on") if "stopped_on" in social_assistance.fields else going


def _standard(aid: str, floor: Setting) -> Rows:
    return Rows(
        field="standard",
        fails=equals("aid_type", aid) & below_yearly_standard(nw.col("standard"), floor.fen),
        unknown=equals("aid_type", aid) & unread("standard"),
        because="保障标准空缺或无法识别",
        message=f"登记的{aid}保障标准{{standard}}，低于每人每年{{{floor.name}}}",
        expected=f"不低于每人每年{{{floor.name}}}",
        suggestion="核对县级保障标准；误把个人补差填在标准栏的改正",
    )


@check("AID101", severity="error", requires=("SQ23-2(3)1-1",), needs=("aid_type", "standard"))
def subsistence_standard_reaches_the_floor(social_assistance: Records, *, subsistence_standard: Setting) -> Rows:
    """登记的农村低保标准低于规定标准。

    看的是县级保障标准一栏，不是个人补差，补差低于标准是正常的。标准明显是按月填的，乘12个月再比；恰等于为合格。
    """
    return _standard("低保", subsistence_standard)


@check("AID102", severity="error", requires=("SQ23-2(3)1-2",), needs=("aid_type", "standard"))
def support_standard_reaches_the_floor(social_assistance: Records, *, destitute_support_standard: Setting) -> Rows:
    """登记的农村特困人员基本生活保障标准低于规定标准。

    看的是县级标准一栏，不拿个人发放额比。标准明显是按月填的，乘12个月再比；恰等于为合格。
    """
    return _standard("特困", destitute_support_standard)


@check(
    "AID103",
    severity="warning",
    requires=("BZ39-3-6b",),
    needs=("aid_type", "started_on", "approval_level", "aid_amount"),
)
def temporary_relief_is_fully_recorded(social_assistance: Records) -> Rows:
    """临时救助记录没有写救助日期、审批层级或金额。

    只看救助类型为临时救助的记录；先行救助、分级审批的，三项都应有记载。
    """
    return Rows(
        field="approval_level",
        fails=equals("aid_type", "临时救助")
        & (is_blank("started_on") | blank("approval_level") | is_blank("aid_amount")),
        message="临时救助日期{started_on}、审批层级{approval_level}、金额{aid_amount}",
        expected="救助日期、审批层级、金额都有记载",
        suggestion="对照临时救助审批表补填",
        cells=("started_on", "aid_amount"),
    )


@check("AID104", severity="warning", requires=("BZ39-3-6b",), needs=("aid_type", "approval_level", "aid_amount"))
def temporary_relief_is_approved_at_its_level(
    social_assistance: Records, *, temporary_relief_approval_limit: Setting
) -> Rows:
    """乡级审批的临时救助高于乡级审批额度。

    额度原文没有给，由县里配置；审批层级写明乡、镇、街道的才比，恰等于额度为合格。
    """
    by_township = equals("aid_type", "临时救助") & says({"approval_level"}, "乡|镇|街道", "approval_level")
    return Rows(
        field="approval_level",
        fails=by_township & (nw.col("aid_amount") > temporary_relief_approval_limit.fen),
        unknown=by_township & unread("aid_amount"),
        because="救助金额空缺或无法识别",
        message="审批层级“{approval_level}”，救助金额{aid_amount}，高于乡级审批额度{temporary_relief_approval_limit}",
        expected="高于{temporary_relief_approval_limit}的由县级审批",
        suggestion="核对审批表，改正层级或金额；超出额度的按程序报批",
        cells=("aid_amount",),
    )


@check("AID105", severity="warning", requires=("GN21-10-3",), needs=("looked_back_on", "safety_net_conclusion"))
def look_back_has_a_conclusion_on_assistance(look_back: Records) -> Rows:
    """两类增收重点对象已回头看，没有兜底保障排查结论。

    有回头看日期、兜底保障排查结论空着的列出；还没有回头看的另行列出。没有纳入低保本身不是问题。
    """
    return Rows(
        field="safety_net_conclusion",
        fails=~is_blank("looked_back_on") & blank("safety_net_conclusion"),
        message="回头看日期{looked_back_on}，没有兜底保障排查结论",
        expected="逐户排查是否充分纳入兜底保障，写明结论",
        suggestion="会同民政排查后填写符合或不符合",
        cells=("looked_back_on",),
    )


@check("AID106", severity="warning", requires=("SQ23-2(3)2-2",), needs=("changed_on", "adjusted_on"))
def change_of_a_household_is_followed(
    social_assistance: Records, *, subsistence_adjustment_days: Setting | None = None, as_of: date
) -> Rows:
    """低保家庭登记了变化，没有调整日期。

    “及时”没有天数：没有调整日期、或调整早于变化的列出；县里配置了天数的，超过天数才列出。
    """
    days = subsistence_adjustment_days.number if subsistence_adjustment_days else 0
    due = nw.col("changed_on__last") + days
    late = is_blank("adjusted_on") & (due < as_of.toordinal())
    if subsistence_adjustment_days:
        late = late | (nw.col("adjusted_on") > due)
    return Rows(
        field="adjusted_on",
        fails=late | before("adjusted_on", "changed_on"),
        unknown=garbled("changed_on") | (~is_blank("changed_on") & garbled("adjusted_on")),
        because="变化日期或调整日期无法识别",
        message="变化日期{changed_on}，调整日期{adjusted_on}（判定日{as_of}）",
        expected="变化后及时动态管理，填写调整日期",
        suggestion="核对后调整待遇；核对后不需调整的，填核对日期并备注",
        cells=("changed_on",),
    )


@check(
    "AID107",
    severity="info",
    requires=("SQ23-2(3)3-1",),
    needs=("aid_type", "no_labour", "no_income_source", "no_supporter", "not_included_reason"),
)
def person_with_the_three_conditions_is_supported(social_assistance: Records) -> Rows:
    """三项条件都登记为是，没有列为特困，也没有写未纳入原因。

    无劳动能力、无生活来源、无法定义务人（或义务人无履行能力）三项都为是的列出待核；是否符合由民政部门认定。
    """
    conditions = equals("no_labour", "是") & equals("no_income_source", "是") & equals("no_supporter", "是")
    return Rows(
        field="aid_type",
        fails=conditions & ~equals("aid_type", "特困") & blank("not_included_reason"),
        message="三项条件都登记为是，救助类型“{aid_type}”，没有写未纳入特困的原因",
        expected="符合特困认定条件的纳入特困供养",
        suggestion="报民政部门认定；不符合的写明原因",
        cells=("no_labour", "no_income_source", "no_supporter"),
    )


@check(
    "AID108",
    severity="warning",
    requires=("SQ23-2(3)1-3",),
    needs=("aid_type", "monthly_allowance", "started_on", "paid_on"),
    scope="行",
)
def allowance_has_been_paid(social_assistance: Records, *, as_of: date) -> Rows:
    """在保的低保、特困对象没有发放日期。

    救助类型为低保、特困，月补金额大于0、上月以前已纳入的，应有发放日期。已停发、退出的不报，当月新纳入的不报。
    """
    standing = equals("aid_type", "低保") | equals("aid_type", "特困")
    standing = standing & (nw.col("monthly_allowance") > 0) & in_force(social_assistance)
    return Rows(
        field="paid_on",
        fails=standing & (nw.col("started_on__last") < as_of.replace(day=1).toordinal()) & is_blank("paid_on"),
        unknown=standing & is_blank("paid_on") & unread("started_on"),
        because="纳入日期空缺或无法识别",
        message="纳入日期{started_on}，月补{allowance}元，至{as_of}没有发放日期",
        expected="及时足额发放",
        suggestion="已发放的补填最近发放日期；未发放的查明原因",
        shown={"allowance": Shown(nw.col("monthly_allowance"), "元")},
        cells=("monthly_allowance",),
    )
