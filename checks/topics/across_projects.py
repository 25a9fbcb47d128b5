"""The same project, asset or loan in several ledgers, joined by its number."""

from __future__ import annotations

import narwhals as nw

from checks.agreement import Other, differing
from checks.declare import check
from checks.model import Frames, Records

_SAME = "账账相符：同一编号在几本台账中应是同一项目、资产、贷款"
_TEN_THOUSAND_FEN = 10_000  # the last digit of an amount in 万元 with two decimals
_PLACE_BEFORE = "^(?:[0-9]{4}年度?)?(?:[^县区镇乡村]{1,6}(?:县|区|镇|乡|街道|村|社区))*"


def _plain(field: str) -> nw.Expr:
    """A project's name without year, place and the word project: 示范镇和美村茶园建设项目 is 茶园."""
    bare = nw.col(field).str.replace_all(_PLACE_BEFORE, "")
    return bare.str.replace_all("[（(][^（()）]*[)）]", "").str.replace_all("(?:建设)?(?:项目|工程)$", "")


@check(
    "PRJ225",
    severity="warning",
    needs={"projects": ("project_id", "project_name"), "project_library": ("project_id", "project_name")},
    source=_SAME,
)
def name_agrees_with_the_library(projects: Records, project_library: Records) -> Frames:
    """同一项目编号的名称与项目库不一致。

    按项目编号对应。年度、县乡村名、括号里的说明和“项目”“工程”字样有没有，不算不一致。
    """
    return differing(
        projects,
        Other(project_library, "项目库", "project_name"),
        on=("project_id",),
        field="project_name",
        says="项目名称",
        breach=~(_plain("other") == _plain("project_name")),
        suggestion="核对项目编号是否填错；名称已批复变更的，项目库一并更新",
    )


@check(
    "PRJ226",
    severity="warning",
    needs={"projects": ("project_id", "project_category"), "project_library": ("project_id", "project_category")},
    source=_SAME,
)
def category_agrees_with_the_library(projects: Records, project_library: Records) -> Frames:
    """同一项目的类别与项目库不一致。

    按项目编号对应。类别影响产业占比，两处应一致；类别写法不明的不判。
    """
    return differing(
        projects,
        Other(project_library, "项目库", "project_category"),
        on=("project_id",),
        field="project_category",
        says="项目类别",
        suggestion="对照批复改正填错的一处",
    )


@check(
    "PRJ227",
    severity="info",
    needs={"projects": ("project_id", "total_investment"), "project_library": ("project_id", "total_investment")},
    source=_SAME,
)
def investment_agrees_with_the_library(projects: Records, project_library: Records) -> Frames:
    """同一项目的总投资与项目库不一致。

    按项目编号对应，相差100元以上的列出。入库时的计划数与批复、结算数本来可以不同，只提示核对。
    """
    return differing(
        projects,
        Other(project_library, "项目库", "total_investment"),
        on=("project_id",),
        field="total_investment",
        says="总投资",
        printed="金额",
        beyond=_TEN_THOUSAND_FEN,
        suggestion="批复调整、结算核减的不需改；填错的改正",
    )


@check(
    "AST221",
    severity="warning",
    needs={"assets": ("project_id", "original_value"), "projects": ("project_id", "total_investment")},
    source="账账相符：一处资产的原值不大于形成它的项目的总投资",
)
def asset_is_worth_no_more_than_its_project(assets: Records, projects: Records) -> Frames:
    """资产原值大于来源项目的总投资。

    按项目编号对应。原值小于总投资（一个项目形成几处资产、有的支出不形成资产）不是问题；几个项目形成一处资产的说明即可。
    """
    return differing(
        assets,
        Other(projects, "项目清单", "total_investment"),
        on=("project_id",),
        field="original_value",
        says="资产原值",
        printed="金额",
        breach=nw.col("original_value") - nw.col("other") > _TEN_THOUSAND_FEN,
        suggestion="核对单位（万元还是元）和项目编号；几笔资金形成的，在备注写明",
    )


@check(
    "LOA204",
    severity="warning",
    needs={"interest_subsidies": ("contract_number", "loan_amount"), "microcredit": ("contract_number", "loan_amount")},
    source=_SAME,
)
def subsidised_loan_agrees_with_the_loan(interest_subsidies: Records, microcredit: Records) -> Frames:
    """同一合同号的贷款金额，贴息台账与小额信贷台账不一致。

    按合同号对应，相差1元以上的列出。小额信贷台账没有的合同（经营主体贷款等）不判。
    """
    return differing(
        interest_subsidies,
        Other(microcredit, "小额信贷台账", "loan_amount"),
        on=("contract_number",),
        field="loan_amount",
        says="贷款金额",
        printed="金额",
        beyond=100,
        suggestion="对照借款合同改正填错的一处",
    )
