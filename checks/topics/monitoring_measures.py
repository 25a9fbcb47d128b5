"""Measures for monitored households: there are some, in time, of the kind the household needs."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.measures import DEVELOPING, SAFEGUARDING
from calculations.periods import months_before
from calculations.rosters import without_counterpart
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, garbled, is_blank, none_of, says, unread
from policies.model import Setting


@check("MON110", severity="warning", requires=("GN21-2-1",), needs=("labour_class",))
def household_has_a_labour_class(monitoring: Records) -> Rows:
    """劳动能力类别不是全、弱半、无三类之一。

    按家庭状态分三类帮扶，空着或填了三类之外的列出；常见写法（有劳动力、半劳力、丧失劳动力等）都认。
    """
    return Rows(
        field="labour_class",
        fails=none_of("labour_class", "全", "弱、半", "无"),
        message="劳动能力类别填“{labour_class}”",
        expected="全、弱（半）、无三类之一",
        suggestion="按家庭劳动能力状况填写三类之一",
    )


@check("MON111", severity="info", requires=("GN21-2-3",), needs=("labour_class", "measures", "risk_removed"))
def weak_household_has_a_developing_measure(monitoring: Records) -> Rows:
    """弱、半劳动能力户的措施中看不出开发式帮扶。

    重点以公益性岗位、帮扶车间、订单农业、庭院经济等方式帮扶。列举是开放的，产业、就业等其他开发式措施也算；一项都认不出的才提示。
    措施空着的、已消除风险的不列。
    """
    return Rows(
        field="measures",
        fails=equals("labour_class", "弱、半")
        & ~equals("risk_removed", "是")
        & ~blank("measures")
        & ~says("measures", DEVELOPING),
        message="劳动能力为“{labour_class}”，帮扶措施“{measures}”中看不出公益性岗位、帮扶车间、订单农业、庭院经济等方式",
        expected="创造条件开发式帮扶",
        suggestion="核实能否安排力所能及的项目；已安排的补填，确实不能的写明情况",
        cells=("labour_class",),
    )


@check("MON112", severity="info", requires=("GN21-2-4",), needs=("labour_class", "measures", "risk_removed"))
def unable_household_is_safeguarded(monitoring: Records) -> Rows:
    """无劳动能力户的措施中看不出兜底保障。

    重点以土地流转、代种代养、社会救助、资产收益分红等方式兜牢底线。列举是开放的，一项都认不出的才提示；没有纳入低保不是问题。
    措施空着的、已消除风险的不列。
    """
    return Rows(
        field="measures",
        fails=equals("labour_class", "无")
        & ~equals("risk_removed", "是")
        & ~blank("measures")
        & ~says("measures", SAFEGUARDING),
        message="劳动能力为“{labour_class}”，帮扶措施“{measures}”中看不出土地流转、代种代养、社会救助、资产收益分红等方式",
        expected="兜牢底线",
        suggestion="核实兜底措施；已落实的补填",
        cells=("labour_class",),
    )


@check("MON113", severity="warning", requires=("SYQD-1-7", "GX24-1-5"), needs=("measures", "risk_removed"))
def monitored_household_has_a_measure(monitoring: Records) -> Rows:
    """风险未消除的监测户没有帮扶措施。

    已纳入的监测对象应及早落实帮扶措施。措施栏空着的列出；措施另表填报的，先汇总填入本列。
    """
    return Rows(
        field="measures",
        fails=equals("risk_removed", "否") & blank("measures"),
        unknown=unread("risk_removed") & blank("measures"),
        because="风险消除状态空缺或无法识别",
        message="风险未消除，帮扶措施空着",
        expected="已纳入的监测对象有帮扶措施",
        suggestion="落实针对性帮扶措施并填写；已落实的补填",
        cells=("risk_removed",),
    )


@check("MON114", severity="warning", requires=("SYQD-1-7",), needs=("identified_on", "measure_started_on"))
def first_measure_follows_soon(monitoring: Records, *, first_measure_days: Setting) -> Rows:
    """首条帮扶措施距纳入超过县里规定的天数。

    天数由县里填写，没有填写的不判；恰好满天数的不算超过。先帮扶后纳入的不列。只填到月、说不准的不判。
    """
    return _within_days(
        "measure_started_on",
        "identified_on",
        first_measure_days,
        message="识别时间{identified_on}，措施起始日期{measure_started_on}，相隔超过{first_measure_days}",
        expected="纳入后{first_measure_days}内落实首条措施",
        suggestion="核对两个日期；措施更早落实的补登",
    )


def _within_days(later: str, earlier: str, days: Setting, *, message: str, expected: str, suggestion: str) -> Rows:
    """One day follows another within so many days; a month of which that cannot be said is not judged."""
    limit = days.number
    surely = nw.col(later) - nw.col(f"{earlier}__last") > limit
    perhaps = nw.col(f"{later}__last") - nw.col(earlier) > limit
    return Rows(
        field=later,
        fails=surely,
        unknown=garbled(later) | (~is_blank(later) & unread(earlier)) | (perhaps & ~surely),
        because="日期空缺、无法识别，或只填到月、说不准天数",
        message=message,
        expected=expected,
        suggestion=suggestion,
        cells=(earlier,),
    )


@check("MON119", severity="warning", requires=("GX24-1-3",), needs=("warned_on", "identified_on"))
def risk_leads_to_identification_in_time(monitoring: Records, *, identification_days: Setting) -> Rows:
    """从发现风险到识别纳入超过县里规定的天数。

    原文只写“规定时间内”，天数由县里填写，没有填写的不判；恰好满天数的不算超过。先帮扶后纳入不是问题。
    """
    return _within_days(
        "identified_on",
        "warned_on",
        identification_days,
        message="预警日期{warned_on}，识别时间{identified_on}，相隔超过{identification_days}",
        expected="发现风险后{identification_days}内识别纳入",
        suggestion="核对两个日期；因程序延后的说明原因",
    )


@check("MON115", severity="info", requires=("SYQD-1-4",), needs=("identified_on", "economic_check_on"))
def new_household_has_an_economic_check(monitoring: Records, *, year: int) -> Rows:
    """本年新纳入的监测户没有经济核对报告日期。

    同步研判是为了便于出具经济核对报告，原文没有要求每户一份，只提示。以前年度纳入的不看。
    """
    return Rows(
        field="economic_check_on",
        fails=is_blank("economic_check_on") & (nw.col("identified_on") >= date(year, 1, 1).toordinal()),
        message="识别时间{identified_on}，经济核对报告日期空着",
        expected="同步研判，便于出具经济核对报告",
        suggestion="已出具核对报告的补填日期；没有出具的说明情况",
        cells=("identified_on",),
    )


@check(
    "MON116",
    severity="warning",
    requires=("SYQD-1-5",),
    needs=("identified_on", "risk_removed", "analysed_on"),
)
def unremoved_household_was_analysed(
    monitoring: Records, *, unremoved_months_for_analysis: Setting, as_of: date
) -> Rows:
    """纳入一年以上未消除风险的户没有逐户分析记录。

    满一年当日算入；满两年的也在其内。只填到月、恰在界线上的不判。
    """
    cutoff = months_before(as_of, unremoved_months_for_analysis.number).toordinal()
    first, last = nw.col("identified_on"), nw.col("identified_on__last")
    open_ = is_blank("analysed_on") & ~equals("risk_removed", "是")
    on_the_line = first.is_null() | ((first <= cutoff) & (last > cutoff))
    return Rows(
        field="analysed_on",
        fails=open_ & equals("risk_removed", "否") & (last <= cutoff),
        unknown=open_ & (on_the_line | (unread("risk_removed") & (first <= cutoff))),
        because="识别时间或消除状态空缺、无法识别，或识别时间只到月份、恰在满一年的界线上",
        message="识别时间{identified_on}，至{as_of}已满{unremoved_months_for_analysis}未消除风险，没有逐户分析日期",
        expected="梳理并逐户分析",
        suggestion="逐户分析，填写日期和处理结论",
        cells=("identified_on", "risk_removed"),
    )


_HANDLED = ("消除风险", "调整帮扶措施", "加大帮扶力度")


@check("MON117", severity="warning", requires=("SYQD-1-6",), needs=("analysed_on", "handling"))
def analysis_has_a_result(monitoring: Records) -> Rows:
    """做了逐户分析，没有处理结论。

    符合退出条件的消除风险，不符合的调整帮扶措施或加大帮扶力度；空着或填了三种之外的列出。
    """
    return Rows(
        field="handling",
        fails=~is_blank("analysed_on") & none_of("handling", *_HANDLED),
        message="逐户分析日期{analysed_on}，处理结论填“{handling}”",
        expected="消除风险、调整帮扶措施或加大帮扶力度",
        suggestion="按分析结果填写处理结论",
        cells=("analysed_on",),
    )


@check("MON118", severity="warning", requires=("SYQD-1-6",), needs=("handling", "adjusted_measure"))
def adjustment_names_a_measure(monitoring: Records) -> Rows:
    """处理结论为调整措施或加大力度，没有写新的措施。

    结论为消除风险的不要求。
    """
    return Rows(
        field="adjusted_measure",
        fails=nw.col("handling").is_in(_HANDLED[1:]) & blank("adjusted_measure"),
        message="处理结论“{handling}”，调整措施空着",
        expected="写明调整后的措施",
        suggestion="填写调整后的措施和落实单位",
        cells=("handling",),
    )


@check("MON121", severity="warning", requires=("SQ23-2(4)-3",), needs=("measure_category",))
def measure_has_a_category(measures: Records) -> Rows:
    """帮扶措施没有写类别。

    兜底保障、住房、医疗、产业、就业、教育、饮水、养老等措施应写明类别；列举是开放的，表外类别不列。
    """
    return Rows(
        field="measure_category",
        fails=is_blank("measure_category"),
        message="措施“{measure}”的类别空着",
        expected="写明措施类别",
        suggestion="按措施内容补填类别",
    )


@check("MON122", severity="warning", requires=("GN21-1-7",), needs=("problem", "corrective_measure"))
def imprecise_measure_is_corrected(measures: Records) -> Rows:
    """帮扶措施登记了纠偏问题，没有整改措施。

    发现帮扶不精准的应有处理。没有登记问题的不列。
    """
    return Rows(
        field="corrective_measure",
        fails=~blank("problem") & blank("corrective_measure"),
        message="纠偏问题“{problem}”，整改措施空着",
        expected="发现的问题有整改措施",
        suggestion="填写整改措施；已解决的写明处理情况",
        cells=("problem",),
    )


@check("MON123", severity="info", requires=("SYQD-1-8",), needs=("given_on",))
def leaflet_was_handed_out(publicity: Records) -> Rows:
    """宣传台账中的户没有明白纸发放日期。

    原文只要求加大宣传，没有要求发放率，只提示。不在宣传台账中的户不列。
    """
    return Rows(
        field="given_on",
        fails=is_blank("given_on"),
        message="发放日期空着",
        expected="宣传两张明白纸并有记录",
        suggestion="已发放的补填日期",
    )


@check(
    "MON210",
    severity="warning",
    requires=("GX24-1-5", "SYQD-1-7"),
    needs={"monitoring": ("household_id", "risk_removed"), "measures": ("household_id",)},
)
def monitored_household_is_in_the_measures_ledger(monitoring: Records, measures: Records) -> Frames:
    """风险未消除的监测户在帮扶措施台账中没有措施。

    按户编号对应，措施台账没有户编号的行按村和户主对应。监测对象台账有帮扶措施一栏的，由那一栏判，填了的不列、空着的另列。
    """
    households = monitoring.frame.filter(~equals("risk_removed", "是"))
    if "measures" in monitoring.fields:
        households = households.filter(nw.col("_row") < 0)
    unclear = unread("risk_removed") | nw.col("household_id").is_null()
    missing = without_counterpart(households, measures.frame)
    return Frames(
        unknown=households.filter(unclear).select("_ledger", "_row"),
        because="没有户编号，或风险消除状态空缺、无法识别",
        frame=missing.filter(equals("risk_removed", "否")).select("_ledger", "_row"),
        field="risk_removed",
        message="风险未消除，帮扶措施台账中没有这户（户编号{household_id}）的措施",
        expected="每个监测对象有帮扶措施",
        suggestion="落实针对性帮扶措施并记入台账；已落实的补登",
    )
