"""Rosters, growth and the words of ledgers on both engines."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import pytest

from calculations.growth import grew_less_than, pooled_growth
from calculations.measures import DOES_NOT_QUALIFY, QUALIFIES, factor_code
from calculations.rosters import lowest_share_line, of_places, one_a_household, people_not_listed, without_counterpart
from checks.engine.frames import collect, on_engine
from values.shares import Share

FIFTH = Share(1, 5)
engines = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])


def _incomes(engine: Any, *households: tuple[str | None, int | None, int]) -> Any:
    columns = {"household_id": pl.String, "income": pl.Int64, "household_size": pl.Int64}
    return on_engine(pl.DataFrame(list(households), schema=columns, orient="row"), engine)


@engines
@pytest.mark.parametrize(
    ("incomes", "line", "split"),
    [
        ([10, 20, 30, 40, 50], 20, 0),
        ([10, 10, 30, 40, 50], 10, 1),
        ([10, 20, 30, 40], 10, 1),
        ([-500, 20, 30, 40, 50], 20, 0),
        ([70_000, 10, 250_000, 30_000, 900_000], 30_000, 0),
        ([10], 10, 1),
    ],
)
def test_the_line_of_the_lowest_fifth(engine: Any, incomes: list[int], line: int, split: int) -> None:
    frame = _incomes(engine, *((f"A{i}", income, 3) for i, income in enumerate(incomes)))
    found = collect(lowest_share_line(one_a_household(frame, "income"), FIFTH, by_people=True))
    assert found.rows() == [(line, split)]


@engines
def test_people_and_households_may_lead_to_different_lines(engine: Any) -> None:
    frame = _incomes(engine, ("A1", 10, 8), *((f"A{n}", n * 10, 3) for n in range(2, 11)))
    households = one_a_household(frame, "income")
    by_people = collect(lowest_share_line(households, FIFTH, by_people=True))
    by_household = collect(lowest_share_line(households, FIFTH, by_people=False))
    assert (by_people.rows(), by_household.rows()) == ([(10, 1)], [(30, 0)])


@engines
def test_a_number_entered_twice_counts_once_and_nobody_without_figures(engine: Any) -> None:
    frame = _incomes(engine, ("A1", 10, 3), ("A1", 10, 3), (None, 20, 2), ("A3", None, 4), ("A4", 30, 0), ("A1", 15, 5))
    assert sorted(collect(one_a_household(frame, "income")).rows()) == [(10, 3), (20, 2)]


@engines
def test_no_incomes_no_line(engine: Any) -> None:
    households = one_a_household(_incomes(engine, ("A1", None, 3)), "income")
    assert collect(lowest_share_line(households, FIFTH, by_people=True)).is_empty()


def _named(engine: Any, *rows: tuple[str | None, str | None, str | None]) -> Any:
    frame = pl.DataFrame(list(rows), schema=["household_id", "village", "householder"], orient="row")
    return on_engine(frame.with_columns(pl.all().cast(pl.String)), engine)


@engines
def test_a_household_is_found_by_number_or_by_village_and_name(engine: Any) -> None:
    own = _named(engine, ("A1", "东村", "王小山"), ("A2", "东村", "李小河"), ("A3", "西村", "李小河"))
    others = _named(engine, ("A1", "东村", "王大山"), (None, "东村", "李小河"))
    assert collect(without_counterpart(own, others))["household_id"].to_list() == ["A3"]


@engines
def test_a_name_or_a_village_alone_is_no_counterpart(engine: Any) -> None:
    own = _named(engine, ("A1", "东村", "王小山"), ("A2", None, "李小河"), ("A3", "西村", None))
    others = _named(engine, (None, "东村", "李小河"), (None, None, "李小河"), (None, "西村", None), ("A9", "东村", "王小山"))
    assert sorted(collect(without_counterpart(own, others))["household_id"]) == ["A1", "A2", "A3"]
    unnamed = others.select("household_id", "village")
    assert sorted(collect(without_counterpart(own, unnamed))["household_id"]) == ["A1", "A2", "A3"]


@engines
def test_only_households_of_covered_townships_are_missed(engine: Any) -> None:
    own = on_engine(
        pl.DataFrame({"household_id": ["A1", "A2", "A3"], "township": ["新田镇", "和美乡", None], "village": ["东村", "西村", "东村"]}),
        engine,
    )
    others = on_engine(pl.DataFrame({"household_id": ["B1", "B2"], "township": ["新田镇", "新田镇"]}), engine)
    assert collect(without_counterpart(own, others))["household_id"].to_list() == ["A1"]
    by_village = on_engine(pl.DataFrame({"household_id": ["B1", "B2"], "village": ["西村", "西村"]}), engine)
    assert collect(without_counterpart(own, by_village))["household_id"].to_list() == ["A2"]


PERSON = {"_ledger": pl.Int64, "_row": pl.Int64, "person_identity": pl.String, "person_identity__state": pl.Int64, "person_name": pl.String}


def _people(engine: Any, *rows: tuple[str | None, int, str]) -> Any:
    frame = pl.DataFrame([(0, number, *row) for number, row in enumerate(rows, start=5)], schema=PERSON, orient="row")
    return on_engine(frame, engine)


@engines
def test_people_without_a_number_and_namesakes_of_such_cannot_be_told(engine: Any) -> None:
    people = _people(engine, ("a", 1, "张三"), ("b", 1, "李四"), ("c", 1, "王五"), (None, 0, "赵六"), ("d****", 4, "钱七"))
    listed = _people(engine, ("a", 1, "张三"), ("a", 1, "张三"), (None, 0, "王五"), (None, 0, "王五"), ("d****", 4, "钱七"))
    missing, unclear = people_not_listed(people, listed)
    assert collect(missing)["person_identity"].to_list() == ["b"]
    assert sorted(collect(unclear)["_row"]) == [7, 8, 9]
    for one, other in ((people, listed.drop("person_name")), (people.drop("person_name"), listed)):
        missing, unclear = people_not_listed(one, other)
        assert sorted(collect(missing)["person_identity"]) == ["b", "c"]
        assert sorted(collect(unclear)["_row"]) == [8, 9]


@engines
def test_a_list_says_nothing_of_places_it_does_not_cover(engine: Any) -> None:
    rows = on_engine(pl.DataFrame({"n": [1, 2, 3], "township": ["新田镇", "和美乡", "新田镇"], "village": ["东村", "西村", "北村"]}), engine)
    towns = on_engine(pl.DataFrame({"township": ["新田镇", "新田镇"], "village": ["东村", "东村"]}), engine)
    assert sorted(collect(of_places(rows, towns))["n"]) == [1, 3]
    assert sorted(collect(of_places(rows, towns.select("village")))["n"]) == [1]
    assert sorted(collect(of_places(rows, towns.select("township").rename({"township": "place"})))["n"]) == [1, 2, 3]


@engines
def test_growth_is_compared_exactly(engine: Any) -> None:
    columns = {
        "_ledger": pl.Int64, "household_size": pl.Int64,
        "per_capita_net_income_last_year": pl.Int64, "per_capita_net_income_this_year": pl.Int64,
    }  # fmt: skip
    rows = [(0, 4, 1_000_000, 1_220_000), (1, 2, None, 900_000), (1, None, 800_000, 900_000)]
    pooled = pooled_growth(on_engine(pl.DataFrame(rows, schema=columns, orient="row"), engine))
    assert collect(pooled).row(0, named=True) == {
        "_ledger": 0, "last": 4_000_000, "this": 4_880_000, "judged": 1, "left_out": 2,
    }  # fmt: skip
    target = Share.parse("22%")
    assert collect(pooled.filter(grew_less_than(target, or_equal=False))).is_empty()
    assert not collect(pooled.filter(grew_less_than(target, or_equal=True))).is_empty()


@engines
def test_incomes_of_whom_no_figure_is_known_have_no_growth(engine: Any) -> None:
    columns = ("per_capita_net_income_last_year", "per_capita_net_income_this_year", "household_size")
    frame = pl.DataFrame({"_ledger": [0, 0], **{name: [None, 5] for name in columns[:2]}, columns[2]: [3, None]})
    assert collect(pooled_growth(on_engine(frame, engine))).is_empty()


@pytest.mark.parametrize(
    ("text", "stated"),
    [("1", True), ("1、3", True), ("因素1", True), ("①", True), ("12", False), ("21", False), ("3", False)],
)
def test_the_code_of_a_reason(text: str, stated: bool) -> None:  # noqa: FBT001 - a case
    assert bool(re.search(factor_code(1), text)) is stated


@pytest.mark.parametrize(
    ("text", "qualifies"),
    [
        ("符合", True), ("符合纳入条件", True), ("经研判符合监测标准", True), ("建议纳入", True),
        ("不符合", False), ("暂不符合条件", False), ("符合低保条件", False), ("收入正常，不予纳入", False),
    ],
)  # fmt: skip
def test_a_conclusion_that_a_household_qualifies(text: str, qualifies: bool) -> None:  # noqa: FBT001 - a case
    assert (bool(re.search(QUALIFIES, text)) and not re.search(DOES_NOT_QUALIFY, text)) is qualifies
