"""Income of assets: who receives it, and for what."""

from __future__ import annotations

import narwhals as nw

from calculations.asset_income import DIRECT_GROUPS, benefit_by_asset
from calculations.sums import sums_by
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.shapes import blank, equals, none_of, says
from policies.model import Setting

_USES = ("公益性岗位", "分红", "奖补", "发展产业", "小型公益事业")
_KEYS = ("village", "asset", "period")
_NO_YEAR = 0


def _keyed(income: Records) -> Frame:
    """The records with village, asset (its number, else its name) and period (the year), blanks filled."""
    number = nw.col("asset_id") if "asset_id" in income.fields else nw.col("asset_name")
    year = nw.col("year").fill_null(_NO_YEAR) if "year" in income.fields else nw.lit(_NO_YEAR).cast(nw.Int64)
    village = nw.col("village").fill_null("") if "village" in income.fields else nw.lit("")
    asset = nw.when(number.is_null()).then(nw.col("asset_name")).otherwise(number)
    named = income.frame.with_columns(village.alias("village"), asset.alias("asset"), year.alias("period"))
    return named.filter(~nw.col("asset").is_null())


@check(
    "AST213",
    severity="error",
    requires=("GN21-6-1",),
    needs=("asset_name", "purpose", "beneficiary_category", "amount"),
)
def direct_benefit_reaches_the_floor(asset_income: Records, *, direct_benefit_share_floor: Setting) -> Frames:
    """资产收益中脱贫人口和监测对象直接受益低于下限。

    每项资产每个年度：直接受益＝受益对象类别为脱贫、监测的公益性岗位、分红、奖补、发展产业金额；分母＝各项用途的分配合计（小型公益事业计入分母）。
    交叉相乘比较，不先四舍五入，恰等于下限为合格。类别、用途空缺或写法不明的，全部算进直接受益仍不足才列出；影响结果的、金额空缺的无法判定。
    """
    floor = direct_benefit_share_floor.share
    sums = benefit_by_asset(_keyed(asset_income), keys=_KEYS)
    direct, whole = nw.col("direct"), nw.col("whole")
    short = direct * floor.whole < whole * floor.part
    doubtful = (nw.col("unread") > 0) | ((direct + nw.col("perhaps")) * floor.whole >= whole * floor.part)
    return Frames(
        frame=sums.filter(short & ~doubtful),
        unknown=sums.filter(short & doubtful).select("_ledger", "_row"),
        because="受益对象类别或用途空缺、写法不明的金额影响结果，或分配金额空缺、无法识别",
        field="amount",
        message="资产{asset_name}分配合计{whole}，脱贫人口和监测对象直接受益{direct}，低于{direct_benefit_share_floor}",
        expected="直接受益比例不低于{direct_benefit_share_floor}",
        suggestion="核对受益对象类别和各项用途是否填全；确实不足的，按程序调整分配方案",
        observed="{direct}÷{whole}",
        shown={"direct": "金额", "whole": "金额"},
    )


@check(
    "AST214",
    severity="info",
    requires=("GN21-6-2", "GN21-4-3"),
    needs=("asset_name", "purpose", "beneficiary_category", "two_focus_groups", "amount"),
)
def focus_groups_receive_no_less(asset_income: Records) -> Frames:
    """两类增收重点对象的人均分红低于其他脱贫、监测对象。

    同一资产同一年度的分红，两类对象每笔平均低于其他脱贫、监测对象的提示。“倾斜”没有数值线，两类标识有空缺的不判。
    """
    theirs = equals("purpose", "分红") & says("beneficiary_category", DIRECT_GROUPS)
    dividends = _keyed(asset_income).filter(theirs)
    flag, amount = nw.col("two_focus_groups"), nw.col("amount").fill_null(0)
    focus, others = equals("two_focus_groups", "是"), equals("two_focus_groups", "否")
    parts = {
        "focus": nw.when(focus).then(amount).otherwise(0),
        "others": nw.when(others).then(amount).otherwise(0),
        "focus_n": focus,
        "others_n": others,
        "unread": flag.is_null() | nw.col("amount").is_null(),
    }
    sums = sums_by(dividends, _KEYS, parts)
    both = sums.filter((nw.col("focus_n") > 0) & (nw.col("others_n") > 0))
    lower = nw.col("focus") * nw.col("others_n") < nw.col("others") * nw.col("focus_n")
    return Frames(
        frame=both.filter(lower & (nw.col("unread") == 0)),
        unknown=both.filter(nw.col("unread") > 0).select("_ledger", "_row"),
        because="两类标识或分配金额空缺、无法识别",
        field="amount",
        message="资产{asset_name}分红：两类对象{focus_n}笔共{focus}，其他脱贫、监测对象{others_n}笔共{others}，两类对象平均较低",
        expected="分配重点向两类增收重点对象倾斜",
        suggestion="核对两类标识和金额；确实如此的，说明分配依据",
        shown={"focus": "金额", "others": "金额", "focus_n": "数", "others_n": "数"},
    )


@check("AST312", severity="info", requires=("GN21-6-5",), needs=("purpose",))
def income_use_is_among_those_named(asset_income: Records) -> Rows:
    """资产收益用途不在列举之内。

    原文列举公益性岗位、分红、奖补、发展产业、小型公益事业“等”，列举是开放的：之外的只提示核对。用途空缺的也提示补填。
    """
    return Rows(
        field="purpose",
        fails=none_of("purpose", *_USES) | blank("purpose"),
        message="用途为{purpose}，不在列举的用途内",
        expected="公益性岗位、分红、奖补、发展产业、小型公益事业等",
        suggestion="核对用途写法；确属其他用途的，备查分配方案和民主议事记录",
    )
