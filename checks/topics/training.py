"""Skills training: needs surveyed each half-year, training looked back at, craftspeople recognised."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.calendar_periods import periods_over
from calculations.employment import said
from calculations.recurring import recurring_gaps
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, is_blank
from checks.topics.employment_scale import below, year_is_over
from policies.model import Setting


@check("TRN101", severity="info", requires=("GX24-5-5",), needs=("trained_on", "look_back_result"))
def training_was_looked_back_at(training: Records, *, as_of: date) -> Rows:
    """参加了培训，没有效果“回头看”结果。

    培训日期已过、回头看结果为空的提示。培训日期空缺或在判定日之后的不列。
    """
    return Rows(
        field="look_back_result",
        fails=(nw.col("trained_on__last") < as_of.toordinal()) & blank("look_back_result"),
        message="培训日期{trained_on}，回头看结果为空",
        expected="开展技能培训效果“回头看”",
        suggestion="了解培训后就业情况并填写结果；已做的补填",
        cells=("trained_on",),
    )


@check("TRN102", severity="info", requires=("GN21-9-1",), needs=("certificate", "subsidy"))
def certificate_goes_with_a_subsidy(training: Records) -> Rows:
    """取得技能等级证书，没有培训补贴也没有说明。

    证书填了、培训补贴为空或为0、备注为空的提示。原文是鼓励、按规定给予，条件见另行规定，只作提示。
    """
    certified = ~blank("certificate") & ~said("certificate", "^否|^未|^无|^不|结业")
    unexplained = blank("remark") if "remark" in training.fields else nw.lit(value=True)
    return Rows(
        field="subsidy",
        fails=certified & (is_blank("subsidy") | (nw.col("subsidy") == 0)) & unexplained,
        message="证书填“{certificate}”，培训补贴填{subsidy}",
        expected="对取得技能等级证书的按规定给予培训补贴",
        suggestion="核对是否符合补贴条件；不符合的在备注说明",
        cells=("certificate",),
    )


@check("TRN103", severity="info", requires=("SQ23-2(2)5-1",), needs=("willing", "trained_on"))
def willing_person_was_trained(training: Records, *, as_of: date, year: int) -> Rows:
    """有培训意愿，没有培训记录。

    培训意愿为“是”、培训日期为空的提示。没有培训意愿的不列，年度未过完的不列。
    """
    over = nw.lit(value=year_is_over(year, as_of))
    return Rows(
        field="trained_on",
        fails=over & equals("willing", "是") & is_blank("trained_on"),
        message="培训意愿填“{willing}”，培训日期为空",
        expected="有意愿的接受技能培训",
        suggestion="安排培训；已培训的补填日期",
        cells=("willing",),
    )


@check("TRN201", severity="warning", requires=("GX24-5-4",), needs=("surveyed_on",), scope="县")
def training_needs_are_surveyed_each_half_year(
    training: Records, *, training_survey_interval: Setting, as_of: date, year: int
) -> Frames:
    """有的半年没有技能培训需求摸排记录。

    全区口径。台账年度内已过完的上半年、下半年，各应有至少一个摸排日期（半年按自然半年，为本工具约定）。当半年未过完的不判，
    有摸排日期只写到年的不判。
    """
    area = training.frame.select(nw.col("_ledger").min()).filter(~nw.col("_ledger").is_null())
    area = area.with_columns(nw.lit(0).cast(nw.Int64).alias("_row"), nw.lit(1).cast(nw.Int64).alias("area"))
    done = training.frame.filter(nw.col("surveyed_on__state") > 0)
    gaps = recurring_gaps(
        area,
        done.select(nw.lit(1).cast(nw.Int64).alias("area"), nw.col("surveyed_on__month").alias("month")),
        keys=("area",),
        periods=periods_over("半年", year, as_of),
        rosters=False,
    )
    return Frames(
        frame=gaps.missing,
        unknown=gaps.unclear.select("_ledger"),
        because="有摸排日期无法识别",
        field="surveyed_on",
        message="{due_text}没有技能培训需求摸排记录",
        expected="每半年至少摸排{training_survey_interval}",
        suggestion="已摸排漏登的补登；未摸排的按期开展",
        observed="{due_text}无记录",
        shown={"due": "数", "due_text": "文"},
        whole=True,
        period="due",
    )


@check("TRN202", severity="error", requires=("GX24-5-6",), needs=("level", "recognised_on"), scope="县")
def provincial_craftspeople_reach_the_floor(
    craftspeople: Records, *, provincial_craftsman_floor: Setting, as_of: date, year: int
) -> Frames:
    """当年认定的省级乡村工匠少于下限。

    全区口径。数级别含“省”、认定日期在台账年度内的人，恰等于下限为合格；级别或认定日期认不出的按可能的最多人数算。年度未过完的不列。
    """
    provincial = said("level", "省")
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    inside = ((nw.col("recognised_on") >= first) & (nw.col("recognised_on__last") <= last)).fill_null(False)  # noqa: FBT003
    undated = nw.col("recognised_on").is_null()
    counted = craftspeople.frame.select(
        "_ledger",
        (provincial & inside).cast(nw.Int64).alias("least"),
        ((provincial | blank("level")) & (inside | undated)).cast(nw.Int64).alias("most"),
    )
    total = counted.select(nw.col("_ledger").min(), nw.col("least").sum(), nw.col("most").sum())
    over = year_is_over(year, as_of)
    frame, unknown = below(total.filter(~nw.col("_ledger").is_null()), provincial_craftsman_floor.number, over=over)
    return Frames(
        frame=frame,
        unknown=unknown,
        because="级别或认定日期认不出，影响结果" if over else "年度未过完（未到期）",
        field="level",
        message="{most}人在当年认定为省级乡村工匠，少于{provincial_craftsman_floor}",
        expected="不少于{provincial_craftsman_floor}",
        suggestion="核对名册有无漏登；确实不足的加强培育申报",
        observed="{most}人",
        shown={"most": "数"},
        whole=True,
    )
