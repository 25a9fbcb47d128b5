"""产业奖补: households over a year, applications listed twice, the roster they come from."""

from __future__ import annotations

import re
from collections.abc import Sequence

import narwhals as nw

from calculations.awards import YUAN, earns_by_income, household_due, household_totals, other_standard
from calculations.records import first_records
from checks.declare import check
from checks.model import Frame, Frames, Records, Texts
from checks.shapes import blank, equals, unread
from policies.model import Setting

_DUPLICATE_KEY = ("household_id", "industry", "variety", "quantity_unit", "quantity", "award_amount")


def _by_income(awards: Records) -> Frame:
    """The rows awarded by income, of households that are told, with whether a row is unclear."""
    unclear = unread("award_amount", "actual_income") | other_standard(awards.fields)
    rows = awards.frame.filter(earns_by_income(awards.fields) & ~blank("household_id"))
    return rows.with_columns(unclear.cast(nw.Int64).alias("_unclear"))


_HOUSEHOLD_NEEDS = ("household_id", "industry", "actual_income", "award_amount")


@check("AWD201", severity="warning", requires=("SQ23-2(1)1-2",), needs=_HOUSEHOLD_NEEDS)
def household_keeps_to_the_cap_over_the_year(industry_awards: Records, *, industry_award_cap: Setting) -> Frames:
    """同一户全年几笔产业奖扶合计高于最高金额。

    按收入比例奖扶的各笔按户编号合计；按户按年封顶是按文意的理解。一笔就超过的见 AWD102，不重复列。
    蚕桑专项和另有标准的是否并入原文没有写，不并入。
    """
    totals, cap = household_totals(_by_income(industry_awards)), industry_award_cap.fen
    return Frames(
        frame=totals.filter((nw.col("total") > cap) & (nw.col("most") <= cap)),
        field="award_amount",
        message="本户按收入奖扶{count}笔合计{total}元，高于最高{industry_award_cap}",
        expected="一户一年合计不高于{industry_award_cap}",
        suggestion="核对各笔奖扶和县奖扶方案的封顶口径，超出部分按办法调整",
        shown={"count": "数", "total": "元"},
    )


@check("AWD202", severity="warning", requires=("SQ23-2(1)1-1", "SQ23-2(1)1-2"), needs=_HOUSEHOLD_NEEDS)
def household_is_awarded_what_its_income_gives(
    industry_awards: Records, *, industry_award_rate: Setting, industry_award_cap: Setting
) -> Frames:
    """一户的产业奖扶少于按实际收入算的数。

    按户合计实际收入×比例（高于最高金额的取最高金额），奖补合计少于它、每笔差1元及以上的列出。
    收入或奖补有空缺、标准另有写法的户不判。
    """
    share = industry_award_rate.share
    totals = household_totals(_by_income(industry_awards))
    due = household_due(nw.col("earned"), share, industry_award_cap.fen)
    short = due - nw.col("total") * share.whole >= nw.col("count") * (YUAN * share.whole)
    return Frames(
        frame=totals.filter((nw.col("unclear") == 0) & short),
        unknown=totals.filter(nw.col("unclear") > 0).select("_ledger", "_row"),
        because="实际收入、奖补金额空缺或无法识别，或奖补标准另有写法",
        field="award_amount",
        message="本户种植养殖实际收入{earned}元，奖补合计{total}元，少于按{industry_award_rate}（最高{industry_award_cap}）"
        "算的数",
        expected="实际收入的{industry_award_rate}，最高{industry_award_cap}",
        suggestion="核对实际收入和奖补金额，改正填错的一项；少算的补足",
        shown={"earned": "元", "total": "元"},
    )


@check("AWD203", severity="warning", requires=("GX24-4-8",), needs=("household_id", "batch", "paid_on"))
def household_is_paid_once_a_year(industry_awards: Records, *, award_payment_batches: Setting) -> Frames:
    """同一户同一年度有两个以上发放批次。

    产业奖补一年发放一次，按批次计：同一批次几个产业、几笔不算重复；批次写法不同而发放日期相同的也算一次。
    户编号或批次空缺的不判。
    """
    rows = industry_awards.frame.filter(~blank("household_id") & ~blank("batch"))
    batches = rows.select("household_id", "batch").unique().group_by("household_id").agg(nw.len().alias("count"))
    days = rows.filter(~nw.col("paid_on").is_null()).select("household_id", "paid_on").unique()
    days = days.group_by("household_id").agg(nw.len().alias("days"))
    counted = first_records(rows, "household_id").join(batches, on="household_id", how="inner")
    counted = counted.join(days, on="household_id", how="inner")
    most = award_payment_batches.number
    return Frames(
        frame=counted.filter((nw.col("count") > most) & (nw.col("days") > most)),
        unknown=industry_awards.frame.filter(blank("household_id") | blank("batch")).select("_ledger", "_row"),
        because="户编号或批次空缺",
        field="batch",
        message="本户本年度有{count}个发放批次",
        expected="一年发放{award_payment_batches}",
        suggestion="核对各批次；同一批次写法不同的统一，分次发放的说明原因",
        observed="{count}个批次",
        shown={"count": "数"},
    )


