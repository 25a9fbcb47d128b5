"""The plain forms of each type, read for a whole column at once: 1234.5, 2024-07-01, 18 digits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

import polars as pl

from ledgers.cell_texts import FIRST_DAY, Reading
from ledgers.headings import PERCENT_UNITS
from ledgers.units import power_to_stored

UNIX_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()
WHOLE_TEXT: Final = frozenset({"text", "list"})
SCALED: Final = frozenset({"amount", "area", "number"})
_LAST_DAY: Final = date(2100, 12, 31).toordinal()


def quick_form(name: str, reading: Reading) -> pl.Expr:
    """The value where the text has its type's plain form, null elsewhere."""
    if reading.field.type == "share":
        return _shares(pl.col(name), reading, _short_decimals)
    return _plain_form(name, reading.field.type, power_to_stored(reading.field, reading.unit))


@lru_cache(maxsize=1024)
def _plain_form(name: str, kind: str, power: int) -> pl.Expr:
    text = pl.col(name)
    if kind in WHOLE_TEXT:
        stripped = text.str.strip_chars()
        return pl.when(stripped != "").then(stripped)
    if kind in SCALED:
        return _short_decimals(text, power)
    if kind == "day":
        return _iso_days(text)
    plain = pl.when(text.str.contains(_PLAIN_FORMS[kind])).then(text)
    return plain.cast(pl.Int64, strict=False) if kind in _WHOLE_NUMBERS else plain


_PLAIN_FORMS: Final[dict[str, str]] = {
    "identity": r"^[0-9]{17}[0-9X]$",
    "phone": r"^1[0-9]{10}$",
    "account": r"^[0-9]+$",
    "code": r"^[0-9A-Za-z][0-9A-Za-z-]*$",
    "count": r"^-?[0-9]{1,15}$",
    "year": r"^(19|20)[0-9]{2}$",
}
_WHOLE_NUMBERS: Final = frozenset({"count", "year"})


def _iso_days(text: pl.Expr) -> pl.Expr:
    ordinal: pl.Expr = text.str.to_date("%Y-%m-%d", strict=False).to_physical().cast(pl.Int64) + UNIX_EPOCH_ORDINAL
    return pl.when(ordinal.is_between(FIRST_DAY, _LAST_DAY)).then(ordinal)


def _short_decimals(text: pl.Expr, power: int) -> pl.Expr:
    """Decimals of at most `power` places and 15 digits, times that power of ten.

    Exact although a float stands between: the double nearest to such a decimal, scaled, is off by less than
    10**15 * 2**-52 < 1/4, so that the nearest whole number is the true one.
    """
    plain = pl.when(text.str.contains(rf"^-?[0-9]{{1,{15 - power}}}(\.[0-9]{{1,{power}}})?$")).then(text)
    scaled: pl.Expr = (plain.cast(pl.Float64, strict=False) * 10**power).round().cast(pl.Int64)
    return scaled


def _decimals(text: pl.Expr, power: int) -> pl.Expr:
    """Plain decimals times a power of ten, rounded half up on the digits as written."""
    plain = pl.when(text.str.contains(rf"^-?[0-9]{{1,{17 - power}}}(\.[0-9]+)?$")).then(text)
    sign = pl.when(plain.str.starts_with("-")).then(-1).otherwise(1)
    parts = plain.str.strip_prefix("-").str.split_exact(".", 1)
    digits = parts.struct.field("field_1").fill_null("")
    whole = parts.struct.field("field_0").cast(pl.Int64, strict=False) * 10**power
    fraction = digits.str.slice(0, power).str.pad_end(power, "0").cast(pl.Int64, strict=False)
    carried = digits.str.slice(power, 1).is_in(["5", "6", "7", "8", "9"]).cast(pl.Int64)
    total: pl.Expr = (whole + fraction + carried) * sign
    return total


def _shares(text: pl.Expr, reading: Reading, decimals: Callable[[pl.Expr, int], pl.Expr]) -> pl.Expr:
    marked = text.str.ends_with("%")
    as_percent = decimals(text.str.strip_suffix("%"), 4)
    if reading.unclear:
        return pl.when(marked).then(as_percent)
    as_ratio = decimals(text, 6)
    plain = pl.when(_counts_hundredths(text, reading)).then(as_percent).otherwise(as_ratio)
    if reading.percent is not None and reading.percent.any():
        plain = pl.when(pl.lit(reading.percent)).then(as_ratio).otherwise(plain)
    return pl.when(marked).then(as_percent).otherwise(plain)


def _counts_hundredths(text: pl.Expr, reading: Reading) -> pl.Expr:
    """Do bare numbers in the column count hundredths (65 for 65 %)?

    A header saying % decides where the file tells which cells are shown as a percentage. Otherwise the numbers do: a
    column of nothing above 1 holds ratios (under a header that says % it is unclear, and not read at all).
    """
    if reading.percent is not None and reading.unit in PERCENT_UNITS:
        return pl.lit(value=True)
    return text.cast(pl.Float64, strict=False).abs().max() > 1


def long_form(text: pl.Expr, reading: Reading) -> pl.Expr:
    """The value of a decimal of any length."""
    if reading.field.type == "share":
        return _shares(text, reading, _decimals)
    return _decimals(text, power_to_stored(reading.field, reading.unit))
