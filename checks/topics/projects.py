"""Projects paid from 衔接资金: what is paid, the share of industry, links with farmers, wording to look at twice."""

from __future__ import annotations

import narwhals as nw

from calculations.funds import INDUSTRY, falls_short, industry_part
from checks.declare import check
from checks.model import Frames, Records, Rows, Texts
from checks.shapes import blank, equals, says, unread
from policies.model import Setting
from values.expressions import expression

_NOT_OPERATING = (
    "贴息|保险|奖补|以奖代补|补助|补贴|培训|水渠|渠道|灌溉|排灌|水利|水圳|圳|山塘|蓄水|水陂|道路|公路|产业路|机耕道|便道|桥|"
    "电网|变压器|管护|维修"
)
_SHOWY = expression("休闲农业|红色名村|盆景|景观|广场|牌坊|楼堂馆所|亮化工程")


@check(
    "PRJ102",
    severity="error",
    needs=("total_investment", "paid_amount"),
    source="算术：支付金额不大于总投资",
)
def paid_is_no_more_than_the_total(projects: Records) -> Rows:
    """支付金额大于总投资。

    金额单位写错（元、万元）是常见原因。
    """
    return Rows(
        field="paid_amount",
        fails=nw.col("paid_amount") > nw.col("total_investment"),
        unknown=unread("total_investment", "paid_amount"),
        because="总投资或支付金额空缺或无法识别",
        message="支付金额{paid_amount}大于总投资{total_investment}",
        expected="不大于{total_investment}",
        suggestion="核对支付凭证和单位，改正金额",
        cells=("total_investment",),
    )


@check(
    "PRJ201",
    severity="error",
    requires=("GN21-3-3", "SYQD-3-4", "GX24-4-1"),
    needs=("central_funds", "project_category"),
    scope="县",
)
def industry_share_reaches_the_floor(projects: Records, *, industry_share_floor: Setting) -> Frames:
    """中央衔接资金用于产业发展的占比低于下限。

    分子为产业发展类项目的中央资金，分母为全部项目的中央资金；交叉相乘比较，不先四舍五入，恰等于下限为合格。
    项目类别空缺、写法不明的，全部算作产业仍低于下限才列出；算进去与不算进去结果不同的，无法判定。
    这是全县口径：没有声明覆盖全县（--complete 县）的不判。
    """
    floor = industry_share_floor.share
    share = industry_part(projects.frame, "central_funds")
    part, whole, read = nw.col("part"), nw.col("whole"), (nw.col("unread") == 0) & (nw.col("whole") > 0)
    surely = read & falls_short(part + nw.col("unclear"), whole, floor.part, floor.whole)
    perhaps = ~read | falls_short(part, whole, floor.part, floor.whole)
    return Frames(
        unknown=share.filter(perhaps & ~surely).select("_ledger"),
        because="中央资金全空或有无法识别的，或项目类别空缺、写法不明的资金影响结果",
        frame=share.filter(surely),
        field="central_funds",
        message="中央资金{whole}元，用于产业发展{part}元，占比低于{industry_share_floor}",
        expected="产业发展占比不低于{industry_share_floor}",
        suggestion="核对项目类别和中央资金是否填全；确实不足的，调整项目计划",
        observed="{part}元÷{whole}元",
        shown={"part": "元", "whole": "元"},
        whole=True,
    )


@check(
    "PRJ202",
    severity="warning",
    requires=("GX24-4-14", "GN21-3-2"),
    needs=("project_name", "project_category", "farmer_link"),
)
def industry_project_links_with_farmers(projects: Records) -> Rows:
    """产业项目没有写联农带农机制。

    项目类别为产业发展、联农带农机制为空的列出。项目名称、产业子类写明是贴息、保险、奖补、培训、水渠、道路、桥梁、管护等
    不经营的，不要求；看不出是否经营的按经营性看。
    """
    operating = ~says("project_name", _NOT_OPERATING)
    if "industry_subtype" in projects.fields:
        operating = operating & ~says("industry_subtype", _NOT_OPERATING)
    return Rows(
        field="farmer_link",
        fails=equals("project_category", INDUSTRY) & operating & blank("farmer_link"),
        unknown=unread("project_category"),
        because="项目类别空缺或无法识别",
        message="产业项目没有写明联农带农机制",
        expected="经营性产业项目全部建立联农带农机制",
        suggestion="补填带动方式（带动生产、就业务工、土地流转、帮助销售、资产入股、收益分红等）和带动户数",
        cells=("project_category",),
    )


def _showy(name: str) -> str | None:
    match = _SHOWY.search(name)
    return match[0] if match else None


@check("PRJ203", severity="info", requires=("SYQD-3-2",), needs=("project_name",))
def project_name_calls_for_a_second_look(projects: Records) -> Texts:
    """项目名称出现需复核的字样。

    名称含休闲农业、红色名村、景观等字样的，提示人工复核是否拔高标准。只是提示，不是认定。
    """
    return Texts(
        field="project_name",
        judge=_showy,
        message="项目名称含“{fault}”，请复核建设内容",
        expected="不借名义拔高标准、脱离实际",
        suggestion="对照批复和负面清单复核；没有问题的可写入免查清单",
    )
