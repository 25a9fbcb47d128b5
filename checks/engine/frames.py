"""Ledgers' frames on the chosen engine, with their provenance.

`_ledger` (index of the input) and `_row` (true sheet row) travel as integers through every engine.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import narwhals as nw
import polars as pl

from checks.engine.inputs import Assignment, Engine
from checks.model import ABSENT, Frame, Records

PROVENANCE = ("_ledger", "_row")


class MissingEngineError(ValueError):
    """The chosen engine is an optional package that is not installed."""


class NumberTooLargeError(ValueError):
    """A figure of the input is so large that an engine that minds cannot multiply it."""


class Frames:
    """Builds and keeps one frame for each set of inputs that is judged together."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._built: dict[tuple[int, ...], Records] = {}

    def records(self, indexes: tuple[int, ...]) -> Records:
        if indexes not in self._built:
            self._built[indexes] = self._build(indexes)
        return self._built[indexes]

    def heights(self, indexes: tuple[int, ...]) -> dict[int, int]:
        """How many records each input has."""
        return {index: self._assignment.ledgers[index].ledger.frame.height for index in indexes}

    def unit(self, index: int, field: str) -> str:
        """The unit an amount of an input's column is filled in with; 元 where the input has no such column."""
        ledger = self._assignment.ledgers[index].ledger
        column = ledger.columns.get(field)
        return (column.unit or ledger.kind.field_named(field).unit or "元") if column else "元"

    def _build(self, indexes: tuple[int, ...]) -> Records:
        ledgers = [self._assignment.ledgers[i].ledger for i in indexes]
        parts = [
            ledger.frame.with_columns(pl.lit(i, pl.Int64).alias("_ledger"), pl.col("_row").cast(pl.Int64))
            for i, ledger in zip(indexes, ledgers, strict=True)
        ]
        whole = parts[0] if len(parts) == 1 else _joined(parts)
        fields = frozenset[str]().union(*(ledger.columns for ledger in ledgers))
        return Records(ledgers[0].kind.kind, on_engine(whole, self._assignment.engine), fields)


def _joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """One frame of several; where a ledger lacks a column of another's, its cells are blank and marked absent."""
    whole = pl.concat(parts, how="diagonal")
    states = [name for name in whole.columns if name.endswith("__state")]
    return whole.with_columns(pl.col(states).fill_null(ABSENT)) if states else whole


def on_engine(frame: pl.DataFrame, engine: Engine) -> Frame:
    if engine == "polars":
        return nw.from_native(frame.lazy())
    if engine == "duckdb":
        relation: Frame = nw.from_native(_relation(frame))
        return relation
    lazy: Frame = nw.from_native(to_pandas(frame)).lazy()
    return lazy


def _relation(frame: pl.DataFrame) -> Any:
    try:
        return _connection().from_arrow(frame.to_arrow())
    except ImportError as error:
        advice = '请先执行 pip install "xianjie[duckdb]"，或改用 --engine polars'
        raise MissingEngineError(f"计算引擎 duckdb 没有安装；{advice}") from error


@cache
def _connection() -> Any:
    """One database in memory for the process; all relations of a check must belong to the same one."""
    import duckdb

    return duckdb.connect()


def to_pandas(frame: pl.DataFrame) -> Any:
    """A pandas frame with nullable integers, made without pyarrow."""
    import pandas as pd

    return pd.DataFrame({column.name: _pandas_column(column) for column in frame.iter_columns()})


def _pandas_column(column: pl.Series) -> Any:
    import pandas as pd

    if column.dtype.is_integer():
        values = column.fill_null(0).cast(pl.Int64).to_numpy().copy()
        return pd.arrays.IntegerArray(values, column.is_null().to_numpy().copy())
    if column.dtype == pl.Boolean:
        return pd.array(column.to_list(), dtype="boolean")
    return pd.array(column.to_list(), dtype="string")


def collect(frame: Frame) -> pl.DataFrame:
    """The rows of a lazy frame from any engine, as Polars."""
    if frame.implementation.is_duckdb():
        return _from_duckdb(frame)
    native = frame.collect().to_native()
    if isinstance(native, pl.DataFrame):
        return native
    return pl.DataFrame([_plain(name, native[name]) for name in native.columns])


def _from_duckdb(frame: Frame) -> pl.DataFrame:
    from duckdb import OutOfRangeException

    try:
        found: pl.DataFrame = frame.collect("polars").to_native()
    except OutOfRangeException as error:
        raise NumberTooLargeError("台账中有数值过大，超出可以计算的范围；请先核对金额、面积和数量") from error
    return found.with_columns(pl.selectors.numeric().cast(pl.Int64))  # a sum comes as a number of 128 bits


def _plain(name: str, column: Any) -> pl.Series:
    """A pandas column as Polars has it; typed by its dtype, so that an empty one is no exception."""
    import pandas as pd

    values = [None if pd.isna(value) else (value.item() if hasattr(value, "item") else value) for value in column]
    if pd.api.types.is_bool_dtype(column.dtype):
        return pl.Series(name, values, dtype=pl.Boolean)
    whole = pd.api.types.is_numeric_dtype(column.dtype)
    return pl.Series(
        name,
        [int(v) if v is not None else None for v in values] if whole else values,
        dtype=pl.Int64 if whole else pl.String,
    )
