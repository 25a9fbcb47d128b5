"""The same household, asset or loan in this year's ledger and in last year's."""

from __future__ import annotations

import narwhals as nw

from calculations.rosters import of_places, without_counterpart
from checks.agreement import Other, differing, staying
from checks.declare import check
from checks.model import Frames, Records
from checks.shapes import blank, equals, says

_SAME = "前后一致：本年台账与上年台账应当衔接"
_HOUSEHOLD = ("household_id",)
_DISPOSED = "报废|报损|核销|注销|拆除|移交|转让|变卖|出售|处置|灭失"


@check(
    "YOY101",
    severity="warning",
    needs={
        "income": ("household_id", "household_size", "population_change_reason"),
        "income_last_year": ("household_id", "household_size"),
    },
    source=_SAME,
)
def change_of_household_size_has_a_reason(income: Records, income_last_year: Records) -> Frames:
    """家庭人口数与上年台账不同，没有写人口变动原因。

    按户编号对应。出生、死亡、婚嫁、分户都是正常变动，写明原因就不列；上年没有的户不判。
    """
    return differing(
        income,
        Other(income_last_year, "上年台账", "household_size"),
        on=_HOUSEHOLD,
        field="household_size",
        says="家庭人口数",
        printed="数",
        only=blank("population_change_reason"),
        suggestion="核对户籍；确有变动的填写人口变动原因，填错的改正",
    )


@check(
    "YOY102",
    severity="warning",
    needs={
        "monitoring": ("household_id", "identified_on", "risk_removed"),
        "monitoring_last_year": ("household_id", "identified_on", "risk_removed"),
    },
    source=_SAME,
)
def day_of_identification_stays(monitoring: Records, monitoring_last_year: Records) -> Frames:
    """上年风险未消除的监测户，识别时间与上年台账不同。

    按户编号对应。上年已消除、本年再次识别的不列；晚一个月以内的不列（一处可能只填到月）。
    """
    open_then = nw.when(equals("risk_removed", "否")).then(nw.col("identified_on"))
    return differing(
        monitoring,
        Other(monitoring_last_year, "上年台账", "identified_on", open_then),
        on=_HOUSEHOLD,
        field="identified_on",
        says="识别时间",
        printed="日期",
        # a month and a day in it agree
        breach=(nw.col("identified_on") > nw.col("other") + 30) | (nw.col("identified_on__last") < nw.col("other")),
        suggestion="以首次识别的记录为准改正；确系消除后再次识别的，补填风险消除时间",
    )


@check(
    "YOY103",
    severity="info",
    needs={"monitoring": ("household_id", "main_risk"), "monitoring_last_year": ("household_id", "main_risk")},
    source=_SAME,
)
def main_risk_stays(monitoring: Records, monitoring_last_year: Records) -> Frames:
    """监测户的致贫（返贫）风险类型与上年台账不同。

    按户编号对应。风险可以变化，只提示核对；变化的应有相应的新措施。
    """
    return differing(
        monitoring,
        Other(monitoring_last_year, "上年台账", "main_risk"),
        on=_HOUSEHOLD,
        field="main_risk",
        says="风险类型",
        suggestion="确有变化的在系统中同步并调整措施；填错的改正",
    )


@check(
    "YOY104",
    severity="warning",
    needs={
        "monitoring": ("household_id", "risk_removed", "identified_on"),
        "monitoring_last_year": ("household_id", "risk_removed", "risk_removed_on"),
    },
    source=_SAME,
)
def removed_risk_stays_removed(monitoring: Records, monitoring_last_year: Records) -> Frames:
    """上年台账已消除风险，本年写未消除，识别时间还在消除之前。

    按户编号对应。消除后再次识别、识别时间在消除之后的不列。
    """
    removed_then = nw.when(equals("risk_removed", "是")).then(nw.col("risk_removed_on__last"))
    return differing(
        monitoring,
        Other(monitoring_last_year, "上年台账", "risk_removed_on", removed_then),
        on=_HOUSEHOLD,
        field="identified_on",
        says="风险未消除，识别时间",
        printed="日期",
        only=equals("risk_removed", "否"),
        breach=nw.col("identified_on__last") < nw.col("other"),
        suggestion="核对风险消除状态；再次识别的，识别时间填最近一次",
    )


