"""The ledger of low-income households whose income fell: type, figures, reason, measure, progress, day of report."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, distance, equals, garbled, is_blank, none_of, unread
from ledgers.model import CellState
from policies.model import Setting

_BEFORE, _LAST, _THIS = (
    f"per_capita_net_income_{year}" for year in ("before_last_year", "last_year", "this_year")
)  # fmt: skip
_YEARS = f"前年{{{_BEFORE}}}、上年{{{_LAST}}}、本年{{{_THIS}}}"
_ONE_YUAN = 100
_TEN_THOUSAND = 1_000_000  # what the column itself says, in 分; the line of the law may move
_NO_DECLINE = ("数据有误", "已回升")


def _true(expression: nw.Expr) -> nw.Expr:
    return expression.fill_null(False)  # noqa: FBT003 - narwhals' own signature


def _declined(income_decline: Records) -> nw.Expr:
    """A decline stands in one of the two years, and no conclusion says that there is none."""
    declined = nw.lit(value=False)
    if {_BEFORE, _LAST} <= income_decline.fields:
        declined = declined | _true(nw.col(_LAST) < nw.col(_BEFORE))
    if {_LAST, _THIS} <= income_decline.fields:
        declined = declined | _true(nw.col(_THIS) < nw.col(_LAST))
    if "conclusion" in income_decline.fields:
        declined = declined & ~_true(nw.col("conclusion").is_in(_NO_DECLINE))
    return declined


@check("INC150", severity="warning", requires=("SYQD-2-8",), needs=("decline_type", _BEFORE, _LAST, _THIS))
def type_of_decline_agrees_with_figures(income_decline: Records) -> Rows:
    """下降类型与填报的三年人均不一致。

    “2023低收入下降户”2023年应低于2022年，“2024同比下降户”2024年应低于2023年，“两者”两项都应成立；相等不算下降。
    核查结论为数据有误、已回升的不列，下降类型不在三种之内的不判。
    """
    earlier, later = nw.col(_LAST) < nw.col(_BEFORE), nw.col(_THIS) < nw.col(_LAST)
    first = nw.col("decline_type").is_in(("2023低收入下降户", "两者")) & ~earlier
    second = nw.col("decline_type").is_in(("2024同比下降户", "两者")) & ~later
    settled = nw.lit(value=False)
    if "conclusion" in income_decline.fields:
        settled = _true(nw.col("conclusion").is_in(_NO_DECLINE))
    return Rows(
        field="decline_type",
        fails=(first | second) & ~settled,
        unknown=~settled
        & (none_of("decline_type", "2023低收入下降户", "2024同比下降户", "两者") | unread(_BEFORE, _LAST, _THIS)),
        because="下降类型不在三种之内，或三年人均有空缺",
        message=f"下降类型填“{{decline_type}}”，人均纯收入{_YEARS}",
        expected="与三年人均的升降一致",
        suggestion="核对三年人均（本年用同期数），改正下降类型；核查后并未下降的，核查结论写明",
        cells=(_BEFORE, _LAST, _THIS),
    )


@check("INC151", severity="error", needs=("decrease", _LAST, _THIS), source="算术：下降额为两年人均之差")
def decrease_is_a_difference_of_two_years(income_decline: Records) -> Rows:
    """下降额与人均之差不符。

    与本年比上年、上年比前年的差相符一个就不列；下降额写正数、负数都认。相差超过1元的才列出。
    本年没有下降的户，下降额填0也不列。
    """
    stated = nw.col("decrease")

    def off(later: str, earlier: str) -> nw.Expr:
        change = nw.col(earlier) - nw.col(later)
        return (distance(stated, change) > _ONE_YUAN) & (distance(stated, change * -1) > _ONE_YUAN)

    fails = off(_THIS, _LAST)
    if _BEFORE in income_decline.fields:
        fails = fails & off(_LAST, _BEFORE).fill_null(True)  # noqa: FBT003 - narwhals' own signature
    none = (stated == 0) & (nw.col(_THIS) >= nw.col(_LAST))
    return Rows(
        field="decrease",
        fails=fails & ~none,
        unknown=~is_blank("decrease") & unread("decrease", _LAST, _THIS),
        because="填了下降额，但下降额或人均无法识别",
        message=f"下降额填{{decrease}}，人均纯收入{_YEARS}",
        expected="两年人均之差",
        suggestion="按同期数重算下降额；人均填错的先改正人均",
        cells=(_LAST, _THIS),
    )


@check(
    "INC152",
    severity="warning",
    needs=("below_ten_thousand", _LAST, _THIS),
    source="一致性：“是否低于1万元”应与填报的人均一致",
)
def ten_thousand_flag_agrees_with_figures(income_decline: Records) -> Rows:
    """“是否低于1万元”与填报的人均不一致。

    原文没有写是哪一年的人均：上年、本年都低于1万元而填否，或都不低于1万元而填是的列出；一年低一年不低的不列。
    恰好1万元不算低于。
    """
    below = (nw.col(_LAST) < _TEN_THOUSAND) & (nw.col(_THIS) < _TEN_THOUSAND)
    above = (nw.col(_LAST) >= _TEN_THOUSAND) & (nw.col(_THIS) >= _TEN_THOUSAND)
    return Rows(
        field="below_ten_thousand",
        fails=(equals("below_ten_thousand", "否") & below) | (equals("below_ten_thousand", "是") & above),
        unknown=unread("below_ten_thousand", _LAST, _THIS),
        because="是否低于1万元或两年人均空缺、无法识别",
        message=f"是否低于1万元填“{{below_ten_thousand}}”，人均纯收入上年{{{_LAST}}}、本年{{{_THIS}}}",
        expected="人均低于1万元的填是，不低于的填否",
        suggestion="核对人均纯收入，改正标识",
        cells=(_LAST, _THIS),
    )


@check("INC153", severity="warning", requires=("SYQD-2-3",), needs=("declined_two_years", _BEFORE, _LAST, _THIS))
def two_years_flag_agrees_with_figures(
    income_decline: Records, *, consecutive_decline_last_year: Setting, year: int
) -> Rows:
    """“是否连续两年下降”与填报的三年人均不一致。

    三年人均逐年下降为是，相等不算下降。起止年份原文没有写，截止年份由县里填写；与台账年份不同的不判。
    """
    falling = (nw.col(_BEFORE) > nw.col(_LAST)) & (nw.col(_LAST) > nw.col(_THIS))
    other_year = nw.lit(value=consecutive_decline_last_year.number != year)
    return Rows(
        field="declined_two_years",
        fails=(equals("declined_two_years", "是") & ~falling) | (equals("declined_two_years", "否") & falling),
        unknown=unread("declined_two_years", _BEFORE, _LAST, _THIS) | other_year,
        because="标识或三年人均空缺、无法识别，或县里填写的截止年份不是本台账的年份",
        message=f"是否连续两年下降填“{{declined_two_years}}”，人均纯收入{_YEARS}",
        expected="三年逐年下降的填是",
        suggestion="核对三年人均，改正标识",
        cells=(_BEFORE, _LAST, _THIS),
    )


@check("INC154", severity="warning", requires=("SYQD-2-7",), needs=("decline_reason",))
def declining_household_has_a_reason(income_decline: Records) -> Rows:
    """核查整改台账中收入下降的户没有写下降原因。

    按填报的人均有下降的户才看；核查结论为数据有误、已回升的不列。
    """
    return Rows(
        field="decline_reason",
        fails=_declined(income_decline) & blank("decline_reason"),
        message=f"人均纯收入{_YEARS}，没有写下降原因",
        expected="逐户写明收入下降原因",
        suggestion="入户核实后填写下降原因",
    )


@check("INC155", severity="warning", requires=("SYQD-2-10", "SYQD-2-7"), needs=("measure",))
def declining_household_has_a_remedy(income_decline: Records) -> Rows:
    """核查整改台账中收入下降的户没有整改增收措施。

    按填报的人均有下降的户才看；核查结论为数据有误、已回升的不列。
    """
    return Rows(
        field="measure",
        fails=_declined(income_decline) & blank("measure"),
        message=f"人均纯收入{_YEARS}，没有整改增收措施",
        expected="收入下降户有整改增收措施",
        suggestion="按下降原因和家庭实际逐户定措施并填写",
    )


@check("INC156", severity="warning", requires=("SYQD-2-10",), needs=("progress", "deadline", "measure"))
def remedy_is_carried_out_in_time(income_decline: Records, *, as_of: date) -> Rows:
    """整改增收措施的完成时限已过，没有落实情况。

    时限当天不算过；只填到月的，过了当月最后一天才算。填了完成日期的视为已落实，长期坚持的不按日期判。
    """
    open_ = ~blank("measure") & blank("progress")
    if "completed_on" in income_decline.fields:
        open_ = open_ & is_blank("completed_on")
    return Rows(
        field="progress",
        fails=open_ & (nw.col("deadline__last") < as_of.toordinal()),
        unknown=open_ & garbled("deadline") & ~(nw.col("deadline__state") == int(CellState.STANDING)),
        because="完成时限无法识别",
        message="整改增收措施“{measure}”完成时限{deadline}，至{as_of}没有落实情况",
        expected="{deadline}前落实并填写",
        suggestion="已落实的补填落实情况和完成日期；未落实的抓紧落实",
        cells=("deadline",),
    )


@check("INC157", severity="warning", requires=("SYQD-2-8",), needs=("conclusion",))
def declining_household_was_verified(income_decline: Records) -> Rows:
    """核查整改台账中的户没有核查结论。

    逐户核查应有结论。结论写法不在列举之内的不列。
    """
    return Rows(
        field="conclusion",
        fails=is_blank("conclusion"),
        message="核查结论空着",
        expected="逐户核查并有结论",
        suggestion="逐户核实收入数据后填写结论",
    )


@check("INC158", severity="warning", requires=("SYQD-2-7",), needs=("monitored",))
def declining_household_was_considered_for_monitoring(income_decline: Records) -> Rows:
    """核查整改台账中收入下降的户没有写是否纳入监测。

    符合条件的要及时纳入，是否纳入应有判断；填否不是问题。核查结论为数据有误、已回升的不列。
    """
    return Rows(
        field="monitored",
        fails=_declined(income_decline) & is_blank("monitored"),
        message=f"人均纯收入{_YEARS}，是否纳入监测空着",
        expected="写明是否纳入监测",
        suggestion="按程序研判后填写是或否",
    )


@check("INC159", severity="error", requires=("SYQD-2-9",), needs=("reported_on",))
def ledger_was_reported_in_time(income_decline: Records, *, decline_review_report_date: Setting) -> Rows:
    """低收入人口收入下降核查整改台账报送日期晚于期限。

    “8月9日前”含当日。只填到月、说不准是否过了期限的不判；没有填报送日期的另列。
    """
    limit = decline_review_report_date.day.toordinal()
    first, last = nw.col("reported_on"), nw.col("reported_on__last")
    return Rows(
        field="reported_on",
        fails=first > limit,
        unknown=garbled("reported_on") | _true((first <= limit) & (last > limit)),
        because="报送日期无法识别，或只填到月、说不准是否过了期限",
        message="报送日期{reported_on}，晚于{decline_review_report_date}",
        expected="{decline_review_report_date}前（含当日）报送",
        suggestion="核对报送日期；确实晚报的说明原因，补报后续报的写明首次报送日期",
    )


@check("INC160", severity="warning", requires=("SYQD-2-9",), needs=("reported_on",))
def ledger_says_when_it_was_reported(
    income_decline: Records, *, decline_review_report_date: Setting, as_of: date
) -> Rows:
    """报送期限已过，台账没有报送日期。

    期限当天还不算过。
    """
    return Rows(
        field="reported_on",
        fails=is_blank("reported_on") & nw.lit(value=as_of > decline_review_report_date.day),
        message="报送期限{decline_review_report_date}已过，报送日期空着",
        expected="{decline_review_report_date}前报送并填写报送日期",
        suggestion="已报送的补填日期；尚未报送的尽快报送",
    )


@check(
    "INC162",
    severity="warning",
    requires=("SYQD-2-2",),
    needs=("in_lowest_fifth", "decline_type", _BEFORE, _LAST),
    scope="行",
)
def lowest_fifth_declining_is_named_as_such(
    income_decline: Records, *, low_income_decline_year: Setting, year: int
) -> Rows:
    """后20%且2023年收入下降的户，下降类型只填同比下降。

    标为后20%、2023年人均低于2022年的是重点人群，下降类型应含“2023低收入下降户”；相等不算下降。
    台账不是2024年的，“上年”不是2023年，不判。标识是否属实另由名册核对。
    """
    other_year = nw.lit(value=low_income_decline_year.number != year - 1)
    listed = equals("in_lowest_fifth", "是")
    return Rows(
        field="decline_type",
        fails=listed & (nw.col(_LAST) < nw.col(_BEFORE)) & equals("decline_type", "2024同比下降户"),
        unknown=unread("in_lowest_fifth") | (listed & unread(_BEFORE, _LAST)) | other_year,
        because="是否后20%或两年人均空缺、无法识别，或上年不是所要求的年份",
        message=f"是否后20%填“{{in_lowest_fifth}}”，人均纯收入前年{{{_BEFORE}}}、上年{{{_LAST}}}，"
        "下降类型只填“{decline_type}”",
        expected="2023年下降的后20%人口列为2023低收入下降户（同比也下降的填两者）",
        suggestion="核对两年人均和后20%名册，改正下降类型",
        cells=("in_lowest_fifth", _BEFORE, _LAST),
    )
