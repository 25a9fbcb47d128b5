"""村集体经济: the award for business income, and shares that tell households without labour apart."""

from __future__ import annotations

import narwhals as nw

from calculations.incomes import filled_in_step
from calculations.records import first_records
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, unread
from policies.model import Setting

_HUNDRED_YUAN = 10_000


def _step(amount: nw.Expr) -> nw.Expr:
    """The precision an amount was filled in with: 0.01 万元 is a hundred yuan."""
    return nw.when(amount % _HUNDRED_YUAN == 0).then(_HUNDRED_YUAN).otherwise(filled_in_step(amount))


@check("COL101", severity="error", requires=("SQ23-2(1)3-1",), needs=("business_income", "award_amount"))
def village_award_is_its_share_of_business_income(
    village_collective: Records, *, village_collective_award_rate: Setting
) -> Rows:
    """村集体奖补额与生产经营性收入按比例算的数不符。

    基数只算生产经营性收入，不是集体经济总收入。按填报精度比较：填到0.01万元的允许不足100元的舍入。
    用于分红是可以，不是必须，分红额不看；没有填奖补额的不报。
    """
    share, award = village_collective_award_rate.share, nw.col("award_amount")
    gap = award * share.whole - nw.col("business_income") * share.part
    return Rows(
        field="award_amount",
        fails=gap.abs() >= _step(award) * share.whole,
        unknown=unread("business_income") & ~award.is_null(),
        because="生产经营性收入空缺或无法识别",
        message="奖补额{award_amount}，生产经营性收入{business_income}，不是其{village_collective_award_rate}",
        expected="生产经营性收入的{village_collective_award_rate}",
        suggestion="核对是否误用总收入作基数，改正填错的一项",
        cells=("business_income",),
    )


@check(
    "COL201",
    severity="info",
    requires=("BZ39-3-5a",),
    needs=("village", "asset_name", "household_id", "labour_class", "amount"),
)
def household_without_labour_is_told_apart(asset_income: Records) -> Frames:
    """收益分配中，整户无劳动能力户与其他户分配额完全相同。

    按村和资产，既有劳动能力为“无”的户、又有其他户，各户分配额全一样的，提示一次。差异多大原文没有写，只提示。
    有分配额空着的，或有户没写劳动能力的不比。
    """
    rows = asset_income.frame.filter(~blank("village") & ~blank("asset_name") & ~blank("household_id"))
    unable, told = equals("labour_class", "无"), ~unread("labour_class", "amount")
    by_household = rows.select(
        "_ledger",
        "_row",
        "village",
        "asset_name",
        "household_id",
        "amount",
        unable.cast(nw.Int64).alias("unable"),
        (~told).cast(nw.Int64).alias("untold"),
    )
    each = by_household.group_by("village", "asset_name", "household_id").agg(
        nw.col("amount").sum(), nw.col("unable").max(), nw.col("untold").max()
    )
    groups = each.group_by("village", "asset_name").agg(
        nw.col("amount").min().alias("least"),
        nw.col("amount").max().alias("most"),
        nw.col("unable").min().alias("all_unable"),
        nw.col("unable").max().alias("any_unable"),
        nw.col("untold").max().alias("untold"),
    )
    same = groups.filter(
        (nw.col("untold") == 0)
        & (nw.col("any_unable") == 1)
        & (nw.col("all_unable") == 0)
        & (nw.col("least") == nw.col("most"))
    ).select("village", "asset_name", "least")
    unable_rows = by_household.filter(nw.col("unable") == 1)
    first = first_records(unable_rows, "village", "asset_name").join(same, on=["village", "asset_name"], how="inner")
    return Frames(
        frame=first.select("_ledger", "_row", "least"),
        field="amount",
        message="{asset_name}收益分配，无劳动能力户与其他户都是{least}元",
        expected="对整户无劳动能力的户差异化分配",
        suggestion="对照收益分配办法核对；已有差异化办法的按办法分配",
        shown={"least": "元"},
    )
