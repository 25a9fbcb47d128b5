"""Rosters of focus households: recomputed, and held against the flags and ledgers that should name them."""

from __future__ import annotations

from datetime import date
from functools import reduce

import narwhals as nw

from calculations.growth import LAST
from calculations.periods import months_before
from calculations.rosters import lowest_share_line, one_a_household, without_counterpart
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import equals, is_blank, unread
from policies.model import Setting


@check("ROS101", severity="warning", requires=("GN21-1-8",), needs=("in_lowest_fifth", LAST), scope="行")
def lowest_fifth_flag_agrees_with_the_ceiling(income: Records, *, low_income_ceiling: Setting) -> Rows:
    """“是否后20%”与县里给出的后20%收入上限不一致。

    按上年人均纯收入比较，恰好等于上限的在后20%之内。上限由县里按全县名册算出后填写，没有填写的不判。
    """
    ceiling = low_income_ceiling.fen
    inside = nw.col(LAST) <= ceiling
    return Rows(
        field="in_lowest_fifth",
        fails=(equals("in_lowest_fifth", "否") & inside) | (equals("in_lowest_fifth", "是") & ~inside),
        unknown=unread("in_lowest_fifth", LAST),
        because="是否后20%或上年人均空缺、无法识别",
        message=f"是否后20%填“{{in_lowest_fifth}}”，上年人均纯收入{{{LAST}}}，后20%收入上限{{low_income_ceiling}}",
        expected="上年人均不高于{low_income_ceiling}的填是，高于的填否",
        suggestion="核对上年人均纯收入和县里下发的后20%名册，改正标识",
        cells=(LAST,),
    )


@check("ROS102", severity="warning", requires=("GN21-1-9",), needs=("target_type", "identified_on"))
def two_years_target_has_been_in_for_two_years(
    look_back: Records, *, unremoved_years_for_focus: Setting, as_of: date
) -> Rows:
    """回头看台账中“两年未消除”的户纳入还不满两年。

    满两年当日算入。消除后再识别的，纳入时间填最近一次。只填到月、恰在界线上的不判；“后20%”的户不看纳入时间。
    """
    cutoff = months_before(as_of, unremoved_years_for_focus.number).toordinal()
    first, last = nw.col("identified_on"), nw.col("identified_on__last")
    listed = nw.col("target_type").is_in(("两年未消除", "两者"))
    return Rows(
        field="target_type",
        fails=listed & (first > cutoff),
        unknown=listed & (first.is_null() | ((first <= cutoff) & (last > cutoff))),
        because="纳入时间空缺、无法识别，或只到月份、恰在满两年的界线上",
        message="对象类别填“{target_type}”，纳入时间{identified_on}，至{as_of}不满{unremoved_years_for_focus}",
        expected="纳入满{unremoved_years_for_focus}仍未消除风险",
        suggestion="核对纳入时间和对象类别；属于后20%的改正类别",
        cells=("identified_on",),
    )


@check(
    "ROS103",
    severity="warning",
    requires=("GN21-1-9",),
    needs=("two_focus_groups", "identified_on", "risk_removed"),
)
def long_unremoved_household_is_flagged(
    monitoring: Records, *, unremoved_years_for_focus: Setting, as_of: date
) -> Rows:
    """纳入满两年仍未消除风险的户，“是否两类群体”填否。

    满两年当日算入。填是的不核（也可能属后20%）；只填到月、恰在界线上的不判。
    """
    cutoff = months_before(as_of, unremoved_years_for_focus.number).toordinal()
    first, last = nw.col("identified_on"), nw.col("identified_on__last")
    denied = equals("two_focus_groups", "否") & ~equals("risk_removed", "是")
    on_the_line = first.is_null() | ((first <= cutoff) & (last > cutoff))
    return Rows(
        field="two_focus_groups",
        fails=denied & equals("risk_removed", "否") & (last <= cutoff),
        unknown=denied & (on_the_line | (unread("risk_removed") & (first <= cutoff))),
        because="识别时间或消除状态空缺、无法识别，或识别时间只到月份、恰在满两年的界线上",
        message="是否两类群体填“{two_focus_groups}”，识别时间{identified_on}，至{as_of}已满{unremoved_years_for_focus}未消除",
        expected="纳入满{unremoved_years_for_focus}未消除风险的属于两类增收重点对象",
        suggestion="核对识别时间和消除状态，改正标识并开展回头看",
        cells=("identified_on", "risk_removed"),
    )


