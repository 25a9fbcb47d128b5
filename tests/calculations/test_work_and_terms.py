from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from calculations.calendar_periods import periods_over
from calculations.employment import (
    able,
    graduates_employed,
    head_count,
    households_without_work,
    school_term,
    service_counts,
    term_text,
    unable,
)
from calculations.recurring import first_rows, last_rows, recurring_gaps
from calculations.work_awards import awards_by_person
from checks.engine.frames import collect, on_engine

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
FIELDS = frozenset({"started_month", "ended_month", "months_worked", "award_amount", "person_identity"})
JANUARY = 2024 * 12


def _frame(engine: Any, **columns: list[Any]) -> Any:
    return on_engine(pl.DataFrame(columns), engine)


@ENGINES
def test_classes_of_labour(engine: Any) -> None:
    texts = ["普通劳动力", "弱劳动力或半劳动力", "有", "部分丧失劳动能力", "无劳动力", "丧失劳动力", "未填写", None]
    told = collect(_frame(engine, labour_class=texts).select(able().alias("able"), unable().alias("unable")))
    assert told["able"].to_list() == [True, True, True, True, False, False, False, False]
    assert told["unable"].to_list() == [False, False, False, False, True, True, False, False]


@ENGINES
def test_people_are_counted_once_and_the_nameless_only_at_most(engine: Any) -> None:
    frame = _frame(
        engine,
        _ledger=[0, 1, 0, 0, 0],
        person_identity=["a", "a", "b", None, "1****2"],
        person_identity__state=[1, 1, 1, 0, 3],
        works=["y", "n", "?", "y", "y"],
    )
    works = nw.col("works")
    assert collect(head_count(frame, works == "y", works == "?")).row(0) == (0, 1, 4)
    known = frame.filter(nw.col("person_identity") == "a").with_columns((nw.col("_ledger") + 3).alias("_ledger"))
    assert collect(head_count(known, works == "y", works == "?")).row(0) == (3, 1, 1)
    assert collect(head_count(frame.filter(nw.col("_ledger") > 9), works == "y", works == "?")).is_empty()


@ENGINES
def test_households_that_could_work_and_do_not(engine: Any) -> None:
    rows = [
        ("A", "全", "未就业"), ("A", None, "未就业"), ("A", "无", None),
        ("B", "全", "未就业"), ("B", "无", "公岗"),
        ("C", "无", "未就业"),
        ("D", "弱、半", "失业"),
        ("E", "全", None),
        (None, "全", "未就业"),
    ]  # fmt: skip
    columns = ("household_id", "labour_class", "employment_state")
    frame = on_engine(pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"), engine)
    found = collect(households_without_work(frame)).sort("household_id")
    names = ("household_id", "able", "employed", "unclear")
    assert found.select(*names).rows() == [("A", 1, 0, 2), ("D", 1, 0, 0), ("E", 1, 0, 1)]


@ENGINES
def test_graduates_who_want_to_work_and_do(engine: Any) -> None:
    rows = [
        (2, "a", 1, "是", "已就业"),
        (1, "a", 1, "是", "未就业"),
        (1, "b", 1, "是", "未就业"),
        (1, "c", 1, "否", "已就业"),
        (1, "d", 1, "是", "升学"),
        (1, "e", 1, None, "参军入伍"),
        (1, "f", 1, None, "已就业"),
        (1, "g", 1, "是", None),
        (1, "h", 1, None, "公岗"),
        (1, None, 0, "是", "灵活"),
        (1, None, 0, None, "待业"),
    ]
    columns = ("_ledger", "person_identity", "person_identity__state", "willing_to_work", "employment_state")
    types = dict.fromkeys(columns, pl.String) | {"_ledger": pl.Int64, "person_identity__state": pl.Int64}
    frame = on_engine(pl.DataFrame(rows, schema=types, orient="row"), engine)
    found = collect(graduates_employed(frame, nw.lit(value=True)))
    names = ("_ledger", "whole", "part", "best_part", "best_whole", "worst_part", "worst_whole")
    assert found.select(*names).rows() == [(1, 4, 2, 5, 6, 2, 5)]
    assert collect(graduates_employed(frame, nw.col("_ledger") > 9)).is_empty()


@ENGINES
def test_a_term_in_words(engine: Any) -> None:
    found = collect(_frame(engine, term=[4042, 4048, 4051, 4052, 0]).select(term_text("term", 2024).alias("t")))
    assert found["t"].to_list() == ["2021年春季学期", "2024年春季学期", "2025年秋季学期", "", ""]


@ENGINES
@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2024年春季", 4048),
        ("2024年春", 4048),
        ("2024春季学期", 4048),
        ("2023-2024学年第二学期", 4048),
        ("2023—2024学年度下学期", 4048),
        ("2024年秋季", 4049),
        ("2024-2025学年第一学期", 4049),
        ("2023-2024学年上学期", 4047),
        ("2024年上学期", 0),
        ("2019年春季", 0),
        ("2020年秋季", 0),
        ("2021年春季", 4042),
        ("2025年秋季", 4051),
        ("2026年春季", 0),
        ("第一学期", 0),
        (None, 0),
    ],
)
def test_school_terms(engine: Any, text: str | None, term: int) -> None:
    frame = _frame(engine, term=[text, "x"])
    assert collect(frame.select(school_term("term", 2024).alias("t")))["t"].to_list()[0] == term


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "1次政策宣介、3次岗位推荐、1次技能培训",
            {"policy_talks": 1, "job_recommendations": 3, "training_sessions": 1},
        ),
        ("指导1次；推荐3次", {"guidance_sessions": 1, "job_recommendations": 3}),
        ("政策宣介、岗位推荐", None),
        ("1次宣介、1次宣讲", None),
        ("1次走访", None),
    ],
)
def test_configured_services_are_read_or_refused(text: str, counts: dict[str, int] | None) -> None:
    assert service_counts(text) == counts


