"""Measures against the risks they are for."""

from __future__ import annotations

import narwhals as nw

from calculations.people import by_household
from calculations.recurring import first_rows
from checks.declare import check
from checks.model import Frames, Records
from checks.packs import DATA_QUALITY
from checks.shapes import equals, says
from checks.topics.risk_reasons import says_risk, still_at_risk

_HELP = "社会帮扶|结对|捐助|慰问|救助|低保|特困|综合保障|兜底"
_NEEDS = {"monitoring": ("household_id", "main_risk"), "measures": ("household_id", "measure")}


def says_measure(measures: Records, pattern: str) -> nw.Expr:
    found = nw.lit(value=False)
    for field in ("measure", "measure_category"):
        if field in measures.fields:
            found = found | says(field, pattern)
    return found


def _unmatched(monitoring: Records, measures: Records, risk: str, pattern: str, words: str) -> Frames:
    """Households at the risk and in the measures ledger, for which neither ledger has a measure of that sort."""
    rows = monitoring.frame.filter(says_risk(monitoring, risk) & still_at_risk(monitoring))
    for field in ("measures", "measure_category"):
        if field in monitoring.fields:
            rows = rows.filter(~says(field, pattern))
    houses = by_household(measures.frame, matching=says_measure(measures, pattern))
    without = houses.filter(nw.col("matching") == 0).select("household_id", "people")
    return Frames(
        frame=rows.join(without, on="household_id", how="inner").select("_ledger", "_row", "people"),
        unknown=rows.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="main_risk",
        message=f"风险“{{main_risk}}”，帮扶措施台账{{people}}条措施中看不出{words}",
        expected=f"有针对性的措施（{words}）",
        suggestion="核实措施；已落实的补填，没有的落实针对性措施",
        shown={"people": "数"},
    )


@check("MSR101", severity="info", needs=_NEEDS, pack=DATA_QUALITY)
def illness_is_met(monitoring: Records, measures: Records) -> Frames:
    """因病的户，措施中看不出健康帮扶或社会帮扶。

    按户编号对照帮扶措施台账的措施名称和类别；监测对象台账的帮扶措施一栏写明的也算。已消除风险的不看，措施台账没有这户的由 MON113、MON210 列。
    措施的写法多样，只作提示。例：因病、医疗救助不列，因病、只有产业奖补提示。
    """
    return _unmatched(
        monitoring, measures, "因病|疾病|大病", f"健康|医|病|救治|签约|保险|{_HELP}", "健康帮扶、社会帮扶"
    )


@check("MSR102", severity="info", needs=_NEEDS, pack=DATA_QUALITY)
def schooling_is_met(monitoring: Records, measures: Records) -> Frames:
    """因学的户，措施中看不出教育帮扶或社会帮扶。

    判法同 MSR101。例：因学、雨露计划不列，因学、只有产业奖补提示。
    """
    return _unmatched(monitoring, measures, "因学|上学|学费", f"教育|学|雨露|{_HELP}", "教育帮扶、社会帮扶")


@check("MSR103", severity="info", needs=_NEEDS, pack=DATA_QUALITY)
def disability_is_met(monitoring: Records, measures: Records) -> Frames:
    """因残的户，措施中看不出综合保障或社会帮扶。

    判法同 MSR101。例：因残、残疾人补贴不列，因残、只有产业奖补提示。
    """
    return _unmatched(monitoring, measures, "残", f"残|康复|托养|护理|保障|补贴|{_HELP}", "综合保障、社会帮扶")


@check("MSR104", severity="info", needs=_NEEDS, pack=DATA_QUALITY)
def unsafe_housing_is_met(monitoring: Records, measures: Records) -> Frames:
    """住房有问题的户，措施中看不出住房保障或搬迁。

    判法同 MSR101。例：住房出现安全问题、危房改造不列，只有低保提示。
    """
    return _unmatched(monitoring, measures, "住房|危房", "房|搬迁|安置|修缮|加固", "住房安全保障、搬迁")


@check("MSR105", severity="info", needs=_NEEDS, pack=DATA_QUALITY)
def unsafe_water_is_met(monitoring: Records, measures: Records) -> Frames:
    """饮水有问题的户，措施中看不出饮水保障。

    判法同 MSR101。例：饮水安全问题、饮水工程维修不列，只有低保提示。
    """
    return _unmatched(monitoring, measures, "饮水|用水|缺水", "水", "饮水安全保障")


@check("MSR106", severity="info", needs=("household_id", "measure_category"), pack=DATA_QUALITY)
def measures_are_not_all_of_other_kinds(measures: Records) -> Frames:
    """一户的措施类别全是“其他”。

    按户编号，每条措施的类别都写其他的，列在第一条；有一条写明类别的不列，有类别空着的不判。没有户编号的不判。
    例：其他、产业帮扶各一条不列，两条都是其他提示。
    """
    houses = by_household(
        measures.frame, other=equals("measure_category", "其他"), untold=nw.col("measure_category").is_null()
    )
    all_other = houses.filter((nw.col("other") > 0) & (nw.col("other") + nw.col("untold") == nw.col("people")))
    rows = first_rows(measures.frame, ("household_id",)).join(all_other, on="household_id", how="inner")
    return Frames(
        frame=rows.filter(nw.col("untold") == 0).select("_ledger", "_row", "people"),
        unknown=rows.filter(nw.col("untold") > 0).select("_ledger", "_row"),
        because="这户有措施的类别空着",
        field="measure_category",
        message="户编号{household_id}的{people}条措施类别都是“其他”",
        expected="按措施内容填写类别",
        suggestion="按措施内容改选产业、就业、健康、教育等类别",
        shown={"people": "数"},
    )
