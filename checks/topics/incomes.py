"""Incomes of households: arithmetic, growth, the focus line, and one year against the next."""

from __future__ import annotations

import narwhals as nw

from calculations.incomes import INCOMES, filled_in_step, net_income, per_capita_gap, total_income
from checks.declare import check
from checks.model import Frames, Records, Rows, Shown
from checks.shapes import blank, distance, equals, is_blank, none_of, unread
from policies.model import Setting

_ONE_YUAN = 100


_YEARS = {"this_year": "本年", "last_year": "上年"}


def _parts(year: str) -> tuple[str, ...]:
    return tuple(f"{part}_{year}" for part in (*INCOMES, "business_expense"))


def _net_income(income: Records, year: str) -> Rows:
    """The net income of a year against its formula."""
    whole, parts, computed = f"net_income_{year}", _parts(year), net_income(year)
    return Rows(
        field=whole,
        fails=distance(nw.col(whole), computed) > _ONE_YUAN,
        unknown=unread(*parts, whole) | _net_of_business(income, year),
        because="收入或支出有空项，或另列经营净收入、口径不明",
        message=f"{_YEARS[year]}家庭纯收入填{{{whole}}}，按各项重算为{{computed}}元",
        expected="{computed}元",
        suggestion="核对各项收入和支出，改正填错的一项或纯收入",
        shown={"computed": Shown(computed, "元")},
        cells=parts,
    )


def _total_income(income: Records, year: str) -> Rows:
    """The total income of a year against the four it is made of."""
    whole, parts, computed = f"total_income_{year}", _parts(year)[:-1], total_income(year)
    return Rows(
        field=whole,
        fails=distance(nw.col(whole), computed) > _ONE_YUAN,
        unknown=~is_blank(whole) & (unread(*parts, whole) | _net_of_business(income, year)),
        because="填了家庭总收入，四类收入有空项，或另列经营净收入、口径不明",
        message=f"{_YEARS[year]}家庭总收入填{{{whole}}}，四类收入合计{{computed}}元",
        expected="{computed}元",
        suggestion="核对四类收入，改正填错的一项或总收入",
        shown={"computed": Shown(computed, "元")},
        cells=parts,
    )


def _net_of_business(income: Records, year: str) -> nw.Expr:
    """Another column states what business left over: the four may be counted by that."""
    field = f"net_business_income_{year}"
    return ~nw.col(field).is_null() if field in income.fields else nw.lit(value=False)


@check(
    "INC101",
    severity="error",
    needs=(*_parts("this_year"), "net_income_this_year"),
    source="算术：家庭纯收入=四类收入合计-生产经营性支出",
)
def net_income_is_the_sum_of_its_parts(income: Records) -> Rows:
    """家庭纯收入与四类收入、生产经营性支出不符。

    按“工资性+生产经营性+财产性+转移性收入-生产经营性支出”重算本年家庭纯收入，相差超过1元的列出。
    缺任一项的不判。台账另列了经营净收入、口径不明的，不判。
    """
    return _net_income(income, "this_year")


@check(
    "INC106",
    severity="error",
    needs=(*_parts("last_year"), "net_income_last_year"),
    source="算术：家庭纯收入=四类收入合计-生产经营性支出",
)
def last_net_income_is_the_sum_of_its_parts(income: Records) -> Rows:
    """上年家庭纯收入与上年四类收入、生产经营性支出不符。

    判法同 INC101，用上年各项；相差超过1元的列出，缺任一项的不判。
    """
    return _net_income(income, "last_year")


@check(
    "INC107",
    severity="error",
    needs=(*_parts("this_year")[:-1], "total_income_this_year"),
    source="算术：家庭总收入=四类收入合计",
)
def total_income_is_the_sum_of_the_four(income: Records) -> Rows:
    """家庭总收入与四类收入之和不符。

    工资性、生产经营性、财产性、转移性收入相加，与本年家庭总收入相差超过1元的列出。总收入空着的不列；缺任一项、
    台账另列了经营净收入的不判。
    """
    return _total_income(income, "this_year")