@ENGINES
def test_first_and_last_rows_go_by_ledger_then_row(engine: Any) -> None:
    frame = _frame(engine, _ledger=[1, 0, 0, 0], _row=[2, 9, 5, 7], key=["a", "a", "a", None])
    assert collect(first_rows(frame, ("key",))).row(0) == (0, 5, "a")
    assert collect(last_rows(frame, ("key",))).row(0) == (1, 2, "a")


@ENGINES
def test_gaps_by_quarter_and_a_roster_that_tells_nothing(engine: Any) -> None:
    entities = _frame(engine, _ledger=[0, 0], _row=[5, 6], key=["a", "b"])
    quarters = periods_over("季度", 2024, date(2024, 9, 30))
    often = _frame(engine, key=["a", "a", "b"], month=[JANUARY, JANUARY + 4, JANUARY + 8])
    gaps = recurring_gaps(entities, often, keys=("key",), periods=quarters)
    found = collect(gaps.missing).sort("_row", "due")
    assert found.select("key", "due").rows() == [("a", 3), ("b", 1), ("b", 2)]
    assert found["due_text"][0] == "2024年第三季度"
    once = _frame(engine, key=["a", "b"], month=[JANUARY, JANUARY + 8])
    roster = recurring_gaps(entities, once, keys=("key",), periods=quarters)
    assert collect(roster.missing).height == 0
    assert sorted(collect(roster.unclear).rows()) == [(0, 5), (0, 6)]


@ENGINES
def test_awards_are_added_up_by_person_and_year_and_shared_months_counted_once(engine: Any) -> None:
    frame = _frame(
        engine,
        _ledger=[0, 1, 0],
        _row=[5, 5, 6],
        person_identity=["a", "a", "b"],
        person_identity__state=[1, 1, 1],
        started_month=[JANUARY, JANUARY + 1, JANUARY - 3],
        ended_month=[JANUARY + 1, JANUARY + 2, JANUARY + 1],
        months_worked=[200, 200, None],
        award_amount=[10_000, 20_000, 0],
    )
    people = collect(awards_by_person(frame, FIELDS, 2024)).to_dicts()
    assert [(p["person_identity"], p["_ledger"], p["amount"], p["rows"]) for p in people] == [("a", 1, 30_000, 2)]
    assert (people[0]["least_months"], people[0]["most_months"]) == (200, 300)
    assert (people[0]["months_unread"], people[0]["spans_unread"], people[0]["amounts_unread"]) == (0, 0, 0)


@ENGINES
def test_awards_whose_months_or_amounts_cannot_be_told(engine: Any) -> None:
    frame = _frame(
        engine,
        _ledger=[0] * 5,
        _row=[5, 6, 7, 8, 9],
        person_identity=["a", "a", "a", "b", "c"],
        person_identity__state=[1] * 5,
        started_month=[JANUARY, None, None, JANUARY + 10, JANUARY + 3],
        ended_month=[JANUARY + 1, None, JANUARY + 3, JANUARY + 14, JANUARY + 1],
        months_worked=[None, None, None, 1200, None],
        award_amount=[10_000, None, None, 500, 500],
    )
    names = ("person_identity", "rows", "months_unread", "spans_unread", "amounts_unread", "least_months", "most_months")
    people = collect(awards_by_person(frame, FIELDS, 2024)).sort("person_identity").select(*names)
    assert people.rows() == [("a", 3, 2, 2, 2, 200, 200), ("b", 1, 0, 0, 0, 1200, 1200), ("c", 1, 0, 0, 0, 0, 0)]
    unspanned = collect(awards_by_person(frame, FIELDS - {"ended_month"}, 2024)).sort("person_identity").select(*names)
    assert unspanned.rows() == [("a", 3, 3, 3, 3 - 1, 0, 0), ("b", 1, 0, 1, 0, 1200, 1200), ("c", 1, 1, 1, 0, 0, 0)]
    stated = FIELDS - {"months_worked"}
    by_span = collect(awards_by_person(frame, stated, 2024)).sort("person_identity").select("least_months")
    assert by_span["least_months"].to_list() == [200, 200, 0]
