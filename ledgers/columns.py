"""Texts of a column into typed values: the plain forms in bulk, the rest once for each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

import polars as pl

from ledgers.cell_texts import PLACEHOLDERS, TEXT_TYPES, Cell, Reading, read_cell
from ledgers.headings import PERCENT_UNITS
from ledgers.units import power_to_stored

__all__ = ["PLACEHOLDERS", "Reading", "type_columns"]

_UNIX_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()
_FIRST_DAY: Final = date(1900, 1, 1).toordinal()
_LAST_DAY: Final = date(2100, 12, 31).toordinal()
_SCALED: Final = frozenset({"amount", "area", "number"})
_WHOLE_TEXT: Final = frozenset({"text", "list"})


def type_columns(texts: pl.DataFrame, readings: Mapping[str, Reading]) -> pl.DataFrame:
    """Typed columns for the fields in `readings`, in their order, as `Ledger.frame` documents them (without `_row`)."""
    work = texts.select(
        *(pl.col(name).alias(_text(name)) for name in readings),
        *(_quick(name, reading).alias(name) for name, reading in readings.items()),
    )
    work, pending = _with_long_decimals(work, readings)
    columns: list[pl.Expr] = []
    for name, reading in readings.items():
        cells = {text: read_cell(text, reading) for text in pending.get(name, ())}
        columns += _finished(name, reading, cells)
    return work.select(columns)


def _text(name: str) -> str:
    return f"{name}__text"


def _with_long_decimals(
    work: pl.DataFrame, readings: Mapping[str, Reading]
) -> tuple[pl.DataFrame, Mapping[str, list[str]]]:
    """Read decimals of any length in the columns that have some; also the distinct texts that are left everywhere."""
    pending = _pending_texts(
        work, [name for name, reading in readings.items() if reading.field.type not in _WHOLE_TEXT]
    )
    again = [name for name, texts in pending.items() if texts and readings[name].field.type in _SCALED | {"share"}]
    if not again:
        return work, pending
    work = work.with_columns(pl.col(name).fill_null(_long_form(name, readings[name])) for name in again)
    return work, {**pending, **_pending_texts(work, again)}


def _long_form(name: str, reading: Reading) -> pl.Expr:
    text = pl.col(_text(name))
    if reading.field.type == "share":
        return _shares(text, reading, _decimals)
    return _decimals(text, power_to_stored(reading.field, reading.unit))


def _pending_texts(work: pl.DataFrame, names: list[str]) -> dict[str, list[str]]:
    """The distinct texts of each column that have no plain form."""
    if not names or not work.height:
        return {}
    rest = (
        pl.col(_text(name)).filter(pl.col(name).is_null() & pl.col(_text(name)).is_not_null()).unique().implode()
        for name in names
    )
    return dict(zip(names, work.select(rest).row(0), strict=True))


def _quick(name: str, reading: Reading) -> pl.Expr:
    """The value where the text has its type's plain form, null elsewhere."""
    if reading.field.type == "share":
        return _shares(pl.col(name), reading, _short_decimals)
    return _plain_form(name, reading.field.type, power_to_stored(reading.field, reading.unit))


@lru_cache(maxsize=1024)
def _plain_form(name: str, kind: str, power: int) -> pl.Expr:
    text = pl.col(name)
    if kind in _WHOLE_TEXT:
        stripped = text.str.strip_chars()
        return pl.when(stripped != "").then(stripped)
    if kind in _SCALED:
        return _short_decimals(text, power)
    if kind == "day":
        return _iso_days(text)
    plain = pl.when(text.str.contains(_PLAIN_FORMS[kind])).then(text)
    return plain.cast(pl.Int64, strict=False) if kind in _WHOLE_NUMBERS else plain


