"""Totals by key, the first record of a group, what another ledger says, on all engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from calculations.agreement import place, said_of
from calculations.deadlines import straddles
from calculations.records import first_records
from calculations.sums import sums_by, sums_of
from checks.engine.frames import collect, on_engine

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
COUNTED = {"_ledger": pl.Int64, "_row": pl.Int64, "who": pl.String, "paid": pl.Int64}


def _frame(engine: Any, *rows: tuple[Any, ...], schema: Any = COUNTED) -> Any:
    return on_engine(pl.DataFrame(list(rows), schema=schema, orient="row"), engine)


@ENGINES
def test_totals_stand_on_the_first_record_and_a_blank_adds_nothing(engine: Any) -> None:
    rows = _frame(engine, (1, 9, "a", 5), (0, 7, "a", None), (2, 6, "a", 3), (1, 8, "b", None))
    parts = {"paid": nw.col("paid"), "blank": nw.col("paid").is_null()}
    found = collect(sums_by(rows, ["who"], parts)).sort("who")
    assert found.select("who", "_ledger", "_row", "paid", "blank").rows() == [("a", 0, 6, 8, 1), ("b", 1, 8, 0, 1)]


@ENGINES
def test_the_total_of_a_ledger_is_one_row(engine: Any) -> None:
    rows = _frame(engine, (3, 9, "a", 5), (1, 7, "a", None), (2, 6, "b", 3))
    assert collect(sums_of(rows, {"sum": nw.col("paid"), "big": nw.col("paid") > 3})).rows() == [(1, 8, 1)]
    blank = _frame(engine, (1, 7, "a", None))
    assert collect(sums_of(blank, {"sum": nw.col("paid")})).rows() == [(1, 0)]


@ENGINES
def test_no_records_have_no_total(engine: Any) -> None:
    assert collect(sums_of(_frame(engine), {"sum": nw.col("paid")})).is_empty()


@ENGINES
def test_the_first_record_of_a_group_is_in_the_first_ledger(engine: Any) -> None:
    rows = _frame(engine, (1, 2, "a", None), (0, 9, "a", None), (0, 5, "a", None), (2, 7, "b", None))
    found = collect(first_records(rows, "who")).sort("who")
    assert found.select("who", "_ledger", "_row").rows() == [("a", 0, 5), ("b", 2, 7)]


@ENGINES
def test_what_another_ledger_says_is_told_by_its_first_record_that_says_something(engine: Any) -> None:
    rows = _frame(
        engine,
        *((0, 5, "a", None), (0, 6, "a", 30), (0, 7, "a", 30)),
        *((0, 8, "b", 10), (0, 9, "b", 20)),
        *((0, 10, "c", None), (0, 11, None, 5)),
    )
    there = collect(rows.filter(nw.col("_row") == 6).select(place().alias("there")))["there"][0]
    found = collect(said_of(rows, ["who"], nw.col("paid")))
    assert found.select("who", "other", "there").rows() == [("a", 30, there)]


@ENGINES
def test_a_text_whose_days_lie_on_both_sides_of_the_deadline_is_not_decided(engine: Any) -> None:
    days = {"done": [99, 100, 100, 101, 80], "done__last": [100, 100, 130, 130, 130]}
    found = collect(on_engine(pl.DataFrame(days), engine).select(straddles("done", date.fromordinal(100)).alias("x")))
    assert found["x"].to_list() == [False, False, True, False, True]
