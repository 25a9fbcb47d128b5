from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculations.periods import (
    half_month_index,
    half_month_text,
    half_months_elapsed,
    missing_periods,
    months_before,
    months_elapsed,
    spans_text,
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
