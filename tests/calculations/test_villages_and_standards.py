"""Bases by village, entities by township, awards of a household, standards of assistance, on all engines."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import polars as pl
import pytest

from calculations.asset_income import benefit_by_asset
from calculations.assistance import below_yearly_standard, households_without_labour
from calculations.awards import earns_by_income, household_due, household_totals
from calculations.bases import bases_of_villages, entities_by_township, names_village
from checks.engine.frames import collect, on_engine
from values.shares import Share

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])


def _values(engine: Any, value: nw.Expr, **columns: list[Any]) -> list[Any]:
    return collect(on_engine(pl.DataFrame(columns), engine).select(value.alias("x")))["x"].to_list()


@ENGINES
@pytest.mark.parametrize(
    ("village", "texts", "named"),
    [
        ("新村", ["新村", "甲村、新村", "新村村委会", "新村民委员会", "创新村", "新村小学", None], [True] * 4 + [False] * 3),
        ("新村村民委员会", ["新村", "新村社区", "新"], [True, True, False]),
        ("新村社区", ["新村", "新", "新村村"], [True, False, True]),
        ("示范", ["示范村", "示范", "大示范村"], [True, True, False]),
        ("社区", ["", "甲村", "社区"], [False, False, True]),
    ],
)
def test_a_list_names_a_village_as_a_whole_name(engine: Any, village: str, texts: list[Any], named: list[bool]) -> None:
    frame = on_engine(pl.DataFrame({"covered": texts}, schema={"covered": pl.String}), engine)
    found = collect(frame.with_columns(names_village("covered", village).alias("x")))
    assert dict(zip(found["covered"], found["x"], strict=True)) == dict(zip(texts, named, strict=True))


@ENGINES
def test_a_base_of_several_villages_counts_once_for_each(engine: Any) -> None:
    bases = on_engine(
        pl.DataFrame({
            "village": ["甲村", "乙村", "甲村", None],
            "covered_villages": ["乙村、丙村", None, "乙村", "丙村"],
            "base": ["茶园", "果园", "茶园", "大棚"],
        }),
        engine,
    )  # fmt: skip
    own, shared = (bases_of_villages(bases, ["乙村", "丙村", "乙村"], shared=each) for each in (False, True))
    assert own is not None
    assert shared is not None
    assert collect(own).select("village", "base").rows() == [("乙村", "果园")]
    assert sorted(collect(shared).select("village", "base").rows()) == [
        ("丙村", "大棚"), ("丙村", "茶园"), ("乙村", "果园"), ("乙村", "茶园"),
    ]  # fmt: skip
    assert bases_of_villages(bases, [], shared=True) is None


@ENGINES
def test_an_entity_entered_twice_is_one_with_the_households_it_leads(engine: Any) -> None:
    entities = pl.DataFrame({
        "township": ["新田镇", "新田镇", "新田镇", "新田镇", None, "和美乡"],
        "entity": ["甲社", "甲社", "乙社", None, "丙社", "丁社"],
        "households_led": [5, 8, None, 9, 9, None],
    })  # fmt: skip
    found = collect(entities_by_township(on_engine(entities, engine), "coop")).sort("coop_count")
    assert found.select("township", "coop_count", "coop_led", "coop_unread").rows() == [
        ("和美乡", 1, 0, 1), ("新田镇", 2, 8, 1),
    ]  # fmt: skip


@ENGINES
@pytest.mark.parametrize("column", ["industry", "variety", "award_standard"])
def test_silk_and_machines_have_a_standard_of_their_own(engine: Any, column: str) -> None:
    columns = {name: ["养猪", None, "养猪"] for name in ("industry", "variety", "award_standard")}
    columns[column] = ["桑蚕", None, "养猪"]
    assert _values(engine, earns_by_income({*columns, "amount"}), **columns) == [False, True, True]
    priced = _values(engine, earns_by_income({*columns, "machine_price"}), **columns, machine_price=[None, None, 500])
    assert priced == [False, True, False]


@ENGINES
def test_awards_of_a_household_are_added_up_on_its_first_record(engine: Any) -> None:
    awards = pl.DataFrame({
        "_ledger": [0, 0, 0, 1],
        "_row": [7, 5, 9, 5],
        "household_id": ["A", "A", "B", "A"],
        "award_amount": [100, 300, 50, None],
        "actual_income": [1000, 2000, 500, None],
        "_unclear": [1, 0, 0, 1],
    })  # fmt: skip
    found = collect(household_totals(on_engine(awards, engine))).sort("household_id")
    names = ("household_id", "_ledger", "_row", "total", "most", "earned", "unclear", "count")
    assert found.select(*names).rows() == [("A", 0, 5, 400, 300, 3000, 2, 3), ("B", 0, 9, 50, 50, 500, 0, 1)]


@ENGINES
def test_a_household_is_due_its_share_up_to_the_cap(engine: Any) -> None:
    due = household_due(nw.col("earned"), Share(3, 10), 600)
    assert _values(engine, due, earned=[1000, 2000, 2001]) == [3000, 6000, 6000]


@ENGINES
def test_a_standard_is_taken_by_the_month_where_it_can_be_nothing_else(engine: Any) -> None:
    below = below_yearly_standard(nw.col("standard"), 12_000)
    given = [999, 1000, 2999, 3000, 11_999, 12_000]
    assert _values(engine, below, standard=given) == [True, False, False, True, True, False]


@ENGINES
def test_a_household_has_no_labour_where_everybody_is_told_to_have_none(engine: Any) -> None:
    words = ["无", "无劳力", "无劳动力", "无劳动能力", "丧失劳动力", "丧失劳动能力", "完全丧失劳动能力"]
    told: list[tuple[str, str | None]] = [(f"H{number}", word) for number, word in enumerate(words)]
    told += [("A", "无"), ("A", "全"), ("B", "无"), ("B", None), ("C", "弱、半")]
    frame = on_engine(pl.DataFrame(told, schema=["household_id", "labour_class"], orient="row"), engine)
    assert sorted(collect(households_without_labour(frame))["household_id"]) == [f"H{n}" for n in range(len(words))]


@ENGINES
def test_what_reaches_the_people_helped_and_what_may(engine: Any) -> None:
    rows = [
        ("脱贫户", "分红", 10), ("脱贫户", None, 20), (None, "奖补", 30), ("村集体", None, 40), ("脱贫户", "小型公益事业", 50),
        ("非脱贫户", "分红", 60), ("脱贫户", "分红", None), (None, "小型公益事业", 70), ("脱贫户及一般农户", "发展产业", 80),
    ]  # fmt: skip
    schema = {"beneficiary_category": pl.String, "purpose": pl.String, "amount": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        pl.lit("水渠").alias("asset"), pl.lit(0, pl.Int64).alias("_ledger"), pl.int_range(5, 14).alias("_row")
    )
    found = collect(benefit_by_asset(on_engine(frame, engine), keys=("asset",)))
    assert found.select("asset", "direct", "perhaps", "whole", "unread").rows() == [("水渠", 10, 130, 360, 1)]
