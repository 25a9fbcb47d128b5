"""Ledgers as relations of DuckDB, and back."""

from __future__ import annotations

from functools import cache
from glob import escape
from importlib import import_module
from itertools import accumulate
from typing import Any

import narwhals as nw
import polars as pl

from checks.engine.errors import MissingEngineError, NumberTooLargeError
from checks.model import Frame
from ledgers.columnar.model import Store


def frame_of(frame: pl.DataFrame) -> Frame:
    """Records go in as an Arrow table, without a file."""
    database = connection()
    relation: Frame = nw.from_native(database.from_arrow(frame.to_arrow()))
    return relation


def scanned(store: Store) -> Frame:
    """The files with `_row`; DuckDB reads of them what is asked for."""
    names = ", ".join("'" + escape(str(file)).replace("'", "''") + "'" for file in store.files)
    starts = list(accumulate(store.heights, initial=0))[:-1]
    row = f"(file_row_number + list_extract({starts}, file_index::INTEGER + 1))::BIGINT AS _row, "
    query = f"SELECT {'' if store.numbered else row}* FROM read_parquet([{names}])"  # noqa: S608 - quoted above
    relation: Frame = nw.from_native(connection().sql(query))
    return relation


@cache
def connection() -> Any:
    """One database in memory for the process; all relations of a check must belong to the same one."""
    try:
        import duckdb

        import_module("pyarrow")  # frames go in and out through it
    except ImportError as error:
        advice = '请先执行 pip install "xianjie[duckdb]"，或改用 --engine polars'
        raise MissingEngineError(f"计算引擎 duckdb 没有安装；{advice}") from error
    return duckdb.connect()


def collected(frame: Frame) -> pl.DataFrame:
    from duckdb import OutOfRangeException

    try:
        found: pl.DataFrame = frame.collect("polars").to_native()
    except OutOfRangeException as error:
        raise NumberTooLargeError from error
    return found.with_columns(pl.selectors.numeric().cast(pl.Int64))  # a sum comes as a number of 128 bits
