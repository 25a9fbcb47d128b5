"""What an engine passes by itself the judge passes too; and it passes nearly all right numbers."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.engine.frames import collect, on_engine
from checks.sound_texts import without_beginnings, without_correct_identities
from values.identity import check_character, identity_fault

ENGINES = ("polars", "pandas", "duckdb")
BODIES = st.from_regex(r"\A[0-9]{6}(18|19|20|21)[0-9]{2}[0-3][0-9][0-3][0-9][0-9]{3}\Z")
NUMBERS = BODIES.flatmap(
    lambda body: st.sampled_from([body + check_character(body), body + "0", body + "X", body[:-1]])
)


def told(engine: Any, texts: list[str | None]) -> list[bool]:
    """Which texts are passed."""
    frame = on_engine(pl.DataFrame({"x": pl.Series(texts, dtype=pl.String), "_row": range(len(texts))}), engine)
    left = set(collect(without_correct_identities(frame, "x").select("_row"))["_row"].to_list())
    return [row not in left for row in range(len(texts))]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=20, deadline=None)
@given(
    texts=st.lists(NUMBERS | st.none() | st.sampled_from(["", "3607991980010100", "36079919800101001x"]), min_size=1)
)
def test_no_wrong_number_is_passed(engine: Any, texts: list[str | None]) -> None:
    for text, right in zip(texts, told(engine, texts), strict=True):
        assert not right or identity_fault(text or "") is None


@pytest.mark.parametrize("engine", ENGINES)
def test_right_numbers_are_passed(engine: Any) -> None:
    bodies = [
        f"360799{year}{month:02d}{day}{number:03d}"
        for year in (1900, 1999, 2024)
        for month in (1, 4, 12)
        for day in (10, 28, 30)
        for number in (1, 987)
    ]
    assert all(told(engine, [body + check_character(body) for body in bodies]))
    left = f"36079920000229{1:03d}"
    assert told(engine, [left + check_character(left)]) == [False]  # the judge decides


@pytest.mark.parametrize("engine", ENGINES)
def test_beginnings(engine: Any) -> None:
    frame = on_engine(pl.DataFrame({"x": ["36079", "09", None, "3"]}), engine)
    assert collect(without_beginnings(frame, "x", ["36", "3"]).select("x"))["x"].to_list() == ["09", None]