@check(
    "AWD204",
    severity="warning",
    needs=("household_id", "industry", "quantity", "award_amount"),
    source="一致性：同一户同一产业、规模、金额的申报只列一次",
)
def application_is_listed_once(industry_awards: Records) -> Frames:
    """同一户同一产业、品种、规模、金额的申报列了几次。

    户编号、产业、品种、规模、计量单位、奖补金额全相同的多条列出第一条；溯源登记号不同的不算重复。奖补金额为0的不报。
    """
    key = [*_DUPLICATE_KEY, *({"trace_number"} & industry_awards.fields)]
    texts = [name for name in ("variety", "quantity_unit", "trace_number") if name in key]
    missing = [name for name in key if name not in industry_awards.fields]
    rows = industry_awards.frame.with_columns(
        *(nw.lit("").alias(name) for name in missing),
        *(nw.col(name).fill_null("") for name in texts if name not in missing),
    ).filter(~blank("household_id") & ~blank("industry") & ~unread("quantity") & (nw.col("award_amount") > 0))
    counts = rows.group_by(*key).agg(nw.len().alias("count")).filter(nw.col("count") > 1)
    firsts = first_records(rows, *key).join(counts, on=key, how="inner")
    return Frames(
        frame=firsts.select("_ledger", "_row", "count"),
        field="industry",
        message="同一户{industry}规模{quantity}、奖补金额{award_amount}的申报有{count}条",
        expected="同一申报只列一次",
        suggestion="核对是否重复申报；确为两笔的，填写品种、地块或溯源登记号以示区别",
        shown={"count": "数"},
    )


@check(
    "AWD205",
    severity="warning",
    requires=("GN21-5-3", "SQ23-2(1)1-3"),
    needs={
        "industry_awards": ("household_id", "household_type", "village", "award_amount"),
        "household_list": ("household_id", "village"),
    },
)
def awarded_household_is_on_the_list(industry_awards: Records, household_list: Records) -> Frames:
    """填为脱贫户的奖补户不在户名单中。

    按户编号与一同提交的户名单对应。只看户名单里有的村，别的村没有提交名单，不判；监测对象另有台账，不在这里比。
    """
    listed = household_list.frame.filter(~blank("household_id") & ~blank("village"))
    rows = industry_awards.frame.filter(equals("household_type", "脱贫户") & (nw.col("award_amount") > 0))
    here = rows.join(listed.select("village").unique(), on="village", how="inner")
    told = here.filter(~blank("household_id"))
    return Frames(
        frame=told.join(listed.select("household_id"), on="household_id", how="anti").select(
            "_ledger", "_row"
        ),
        unknown=here.filter(blank("household_id")).select("_ledger", "_row"),
        because="户编号空缺",
        field="household_id",
        message="户类型填“{household_type}”，户编号{household_id}不在户名单中",
        expected="在脱贫户或监测对象名单中",
        suggestion="核对户编号和系统户类型；名单不全的补齐名单",
    )


# ---- hints ------------------------------------------------------------------------------------------------------

_COMPARED: Sequence[str] = ("village", "industry", "variety", "quantity_unit", "household_type", "two_focus_groups")


@check(
    "AWD301",
    severity="info",
    requires=("GN21-5-5",),
    needs=("village", "industry", "variety", "quantity", "actual_income", "award_amount", *_COMPARED[3:]),
)
def more_work_is_awarded_more(industry_awards: Records) -> Frames:
    """同村同品种规模和收入都更大的户，奖补反而少。

    倡导多干多补。同村、同产业品种、同计量单位、同户类型的两户，一户规模更大、实际收入不少、奖补反而少1元及以上的提示。
    标准由县级办法定，只是提示。
    """
    figures = ("quantity", "actual_income", "award_amount")
    rows = industry_awards.frame.filter(~unread(*_COMPARED, *figures) & (nw.col("award_amount") > 0))
    others = rows.select(*_COMPARED, *(nw.col(name).alias(f"other_{name}") for name in figures))
    pairs = rows.select("_ledger", "_row", *_COMPARED, *figures).join(others, on=list(_COMPARED), how="inner")
    turned = pairs.filter(
        (nw.col("quantity") > nw.col("other_quantity"))
        & (nw.col("actual_income") >= nw.col("other_actual_income"))
        & (nw.col("other_award_amount") - nw.col("award_amount") >= YUAN)
    )
    return Frames(
        frame=turned.group_by("_ledger", "_row").agg(nw.col("other_award_amount").max().alias("other")),
        field="award_amount",
        message="{variety}规模{quantity}{quantity_unit}、实际收入{actual_income}，奖补{award_amount}；同村同品种规模较小、"
        "收入不高于本户的有奖补{other}元的",
        expected="多干多补",
        suggestion="对照县级奖补办法复核两户的核算",
        shown={"other": "元"},
    )


_SOURCES = ("衔接", "社会", "捐", "帮扶", "收益", "财政", "扶贫", "乡村振兴", "产业")


def _strange_source(text: str) -> str | None:
    parts = [part for part in re.split(r"[、,，;；/|\s+]+", text) if part not in {"", "无", "-", "—"}]
    return "、".join(part for part in parts if not any(word in part for word in _SOURCES)) or None


@check("AWD302", severity="info", requires=("GN21-5-4",), needs=("fund_source",))
def fund_source_is_one_that_is_named(industry_awards: Records) -> Texts:
    """产业奖补的资金来源不在文件列举之内。

    列举的是增收机制的资金来源（衔接资金、社会帮扶资金、项目资产收益等），以“等”收尾，不限定奖补资金，只提示核对写法；
    财政、乡村振兴、产业发展等资金都认。
    """
    return Texts(
        field="fund_source",
        judge=_strange_source,
        message="资金来源“{fault}”不在文件列举之内，请核对写法",
        expected="衔接资金、社会帮扶资金、项目资产收益等",
        suggestion="写法不规范的统一；确是别的资金的不用改",
    )
