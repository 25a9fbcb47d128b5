"""Reasons of a decline by their numbers, held against the household's own figures (北政发〔2022〕39号 二、（二）)."""

from __future__ import annotations

import narwhals as nw

from calculations.measures import factor_code
from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, says, unread


def _stated(number: int) -> nw.Expr:
    return says("decline_factors", factor_code(number))


def _had_none(number: int, field: str, name: str) -> Rows:
    """The reason names an income of which last year had none."""
    return Rows(
        field="decline_factors",
        fails=_stated(number) & (nw.col(field) <= 0),
        unknown=_stated(number) & unread(field),
        because=f"填了因素{number}，上年{name}空缺或无法识别",
        message=f"减收因素填“{{decline_factors}}”，含因素{number}，上年{name}为{{{field}}}",
        expected=f"因素{number}以上年有{name}为前提",
        suggestion="核对减收因素代码；上年收入填错的改正",
        cells=(field,),
    )


def _did_not_fall(number: int, last: str, this: str, name: str) -> Rows:
    """The reason names an income whose sum did not fall: a hint, a single item may have."""
    return Rows(
        field="decline_factors",
        fails=_stated(number) & (nw.col(this) >= nw.col(last)) & (nw.col(last) > 0),
        unknown=_stated(number) & unread(last, this),
        because=f"填了因素{number}，两年{name}空缺或无法识别",
        message=f"减收因素填“{{decline_factors}}”，含因素{number}，{name}上年{{{last}}}、本年{{{this}}}，合计没有减少",
        expected=f"因素{number}对应{name}减少",
        suggestion="核对是哪一项减少；因素按单项算、合计未减的，写明减少的单项",
        cells=(last, this),
    )


@check(
    "INC130",
    severity="warning",
    requires=("BZ39-2(2)-2",),
    needs=("decline_factors", "business_income_last_year"),
)
def business_factor_had_business_income(income: Records) -> Rows:
    """填了减收因素1（经营收入减少），上年没有生产经营性收入。

    因素可填一个或几个代码，写作1、因素1、①都认。代码写成文字的不判。
    """
    return _had_none(1, "business_income_last_year", "生产经营性收入")


@check("INC131", severity="warning", requires=("BZ39-2(2)-4",), needs=("decline_factors", "wage_income_last_year"))
def wage_factor_had_wages(income: Records) -> Rows:
    """填了减收因素3（务工收入减少），上年没有工资性收入。

    因素可填一个或几个代码。代码写成文字的不判。
    """
    return _had_none(3, "wage_income_last_year", "工资性收入")


@check(
    "INC132",
    severity="warning",
    requires=("BZ39-2(2)-5",),
    needs=("decline_factors", "subsistence_allowance_last_year"),
)
def allowance_factor_had_an_allowance(income: Records) -> Rows:
    """填了减收因素4（低保被取消），上年没有低保金。

    只看收入台账的上年低保金；停发记录由民政台账核对。
    """
    return _had_none(4, "subsistence_allowance_last_year", "低保金")


@check("INC133", severity="info", requires=("BZ39-2(2)-9",), needs=("decline_factors", "decline_reason"))
def other_factor_is_explained(income: Records) -> Rows:
    """填了减收因素8（其它原因），没有说明是什么原因。

    原文没有要求说明，只提示补写，便于定措施。
    """
    return Rows(
        field="decline_reason",
        fails=_stated(8) & blank("decline_reason"),
        message="减收因素填“{decline_factors}”，含因素8（其它原因），没有说明",
        expected="写明是什么原因",
        suggestion="入户问清后补写说明",
        cells=("decline_factors",),
    )


@check("INC134", severity="info", requires=("BZ39-2(2)-8",), needs=("decline_factors",))
def support_factor_is_verified(income: Records) -> Rows:
    """填了减收因素7（帮扶工作不到位），列出由人核实。

    只列出，不作结论。
    """
    return Rows(
        field="decline_factors",
        fails=_stated(7),
        message="减收因素填“{decline_factors}”，含因素7（帮扶工作不到位），请核实",
        expected="由人核实帮扶情况",
        suggestion="查帮扶记录并入户核实，需要的补上措施",
    )


@check(
    "INC301",
    severity="info",
    requires=("BZ39-2(2)-2",),
    needs=("decline_factors", "business_income_last_year", "business_income_this_year"),
)
def business_factor_with_business_income_down(income: Records) -> Rows:
    """填了减收因素1（经营收入减少），经营性收入合计没有减少。

    原因按单项算，合计可能反而上升，所以只提示。上年没有经营性收入的另列。
    """
    return _did_not_fall(1, "business_income_last_year", "business_income_this_year", "生产经营性收入")


@check(
    "INC302",
    severity="info",
    requires=("BZ39-2(2)-4",),
    needs=("decline_factors", "wage_income_last_year", "wage_income_this_year"),
)
def wage_factor_with_wages_down(income: Records) -> Rows:
    """填了减收因素3（务工收入减少），工资性收入合计没有减少。

    原因按单项算，合计可能反而上升，所以只提示。上年没有工资性收入的另列。
    """
    return _did_not_fall(3, "wage_income_last_year", "wage_income_this_year", "工资性收入")


@check(
    "INC303",
    severity="info",
    requires=("BZ39-2(2)-6",),
    needs=("decline_factors", "transfer_income_last_year", "transfer_income_this_year"),
)
def subsidy_factor_with_transfers_down(income: Records) -> Rows:
    """填了减收因素5（补贴减少或取消），转移性收入合计没有减少。

    养老金等上涨会使合计上升，所以只提示。
    """
    return _did_not_fall(5, "transfer_income_last_year", "transfer_income_this_year", "转移性收入")


@check("INC141", severity="info", requires=("BZ39-2(3)-4",), needs=("households", "share", "total_households"))
def share_of_a_factor_follows_from_its_households(decline_summary: Records) -> Rows:
    """减收因素汇总表的占比与户数不符。

    按关联户数÷总户数比较，相差1个百分点以上的提示；分母原文没有写，另有口径的写明。各因素占比之和超过100%不是问题。
    """
    households, total = nw.col("households"), nw.col("total_households")
    return Rows(
        field="share",
        fails=(nw.col("share") * total - households * 1_000_000).abs() >= total * 10_000,
        unknown=unread("households", "share", "total_households") | (total <= 0),
        because="户数、占比或总户数空缺、无法识别，或总户数为0",
        message="占比填{share}，关联{households}户、总户数{total_households}户",
        expected="关联户数÷总户数，或写明另用的分母",
        suggestion="重算占比；分母不是总户数的，在备注写明分母",
        cells=("households", "total_households"),
    )
