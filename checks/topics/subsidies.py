"""惠民惠农补贴: paid in time and in full; disaster and breeding subsidies with what they rest on."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.deadlines import after, straddles
from calculations.records import says
from checks.declare import check
from checks.model import Records, Rows, Shown, Texts
from checks.shapes import blank, garbled, is_blank, unread
from policies.model import Setting

_BY_THE_MONTH = "养老|低保|最低生活|特困|护理|高龄|孤儿|困难残疾|公益性岗位|岗位补贴|按月|每月|月度|季度"
_KNOWN_TYPES = (
    "兜底", "低保", "最低生活", "特困", "救助", "粮食", "粮补", "种粮", "耕地", "地力", "奖补", "奖扶", "产业", "生态", "公益林",
    "退耕", "草原", "林业", "医疗", "医保", "残疾", "教育", "助学", "学", "雨露", "就业", "岗位", "务工", "交通", "创业", "培训", "养老",
    "贴息", "良种", "农机", "灾",
)  # fmt: skip


@check(
    "SUB101",
    severity="warning",
    requires=("SQ23-2(3)4-1", "GN21-10-5"),
    needs=("due_amount", "paid_amount"),
)
def subsidy_is_paid_in_full(subsidies: Records) -> Rows:
    """补贴实发金额少于应发金额。

    只列出差额，不作定性；还没有发放（实发空着）的不在这里报。多发的不报。
    """
    gap = nw.col("due_amount") - nw.col("paid_amount")
    return Rows(
        field="paid_amount",
        fails=gap > 0,
        unknown=(~is_blank("paid_amount") & unread("due_amount")) | garbled("paid_amount"),
        because="应发金额空缺，或金额无法识别",
        message="{subsidy_type}应发{due_amount}，实发{paid_amount}，相差{gap}元",
        expected="{due_amount}",
        suggestion="对照发放清单和银行回单核对；差额有原因的写明，分次发放的注明",
        shown={"gap": Shown(gap, "元")},
        cells=("due_amount",),
    )


@check("SUB102", severity="warning", requires=("GN21-10-5",), needs=("due_on", "paid_on"))
def subsidy_is_paid_on_its_day(subsidies: Records, *, as_of: date) -> Rows:
    """补贴发放日期晚于应发日期，或应发日期已过没有发放日期。

    只列出天数，不作定性。应发日期当天不算；没有应发日期的不判，只填到月的，同月不算晚。
    """
    due, paid = nw.col("due_on__last"), nw.col("paid_on")
    unpaid = is_blank("paid_on") & (due < as_of.toordinal())
    days = nw.when(is_blank("paid_on")).then(as_of.toordinal() - due).otherwise(paid - due)
    return Rows(
        field="paid_on",
        fails=(paid > due) | unpaid,
        unknown=garbled("due_on") | (~is_blank("due_on") & garbled("paid_on")) | _same_span(),
        because="应发、发放日期无法识别，或只到月份、年份分不出先后",
        message="{subsidy_type}应发日期{due_on}，发放日期{paid_on}，晚{days}天（判定日{as_of}）",
        expected="不晚于{due_on}",
        suggestion="已发放的补填日期；未发放的查明原因并安排发放",
        shown={"days": Shown(days)},
        cells=("due_on",),
    )


def _same_span() -> nw.Expr:
    """The day of payment may lie before or after the day due."""
    return (nw.col("paid_on") <= nw.col("due_on__last")) & (nw.col("paid_on__last") > nw.col("due_on__last"))


@check("SUB103", severity="error", requires=("SQ23-2(3)4-1",), needs=("subsidy_type", "paid_on"))
def subsidy_is_paid_by_the_deadline(subsidies: Records, *, subsidy_payment_deadline: Setting, as_of: date) -> Rows:
    """惠民惠农补贴晚于期限发放，或期限已过没有发放日期。

    期限含当日，期限未到的不报。按月、按季发放的（养老金、低保金、护理补贴等），应发日期、申报日期在期限以后的不在此列。
    """
    limit = subsidy_payment_deadline.day
    aside = says(subsidies.fields, _BY_THE_MONTH, "subsidy_type")
    for field in sorted({"due_on", "applied_on"} & subsidies.fields):
        aside = aside | after(field, limit).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    if "due_amount" in subsidies.fields:
        aside = aside | (nw.col("due_amount") == 0).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    late = after("paid_on", limit)
    if as_of > limit:
        late = late | is_blank("paid_on")
    return Rows(
        field="paid_on",
        fails=late & ~aside,
        unknown=~aside & (straddles("paid_on", limit) | garbled("paid_on")),
        because="发放日期无法识别，或只到月份、年份，分不出是否过期",
        message="{subsidy_type}发放日期{paid_on}，期限为{subsidy_payment_deadline}（判定日{as_of}）",
        expected="{subsidy_payment_deadline}前足额发放（含当日）",
        suggestion="已发放的补填、改正日期；未发放的查明原因并安排发放",
    )


@check(
    "SUB104",
    severity="info",
    requires=("GN21-5-9",),
    needs=("subsidy_type", "disaster_type", "assessed_loss", "paid_amount"),
)
def disaster_subsidy_says_what_was_lost(subsidies: Records) -> Rows:
    """灾损补助没有写灾害类型或核定损失。

    补贴类型含灾损、受灾、产业受损等字样、已发放的，应有灾害类型和核定损失；其他补贴不要求。
    """
    disaster = says(subsidies.fields, "灾损|受灾|救灾|产业受损|灾害", "subsidy_type") & (nw.col("paid_amount") > 0)
    return Rows(
        field="disaster_type",
        fails=disaster & (blank("disaster_type") | is_blank("assessed_loss")),
        message="{subsidy_type}实发{paid_amount}，灾害类型{disaster_type}、核定损失{assessed_loss}",
        expected="填写灾害类型和核定损失",
        suggestion="对照灾损核定表补填",
        cells=("assessed_loss",),
    )


@check("SUB301", severity="info", requires=("BZ39-3-2",), needs=("subsidy_type", "households_led", "paid_amount"))
def breeding_subsidy_goes_to_those_who_lead_households(subsidies: Records) -> Rows:
    """领取良种补贴的，带动户数为空或为0。

    良种补贴给带动脱贫户和监测户的养殖场、合作社和散养户。带动户数空着或填0的提示；户类型本是脱贫户、监测对象的不提示。
    """
    breed = says(subsidies.fields, "良种", "subsidy_type") & (nw.col("paid_amount") > 0)
    poor = says(subsidies.fields, "脱贫|监测|易致贫|困难户", "household_type")
    return Rows(
        field="households_led",
        fails=breed & ~poor & (is_blank("households_led") | (nw.col("households_led") == 0)),
        message="{person_name}领取{subsidy_type}{paid_amount}，带动户数{households_led}",
        expected="带动脱贫户、监测户",
        suggestion="对照带动协议补填带动户数",
        cells=("subsidy_type",),
    )


def _unknown_type(subsidy: str) -> str | None:
    return None if any(word in subsidy for word in _KNOWN_TYPES) else subsidy


@check("SUB302", severity="info", requires=("SQ23-2(3)4-3",), needs=("subsidy_type",))
def subsidy_type_is_one_that_is_named(subsidies: Records) -> Texts:
    """补贴类型不在文件列举的种类内。

    列举以“等”收尾，列举之外的只提示：兜底保障、粮食直补、耕地地力保护、产业奖补、生态补偿、医疗、残疾、教育、就业、养老金、
    贷款贴息等都认；写法不同的按字样认。
    """
    return Texts(
        field="subsidy_type",
        judge=_unknown_type,
        message="补贴类型“{fault}”不在文件列举的种类内，请核对写法",
        expected="兜底保障、粮食直补、耕地地力保护补贴、产业奖补、生态补偿、医疗保障、残疾补贴、教育资助、就业补助、养老金、贷款贴息等",
        suggestion="写法不规范的统一名称；确是别的补贴的不用改",
    )
