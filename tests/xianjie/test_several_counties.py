"""One file with the records of several counties: each is judged by what holds there, on every engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import xianjie
from checks.engine.inputs import Engine
from values.identity import check_character
from xianjie.inputs.contexts import county_called

NAME = "2024年脱贫户收入台账"
ENGINES: tuple[Engine, ...] = ("polars", "pandas", "duckdb")
COUNTIES = ["上犹县", "石泉县", " 上犹县", "石泉县", None, "不知名县", "上犹县"]


def identity(number: int) -> str:
    body = f"36079919800101{number:03d}"
    return body + check_character(body)


def households(counties: list[str | None] = COUNTIES) -> pl.DataFrame:
    n = range(len(counties))
    return pl.DataFrame(
        {
            "县": counties,
            "乡镇": ["城关镇"] * len(counties),
            "村": ["甲村"] * len(counties),
            "户编号": [f"A{i:04d}" for i in n],
            "户主姓名": [f"王{i}" for i in n],
            "户主证件号码": [identity(i % 3) for i in n],
            "家庭人口数": [0] * len(counties),
            "本年人均纯收入（元）": [7_000.0] * len(counties),
            "上年人均纯收入（元）": [9_000.0] * len(counties),
            "减收原因说明": [""] * len(counties),
        },
        schema_overrides={"县": pl.String},
    )


def written(folder: Path, form: str, counties: list[str | None] = COUNTIES) -> Path:
    file = folder / f"{NAME}.{form}"
    if form == "csv":
        file.write_bytes(households(counties).write_csv().encode("utf-8-sig"))
    else:
        households(counties).write_parquet(file)
    return file


def checked(file: Path, division: str | None = None, engine: Any = "polars") -> Any:
    return xianjie.check(xianjie.CheckRequest(paths=(file,), division=division, engine=engine))


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize(
    ("division", "of_the_rest"),
    [(None, None), ("江西省", "江西省"), ("江西省/赣州市/上犹县", "江西省/赣州市/上犹县"), ("陕西省/安康市/汉阴县",) * 2],
)
def test_the_records_of_a_county_are_judged_there(
    tmp_path: Path, form: str, division: str | None, of_the_rest: str | None
) -> None:
    inputs = checked(written(tmp_path, form), division).inputs
    told = {given.division: sum(sheet.data_rows for sheet in given.sheets) for given in inputs}
    wanted: dict[str | None, int] = {"江西省/赣州市/上犹县": 3, "陕西省/安康市/石泉县": 2}
    wanted[of_the_rest] = wanted.get(of_the_rest, 0) + 2
    assert told == wanted


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("engine", ENGINES)
def test_findings_are_those_of_the_counties_apart(tmp_path: Path, form: str, engine: Engine) -> None:
    first = 2 if form == "csv" else 0
    whole = checked(written(tmp_path, form), "江西省", engine).findings
    apart = []
    for number, county in enumerate(("上犹县", "石泉县")):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        own = [name if name and name.strip() == county else None for name in COUNTIES]
        alone = checked(written(folder, form, own), county, engine).findings
        here = {f.row for f, name in ((f, COUNTIES[f.row - first]) for f in alone if f.code == "INC105") if name and name.strip() == county}
        apart.append(here)
    told = [{f.row for f in whole if f.code == "INC105" and f.place.county == county} for county in ("上犹县", "石泉县")]
    assert told == apart == [{first, first + 2, first + 6}, set()]


def test_what_is_said_of_the_whole_file_names_no_county(tmp_path: Path) -> None:
    found = [f for f in checked(written(tmp_path, "csv"), "江西省").findings if f.code == "LED006"]
    assert [f.place.county for f in found] == [None]


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("engine", ENGINES)
def test_one_identity_in_two_counties_is_found(tmp_path: Path, form: str, engine: Engine) -> None:
    rows = [f.row for f in checked(written(tmp_path, form), engine=engine).findings if f.code == "IDN103"]
    first = 2 if form == "csv" else 0
    assert sorted(rows) == [first + n for n in range(7)]


def test_what_no_county_could_be_judged_by_is_said_once(tmp_path: Path) -> None:
    skipped = checked(written(tmp_path, "csv"), "江西省").skipped
    assert len(skipped) == len(set(skipped))


@pytest.mark.parametrize("counties", [["上犹县", "上犹县"], ["上犹县", "上尤县"], ["上犹县", None]])
def test_one_county_is_one_input(tmp_path: Path, counties: list[str | None]) -> None:
    for form in ("csv", "parquet"):
        [given] = checked(written(tmp_path, form, counties), "江西省/赣州市/上犹县").inputs
        assert (given.division, given.sheets[0].data_rows) == ("江西省/赣州市/上犹县", 2)


def test_a_province_is_said_and_the_file_names_its_county(tmp_path: Path) -> None:
    [given] = checked(written(tmp_path, "csv", ["上犹县", "上犹县"]), "江西省").inputs
    assert str(given.division).startswith("江西省/赣州市/上犹县")


@pytest.mark.parametrize(
    ("name", "scope", "county"),
    [
        ("鼓楼区", None, None),
        ("鼓楼区", ("江苏省",), None),
        ("鼓楼区", ("江苏省", "南京市"), "江苏省/南京市/鼓楼区"),
        ("鼓楼区", ("江苏省", "南京市", "玄武区"), "江苏省/南京市/鼓楼区"),
        ("上犹县", ("陕西省",), "江西省/赣州市/上犹县"),
        ("示范县", None, "江西省/示范市/示范县"),
        ("没有县", None, None),
    ],
)
def test_a_county_by_its_name(name: str, scope: tuple[str, ...] | None, county: str | None) -> None:
    found = county_called(name, scope, ["江西省/示范市/示范县"])
    assert ("/".join(found) if found else None) == county
