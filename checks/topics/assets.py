"""Assets left by projects: care every month, and idle ones put to use."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.periods import missing_periods, months_elapsed
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, none_of
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
    care = asset_care.frame.filter(~nw.col("cared_on").is_null() & ~nw.col("asset_id").is_null())
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
    return Frames(
        frame=gaps.filter(nw.col("month") >= nw.col("since")).select("_ledger", "_row", "month"),
        field="asset_id",
        message="资产{asset_id}({asset_name}){month}没有管护记录",
        expected="每月管护1次",
        suggestion="补做管护并如实登记；已管护漏登的，凭照片等佐证补登",
        observed="{month}无记录",
        shown={"month": "月份"},
        period="month",
    )


def _handed_over(assets: Records) -> nw.Expr:
    """The month from which an asset is to be cared for; 0 where nothing tells."""
    if "handed_over_on" not in assets.fields:
        return nw.lit(0)
    return nw.col("handed_over_on__month").fill_null(0)


@check(
    "AST102",
    severity="warning",
    requires=("SYQD-3-8", "GX24-8-7"),
    needs=("use_state", "disposal"),
)
def idle_asset_has_a_disposal(assets: Records) -> Rows:
    """闲置、低效、亏损、损毁的资产没有处置（盘活）措施。

    使用状态为闲置、低效、亏损、损毁，处置方式为空的列出。
    """
    idle = equals("use_state", "闲置") | equals("use_state", "低效")
    idle = idle | equals("use_state", "亏损") | equals("use_state", "损毁")
    return Rows(
        field="disposal",
        fails=idle & blank("disposal"),
        unknown=none_of("use_state", "正常", "闲置", "损毁", "低效", "亏损"),
        because="使用状态空缺，或不是正常、闲置、损毁、低效、亏损",
        message="使用状态为“{use_state}”，没有处置（盘活）措施",
        expected="逐项有盘活、处置措施和时限",
        suggestion="实地清查，定措施和时限，填入处置方式",
        cells=("use_state",),
    )