_NEVER: Final = r"^\b$"  # no plain form: every distinct text is read on its own
_PLAIN_FORMS: Final[dict[str, str]] = {
    "identity": r"^[0-9]{17}[0-9X]$",
    "phone": r"^1[0-9]{10}$",
    "account": r"^[0-9]+$",
    "code": r"^[0-9A-Za-z][0-9A-Za-z-]*$",
    "count": r"^-?[0-9]{1,15}$",
    "year": r"^(19|20)[0-9]{2}$",
    "month": _NEVER,
    "choice": _NEVER,
    "flag": _NEVER,
}
_WHOLE_NUMBERS: Final = frozenset({"count", "year", "month"})


def _iso_days(text: pl.Expr) -> pl.Expr:
    ordinal: pl.Expr = text.str.to_date("%Y-%m-%d", strict=False).to_physical().cast(pl.Int64) + _UNIX_EPOCH_ORDINAL
    return pl.when(ordinal.is_between(_FIRST_DAY, _LAST_DAY)).then(ordinal)


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
    as_ratio = decimals(text, 6)
    plain = pl.when(_counts_hundredths(text, reading)).then(as_percent).otherwise(as_ratio)
    if reading.percent is not None and reading.percent.any():
        plain = pl.when(pl.lit(reading.percent)).then(as_ratio).otherwise(plain)
    return pl.when(marked).then(as_percent).otherwise(plain)


def _counts_hundredths(text: pl.Expr, reading: Reading) -> pl.Expr:
    """Do bare numbers in the column count hundredths (65 for 65 %)?

    A header saying % decides where the file tells which cells are shown as a percentage. Otherwise the numbers do:
    a column of nothing above 1 holds ratios.
    """
    if reading.percent is not None and reading.unit in PERCENT_UNITS:
        return pl.lit(value=True)
    return text.cast(pl.Float64, strict=False).abs().max() > 1


def _finished(name: str, reading: Reading, cells: Mapping[str, Cell]) -> list[pl.Expr]:
    """The value, its state, and for days the last day and the month."""
    kind, value = reading.field.type, pl.col(name)
    if kind == "text":
        return [value]
    state = value.is_not_null().cast(pl.Int8)
    last = value
    if cells:
        text, plain = pl.col(_text(name)), value
        dtype = pl.String if kind in TEXT_TYPES else pl.Int64
        value = plain.fill_null(_mapped(text, cells, lambda cell: cell.value, dtype))
        slow_state = _mapped(text, cells, lambda cell: int(cell.state), pl.Int8)
        state = pl.when(plain.is_not_null()).then(pl.lit(1, pl.Int8)).otherwise(slow_state.fill_null(0))
        last = plain.fill_null(_mapped(text, cells, lambda cell: cell.last, pl.Int64)) if kind == "day" else value
    for known, mask in reading.states.items():
        flag = pl.lit(mask)
        value, last = pl.when(~flag).then(value), pl.when(~flag).then(last)
        state = pl.when(flag).then(pl.lit(int(known), pl.Int8)).otherwise(state)
    columns = [value.alias(name), state.alias(f"{name}__state")]
    return columns + (_day_columns(name, value, last, exact=not cells) if kind == "day" else [])


def _day_columns(name: str, first: pl.Expr, last: pl.Expr, *, exact: bool) -> list[pl.Expr]:
    month = _month_of(first)
    if not exact:
        month = pl.when(month == _month_of(last)).then(month)
    return [last.alias(f"{name}__last"), month.alias(f"{name}__month")]


def _month_of(ordinals: pl.Expr) -> pl.Expr:
    days = (ordinals - _UNIX_EPOCH_ORDINAL).cast(pl.Int32).cast(pl.Date)
    month: pl.Expr = days.dt.year().cast(pl.Int64) * 12 + days.dt.month().cast(pl.Int64) - 1
    return month


def _mapped(
    text: pl.Expr, cells: Mapping[str, Cell], part: Callable[[Cell], int | str | None], dtype: type[pl.DataType]
) -> pl.Expr:
    return text.replace_strict(
        pl.Series(list(cells), dtype=pl.String),
        pl.Series([part(cell) for cell in cells.values()], dtype=dtype),
        default=None,
        return_dtype=dtype,
    )
