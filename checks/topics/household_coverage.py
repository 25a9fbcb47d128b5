"""Households that one ledger names and another should have: surveyed, listed as focus households, planned for."""

from __future__ import annotations

import narwhals as nw
from msgspec.structs import replace

from calculations.rosters import without_counterpart
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.shapes import blank, equals, none_of


def _missing_from(
    households: Frame, other: Records, *, field: str, message: str, expected: str, suggestion: str
) -> Frames:
    """Households of one ledger that another should have."""
    missing = without_counterpart(households, other.frame)
    return Frames(
        unknown=households.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        frame=missing.select("_ledger", "_row"),
        field=field,
        message=message,
        expected=expected,
        suggestion=suggestion,
    )


_SURVEYED = "按名单核对，漏登的补登；不属于对象范围的在名单中更正"
_BY_ID = {"income": ("household_id",)}


@check(
    "ROS210", severity="warning", requires=("SQ23-1-3", "SQ23-3-2"), needs={"relocation": ("household_id",), **_BY_ID}
)
def relocated_household_is_in_the_income_ledger(relocation: Records, income: Records) -> Frames:
    """易地搬迁户不在增收（收入）台账中。

    易地搬迁对象是重点对象之一，应逐户列入。按户编号对应，收入台账没有户编号的行按村和户主对应；几类重叠的按户只列一次。
    """
    return _missing_from(
        relocation.frame,
        income,
        field="household_id",
        message="易地搬迁户{householder}（户编号{household_id}）不在收入台账中",
        expected="易地搬迁对象列入重点户台账",
        suggestion=_SURVEYED,
    )


@check(
    "ROS211",
    severity="warning",
    requires=("SQ23-1-4", "SQ23-3-2", "BZ39-2(1)-1"),
    needs={"monitoring": ("household_id",), **_BY_ID},
)
def monitored_household_is_in_the_income_ledger(monitoring: Records, income: Records) -> Frames:
    """监测户不在收入排查（增收）台账中。

    监测户是排查和重点对象，应逐户列入；已消除风险的不列。按户编号对应，收入台账没有户编号的行按村和户主对应。
    """
    households = monitoring.frame
    if "risk_removed" in monitoring.fields:
        households = households.filter(~equals("risk_removed", "是"))
    return _missing_from(
        households,
        income,
        field="household_id",
        message="监测户{householder}（户编号{household_id}）不在收入台账中",
        expected="监测户逐户列入收入排查（增收）台账",
        suggestion=_SURVEYED,
    )


_ON_THE_LIST = ("脱贫户", "监测户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")


@check(
    "ROS212",
    severity="warning",
    requires=("BZ39-2(3)-1", "BZ39-2-1"),
    needs={"household_list": ("household_id", "household_type"), **_BY_ID},
)
def listed_household_was_surveyed(household_list: Records, income: Records) -> Frames:
    """名单中的脱贫户、监测户不在收入排查台账中。

    逐村逐户排查，不落一户。一般农户不列；户类型空着或认不出的不判。按户编号对应，收入台账没有户编号的行按村和户主对应。
    """
    households = household_list.frame.filter(nw.col("household_type").is_in(_ON_THE_LIST))
    unclear = none_of("household_type", *_ON_THE_LIST, "一般农户")
    answer = _missing_from(
        households,
        income,
        field="household_id",
        message="{household_type}{householder}（户编号{household_id}）不在收入排查台账中",
        expected="名单中的户都已排查",
        suggestion=_SURVEYED,
    )
    of_type = nw.col("household_type").is_in(_ON_THE_LIST).fill_null(False)  # noqa: FBT003
    unknown = household_list.frame.filter(unclear | (of_type & nw.col("household_id").is_null()))
    return replace(answer, unknown=unknown.select("_ledger", "_row"), because="没有户编号，或户类型空着、认不出")


@check(
    "ROS213",
    severity="warning",
    requires=("SQ23-1-5",),
    needs={"monitoring": ("household_id",), "household_plans": ("household_id",)},
)
def monitored_household_has_a_plan(monitoring: Records, household_plans: Records) -> Frames:
    """监测户没有一户一策。

    重点对象一户一策；已消除风险的不列。按户编号对应，一户一策表没有户编号的行按村和户主对应。不看增收额多少。
    """
    households = monitoring.frame
    if "risk_removed" in monitoring.fields:
        households = households.filter(~equals("risk_removed", "是"))
    return _missing_from(
        households,
        household_plans,
        field="household_id",
        message="监测户{householder}（户编号{household_id}）没有一户一策",
        expected="重点对象一户一策",
        suggestion="入户摸清短板，制定一户一策；已制定的补登",
    )


@check("ROS110", severity="warning", requires=("SQ23-1-5", "BZ39-3-0c", "SQ23-3-5"), needs=("measures",))
def household_plan_has_a_measure(household_plans: Records) -> Rows:
    """一户一策表中的户没有增收措施。

    每户至少一条措施。措施是否对路由人核，不看预计增收额。
    """
    return Rows(
        field="measures",
        fails=blank("measures"),
        message="短板“{shortcoming}”，措施空着",
        expected="每户至少一条增收措施",
        suggestion="按户情定措施并填写",
    )


@check("ROS111", severity="warning", requires=("SQ23-1-5", "BZ39-3-0c"), needs=("responsible_person", "measures"))
def household_plan_has_someone_responsible(household_plans: Records) -> Rows:
    """一户一策有措施，没有责任人。

    措施空着的另列，这里不重复。
    """
    return Rows(
        field="responsible_person",
        fails=blank("responsible_person") & ~blank("measures"),
        message="措施“{measures}”没有责任人",
        expected="措施有责任人",
        suggestion="明确并填写责任人",
    )
