"""产业奖补: amounts recalculated row by row, whom they go to, caps."""

from __future__ import annotations

import narwhals as nw

from calculations.awards import (
    COCOONS,
    EGGS,
    YUAN,
    earns_by_income,
    exceeds_share,
    misses_rate,
    other_standard,
)
from calculations.records import says
from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, equals, unread
from policies.model import Setting

_INCOME = ("actual_income", "award_amount")
_NEVER_POOR = ("边缘易致贫户", "突发严重困难户")


@check("AWD101", severity="error", requires=("SQ23-2(1)1-1",), needs=("industry", *_INCOME))
def award_is_no_more_than_its_share_of_income(industry_awards: Records, *, industry_award_rate: Setting) -> Rows:
    """奖补金额高于种植、养殖实际收入按比例算的数。

    逐笔按当年种植、养殖实际收入×比例重算，高出1元及以上的列出；基数是种养实际收入，不是家庭总收入。
    蚕种、蚕茧、机械和家庭农场、庭院经济、流转种粮等另有标准的不在此列；奖补标准写的不是按收入比例的不判。
    """
    share, income, award = industry_award_rate.share, nw.col("actual_income"), nw.col("award_amount")
    ordinary = earns_by_income(industry_awards.fields)
    return Rows(
        field="award_amount",
        fails=ordinary & exceeds_share(award, income, share),
        unknown=ordinary & (unread(*_INCOME) | other_standard(industry_awards.fields)),
        because="实际收入、奖补金额空缺或无法识别，或奖补标准另有写法",
        message="奖补金额{award_amount}，当年种植养殖实际收入{actual_income}，高于按{industry_award_rate}算的数",
        expected="不高于实际收入的{industry_award_rate}",
        suggestion="核对实际收入的佐证和计算，改正收入或奖补金额",
        cells=("actual_income",),
    )


@check("AWD102", severity="error", requires=("SQ23-2(1)1-2",), needs=("industry", "award_amount"))
def award_is_no_more_than_the_cap(industry_awards: Records, *, industry_award_cap: Setting) -> Rows:
    """单笔产业奖扶高于最高金额。

    按收入比例奖扶的，一笔就超过最高金额的列出，恰等于不算。蚕桑专项和另有标准的是否并入原文没有写，不计。
    同一户几笔合计的另见 AWD201。
    """
    ordinary = earns_by_income(industry_awards.fields) & ~other_standard(industry_awards.fields)
    return Rows(
        field="award_amount",
        fails=ordinary & (nw.col("award_amount") > industry_award_cap.fen),
        unknown=ordinary & unread("award_amount"),
        because="奖补金额空缺或无法识别",
        message="奖补金额{award_amount}，高于最高{industry_award_cap}",
        expected="不高于{industry_award_cap}",
        suggestion="核对奖补金额，超出部分按办法调整",
    )


def _by_quantity(awards: Records, pattern: str, unit: str, rate: Setting, what: str) -> Rows:
    item = says(awards.fields, pattern, "industry", "variety") & says(awards.fields, unit, "quantity_unit")
    return Rows(
        field="award_amount",
        fails=item & misses_rate(nw.col("award_amount"), nw.col("quantity"), rate.fen),
        unknown=item & unread("award_amount", "quantity"),
        because="数量或奖补金额空缺或无法识别",
        message="{variety}{quantity}{quantity_unit}，奖补金额{award_amount}，按" + what + "算不符",
        expected=what,
        suggestion="核对数量凭证和奖补金额，改正其一",
        cells=("quantity",),
    )


@check(
    "AWD103",
    severity="error",
    requires=("SQ23-2(1)1-4",),
    needs=("variety", "quantity", "quantity_unit", "award_amount"),
)
def silkworm_eggs_are_paid_by_the_sheet(industry_awards: Records, *, silkworm_egg_award: Setting) -> Rows:
    """蚕种奖补与张数×每张标准不符。

    品种（产业）写明蚕种、计量单位为张的，按张数重算，相差1元及以上的列出。只写养蚕、没有写蚕种的不算这一项。
    """
    return _by_quantity(industry_awards, EGGS, "张", silkworm_egg_award, "每张{silkworm_egg_award}")


