"""The same ledger as csv and as Parquet, on every engine: the same findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import xianjie
from checks.engine.choice import MANY_RECORDS, chosen_engine
from checks.engine.inputs import Engine
from ledgers.columnar.model import Store, StoredLedger
from values.identity import check_character

ENGINES: tuple[Engine, ...] = ("polars", "pandas", "duckdb")
NAME = "2024年脱贫户收入台账"


def identity(number: int) -> str:
    body = f"36079919800101{number:03d}"
    return body + ("0" if number % 4 == 0 else check_character(body))


def households() -> pl.DataFrame:
    n = range(24)
    return pl.DataFrame(
        {
            "县": ["上犹县"] * 24,
            "乡镇": ["社溪镇"] * 24,
            "村": [f"第{i % 3}村" for i in n],
            "户编号": [f"SX{i:04d}" for i in n],
            "户主姓名": [f"王{i}" for i in n],
            "户主证件号码": [identity(i) for i in n],
            "家庭人口数": ["3", "4", "大概三人"] * 8,
            "本年家庭纯收入（元）": [30_000.0 + i for i in n],
            "本年人均纯收入（元）": [10_000.5 + i if i % 5 else 8_000.25 for i in n],
            "上年人均纯收入（元）": [9_000.125 * (3 if i == 7 else 1) for i in n],
            "增收措施": ["" if i % 6 == 0 else "务工" for i in n],
            "采集日期": [date(2024, 12, 1) if i % 7 else None for i in n],
        }
    )


def found(*paths: Path, engine: Any = "polars") -> list[tuple[Any, ...]]:
    request = xianjie.CheckRequest(paths=paths, division="江西省/赣州市/上犹县", engine=engine)
    return sorted(
        (f.code, f.fingerprint, f.field or "", f.subject or "", f.observed or "")
        for f in xianjie.check(request).findings
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("台账")
    table = households()
    (folder / "csv").mkdir()
    (folder / "csv" / f"{NAME}.csv").write_bytes(table.write_csv().encode("utf-8-sig"))
    (folder / "one").mkdir()
    table.write_parquet(folder / "one" / f"{NAME}.parquet")
    (folder / "parts" / NAME).mkdir(parents=True)
    for part in range(3):
        table[part * 8 : part * 8 + 8].write_parquet(folder / "parts" / NAME / f"部分[{part}] 共3.parquet")
    return folder


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("form", ["one", "parts"])
def test_parquet_gives_the_findings_csv_gives(files: Path, form: str, engine: Engine) -> None:
    wanted = found(files / "csv")
    assert len({code for code, *_ in wanted}) > 3
    assert found(files / form, engine=engine) == wanted


def test_a_row_is_the_index_in_the_whole_and_no_cell_is_named(files: Path) -> None:
    result = xianjie.check(
        xianjie.CheckRequest(paths=(files / "parts",), division="江西省/赣州市/上犹县", select=("IDN101",))
    )
    own = [finding for finding in result.findings if finding.code == "IDN101"]
    assert [(f.path, f.sheet, f.row, f.cell) for f in own] == [(NAME, None, row, None) for row in range(0, 24, 4)]
    assert result.inputs[0].sheets[0].data_rows == 24


def test_a_text_where_a_number_belongs_is_told(files: Path) -> None:
    result = xianjie.check(xianjie.CheckRequest(paths=(files / "one",), division="江西省/赣州市/上犹县"))
    told = [f for f in result.findings if f.code == "LED010"]
    assert [(f.row, f.observed) for f in told] == [(row, "大概三人") for row in range(2, 24, 3)]


def test_fields_by_their_own_names(tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "village": ["甲村"],
            "household_id": ["A1"],
            "householder": ["张三"],
            "per_capita_net_income_this_year": [9000.0],
            "per_capita_net_income_last_year": [8000.0],
        }
    ).write_parquet(tmp_path / f"{NAME}.parquet")
    result = xianjie.check(xianjie.CheckRequest(paths=(tmp_path,), division="江西省/赣州市/上犹县"))
    assert result.inputs[0].kind == "income"


def test_a_broken_file_is_a_finding(tmp_path: Path, files: Path) -> None:
    whole = (files / "one" / f"{NAME}.parquet").read_bytes()
    (tmp_path / "残缺.parquet").write_bytes(whole[: len(whole) // 2])
    result = xianjie.check(xianjie.CheckRequest(paths=(tmp_path,)))
    assert [(f.code, f.path) for f in result.findings] == [("LED001", "残缺.parquet")]


def test_many_records_left_in_their_files_go_to_duckdb(files: Path) -> None:
    def ledger(records: int) -> StoredLedger:
        return StoredLedger(*[None] * 8, (), (), pl.DataFrame(), pl.DataFrame(), records=Store((), (records,), {}))  # type: ignore[arg-type]

    assert chosen_engine("auto", [ledger(MANY_RECORDS)]) == "polars"
    assert chosen_engine("auto", [ledger(MANY_RECORDS), ledger(1)]) == "duckdb"
    assert chosen_engine("pandas", [ledger(MANY_RECORDS + 1)]) == "pandas"
