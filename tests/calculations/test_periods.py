from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculations.calendar_periods import Period, periods_over
from calculations.periods import (
    half_month_index,
    half_month_text,
    half_months_elapsed,
    missing_periods,
    months_before,
    months_elapsed,
    period_gaps,
    spans_text,
    years_later,
)
from checks.engine.frames import collect, on_engine

_DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2024, 12, 31), 24, date(2022, 12, 31)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 1, 15), 1, date(2023, 12, 15)),
        (date(2024, 5, 1), 0, date(2024, 5, 1)),
    ],
)
def test_months_back_keep_the_day_or_end_with_the_month(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("as_of", "count"),
    [(date(2023, 12, 31), 0), (date(2024, 1, 30), 0), (date(2024, 1, 31), 1), (date(2024, 2, 28), 1),
     (date(2024, 2, 29), 2), (date(2024, 12, 31), 12), (date(2025, 6, 1), 12)],
)  # fmt: skip
def test_a_month_is_due_on_its_last_day(as_of: date, count: int) -> None:
    assert months_elapsed(2024, as_of) == tuple(2024 * 12 + month for month in range(count))


@given(_DAYS)
def test_half_months_cover_the_year_up_to_the_day_without_gap(as_of: date) -> None:
    halves = half_months_elapsed(as_of.year, as_of)
    days = [first + timedelta(n) for first, last in halves for n in range((last - first).days + 1)]
    assert days == [date(as_of.year, 1, 1) + timedelta(n) for n in range(len(days))]
    assert all(last <= as_of for _, last in halves)
    assert [half_month_index(first) for first, _ in halves] == [half_month_index(last) for _, last in halves]


def test_half_months_since_a_day_begin_on_or_after_it() -> None:
    halves = half_months_elapsed(2024, date(2024, 8, 15), since=date(2024, 7, 2))
    assert [half_month_text(half_month_index(first)) for first, _ in halves] == ["2024年7月下半月", "2024年8月上半月"]


@pytest.mark.parametrize("engine", ["polars", "pandas"])
@pytest.mark.parametrize(("periods", "gaps"), [((1, 2, 3), [("a", 2), ("b", 1), ("b", 2), ("b", 3)]), ((), [])])
def test_missing_periods_are_those_without_a_record(engine: Any, periods: tuple[int, ...], gaps: list[Any]) -> None:
    entities = on_engine(pl.DataFrame({"who": ["a", "b"]}), engine)
    records = on_engine(pl.DataFrame({"who": ["a", "a", "a", "c"], "month": [1, 1, 3, 2]}), engine)
    found = collect(missing_periods(entities, records, entity="who", period="month", periods=periods))
    assert sorted(found.select("who", "month").iter_rows()) == gaps


@pytest.mark.parametrize(
    ("months", "text"),
    [
        ([24288, 24289, 24290, 24292], "2024年1-3月、5月"),
        ([24292, 24288, 24288], "2024年1月、5月"),
        ([24287, 24288], "2023年12月、2024年1月"),
        ([], ""),
    ],
)
def test_months_are_listed_as_an_official_would(months: list[int], text: str) -> None:
    assert spans_text(months) == text


def test_the_frames_are_lazy() -> None:
    entities = on_engine(pl.DataFrame({"who": ["a"], "month": [1]}), "polars")
    gaps = missing_periods(entities.select("who"), entities, entity="who", period="month", periods=(1, 2))
    assert isinstance(gaps, nw.LazyFrame)


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
@pytest.mark.parametrize("years", [0, 1, 2, 3, 4, 7, 25])
def test_years_later_is_the_same_day_of_the_calendar(engine: Any, years: int) -> None:
    days = [date(1995, 12, 1) + timedelta(n) for n in range(0, 12_000, 11)] + [date(year, 2, 29) for year in (1996, 2000)]
    frame = on_engine(pl.DataFrame({"day": [day.toordinal() for day in days]}), engine)
    found = collect(frame.select("day", years_later(nw.col("day"), years).alias("later")))
    wanted = [day.replace(year=day.year + years, day=min(day.day, 28 if day.month == 2 else 31)) for day in days]
    later = dict(zip((day.toordinal() for day in days), (day.toordinal() for day in wanted), strict=True))
    assert dict(found.rows()) == later | {day.toordinal(): day.toordinal() for day in days if years == 0}


