"""Monitored households: identification, labour and measures, time without removal, agreement with the income ledger."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.labour import DEVELOPING_MEASURES, any_of
from calculations.periods import months_before
from checks.declare import check
from checks.model import Frames, Records, Rows, Shown
from checks.shapes import blank, equals, is_blank, none_of, unread
from policies.model import Setting


@check(
    "MON101",
    severity="error",
    needs=("risk_removed", "risk_removed_on"),
    source="一致性：风险已消除的户应有消除时间",
)
def removed_risk_has_a_date(monitoring: Records) -> Rows:
    """风险已消除，消除时间为空。

    消除时间填了但无法识别的，另作数据问题列出，这里不重复。
    """
    return Rows(
        field="risk_removed_on",
        fails=equals("risk_removed", "是") & is_blank("risk_removed_on"),
        unknown=unread("risk_removed"),
        because="风险消除状态空缺或无法识别",
        message="风险消除状态为“{risk_removed}”，风险消除时间为空",
        expected="填写风险消除时间",
        suggestion="对照系统标注时间补填；实未消除的改正状态",
        cells=("risk_removed",),
    )


@check(
    "MON102",
    severity="error",
    needs=("identified_on", "risk_removed_on"),
    source="一致性：风险消除不早于识别",
)
def risk_is_not_removed_before_it_was_found(monitoring: Records) -> Rows:
    """风险消除时间早于识别时间。

    只填到月的，以整月可能的最晚一天比较，同月不算早于。
    """
    return Rows(
        field="risk_removed_on",
        fails=nw.col("risk_removed_on__last") < nw.col("identified_on"),
        unknown=~is_blank("risk_removed_on") & unread("identified_on", "risk_removed_on"),
        because="有消除时间，但识别时间空缺，或两个时间无法识别",
        message="风险消除时间{risk_removed_on}早于识别时间{identified_on}",
        expected="不早于{identified_on}",
        suggestion="核对两个时间；再次识别的，识别时间填最近一次并在备注说明",
        cells=("identified_on",),
    )


@check(
    "MON201",
    severity="warning",
    requires=("GN21-2-2", "GX24-1-6"),
    needs=("labour_class", "measures", "risk_removed"),
)
def able_household_has_a_developing_measure(monitoring: Records, *, development_measures_floor: Setting) -> Rows:
    """有全劳动能力的监测户没有开发式帮扶措施。

    劳动能力为“全”、风险未消除的户，帮扶措施中至少应有一项开发式措施（产业、就业、公益性岗位、金融、培训等）。
    措施写法认不出开发式措施的才列出；低保、分红等不计。措施另表填报的，先汇总填入本列。
    """
    developing = nw.col("measures").str.contains(any_of(DEVELOPING_MEASURES))
    return Rows(
        field="measures",
        fails=equals("labour_class", "全") & equals("risk_removed", "否") & (blank("measures") | ~developing),
        unknown=~equals("risk_removed", "是")
        & (unread("risk_removed") | none_of("labour_class", "全", "弱、半", "无")),
        because="风险消除状态空缺，或劳动能力类别空缺、不是全、弱、半、无",
        message="劳动能力为“{labour_class}”，帮扶措施{before}{measures}{after}",
        expected="至少{development_measures_floor}开发式帮扶措施",
        suggestion="落实带动生产、吸纳就业、发放奖补、能力培训等措施并填写；已落实的补填",
        shown={
            "before": Shown(nw.when(blank("measures")).then(nw.lit("为")).otherwise(nw.lit("“")), "文"),
            "after": Shown(nw.when(blank("measures")).then(nw.lit("")).otherwise(nw.lit("”中没有开发式措施")), "文"),
        },
        cells=("labour_class",),
    )


@check(
    "MON202",
    severity="warning",
    requires=("GN21-1-9", "GN21-1-11"),
    needs=("identified_on", "risk_removed", "look_back_on"),
)
def long_unremoved_household_was_looked_back_at(
    monitoring: Records, *, unremoved_years_for_focus: Setting, as_of: date
) -> Rows:
    """纳入满两年仍未消除风险的监测户没有回头看记录。

    纳入两年及以上（含满两年当日）未消除风险的是两类增收重点对象，应开展帮扶措施回头看。
    识别时间只填到月、恰在界线上的不判。
    """
    cutoff = months_before(as_of, unremoved_years_for_focus.number).toordinal()
    first, last = nw.col("identified_on"), nw.col("identified_on__last")
    open_risk = equals("risk_removed", "否")
    on_the_line = first.is_null() | ((first <= cutoff) & (last > cutoff))
    return Rows(
        field="look_back_on",
        fails=open_risk & (last <= cutoff) & is_blank("look_back_on"),
        unknown=is_blank("look_back_on")
        & ((open_risk & on_the_line) | (unread("risk_removed") & (first.is_null() | (first <= cutoff)))),
        because="风险消除状态空缺，或识别时间空缺、无法识别，或只到月份、恰在满两年的界线上",
        message="识别时间{identified_on}，至{as_of}已满{unremoved_years_for_focus}未消除风险，没有回头看日期",
        expected="开展帮扶措施“回头看”并记入台账",
        suggestion="逐户开展回头看，填写日期、问题和调整措施",
        cells=("identified_on", "risk_removed"),
    )


@check(
    "MON301",
    severity="warning",
    needs={"monitoring": ("household_id", "household_size"), "income": ("household_id", "household_size")},
    source="账账相符：同一户在两本台账中的家庭人口数应一致",
)
def household_size_agrees_with_income_ledger(monitoring: Records, income: Records) -> Frames:
    """监测对象台账与收入台账的家庭人口数不一致。

    按户编号对应。收入台账写明人口变动原因的户不列，同一户填了几个人口数的不判。
    """
    theirs = income.frame
    if "population_change_reason" in income.fields:
        theirs = theirs.filter(blank("population_change_reason"))
    theirs = theirs.filter(~nw.col("household_id").is_null())
    theirs = theirs.group_by("household_id").agg(
        nw.col("household_size").min().alias("other_size"), nw.col("household_size").max().alias("most")
    )
    theirs = theirs.filter(nw.col("other_size") == nw.col("most"))
    joined = monitoring.frame.join(theirs, on="household_id", how="inner")
    return Frames(
        unknown=joined.filter(nw.col("household_size").is_null()).select("_ledger", "_row"),
        because="家庭人口数空缺或无法识别",
        frame=joined.filter((nw.col("household_size") - nw.col("other_size")).abs() > 0).select(
            "_ledger", "_row", "other_size"
        ),
        field="household_size",
        message="家庭人口数填{household_size}，收入台账中为{other_size}",
        expected="{other_size}人，或说明人口变动",
        suggestion="核对户籍和共同生活人口，改正一处；确有自然变更的在备注写明原因",
        shown={"other_size": "数"},
    )
