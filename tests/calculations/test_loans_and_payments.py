"""Balances and new loans, payments at a day, funds of villages, labour pay of projects, on all engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from calculations.loans import balances, new_loans, repaid_late, repaid_on_time
from calculations.payments import labour_pay_by_project, paid_at, village_funds
from checks.engine.frames import collect, on_engine

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
FIRST, LAST = date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal()


def _frame(engine: Any, columns: dict[str, Any], *rows: tuple[Any, ...]) -> Any:
    return on_engine(pl.DataFrame(list(rows), schema=columns, orient="row"), engine)


BALANCES = dict.fromkeys(("_ledger", "balance", "balance__state", "balance_last_year_end", "balance_last_year_end__state"), pl.Int64)


@ENGINES
def test_balances_the_filled_and_the_unread(engine: Any) -> None:
    loans = _frame(engine, BALANCES, (1, 50, 1, 70, 1), (0, None, 0, 30, 1), (0, None, 2, None, 2), (0, 5, 1, None, 0))
    found = collect(balances(loans))
    assert found.select("_ledger", "now", "before", "filled", "unread").rows() == [(0, 55, 100, 2, 2)]
    blank = collect(balances(_frame(engine, BALANCES, (0, None, 0, None, 0))))
    assert blank.select("now", "before", "filled", "unread").rows() == [(0, 0, 0, 0)]
    assert collect(balances(_frame(engine, BALANCES))).is_empty()


LOANS = dict.fromkeys(("_ledger", "loan_amount", "loan_amount__state", "lent_on", "lent_on__last", "lent_on__state"), pl.Int64)


@ENGINES
def test_loans_given_out_in_the_year_and_those_that_cannot_be_told(engine: Any) -> None:
    rows = (
        (2, 10, 1, FIRST, FIRST, 1),
        (1, 20, 1, LAST, LAST, 1),
        (1, 100, 1, FIRST - 1, FIRST - 1, 1),
        (1, 200, 1, LAST + 1, LAST + 1, 1),
    )
    found = collect(new_loans(_frame(engine, LOANS, *rows), 2024))
    assert found.select("_ledger", "lent", "unclear").rows() == [(1, 30, 0)]
    unclear = (
        (0, 1, 1, FIRST - 1, FIRST, 1),  # 2023年12月31日或2024年1月1日
        (0, 1, 1, LAST, LAST + 1, 1),
        (0, 1, 1, None, None, 0),
        (0, None, 2, FIRST, FIRST, 1),
        (0, None, 0, FIRST, FIRST, 1),
    )
    clear = ((0, None, 0, None, None, 0), (0, 1, 1, FIRST - 9, FIRST - 1, 1), (0, 1, 1, LAST + 1, LAST + 9, 1))
    found = collect(new_loans(_frame(engine, LOANS, *unclear, *clear), 2024))
    assert found.select("lent", "unclear").rows() == [(0, len(unclear))]
    assert collect(new_loans(_frame(engine, LOANS), 2024)).is_empty()


@ENGINES
def test_the_words_of_a_repayment(engine: Any) -> None:
    words = ["逾期30天", "未逾期", "未按期还款", "按期还款", "已结清", "未结清", "未到期，正常", "利息拖欠", "展期", None]
    frame = _frame(engine, {"state": pl.String}, *((word,) for word in words))
    told = collect(frame.select(late=repaid_late("state"), kept=repaid_on_time("state")))
    assert told["late"].to_list() == [True, False, True, False, False, False, False, True, False, False]
    assert told["kept"].to_list() == [False, True, False, True, True, False, False, False, False, False]


PAID: dict[str, Any] = {
    "_ledger": pl.Int64, "fund_document": pl.String, "as_of": pl.Int64, "as_of__last": pl.Int64,
    "issued_amount": pl.Int64, "paid_amount": pl.Int64,
}  # fmt: skip


@ENGINES
def test_what_was_paid_at_a_day_and_what_other_records_say(engine: Any) -> None:
    rows = (
        (1, "甲", LAST, LAST, 100, 60),
        (0, "甲", LAST, LAST, None, 5),
        (0, "乙", LAST, LAST, 50, 50),
        (0, "甲", LAST - 30, LAST - 30, 70, 30),
        (0, "丙", LAST - 30, LAST - 30, 70, 30),
        (0, "丙", None, None, 70, 30),
        (0, None, LAST - 30, LAST, 1, 1),
    )
    found = collect(paid_at(_frame(engine, PAID, *rows), LAST))
    assert found.select("_ledger", "issued", "paid", "unread", "elsewhere", "records").rows() == [(0, 150, 115, 1, 3, 3)]


VILLAGES: dict[str, Any] = {"township": pl.String, "village": pl.String}
FUNDED = {**VILLAGES, "central": pl.Int64, "central__state": pl.Int64, "county": pl.Int64, "county__state": pl.Int64}


@ENGINES
def test_a_village_has_the_funds_of_its_projects(engine: Any) -> None:
    villages = _frame(engine, VILLAGES, ("新田镇", "东村"), ("新田镇", "西村"))
    projects = _frame(
        engine,
        FUNDED,
        *(("新田镇", "东村", 10, 1, 20, 1), ("新田镇", "东村", 5, 1, None, 0)),
        *((None, "东村", 100, 1, None, 2), ("新田镇", None, 200, 1, None, 2), ("和美乡", "西村", 7, 1, 8, 1)),
    )
    found = collect(village_funds(villages, projects, ["central", "county"])).sort("total")
    names = ("village", "total", "unread", "unplaced")
    assert found.select(*names).rows() == [("西村", 0, 2, 300), ("东村", 35, 2, 300)]


RELIEF: dict[str, Any] = {
    "_ledger": pl.Int64, "_row": pl.Int64, "project_name": pl.String, "labour_pay": pl.Int64, "total_investment": pl.Int64,
}  # fmt: skip


@ENGINES
def test_labour_pay_of_a_project_on_several_rows(engine: Any) -> None:
    rows = ((0, 6, "水渠", 10, 100), (0, 5, "水渠", 20, 300), (0, 7, "水渠", None, None), (0, 8, None, 9, 9), (1, 5, "路灯", None, None))
    found = collect(labour_pay_by_project(_frame(engine, RELIEF, *rows))).sort("_ledger")
    names = ("project_name", "_ledger", "_row", "pay", "unread", "whole")
    assert found.select(*names).rows() == [("水渠", 0, 5, 30, 1, 300), ("路灯", 1, 5, 0, 1, None)]