@check(
    "AWD104",
    severity="error",
    requires=("SQ23-2(1)1-5",),
    needs=("variety", "quantity", "quantity_unit", "award_amount"),
)
def fine_cocoons_are_paid_by_the_jin(industry_awards: Records, *, cocoon_award: Setting) -> Rows:
    """优质茧奖补与斤数×每斤标准不符。

    品种（产业）写明茧、计量单位为斤的，按斤数重算，相差1元及以上的列出。单位是公斤的不判。
    """
    return _by_quantity(industry_awards, COCOONS, "^市?斤$", cocoon_award, "每斤{cocoon_award}")


@check("AWD105", severity="error", requires=("SQ23-2(1)1-5",), needs=("variety", "trace_number", "award_amount"))
def fine_cocoons_are_registered(industry_awards: Records) -> Rows:
    """优质茧奖补没有溯源登记号。

    奖补的是在溯源系统登记交售的优质茧；品种（产业）写明茧、奖补金额大于0的，应有溯源登记号。
    """
    return Rows(
        field="trace_number",
        fails=says(industry_awards.fields, COCOONS, "industry", "variety")
        & (nw.col("award_amount") > 0)
        & blank("trace_number"),
        message="{variety}奖补{award_amount}，没有溯源登记号",
        expected="在溯源系统登记交售，填写溯源登记号",
        suggestion="到溯源系统核对后补填；没有登记交售的不列入优质茧奖补",
        cells=("award_amount",),
    )


@check("AWD106", severity="error", requires=("SQ23-2(1)1-6",), needs=("machine_price", "quantity", "award_amount"))
def silk_machine_award_keeps_to_rate_and_cap(
    industry_awards: Records, *, silk_machine_award_rate: Setting, silk_machine_award_cap: Setting
) -> Rows:
    """蚕桑机械奖补高于购置价的比例或每台（套）最高金额。

    填了机械购置价的，奖补不高于购置价×比例，也不高于台（套）数×每台最高金额；少于不报。
    一行填几台（套）的按总价和台数算；台数空着又超过一台最高金额的不判。
    """
    award, price, count = nw.col("award_amount"), nw.col("machine_price"), nw.col("quantity")
    machine, cap = ~price.is_null(), silk_machine_award_cap.fen
    over = exceeds_share(award, price, silk_machine_award_rate.share, 1)
    return Rows(
        field="award_amount",
        fails=machine & (over | (award * 100 > count * cap).fill_null(False)),  # noqa: FBT003 - narwhals' signature
        unknown=machine & (unread("award_amount") | (count.is_null() & ~over & (award > cap))),
        because="奖补金额或台（套）数空缺、无法识别",
        message="机械购置价{machine_price}、{quantity}台（套），奖补金额{award_amount}，高于购置价的"
        "{silk_machine_award_rate}或每台（套）{silk_machine_award_cap}",
        expected="不高于购置价的{silk_machine_award_rate}，每台（套）不高于{silk_machine_award_cap}",
        suggestion="核对购机发票、台（套）数和奖补金额，改正填错的一项",
        cells=("machine_price", "quantity"),
    )


@check("AWD107", severity="warning", requires=("GN21-5-3", "SQ23-2(1)1-3"), needs=("household_type", "award_amount"))
def award_goes_to_those_it_is_for(industry_awards: Records) -> Rows:
    """户类型为一般农户，列在产业奖补中。

    奖补对象是脱贫人口、监测对象（和联农带农的经营主体）。户类型明写一般农户、奖补金额大于0的列出待核；
    写法不在此列的（如合作社、家庭农场）不报。
    """
    return Rows(
        field="household_type",
        fails=equals("household_type", "一般农户") & (nw.col("award_amount") > 0),
        message="户类型为“{household_type}”，奖补金额{award_amount}",
        expected="脱贫户、监测对象或联农带农的经营主体",
        suggestion="核对系统户类型；户类型填错的改正，资金和办法另有规定的附依据",
        cells=("award_amount",),
    )