@pytest.mark.parametrize(
    ("name", "count", "first", "last"),
    [
        ("半月", 24, ("2024-01-01", "2024-01-15", "2024年1月上半月"), ("2024-12-16", "2024-12-31", "2024年12月下半月")),
        ("月", 12, ("2024-01-01", "2024-01-31", "2024年1月"), ("2024-12-01", "2024-12-31", "2024年12月")),
        ("季度", 4, ("2024-01-01", "2024-03-31", "2024年第一季度"), ("2024-10-01", "2024-12-31", "2024年第四季度")),
        ("半年", 2, ("2024-01-01", "2024-06-30", "2024年上半年"), ("2024-07-01", "2024-12-31", "2024年下半年")),
    ],
)
def test_periods_of_a_year(name: Any, count: int, first: tuple[str, str, str], last: tuple[str, str, str]) -> None:
    periods = periods_over(name, 2024, date(2024, 12, 31))
    told = [(period.first.isoformat(), period.last.isoformat(), period.text) for period in periods]
    assert (len(told), told[0], told[-1]) == (count, first, last)
    days = [period.first + timedelta(n) for period in periods for n in range((period.last - period.first).days + 1)]
    assert days == [date(2024, 1, 1) + timedelta(n) for n in range(366)]


@pytest.mark.parametrize(("since", "count"), [(date(2024, 7, 1), 6), (date(2024, 7, 2), 5), (None, 12)])
def test_periods_since_a_day_begin_on_or_after_it(since: date | None, count: int) -> None:
    assert len(periods_over("月", 2024, date(2024, 12, 31), since=since)) == count
    assert len(periods_over("月", 2024, date(2024, 12, 30), since=since)) == count - 1


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_a_vague_day_makes_a_gap_doubtful(engine: Any) -> None:
    quarters = (Period(date(2024, 1, 1), date(2024, 3, 31), "一"), Period(date(2024, 4, 1), date(2024, 6, 30), "二"))
    first, last = (quarters[0].first.toordinal(), quarters[1].last.toordinal())
    middle = quarters[0].last.toordinal()
    records: dict[str, list[tuple[Any, Any, bool]]] = {
        "whole": [(first, middle, True), (middle + 1, last, True)],
        "first": [(middle, middle, True)],
        "second": [(middle + 1, middle + 1, True), (first - 1, first - 1, True), (last + 1, last + 9, True)],
        "vague": [(middle, middle + 1, True)],
        "unsure": [(first, first, False), (last, last, False)],
        "unread": [(None, None, True)],
        "none": [],
    }
    rows = [(name, *each) for name, own in records.items() for each in own]
    schema = {"who": pl.String, "day": pl.Int64, "day__last": pl.Int64, "sure": pl.Boolean}
    frame = on_engine(pl.DataFrame(rows, schema=schema, orient="row"), engine)
    entities = on_engine(pl.DataFrame({"who": list(records)}), engine)
    missing, doubtful = period_gaps(entities, frame, entity=("who",), day="day", periods=quarters)
    assert sorted(collect(missing).select("who", "period_text").rows()) == [
        ("first", "二"), ("none", "一"), ("none", "二"), ("second", "一"),
    ]  # fmt: skip
    assert sorted(collect(doubtful).select("who", "period_text").rows()) == [
        (who, text) for who in ("unread", "unsure", "vague") for text in ("一", "二")
    ]
    assert all(collect(each).is_empty() for each in period_gaps(entities, frame, entity=("who",), day="day", periods=()))
