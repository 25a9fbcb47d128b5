"""Dates: that they exist, fall on the weekday named, and stand in a possible order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_texts import day_of, is_open, own_texts, signed_day
from documents.model import Element, OfficialDocument
from values.expressions import expression
from values.working_days import UnknownCalendarError, working_days

_STANDARD = "GB/T 9704-2012"
_DAY = expression(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
_WEEKDAY = expression(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日[（(](?:星期|周)([一二三四五六日天])[）)]")
_PERIOD = expression(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:起)?\s*[至—–~～-]+\s*(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:止)?"
    r"(?:[（(，,]?\s*(?:共|公示期|为期)?\s*(\d{1,3})(个?工作日|天|日)[）)]?)?"
)
_DEADLINE = expression(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:下班|\d{1,2}[:：时点]\d{0,2}分?)?(?:之?前|以前)[^，。；]{0,16}?(报(?:送|至|备|[省市县区乡镇我本])|上报|反馈|完成|提交|提供|整改到位|办结)"
)
_FULL_DAY = expression(r"\d{4}年\d{1,2}月\d{1,2}日(印发)?")
_WEEKDAYS = "一二三四五六日"


def _day(year: str | int, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@check("DOC341", severity="warning", source=_STANDARD, clause="7.3.5.4", strength="规定")
def date_is_written_in_full_and_unpadded(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """成文日期、印发日期没有用阿拉伯数字写全年月日，或编了虚位。

    年份应标全称，月、日不编虚位（1不编为01）。对：2024年9月3日。错：2024年09月03日、二〇二四年九月三日、2024年9月。
    送审稿空着的不判。
    """
    for element in document.elements:
        if element.kind not in {"成文日期", "印发日期"}:
            continue
        if re.search(r"年0\d月|月0\d日", element.text):
            wanted = re.sub(r"(?<=[年月])0", "", element.text)
            yield _wrong_form(element, "月、日编了虚位", wanted)
        elif not is_open(element.text) and not _FULL_DAY.fullmatch(element.text):
            yield _wrong_form(element, "没有用阿拉伯数字写全年月日", "如 2024年9月3日")


def _wrong_form(element: Element, fault: str, expected: str) -> DocumentBreach:
    return DocumentBreach.at(
        element,
        f"{element.kind}“{element.text}”{fault}",
        observed=element.text,
        expected=expected,
        suggestion=f"改正{element.kind}的写法",
    )


@check("DOC342", severity="error", source="公历日历")
def dates_exist(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """文中写了日历上没有的日期。

    如2月30日、13月1日；没有写年份的2月29日不判。转发的来文不看。
    """
    for element in own_texts(document):
        for found in _DAY.finditer(element.text):
            year, month, day = found.groups()
            if _day(year or 2024, month, day) is None:
                yield DocumentBreach.at(
                    element,
                    f"“{found[0]}”日历上没有",
                    observed=found[0],
                    expected="日历上有的日期",
                    suggestion="核对日期",
                )


@check("DOC343", severity="error", source="公历日历")
def weekday_is_that_of_the_date(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """日期后注的星期与日历不符。

    没有写年份的，按成文日期的年份；两样都没有的不判。
    """
    signed = signed_day(document)
    for element in own_texts(document):
        for found in _WEEKDAY.finditer(element.text):
            year = found[1] or (signed.year if signed else None)
            day = _day(year, found[2], found[3]) if year else None
            if day is None or _WEEKDAYS[day.weekday()] == found[4].replace("天", "日"):
                continue
            yield DocumentBreach.at(
                element,
                f"“{found[0]}”应是星期{_WEEKDAYS[day.weekday()]}",
                observed=found[0],
                expected=f"星期{_WEEKDAYS[day.weekday()]}",
                suggestion="核对日期和星期，改正写错的一处",
            )


@check("DOC344", severity="warning", source="要求完成的时限应在成文日期之后")
def deadlines_follow_the_date(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """文中要求报送、完成的日期早于成文日期。

    只看写明年月日、并写了“前”和报送、完成等的；没有成文日期的不判，转发的来文不看。
    """
    signed = signed_day(document)
    if signed is None:
        return
    for element in own_texts(document):
        for found in _DEADLINE.finditer(element.text):
            day = _day(found[1], found[2], found[3])
            if day is not None and day < signed:
                yield DocumentBreach.at(
                    element,
                    f"要求“{found[0]}”，成文日期是{document.text('成文日期')}",
                    observed=found[0],
                    expected=f"晚于{document.text('成文日期')}",
                    suggestion="核对时限，改正写错的一处",
                )


@check("DOC345", severity="error", source=_STANDARD, clause="7.4.3", strength="规定")
def printed_after_it_was_signed(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """印发日期早于成文日期。

    印发日期是送印日期，不会早于成文日期。空着的不判。
    """
    signed, element = signed_day(document), document.element("印发日期")
    printed = day_of(element.text) if element else None
    if element is not None and signed is not None and printed is not None and printed < signed:
        yield DocumentBreach.at(
            element,
            f"印发日期{element.text.removesuffix('印发')}早于成文日期{document.text('成文日期')}",
            observed=element.text,
            expected=f"不早于{document.text('成文日期')}",
            suggestion="核对两个日期",
        )


@check("DOC346", severity="warning", source="起止日期应先起后止，天数应与起止日期相符")
def periods_run_forward_and_count_right(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """起止日期颠倒，或所写天数与起止日期不符（如公示期）。

    天数头尾都算或只算一头，符合一种就不报；工作日按国务院节假日安排计算，日历表没有收的年份不判。
    """
    for element in own_texts(document):
        for found in _PERIOD.finditer(element.text):
            yield from _period_fault(element, found)


def _period_fault(element: Element, found: re.Match[str]) -> Iterator[DocumentAnswer]:
    year, month, day, to_year, to_month, to_day, count, unit = found.groups()
    first, last = _day(year, month, day), _day(to_year or year, to_month or month, to_day)
    if first is None or last is None:
        return
    if last < first:
        expected = "起始日期在前"
        yield _period_breach(element, found[0], f"“{found[0]}”的起止日期颠倒", expected)
    elif count:
        try:
            days = _counted(first, last, working="工作日" in unit)
        except UnknownCalendarError as error:
            yield NotJudged(f"“{found[0]}”的工作日数：{error}")
            return
        if int(count) not in {days, days - 1}:
            yield _period_breach(element, found[0], f"“{found[0]}”，实际是{days}{unit}", f"{days}{unit}")


def _counted(first: date, last: date, *, working: bool) -> int:
    return working_days(first, last) if working else (last - first).days + 1


def _period_breach(element: Element, observed: str, message: str, expected: str) -> DocumentBreach:
    return DocumentBreach.at(
        element, message, observed=observed, expected=expected, suggestion="核对起止日期和天数，改正写错的一处"
    )


@check("DOC347", severity="warning", source="转发应在来文成文之后")
def forwarded_after_it_was_signed(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """转发文件的成文日期早于来文的成文日期。

    两个日期都写全的才判。
    """
    signed, element = signed_day(document), document.element("成文日期")
    for inner in document.inner:
        given = signed_day(inner)
        if signed is not None and element is not None and given is not None and signed < given:
            yield DocumentBreach.at(
                element,
                f"成文日期{element.text}早于所附文件的成文日期{inner.text('成文日期')}",
                observed=element.text,
                expected=f"不早于{inner.text('成文日期')}",
                suggestion="核对两个日期",
            )
