"""Task lists: who answers for a task; and the officers who keep the records."""

from __future__ import annotations

import narwhals as nw

from calculations.sums import sums_of
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, is_blank, says

_TOWNSHIPS = "乡|镇"


@check("TSK101", severity="info", requires=("GX24-10-3",), needs=("task", "first_responsible"))
def task_names_who_answers_first(tasks: Records) -> Rows:
    """责任清单没有写第一责任人。

    责任清单有第一责任人一列、格子为空的提示。填了名字是否履职由人看材料。
    """
    return Rows(
        field="first_responsible",
        fails=~blank("task") & blank("first_responsible"),
        message="任务“{task}”第一责任人为空",
        expected="落实主要负责同志第一责任人责任",
        suggestion="按分工文件补填第一责任人",
        cells=("task",),
    )


@check("TSK201", severity="info", requires=("GX24-1-11",), needs=("task", "responsible_unit"), scope="行")
def task_list_names_townships(tasks: Records) -> Frames:
    """任务分解表没有一条任务写到乡镇。

    各项任务各乡镇都要落实。责任单位、配合单位、乡镇三列全表没有一处写到乡镇的提示；个别任务由区级办理，不逐条要求。
    """
    named = says("responsible_unit", _TOWNSHIPS)
    if "cooperating_units" in tasks.fields:
        named = named | says("cooperating_units", _TOWNSHIPS)
    if "township" in tasks.fields:
        named = named | ~blank("township")
    sums = sums_of(tasks.frame, {"named": named, "all": ~nw.col("_row").is_null()})
    return Frames(
        frame=sums.filter(nw.col("named") == 0),
        field="responsible_unit",
        message="{all}条任务的责任单位都没有写到乡镇",
        expected="各项任务各乡镇都要落实",
        suggestion="在责任单位或配合单位中补写各乡镇",
        shown={"all": "数"},
        whole=True,
    )


@check("TSK102", severity="info", requires=("GX24-16-1",), needs=("person_name", "pay_state"), scope="行")
def information_officer_is_paid(information_officers: Records) -> Rows:
    """村级信息员没有工资发放记录。

    在职的信息员，工资发放为空或写未发放的提示；已离职的不看。
    """
    left = ~is_blank("ended_on") if "ended_on" in information_officers.fields else nw.lit(value=False)
    unpaid = blank("pay_state") | nw.col("pay_state").is_in(("否", "未发", "未发放", "欠发", "拖欠"))
    return Rows(
        field="pay_state",
        fails=~blank("person_name") & ~left & unpaid,
        message="信息员工资发放为{pay_state}",
        expected="信息员工资有保障",
        suggestion="核对发放情况，已发的补填",
    )
