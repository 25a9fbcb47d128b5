"""以工代赈: pay for labour, why it was not used, who works."""

from __future__ import annotations

import narwhals as nw

from calculations.payments import labour_pay_by_project
from checks.declare import check
from checks.model import Frames, Records, Rows, Shown
from checks.shapes import blank, equals, unread
from policies.model import Setting

_FLOOR = ("SQ23-2(2)4-1",)


@check(
    "PRJ103",
    severity="warning",
    requires=_FLOOR,
    needs=("work_relief", "total_investment", "labour_pay", "completed_on", "remark"),
)
def completed_project_pays_labour_enough(projects: Records, *, work_relief_pay_share_floor: Setting) -> Rows:
    """以工代赈项目完工后，劳务报酬占总投资低于下限。

    项目清单中写明以工代赈、已完工的项目：劳务报酬×分母≥总投资×分子，恰等于下限为合格。未完工的还在发放，不判。
    原文是“原则上”，备注写了说明的不报。
    """
    floor = work_relief_pay_share_floor.share
    pay, whole = nw.col("labour_pay"), nw.col("total_investment")
    judged = equals("work_relief", "是") & ~nw.col("completed_on").is_null()
    return Rows(
        field="labour_pay",
        fails=judged & blank("remark") & (pay * floor.whole < whole * floor.part),
        unknown=judged & unread("labour_pay", "total_investment"),
        because="劳务报酬或总投资空缺、无法识别",
        message="总投资{whole}，劳务报酬{pay}，低于总投资的{work_relief_pay_share_floor}",
        expected="劳务报酬原则上不低于总投资的{work_relief_pay_share_floor}",
        suggestion="核对劳务报酬是否填全；确实偏低的，在备注写明原因",
        shown={"pay": Shown(pay, "金额"), "whole": Shown(whole, "金额")},
        cells=("total_investment",),
    )


@check("PRJ222", severity="info", requires=_FLOOR, needs=("project_name", "total_investment", "labour_pay"))
def labour_pay_of_a_project_reaches_the_floor(work_relief: Records, *, work_relief_pay_share_floor: Setting) -> Frames:
    """以工代赈用工台账中，项目已发劳务报酬占总投资低于下限。

    同一项目几行的劳务报酬相加（逐人登记的也一样），与总投资比较。台账看不出是否完工，原文又是“原则上”，只提示；有备注说明的项目不报。
    """
    floor = work_relief_pay_share_floor.share
    sums = labour_pay_by_project(work_relief.frame)
    if "remark" in work_relief.fields:
        explained = work_relief.frame.filter(~blank("remark")).select("project_name")
        sums = sums.join(explained, on="project_name", how="anti")
    unclear = (nw.col("unread") > 0) | nw.col("whole").is_null()
    short = nw.col("pay") * floor.whole < nw.col("whole") * floor.part
    return Frames(
        frame=sums.filter(short & ~unclear),
        unknown=sums.filter(unclear).select("_ledger", "_row"),
        because="总投资或劳务报酬空缺、无法识别",
        field="labour_pay",
        message="项目{project_name}总投资{whole}，已发劳务报酬{pay}，低于总投资的{work_relief_pay_share_floor}",
        expected="劳务报酬原则上不低于总投资的{work_relief_pay_share_floor}",
        suggestion="工程未完的继续按时发放；已完的核对是否填全，确实偏低的在备注写明原因",
        observed="{pay}",
        shown={"pay": "金额", "whole": "金额", "project_name": "文"},
    )


@check(
    "PRJ105",
    severity="info",
    requires=("GN21-3-5",),
    needs=("project_category", "work_relief", "no_work_relief_reason"),
)
def construction_without_work_relief_says_why(projects: Records) -> Rows:
    """工程建设类项目没有采用以工代赈，也没有写原因。

    只看项目类别为乡村建设、写明没有采用以工代赈的；原文是“尽可能”，只提示补写原因。
    """
    building = equals("project_category", "乡村建设")
    return Rows(
        field="no_work_relief_reason",
        fails=building & equals("work_relief", "否") & blank("no_work_relief_reason"),
        unknown=building & unread("work_relief"),
        because="是否以工代赈空缺或无法识别",
        message="工程建设类项目没有采用以工代赈，未写原因",
        expected="尽可能采取以工代赈；不采取的写明原因",
        suggestion="补写未采用的原因；适合的改用以工代赈",
        cells=("work_relief",),
    )


@check("PRJ106", severity="info", requires=("GN21-3-6",), needs=("workers", "poverty_or_monitored_workers"))
def some_workers_are_poor_or_monitored(work_relief: Records) -> Rows:
    """以工代赈项目没有一名脱贫人口或监测对象用工。

    原文是“优先吸纳”，没有比例；只有用工人数大于0、其中脱贫人口和监测对象为0的提示。
    """
    return Rows(
        field="poverty_or_monitored_workers",
        fails=(nw.col("workers") > 0) & (nw.col("poverty_or_monitored_workers") == 0),
        unknown=unread("workers", "poverty_or_monitored_workers"),
        because="用工人数或其中脱贫、监测人数空缺或无法识别",
        message="用工{workers}人，其中脱贫人口和监测对象0人",
        expected="优先吸纳脱贫人口和监测对象",
        suggestion="核对用工名单；确实没有的，说明原因并优先安排",
        cells=("workers",),
    )
