"""Growth of incomes: targets for a township or county, alert lines for a household."""

from __future__ import annotations

import narwhals as nw

from calculations.growth import LAST, THIS, grew_less_than, pooled_growth
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.shapes import blank, unread
from policies.model import Setting

_NEEDS = (LAST, THIS, "household_size")
_OUT_OF_POVERTY = ("脱贫户", "脱贫不稳定户")
_COUNTED = "两年数据齐全的{judged}户，另有{left_out}户缺数未计"


def _growth(households: Frame, goal: Setting, *, or_equal: bool, whose: str, wanted: str) -> Frames:
    pooled = pooled_growth(households)
    none = households.select(nw.col("_ledger").min()).join(pooled.select("_ledger"), on="_ledger", how="anti")
    return Frames(
        whole=True,
        unknown=none.filter(~nw.col("_ledger").is_null()),
        because="没有两年人均和人口数齐全的户",
        frame=pooled.filter(grew_less_than(goal.share, or_equal=or_equal)),
        field=THIS,
        message=f"{whose}人均纯收入按人口合计：上年{{last}}元、本年{{this}}元，增幅没有{wanted}{{{goal.name}}}"
        f"（{_COUNTED}）",
        expected=f"增幅{wanted}{{{goal.name}}}",
        suggestion="核对收入数据和统计口径；确实未达到的，分析原因，按户落实增收措施",
        observed="上年{last}元、本年{this}元",
        shown={"last": "元", "this": "元", "judged": "数", "left_out": "数"},
    )


@check("INC240", severity="warning", requires=("BZ39-3-0a",), needs=(*_NEEDS, "household_type"))
def township_income_grew_by_the_target(income: Records, *, income_growth_target: Setting) -> Frames:
    """全乡脱贫户人均收入增幅没有达到目标。

    两年人均各乘本年人口，全乡合计后比较，恰好达到目标的算达到。逐户增幅不判。缺一年数的户两边都不计，户数在问题中写明。
    户类型不是脱贫户、脱贫不稳定户的不计。
    """
    households = income.frame.filter(nw.col("household_type").is_in(_OUT_OF_POVERTY))
    return _growth(households, income_growth_target, or_equal=False, whose="脱贫户", wanted="达到")


@check("INC241", severity="warning", requires=("SYQD-2-5",), needs=_NEEDS)
def county_income_outgrew_the_nation(income: Records, *, national_income_growth: Setting) -> Frames:
    """全县脱贫人口和监测对象收入增速没有高于全国平均。

    全国平均增速由县里按公布数填写，没有填写的不判；等于不算高于。只在输入覆盖全县时判。
    """
    return _growth(income.frame, national_income_growth, or_equal=True, whose="脱贫人口和监测对象", wanted="高于")


@check("INC242", severity="warning", requires=("SYQD-2-6",), needs=_NEEDS)
def county_income_outgrew_rural_residents(income: Records, *, county_rural_income_growth: Setting) -> Frames:
    """全县脱贫人口和监测对象收入增速没有高于全县农村居民收入增速。

    全县农村居民人均可支配收入增速由县里按公布数填写，没有填写的不判；等于不算高于。纯收入与可支配收入口径不同，只作比较。
    """
    return _growth(income.frame, county_rural_income_growth, or_equal=True, whose="脱贫人口和监测对象", wanted="高于")


@check("INC243", severity="warning", requires=("SQ23-1-6",), needs=(*_NEEDS, "household_type"))
def county_income_grew_faster_than_the_year_before(income: Records, *, previous_year_income_growth: Setting) -> Frames:
    """全县脱贫群众收入增速没有超过上年增速。

    比的是增速不是收入。上年增速由县里填写，没有填写的不判；等于不算超过。户类型不是脱贫户、脱贫不稳定户的不计。
    """
    households = income.frame.filter(nw.col("household_type").is_in(_OUT_OF_POVERTY))
    return _growth(households, previous_year_income_growth, or_equal=True, whose="脱贫户", wanted="超过")


@check("INC165", severity="info", requires=("GN21-1-1",), needs=(LAST, THIS))
def income_fell_to_the_alert_line(income: Records, *, income_drop_alert_share: Setting) -> Rows:
    """人均纯收入降幅达到预警线。

    预警线由县里填写，没有填写的不判；恰好达到的列入。只是预警名单，提示入户核实。上年不大于0的不判。
    """
    line = income_drop_alert_share.share
    last, this = nw.col(LAST), nw.col(THIS)
    return Rows(
        field=THIS,
        fails=(last - this) * line.whole >= last * line.part,
        unknown=unread(LAST, THIS) | (last <= 0),
        because="两年人均有空缺，或上年不大于0",
        message=f"人均纯收入由{{{LAST}}}降为{{{THIS}}}，降幅达到预警线{{income_drop_alert_share}}",
        expected="列入预警，入户核实",
        suggestion="入户核实收入变化和原因，有返贫致贫风险的按程序识别纳入",
        cells=(LAST,),
    )


@check(
    "INC245",
    severity="warning",
    requires=("SYQD-2-3",),
    needs={
        "income": ("household_id", LAST, THIS, "alternative_income_project"),
        "income_last_year": ("household_id", LAST),
    },
)
def household_declining_two_years_has_a_measure(
    income: Records, income_last_year: Records, *, consecutive_decline_last_year: Setting, year: int
) -> Frames:
    """连续两年收入下降的户没有填增收措施。

    三个年度人均纯收入逐年下降的是重点人群，应有增收措施。截止年份由县里填写，与台账年份不同的不判；缺任一年的不判。
    前年数取上年台账的“上年”栏，按户编号对应。
    """
    before = income_last_year.frame.filter(~nw.col("household_id").is_null() & ~nw.col(LAST).is_null())
    before = before.group_by("household_id").agg(nw.col(LAST).min().alias("earliest"), nw.col(LAST).max().alias("most"))
    before = before.filter(nw.col("earliest") == nw.col("most")).select("household_id", "earliest")
    joined = income.frame.join(before, on="household_id", how="inner")
    unclear = unread(LAST, THIS) | nw.lit(value=consecutive_decline_last_year.number != year)
    falling = (nw.col("earliest") > nw.col(LAST)) & (nw.col(LAST) > nw.col(THIS))
    fails = ~unclear & falling & blank("alternative_income_project")
    return Frames(
        unknown=joined.filter(unclear).select("_ledger", "_row"),
        because="上年或本年人均有空缺，或县里填写的截止年份不是本台账的年份",
        frame=joined.filter(fails).select("_ledger", "_row", "earliest"),
        field="alternative_income_project",
        message=f"人均纯收入三年为{{earliest}}元、{{{LAST}}}、{{{THIS}}}，连续两年下降，没有填增收措施",
        expected="连续两年收入下降的户有增收措施",
        suggestion="核实收入数据，按下降原因和家庭实际定增收措施并填写",
        shown={"earliest": "元"},
    )