@check(
    "AWD108",
    severity="warning",
    requires=("SQ23-2(1)1-3",),
    needs=("household_type", "risk_removed", "award_amount"),
)
def monitored_household_awarded_still_has_its_risk(industry_awards: Records) -> Rows:
    """监测对象风险已消除，列在产业奖扶中。

    奖扶对象是脱贫群众和风险未消除的监测对象：边缘易致贫户、突发严重困难户风险已消除的列出待核。
    脱贫户、脱贫不稳定户本是脱贫群众，不报；只写“监测户”、分不清是不是脱贫户的不判。
    """
    removed = equals("risk_removed", "是") & (nw.col("award_amount") > 0)
    outside = nw.col("household_type").is_in(_NEVER_POOR).fill_null(False)  # noqa: FBT003 - narwhals' signature
    return Rows(
        field="risk_removed",
        fails=outside & removed,
        unknown=(equals("household_type", "监测户") & removed) | (outside & unread("risk_removed")),
        because="风险消除状态空缺，或只写监测户、分不清是否脱贫户",
        message="户类型为“{household_type}”，风险消除状态为“{risk_removed}”，奖补金额{award_amount}",
        expected="脱贫群众，或申报时风险未消除的监测对象",
        suggestion="核对申报时的风险状态；申报时未消除的附系统记录",
        cells=("household_type", "award_amount"),
    )


@check("AWD109", severity="warning", requires=("GN21-5-8",), needs=("award_amount", "cap", "two_focus_groups"))
def award_keeps_to_the_countys_cap(industry_awards: Records, *, focus_award_cap_lifted: Setting | None = None) -> Rows:
    """奖补金额高于登记的封顶额。

    封顶额是县级办法定的，以台账登记为准，没有封顶额的不管。两类增收重点对象可不设上限，用不用由县级办法定：
    配置为“是”的不报，配置为“否”的照报，没有配置、又没有登记不设上限的不判。
    """
    over = nw.col("award_amount") > nw.col("cap")
    focus, lifted = equals("two_focus_groups", "是"), focus_award_cap_lifted
    if "uncapped" in industry_awards.fields and (lifted is None or lifted.text != "否"):
        over = over & ~(focus & equals("uncapped", "是"))
    unsettled = unread("two_focus_groups")
    if lifted is None:
        unknown = over & (focus | unsettled)
    elif lifted.text == "否":
        unknown = nw.lit(value=False)
    else:
        over, unknown = over & ~focus, over & unsettled
    return Rows(
        field="award_amount",
        fails=over,
        unknown=unknown | ((nw.col("cap") > 0) & unread("award_amount")),
        because="奖补金额或两类标识空缺，或县级办法对两类增收重点对象是否不设上限没有配置(focus_award_cap_lifted)",
        message="奖补金额{award_amount}，高于封顶额{cap}",
        expected="不高于{cap}",
        suggestion="对照县级奖补办法核对金额；按办法不设上限的填写标识和依据",
        cells=("cap", "two_focus_groups"),
    )


@check(
    "AWD110",
    severity="warning",
    requires=("GN21-5-8",),
    needs=("award_amount", "computed_amount", "two_focus_groups"),
)
def focus_group_is_awarded_in_full(industry_awards: Records, *, focus_award_cap_lifted: Setting) -> Rows:
    """县级办法对两类增收重点对象不设上限，奖补金额少于核算金额。

    只在配置写明县级办法采用不设上限（“是”）时判：两类增收重点对象按标准据实奖补，奖补金额应等于核算金额。
    相差不足1元的是舍入，不报。县级办法未采用的不适用。
    """
    short = nw.col("computed_amount") - nw.col("award_amount") >= YUAN
    focus = equals("two_focus_groups", "是") & nw.lit(focus_award_cap_lifted.text != "否")
    return Rows(
        field="award_amount",
        fails=focus & short,
        unknown=focus & unread("award_amount", "computed_amount"),
        because="奖补金额或核算金额空缺、无法识别",
        message="两类增收重点对象，核算金额{computed_amount}，奖补金额{award_amount}",
        expected="按核算金额{computed_amount}据实奖补",
        suggestion="对照县级奖补办法核对；核算金额填错的改正，少发的补足",
        cells=("computed_amount",),
    )


@check(
    "AWD111",
    severity="error",
    needs=("award_amount", "computed_amount"),
    source="算术：奖补金额不大于核算金额",
)
def award_is_no_more_than_was_computed(industry_awards: Records) -> Rows:
    """奖补金额大于核算金额。

    高出不足1元的是舍入，不报。
    """
    return Rows(
        field="award_amount",
        fails=nw.col("award_amount") - nw.col("computed_amount") >= YUAN,
        unknown=unread("award_amount", "computed_amount"),
        because="奖补金额或核算金额空缺、无法识别",
        message="奖补金额{award_amount}，大于核算金额{computed_amount}",
        expected="不大于{computed_amount}",
        suggestion="核对核算表，改正填错的一项",
        cells=("computed_amount",),
    )