@check(
    "INC108",
    severity="error",
    needs=(*_parts("last_year")[:-1], "total_income_last_year"),
    source="算术：家庭总收入=四类收入合计",
)
def last_total_income_is_the_sum_of_the_four(income: Records) -> Rows:
    """上年家庭总收入与上年四类收入之和不符。

    判法同 INC107，用上年各项。
    """
    return _total_income(income, "last_year")


@check(
    "INC102",
    severity="error",
    needs=("per_capita_net_income_this_year", "net_income_this_year", "household_size"),
    source="算术：人均纯收入=家庭纯收入÷家庭人口数",
)
def per_capita_is_net_income_by_heads(income: Records) -> Rows:
    """人均纯收入与家庭纯收入、人口数不符。

    按填报精度比较：填到元的允许不足1元的舍入，填到分的允许不足1分。台账另有年度家庭人口数的，与当前人口、年度人口都不符才列出，
    用哪个人口数没有统一规定。
    """
    per_capita, whole = nw.col("per_capita_net_income_this_year"), nw.col("net_income_this_year")
    now = nw.col("household_size")
    year = nw.coalesce(nw.col("annual_household_size"), now) if "annual_household_size" in income.fields else now
    now = nw.coalesce(now, year)
    step = filled_in_step(per_capita)

    def off(heads: nw.Expr) -> nw.Expr:
        return per_capita_gap(per_capita, heads, whole).abs() >= step * heads

    two = "；年度人口{year}人也不符" if "annual_household_size" in income.fields else ""
    return Rows(
        field="per_capita_net_income_this_year",
        fails=off(now) & off(year),
        unknown=unread("per_capita_net_income_this_year", "net_income_this_year")
        | now.is_null()
        | (now <= 0)
        | (year <= 0),
        because="人均、纯收入或人口数空缺或无法识别",
        message="本年人均纯收入填{per_capita_net_income_this_year}，与家庭纯收入{net_income_this_year}÷{now}人不符"
        + two,
        expected="家庭纯收入{net_income_this_year}÷{now}人",
        suggestion="核对人口数和家庭纯收入后重算人均；人口有变动的写明变动原因",
        shown={"now": Shown(now), "year": Shown(year)},
        cells=("net_income_this_year", "household_size"),
    )


@check(
    "INC103",
    severity="error",
    needs=("conclusion", "per_capita_net_income_this_year", "per_capita_net_income_last_year"),
    source="一致性：研判结论应与本年、上年数的增减一致",
)
def conclusion_agrees_with_figures(income: Records) -> Rows:
    """研判结论与收入增减方向不一致。

    本年人均高于上年应为增收，低于应为减收，相等应为持平。台账认“基本持平”为持平时，持平一律不判。
    """
    this, last = nw.col("per_capita_net_income_this_year"), nw.col("per_capita_net_income_last_year")
    return Rows(
        field="conclusion",
        fails=(equals("conclusion", "增收") & (this <= last)) | (equals("conclusion", "减收") & (this >= last)),
        unknown=none_of("conclusion", "增收", "减收", "持平")
        | unread("per_capita_net_income_this_year", "per_capita_net_income_last_year"),
        because="两年人均有空缺，或结论不是增收、减收、持平",
        message="研判结论填“{conclusion}”，人均纯收入上年{per_capita_net_income_last_year}、本年"
        "{per_capita_net_income_this_year}",
        expected="与两年人均的增减一致",
        suggestion="核对两年人均纯收入，改正结论",
        cells=("per_capita_net_income_last_year", "per_capita_net_income_this_year"),
    )


