"""Figures beside their peers', powers of ten away."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from calculations.magnitudes import out_of_scale
from checks.engine.frames import collect, on_engine

ENGINES = pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])


def _found(engine: Any, figures: list[tuple[str, int | None]], *, times: int = 10, alike: bool = False) -> list[Any]:
    frame = pl.DataFrame(figures, schema={"village": pl.String, "income": pl.Int64}, orient="row")
    found = collect(out_of_scale(on_engine(frame, engine), "income", ["village"], times=times, alike=alike))
    return sorted(found.select("village", "own", "usual", "times").rows())


def _villages(*figures: int) -> list[tuple[str, int | None]]:
    return [(f"村{number}", figure) for number, figure in enumerate(figures)]


@pytest.mark.parametrize(
    ("figure", "times"),
    [(1_200_000, None), (12_000_000, 10), (120_000_000, 100), (1_200_000_000, 1000), (12_000_000_000, 10_000), (120, 10_000), (1, 10_000)],
)
def test_a_village_in_another_unit(figure: int, times: int | None) -> None:
    found = _found("polars", _villages(*[1_200_000] * 5, figure))
    assert found == ([("村5", figure, 1_200_000, times)] if times else [])


def test_two_steps_may_be_chance_and_three_are_ten_times() -> None:
    assert _found("polars", _villages(*[100] * 5, 499)) == []
    assert _found("polars", _villages(*[100] * 5, 999)) == []
    assert _found("polars", _villages(*[100] * 5, 1000)) == [("村5", 1000, 100, 10)]


@ENGINES
def test_only_what_lies_as_far_away_as_asked(engine: Any) -> None:
    villages = _villages(*[100] * 5, 1000, 10_000)
    assert _found(engine, villages, times=100) == [("村6", 10_000, 100, 100)]


def test_fewer_than_five_say_nothing_of_what_is_usual() -> None:
    assert _found("polars", _villages(100, 100, 100, 10_000)) == []
    assert _found("polars", _villages(100, 100, 100, 100, 10_000)) == [("村4", 10_000, 100, 100)]
    assert _found("polars", [*_villages(100, 100, 100, 10_000), ("村8", None), ("村9", 0), ("村10", -5)]) == []


def test_ten_times_is_no_chance_where_eight_in_ten_are_alike() -> None:
    spread = _villages(*[100] * 5, 1000, 1000)
    assert _found("polars", spread, alike=True) == []
    assert [village for village, *_ in _found("polars", spread)] == ["村5", "村6"]
    assert [village for village, *_ in _found("polars", _villages(*[100] * 8, 1000, 1000), alike=True)] == ["村8", "村9"]


def test_one_odd_figure_does_not_move_the_middle_of_a_village() -> None:
    figures = [(f"村{number}", figure) for number in range(6) for figure in (100, 100, 150)]
    assert _found("polars", [*figures, ("村0", 1_000_000), ("村6", 20), ("村6", 30_000), ("村6", 30_000)]) == [("村6", 30_000, 100, 100)]


def test_a_figure_of_one_is_a_figure() -> None:
    assert _found("polars", _villages(*[1] * 5, 10)) == [("村5", 10, 1, 10)]


def test_nothing_is_usual_that_is_less_than_half() -> None:
    assert _found("polars", _villages(1, 1, 100, 100, 100, 100, 90_000, 90_000, 90_000)) == []
    assert len(_found("polars", _villages(1, 1, 100, 100, 100, 100, 90_000, 90_000))) == 4
