"""Texts of a column into typed values: the plain forms in bulk, the rest once for each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
_EACH: Final = frozenset({"choice", "flag", "month"})
_SHORT: Final = 5_000  # rows
_STACK: Final = "stack"


def type_columns(texts: pl.DataFrame, readings: Mapping[str, Reading]) -> pl.DataFrame:
    """Typed columns for the fields in `readings`, in their order, as `Ledger.frame` documents them (without `_row`)."""
    work = _quickly_typed(texts, readings)
    work, pending = _with_long_decimals(work, readings)
    columns: list[pl.Expr | pl.Series] = []
    for name, reading in readings.items():
        cells = {text: read_cell(text, reading) for text in pending.get(name, ())}
        columns += _finished(name, reading, cells, work)
    return _gathered(work, columns)


def _gathered(work: pl.DataFrame, columns: Sequence[pl.Expr | pl.Series]) -> pl.DataFrame:
    """The columns in order; only those still to be worked out go through the engine."""
    expressions = [column for column in columns if isinstance(column, pl.Expr)]
    done = iter(work.select(expressions).get_columns() if expressions else ())
    return pl.DataFrame([next(done) if isinstance(column, pl.Expr) else column for column in columns])


def _text(name: str) -> str:
    return f"{name}__text"


def _quickly_typed(texts: pl.DataFrame, readings: Mapping[str, Reading]) -> pl.DataFrame:
    """The texts, and beside them the values of all texts in their type's plain form.

    In a short table the columns of one form are read as a single long one: what costs there is not the rows but the
    expressions, each with its pattern to be compiled.
    """
    each = {
        name: _nothing_read(reading, texts.height) for name, reading in readings.items() if reading.field.type in _EACH
    }
    others = {name: reading for name, reading in readings.items() if name not in each}
    stacks = _stacks(others) if texts.height <= _SHORT else []
    stacked = {name for names in stacks for name in names}
    single = texts.select(_quick(name, reading).alias(name) for name, reading in others.items() if name not in stacked)
    return pl.DataFrame(
        [
            *(texts[name].alias(_text(name)) for name in readings),
            *(column.alias(name) for name, column in each.items()),
            *single.get_columns(),
            *(column for names in stacks for column in _unstacked(texts, readings, names)),
        ]
    )


def _nothing_read(reading: Reading, height: int) -> pl.Series:
    """These types have no plain form: every distinct text is read on its own."""
    dtype = pl.String if reading.field.type in TEXT_TYPES else pl.Int64
    return pl.Series([None], dtype=dtype).new_from_index(0, height)


def _stacks(readings: Mapping[str, Reading]) -> list[list[str]]:
    """Names of columns that have one plain form, two or more of each."""
    forms: dict[tuple[str, int], list[str]] = {}
    for name, reading in readings.items():
        if reading.field.type != "share":
            power = power_to_stored(reading.field, reading.unit) if reading.field.type in _SCALED else 0
            forms.setdefault((reading.field.type, power), []).append(name)
    return [names for names in forms.values() if len(names) > 1]


def _unstacked(texts: pl.DataFrame, readings: Mapping[str, Reading], names: list[str]) -> list[pl.Series]:
    first, height = readings[names[0]], texts.height
    stack = pl.DataFrame([pl.concat([texts[name].alias(_STACK) for name in names])])
    read = stack.select(_quick(_STACK, first).alias(_STACK))[_STACK]
    return [read.slice(number * height, height).alias(name) for number, name in enumerate(names)]


def _with_long_decimals(
    work: pl.DataFrame, readings: Mapping[str, Reading]
) -> tuple[pl.DataFrame, Mapping[str, list[str]]]:
    """Read decimals of any length in the columns that have some; also the distinct texts that are left everywhere."""
    pending = _pending_texts(
        work, [name for name, reading in readings.items() if reading.field.type not in _WHOLE_TEXT]
    )
    again = [name for name in pending if readings[name].field.type in _SCALED | {"share"}]
    if not again:
        return work, pending
    work = work.with_columns(pl.col(name).fill_null(_long_form(name, readings[name])) for name in again)
    rest = {name: texts for name, texts in pending.items() if name not in again}
    return work, {**rest, **_pending_texts(work, again)}


def _long_form(name: str, reading: Reading) -> pl.Expr:
    text = pl.col(_text(name))
    if reading.field.type == "share":
        return _shares(text, reading, _decimals)
    return _decimals(text, power_to_stored(reading.field, reading.unit))


def _pending_texts(work: pl.DataFrame, names: list[str]) -> dict[str, list[str]]:
    """The distinct texts that have no plain form, of the columns that have some."""
    unread = [name for name in names if work[name].null_count() > work[_text(name)].null_count()]
    if not unread:
        return {}
    if work.height <= _SHORT:
        return {name: _unread(work[name], work[_text(name)]) for name in unread}
    rest = (
        pl.col(_text(name)).filter(pl.col(name).is_null() & pl.col(_text(name)).is_not_null()).unique().implode()
        for name in unread
    )
    return dict(zip(unread, work.select(rest).row(0), strict=True))


def _unread(values: pl.Series, texts: pl.Series) -> list[str]:
    pairs = zip(values.to_list(), texts.to_list(), strict=True)
    return list(dict.fromkeys(text for value, text in pairs if value is None and text is not None))


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


def _finished(name: str, reading: Reading, cells: Mapping[str, Cell], work: pl.DataFrame) -> list[pl.Expr | pl.Series]:
    """The value, its state, and for days the last day and the month."""
    kind = reading.field.type
    if kind == "text":
        return [work[name]]
    if reading.states:
        return list(_finished_with_states(name, reading, cells, work))
    values = _looked_up(name, reading, cells, work) if cells else _as_read(work[name])
    columns: list[pl.Expr | pl.Series] = [values.value.alias(name), values.state.alias(f"{name}__state")]
    return columns + (_day_columns(name, values) if kind == "day" else [])


@dataclass(frozen=True, slots=True)
class _Values:
    """A column's values, their states, and the last day each can mean."""

    value: pl.Series
    state: pl.Series
    last: pl.Series


