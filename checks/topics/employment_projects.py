"""Work that projects bring: pay on 以工代赈, vacancies, start-up bases, and subsidies for work and business."""

from __future__ import annotations

import narwhals as nw

from calculations.employment import said
from calculations.funds import falls_short
from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, equals, garbled, is_blank, none_of, unread
from policies.model import Setting


def _unexplained(records: Records) -> nw.Expr:
    return blank("remark") if "remark" in records.fields else nw.lit(value=True)


@check("EMP121", severity="warning", requires=("GX24-5-11",), needs=("due_pay", "paid_pay"))
def labour_is_paid_in_full(work_relief: Records) -> Rows:
    """以工代赈劳务报酬实发少于应发。

    逐行比较，相等为合格，多发不在这里看。实发空着、没有发放日期的视为还没有发，不列；备注写明原因的不列。
    """
    return Rows(
        field="paid_pay",
        fails=(nw.col("paid_pay") < nw.col("due_pay")) & _unexplained(work_relief),
        unknown=garbled("paid_pay") | (~is_blank("paid_pay") & unread("due_pay")),
        because="应发报酬空缺，或应发、实发无法识别",
        message="应发报酬{due_pay}，实发报酬{paid_pay}",
        expected="足额发放劳务报酬（应发{due_pay}）",
        suggestion="核对发放凭证；确实少发的补发，有扣减的在备注说明",
        cells=("due_pay",),
    )


@check("EMP122", severity="warning", requires=("SQ23-2(2)4-1",), needs=("total_investment", "labour_pay"))
def labour_pay_reaches_its_share(work_relief: Records, *, work_relief_pay_share_floor: Setting) -> Rows:
    """以工代赈项目劳务报酬发放额占总投资低于下限。

    发放额与总投资交叉相乘比较，恰等于下限为合格。原文是“原则上”，备注写明原因的不列；总投资、发放额有空缺的不判。
    """
    floor = work_relief_pay_share_floor.share
    short = falls_short(nw.col("labour_pay"), nw.col("total_investment"), floor.part, floor.whole)
    return Rows(
        field="labour_pay",
        fails=short & _unexplained(work_relief),
        unknown=unread("labour_pay", "total_investment") | (nw.col("total_investment") <= 0),
        because="总投资或劳务报酬发放额空缺、无法识别",
        message="劳务报酬发放额{labour_pay}，总投资{total_investment}，占比低于{work_relief_pay_share_floor}",
        expected="原则上不低于项目总投资的{work_relief_pay_share_floor}",
        suggestion="核对两个数和单位；确实低于的写明原因，或扩大用工",
        cells=("total_investment",),
    )


@check("EMP131", severity="info", requires=("SQ23-2(2)4-2",), needs=("vacancies", "taken_on"))
def no_more_are_taken_on_than_wanted(job_vacancies: Records) -> Rows:
    """用工需求清单的吸纳数多于岗位数。

    相等不提示。一个岗位先后换人的可能多于岗位数，只作提示。
    """
    return Rows(
        field="taken_on",
        fails=nw.col("taken_on") > nw.col("vacancies"),
        unknown=garbled("taken_on") | garbled("vacancies"),
        because="岗位数或吸纳数无法识别",
        message="岗位数{vacancies}，吸纳数{taken_on}",
        expected="不多于岗位数{vacancies}",
        suggestion="核对两个数；岗位有增加的更新岗位数",
        cells=("vacancies",),
    )


def _left_blank(field: str, what: str) -> Rows:
    return Rows(
        field=field,
        fails=is_blank(field),
        message=f"{what}为空",
        expected="清单动态掌握提供岗位、吸纳就业、人员分布等情况",
        suggestion=f"向用工单位了解后填写{what}",
    )


@check("EMP132", severity="warning", requires=("SQ23-2(2)4-2",), needs=("vacancies",))
def vacancies_are_told(job_vacancies: Records) -> Rows:
    """用工需求清单的岗位数为空。

    填0不算空。
    """
    return _left_blank("vacancies", "岗位数")


@check("EMP133", severity="warning", requires=("SQ23-2(2)4-2",), needs=("taken_on",))
def people_taken_on_are_told(job_vacancies: Records) -> Rows:
    """用工需求清单的吸纳数为空。

    填0不算空。
    """
    return _left_blank("taken_on", "吸纳数")


@check("EMP134", severity="info", requires=("SQ23-2(2)4-2",), needs=("worker_places", "taken_on"))
def places_of_workers_are_told(job_vacancies: Records) -> Rows:
    """用工需求清单的人员分布为空。

    吸纳数大于0而人员分布空着的提示；没有吸纳的不提示。
    """
    return Rows(
        field="worker_places",
        fails=(nw.col("taken_on") > 0) & blank("worker_places"),
        message="吸纳{taken_on}人，人员分布为空",
        expected="清单动态掌握提供岗位、吸纳就业、人员分布等情况",
        suggestion="向用工单位了解后填写人员分布",
        cells=("taken_on",),
    )


@check("EMP135", severity="info", requires=("SQ23-2(2)7-1",), needs=("poverty_workers",))
def base_counts_its_workers(startup_bases: Records) -> Rows:
    """创业载体的吸纳脱贫人数为空。

    填0不算空。
    """
    return Rows(
        field="poverty_workers",
        fails=is_blank("poverty_workers"),
        message="吸纳脱贫人数为空",
        expected="做好吸纳脱贫劳动力就业数据统计",
        suggestion="向载体了解后填写；没有吸纳的填0",
    )


@check("EMP136", severity="info", requires=("GX24-6-2",), needs=("subsidy_type", "eligible", "paid_amount"))
def eligible_founder_is_paid(subsidies: Records) -> Rows:
    """登记为符合条件的创业类补贴没有发放。

    补贴类型含创业、贴息，是否符合为“是”，实发金额为空或为0的提示。应补尽补没有时限，正在办理的不是问题，只作提示。
    """
    mine = said("subsidy_type", "创业|贴息")
    unpaid = is_blank("paid_amount") | (nw.col("paid_amount") == 0)
    return Rows(
        field="paid_amount",
        fails=mine & equals("eligible", "是") & unpaid,
        unknown=mine & unpaid & none_of("eligible", "是", "否"),
        because="是否符合空缺或无法识别",
        message="{subsidy_type}，是否符合填“{eligible}”，实发金额{paid_amount}",
        expected="符合条件的应补尽补",
        suggestion="核对办理进度；已发的补填金额，不符合的改正",
        cells=("eligible",),
    )


@check("EMP137", severity="warning", requires=("SYQD-4-2",), needs=("subsidy_type", "eligible", "applied_on"))
def eligible_traveller_has_applied(subsidies: Records) -> Rows:
    """符合条件的就业交通补贴没有申报。

    补贴类型含交通，是否符合为“是”，申报日期为空的列出。已发放的不列。“尽快”没有截止日。
    """
    mine = said("subsidy_type", "交通") & is_blank("applied_on")
    if "paid_on" in subsidies.fields:
        mine = mine & (nw.col("paid_on__state") <= 0)
    return Rows(
        field="applied_on",
        fails=mine & equals("eligible", "是"),
        unknown=mine & none_of("eligible", "是", "否"),
        because="是否符合空缺或无法识别",
        message="{subsidy_type}，是否符合填“{eligible}”，申报日期为空",
        expected="符合条件还未申报的尽快上交申报材料",
        suggestion="尽快组织申报；已申报的补填日期",
        cells=("eligible",),
    )
