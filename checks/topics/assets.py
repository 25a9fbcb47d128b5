"""Assets left by projects: care every month, and idle ones put to use."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.periods import missing_periods, months_elapsed
from calculations.recurring import no_number
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, is_blank, none_of
from policies.model import Setting


@check(
    "AST101",
    severity="warning",
    requires=("GX24-8-4",),
    needs={"assets": ("asset_id", "asset_class"), "asset_care": ("asset_id", "cared_on")},
)
def every_asset_is_cared_for_each_month(
    assets: Records, asset_care: Records, *, asset_care_interval: Setting, as_of: date, year: int
) -> Frames:
    """资产有的月份没有管护记录。

    村级每月管护一次：台账年度内已过完的每个月，每处资产应有一条管护记录（只记检查、督导的不算）。
    到户类资产除外，移交以前的月份不算。当月未过完的不判。管护日期空缺或无法识别的记录不计入任何月份。
    """
    care = asset_care.frame
    if "care_type" in asset_care.fields:
        care = care.filter(nw.col("care_type").is_null() | equals("care_type", "管护"))
    entities = assets.frame.filter(~nw.col("asset_id").is_null() & ~equals("asset_class", "到户"))
    gaps = missing_periods(
        entities.select("_ledger", "_row", "asset_id", _handed_over(assets).alias("since")),
        care.select("asset_id", nw.col("cared_on__month").alias("month")),
        entity="asset_id",
        period="month",
        periods=months_elapsed(year, as_of),
    )
    due = (nw.col("month") >= nw.col("since")).fill_null(True)  # noqa: FBT003 - narwhals' own signature
    return Frames(
        frame=gaps.filter(due).select("_ledger", "_row", "month"),
        field="asset_id",
        message="资产{asset_id}({asset_name}){month}没有管护记录",
        expected="每月管护1次",
        suggestion="补做管护并如实登记；已管护漏登的，凭照片等佐证补登",
        observed="{month}无记录",
        shown={"month": "月份"},
        period="month",
    )


def _handed_over(assets: Records) -> nw.Expr:
    """The month from which an asset is to be cared for, where anything tells."""
    return nw.col("handed_over_on__month") if "handed_over_on" in assets.fields else no_number()


_STATES = ("正常", "闲置", "损毁", "低效", "亏损")
_CLASSES = ("经营性", "公益性", "到户")


def _without_disposal(states: tuple[str, ...], of_class: nw.Expr, unclear: nw.Expr, expected: str) -> Rows:
    """Assets in one of the states, of one class, whose disposal is blank; `unclear` where the class is not known."""
    there = nw.col("use_state").is_in(states)
    return Rows(
        field="disposal",
        fails=of_class & there & blank("disposal"),
        unknown=(none_of("use_state", *_STATES) & (of_class | unclear)) | (there & blank("disposal") & unclear),
        because="使用状态空缺或不是正常、闲置、损毁、低效、亏损，或资产类别空缺、不明",
        message="使用状态为“{use_state}”，没有处置（盘活）措施",
        expected=expected,
        suggestion="实地清查，定措施和时限，填入处置方式",
        cells=("use_state",),
    )


@check("AST102", severity="warning", requires=("SYQD-3-8",), needs=("asset_class", "use_state", "disposal"))
def idle_operating_asset_has_a_disposal(assets: Records) -> Rows:
    """闲置、低效、亏损的经营性资产没有盘活措施。

    资产类别为经营性，使用状态为闲置、低效、亏损，处置方式为空的列出。公益性、到户资产和损毁的另有一项核查。
    """
    return _without_disposal(
        ("闲置", "低效", "亏损"),
        equals("asset_class", "经营性"),
        none_of("asset_class", *_CLASSES),
        "逐项有盘活措施和时限",
    )


@check("AST103", severity="warning", requires=("SYQD-3-7",), needs=("asset_class", "use_state", "disposal"))
def damaged_or_idle_asset_is_dealt_with(assets: Records) -> Rows:
    """清查有闲置、损毁等问题的资产没有处理措施。

    损毁的各类资产，闲置、低效的公益性、到户资产，处置方式为空的列出。闲置、低效、亏损的经营性资产由盘活的那项核查。
    """
    state = nw.col("use_state")
    operating = equals("asset_class", "经营性")
    known = ~operating & ~none_of("asset_class", *_CLASSES)
    trouble = equals("use_state", "损毁") | (known & state.is_in(("闲置", "低效")))
    return Rows(
        field="disposal",
        fails=trouble & blank("disposal"),
        unknown=none_of("use_state", *_STATES),
        because="使用状态空缺，或不是正常、闲置、损毁、低效、亏损",
        message="使用状态为“{use_state}”，没有处理措施",
        expected="排查出的问题逐项有处理措施",
        suggestion="实地核实，定措施和时限，填入处置方式",
        cells=("use_state",),
    )


@check("AST104", severity="warning", requires=("GX24-8-7",), needs=("asset_class", "use_state", "disposal"))
def idle_or_broken_operating_asset_is_disposed_of(assets: Records) -> Rows:
    """闲置、破损的经营性资产没有分类处置。

    资产类别为经营性，使用状态为闲置、损毁（破损），处置方式为空的列出。低效、亏损不在这一条内。处置方式的列举是开放的，不限写法。
    """
    return _without_disposal(
        ("闲置", "损毁"), equals("asset_class", "经营性"), none_of("asset_class", *_CLASSES), "逐项分类处置、及时盘活"
    )


@check("AST310", severity="info", requires=("GX24-8-7",), needs=("asset_class", "use_state", "disposal", "revive_by"))
def disposal_has_a_deadline(assets: Records) -> Rows:
    """闲置、破损的经营性资产有处置方式，没有盘活时限。

    “及时盘活”没有天数，只提示补填时限；已有盘活结果的不提示。
    """
    there = equals("use_state", "闲置") | equals("use_state", "损毁")
    pending = blank("revive_result") if "revive_result" in assets.fields else nw.lit(value=True)
    return Rows(
        field="revive_by",
        fails=equals("asset_class", "经营性") & there & ~blank("disposal") & is_blank("revive_by") & pending,
        message="使用状态为“{use_state}”，处置方式“{disposal}”，没有盘活时限",
        expected="有盘活时限",
        suggestion="补填盘活时限",
        cells=("disposal",),
    )


@check("AST311", severity="info", requires=("GN21-6-4",), needs=("asset_class", "use_state"))
def household_asset_is_in_use(assets: Records) -> Rows:
    """到户资产闲置或损毁。

    到户类经营性资产使用状态为闲置、损毁的提示核实，开展技术指导；不作结论。
    """
    return Rows(
        field="use_state",
        fails=equals("asset_class", "到户") & (equals("use_state", "闲置") | equals("use_state", "损毁")),
        message="到户资产使用状态为“{use_state}”",
        expected="提升到户类经营性资产使用效率和经济效益",
        suggestion="入户核实原因，给予技术指导或帮助处置",
        cells=("asset_class",),
    )
