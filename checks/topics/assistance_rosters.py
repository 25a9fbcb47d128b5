"""应保尽保: rosters held against the assistance ledger, and one year against the next."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.assistance import households_without_labour
from calculations.records import first_records, says
from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.shapes import blank, equals, unread
from policies.model import Setting

_FIT = "符合|应纳入|应保|拟纳入"
_UNFIT = "不符合|未符合|不纳入|暂不|不属于|不予|不应|无需"
_OTHER_UNIT = 6  # standards that lie further apart are written for a month in one year and for a year in the other


def _households(frame: Frame) -> Frame:
    return frame.select("household_id")


@check(
    "AID201",
    severity="info",
    requires=("SQ23-2(3)2-1", "BZ39-3-6a"),
    needs={"persons": ("household_id", "labour_class"), "social_assistance": ("household_id", "aid_type")},
)
def household_without_labour_is_looked_at(persons: Records, social_assistance: Records) -> Frames:
    """整户无劳动能力，不在低保特困台账中，也没有写未纳入原因。

    人口名单中全户每人的劳动能力都是无或丧失的户，应在救助台账中（纳入的，或写明未纳入原因的）。有一人没写劳动能力的户不算；
    名单里填了是低保、是特困的户，户类型为一般农户的不报。是否符合由民政部门认定，只作提示。
    """
    people = persons.frame.filter(~blank("household_id"))
    aided = _households(social_assistance.frame)
    for flag in sorted({"subsistence_allowance", "extreme_poverty"} & persons.fields):
        aided = nw.concat([aided, _households(people.filter(equals(flag, "是")))])
    if "household_type" in persons.fields:
        aided = nw.concat([aided, _households(people.filter(equals("household_type", "一般农户")))])
    missing = households_without_labour(people).join(aided, on="household_id", how="anti")
    firsts = first_records(people, "household_id")
    return Frames(
        frame=firsts.join(missing, on="household_id", how="inner").select("_ledger", "_row"),
        field="labour_class",
        message="户编号{household_id}全户无劳动能力，不在低保特困台账中，也没有未纳入原因",
        expected="符合条件的及时纳入低保、特困；不符合的写明原因",
        suggestion="报民政部门核对；已纳入的补登台账，不符合的登记原因",
    )


@check(
    "AID202",
    severity="warning",
    requires=("GN21-10-3", "GN21-10-4"),
    needs={"look_back": ("household_id", "safety_net_conclusion"), "social_assistance": ("household_id", "aid_type")},
)
def household_found_fit_is_on_the_assistance_ledger(
    look_back: Records, social_assistance: Records, *, as_of: date
) -> Frames:
    """兜底保障排查结论为符合，不在社会救助台账中。

    结论写符合、应纳入的户应已纳入救助；结论不符合的不报，落实时限未到的不报。结论两可的按不符合看。
    """
    fit = says({"safety_net_conclusion"}, _FIT, "safety_net_conclusion")
    rows = look_back.frame.filter(fit & ~says({"safety_net_conclusion"}, _UNFIT, "safety_net_conclusion"))
    if "deadline" in look_back.fields:
        rows = rows.filter(~(nw.col("deadline__last") >= as_of.toordinal()).fill_null(False))  # noqa: FBT003
    told = rows.filter(~blank("household_id"))
    return Frames(
        frame=told.join(_households(social_assistance.frame), on="household_id", how="anti").select("_ledger", "_row"),
        unknown=rows.filter(blank("household_id")).select("_ledger", "_row"),
        because="户编号空缺",
        field="safety_net_conclusion",
        message="兜底保障排查结论“{safety_net_conclusion}”，户编号{household_id}不在社会救助台账中",
        expected="符合条件的及时纳入社会救助",
        suggestion="与民政部门核对；已纳入的补登台账，未纳入的按程序办理",
    )


def _standards(records: Records, name: str) -> Frame:
    """One row an aid type: the lowest and highest standard."""
    kinds = records.frame.filter((equals("aid_type", "低保") | equals("aid_type", "特困")) & ~unread("standard"))
    return kinds.group_by("aid_type").agg(
        nw.col("standard").min().alias(name), nw.col("standard").max().alias(f"{name}_most")
    )


@check(
    "AID203",
    severity="info",
    requires=("GN21-10-1",),
    needs={"social_assistance": ("aid_type", "standard"), "social_assistance_last_year": ("aid_type", "standard")},
)
def standard_has_not_fallen(social_assistance: Records, social_assistance_last_year: Records) -> Frames:
    """低保、特困保障标准低于上年。

    比的是标准，不是每户补差。两年各只有一个标准才比；一年按月、一年按年填的，或标准有几档的，无法判定。
    """
    both = _standards(social_assistance, "now").join(
        _standards(social_assistance_last_year, "before"), on="aid_type", how="inner"
    )
    now, last = nw.col("now"), nw.col("before")
    comparable = (now == nw.col("now_most")) & (last == nw.col("before_most"))
    comparable = comparable & (now * _OTHER_UNIT > last) & (last * _OTHER_UNIT > now)
    listed = first_records(social_assistance.frame.filter(~unread("standard")), "aid_type")
    rows = listed.join(both, on="aid_type", how="inner")
    return Frames(
        frame=rows.filter(comparable & (now < last)).select("_ledger", "_row", "now", "before"),
        unknown=rows.filter(~comparable).select("_ledger", "_row"),
        because="保障标准有几档，或两年填写的单位不同",
        field="standard",
        message="{aid_type}保障标准{now}元，上年{before}元",
        expected="总体稳定、稳步提高",
        suggestion="对照两年公布的标准核对，填错的改正",
        shown={"now": "元", "before": "元"},
    )


@check(
    "AID204",
    severity="info",
    requires=("SQ23-2(3)1-3",),
    needs=("aid_type", "allowance_last_year", "allowance_this_year"),
)
def allowances_have_risen(social_assistance: Records, *, as_of: date, year: int) -> Frames:
    """全县同一批对象的低保金合计不高于上年。

    只比两年都有低保金的对象，合计没有提高的列示；家庭收入变化会使补差下降，只作提示。年度未过完的不判，
    没有声明覆盖全县的不判。
    """
    both = social_assistance.frame.filter(
        equals("aid_type", "低保") & (nw.col("allowance_last_year") > 0) & (nw.col("allowance_this_year") > 0)
    )
    total = both.select(
        nw.col("_ledger").min(),
        nw.col("allowance_this_year").sum().alias("now"),
        nw.col("allowance_last_year").sum().alias("before"),
    ).filter(~nw.col("_ledger").is_null())
    if as_of < date(year, 12, 31):
        total = total.filter(nw.col("_ledger") < 0)
    return Frames(
        frame=total.filter(nw.col("now") <= nw.col("before")),
        field="allowance_this_year",
        message="两年都有低保金的对象，本年合计{now}元，上年合计{before}元",
        expected="低保金较上年有所提升",
        suggestion="核对发放统计；因家庭收入变化补差下降的，附说明",
        observed="{now}元",
        shown={"now": "元", "before": "元"},
        whole=True,
    )


@check(
    "AID205",
    severity="info",
    requires=("BZ39-3-6c",),
    needs={
        "social_assistance": ("household_id", "rigid_expense", "aid_type", "aid_amount"),
        "income": ("household_id", "net_income_this_year"),
    },
)
def household_of_large_expenses_is_looked_at(
    social_assistance: Records, income: Records, *, rigid_expense_share_line: Setting
) -> Frames:
    """刚性支出占收入比例高于配置线，没有救助记录。

    支出多大算较大原文没有写，由县里配置。按户编号取本年家庭纯收入；登记了刚性支出而救助类型、救助金额都空着的提示。
    写了未纳入原因的不提示。
    """
    line = rigid_expense_share_line.share
    incomes = income.frame.group_by("household_id").agg(nw.col("net_income_this_year").max().alias("earned"))
    rows = social_assistance.frame.filter(blank("aid_type") & unread("aid_amount") & ~blank("household_id"))
    if "not_included_reason" in social_assistance.fields:
        rows = rows.filter(blank("not_included_reason"))
    joined = rows.join(incomes, on="household_id", how="inner")
    return Frames(
        frame=joined.filter(nw.col("rigid_expense") * line.whole > nw.col("earned") * line.part).select(
            "_ledger", "_row", "earned"
        ),
        field="rigid_expense",
        message="刚性支出{rigid_expense}，本年家庭纯收入{earned}元，高于配置的{rigid_expense_share_line}，没有救助记录",
        expected="按需给予专项或其他必要救助",
        suggestion="入户核实、研判；不需救助的写明原因",
        shown={"earned": "元"},
    )
