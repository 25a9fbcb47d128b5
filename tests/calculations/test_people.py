"""What an identity number says of a person, and a roster of its households, on all engines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from calculations.people import CYCLE, at_least, birth_day_in_cycles, by_household, own_number, under
from checks.engine.frames import collect, on_engine

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])


def _values(frame: pl.DataFrame, engine: Any, value: nw.Expr) -> list[Any]:
    return collect(on_engine(frame, engine).select(value.alias("x")))["x"].to_list()


@ENGINES
def test_a_day_of_birth_is_counted_as_the_calendar_does(engine: Any) -> None:
    days = [date(1899, 12, 25) + timedelta(n) for n in range(0, 73_000, 13)]
    days += [date(year, month, 1) for year in (1900, 2000, 2023, 2024) for month in range(1, 13)]
    numbers = pl.DataFrame({"person_identity": [f"360721{day:%Y%m%d}0011" for day in days], "person_identity__state": 1})
    assert _values(numbers, engine, birth_day_in_cycles()) == [day.toordinal() * CYCLE for day in days]


@ENGINES
def test_a_disability_number_begins_with_the_identity_number(engine: Any) -> None:
    frame = pl.DataFrame({"card": ["36072119800101001143", "3607211980010100114B1", "36072119800101001X"]})
    assert _values(frame, engine, own_number("card")) == ["360721198001010011", "360721198001010011", "36072119800101001X"]


@ENGINES
def test_an_age_holds_all_through_the_year(engine: Any) -> None:
    born = pl.DataFrame({"born": [0, 1964 * 12 - 1, 1964 * 12, 1964 * 12 + 11, 1965 * 12]})
    assert _values(born, engine, at_least(60, 2024, nw.col("born"))) == [False, True, False, False, False]
    assert _values(born, engine, under(60, 2024, nw.col("born"))) == [False, False, False, False, True]


@ENGINES
def test_people_of_a_household_and_those_with_a_trait(engine: Any) -> None:
    frame = pl.DataFrame({"household_id": ["A", "A", "A", None, "B"], "months": [3, None, 0, 5, None]})
    told = collect(by_household(on_engine(frame, engine), away=nw.col("months") > 0)).sort("household_id")
    assert told.select("household_id", "people", "away").rows() == [("A", 3, 1), ("B", 1, 0)]
