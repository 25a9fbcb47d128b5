"""Hazards at resettlement sites: put right, or with a day by which they will be."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.employment import said
from calculations.periods import months_before
from calculations.recurring import last_rows
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import garbled, is_blank, unread
from ledgers.model import CellState
from policies.model import Setting

_REQUIRES = ("SYQD-6-7", "GX24-3-5")
_NONE_FOUND = "未发现|没有发现|无隐患|无安全隐患|没有隐患|未见异常|^无$|^正常$"


def _nothing_found(hazards: Records) -> nw.Expr:
    """The record is of an inspection that found nothing."""
    none = nw.lit(value=False)
    for field in sorted({"description", "progress", "measure"} & hazards.fields):
        none = none | said(field, _NONE_FOUND)
    return none


@check("HAZ101", severity="warning", requires=_REQUIRES, needs=("rectified_on", "deadline"))
def hazard_is_put_right_or_has_a_deadline(hazards: Records) -> Rows:
    """登记的隐患没有整改日期，也没有整治时限。

    整改日期、整治时限都空着的列出。写明未发现隐患的排查记录不列。
    """
    return Rows(
        field="rectified_on",
        fails=is_blank("rectified_on") & is_blank("deadline") & ~_nothing_found(hazards),
        message="整改日期、整治时限都为空",
        expected="隐患排查后整治，有整改日期或整治时限",
        suggestion="已整改的补填日期和佐证；未整改的明确措施、责任人和时限",
        cells=("deadline",),
    )


@check("HAZ102", severity="warning", requires=_REQUIRES, needs=("rectified_on", "deadline"))
def hazard_is_put_right_by_its_deadline(hazards: Records, *, as_of: date) -> Rows:
    """隐患整治时限已过，没有整改日期。

    时限当天不算逾期；只填到月的，过了当月最后一天才算。长期坚持等不按日期判。
    """
    return Rows(
        field="rectified_on",
        fails=is_blank("rectified_on") & (nw.col("deadline__last") < as_of.toordinal()) & ~_nothing_found(hazards),
        unknown=is_blank("rectified_on") & (nw.col("deadline__state") != int(CellState.STANDING)) & garbled("deadline"),
        because="整治时限无法识别",
        message="整治时限{deadline}，至{as_of}没有整改日期",
        expected="{deadline}前完成整治",
        suggestion="已整改的补填日期和佐证；未整改的抓紧整治",
        cells=("deadline",),
    )


@check("HAZ103", severity="warning", requires=_REQUIRES, needs=("found_on", "rectified_on"))
def hazard_is_not_put_right_before_it_was_found(hazards: Records) -> Rows:
    """隐患整改日期早于排查日期。

    只填到月的，以整月可能的最晚一天比较，同月不算早于。
    """
    return Rows(
        field="rectified_on",
        fails=nw.col("rectified_on__last") < nw.col("found_on"),
        unknown=~is_blank("rectified_on") & unread("rectified_on", "found_on"),
        because="有整改日期，但排查日期空缺，或两个日期无法识别",
        message="整改日期{rectified_on}早于排查日期{found_on}",
        expected="不早于{found_on}",
        suggestion="核对两个日期，改正填错的一个",
        cells=("found_on",),
    )


@check("HAZ201", severity="info", requires=("SYQD-6-7",), needs=("site", "found_on"), scope="村")
def site_is_inspected_often_enough(hazards: Records, *, hazard_check_months: Setting, as_of: date) -> Frames:
    """安置点最近一次隐患排查距今超过配置的月数。

    “常态化”原文未给周期，月数须由县里配置；按地点取最近一次排查日期，恰满配置月数不算超过。排查日期只填到月的按可能的最晚一天。
    """
    cutoff = months_before(as_of, hazard_check_months.number).toordinal()
    dated = hazards.frame.filter(~nw.col("found_on__last").is_null())
    latest = dated.group_by("site").agg(nw.col("found_on__last").max().alias("latest"))
    stale = latest.filter(nw.col("latest") < cutoff)
    vague = hazards.frame.filter(garbled("found_on")).select("site").unique()
    rows = last_rows(dated, ("site",)).join(stale, on="site", how="inner")
    return Frames(
        frame=rows.join(vague, on="site", how="anti"),
        unknown=rows.join(vague, on="site", how="inner").select("_ledger", "_row"),
        because="有排查日期无法识别",
        field="found_on",
        message="{site}最近一次隐患排查是{latest}，距{as_of}超过{hazard_check_months}",
        expected="每{hazard_check_months}至少排查一次（配置值）",
        suggestion="开展排查并登记；已排查漏登的补登",
        shown={"latest": "日期", "site": "文"},
    )
