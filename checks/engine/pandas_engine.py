"""Ledgers as pandas frames, and back, without pyarrow."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl

from checks.model import Frame


def frame_of(frame: pl.DataFrame) -> Frame:
    lazy: Frame = nw.from_native(to_pandas(frame)).lazy()
    return lazy


def to_pandas(frame: pl.DataFrame) -> pd.DataFrame:
    """A pandas frame with nullable integers."""
    return pd.DataFrame({column.name: _pandas_column(column) for column in frame.iter_columns()})


def _pandas_column(column: pl.Series) -> Any:
    if column.dtype.is_integer():
        values = column.fill_null(0).cast(pl.Int64).to_numpy().copy()
        return pd.arrays.IntegerArray(values, column.is_null().to_numpy().copy())
    if column.dtype == pl.Boolean:
        return pd.array(column.to_list(), dtype="boolean")
    return pd.array(column.to_list(), dtype="string")


def collected(frame: Frame) -> pl.DataFrame:
    native = frame.collect().to_native()
    return pl.DataFrame([_plain(name, native[name]) for name in native.columns])


def _plain(name: str, column: Any) -> pl.Series:
    """A pandas column as Polars has it; typed by its dtype, so that an empty one is no exception."""
    values = [None if pd.isna(value) else (value.item() if hasattr(value, "item") else value) for value in column]
    if pd.api.types.is_bool_dtype(column.dtype):
        return pl.Series(name, values, dtype=pl.Boolean)
    whole = pd.api.types.is_numeric_dtype(column.dtype)
    return pl.Series(
        name,
        [int(v) if v is not None else None for v in values] if whole else values,
        dtype=pl.Int64 if whole else pl.String,
    )
