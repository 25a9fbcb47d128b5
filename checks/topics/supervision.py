"""Supervision by the county: every quarter in general, every month of cadres in villages; the yearly assessments."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.calendar_periods import periods_over
from calculations.sums import sums_by, sums_of
from checks.declare import check
from checks.model import Frames, Records
from checks.recurring import gaps_of_county, once_a_period, once_due
from checks.shapes import blank, equals, none_of, says
from policies.model import Setting

_BELOW = ("乡镇", "村")
_UNANNOUNCED = "暗访|电话|访谈|抽查"
_BECAUSE = "有的督导日期无法识别、跨期，或层级、督导方式空缺，或台账没有县级督导"


@check("SPV201", severity="warning", requires=("GX24-13-1",), needs=("level", "inspected_on"))
def county_inspects_each_quarter(
    inspections: Records, *, general_supervision_interval: Setting, as_of: date, year: int
) -> Frames:
    """有的季度没有综合督导记录。

    已过完的每个季度应有一次层级为县（区）的督导；督导方式写明暗访、电话抽查的另算，不抵综合督导。台账一条县级督导也没有的（多为乡镇的台账）不判。这是全县口径：没有声明覆盖全县的不判。
    """
    special = says("method", _UNANNOUNCED) if "method" in inspections.fields else nw.lit(value=False)
    county, perhaps = equals("level", "县"), none_of("level", *_BELOW) & ~special
    found, unknown = gaps_of_county(
        inspections, "inspected_on", county & ~special, perhaps, name="季度", year=year, as_of=as_of, stating=county
    )
    return once_a_period(
        found,
        unknown,
        field="inspected_on",
        message="{period_text}没有综合督导记录",
        expected="每季度开展1次综合督导",
        suggestion="已开展的补登督导；确未开展的尽快安排",
        because=_BECAUSE,
    )


@check("SPV202", severity="warning", requires=("GX24-12-4",), needs=("level", "inspected_on", "method"))
def cadres_are_visited_unannounced_each_month(
    inspections: Records, *, stationed_cadre_inspection_interval: Setting, as_of: date, year: int
) -> Frames:
    """有的月份没有暗访督导驻村工作的记录。

    已过完的每个月应有一次层级为县（区）、方式写明暗访、电话访谈或抽查的督导；不要求每名干部每月都被访到。方式空缺的可能是，只作无法判定。
    这是全县口径：没有声明覆盖全县的不判。
    """
    named = says("method", _UNANNOUNCED)
    county, perhaps = equals("level", "县"), none_of("level", *_BELOW) & (named | blank("method"))
    found, unknown = gaps_of_county(
        inspections, "inspected_on", county & named, perhaps, name="月", year=year, as_of=as_of, stating=county
    )
    return once_a_period(
        found,
        unknown,
        field="inspected_on",
        message="{period_text}没有暗访督导驻村工作的记录",
        expected="每月暗访督导1次",
        suggestion="已暗访的补登记录；确未开展的按月安排",
        because=_BECAUSE,
    )


@check("SPV203", severity="info", requires=("GX24-12-4",), needs=("level", "inspected_on", "method"))
def both_ways_of_visiting_are_used(inspections: Records, *, as_of: date, year: int) -> Frames:
    """当月暗访只有电话、没有实地，或只有实地、没有电话。

    已过完的月份有暗访督导，却只写了一种方式的提示；方式只写“暗访”的看不出，不提示。
    """
    named = inspections.frame.filter(equals("level", "县") & says("method", _UNANNOUNCED))
    by_phone, on_site = says("method", "电话|访谈"), says("method", "实地|入村|现场")
    months = [p.first.toordinal() for p in periods_over("月", year, as_of)]
    index = [day.year * 12 + day.month - 1 for day in map(date.fromordinal, months)]
    due = named.filter(nw.col("inspected_on__month").is_in(index))
    sums = sums_by(due, ["inspected_on__month"], {"phone": by_phone, "site": on_site, "open": ~by_phone & ~on_site})
    one = (nw.col("open") == 0) & ((nw.col("phone") == 0) | (nw.col("site") == 0))
    way = nw.when(nw.col("phone") == 0).then(nw.lit("实地暗访")).otherwise(nw.lit("电话访谈"))
    return Frames(
        frame=sums.filter(one).select("_ledger", nw.col("inspected_on__month").alias("month"), way.alias("way")),
        field="method",
        message="{month}暗访督导只有{way}",
        expected="电话访谈和实地暗访相结合",
        suggestion="两种方式结合开展；漏登的补登",
        shown={"month": "月份", "way": "文"},
        whole=True,
        period="month",
    )


@check("SPV204", severity="info", requires=("GX24-13-3",), needs=("assessment_type",))
def three_assessments_are_recorded(assessments: Records, *, as_of: date, year: int) -> Frames:
    """行业帮扶、驻村帮扶、对口帮扶考核有缺的。

    年度完后，考核台账中三类考核有一类一条记录也没有的提示。这是全县口径：没有声明覆盖全县的不判。
    """
    parts = {name: says("assessment_type", words) for name, words in _ASSESSMENTS.items()}
    sums = sums_of(assessments.frame, {**parts, "unread": blank("assessment_type")})
    sums = once_due(sums, due=as_of >= date(year, 12, 31))
    missing = nw.concat(
        [sums.filter(nw.col(name) == 0).with_columns(nw.lit(text).alias("kind")) for name, text in _NAMES.items()]
    )
    return Frames(
        frame=missing.filter(nw.col("unread") == 0).select("_ledger", "kind"),
        unknown=missing.filter(nw.col("unread") > 0).select("_ledger").unique(),
        because="有的记录考核类型空缺",
        field="assessment_type",
        message="考核台账没有{kind}考核的记录",
        expected="统筹开展行业帮扶、驻村帮扶和对口帮扶考核",
        suggestion="已开展的补登；未开展的按考核方案安排",
        shown={"kind": "文"},
        whole=True,
        period="kind",
    )


_ASSESSMENTS = {"industry": "行业|部门", "stationed": "驻村", "paired": "对口|结对"}
_NAMES = {"industry": "行业帮扶", "stationed": "驻村帮扶", "paired": "对口帮扶"}
