"""Risks taken off: not too soon, not below the line, not with something still open; and who ought to be monitored."""

from __future__ import annotations

import narwhals as nw

from calculations.people import by_household
from checks.declare import check
from checks.model import Frames, Records, Rows, Shown
from checks.packs import DATA_QUALITY
from checks.shapes import equals, garbled, is_blank, none_of, unread
from checks.topics.guarantees import bad_water, not_insured, out_of_school, unsafe_house
from policies.model import Setting

_MONITORED = ("监测户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
_PROBLEMS = {
    "at_school": (out_of_school, "义务教育失学辍学"),
    "insurance_state": (not_insured, "未参加基本医保"),
    "housing_grade": (unsafe_house, "住房不安全"),
    "water_safe": (bad_water, "饮水不安全"),
}


def _open_problem(guarantees: Records) -> nw.Expr:
    found = nw.lit(value=False)
    for field, (problem, _) in _PROBLEMS.items():
        if field in guarantees.fields:
            found = found | problem()
    return found


@check("RSK301", severity="warning", needs=("identified_on", "risk_removed_on"), pack=DATA_QUALITY)
def risk_is_not_removed_too_soon(monitoring: Records, *, removal_months_floor: Setting) -> Rows:
    """识别后不到规定月数就消除风险。

    按年月比，识别和消除相隔的月数少于参数的列出；早于识别的由 MON102 列。日期认不出的不判。
    例：3月识别、当年9月消除不列，3月识别、8月消除列出。
    """
    months = nw.col("risk_removed_on__month") - nw.col("identified_on__month")
    filled = ~is_blank("risk_removed_on")
    return Rows(
        field="risk_removed_on",
        fails=(months >= 0) & (months < removal_months_floor.number),
        unknown=filled & (nw.col("risk_removed_on__month").is_null() | nw.col("identified_on__month").is_null()),
        because="有消除时间，但识别时间空缺，或两个时间不到月份、无法识别",
        message="识别时间{identified_on}，风险消除时间{risk_removed_on}，相隔不足{removal_months_floor}",
        expected="稳定{removal_months_floor}以上再消除风险",
        suggestion="核对两个时间；风险确已消除的附佐证材料备查",
        cells=("identified_on",),
    )


@check(
    "RSK302",
    severity="warning",
    needs={
        "monitoring": ("household_id", "risk_removed"),
        "income": ("household_id", "per_capita_net_income_this_year"),
    },
    pack=DATA_QUALITY,
    line="金额",
)
def removed_household_is_above_the_line(
    monitoring: Records, income: Records, *, local_monitoring_line: Setting
) -> Frames:
    """已消除风险的户，收入台账的人均纯收入低于监测线。

    按户编号对照收入台账本年人均纯收入；监测线由县里配置，没有配置的不判，恰等于不列。收入台账没有这户、收入空缺的不列。
    例：监测线8000元、人均9000元已消除不列，人均7000元已消除列出。
    """
    low = income.frame.filter(nw.col("per_capita_net_income_this_year") < local_monitoring_line.fen)
    numbered = low.filter(~nw.col("household_id").is_null()).group_by("household_id")
    amounts = numbered.agg(nw.col("per_capita_net_income_this_year").max().alias("amount"))
    removed = monitoring.frame.filter(equals("risk_removed", "是"))
    return Frames(
        frame=removed.join(amounts, on="household_id", how="inner").select("_ledger", "_row", "amount"),
        unknown=removed.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="risk_removed",
        message="是否消除风险填“{risk_removed}”，收入台账人均纯收入{amount}元，低于监测线{local_monitoring_line}",
        expected="人均纯收入不低于监测线再消除风险",
        suggestion="核实收入；收入填错的改正，返贫风险仍在的回退监测",
        shown={"amount": "元"},
    )


@check("RSK303", severity="warning", needs=("labour_class", "safety_net"), pack=DATA_QUALITY)
def household_without_labour_has_a_safety_net(monitoring: Records) -> Rows:
    """无劳动能力的户没有标注兜底保障。

    劳动能力类别为“无”、是否兜底保障户不是“是”的列出；空着的也列，认不出的不判。例：无劳动能力、兜底保障户是不列，填否列出。
    """
    return Rows(
        field="safety_net",
        fails=equals("labour_class", "无") & ~equals("safety_net", "是"),
        unknown=equals("labour_class", "无") & garbled("safety_net"),
        because="是否兜底保障户无法识别",
        message="劳动能力类别“{labour_class}”，是否兜底保障户填{safety_net}",
        expected="整户无劳动能力的标注兜底保障",
        suggestion="核实后标注并落实综合性社会保障措施；有劳动能力的改正类别",
        cells=("labour_class",),
    )


@check("RSK304", severity="info", needs=("labour_class", "safety_net", "risk_removed"), pack=DATA_QUALITY)
def household_without_labour_keeps_its_risk(monitoring: Records) -> Rows:
    """整户无劳动能力的兜底保障户标注了风险消除。

    劳动能力类别为“无”、是兜底保障户、已消除风险的提示核实：这类户一般暂不标注消除。例：兜底户未消除不列，兜底户已消除提示。
    """
    mine = equals("labour_class", "无") & equals("safety_net", "是")
    return Rows(
        field="risk_removed",
        fails=mine & equals("risk_removed", "是"),
        unknown=mine & unread("risk_removed"),
        because="是否消除风险空缺或无法识别",
        message="劳动能力类别“{labour_class}”、兜底保障户，是否消除风险填“{risk_removed}”",
        expected="整户无劳动能力的兜底保障户暂不标注风险消除",
        suggestion="核实保障措施能否长期稳定；确实稳定的备注说明",
        cells=("labour_class", "safety_net"),
    )


@check("RSK305", severity="info", needs=("identified_on", "per_capita_net_income"), pack=DATA_QUALITY, line="金额")
def newly_identified_household_is_not_well_off(
    monitoring: Records, *, year: int, identified_income_ceiling: Setting
) -> Rows:
    """当年识别的监测户人均纯收入高于参数给的数额。

    识别时间在台账年度之内才看；突发大额刚性支出的户收入可以不低，只作提示，恰等于不列。例：9000元不列，26000元提示。
    """
    this_year = (nw.col("identified_on__month") >= year * 12) & (nw.col("identified_on__month") < year * 12 + 12)
    return Rows(
        field="per_capita_net_income",
        fails=this_year & (nw.col("per_capita_net_income") > identified_income_ceiling.fen),
        unknown=this_year & garbled("per_capita_net_income"),
        because="人均纯收入无法识别",
        message="识别时间{identified_on}，人均纯收入{per_capita_net_income}，高于{identified_income_ceiling}",
        expected="不高于{identified_income_ceiling}",
        suggestion="核对收入和单位；因刚性支出纳入的不必改",
        cells=("identified_on",),
    )


@check("RSK306", severity="info", needs=("per_capita_net_income_this_year",), pack=DATA_QUALITY, line="金额")
def income_is_not_implausibly_low(income: Records, *, per_capita_income_floor: Setting) -> Rows:
    """本年人均纯收入低于参数给的下限。

    多为单位（元、万元）填错或收入漏计；恰等于不列，空着的不看。例：9000元不列，0.9元、3500元提示。
    """
    return Rows(
        field="per_capita_net_income_this_year",
        fails=nw.col("per_capita_net_income_this_year") < per_capita_income_floor.fen,
        unknown=garbled("per_capita_net_income_this_year"),
        because="人均纯收入无法识别",
        message="本年人均纯收入{per_capita_net_income_this_year}，低于{per_capita_income_floor}",
        expected="不低于{per_capita_income_floor}",
        suggestion="核对单位，查有无漏计的收入；属实的研判是否纳入监测",
    )


@check(
    "RSK307",
    severity="warning",
    needs=("per_capita_net_income_this_year", "household_type"),
    pack=DATA_QUALITY,
    line="金额",
)
def household_below_the_line_is_monitored(income: Records, *, local_monitoring_line: Setting) -> Rows:
    """人均纯收入低于监测线的户不是监测户。

    监测线由县里配置，没有配置的不判，恰等于不列；户类型为监测户、脱贫不稳定户、边缘易致贫户、突发严重困难户的不列，户类型空着的不判。
    例：监测线8000元、7000元的监测户不列，7000元的脱贫户列出。
    """
    low = nw.col("per_capita_net_income_this_year") < local_monitoring_line.fen
    return Rows(
        field="household_type",
        fails=low & none_of("household_type", *_MONITORED),
        unknown=low & is_blank("household_type"),
        because="户类型空着",
        message="人均纯收入{per_capita_net_income_this_year}，低于监测线{local_monitoring_line}，户类型填“{household_type}”",
        expected="低于监测线的研判是否纳入监测",
        suggestion="入户核实收入和支出，符合条件的纳入监测；不符合的写明研判结论",
        cells=("per_capita_net_income_this_year",),
    )


@check("RSK401", severity="info", needs=("household_type",), pack=DATA_QUALITY)
def household_with_an_open_problem_is_monitored(guarantees: Records) -> Rows:
    """三保障和饮水有问题的户没有纳入监测。

    住房不安全、饮水不安全、未参加基本医保、义务教育失学辍学有一项的，户类型应为监测户（或三类监测对象之一）。只看核查表有的列；
    户类型空着的不判。有问题不等于有返贫风险，已在处置的也常见，只作提示。例：监测户住危房不列，脱贫户住危房提示。
    """
    told = nw.lit("")
    for field, (problem, words) in _PROBLEMS.items():
        if field in guarantees.fields:
            told = nw.when(problem()).then(nw.lit(words)).otherwise(told)
    found = _open_problem(guarantees)
    return Rows(
        field="household_type",
        fails=found & none_of("household_type", *_MONITORED),
        unknown=found & is_blank("household_type"),
        because="户类型空着",
        message="户类型填“{household_type}”，核查表登记{told}",
        expected="有三保障和饮水问题的研判纳入监测",
        suggestion="核实问题；属实的按程序纳入监测，已解决的更新核查表",
        shown={"told": Shown(told, "文")},
    )


@check(
    "RSK402",
    severity="warning",
    needs={"monitoring": ("household_id", "risk_removed"), "guarantees": ("household_id",)},
    pack=DATA_QUALITY,
)
def removed_household_has_no_open_problem(monitoring: Records, guarantees: Records) -> Frames:
    """已消除风险的户，三保障和饮水还有问题。

    按户编号对照三保障核查表：住房、饮水、医保、义务教育有一项登记为不安全、未参保、失学辍学的列出。没有户编号的不判。
    例：已消除、各项达标不列，已消除、住房为D级列出。
    """
    problems = by_household(guarantees.frame, problems=_open_problem(guarantees)).filter(nw.col("problems") > 0)
    removed = monitoring.frame.filter(equals("risk_removed", "是"))
    return Frames(
        frame=removed.join(problems, on="household_id", how="inner").select("_ledger", "_row", "problems"),
        unknown=removed.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="risk_removed",
        message="是否消除风险填“{risk_removed}”，三保障核查表中这户有{problems}行登记了住房、饮水、医保或教育问题",
        expected="三保障和饮水问题解决后再消除风险",
        suggestion="核实问题；属实的落实政策、回退监测，已解决的更新核查表",
        shown={"problems": "数"},
    )
