"""Spark finds what Polars finds: every form of check and every operation checks use, in one session on this machine.

All checks over all cases are run by `python -m benchmarks.engines_agree spark`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from checks.engine.frames import collect, on_engine, stored_frame
from tests.checks import test_cases
from tests.checks.spark import SMALL

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason='pyspark 没有安装：pip install "xianjie[spark]"'),
    pytest.mark.skipif(shutil.which("java") is None, reason="没有 Java：bash .ci/java.sh"),
    pytest.mark.xdist_group("spark"),
]
CODES = (
    "WAW201",  # joins, groups, sums, periods
    "BAS201",  # anti join, distinct rows, a pattern
    "IDN101",  # text, remainders, slices
    "IDN103",
    "MAG101",  # cross join, a finding on the whole ledger
    "HAZ102",  # row
    "INC101",
    "PRJ225",  # replaced characters
    "REC201",  # left join
    "AID203",  # last year's ledger
)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    from checks.engine import spark_engine

    builder = SparkSession.builder.master("local[2]")
    for name, value in SMALL.items():
        builder = builder.config(name, value)
    with spark_engine._names_beyond_ascii():
        session = builder.getOrCreate()
    yield spark_engine.session()
    session.stop()
    spark_engine.session.cache_clear()


def telling_case(code: str) -> Any:
    """The first case of a check that finds something."""
    _, cases = test_cases.load(test_cases.CASES / f"{code}.yaml")
    return next(case for _, case in cases if case["finds"])


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_findings_are_those_of_polars(spark: Any) -> None:
    for code in CODES:
        case = telling_case(code)
        ledgers = list(test_cases._ledgers(case))
        told = [test_cases._run(code, case, ledgers, engine) for engine in ("polars", "spark")]
        ours, theirs = ([(f.code, f.fingerprint, f.field, f.cell, f.message) for f in each.findings] for each in told)
        assert ours == theirs != [], code


def test_rows_come_back_with_the_same_types(spark: Any) -> None:
    frame = pl.DataFrame({"_row": [1, 2], "text": ["甲", None], "fen": [None, 2**40], "is": [True, False]})
    assert collect(on_engine(frame, "spark")).equals(frame)
    assert collect(on_engine(frame, "spark").filter(nw.col("_row") > 5)).schema == frame.schema


def test_a_number_too_large_is_told(spark: Any) -> None:
    from checks.engine.errors import NumberTooLargeError

    frame = on_engine(pl.DataFrame({"fen": [2**40]}), "spark")
    with pytest.raises(NumberTooLargeError, match="数值过大"):
        collect(frame.select(nw.col("fen") * nw.col("fen")))


def test_parquet_reads_as_on_polars(spark: Any, tmp_path: Path) -> None:
    from ledgers.catalogue import ledger_kinds
    from ledgers.columnar.opening import open_parquet

    table = pl.DataFrame(
        {
            "村": ["甲村", " 乙村", None, "丙村"],
            "户主姓名": ["张三", "李四", "王五", "赵六"],
            "户主证件号码": ["36079919800101001x", "360799********0014", None, "360799198001010014"],
            "家庭人口数": [3, 4, None, 2**40],
            "户类型": ["脱贫户", "贫困户", "无", None],
            "本年人均纯收入（元）": [9833.333333, 0.125, float("nan"), 5.2e17],
            "上年人均纯收入（元）": ["1,200.5", "12.345", "大概", None],
            "采集日期": [date(2024, 2, 29), date(1900, 1, 1), None, date(2100, 12, 31)],
        }
    )
    files = [tmp_path / "部分+ [0].parquet", tmp_path / "部分100%#.parquet"]
    for file, part in zip(files, (table[:3], table[3:]), strict=True):
        part.write_parquet(file)
    ledger = open_parquet(files, "收入台账", ledger_kinds()).ledger
    assert ledger is not None
    polars, on_spark = (collect(stored_frame(ledger, engine)).sort("_row") for engine in ("polars", "spark"))
    assert on_spark.to_dicts() == polars.to_dicts()