@check(
    "YOY105",
    severity="warning",
    needs={"assets": ("asset_id", "original_value"), "assets_last_year": ("asset_id", "original_value")},
    source=_SAME,
)
def original_value_stays(assets: Records, assets_last_year: Records) -> Frames:
    """资产原值与上年台账不同。

    按资产编号对应，相差100元以上的列出。原值一般不变；改扩建、评估调整的写明依据即可。
    """
    return differing(
        assets,
        Other(assets_last_year, "上年台账", "original_value"),
        on=("asset_id",),
        field="original_value",
        says="资产原值",
        printed="金额",
        beyond=10_000,
        suggestion="核对资产卡片和单位（万元还是元）；改扩建的在备注写明",
    )


@check(
    "YOY106",
    severity="warning",
    needs={
        "microcredit": ("contract_number", "balance_last_year_end"),
        "microcredit_last_year": ("contract_number", "balance"),
    },
    source=_SAME,
)
def balance_of_last_year_end_agrees(microcredit: Records, microcredit_last_year: Records) -> Frames:
    """小额信贷的上年末余额与上年台账的余额不一致。

    按合同号对应，相差1元以上的列出。上年台账的时点不在年末的，说明即可。
    """
    return differing(
        microcredit,
        Other(microcredit_last_year, "上年台账", "balance"),
        on=("contract_number",),
        field="balance_last_year_end",
        says="上年末余额",
        printed="金额",
        beyond=100,
        suggestion="以银行年末对账单为准改正",
    )


@check(
    "YOY107",
    severity="warning",
    needs={
        "monitoring": ("household_id",),
        "monitoring_last_year": ("household_id", "risk_removed"),
    },
    source=_SAME,
)
def monitored_household_is_still_listed(monitoring: Records, monitoring_last_year: Records) -> Frames:
    """上年风险未消除的监测户，本年台账没有。

    按户编号对应，本年没有户编号的行按村和户主对应。消除风险的户也应留在台账中；上年台账的备注写死亡、迁出、注销的不列，
    本年台账没有的乡镇不比。
    """
    open_then = monitoring_last_year.frame.filter(equals("risk_removed", "否") & staying(monitoring_last_year))
    return Frames(
        frame=without_counterpart(open_then, monitoring.frame).select("_ledger", "_row"),
        unknown=open_then.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="household_id",
        message="上年风险未消除的监测户（户编号{household_id}），本年台账没有",
        expected="监测户继续列入台账，已消除风险的写明消除时间",
        suggestion="核对是否漏登；整户死亡、迁出、注销的在备注写明，户编号改过的更新",
    )


@check(
    "YOY108",
    severity="warning",
    needs={"assets": ("asset_id",), "assets_last_year": ("asset_id",)},
    source=_SAME,
)
def asset_is_still_listed(assets: Records, assets_last_year: Records) -> Frames:
    """上年台账的帮扶资产，本年台账没有。

    按资产编号对应。上年台账的处置方式、备注写了报废、核销、拆除、移交、转让等的不列，本年台账没有的乡镇不比；
    本年台账同村有同名资产的（改了编号）不列。
    """
    kept = assets_last_year.frame
    for field in sorted({"disposal", "remark"} & assets_last_year.fields):
        kept = kept.filter(~says(field, _DISPOSED))
    numbered = of_places(kept.filter(~blank("asset_id")), assets.frame)
    missing = numbered.join(assets.frame.select("asset_id").unique(), on="asset_id", how="anti")
    name = ["village", "asset_name"]
    if {*name} <= assets.fields & assets_last_year.fields:
        named = assets.frame.filter(*(~nw.col(field).is_null() for field in name)).select(*name).unique()
        missing = missing.join(named, on=name, how="anti")
    return Frames(
        frame=missing.select("_ledger", "_row"),
        unknown=kept.filter(blank("asset_id")).select("_ledger", "_row"),
        because="没有资产编号",
        field="asset_id",
        message="上年台账的资产{asset_id}，本年台账没有",
        expected="资产逐项登记，处置的写明处置方式",
        suggestion="核对是否漏登；已报废、处置、移交的在备注写明，编号改过的更新",
    )
