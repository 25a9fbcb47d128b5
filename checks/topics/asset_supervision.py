"""Assets looked after from above: the township every quarter, the county every half year."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.recurring import no_number
from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.recurring import dated, gaps_of, gaps_of_county, of_known_townships, once_a_period
from checks.shapes import equals, none_of
from policies.model import Setting

_TYPES = ("管护", "检查", "督导")


@check(
    "AST210",
    severity="warning",
    requires=("GX24-8-5",),
    needs={"assets": ("asset_id", "asset_class"), "asset_care": ("asset_id", "care_type", "cared_on")},
)
def township_inspects_every_asset_each_quarter(
    assets: Records, asset_care: Records, *, asset_inspection_interval: Setting, as_of: date, year: int
) -> Frames:
    """资产有的季度没有乡镇检查记录。

    台账年度内已过完的每个季度，每处资产应有一条检查记录；资产台账的检查日期也算，没有写资产编号的检查记录视为查了全部资产，县级督导不抵。
    到户资产除外；移交当季及以前的季度不算，当季未过完的不判。检查日期空缺的记录不算，无法识别或跨季的无法判定。
    """
    care = dated(asset_care, "cared_on").filter(equals("care_type", "检查") | none_of("care_type", *_TYPES))
    records = care.select("asset_id", "cared_on", "cared_on__last", equals("care_type", "检查").alias("sure"))
    entities = assets.frame.filter(~nw.col("asset_id").is_null() & ~equals("asset_class", "到户"))
    entities, outside = of_known_townships(entities, assets, asset_care)
    entities = entities.select("_ledger", "_row", "asset_id", _since(assets).alias("since"))
    general = (
        entities.select("asset_id")
        .unique()
        .join(records.filter(nw.col("asset_id").is_null()).select("cared_on", "cared_on__last", "sure"), how="cross")
    )
    columns = ["asset_id", "cared_on", "cared_on__last", "sure"]
    stated = [records.select(columns), general.select(columns)]
    if "inspected_on" in assets.fields:
        stated.append(_inspected(assets.frame).select(columns))
    found, unknown = gaps_of(
        entities,
        nw.concat(stated),
        entity=("asset_id",),
        day="cared_on",
        name="季度",
        year=year,
        as_of=as_of,
    )
    later = (nw.col("period") > nw.col("since")).fill_null(True)  # noqa: FBT003 - narwhals' own signature
    return Frames(
        frame=found.filter(later).select("_ledger", "_row", "period", "period_text"),
        unknown=nw.concat(
            [unknown.filter(later).select("_ledger", "_row"), outside.select("_ledger", "_row")]
        ).unique(),
        because="有的检查记录日期无法识别、跨季，或记录类型空缺，或管护记录中没有这个乡镇",
        field="asset_id",
        message="资产{asset_id}({asset_name}){period_text}没有乡镇检查记录",
        expected="乡镇每季度检查1次",
        suggestion="补做检查并如实登记；已检查漏登的，凭佐证补登",
        observed="{period_text}无记录",
        shown={"period": "日期", "period_text": "文"},
        period="period",
    )


def _inspected(assets: Frame) -> Frame:
    """The latest inspection the list of assets states itself."""
    dated_ones = assets.filter(~nw.col("asset_id").is_null() & ~nw.col("inspected_on").is_null())
    return dated_ones.select(
        "asset_id",
        nw.col("inspected_on").alias("cared_on"),
        nw.col("inspected_on__last").alias("cared_on__last"),
        nw.lit(value=True).alias("sure"),
    )


def _since(assets: Records) -> nw.Expr:
    """The day an asset was handed over, where anything tells."""
    return nw.col("handed_over_on__last") if "handed_over_on" in assets.fields else no_number()


@check("AST211", severity="warning", requires=("GX24-8-6",), needs=("care_type", "cared_on"))
def county_supervises_assets_each_half_year(
    asset_care: Records, *, asset_supervision_interval: Setting, as_of: date, year: int
) -> Frames:
    """有的半年没有县级督导帮扶资产的记录。

    台账年度内已过完的上半年、下半年，各应有一条督导记录；乡镇检查不抵。这是全县口径：没有声明覆盖全县的不判。
    """
    supervised, unclear = equals("care_type", "督导"), none_of("care_type", *_TYPES)
    found, unknown = gaps_of_county(asset_care, "cared_on", supervised, unclear, name="半年", year=year, as_of=as_of)
    return once_a_period(
        found,
        unknown,
        field="cared_on",
        message="{period_text}没有帮扶资产督导记录",
        expected="区级每半年督导1次",
        suggestion="补做督导并登记；已督导漏登的，凭佐证补登",
        because="有的督导记录日期无法识别、跨半年，或记录类型空缺",
    )
