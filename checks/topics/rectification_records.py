"""What a 整改台账 has to say of each problem, and in what order it is closed."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.recurring import once_due
from checks.shapes import blank, garbled, is_blank
from ledgers.model import CellState
from policies.model import Setting

_RECORD = ("SQ23-3-4", "SYQD-5-1")


def _filled(field: str, absent: nw.Expr, name: str, suggestion: str) -> Rows:
    problem = ~blank("problem")
    return Rows(
        field=field,
        fails=problem & absent,
        message=f"{name}为空",
        expected=f"逐项有{name}",
        suggestion=suggestion,
        cells=("problem",),
    )


@check("REC103", severity="warning", requires=_RECORD, needs=("problem", "measure"))
def problem_has_a_measure(rectification: Records) -> Rows:
    """问题没有整改措施。

    整改台账写了问题、整改措施为空的列出。
    """
    return _filled("measure", blank("measure"), "整改措施", "研究制定措施并填写")


@check("REC104", severity="warning", requires=_RECORD, needs=("problem", "responsible_person"))
def problem_has_a_responsible_person(rectification: Records) -> Rows:
    """问题没有整改责任人。

    整改台账写了问题、责任人为空的列出；责任单位不能代替责任人。
    """
    return _filled("responsible_person", blank("responsible_person"), "责任人", "明确专人负责并填写")


@check("REC105", severity="warning", requires=_RECORD, needs=("problem", "deadline"))
def problem_has_a_deadline(rectification: Records) -> Rows:
    """问题没有整改时限。

    整改台账写了问题、整改时限为空的列出。立行立改、长期坚持算有时限；填了但认不出的另作数据问题列出。
    """
    standing = nw.col("deadline__state") == int(CellState.STANDING)
    return _filled("deadline", is_blank("deadline") & ~standing, "整改时限", "明确完成时限并填写")


@check("REC106", severity="info", requires=("GX24-13-2",), needs=("problem", "problem_source"))
def problem_has_a_source(rectification: Records) -> Rows:
    """问题没有写来源。

    问题来源为空的提示补填。列举之外的来源（审计、信访等）不算错，不报。
    """
    return _filled("problem_source", blank("problem_source"), "问题来源", "补填来源（省委巡视、国家后评估、省考核等）")


@check("REC107", severity="warning", requires=("SYQD-5-4", "SQ23-3-4"), needs=("deadline", "completed_on"))
def problem_was_completed_in_time(rectification: Records, *, as_of: date) -> Rows:
    """完成日期晚于整改时限。

    时限当天不算晚；时限只填到月的到当月最后一天；完成日期只填到月的，整月都晚才列出，分不出先后的无法判定。
    长期坚持、立行立改不按日期判；没有完成日期的、完成日期晚于判定日的，另有核查。
    """
    past = nw.col("completed_on") <= as_of.toordinal()
    late = past & (nw.col("completed_on") > nw.col("deadline__last"))
    return Rows(
        field="completed_on",
        fails=late,
        unknown=garbled("completed_on") | (past & (nw.col("completed_on__last") > nw.col("deadline__last")) & ~late),
        because="完成日期无法识别，或只填到月、与时限分不出先后",
        message="完成日期{completed_on}晚于整改时限{deadline}",
        expected="{deadline}前完成整改",
        suggestion="核对日期；确实延期的，补充延期理由和批准依据",
        cells=("deadline",),
    )


@check("REC108", severity="warning", requires=("GX24-11-2",), needs=("problem", "deadline", "closed_on"))
def problem_is_closed_after_its_deadline(rectification: Records, *, as_of: date) -> Rows:
    """整改时限已过，没有销号日期。

    时限当天不算过；只填到月的，过了当月最后一天才算。长期坚持、立行立改等不按日期判。
    """
    standing = nw.col("deadline__state") == int(CellState.STANDING)
    opened = is_blank("closed_on")
    return Rows(
        field="closed_on",
        fails=opened & (nw.col("deadline__last") < as_of.toordinal()),
        unknown=opened & ~standing & nw.col("deadline").is_null(),
        because="整改时限空缺或无法识别",
        message="整改时限{deadline}，至{as_of}没有销号日期",
        expected="按时整改、销号",
        suggestion="已整改的按程序验收销号并填日期；未完成的说明进展和延期理由",
        cells=("deadline",),
    )


@check("REC109", severity="error", needs=("completed_on", "closed_on"), source="一致性：销号不早于整改完成")
def problem_is_not_closed_before_it_is_done(rectification: Records) -> Rows:
    """销号日期早于完成日期。

    只填到月的，以整月可能的最晚一天比较，同月不算早于。
    """
    return Rows(
        field="closed_on",
        fails=nw.col("closed_on__last") < nw.col("completed_on"),
        unknown=garbled("completed_on") | garbled("closed_on"),
        because="完成日期或销号日期无法识别",
        message="销号日期{closed_on}早于完成日期{completed_on}",
        expected="不早于{completed_on}",
        suggestion="核对两个日期，填错的改正",
        cells=("completed_on",),
    )


@check(
    "REC210",
    severity="warning",
    requires=("SYQD-5-3",),
    needs={"rectification": ("responsible_unit", "completed_on"), "rectification_reports": ("unit", "reported_on")},
    scope="县",
)
def unit_reported_by_the_deadline(
    rectification: Records, rectification_reports: Records, *, rectification_progress_deadline: Setting, as_of: date
) -> Frames:
    """整改责任单位没有在期限前报送最新进展。

    期限以前的日子报送过即合格；只有期限当天报送的，看不出是否在正午前，无法判定；当天以后才报、没有报的列出。
    期限当天及以前不判；期限以前已完成的问题不要求。责任单位一格填了几个单位的，分列后才能判。
    """
    deadline = date.fromisoformat(str(rectification_progress_deadline.value)[:10])
    day = deadline.toordinal()
    done = nw.col("completed_on__last") < day
    pending = rectification.frame.filter(
        ~nw.col("responsible_unit").is_null() & ~done.fill_null(False)  # noqa: FBT003 - narwhals' own signature
    )
    pending = once_due(pending, due=as_of > deadline)
    several = nw.col("responsible_unit").str.contains("[、,，;；/ ]")
    units = pending.filter(~several).group_by("responsible_unit").agg(nw.col("_ledger").min(), nw.col("_row").min())
    reports = rectification_reports.frame.filter(~nw.col("unit").is_null())
    early = reports.filter(nw.col("reported_on__last") < day)
    perhaps = reports.filter((nw.col("reported_on") <= day) | garbled("reported_on"))
    late = units.join(_units(early), on="responsible_unit", how="anti")
    unknown = late.join(_units(perhaps), on="responsible_unit", how="inner").select("_ledger", "_row")
    return Frames(
        frame=late.join(_units(perhaps), on="responsible_unit", how="anti"),
        unknown=nw.concat([unknown, pending.filter(several).select("_ledger", "_row")]),
        because="期限当天报送、看不出时刻，报送日期无法识别，或责任单位一格填了几个单位",
        field="responsible_unit",
        message="{responsible_unit}在{rectification_progress_deadline}前没有报送整改进展",
        expected="{rectification_progress_deadline}前报送最新整改进展",
        suggestion="补报进展；已报未登的补登报送日期",
        shown={"responsible_unit": "文"},
    )


def _units(reports: Frame) -> Frame:
    return reports.select(nw.col("unit").alias("responsible_unit")).unique()
