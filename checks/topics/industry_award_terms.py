"""产业奖补: the three deadlines and their order, applications on their way."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.deadlines import after, before, straddles
from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import equals, garbled, is_blank, unread
from policies.model import Setting


def _late(field: str, what: str, limit: Setting, as_of: date, *, blank_too: bool) -> Rows:
    """A day after its deadline; with `blank_too` also a blank one once the deadline is over. An award of 0 is left alone."""
    fails = after(field, limit.day)
    if blank_too and as_of > limit.day:
        fails = fails | is_blank(field)
    standing = ~(nw.col("award_amount") == 0).fill_null(False)  # noqa: FBT003 - narwhals' signature
    return Rows(
        field=field,
        fails=standing & fails,
        unknown=standing & (straddles(field, limit.day) | garbled(field)),
        because=what + "日期无法识别，或只到月份、年份，分不出是否过期",
        message=what + "日期{" + field + "}，期限为{" + limit.name + "}（判定日{as_of}）",
        expected="{" + limit.name + "}前完成" + what + "（含当日）",
        suggestion="已按期完成的补填、改正日期；确未完成的抓紧办理并说明情况",
    )


@check("AWD112", severity="error", requires=("GX24-4-5",), needs=("applied_on", "award_amount"))
def applications_come_in_by_their_deadline(
    industry_awards: Records, *, award_application_deadline: Setting, as_of: date
) -> Rows:
    """产业奖补申报日期晚于申报期限。

    期限含当日。只填到月、期限在月内的不判。申报日期空缺看不出是否按期，不在这里报。
    """
    return _late("applied_on", "申报", award_application_deadline, as_of, blank_too=False)


@check("AWD113", severity="error", requires=("GX24-4-6",), needs=("reviewed_on", "award_amount"))
def review_is_done_by_its_deadline(industry_awards: Records, *, award_review_deadline: Setting, as_of: date) -> Rows:
    """产业奖补审核晚于期限，或期限已过没有审核日期。

    期限含当日，期限未到的不报。奖补金额为0（未通过）的不报。
    """
    return _late("reviewed_on", "审核", award_review_deadline, as_of, blank_too=True)


@check("AWD114", severity="error", requires=("GX24-4-6",), needs=("accepted_on", "award_amount"))
def spot_check_is_done_by_its_deadline(
    industry_awards: Records, *, award_review_deadline: Setting, as_of: date
) -> Rows:
    """产业奖补抽验日期晚于期限。

    抽验不是每户都验，日期空着不报；填了的应不晚于期限，含当日。
    """
    return _late("accepted_on", "抽验", award_review_deadline, as_of, blank_too=False)


@check("AWD115", severity="error", requires=("GX24-4-7",), needs=("paid_on", "award_amount"))
def award_is_paid_by_its_deadline(industry_awards: Records, *, award_payment_deadline: Setting, as_of: date) -> Rows:
    """产业奖补发放晚于期限，或期限已过没有发放日期。

    期限含当日，期限未到的不报。奖补金额为0（未通过）的不报。
    """
    return _late("paid_on", "发放", award_payment_deadline, as_of, blank_too=True)


def _out_of_order(field: str, earlier: str, what: str, than: str) -> Rows:
    return Rows(
        field=field,
        fails=before(field, earlier),
        unknown=garbled(field) | (~is_blank(field) & unread(earlier)),
        because="两个日期中有空缺或无法识别的",
        message=what + "日期{" + field + "}早于" + than + "日期{" + earlier + "}",
        expected="不早于{" + earlier + "}",
        suggestion="核对两个日期，改正填错的一个",
        cells=(earlier,),
    )


@check("AWD116", severity="error", requires=("GX24-4-6",), needs=("applied_on", "reviewed_on"))
def review_follows_the_application(industry_awards: Records) -> Rows:
    """产业奖补审核日期早于申报日期。

    程序是先申报、再抽验审核。只填到月的，同月不算早于；没有审核的不报。
    """
    return _out_of_order("reviewed_on", "applied_on", "审核", "申报")


@check("AWD117", severity="error", requires=("GX24-4-7",), needs=("reviewed_on", "paid_on"))
def payment_follows_the_review(industry_awards: Records) -> Rows:
    """产业奖补发放日期早于审核日期。

    程序是先抽验审核、再发放。只填到月的，同月不算早于；没有发放的不报。
    """
    return _out_of_order("paid_on", "reviewed_on", "发放", "审核")


@check("AWD118", severity="warning", requires=("SYQD-4-3",), needs=("eligible", "applied_on"))
def eligible_household_has_applied(industry_awards: Records) -> Rows:
    """摸排符合奖补条件，没有申报日期。

    上户摸排登记为符合的农户应按程序申报；登记为不符合的不报。
    """
    return Rows(
        field="applied_on",
        fails=equals("eligible", "是") & is_blank("applied_on"),
        unknown=is_blank("applied_on") & unread("eligible"),
        because="没有写是否符合条件",
        message="登记为符合奖补条件，没有申报日期",
        expected="符合的农户按程序申报",
        suggestion="指导农户申报并填写日期；农户不申报的写明原因",
        cells=("eligible",),
    )


@check("AWD119", severity="info", requires=("SYQD-4-3",), needs=("applied_on", "accepted_on"))
def application_has_been_accepted(industry_awards: Records, *, as_of: date) -> Rows:
    """已经申报，没有验收日期。

    申报后应及时开展验收，几日内没有写；判定日以前申报、验收日期空着的提示。
    """
    return Rows(
        field="accepted_on",
        fails=(nw.col("applied_on__last") < as_of.toordinal()) & is_blank("accepted_on"),
        message="申报日期{applied_on}，至{as_of}没有验收日期",
        expected="申报后及时验收",
        suggestion="已验收的补填日期；未验收的及时安排",
        cells=("applied_on",),
    )
