"""Texts of a column into typed values: the plain forms in bulk, the rest once for each distinct text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import polars as pl
from msgspec import Struct

from ledgers.cell_texts import PLACEHOLDERS, TEXT_TYPES, Cell, Reading, read_cell
from ledgers.plain_forms import SCALED, UNIX_EPOCH_ORDINAL, WHOLE_TEXT, long_form, quick_form
from ledgers.units import power_to_stored

__all__ = ["PLACEHOLDERS", "Reading", "type_columns"]

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
    single = texts.select(quick_form(name, reading).alias(name) for name, reading in others.items() if name not in stacked)
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
            power = power_to_stored(reading.field, reading.unit) if reading.field.type in SCALED else 0
            forms.setdefault((reading.field.type, power), []).append(name)
    return [names for names in forms.values() if len(names) > 1]


def _unstacked(texts: pl.DataFrame, readings: Mapping[str, Reading], names: list[str]) -> list[pl.Series]:
    first, height = readings[names[0]], texts.height
    stack = pl.DataFrame([pl.concat([texts[name].alias(_STACK) for name in names])])
    read = stack.select(quick_form(_STACK, first).alias(_STACK))[_STACK]
    return [read.slice(number * height, height).alias(name) for number, name in enumerate(names)]


def _with_long_decimals(
    work: pl.DataFrame, readings: Mapping[str, Reading]
) -> tuple[pl.DataFrame, Mapping[str, list[str]]]:
    """Read decimals of any length in the columns that have some; also the distinct texts that are left everywhere."""
    pending = _pending_texts(
        work, [name for name, reading in readings.items() if reading.field.type not in WHOLE_TEXT]
    )
    again = [name for name in pending if readings[name].field.type in SCALED | {"share"}]
    if not again:
        return work, pending
    work = work.with_columns(pl.col(name).fill_null(long_form(pl.col(_text(name)), readings[name])) for name in again)
    rest = {name: texts for name, texts in pending.items() if name not in again}
    return work, {**rest, **_pending_texts(work, again)}


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


class _Values(Struct, frozen=True):
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
    days = (ordinals - UNIX_EPOCH_ORDINAL).cast(pl.Int32).cast(pl.Date)
    month: pl.Expr = days.dt.year().cast(pl.Int64) * 12 + days.dt.month().cast(pl.Int64) - 1
    return month