def _as_read(value: pl.Series) -> _Values:
    return _Values(value, _filled(value), value)


def _filled(value: pl.Series) -> pl.Series:
    """State VALUE where there is one, BLANK elsewhere."""
    if not value.null_count():
        return pl.Series([1], dtype=pl.Int8).new_from_index(0, len(value))
    return value.is_not_null().cast(pl.Int8)


def _looked_up(name: str, reading: Reading, cells: Mapping[str, Cell], work: pl.DataFrame) -> _Values:
    """The plain values, and between them what each other text was read as."""
    plain, texts, kind = work[name], work[_text(name)], reading.field.type
    dtype = pl.String if kind in TEXT_TYPES else pl.Int64
    values = _mapped(texts, {text: cell.value for text, cell in cells.items()}, dtype)
    states = _mapped(texts, {text: int(cell.state) for text, cell in cells.items()}, pl.Int8, 0)
    lasts = _mapped(texts, {text: cell.last for text, cell in cells.items()}, pl.Int64) if kind == "day" else values
    if plain.null_count() == len(plain):
        return _Values(values, states, lasts)
    known = plain.is_not_null()
    ones = pl.Series([1], dtype=pl.Int8).new_from_index(0, len(plain))
    return _Values(plain.zip_with(known, values), ones.zip_with(known, states), plain.zip_with(known, lasts))


def _mapped(
    texts: pl.Series,
    found: Mapping[str, int | str | None],
    dtype: type[pl.DataType],
    otherwise: int | None = None,
) -> pl.Series:
    """Every text's entry; a short column is quicker through Python than through an engine's table."""
    if len(texts) <= _SHORT:
        return pl.Series([found.get(text, otherwise) for text in texts.to_list()], dtype=dtype)
    keys, values = pl.Series(list(found), dtype=pl.String), pl.Series(list(found.values()), dtype=dtype)
    return texts.replace_strict(keys, values, default=otherwise, return_dtype=dtype)


def _finished_with_states(
    name: str, reading: Reading, cells: Mapping[str, Cell], work: pl.DataFrame
) -> Iterator[pl.Series]:
    """Where the file itself says what a cell is worth (an error, lost digits), that is its state and it has no value."""
    found = _looked_up(name, reading, cells, work) if cells else _as_read(work[name])
    value, state, last = found.value, found.state, found.last
    nothing = pl.Series([None], dtype=value.dtype).new_from_index(0, len(value))
    for known, mask in reading.states.items():
        told = pl.Series([int(known)], dtype=pl.Int8).new_from_index(0, len(value))
        state, value = told.zip_with(mask, state), nothing.zip_with(mask, value)
        last = nothing.zip_with(mask, last) if reading.field.type == "day" else value
    yield from (value.alias(name), state.alias(f"{name}__state"))
    if reading.field.type == "day":
        days = pl.DataFrame([value.alias("value"), last.alias("last")])
        yield from days.select(_day_expressions(name, pl.col("value"), pl.col("last"))).get_columns()


def _day_columns(name: str, values: _Values) -> list[pl.Expr | pl.Series]:
    if values.value is values.last:
        return [values.last.alias(f"{name}__last"), _month_of(pl.lit(values.value)).alias(f"{name}__month")]
    return list(_day_expressions(name, pl.lit(values.value), pl.lit(values.last)))


def _day_expressions(name: str, first: pl.Expr, last: pl.Expr) -> list[pl.Expr]:
    month = _month_of(first)
    return [last.alias(f"{name}__last"), pl.when(month == _month_of(last)).then(month).alias(f"{name}__month")]


def _month_of(ordinals: pl.Expr) -> pl.Expr:
    days = (ordinals - _UNIX_EPOCH_ORDINAL).cast(pl.Int32).cast(pl.Date)
    month: pl.Expr = days.dt.year().cast(pl.Int64) * 12 + days.dt.month().cast(pl.Int64) - 1
    return month
