"""Warnings of a risk: verified, in time, with a conclusion, and followed by monitoring where the household qualifies."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.measures import DOES_NOT_QUALIFY, QUALIFIES
from calculations.rosters import without_counterpart
from checks.declare import check
from checks.model import Frames, Records, Rows
from checks.shapes import blank, equals, garbled, is_blank, says, unread
from policies.model import Setting


def _unverified(sources: nw.Expr | None, days: int, as_of: date, message: str, expected: str) -> Rows:
    """A warning without a day of verification, `days` after it came."""
    open_ = is_blank("verified_on") if sources is None else is_blank("verified_on") & sources
    limit = as_of.toordinal() - days
    first, last = nw.col("warned_on"), nw.col("warned_on__last")
    return Rows(
        field="verified_on",
        fails=open_ & (last < limit),
        unknown=open_ & (first.is_null() | ((first < limit) & (last >= limit))),
        because="没有核查日期，预警日期空缺、无法识别，或只填到月",
        message=message,
        expected=expected,
        suggestion="入户核查并填写核查日期和结论；已核查的补填",
        cells=("warned_on",),
    )


@check("WRN101", severity="warning", requires=("GN21-1-4",), needs=("warning_source", "warned_on", "verified_on"))
def warning_was_verified(warnings: Records, *, as_of: date, warning_response_days: Setting | None = None) -> Rows:
    """系统派发、自主申报的预警没有核查。

    原文点名这两类来源，其他来源不列。县里填写了响应天数的，过了天数才列；没有填写的，预警当天不列。
    """
    days = warning_response_days.number if warning_response_days else 0
    return _unverified(
        nw.col("warning_source").is_in(("系统派发", "自主申报")),
        days,
        as_of,
        "{warning_source}的预警，预警日期{warned_on}，至{as_of}没有核查日期",
        "核查快速响应",
    )


@check("WRN102", severity="info", requires=("SQ23-2(4)-1", "SQ23-2(4)-2"), needs=("warned_on", "verified_on"))
def warned_household_was_verified(warnings: Records, *, as_of: date) -> Rows:
    """有预警，没有核查日期。

    重点人群要发现及时、帮扶及时；“及时”没有天数，只提示。预警当天不列。
    """
    return _unverified(None, 0, as_of, "预警日期{warned_on}，至{as_of}没有核查日期", "发现及时、帮扶及时")


@check("WRN103", severity="warning", requires=("GN21-1-4",), needs=("warning_source", "warned_on", "verified_on"))
def warning_was_verified_in_time(warnings: Records, *, warning_response_days: Setting) -> Rows:
    """系统派发、自主申报的预警核查超过县里规定的天数。

    天数由县里填写，没有填写的不判；恰好满天数的不算超过。其他来源不列。只填到月、说不准的不判。
    """
    named = nw.col("warning_source").is_in(("系统派发", "自主申报"))
    surely = nw.col("verified_on") - nw.col("warned_on__last") > warning_response_days.number
    perhaps = nw.col("verified_on__last") - nw.col("warned_on") > warning_response_days.number
    unclear = garbled("verified_on") | (~is_blank("verified_on") & unread("warned_on"))
    return Rows(
        field="verified_on",
        fails=named & surely,
        unknown=named & (unclear | (perhaps & ~surely)),
        because="日期空缺、无法识别，或只填到月、说不准天数",
        message="{warning_source}的预警，预警日期{warned_on}，核查日期{verified_on}，相隔超过{warning_response_days}",
        expected="预警后{warning_response_days}内核查",
        suggestion="核对两个日期；确实超过的说明原因",
        cells=("warned_on",),
    )


@check(
    "WRN104",
    severity="warning",
    requires=("GN21-1-4", "SQ23-2(4)-2"),
    needs=("verified_on", "conclusion"),
)
def verified_warning_has_a_conclusion(warnings: Records) -> Rows:
    """预警已核查，没有核查结论。

    填了核查日期而结论空着的列出；没有核查日期的另列。填了是否纳入的，视为有结论。
    """
    silent = blank("conclusion")
    if "monitored" in warnings.fields:
        silent = silent & is_blank("monitored")
    return Rows(
        field="conclusion",
        fails=~is_blank("verified_on") & silent,
        message="核查日期{verified_on}，核查结论空着",
        expected="核查后有结论",
        suggestion="按核查情况填写结论",
        cells=("verified_on",),
    )


@check("WRN105", severity="error", needs=("warned_on", "verified_on"), source="一致性：核查不早于预警")
def warning_is_not_verified_before_it_came(warnings: Records) -> Rows:
    """核查日期早于预警日期。

    只填到月的，以整月可能的最晚一天比较，同月不算早于。
    """
    return Rows(
        field="verified_on",
        fails=nw.col("verified_on__last") < nw.col("warned_on"),
        unknown=~is_blank("verified_on") & unread("warned_on", "verified_on"),
        because="填了核查日期，但两个日期空缺或无法识别",
        message="核查日期{verified_on}早于预警日期{warned_on}",
        expected="不早于{warned_on}",
        suggestion="核对两个日期；干部先发现后补登预警的，预警日期填发现日",
        cells=("warned_on",),
    )


@check("WRN106", severity="warning", requires=("GX24-1-1", "SYQD-1-1"), needs=("warning_type",))
def warning_has_a_type(warnings: Records) -> Rows:
    """预警没有写类别（重点人群）。

    收入骤降、重残重病、突发灾害（意外）等应写明是哪一类；列举是开放的，表外类别不列。
    """
    return Rows(
        field="warning_type",
        fails=blank("warning_type"),
        message="预警类别空着",
        expected="写明收入骤降、重残重病、突发灾害（意外）等类别",
        suggestion="按预警信息补填类别",
    )


@check("WRN107", severity="warning", requires=("GX24-1-2", "GX24-1-1"), needs=("warning_source",))
def warning_has_a_source(warnings: Records) -> Rows:
    """预警没有写来源。

    省防止返贫监测系统、12317等平台之外的来源（自主申报、干部排查、部门筛查）都可以，只列空着的。
    """
    return Rows(
        field="warning_source",
        fails=is_blank("warning_source"),
        message="预警来源空着",
        expected="写明预警信息从哪里来",
        suggestion="补填来源",
    )


@check("WRN108", severity="warning", requires=("GN21-1-4", "GX24-1-1"), needs=("warned_on",))
def warning_has_a_day(warnings: Records) -> Rows:
    """预警没有日期。

    没有预警日期就看不出响应快慢。空着的列出；填了认不出的另作数据问题列出。
    """
    return Rows(
        field="warned_on",
        fails=is_blank("warned_on"),
        message="预警日期空着",
        expected="填写预警日期",
        suggestion="对照系统派发或登记时间补填",
    )


def _qualifies() -> nw.Expr:
    return says("conclusion", QUALIFIES) & ~says("conclusion", DOES_NOT_QUALIFY)


@check("WRN109", severity="warning", requires=("GN21-1-5", "SQ23-2(4)-2"), needs=("conclusion", "monitored"))
def qualifying_household_is_taken_in(warnings: Records) -> Rows:
    """核查结论为符合条件，是否纳入填否。

    应纳尽纳。写了未纳入原因的不列；结论写法认不出的不列；可以先帮扶再纳入，时间先后不作问题。
    """
    fails = _qualifies() & equals("monitored", "否")
    if "not_monitored_reason" in warnings.fields:
        fails = fails & blank("not_monitored_reason")
    return Rows(
        field="monitored",
        fails=fails,
        message="核查结论“{conclusion}”，是否纳入填“{monitored}”，没有写未纳入原因",
        expected="符合条件的应纳尽纳",
        suggestion="按程序识别纳入；不纳入的写明原因，结论填错的改正",
        cells=("conclusion",),
    )


@check(
    "WRN201",
    severity="warning",
    requires=("GN21-1-5", "SQ23-2(4)-2"),
    needs={"warnings": ("household_id", "conclusion"), "monitoring": ("household_id",)},
)
def qualifying_household_is_in_the_monitoring_ledger(warnings: Records, monitoring: Records) -> Frames:
    """核查结论为符合条件的户不在监测对象台账中。

    按户编号对应，监测对象台账没有户编号的行按村和户主对应。是否纳入填否的另列，这里不重复；结论写法认不出的不列。
    """
    households = warnings.frame.filter(_qualifies())
    if "monitored" in warnings.fields:
        households = households.filter(~equals("monitored", "否"))
    return Frames(
        unknown=households.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        frame=without_counterpart(households, monitoring.frame).select("_ledger", "_row"),
        field="conclusion",
        message="核查结论“{conclusion}”，监测对象台账中没有这户（户编号{household_id}）",
        expected="符合条件的应纳尽纳",
        suggestion="按程序识别纳入；正在走程序的说明进度，已纳入的补登",
    )


@check("WRN302", severity="info", requires=("BZ39-4-1",), needs=("warned_on", "helped_on"))
def help_follows_the_warning(warnings: Records) -> Rows:
    """帮扶日期早于发现日期，请核对先后。

    早发现、早干预、早帮扶，先后颠倒的多为日期填错。只填到月的，同月不算早于。没有帮扶日期的不列。
    """
    return Rows(
        field="helped_on",
        fails=nw.col("helped_on__last") < nw.col("warned_on"),
        unknown=~is_blank("helped_on") & unread("warned_on", "helped_on"),
        because="填了帮扶日期，但两个日期空缺或无法识别",
        message="发现日期{warned_on}，帮扶日期{helped_on}",
        expected="发现、干预、帮扶依次进行",
        suggestion="核对两个日期；先帮扶后登记的说明情况",
        cells=("warned_on",),
    )
