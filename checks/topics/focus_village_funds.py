"""Funds put into focus villages of each level in a year."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.payments import village_funds
from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.recurring import of_known_townships, once_due
from checks.shapes import none_of
from policies.model import Setting

_LEVELS = ("GX24-9-1", "GX24-9-2", "GX24-9-3")
_FUNDS = ("central_funds", "provincial_funds", "municipal_funds", "county_funds")


def _floors(provincial: Setting, municipal: Setting, county: Setting) -> nw.Expr:
    level = nw.col("focus_level")
    floor = nw.when(level == "省级").then(nw.lit(provincial.fen)).when(level == "市级").then(nw.lit(municipal.fen))
    return floor.when(level == "区级").then(nw.lit(county.fen)).otherwise(nw.lit(0)).cast(nw.Int64)


def _highest(villages: Frame, floor: nw.Expr) -> Frame:
    """One row a village: the floor of its highest identity, and the record that states it."""
    named = villages.filter(~nw.col("village").is_null()).with_columns(
        floor.alias("floor"), nw.col("township").fill_null("").alias("township")
    )
    keys = ["township", "village"]
    highest = named.group_by(keys).agg(nw.col("floor").max().alias("highest"))
    stating = named.join(highest, on=keys, how="inner").filter(nw.col("floor") == nw.col("highest"))
    first = stating.group_by(keys).agg(nw.col("_row").min().alias("stated"))
    return stating.join(first, on=keys, how="inner").filter(nw.col("_row") == nw.col("stated"))


@check("PRJ220", severity="error", requires=_LEVELS, needs=("township", "village", "focus_level", "invested_amount"))
def stated_investment_reaches_the_floor(
    focus_villages: Records,
    *,
    focus_village_investment_provincial: Setting,
    focus_village_investment_municipal: Setting,
    focus_village_investment_county: Setting,
    as_of: date,
    year: int,
) -> Frames:
    """重点帮扶村填报的年投入低于该级下限。

    名单中的投入金额与该村最高一级身份的下限比较（一村多级按高线），恰等于下限为合格。年度未完的不判。
    """
    settings = (
        focus_village_investment_provincial,
        focus_village_investment_municipal,
        focus_village_investment_county,
    )
    villages = once_due(_highest(focus_villages.frame, _floors(*settings)), due=as_of >= date(year, 12, 31))
    amount = nw.col("invested_amount")
    return _short(
        villages.filter(amount < nw.col("floor")).with_columns(amount.alias("total")),
        villages.filter(amount.is_null()),
        focus_villages,
        field="invested_amount",
        because="投入金额空缺或无法识别，或级别不是省级、市级、区级",
    )


@check(
    "PRJ221",
    severity="error",
    requires=_LEVELS,
    needs={"focus_villages": ("township", "village", "focus_level"), "projects": ("township", "village", *_FUNDS)},
)
def projects_of_a_village_reach_the_floor(
    focus_villages: Records,
    projects: Records,
    *,
    focus_village_investment_provincial: Setting,
    focus_village_investment_municipal: Setting,
    focus_village_investment_county: Setting,
    as_of: date,
    year: int,
) -> Frames:
    """重点帮扶村项目资金合计低于该级下限。

    名单没有填投入金额的村，按项目清单该村中央、省、市、县四级资金合计，与该村最高一级身份的下限比较。年度未完的不判。
    没有写到村的项目资金够补足差额的、资金有无法识别的、项目清单没有那个乡镇的，无法判定。名单填了投入金额的，以名单为准（另一项核查）。
    """
    settings = (
        focus_village_investment_provincial,
        focus_village_investment_municipal,
        focus_village_investment_county,
    )
    villages = once_due(_highest(focus_villages.frame, _floors(*settings)), due=as_of >= date(year, 12, 31))
    if "invested_amount" in focus_villages.fields:
        villages = villages.filter(nw.col("invested_amount__state") <= 0)
    of_year = projects.frame
    if "year" in projects.fields:
        of_year = of_year.filter(nw.col("year").is_null() | (nw.col("year") == year))
    joined = village_funds(villages, of_year, _FUNDS)
    short, outside = of_known_townships(joined.filter(nw.col("total") < nw.col("floor")), focus_villages, projects)
    doubtful = (
        (nw.col("unread") > 0) | (nw.col("township") == "") | (nw.col("total") + nw.col("unplaced") >= nw.col("floor"))
    )
    return _short(
        short.filter(~doubtful),
        nw.concat([short.filter(doubtful).select("_ledger", "_row"), outside.select("_ledger", "_row")]),
        focus_villages,
        field="focus_level",
        because="项目清单没有这个乡镇，有项目没有写到村，或资金无法识别，影响结果；或级别不是省级、市级、区级",
    )


def _short(short: Frame, doubtful: Frame, records: Records, *, field: str, because: str) -> Frames:
    other = records.frame.filter(none_of("focus_level", "省级", "市级", "区级"))
    unknown = nw.concat([doubtful.select("_ledger", "_row"), other.select("_ledger", "_row")]).unique()
    return Frames(
        frame=short.select("_ledger", "_row", "total", "floor"),
        unknown=unknown,
        because=because,
        field=field,
        message="{focus_level}重点帮扶村{village}当年各级帮扶资金{total}，低于{floor}",
        expected="当年各级帮扶资金不低于{floor}",
        suggestion="核对是否漏登各级资金；确实不足的，商乡村振兴、财政部门追加",
        observed="{total}",
        shown={"total": "金额", "floor": "金额"},
    )
