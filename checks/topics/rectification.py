"""Problems being put right: deadlines and half-monthly reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from calculations.periods import half_month_index, half_months_elapsed, missing_periods
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import garbled, is_blank, unread
from ledgers.model import CellState
from policies.model import Setting


@check(
    "REC101",
    severity="warning",
    requires=("SYQD-5-4", "SQ23-3-4"),
    needs=("deadline", "completed_on"),
)
def problem_is_closed_by_its_deadline(rectification: Records, *, as_of: date) -> Rows:
    """整改时限已过，没有完成日期。

    时限当天不算逾期。只填到月的，过了当月最后一天才算。长期坚持、立行立改等不按日期判。已填销号日期的视为完成。
    """
    done = _done(rectification)
    standing = nw.col("deadline__state") == int(CellState.STANDING)
    return Rows(
        field="completed_on",
        fails=(nw.col("deadline__last") < as_of.toordinal()) & ~done,
        unknown=~done & ~standing & unread("deadline"),
        because="整改时限空缺或无法识别",
        message="整改时限{deadline}，至{as_of}没有完成日期",
        expected="{deadline}前完成整改",
        suggestion="已完成的补填完成日期和佐证；确未完成的抓紧整改，按程序说明延期理由",
        cells=("deadline",),
    )


def _done(rectification: Records) -> nw.Expr:
    """A problem is closed: a day of completion or of 销号 stands there."""
    done = ~is_blank("completed_on")
    return done | ~is_blank("closed_on") if "closed_on" in rectification.fields else done


@check(
    "REC102",
    severity="error",
    needs=("completed_on",),
    source="一致性：完成日期应是已经过去的日子",
)
def completion_is_not_in_the_future(rectification: Records, *, as_of: date) -> Rows:
    """整改完成日期晚于判定日。

    完成日期在判定日之后，多为年份或月份填错。
    """
    return Rows(
        field="completed_on",
        fails=nw.col("completed_on") > as_of.toordinal(),
        unknown=garbled("completed_on"),
        because="完成日期无法识别",
        message="完成日期{completed_on}晚于判定日{as_of}",
        expected="不晚于{as_of}",
        suggestion="核对日期；尚未完成的清空完成日期",
    )


@check(
    "REC201",
    severity="warning",
    requires=("SYQD-5-2",),
    needs={"rectification": ("responsible_unit", "completed_on"), "rectification_reports": ("unit", "reported_on")},
)
def unit_reports_each_half_month(
    rectification: Records,
    rectification_reports: Records,
    *,
    rectification_reports_per_half_month: Setting,
    as_of: date,
    year: int,
) -> Frames:
    """整改责任单位有的半月没有报送进度。

    从该单位第一份报送所在的半月起（一份没有的，从台账第一份起），到判定日已过完的每个半月（1—15日、16日—月末，本工具约定），
    有未完成问题的责任单位应报送一次。
    同一半月补报两次只算一次。责任单位一格填了几个单位的，分列后才能判。
    """
    reports = rectification_reports.frame.filter(~nw.col("reported_on").is_null() & ~nw.col("unit").is_null())
    halves = half_months_elapsed(year, as_of)
    placed = reports.select(nw.col("unit").alias("responsible_unit"), _half_month(halves).alias("half")).filter(
        nw.col("half") > 0
    )
    open_problems = rectification.frame.filter(~_done(rectification) & ~nw.col("responsible_unit").is_null())
    several = nw.col("responsible_unit").str.contains("[、,，;；/ ]")
    entities = open_problems.filter(~several)
    gaps = missing_periods(
        entities.group_by("responsible_unit").agg(nw.col("_ledger").min(), nw.col("_row").min()),
        placed,
        entity="responsible_unit",
        period="half",
        periods=[half_month_index(first) for first, _ in halves],
    )
    started = placed.select(nw.col("half").min().alias("first_half"))
    own = placed.group_by("responsible_unit").agg(nw.col("half").min().alias("own_first"))
    begun = gaps.join(started, how="cross").join(own, on="responsible_unit", how="left")
    since = nw.when(nw.col("own_first").is_null()).then(nw.col("first_half")).otherwise(nw.col("own_first"))
    due = begun.filter(nw.col("half") >= since)
    return Frames(
        unknown=open_problems.filter(several).select("_ledger", "_row"),
        because="责任单位一格填了几个单位",
        frame=due.select("_ledger", "_row", "half", "responsible_unit"),
        field="responsible_unit",
        message="{responsible_unit}{half}没有报送整改进度",
        expected="每半月报送1次整改进度",
        suggestion="补报进度；已报未登的补登报送日期",
        observed="{half}无报送记录",
        shown={"half": "半月", "responsible_unit": "文"},
        period="half",
    )


def _half_month(halves: Sequence[tuple[date, date]]) -> nw.Expr:
    """The half month a report falls in; 0 outside all of them."""
    half = nw.lit(0)
    for first, last in halves:
        inside = (nw.col("reported_on") >= first.toordinal()) & (nw.col("reported_on") <= last.toordinal())
        half = nw.when(inside).then(nw.lit(half_month_index(first))).otherwise(half)
    return half.cast(nw.Int64)
