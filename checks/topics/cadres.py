"""Cadres stationed in villages and helpers of households: term, records, attendance, pairing."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.periods import years_later
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, garbled, is_blank, none_of
from policies.model import Setting

_PRESENCE = ("是", "否", "请假", "公务外出")


@check("CAD101", severity="warning", requires=("GX24-12-1",), needs=("started_on", "left_on", "change_reason"))
def cadre_stays_for_the_term(cadres: Records, *, cadre_term_months: Setting, year: int) -> Rows:
    """驻村干部不满2年离任，没有写调整原因。

    本年离任的，到任至离任按日历不满任期（任期最后一天离任算满）、调整原因为空的列出；写明原因（特殊情况、到期集中轮换）的不报。
    日期只填到月、分不出是否满任期的无法判定。
    """
    start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    years, _ = divmod(cadre_term_months.number, 12)
    full_at_least = years_later(nw.col("started_on"), years) - 1
    full_at_most = years_later(nw.col("started_on__last"), years) - 1
    left, left_last = nw.col("left_on"), nw.col("left_on__last")
    this_year = (left >= start) & (left_last <= end)
    silent = blank("change_reason")
    short = left_last < full_at_least
    doubtful = this_year & silent & ((left < full_at_most) & ~short | nw.col("started_on").is_null())
    return Rows(
        field="change_reason",
        fails=this_year & silent & short,
        unknown=doubtful | garbled("left_on"),
        because="到任、离任日期空缺、无法识别，或只填到月、分不出是否满任期",
        message="{started_on}到任，{left_on}离任，不满任期{cadre_term_months}，调整原因为空",
        expected="任期内无特殊情况不调整；调整的写明原因",
        suggestion="核对两个日期；属实的补写调整原因和批准文件",
        cells=("started_on", "left_on"),
    )


def _stated(field: str, name: str, of_whom: nw.Expr) -> Rows:
    return Rows(
        field=field,
        fails=of_whom & blank(field) if field == "rank" else of_whom & is_blank(field),
        message=f"{name}为空",
        expected="按选派要求登记年龄、党龄、职级",
        suggestion=f"补填{name}",
    )


def _serving(cadres: Records) -> nw.Expr:
    return is_blank("left_on") if "left_on" in cadres.fields else nw.lit(value=True)


@check("CAD102", severity="info", requires=("GX24-12-2",), needs=("person_name", "born_on"))
def cadre_states_a_birthday(cadres: Records) -> Rows:
    """驻村干部没有填出生日期。

    在任干部出生日期为空的提示，派出单位在年龄方面把关要用。选派标准原文没有写。
    """
    return _stated("born_on", "出生日期", _serving(cadres))


@check("CAD103", severity="info", requires=("GX24-12-2",), needs=("duty", "joined_party_on"))
def first_secretary_states_party_membership(cadres: Records) -> Rows:
    """第一书记没有填入党日期。

    在任第一书记入党日期为空的提示；队长、队员不一定是党员，不看。
    """
    return _stated("joined_party_on", "入党日期", _serving(cadres) & equals("duty", "第一书记"))


@check("CAD104", severity="info", requires=("GX24-12-2",), needs=("person_name", "rank"))
def cadre_states_a_rank(cadres: Records) -> Rows:
    """驻村干部没有填职级。

    在任干部职级为空的提示；职级栏写“无”的视为空。
    """
    return _stated("rank", "职级", _serving(cadres))


@check("CAD105", severity="warning", requires=("GX24-12-3",), needs=("attended_on", "on_post", "leave"))
def absence_has_leave(cadre_attendance: Records) -> Rows:
    """驻村干部缺勤，没有请假、外出报备。

    是否在岗写明不在岗、缺勤，请假和外出报备都为空的列出。写请假、休假、公务外出的，周六、周日，备注写了说明的不报。
    """
    weekday = nw.col("attended_on") % 7
    workday = (weekday != 0) & (weekday != 6) & (nw.col("attended_on") == nw.col("attended_on__last"))
    excused = ~blank("leave")
    for field in ("reported_absence", "remark"):
        if field in cadre_attendance.fields:
            excused = excused | ~blank(field)
    absent = equals("on_post", "否")
    return Rows(
        field="leave",
        fails=absent & workday & ~excused,
        unknown=none_of("on_post", *_PRESENCE) | (absent & ~excused & nw.col("attended_on").is_null()),
        because="是否在岗空缺或写法不明，或日期空缺、无法识别",
        message="{attended_on}不在岗，没有请假和外出报备记录",
        expected="严格执行考勤、请销假、外出报备",
        suggestion="核对考勤；已请假、报备的补登，法定节假日在备注写明",
        cells=("on_post",),
    )


@check(
    "CAD201",
    severity="warning",
    requires=("GX24-12-3",),
    needs=("person_name", "attended_on", "on_post", "leave", "back_from_leave"),
)
def leave_is_closed_on_return(cadre_attendance: Records) -> Frames:
    """驻村干部请假后已返岗，没有销假记录。

    同一人最近一次请假以后又有在岗记录，而从那次请假起没有一条销假记录的列出。还没有返岗的不报；日期无法识别的记录不计。
    """
    keys = ["village", "person_name"] if "village" in cadre_attendance.fields else ["person_name"]
    frame = cadre_attendance.frame.filter(~nw.col("person_name").is_null())
    frame = frame.with_columns(nw.col(keys).fill_null(""))
    on_leave = frame.filter(~blank("leave") | equals("on_post", "请假"))
    latest = on_leave.group_by(keys).agg(nw.col("attended_on").max().alias("last_leave"))
    after = frame.join(latest, on=keys, how="inner").filter(nw.col("attended_on") >= nw.col("last_leave"))
    back = after.filter((nw.col("attended_on") > nw.col("last_leave")) & equals("on_post", "是"))
    closed = after.filter(~blank("back_from_leave")).select(keys)
    returned = back.group_by(keys).agg(nw.col("attended_on").min().alias("returned"))
    rows = on_leave.join(latest, on=keys, how="inner").filter(nw.col("attended_on") == nw.col("last_leave"))
    found = rows.join(returned, on=keys, how="inner").join(closed, on=keys, how="anti")
    return Frames(
        frame=found.select("_ledger", "_row", "returned"),
        field="back_from_leave",
        message="{attended_on}请假，{returned}已在岗，没有销假记录",
        expected="请假期满按规定销假",
        suggestion="补登销假日期",
        shown={"returned": "日期"},
    )


@check("CAD106", severity="warning", requires=("GX24-12-6",), needs=("householder", "helper"))
def household_has_a_helper(helpers: Records) -> Rows:
    """户没有帮扶干部。

    帮扶责任人台账中帮扶干部为空的户列出。户类型写明一般农户的不看。
    """
    theirs = ~equals("household_type", "一般农户") if "household_type" in helpers.fields else nw.lit(value=True)
    return Rows(
        field="helper",
        fails=~blank("householder") & theirs & blank("helper"),
        message="户主{householder}没有帮扶干部",
        expected="每户有帮扶干部",
        suggestion="落实结对并填写帮扶干部和单位",
        cells=("householder",),
    )


@check("CAD107", severity="info", requires=("BZ39-3-8",), needs=("householder", "helper_signature"))
def helper_has_signed_the_survey(income: Records) -> Rows:
    """收入排查没有帮扶责任人签字。

    收入台账有帮扶责任人（签字）一列、格子为空的提示。电子表不便签字的可写姓名。
    """
    return Rows(
        field="helper_signature",
        fails=~blank("householder") & blank("helper_signature"),
        message="户主{householder}的收入排查没有帮扶责任人签字",
        expected="帮扶责任人全程参与收入排查",
        suggestion="帮扶责任人核实后补签",
    )
