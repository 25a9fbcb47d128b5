from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.days import STANDING, Day, format_chinese_day, format_day, month_index, parse_day


def span(first: str, last: str | None = None) -> Day:
    return Day(date.fromisoformat(first).toordinal(), date.fromisoformat(last or first).toordinal())


@pytest.mark.parametrize(
    "text",
    [
        "2024-08-09", "2024-8-9", "2024.8.9", "2024.08.09", "2024/8/9", "2024年8月9日", "2024年08月09日", "20240809",
        "2024年8月9日前", "2024年8月9日之前", "2024年8月9日以前", "2024-08-09 00:00:00", "2024-08-09T12:30:00", "２０２４年８月９日",
        "2024 年 8 月 9 日", " 2024-08-09。", "2024年8月9", "2024年8月9日12时", "2024年8月9日上午12：00", "2024年8月9日15点30分",
        "45513", "45513.0", "45513.75",
    ],
)  # fmt: skip
def test_every_spelling_of_a_day_is_that_day(text: str) -> None:
    assert parse_day(text) == span("2024-08-09")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年8月", "2024-08-01", "2024-08-31"),
        ("2024.8", "2024-08-01", "2024-08-31"),
        ("2024-08", "2024-08-01", "2024-08-31"),
        ("202408", "2024-08-01", "2024-08-31"),
        ("2024年2月份", "2024-02-01", "2024-02-29"),
        ("2023年2月", "2023-02-01", "2023-02-28"),
        ("2024年8月底", "2024-08-31", "2024-08-31"),
        ("2024年8月底前", "2024-08-31", "2024-08-31"),
        ("2024年8月末", "2024-08-31", "2024-08-31"),
        ("2024年8月前", "2024-08-01", "2024-08-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2024年度", "2024-01-01", "2024-12-31"),
        ("2024年底", "2024-12-31", "2024-12-31"),
        ("2024年底前", "2024-12-31", "2024-12-31"),
    ],
)
def test_a_month_or_a_year_is_all_its_days_and_its_end_the_last(text: str, first: str, last: str) -> None:
    assert parse_day(text) == span(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8月9日", "2024-08-09", "2024-08-09"),
        ("8月9日前", "2024-08-09", "2024-08-09"),
        ("8月9号", "2024-08-09", "2024-08-09"),
        ("8月底前", "2024-08-31", "2024-08-31"),
        ("8月", "2024-08-01", "2024-08-31"),
        ("2月底", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_day_without_a_year_needs_the_year_of_the_table(text: str, first: str, last: str) -> None:
    assert parse_day(text, year=2024) == span(first, last)
    assert parse_day(text) is None


@pytest.mark.parametrize("text", ["长期坚持", "持续推进", "立行立改", "即知即改", "长期", "常态化", "长期坚持。"])
def test_a_standing_deadline_has_no_days(text: str) -> None:
    day = parse_day(text)
    assert day == STANDING
    assert not STANDING.exact


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30", "2023-02-29", "2024-13-01", "2024年0月", "20240230", "202413", "202439", "1899-12-31", "2101-01-01",
        "", "无", "近期", "尽快", "8.9", "8", "0", "100000", "360799198001010015", "2024年8月9日至10日", "二〇二四年八月九日",
        "2024年第三季度", "13800001234",
    ],
)  # fmt: skip
def test_what_is_no_day_or_does_not_exist_is_none(text: str) -> None:
    assert parse_day(text, year=2024) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_what_is_printed_is_read_back(day: date) -> None:
    assert parse_day(format_day(day.toordinal())) == parse_day(format_chinese_day(day)) == span(day.isoformat())


@given(st.text(max_size=20), st.none() | st.integers(1900, 2100))
def test_no_text_is_an_exception(text: str, year: int | None) -> None:
    day = parse_day(text, year=year)
    assert day is None or day.first <= day.last


def test_months_are_neighbours_across_the_year() -> None:
    assert month_index(date(2025, 1, 1)) == month_index(date(2024, 12, 31)) + 1
