"""Households whose income fell, their causes, and the incomes of each village."""

from typing import Any

import narwhals as nw
import polars as pl
import pytest

from calculations.declines import counted_once, fallen, village_incomes, with_cause

LAST, THIS = "per_capita_net_income_last_year", "per_capita_net_income_this_year"


def ledger(*rows: tuple[str | None, str, int | None, int | None, int | None, str | None]) -> Any:
    names = ("household_id", "village", "household_size", LAST, THIS, "decline_factors")
    frame = pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], infer_schema_length=None).with_columns(
        pl.lit("新田镇").alias("township"), pl.col("decline_factors").cast(pl.String)
    )
    return nw.from_native(frame.with_row_index("_row").cast({"_row": pl.Int64}).lazy())


def listed(frame: Any) -> list[dict[str, Any]]:
    return list(frame.collect("polars").rows(named=True))


def test_a_household_entered_twice_counts_once() -> None:
    made = counted_once(ledger(("A", "甲村", 2, 100, 90, None), ("A", "甲村", 2, 100, 80, None), (None, "乙村", 1, 5, 6, None)))
    assert sorted(row["_row"] for row in listed(made)) == [0, 2]


@pytest.mark.parametrize(("last", "this", "fell"), [(100, 99, True), (100, 100, False), (100, None, False), (None, 9, False)])
def test_only_a_known_fall_is_one(last: int | None, this: int | None, *, fell: bool) -> None:
    assert bool(listed(fallen(ledger(("A", "甲村", 2, last, this, "1"))))) is fell


def test_a_household_with_two_causes_is_among_those_of_each() -> None:
    made = fallen(ledger(("A", "甲村", 2, 100, 90, "1、3"), ("B", "甲村", 1, 100, 90, "因素③"), ("C", "甲村", 1, 100, 90, None)))
    assert {row["household_id"]: row["causes"] for row in listed(made)} == {"A": 2, "B": 1, "C": 0}
    assert [row["household_id"] for row in listed(with_cause(made, 3).sort("_row"))] == ["A", "B"]


def test_a_village_weighs_incomes_by_heads() -> None:
    made = listed(village_incomes(ledger(("A", "甲村", 2, 100, 90, None), ("B", "甲村", 3, 100, 100, None), ("C", "甲村", None, 1, 1, None))))
    assert made == [
        {"township": "新田镇", "village": "甲村", "households": 2, "people": 5, "last": 500, "this": 480, "fell": 1, "same": 1}
    ]
