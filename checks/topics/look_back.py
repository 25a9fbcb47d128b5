"""Looking back at measures and their effect (回头看): the right type, a remedy for each problem, done at all."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.growth import LAST, THIS
from calculations.periods import months_before
from calculations.rosters import without_counterpart
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.shapes import blank, distance, equals, garbled, is_blank, none_of, unread
from policies.model import Setting

_ONE_YUAN = 100


@check("LKB101", severity="warning", requires=("GX24-1-7",), needs=("look_back_type", "risk_removed"))
def unremoved_household_is_looked_back_at_for_measures(look_back: Records) -> Rows:
    """风险未消除的户，回头看类型填成效。

    未消除的看帮扶措施，已消除的看帮扶成效，两类不能互换。列举之外的类型不判。
    """
    return Rows(
        field="look_back_type",
        fails=equals("risk_removed", "否") & equals("look_back_type", "成效"),
        unknown=unread("risk_removed") | none_of("look_back_type", "措施", "成效"),
        because="是否消除风险空缺、无法识别，或回头看类型空缺、不是措施或成效",
        message="是否消除风险填“{risk_removed}”，回头看类型填“{look_back_type}”",
        expected="未消除风险的开展帮扶措施回头看",
        suggestion="核对消除状态和回头看类型；只看了成效的补看措施",
        cells=("risk_removed",),
    )


@check(
    "LKB102",
    severity="warning",
    requires=("GN21-1-11", "GN21-1-7"),
    needs=("problem", "adjusted_measure", "fit"),
)
def problem_found_has_an_adjusted_measure(look_back: Records) -> Rows:
    """回头看发现问题或措施不完全匹配，没有调整措施。

    问题栏写无、没有的视为没有问题。措施匹配又没有问题的不要求调整措施。
    """
    unfit = nw.col("fit").is_in(("部分", "不匹配"))
    none = blank("problem") | nw.col("problem").is_in(("无问题", "没有问题", "未发现问题", "否"))
    return Rows(
        field="adjusted_measure",
        fails=(unfit | ~none) & blank("adjusted_measure"),
        message="匹配度“{fit}”，问题“{problem}”，调整措施空着",
        expected="发现的问题有调整措施",
        suggestion="逐户定调整措施、责任人和落实时限",
        cells=("problem", "fit"),
    )


@check("LKB103", severity="warning", requires=("GN21-1-11",), needs=("looked_back_on",))
def look_back_has_a_day(look_back: Records) -> Rows:
    """回头看台账中的户没有回头看日期。

    两类对象逐户开展回头看。日期空着的列出；填了认不出的另作数据问题列出。
    """
    return Rows(
        field="looked_back_on",
        fails=is_blank("looked_back_on"),
        message="对象类别“{target_type}”，回头看日期空着",
        expected="逐户开展回头看并填写日期",
        suggestion="已开展的补填日期；没有开展的尽快开展",
    )


@check("LKB104", severity="error", needs=("looked_back_on",), source="一致性：回头看日期应是已经过去的日子")
def look_back_is_not_in_the_future(look_back: Records, *, as_of: date) -> Rows:
    """回头看日期晚于判定日。

    多为年份或月份填错。只填到月、判定日就在当月的不算晚于。
    """
    return Rows(
        field="looked_back_on",
        fails=nw.col("looked_back_on") > as_of.toordinal(),
        unknown=garbled("looked_back_on"),
        because="回头看日期无法识别",
        message="回头看日期{looked_back_on}晚于判定日{as_of}",
        expected="不晚于{as_of}",
        suggestion="核对日期；尚未开展的清空",
    )


@check(
    "LKB105",
    severity="warning",
    requires=("GN21-1-12",),
    needs=("problem", "adjusted_measure", LAST, THIS),
)
def focus_household_declining_has_a_reason_or_measure(look_back: Records) -> Rows:
    """两类对象收入低于上年，既没有写问题也没有调整措施。

    低于上年不等于不合格，但要查有无原因和措施；写了其中一项的不列。备注写明原因的也不列。
    """
    silent = blank("problem") & blank("adjusted_measure")
    if "remark" in look_back.fields:
        silent = silent & blank("remark")
    return Rows(
        field="adjusted_measure",
        fails=(nw.col(THIS) < nw.col(LAST)) & silent,
        unknown=silent & unread(LAST, THIS),
        because="两年人均有空缺",
        message=f"人均纯收入由{{{LAST}}}降为{{{THIS}}}，问题和调整措施都空着",
        expected="收入稳中求升，下降的查明原因、调整措施",
        suggestion="入户核实原因，填写问题和调整措施；人口变动引起的在备注写明",
        cells=(LAST, THIS),
    )


@check("LKB106", severity="error", needs=("increase", LAST, THIS), source="算术：增减=本年人均-上年人均")
def increase_is_the_difference_of_both_years(look_back: Records) -> Rows:
    """增减与两年人均之差不符。

    相差超过1元的列出。
    """
    return Rows(
        field="increase",
        fails=distance(nw.col("increase"), nw.col(THIS) - nw.col(LAST)) > _ONE_YUAN,
        unknown=~is_blank("increase") & unread("increase", LAST, THIS),
        because="填了增减，但增减或两年人均无法识别",
        message=f"增减填{{increase}}，人均纯收入上年{{{LAST}}}、本年{{{THIS}}}",
        expected="本年人均减上年人均",
        suggestion="核对两年人均，重算增减",
        cells=(LAST, THIS),
    )


@check("LKB107", severity="warning", requires=("GN21-1-6",), needs=("fit", "measures_taken"))
def fit_of_measures_was_considered(look_back: Records) -> Rows:
    """回头看没有分析措施匹配度。

    已落实措施填了而匹配度空着的列出；没有措施的不列。匹配与否由人判断，不按风险和措施的对应关系代判。
    """
    return Rows(
        field="fit",
        fails=is_blank("fit") & ~blank("measures_taken"),
        message="已落实措施“{measures_taken}”，匹配度空着",
        expected="从人员结构、劳动力、风险原因等维度分析匹配度",
        suggestion="逐户分析后填写匹配、部分或不匹配",
        cells=("measures_taken",),
    )


@check(
    "LKB201",
    severity="warning",
    requires=("GX24-1-9",),
    needs={
        "look_back": ("household_id", "look_back_type", "looked_back_on"),
        "monitoring": ("household_id", "risk_removed_on"),
    },
)
def removed_household_is_looked_back_at_for_effects(look_back: Records, monitoring: Records) -> Frames:
    """消除风险以后的回头看，类型填措施。

    已消除的看帮扶成效。回头看在消除风险之前的不列；同一户又有成效回头看的不列；日期只填到月、说不准先后的不判。
    """
    removed = monitoring.frame.filter(~nw.col("household_id").is_null() & ~nw.col("risk_removed_on").is_null())
    removed = removed.group_by("household_id").agg(
        nw.col("risk_removed_on").min().alias("removed"), nw.col("risk_removed_on__last").max().alias("removed_last")
    )
    done = look_back.frame.filter(equals("look_back_type", "成效") & ~nw.col("household_id").is_null())
    rows = look_back.frame.filter(equals("look_back_type", "措施")).join(removed, on="household_id", how="inner")
    rows = rows.join(done.select("household_id"), on="household_id", how="anti")
    first, last = nw.col("looked_back_on"), nw.col("looked_back_on__last")
    after = (first > nw.col("removed_last")).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    before = (last <= nw.col("removed")).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    return Frames(
        unknown=rows.filter(~after & ~before).select("_ledger", "_row"),
        because="回头看日期空缺、无法识别，或只填到月、说不准在消除风险之前还是之后",
        frame=rows.filter(after).select("_ledger", "_row", "removed_last"),
        field="look_back_type",
        message="{removed_last}已消除风险，{looked_back_on}回头看类型填“{look_back_type}”",
        expected="已消除风险的开展帮扶成效回头看",
        suggestion="核对回头看类型；只看了措施的补看成效",
        shown={"removed_last": "日期"},
    )


_LINKED = {
    "monitoring": ("household_id", "identified_on", "risk_removed"),
    "look_back": ("household_id",),
}


@check("LKB210", severity="info", requires=("GX24-1-7",), needs=_LINKED)
def unremoved_household_was_looked_back_at(monitoring: Records, look_back: Records, *, year: int) -> Frames:
    """风险未消除的户从未开展帮扶措施回头看。

    周期原文没有给，只列本年以前纳入、回头看台账中没有的户，作提示。监测对象台账填了回头看日期的不列。
    按户编号对应，回头看台账没有户编号的行按村和户主对应。
    """
    return _never(
        monitoring,
        monitoring.frame.filter(equals("risk_removed", "否")),
        look_back,
        since="identified_on",
        year=year,
        message="识别时间{identified_on}，风险未消除，没有回头看记录",
        expected="定期开展帮扶措施回头看",
    )


@check(
    "LKB211",
    severity="info",
    requires=("GX24-1-9",),
    needs={**_LINKED, "monitoring": ("household_id", "risk_removed_on", "risk_removed")},
)
def removed_household_was_looked_back_at(monitoring: Records, look_back: Records, *, year: int) -> Frames:
    """风险已消除的户从未开展帮扶成效回头看。

    周期原文没有给，只列本年以前消除风险、回头看台账中没有的户，作提示。监测对象台账填了回头看日期的不列。
    按户编号对应，回头看台账没有户编号的行按村和户主对应。
    """
    return _never(
        monitoring,
        monitoring.frame.filter(equals("risk_removed", "是")),
        look_back,
        since="risk_removed_on",
        year=year,
        message="风险消除时间{risk_removed_on}，没有回头看记录",
        expected="定期开展帮扶成效回头看",
    )


def _never(
    monitoring: Records, households: Frame, look_back: Records, *, since: str, year: int, message: str, expected: str
) -> Frames:
    if "look_back_on" in monitoring.fields:
        households = households.filter(is_blank("look_back_on"))
    missing = without_counterpart(households, look_back.frame)
    return Frames(
        unknown=households.filter(nw.col("household_id").is_null() | unread(since)).select("_ledger", "_row"),
        because="没有户编号，或日期空缺、无法识别",
        frame=missing.filter(nw.col(f"{since}__last") < date(year, 1, 1).toordinal()).select("_ledger", "_row"),
        field=since,
        message=message,
        expected=expected,
        suggestion="开展回头看并记入台账；已开展的补登",
    )


@check(
    "LKB212",
    severity="warning",
    requires=("GX24-1-7", "GX24-1-9"),
    needs={"monitoring": ("household_id", "identified_on"), "look_back": ("household_id", "looked_back_on")},
)
def looked_back_at_again_within_the_interval(
    monitoring: Records, look_back: Records, *, look_back_interval_months: Setting, as_of: date
) -> Frames:
    """最近一次回头看距今超过县里规定的间隔。

    间隔由县里填写，没有填写的不判；恰好满间隔的不算超过。从未开展的另列。回头看日期有认不出的户不判，只填到月的按月末算。
    """
    cutoff = months_before(as_of, look_back_interval_months.number).toordinal()
    known = look_back.frame.filter(~nw.col("household_id").is_null())
    unreadable = garbled("looked_back_on").cast(nw.Int64)
    latest = known.with_columns(unreadable.alias("unreadable"))
    latest = latest.group_by("household_id").agg(
        nw.col("looked_back_on__last").max().alias("latest"), nw.col("unreadable").max()
    )
    joined = monitoring.frame.join(latest, on="household_id", how="inner")
    return Frames(
        unknown=joined.filter(nw.col("unreadable") > 0).select("_ledger", "_row"),
        because="回头看日期无法识别",
        frame=joined.filter((nw.col("unreadable") == 0) & (nw.col("latest") < cutoff)).select(
            "_ledger", "_row", "latest"
        ),
        field="household_id",
        message="最近一次回头看在{latest}，至{as_of}超过{look_back_interval_months}",
        expected="每{look_back_interval_months}至少一次回头看",
        suggestion="开展回头看并记入台账；已开展的补登",
        observed="最近一次{latest}",
        shown={"latest": "日期"},
    )