@check(
    "INC104",
    severity="warning",
    requires=("SYQD-2-1", "SQ23-1-2"),
    needs=("per_capita_net_income_this_year", "alternative_income_project"),
)
def household_below_focus_line_has_a_measure(income: Records, *, focus_income_line: Setting) -> Rows:
    """年人均纯收入低于重点关注线的户未填增收措施。

    低于重点关注线（不含本数）的户是增收重点对象，应有增收措施。线由当地当年文件定，与监测识别标准不是一回事。
    """
    per_capita = nw.col("per_capita_net_income_this_year")
    return Rows(
        field="alternative_income_project",
        fails=(per_capita < focus_income_line.fen) & blank("alternative_income_project"),
        unknown=unread("per_capita_net_income_this_year"),
        because="人均纯收入空缺或无法识别",
        message="人均纯收入{per_capita_net_income_this_year}，低于重点关注线{focus_income_line}，没有填写增收措施",
        expected="低于{focus_income_line}的户逐户有增收措施",
        suggestion="入户核实收入，逐户定增收措施并填写；收入填错的改正",
        cells=("per_capita_net_income_this_year",),
    )


@check(
    "INC105",
    severity="warning",
    requires=("SYQD-2-7", "BZ39-3-0b"),
    needs=("per_capita_net_income_this_year", "per_capita_net_income_last_year", "decline_reason"),
)
def decline_has_a_reason(income: Records) -> Rows:
    """人均纯收入下降的户未写明下降原因。

    本年人均低于上年的户应写明原因。下降本身不是问题，没有原因才列出。
    """
    this, last = nw.col("per_capita_net_income_this_year"), nw.col("per_capita_net_income_last_year")
    reasoned = ~blank("decline_reason")
    for other in {"decline_factors", "population_change_reason"} & income.fields:
        reasoned = reasoned | ~blank(other)
    return Rows(
        field="decline_reason",
        fails=(this < last) & ~reasoned,
        unknown=unread("per_capita_net_income_this_year", "per_capita_net_income_last_year"),
        because="两年人均有空缺",
        message="人均纯收入由{per_capita_net_income_last_year}降为{per_capita_net_income_this_year}，未写下降原因",
        expected="写明收入下降原因",
        suggestion="入户核实，填写下降原因和增收措施；符合条件的及时按程序纳入监测",
        cells=("per_capita_net_income_last_year", "per_capita_net_income_this_year"),
    )


@check(
    "INC201",
    severity="error",
    needs={
        "income": ("household_id", "per_capita_net_income_last_year"),
        "income_last_year": ("household_id", "per_capita_net_income_this_year"),
    },
    source="账账相符：本年台账的上年数应与上年台账一致",
)
def last_year_column_agrees_with_last_years_ledger(income: Records, income_last_year: Records) -> Frames:
    """本年台账的上年人均与上年台账不一致。

    按户编号对应。上年台账没有的户（新识别、分户）不判。
    """
    before = income_last_year.frame.select(
        "household_id", nw.col("per_capita_net_income_this_year").alias("reported")
    ).filter(~nw.col("household_id").is_null() & ~nw.col("reported").is_null())
    single = before.group_by("household_id").agg(nw.col("reported").min(), nw.col("reported").max().alias("most"))
    joined = income.frame.join(single.filter(nw.col("reported") == nw.col("most")), on="household_id", how="inner")
    stated = nw.col("per_capita_net_income_last_year")
    return Frames(
        unknown=joined.filter(stated.is_null()).select("_ledger", "_row"),
        because="上年人均纯收入空缺或无法识别",
        frame=joined.filter(distance(stated, nw.col("reported")) >= _ONE_YUAN).select("_ledger", "_row", "reported"),
        field="per_capita_net_income_last_year",
        message="上年人均纯收入填{per_capita_net_income_last_year}，上年台账为{reported}元",
        expected="{reported}元",
        suggestion="以上年定稿台账为准改正；上年台账有误的，说明情况并附依据",
        shown={"reported": "元"},
    )
