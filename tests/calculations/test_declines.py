"""Households whose income fell, their causes, and the incomes of each village."""

from typing import Any

import narwhals as nw
import polars as pl
import pytest

from calculations.decline_counts import factor_number, households_by_factor
from calculations.declines import counted_once, fallen, village_incomes, with_cause
from checks.engine.frames import collect, on_engine

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
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


@ENGINES
def test_a_reason_is_told_by_its_number_or_its_words(engine: Any) -> None:
    texts = {
        "1": 1, "②": 2, "因素3": 3, "4": 4, "5": 5, "6": 6, "因素7": 7, "⑧": 8, "9": 0, "12": 0, "1、3": 0, "": 0, None: 0,
        "经营净收入减少": 1, "务工收入减少": 3, "低保被取消": 4, "补贴减少": 5, "种粮补贴取消": 5, "帮扶措施不到位": 7, "其他": 8, "其它原因": 8,
        "家庭其他成员": 0, "务工收入减少、补贴减少": 0, "经营扩大": 0,
    }  # fmt: skip
    frame = on_engine(pl.DataFrame({"reason": list(texts)}, schema={"reason": pl.String}), engine)
    found = collect(frame.with_columns(factor_number("reason").alias("number")))
    assert dict(zip(found["reason"], found["number"], strict=True)) == texts


@ENGINES
def test_households_are_counted_by_reason_where_all_reasons_are_codes(engine: Any) -> None:
    rows = [("甲村", "1、3"), ("甲村", "③"), ("甲村", None), ("甲村", "8"), ("乙村", "收入减少"), ("乙村", "1"), ("丙村", None)]
    incomes = on_engine(pl.DataFrame(rows, schema={"village": pl.String, "decline_factors": pl.String}, orient="row"), engine)
    found = collect(households_by_factor(incomes, ["village"])).sort("village", "number")
    counted = {1: 1, 2: 0, 3: 2, 4: 0, 5: 0, 6: 0, 7: 0, 8: 1}
    wanted = [("丙村", number, 0) for number in counted] + [("甲村", number, count) for number, count in counted.items()]
    assert found.select("village", "number", "counted").rows() == wanted
