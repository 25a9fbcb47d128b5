"""Household toilets built or rebuilt in the year."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.recurring import once_due
from checks.shapes import blank, equals, garbled, is_blank
from policies.model import Setting


@check(
    "TLT201",
    severity="error",
    requires=("GX24-9-5",),
    needs=("village", "householder", "completed_on", "accepted_on"),
)
def toilets_of_the_year_reach_the_target(
    toilets: Records, *, household_toilet_target: Setting, as_of: date, year: int
) -> Frames:
    """当年完工验收的农村户厕少于任务数。

    完工、验收都在当年的户厕，一户（户编号，没有的按村和户主姓名）只算一个，恰等于任务数为完成。年度未完的不判。
    户主空缺、日期无法识别或跨年的，算进去够数的无法判定。这是全区口径：没有声明覆盖全县的不判。
    """
    start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = ("completed_on", "accepted_on")
    inside, outside = nw.lit(value=True), nw.lit(value=False)
    for day in days:
        first, last = nw.col(day), nw.col(f"{day}__last")
        inside = inside & (first >= start) & (last <= end)
        outside = outside | (first > end) | (last < start) | is_blank(day)
    inside, outside = (mark.fill_null(False) for mark in (inside, outside))  # noqa: FBT003 - narwhals' own signature
    frame = toilets.frame.with_columns(inside.alias("inside"), outside.alias("outside"))
    keys = ["village", "householder", *(k for k in ("household_id", "householder_identity") if k in toilets.fields)]
    named = ~nw.col("village").is_null() & ~nw.col("householder").is_null()
    counted = frame.filter(nw.col("inside") & named).with_columns(nw.col(keys).fill_null("")).select(keys).unique()
    perhaps = frame.filter(~nw.col("outside") & ~(nw.col("inside") & named))
    sums = (
        frame.select(nw.col("_ledger").min())
        .join(counted.select(nw.len().cast(nw.Int64).alias("built")), how="cross")
        .join(perhaps.select(nw.len().cast(nw.Int64).alias("perhaps")), how="cross")
        .filter(~nw.col("_ledger").is_null())
    )
    sums = once_due(sums, due=as_of >= date(year, 12, 31))
    target = household_toilet_target.number
    most = nw.col("built") + nw.col("perhaps")
    return Frames(
        frame=sums.filter(most < target),
        unknown=sums.filter((nw.col("built") < target) & (most >= target)).select("_ledger"),
        because="户主空缺，或完工、验收日期无法识别、跨年的户厕影响结果",
        field="accepted_on",
        message="当年完工验收户厕{built}个，少于{household_toilet_target}",
        expected="新（改）建农村户厕{household_toilet_target}",
        suggestion="核对是否漏登；确实不足的，说明情况和补建安排",
        observed="{built}个",
        shown={"built": "数"},
        whole=True,
    )


@check("TLT101", severity="info", requires=("GX24-9-6",), needs=("completed_on", "accepted_on", "system_entry"))
def accepted_toilet_is_in_the_system(toilets: Records) -> Rows:
    """已验收的户厕没有录入系统。

    有验收日期，是否录入系统填“否”、又没有系统编号的提示。
    """
    number = blank("system_number") if "system_number" in toilets.fields else nw.lit(value=True)
    return Rows(
        field="system_entry",
        fails=~is_blank("accepted_on") & equals("system_entry", "否") & number,
        unknown=~is_blank("accepted_on") & number & (is_blank("system_entry") | garbled("system_entry")),
        because="是否录入系统空缺或无法识别",
        message="验收日期{accepted_on}，没有录入户厕系统",
        expected="户厕系统与台账一致",
        suggestion="补录系统并填写系统编号",
        cells=("accepted_on",),
    )
