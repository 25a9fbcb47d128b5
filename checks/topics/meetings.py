"""Meetings that have to be held: the leading group, townships and villages, departments."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.recurring import dated, gaps_of, gaps_of_county, once_a_period
from checks.shapes import blank, equals, none_of, says
from policies.model import Setting

_LEVELS = ("县", "乡镇", "村", "部门")
_BECAUSE = "有的会议日期无法识别、跨期，或层级、会议类型空缺"


def _spoken(meetings: Records, pattern: str) -> nw.Expr:
    """The unit, type or topic of a meeting names something."""
    found = says("unit", pattern) | says("topic", pattern)
    return found | says("meeting_type", pattern) if "meeting_type" in meetings.fields else found


@check("MTG201", severity="warning", requires=("GX24-10-1",), needs=("level", "unit", "held_on", "topic"))
def leading_group_meets_each_quarter(
    meetings: Records, *, leading_group_meeting_interval: Setting, as_of: date, year: int
) -> Frames:
    """有的季度没有区级衔接领导小组会议。

    已过完的每个季度，应有一次层级为县（区）、单位、类型或主题写明领导小组的会议。层级空缺、主题写到衔接而没有写领导小组的，
    可能是，只作无法判定；台账一条县级会议也没有的（多为乡镇的台账）不判。这是全县口径：没有声明覆盖全县的不判。
    """
    county = equals("level", "县")
    named = _spoken(meetings, "领导小组")
    open_topic = _spoken(meetings, "衔接|巩固|乡村振兴") | blank("topic")
    perhaps = (county & open_topic) | (none_of("level", *_LEVELS) & (named | open_topic))
    found, unknown = gaps_of_county(
        meetings, "held_on", county & named, perhaps, name="季度", year=year, as_of=as_of, stating=county
    )
    return once_a_period(
        found,
        unknown,
        field="held_on",
        message="{period_text}没有区级衔接领导小组会议记录",
        expected="区级每季度召开1次衔接领导小组会议",
        suggestion="已召开的补登会议；确未召开的尽快安排",
        because=f"{_BECAUSE}，或台账没有县级会议",
    )


def _each(meetings: Records, level: str, keys: list[str]) -> tuple[Frame, Frame]:
    """The units of a level that the ledger knows, and their meetings."""
    named = meetings.frame.filter(equals("level", level))
    for key in keys:
        named = named.filter(~nw.col(key).is_null())
    entities = named.group_by(keys).agg(nw.col("_ledger").min(), nw.col("_row").min())
    records = dated(meetings, "held_on").filter(equals("level", level) | none_of("level", *_LEVELS))
    return entities, records.select(*keys, "held_on", "held_on__last", equals("level", level).alias("sure"))


def _answer(found: Frame, unknown: Frame, field: str, message: str, expected: str) -> Frames:
    return Frames(
        frame=found.select("_ledger", "_row", "period", "period_text"),
        unknown=unknown.select("_ledger", "_row").unique(),
        because=_BECAUSE,
        field=field,
        message=message,
        expected=expected,
        suggestion="已召开的补登会议；确未召开的尽快安排",
        observed="{period_text}无记录",
        shown={"period": "日期", "period_text": "文"},
        period="period",
    )


@check("MTG202", severity="warning", requires=("GX24-10-2",), needs=("level", "township", "held_on"))
def township_meets_each_month(
    meetings: Records, *, township_village_meeting_interval: Setting, as_of: date, year: int
) -> Frames:
    """乡镇有的月份没有调度会记录。

    台账中出现的每个乡镇，已过完的每个月应有一次层级为乡镇的会议（不分会议名称）；村的会不抵。会议日期空缺的不算。
    台账中一次也没有出现的乡镇看不出来。
    """
    entities, records = _each(meetings, "乡镇", ["township"])
    found, unknown = gaps_of(entities, records, entity=("township",), day="held_on", name="月", year=year, as_of=as_of)
    return _answer(found, unknown, "township", "{township}{period_text}没有调度会记录", "乡镇每月召开1次调度会")


@check("MTG203", severity="warning", requires=("GX24-10-2",), needs=("level", "township", "village", "held_on"))
def village_meets_each_month(
    meetings: Records, *, township_village_meeting_interval: Setting, as_of: date, year: int
) -> Frames:
    """村有的月份没有调度会记录。

    台账中出现的每个村，已过完的每个月应有一次层级为村的会议（不分会议名称）；乡镇的会不抵。会议日期空缺的不算。
    """
    keys = ["township", "village"]
    entities, records = _each(meetings, "村", keys)
    found, unknown = gaps_of(entities, records, entity=keys, day="held_on", name="月", year=year, as_of=as_of)
    return _answer(found, unknown, "village", "{village}{period_text}没有调度会记录", "村每月召开1次调度会")


@check("MTG204", severity="warning", requires=("GX24-11-1",), needs=("level", "unit", "held_on"))
def department_meets_each_quarter(
    meetings: Records, *, department_meeting_interval: Setting, as_of: date, year: int
) -> Frames:
    """行业部门有的季度没有研究调度记录。

    台账中出现的每个部门，已过完的每个季度应有一次层级为部门的会议。这是全县口径：没有声明覆盖全县的不判。
    """
    entities, records = _each(meetings, "部门", ["unit"])
    found, unknown = gaps_of(entities, records, entity=("unit",), day="held_on", name="季度", year=year, as_of=as_of)
    return _answer(found, unknown, "unit", "{unit}{period_text}没有研究调度记录", "各部门每季度至少研究部署1次")
