"""The library projects are chosen from, what they reach, and what is not allowed."""

from __future__ import annotations

import re

import narwhals as nw

from calculations.sums import sums_of
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.recurring import of_known_townships
from checks.shapes import blank, equals, says, unread
from policies.model import Setting


@check(
    "PRJ223",
    severity="warning",
    requires=("SYQD-3-3", "GX24-7-4"),
    needs={"projects": ("project_name", "project_id"), "project_library": ("project_name", "project_id")},
)
def project_is_in_the_library(projects: Records, project_library: Records) -> Frames:
    """实施的项目不在项目库中。

    先按项目编号对，再按项目名称对，有一样对上即在库中。编号、名称都空的，提交的项目库没有那个乡镇的，无法判定。项目库和项目清单要一同提交。
    """
    listed = projects.frame.filter(~nw.col("project_id").is_null() | ~nw.col("project_name").is_null())
    missing = listed
    for field in ("project_id", "project_name"):
        known = project_library.frame.filter(~nw.col(field).is_null()).select(field)
        missing = missing.join(known, on=field, how="anti")
    missing, outside = of_known_townships(missing, projects, project_library)
    nameless = projects.frame.filter(nw.col("project_id").is_null() & nw.col("project_name").is_null())
    return Frames(
        frame=missing.select("_ledger", "_row"),
        unknown=nw.concat([nameless.select("_ledger", "_row"), outside.select("_ledger", "_row")]),
        because="项目编号、项目名称都空缺，或提交的项目库没有这个乡镇",
        field="project_name",
        message="项目{project_name}(编号{project_id})在项目库中找不到",
        expected="实施项目从项目库中选择",
        suggestion="核对编号和名称写法；确未入库的按程序补办入库",
    )


@check("PRJ107", severity="info", requires=("GX24-7-4",), needs=("project_id", "project_name"), scope="行")
def funds_are_matched_to_a_project(fund_payments: Records) -> Rows:
    """下达的资金没有匹配到项目。

    资金台账有项目编号、项目名称两列，两格都空的提示。“及时”没有天数，刚下达的可不理会。
    """
    return Rows(
        field="project_id",
        fails=blank("project_id") & blank("project_name"),
        message="资金{fund_document}没有项目编号和项目名称",
        expected="每笔资金匹配到具体项目",
        suggestion="按下达文件补填项目编号；尚未安排的尽快匹配项目",
        cells=("project_name",),
    )


@check("PRJ108", severity="error", requires=("SYQD-3-1",), needs=("negative_list",))
def no_project_is_on_the_negative_list(projects: Records) -> Rows:
    """项目清单中有写明属于负面清单的项目。

    “是否负面清单”填“是”的列出。没有填的不推断。
    """
    return Rows(
        field="negative_list",
        fails=equals("negative_list", "是"),
        unknown=unread("negative_list"),
        because="是否负面清单空缺或无法识别",
        message="是否负面清单填“{negative_list}”",
        expected="不安排负面清单项目",
        suggestion="对照负面清单文件复核；填错的改正，属实的调整项目和资金",
    )


@check("PRJ310", severity="info", requires=("SYQD-3-1",), needs=("project_name", "construction_content"))
def content_recalls_the_negative_list(projects: Records, *, project_negative_list: Setting) -> Rows:
    """项目名称或建设内容与负面清单字样相合。

    字样由县里配置（用顿号、逗号分开）；没有配置的不判。字样相合不等于属于，只提示人工复核。
    """
    words = [word for word in re.split("[、,，;；\\s]+", str(project_negative_list.value)) if word]
    pattern = "|".join(re.escape(word) for word in words) or "^$"  # nothing named: nothing recalls it
    return Rows(
        field="project_name",
        fails=says("project_name", pattern) | says("construction_content", pattern),
        message="项目“{project_name}”的名称或建设内容与负面清单字样相合",
        expected="不安排负面清单项目",
        suggestion="对照负面清单文件和批复复核；不属于的可写入免查清单",
        cells=("construction_content",),
    )


@check("PRJ109", severity="info", requires=("GX24-7-1",), needs=("performance_target",))
def project_has_a_performance_target(projects: Records) -> Rows:
    """项目没有填绩效目标。

    绩效目标空白的提示。目标是否合理、第三方监管是否到位由人看材料。
    """
    return Rows(
        field="performance_target",
        fails=blank("performance_target"),
        message="绩效目标为空",
        expected="项目有绩效目标",
        suggestion="按绩效目标申报表补填",
    )


@check("PRJ224", severity="info", requires=("GN21-3-1",), needs=("reaches_households",))
def some_project_reaches_households(projects: Records) -> Frames:
    """全县项目没有一个到人到户。

    原文是“优先”，没有比例线；只有全部项目都写明不到人到户时提示。有一个没填的就不提示（无法判定）。
    """
    flag = nw.col("reaches_households")
    parts = {"reaching": equals("reaches_households", "是"), "unread": flag.is_null(), "all": nw.col("_row") > 0}
    sums = sums_of(projects.frame, parts).filter(nw.col("reaching") == 0)
    return Frames(
        frame=sums.filter(nw.col("unread") == 0),
        unknown=sums.filter(nw.col("unread") > 0).select("_ledger"),
        because="有的项目没有填是否到人到户，或无法识别",
        field="reaches_households",
        message="{all}个项目都不是到人到户项目",
        expected="优先用于脱贫人口和监测对象的到人到户项目",
        suggestion="核对填写；确实没有的，在项目论证中说明安排次序",
        shown={"all": "数"},
        whole=True,
    )
