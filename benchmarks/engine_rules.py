"""The same ten rules as checks of ours and written by hand for Polars, DuckDB and Spark.

Nine look at a row (size, signs, a bound, two sums, a jump, a blank, a word, a day), one at identity numbers.
`times` repeats the nine with other bounds, so that there are a hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from checks.declare import REGISTRY, check
from checks.model import Records, Rows, Texts
from checks.sound_texts import without_correct_identities
from values.identity import identity_fault

FIRST, LAST = date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal()
WORDS = ("增收", "持平", "减收")
_TEXT = {"message": "{householder}", "expected": "见规则", "suggestion": "核对"}
_PARTS_BY_HEADER = (
    "`本年工资性收入（元）`",
    "`本年生产经营性收入（元）`",
    "`本年财产性收入（元）`",
    "`本年转移性收入（元）`",
)
_PARTS = "wage_income_this_year", "business_income_this_year", "property_income_this_year", "transfer_income_this_year"


def masks(col: Callable[[str], Any], step: int) -> list[tuple[str, Any]]:
    """Field and what fails, in any library's columns; `step` moves the bounds."""
    net, size = col("net_income_this_year"), col("household_size")
    each, before = col("per_capita_net_income_this_year"), col("per_capita_net_income_last_year")
    first, *others = (col(part) for part in _PARTS)
    total = first
    for part in others:
        total = total + part
    return [
        ("household_size", size < 1 - step),
        ("wage_income_this_year", first < 0 - step),
        ("transfer_income_this_year", col("transfer_income_this_year") > 50_000_000 + step),
        ("net_income_this_year", (total - col("business_expense_this_year") - net).abs() > 100 + step),
        ("per_capita_net_income_this_year", (each * size - net).abs() > size * 100 + step),
        ("per_capita_net_income_last_year", before > each * 2 + step),
        ("alternative_income_project", col("alternative_income_project").is_null()),
        ("conclusion", ~col("conclusion").is_in(WORDS)),
        ("collected_on", (col("collected_on") > LAST + step) | (col("collected_on") < FIRST - step)),
    ]


def our_checks(count: int) -> list[str]:
    """Codes of ten or a hundred checks, declared as any other."""
    codes = ["BEN000"]
    if "BEN000" not in REGISTRY:
        check("BEN000", severity="error", source="规则")(_identity)
    for number in range(1, count):
        code = f"BEN{number:03d}"
        if code not in REGISTRY:
            check(code, severity="error", source="规则")(_row(number - 1))
        codes.append(code)
    return codes


def _identity(income: Records) -> Texts:
    """证件号码不合编码规则。"""
    field = "householder_identity"
    return Texts(field, identity_fault, doubtful=lambda frame: without_correct_identities(frame, field), **_TEXT)


def _row(number: int) -> Callable[[Records], Rows]:
    def rule(income: Records) -> Rows:
        """一条规则。"""
        field, fails = masks(nw.col, number // 9)[number % 9]
        return Rows(field=field, fails=fails, **_TEXT)

    return rule


def identity_by_hand(value: Callable[[int, int], Any]) -> Any:
    """Is the check character wrong? `value(start, length)` gives a stretch of the number as a whole number."""
    total = None
    for start, length, power in ((0, 9, 9), (9, 8, 1)):
        number = value(start, length)
        for k in range(length):
            weight, following = ((-1) ** i * 2 ** (power + i) % 11 if i < length else 0 for i in (k, k + 1))
            term = (number % 10 ** (k + 1)) * ((weight - following) % 11)
            total = term if total is None else total + term
    return (total + value(17, 1)) % 11 != 1


def by_hand_polars(frame: pl.LazyFrame, count: int) -> pl.DataFrame:
    """Rows that fail, with one flag a rule."""
    wrong = ~pl.col("householder_identity").str.contains(SHAPE) | identity_by_hand(_polars_digits)
    flags = {"r0": wrong}
    for number in range(1, count):
        flags[f"r{number}"] = masks(pl.col, (number - 1) // 9)[(number - 1) % 9][1].fill_null(value=False)
    flagged = frame.with_columns(**flags).filter(pl.any_horizontal(*flags))
    return flagged.select("_row", *flags).collect()


def _polars_digits(start: int, length: int) -> pl.Expr:
    text = pl.col("householder_identity").str.slice(start, length)
    return (pl.when(text == "X").then(pl.lit("10")).otherwise(text) if length == 1 else text).cast(
        pl.Int64, strict=False
    )


def by_hand_sql(source: str, row: str, matches: str) -> str:
    """The ten rules over the Parquet files as a person would write them for DuckDB or Spark."""
    rules = [
        f"NOT {matches}(`户主证件号码`, '{SHAPE}') OR {identity_by_hand(_sql_digits)}",
        "`家庭人口数` < 1",
        "`本年工资性收入（元）` < 0",
        "`本年转移性收入（元）` > 500000",
        f"abs({' + '.join(_PARTS_BY_HEADER)} - `本年生产经营性支出（元）` - `本年家庭纯收入（元）`) > 1.0001",
        "abs(`本年人均纯收入（元）` * `家庭人口数` - `本年家庭纯收入（元）`) > `家庭人口数` + 0.0001",
        "`上年人均纯收入（元）` > `本年人均纯收入（元）` * 2",
        "`增收措施` = ''",
        "`研判结论` NOT IN ('增收', '持平', '减收')",
        "`采集日期` NOT BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'",
    ]
    flags = ", ".join(f"({rule}) AS r{number}" for number, rule in enumerate(rules))
    wanted = " OR ".join(f"r{number}" for number in range(len(rules)))
    names = ", ".join(f"r{number}" for number in range(len(rules)))
    stretches = ", ".join(f"{how} AS {name}_" for name, how in _STRETCHES.items())
    cut = f"(SELECT *, {row} AS _row, {stretches} FROM {source})"  # noqa: S608 - our own words
    return f"SELECT _row, {names} FROM (SELECT _row, {flags} FROM {cut}) WHERE {wanted}"  # noqa: S608 - the same


SHAPE = (
    "^[1-9][0-9]{5}(?:19[0-9][0-9]|20[0-4][0-9])(?:(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])(?:29|30)|(?:0[13578]|1[02])31|0229)[0-9]{3}[0-9X]$"
)
_STRETCHES = {
    "high": "CAST(substr(`户主证件号码`, 1, 9) AS BIGINT)",
    "low": "CAST(substr(`户主证件号码`, 10, 8) AS BIGINT)",
    "last": "CAST(replace(substr(`户主证件号码`, 18, 1), 'X', '10') AS BIGINT)",
}


def _sql_digits(start: int, length: int) -> _Sql:
    return _Sql({0: "high_", 9: "low_", 17: "last_"}[start])


class _Sql(str):
    """Arithmetic written out."""

    __slots__ = ()

    def __mod__(self, other: object) -> _Sql:  # type: ignore[override]
        return _Sql(f"({self} % {other})")

    def __mul__(self, other: object) -> _Sql:  # type: ignore[override]
        return _Sql(f"({self} * {other})")

    def __add__(self, other: object) -> _Sql:  # type: ignore[override]
        return _Sql(f"({self} + {other})")

    def __ne__(self, other: object) -> _Sql:  # type: ignore[override]
        return _Sql(f"({self} <> {other})")

    __hash__ = str.__hash__
