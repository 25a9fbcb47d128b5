"""Ledgers as frames of Spark, and back: on the cluster the user's own configuration names, else on this machine."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import narwhals as nw
import polars as pl

from checks.engine.errors import MissingEngineError, NumberTooLargeError
from checks.model import Frame
from ledgers.columnar.model import Store

_NOT_INSTALLED = (
    '计算引擎 spark 没有安装；请先执行 pip install "xianjie[spark]"（还要 Java 17），或改用 --engine polars'
)
NOTES_LINES = "spark.python.sql.dataFrameDebugging.enabled"


def frame_of(frame: pl.DataFrame) -> Frame:
    with _quiet():
        lazy: Frame = nw.from_native(session().createDataFrame(frame.to_arrow()))
    return lazy


def scanned(store: Store) -> Frame:
    """The files with `_row`; every machine of a cluster must see them under the same path."""
    data = session().read.parquet(*map(_address, store.files))
    if not store.numbered:
        data = data.withColumn("_row", _row(store, data.inputFiles()))
    with _quiet():
        lazy: Frame = nw.from_native(data)
    return lazy


def _address(file: Path) -> str:
    """With its scheme, or a cluster looks for it in HDFS; Spark takes %E9 as it stands, and [1] for a pattern."""
    return re.sub(r"([\[\]{}*?])", r"\\\1", unquote(file.resolve().as_uri()))


def _row(store: Store, addresses: Iterable[str]) -> Any:
    """The index in the whole: that in the file, and where the file begins.

    Files are told apart by their names as Spark writes them, so that no record's need be decoded.
    """
    from pyspark.sql.functions import col, create_map, lit

    own = col("_metadata.row_index").cast("long")
    if len(store.files) == 1:
        return own
    starts = dict(zip((file.name for file in store.files), accumulate(store.heights, initial=0), strict=False))
    names = [address.rpartition("/")[2] for address in addresses]
    pairs = [lit(each) for name in names for each in (name, starts[unquote(name)])]
    return own + create_map(*pairs)[col("_metadata.file_name")].cast("long")


@cache
def session() -> Any:
    """The session that runs, or one by spark-defaults.conf, SPARK_REMOTE, MASTER …: nothing is set over the user's head.

    But one that begins here notes no line of code with every expression: that takes three round trips to Java where one will do.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingEngineError(_NOT_INSTALLED) from error
    try:
        with _quiet(), _names_beyond_ascii():
            named = SparkSession.builder.appName("xianjie")
            return (named if "SPARK_REMOTE" in os.environ else named.config(NOTES_LINES, "false")).getOrCreate()
    except (PySparkException, OSError) as error:
        raise MissingEngineError(f"计算引擎 spark 启动不了，请检查 Java 和 Spark 的配置：{error}") from error


@contextmanager
def _names_beyond_ascii() -> Iterator[None]:
    """A Java begun under LC_ALL=C finds no file with a Chinese name."""
    before = os.environ.get("LC_ALL")
    if before in ("C", "POSIX"):
        os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        if before is not None:
            os.environ["LC_ALL"] = before


def collected(frame: Frame) -> pl.DataFrame:
    from pyspark.errors import ArithmeticException

    try:
        with _quiet():
            found: pl.DataFrame = frame.collect("polars").to_native()
    except ArithmeticException as error:
        raise NumberTooLargeError from error
    return found.with_columns(pl.selectors.numeric().cast(pl.Int64))


@contextmanager
def _quiet() -> Iterator[None]:
    """Spark warns of versions of pandas, which is not used here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield
