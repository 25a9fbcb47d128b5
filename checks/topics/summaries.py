"""Summary ledgers against the detail they sum up: a village, a project, that the detail holds at all."""

from __future__ import annotations

import narwhals as nw

from calculations.decline_counts import factor_number, households_by_factor
from calculations.sums import sums_by
from checks.agreement import Other, differing
from checks.declare import check
from checks.model import Frames, Records

_SOURCE = "账账相符：汇总数应与明细相加一致"
_PLACE = {"township", "village"}


def _by(mine: Records, detail: Records) -> list[str]:
    return sorted(_PLACE & mine.fields & detail.fields)


@check(
    "SMY101",
    severity="warning",
    needs={"decline_summary": ("village", "total_households"), "income": ("village", "householder")},
    source=_SOURCE,
)
def households_of_the_summary_are_those_of_the_detail(decline_summary: Records, income: Records) -> Frames:
    """减收因素汇总表的总户数与收入台账的户数不符。

    按村数收入台账的行（一户一行），与汇总表的总户数比较。收入台账没有的村、没有写村的行（全乡合计）不判。
    """
    by = _by(decline_summary, income)
    rows = income.frame.filter(~nw.col("householder").is_null())
    counted = sums_by(rows, by, {"counted": nw.lit(1)})
    return differing(
        decline_summary,
        Other(Records("income", counted, income.fields), "收入台账户数", "counted"),
        on=by,
        field="total_households",
        says="总户数",
        printed="数",
        suggestion="核对收入台账是否填全、有无重复，重新汇总",
    )


@check(
    "SMY102",
    severity="warning",
    needs={"decline_summary": ("village", "factor", "households"), "income": ("village", "decline_factors")},
    source=_SOURCE,
)
def factors_of_the_summary_are_those_of_the_detail(decline_summary: Records, income: Records) -> Frames:
    """减收因素汇总表的关联户数与收入台账不符。

    按村、按因素数收入台账中填了该因素代码的户，一户填几个因素的各算一次。收入台账没有的村、因素写成文字数不清的村、
    汇总表认不出是哪个因素的行不判。
    """
    by = _by(decline_summary, income)
    named = decline_summary.frame.with_columns(factor_number("factor").alias("number"))
    first = sums_by(income.frame, by, {}).select(*by, "_ledger", "_row")
    counted = households_by_factor(income.frame, by).join(first, on=by, how="inner")
    return differing(
        Records("decline_summary", named, decline_summary.fields),
        Other(Records("income", counted, income.fields), "收入台账中的户数", "counted"),
        on=[*by, "number"],
        field="households",
        says="关联户数",
        printed="数",
        suggestion="按收入台账重新汇总；收入台账漏填因素的补填",
    )


@check(
    "SMY103",
    severity="warning",
    needs={"projects": ("project_id", "labour_pay"), "work_relief": ("project_id", "paid_pay")},
    source=_SOURCE,
)
def labour_pay_of_the_project_covers_its_workers(projects: Records, work_relief: Records) -> Frames:
    """项目清单的劳务报酬少于以工代赈用工台账实发报酬的合计。

    按项目编号把用工台账的实发报酬相加，超出项目劳务报酬100元以上的列出。用工台账可以只登记脱贫人口和监测对象，合计少于项目的不是
    问题；有实发报酬空缺或无法识别的项目不判。
    """
    pay = nw.col("paid_pay")
    named = work_relief.frame.filter(~nw.col("project_id").is_null())
    paid = sums_by(named, ["project_id"], {"paid": pay, "unread": pay.is_null()}).filter(nw.col("unread") == 0)
    return differing(
        projects,
        Other(Records("work_relief", paid, work_relief.fields), "用工台账实发报酬合计", "paid"),
        on=("project_id",),
        field="labour_pay",
        says="劳务报酬",
        printed="金额",
        breach=nw.col("other") - nw.col("labour_pay") > 10_000,
        suggestion="核对用工台账有无重复、两处时点是否一致，改正填错的一处",
    )
