"""衔接资金: how much is paid by when, and the county's own share."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.funds import falls_short
from calculations.payments import paid_at
from calculations.sums import sums_of
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows, Shown
from checks.recurring import once_due
from checks.shapes import equals, none_of, unread
from policies.model import Setting

_NEEDS = ("fund_document", "issued_amount", "paid_amount", "as_of")
_NOT_WHOLE = "没有这一时点的数，或有的资金没有这一时点的数，或下达、支付金额空缺、无法识别"


@check("PRJ210", severity="error", requires=("SYQD-3-5",), needs=_NEEDS)
def payment_reaches_the_floor_on_its_day(
    fund_payments: Records, *, payment_progress_floor: Setting, payment_progress_day: Setting, as_of: date
) -> Frames:
    """资金支付进度到期未达下限。

    全县时点为考察日（9月末）的累计支付占下达资金，交叉相乘比较，不先四舍五入，恰等于下限为合格。考察日未到的不判。
    时点只填到月的、只有其他时点的不能推出考察日的数，无法判定。这是全县口径：没有声明覆盖全县的不判。
    """
    day = payment_progress_day.day
    floor = payment_progress_floor.share
    sums = once_due(paid_at(fund_payments.frame, day.toordinal()), due=day <= as_of)
    short = falls_short(nw.col("paid"), nw.col("issued"), floor.part, floor.whole)
    return _progress(
        sums,
        short,
        message="至{payment_progress_day}累计支付{paid}，下达{issued}，支付进度低于{payment_progress_floor}",
        expected="支付进度不低于{payment_progress_floor}",
    )


@check("PRJ211", severity="warning", requires=("SYQD-3-6", "GX24-7-5"), needs=_NEEDS)
def expenditure_keeps_the_schedule(
    fund_payments: Records, *, expenditure_schedule_share: Setting, as_of: date
) -> Frames:
    """资金支出率低于当前的时序进度。

    全县时点为判定日的累计支付占下达资金，与县里配置的时序进度比较；没有配置的不判。时点不是判定日的（用 --as-of 指定）无法判定。
    """
    floor = expenditure_schedule_share.share
    sums = paid_at(fund_payments.frame, as_of.toordinal())
    short = falls_short(nw.col("paid"), nw.col("issued"), floor.part, floor.whole)
    return _progress(
        sums,
        short,
        message="至{as_of}累计支付{paid}，下达{issued}，支出率低于时序进度{expenditure_schedule_share}",
        expected="支出率不低于{expenditure_schedule_share}",
    )


def _progress(sums: Frame, short: nw.Expr, *, message: str, expected: str) -> Frames:
    whole = (nw.col("records") > 0) & (nw.col("unread") == 0) & (nw.col("elsewhere") == 0) & (nw.col("issued") > 0)
    return Frames(
        frame=sums.filter(whole & short),
        unknown=sums.filter(~whole).select("_ledger"),
        because=_NOT_WHOLE,
        field="paid_amount",
        message=message,
        expected=expected,
        suggestion="核对下达、支付金额和时点；确实偏低的，逐个项目排出支付计划",
        observed="{paid}÷{issued}",
        shown={"paid": "金额", "issued": "金额"},
        whole=True,
    )


@check("PRJ212", severity="warning", requires=("GX24-7-3",), needs=("level", "arrived_amount"))
def county_funds_reach_what_is_due(fund_payments: Records, *, local_matching_fund: Setting) -> Frames:
    """本级配套资金到位额低于应配套额。

    级次为县（区、本级）的到位金额合计，与县里配置的应配套额比较；没有配置的不判。到位金额空缺、级次不明的资金影响结果时无法判定。
    """
    own = equals("level", "县")
    unsure = none_of("level", "中央", "省", "市", "县")
    arrived, zero = nw.col("arrived_amount"), nw.lit(0)
    parts = {
        "own": nw.when(own).then(arrived).otherwise(zero),
        "perhaps": nw.when(unsure).then(arrived).otherwise(zero),
        "unread": (own | unsure) & unread("arrived_amount"),
    }
    sums = sums_of(fund_payments.frame, parts)
    due = local_matching_fund.fen
    doubtful = (nw.col("unread") > 0) | (nw.col("own") + nw.col("perhaps") >= due)
    short = nw.col("own") < due
    return Frames(
        frame=sums.filter(short & ~doubtful).with_columns(nw.lit(due).alias("due")),
        unknown=sums.filter(short & doubtful).select("_ledger"),
        because="有的到位金额空缺或无法识别，或级次不明的资金影响结果",
        field="arrived_amount",
        message="本级配套资金到位{own}，应配套{due}",
        expected="到位不少于{due}",
        suggestion="核对到位金额和级次；确未到位的，商财政及时足额安排",
        observed="{own}",
        shown={"own": "金额", "due": "金额"},
        whole=True,
    )


@check("PRJ104", severity="warning", requires=("GX24-7-3",), needs=("due_match", "arrived_amount"), scope="行")
def matching_funds_of_a_row_have_arrived(fund_payments: Records) -> Rows:
    """应配套金额没有足额到位。

    台账自己填了应配套金额、到位金额小于它的逐行列出；没有应配套金额的行不看。原文没有给到位时限，只作提醒核对。
    """
    due, arrived = nw.col("due_match"), nw.col("arrived_amount")
    return Rows(
        field="arrived_amount",
        fails=arrived < due,
        unknown=(due > 0) & unread("arrived_amount"),
        because="填了应配套金额，到位金额空缺或无法识别",
        message="应配套{due}，到位{arrived}",
        expected="到位不少于{due}",
        suggestion="核对资金文件和到位凭证；确未到位的，商财政及时足额安排",
        shown={"due": Shown(due, "金额"), "arrived": Shown(arrived, "金额")},
        cells=("due_match",),
    )
