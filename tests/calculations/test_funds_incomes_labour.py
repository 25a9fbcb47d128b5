from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculations.funds import falls_short, industry_part
from calculations.incomes import filled_in_step, net_income, per_capita_gap
from calculations.labour import DEVELOPING_MEASURES, MEASURES_BY_LABOUR_CLASS, SUPPORTING_MEASURES, any_of
from checks.engine.frames import collect, on_engine
from ledgers.catalogue import ledger_kinds

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas"])


def worked_out(frame: pl.DataFrame, engine: Any, value: nw.Expr) -> list[Any]:
    return collect(on_engine(frame, engine).select(value.alias("x")))["x"].to_list()


@ENGINES
def test_funds_of_industry_the_whole_the_unclear_and_the_unread(engine: Any) -> None:
    projects = pl.DataFrame({
        "_ledger": [2, 1, 1, 1, 1],
        "project_category": ["产业发展", "乡村建设", None, "特色种养", "产业发展"],
        "central_funds": [60, 40, 5, 7, None],
        "central_funds__state": [1, 1, 1, 1, 2],
    })  # fmt: skip
    row = collect(industry_part(on_engine(projects, engine), "central_funds")).row(0, named=True)
    assert row == {"_ledger": 1, "part": 60, "whole": 112, "unclear": 12, "unread": 1}


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_blank_funds_are_none_and_none_are_no_row(engine: Any) -> None:
    projects = pl.DataFrame(
        {"_ledger": [0], "project_category": ["产业发展"], "central_funds": [None], "central_funds__state": [0]},
        schema_overrides={"central_funds": pl.Int64},
    )
    blank = collect(industry_part(on_engine(projects, engine), "central_funds"))
    assert blank.select("part", "whole", "unclear", "unread").rows() == [(0, 0, 0, 0)]
    assert collect(industry_part(on_engine(projects.clear(), engine), "central_funds")).is_empty()


@given(st.integers(0, 10**14), st.integers(1, 10**14))
def test_falling_short_is_exact(part: int, whole: int) -> None:
    frame = pl.DataFrame({"part": [part], "whole": [whole]})
    short = worked_out(frame, "polars", falls_short(nw.col("part"), nw.col("whole"), 3, 5))
    assert short == [Fraction(part, whole) < Fraction(3, 5)]


@ENGINES
def test_net_income_is_null_where_a_part_is(engine: Any) -> None:
    parts = ("wage_income", "business_income", "property_income", "transfer_income", "business_expense")
    frame = pl.DataFrame({f"{name}_last_year": [1000, None if name == "wage_income" else 1] for name in parts})
    assert worked_out(frame, engine, net_income("last_year")) == [3000, None]


@ENGINES
@pytest.mark.parametrize(("fen", "step"), [(800_000, 100), (800_050, 10), (800_055, 1), (0, 100), (-150, 10)])
def test_the_precision_an_amount_was_filled_in_with(fen: int, step: int, engine: Any) -> None:
    assert worked_out(pl.DataFrame({"a": [fen]}), engine, filled_in_step(nw.col("a"))) == [step]


@given(st.integers(1, 20), st.integers(0, 10**9), st.sampled_from([1, 10, 100]), st.booleans())
def test_no_rounding_or_cutting_of_a_true_figure_reaches_its_step(heads: int, whole: int, unit: int, cut: bool) -> None:  # noqa: FBT001
    exact = Fraction(whole, heads) / unit
    filled = unit * (int(exact) if cut else int(exact + Fraction(1, 2)))
    frame = pl.DataFrame({"a": [filled], "n": [heads], "w": [whole]})
    gap, step = nw.col("a"), nw.col("n")
    within = per_capita_gap(gap, step, nw.col("w")).abs() < filled_in_step(gap) * step
    assert worked_out(frame, "polars", within) == [True]


@pytest.mark.parametrize("text", ["油茶种植", "省外务工", "公益性岗位（保洁）", "小额信贷5万元", "技能培训", "光伏岗位", "产业带动"])
def test_developing_measures_are_known(text: str) -> None:
    assert re.search(any_of(DEVELOPING_MEASURES), text)


@pytest.mark.parametrize("text", ["低保", "特困供养", "临时救助", "残疾人补贴", "土地流转", "代养分红", ""])
def test_supporting_measures_are_not_taken_for_developing_ones(text: str) -> None:
    assert not re.search(any_of(DEVELOPING_MEASURES), text)


@pytest.mark.parametrize("text", ["土地流转给合作社", "代种代养", "纳入低保", "综合保障"])
def test_supporting_measures_are_known(text: str) -> None:
    assert re.search(any_of(SUPPORTING_MEASURES), text)


def test_labour_classes_are_those_of_the_ledger() -> None:
    choices = ledger_kinds()["monitoring"].field_named("labour_class").choices
    assert [choice.value for choice in choices] == list(MEASURES_BY_LABOUR_CLASS)
    assert not set(DEVELOPING_MEASURES) & set(SUPPORTING_MEASURES)
