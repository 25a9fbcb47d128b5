"""就业帮扶车间: visited each quarter, no fewer than last year."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.calendar_periods import periods_over
from calculations.recurring import first_rows, recurring_gaps
from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.recurring import once_due
from checks.shapes import garbled
from checks.topics.employment_scale import year_is_over
from policies.model import Setting

_CLOSED = ("停产", "撤销")


def _running(workshops: Records) -> Frame:
    """Records of workshops that no record calls closed."""
    named = workshops.frame.filter(~nw.col("workshop").is_null())
    if "state" not in workshops.fields:
        return named
    closed = named.filter(nw.col("state").is_in(_CLOSED)).select("workshop")
    return named.join(closed, on="workshop", how="anti")


@check("WSH201", severity="warning", requires=("GX24-5-8",), needs=("workshop", "monitored_on"))
def workshop_is_visited_each_quarter(
    workshops: Records, *, workshop_visit_interval: Setting, as_of: date, year: int
) -> Frames:
    """帮扶车间有的季度没有实地监测记录。

    按车间名称：台账年度内已过完的每个季度应有一个监测日期，同季度几次只算一次。当季未过完的不判，停产、撤销的不算。
    日期只写到年的不判；没有一个车间填了两个月的，像是只填最近一次，不判。
    """
    running = _running(workshops)
    done = running.filter(nw.col("monitored_on__state") > 0)
    gaps = recurring_gaps(
        first_rows(running, ("workshop",)),
        done.select("workshop", nw.col("monitored_on__month").alias("month")),
        keys=("workshop",),
        periods=periods_over("季度", year, as_of),
    )
    return Frames(
        frame=gaps.missing,
        unknown=gaps.unclear,
        because="像是只填最近一次监测（没有一个车间填了两个月），或监测日期无法识别",
        field="monitored_on",
        message="车间{workshop}{due_text}没有实地监测记录",
        expected="每季度实地监测{workshop_visit_interval}",
        suggestion="已监测漏登的凭记录补登；未监测的按季落实",
        observed="{due_text}无记录",
        shown={"due": "数", "due_text": "文"},
        period="due",
    )


def _workshop_count(workshops: Records) -> Frame:
    """One row: `_ledger`, and how many workshops run (`running`), each once however often it is visited."""
    rows = first_rows(_running(workshops), ("workshop",)).with_columns(nw.lit(1).cast(nw.Int64).alias("running"))
    none = workshops.frame.select("_ledger", (nw.col("_ledger") * 0).alias("running"))
    both = nw.concat([rows.select("_ledger", "running"), none])
    return both.select(nw.col("_ledger").min(), nw.col("running").sum()).filter(~nw.col("_ledger").is_null())


@check(
    "WSH202",
    severity="info",
    requires=("GX24-5-9", "SQ23-2(2)2-3"),
    needs={"workshops": ("workshop", "state"), "workshops_last_year": ("workshop", "state")},
    scope="县",
)
def workshops_are_no_fewer_than_last_year(workshops: Records, workshops_last_year: Records) -> Frames:
    """帮扶车间（新社区工厂）个数比上年少。

    全县口径。按名称去重，停产、撤销的不算；与上年相等不提示。与哪年相比原文没有写，按上年理解，只作提示。
    """
    last = _workshop_count(workshops_last_year).select(nw.col("running").alias("running_last"))
    both = _workshop_count(workshops).join(last, how="cross")
    return Frames(
        frame=both.filter(nw.col("running") < nw.col("running_last")),
        field="state",
        message="运营车间{running}个，上年{running_last}个",
        expected="个数稳中有增（上年{running_last}个）",
        suggestion="核对有无漏登和状态填错；确实减少的说明原因",
        observed="{running}个",
        shown={"running": "数", "running_last": "数"},
        whole=True,
    )


def _absorbed(workshops: Records) -> Frame:
    """One row: `_ledger`, the people workshops employ at least and at most over the year's records, and `unread`."""
    field = "poverty_or_monitored_workers"
    rows = workshops.frame.filter(~nw.col("workshop").is_null()).select(
        "_ledger",
        "workshop",
        nw.col(field).fill_null(0).alias("least"),
        nw.col(field).fill_null(0).alias("most"),
        garbled(field).cast(nw.Int64).alias("unread"),
    )
    each = rows.group_by("workshop").agg(
        nw.col("_ledger").min(), nw.col("least").min(), nw.col("most").max(), nw.col("unread").sum()
    )
    total = each.select(nw.col("_ledger").min(), nw.col("least").sum(), nw.col("most").sum(), nw.col("unread").sum())
    return total.filter(~nw.col("_ledger").is_null())


@check(
    "WSH203",
    severity="error",
    requires=("GX24-5-10",),
    needs={
        "workshops": ("workshop", "poverty_or_monitored_workers"),
        "workshops_last_year": ("workshop", "poverty_or_monitored_workers"),
    },
    scope="县",
)
def workshops_employ_no_fewer_than_last_year(
    workshops: Records, workshops_last_year: Records, *, as_of: date, year: int
) -> Frames:
    """帮扶车间吸纳脱贫人口和监测对象少于上年。

    全区口径。每个车间算一次；一年几次监测人数不同的，本年取最多、上年取最少，仍少于上年才列出；与上年相等为合格。
    人数认不出、取法影响结果的不判。年度未过完的不列。
    """
    last = _absorbed(workshops_last_year).select(
        nw.col("least").alias("least_last"), nw.col("most").alias("most_last"), nw.col("unread").alias("unread_last")
    )
    both = _absorbed(workshops).join(last, how="cross")
    over = year_is_over(year, as_of)
    fewer = (nw.col("most") < nw.col("least_last")) & (nw.col("unread") == 0)
    doubtful = nw.col("unread") + nw.col("unread_last") > 0
    perhaps = ((nw.col("least") < nw.col("most_last")) | doubtful) & ~fewer
    return Frames(
        frame=once_due(both.filter(fewer), due=over),
        unknown=both.filter(perhaps if over else perhaps | fewer).select("_ledger"),
        because="人数认不出，或一年几次监测人数不同、影响结果" if over else "年度未过完（未到期）",
        field="poverty_or_monitored_workers",
        message="帮扶车间吸纳脱贫人口和监测对象{most}人，上年{least_last}人",
        expected="不少于上年{least_last}人",
        suggestion="核对有无漏登；确实减少的分析原因，支持车间扩大用工",
        observed="{most}人",
        shown={"most": "数", "least_last": "数"},
        whole=True,
    )