@check("ROS201", severity="warning", requires=("GN21-1-8",), needs=("in_lowest_fifth", "household_size", LAST))
def lowest_fifth_flag_agrees_with_the_roster(
    income: Records, *, low_income_share: Setting, low_income_grouping: Setting | None = None
) -> Frames:
    """“是否后20%”与按全县收入重算的结果不一致。

    全县各户按上年人均纯收入由低到高，累计不超过20%的为后20%。按人口还是按户分组原文没有写：县里没有填写的两种都算，
    两种结果不同的户不判；恰在分界上、同一收入跨过20%的户也不判。没有上年人均或人口数的户不计入。只在输入覆盖全县时判。
    """
    households = one_a_household(income.frame, LAST)
    wanted = _groupings(low_income_grouping)
    lines = [lowest_share_line(households, low_income_share.share, by_people=by_people) for by_people in wanted]
    placed = income.frame
    for i, line in enumerate(lines):
        placed = placed.join(
            line.select(nw.col("line").alias(f"line{i}"), nw.col("split").alias(f"split{i}")), how="cross"
        )
    sides = range(len(lines))
    inside = _all([nw.col(LAST) < nw.col(f"line{i}") for i in sides])
    outside = _all([_above(i) for i in sides])
    fails = (equals("in_lowest_fifth", "否") & inside) | (equals("in_lowest_fifth", "是") & outside)
    unclear = unread("in_lowest_fifth", LAST) | (~inside & ~outside)
    return Frames(
        unknown=placed.filter(unclear).select("_ledger", "_row"),
        because="标识或上年人均空缺、无法识别，或恰在分界上、按人口与按户结果不同",
        frame=placed.filter(~unclear & fails).select("_ledger", "_row", "line0"),
        field="in_lowest_fifth",
        message=f"是否后20%填“{{in_lowest_fifth}}”，上年人均纯收入{{{LAST}}}，按全县名册重算分界在{{line0}}元",
        expected="与按全县五等份分组重算的结果一致",
        suggestion="核对上年人均纯收入和县里的后20%名册，改正标识",
        shown={"line0": "元"},
    )


def _groupings(setting: Setting | None) -> tuple[bool, ...]:
    """Whether to count people, households, or, where nobody has said, both."""
    if setting is None:
        return (True, False)
    return (setting.text != "户",)


def _above(i: int) -> nw.Expr:
    at_line = (nw.col(LAST) == nw.col(f"line{i}")) & (nw.col(f"split{i}") == 0)
    return (nw.col(LAST) > nw.col(f"line{i}")) | at_line


def _all(masks: list[nw.Expr]) -> nw.Expr:
    stated = [mask.fill_null(False) for mask in masks]  # noqa: FBT003 - narwhals' own signature
    return reduce(lambda left, right: left & right, stated)


@check(
    "ROS202",
    severity="warning",
    requires=("GN21-1-11", "GN21-1-9"),
    needs={"monitoring": ("household_id", "identified_on", "risk_removed"), "look_back": ("household_id",)},
)
def long_unremoved_household_is_in_the_look_back_ledger(
    monitoring: Records, look_back: Records, *, unremoved_years_for_focus: Setting, as_of: date
) -> Frames:
    """纳入满两年未消除风险的户不在回头看台账中。

    两类增收重点对象都应在回头看台账中。按户编号对应，回头看台账没有户编号的行按村和户主对应。
    监测对象台账有回头看日期一栏而空着的，另作一个问题列出，这里不重复。只填到月、恰在界线上的不判。
    """
    cutoff = months_before(as_of, unremoved_years_for_focus.number).toordinal()
    first, last = nw.col("identified_on"), nw.col("identified_on__last")
    open_ = monitoring.frame.filter(equals("risk_removed", "否"))
    if "look_back_on" in monitoring.fields:
        open_ = open_.filter(~is_blank("look_back_on"))
    missing = without_counterpart(open_, look_back.frame)
    on_the_line = first.is_null() | ((first <= cutoff) & (last > cutoff))
    return Frames(
        unknown=missing.filter(on_the_line).select("_ledger", "_row"),
        because="识别时间空缺、无法识别，或只到月份、恰在满两年的界线上",
        frame=missing.filter(last <= cutoff).select("_ledger", "_row"),
        field="identified_on",
        message="识别时间{identified_on}，至{as_of}已满{unremoved_years_for_focus}未消除风险，回头看台账中没有这户",
        expected="两类增收重点对象都在回头看台账中",
        suggestion="开展帮扶措施回头看并记入台账；已开展的补登",
    )


@check(
    "ROS203",
    severity="warning",
    requires=("GN21-1-11",),
    needs={"income": ("household_id", "in_lowest_fifth"), "look_back": ("household_id",)},
)
def lowest_fifth_household_is_in_the_look_back_ledger(income: Records, look_back: Records) -> Frames:
    """标为后20%的户不在回头看台账中。

    两类增收重点对象都应在回头看台账中。按户编号对应，回头看台账没有户编号的行按村和户主对应。
    """
    listed = income.frame.filter(equals("in_lowest_fifth", "是"))
    return Frames(
        unknown=listed.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        frame=without_counterpart(listed, look_back.frame).select("_ledger", "_row"),
        field="in_lowest_fifth",
        message="是否后20%填“{in_lowest_fifth}”，回头看台账中没有这户",
        expected="两类增收重点对象都在回头看台账中",
        suggestion="核对名册；属于后20%的开展回头看并记入台账",
    )
