"""A column left in a Parquet file reads as the same column in a workbook would, on every engine."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.engine.duckdb_engine import frame_of, scanned
from checks.engine.frames import collect
from ledgers.cell_texts import Reading
from ledgers.columnar.model import Store
from ledgers.columnar.survey import Given, survey
from ledgers.columnar.typed import own_values, typed
from ledgers.columnar.value_texts import text_of
from ledgers.columns import type_columns
from ledgers.model import CellState, Choice, Field, FieldType

CHOICES = (Choice("脱贫户", ("脱贫", "贫困户")), Choice("监测户"))
NUMBERS = [
    "0",
    "12",
    "12.5",
    "-3.456",
    "1234.565",
    "0.005",
    "9833.333333333",
    "1,200.5",
    "12元",
    "1.2万",
    "65%",
    "６５",
    "大约3",
    "/",
    "无",
    "",
]
DAYS = [
    "2024-02-29",
    "2023-02-29",
    "2024.8.9",
    "2024年8月",
    "2024/8/9",
    "长期",
    "1899-01-01",
    "2100-12-31",
    "不详",
    "",
    "45513",
]
PEOPLE = ["360799198001010014", "36079919800101001x", "３６０７", "360799********0014", "无", "", "'360799198001010014"]
WORDS = ["脱贫户", "脱贫", " 监测户 ", "其他", "", "　", "是", "否", "√", "不知道", "第一行\n第二行"]
TEXTS = {
    **{kind: [*NUMBERS, "2024", "2024年"] for kind in ("amount", "area", "number", "share", "count", "year")},
    **{kind: [*DAYS, "2024-08", "2024年8月"] for kind in ("day", "month")},
    **{kind: [*PEOPLE, "13812345678", "A-01"] for kind in ("identity", "phone", "account", "code")},
    **{kind: [*WORDS] for kind in ("text", "list", "choice", "flag")},
}
OTHERS: dict[str, Any] = {
    "double": st.floats(-1e9, 1e9)
    | st.integers(-(10**6), 10**6).map(lambda n: n / 100)
    | st.sampled_from([float("nan"), -0.0, 0.125, 5.2e17]),
    "whole": st.integers(-(2**60), 2**60) | st.integers(0, 3000),
    "decimal": st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-3)),
    "date": st.dates(date(1890, 1, 1), date(2110, 1, 1)),
    "moment": st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(lambda d: d.replace(microsecond=0)),  # noqa: DTZ001
    "truth": st.booleans(),
}
DTYPES = {
    "double": pl.Float64,
    "whole": pl.Int64,
    "decimal": pl.Decimal(18, 3),
    "date": pl.Date,
    "moment": pl.Datetime,
    "truth": pl.Boolean,
}
UNITS = {"amount": ("元", "万元"), "area": ("亩",), "share": ("%", None)}


def field(kind: FieldType) -> Field:
    return Field(
        "x", "样列", kind, unit=UNITS.get(kind, (None,))[0], choices=CHOICES if kind in {"choice", "flag"} else ()
    )


def stored(values: pl.Series, reading: Reading, folder: Path) -> Store:
    """Two files, so that rows have to be counted on."""
    half = len(values) // 2
    files = (folder / "部分'0.parquet", folder / "部分1.parquet")
    for file, part in zip(files, (values[:half], values[half:]), strict=True):
        part.alias("某列").to_frame().write_parquet(file)
    store = Store(files, (half, len(values) - half), {})
    return Store(files, store.heights, {"x": survey(store.scanned(), [Given("某列", reading)])[0]})


def on_polars(store: Store) -> pl.DataFrame:
    raw = own_values(nw.from_native(store.scanned()), store.columns)
    return collect(typed(raw, store.columns, lambda table: nw.from_native(table.lazy())))


def on_duckdb(store: Store) -> pl.DataFrame:
    return collect(typed(own_values(scanned(store), store.columns), store.columns, frame_of))


def assert_read_alike(values: pl.Series, reading: Reading, folder: Path) -> None:
    shown = values.dt.date() if values.dtype == pl.Datetime else values  # of a moment the day counts
    texts = pl.DataFrame({"x": pl.Series([text_of(value) for value in shown.to_list()], dtype=pl.String)})
    wanted = type_columns(texts, {"x": reading})
    if values.dtype == pl.Float64:
        wanted = digits_lost(wanted, (values.fill_nan(0).abs() >= 1e15).fill_null(value=False))
    store = stored(values, reading, folder)
    for read in (on_polars, on_duckdb):
        found = read(store).sort("_row")
        assert found["_row"].to_list() == list(range(len(values)))
        assert found.drop("_row").cast(wanted.schema).to_dicts() == wanted.to_dicts()  # type: ignore[arg-type]


def digits_lost(frame: pl.DataFrame, lost: pl.Series) -> pl.DataFrame:
    """As the reader of workbooks has it for a long number kept as a float."""
    states = [
        pl.when(lost).then(int(CellState.DIGITS_LOST)).otherwise(pl.col(c)).alias(c)
        for c in frame.columns
        if c.endswith("__state")
    ]
    return frame.with_columns(
        pl.when(~lost).then(c).alias(c) for c in frame.columns if not c.endswith("__state")
    ).with_columns(states)


@pytest.mark.parametrize("kind", list(TEXTS))
def test_texts_read_as_cells_do(kind: Any, tmp_path: Path) -> None:
    for unit in UNITS.get(kind, (None,)):
        values = pl.Series([*TEXTS[kind], None], dtype=pl.String)
        assert_read_alike(values, Reading(field(kind), unit, 2024), tmp_path)


@pytest.mark.parametrize("physical", list(OTHERS))
@pytest.mark.parametrize("kind", list(TEXTS))
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_values_of_any_type_read_as_their_texts_do(kind: Any, physical: str, data: Any, tmp_path: Path) -> None:
    given_values = data.draw(st.lists(st.none() | OTHERS[physical], min_size=2, max_size=8))
    unit = data.draw(st.sampled_from(UNITS.get(kind, (None,))))
    assert_read_alike(
        pl.Series(given_values, dtype=DTYPES[physical], strict=False), Reading(field(kind), unit, 2024), tmp_path
    )


def test_more_odd_values_than_conditions_are_joined(tmp_path: Path) -> None:
    texts = [f"{2000 + n // 12}年{n % 12 + 1}月" for n in range(200)] + ["2024-08-09", None, "不详"]
    assert_read_alike(pl.Series(texts), Reading(field("day"), None, 2024), tmp_path)
