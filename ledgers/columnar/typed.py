"""The columns of a stored ledger typed as `Ledger.frame` documents them, by expressions every engine computes alike.

What has a plain form is worked out by arithmetic; every other distinct value is known from the survey, and stands in a few
conditions or, where there are many, in a table joined on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import narwhals as nw
import polars as pl
from msgspec.structs import fields

from ledgers.cell_texts import TEXT_TYPES
from ledgers.columnar.model import ROW, Store, StoredColumn, StoredLedger
from ledgers.columnar.survey import LONG
from ledgers.columnar.value_texts import texts_of
from ledgers.model import CellState, Ledger

Frame = nw.LazyFrame[Any]
_FEW: Final = 40  # conditions; beyond that a join is quicker
_PARTS: Final = ("value", "state", "last", "month")


def typed(raw: Frame, columns: Mapping[str, StoredColumn], on_engine: Callable[[pl.DataFrame], Frame]) -> Frame:
    """The typed columns and `_row`.

    Args:
        raw: `_row` and each field's own values under the field's name, as `own_values` gives them.
        columns: what is known of them.
        on_engine: puts a small table on the engine `raw` is of.
    """
    joined = [field for field, column in columns.items() if _conditions(column) > _FEW]
    frame = raw
    for field in joined:
        table = columns[field].odd.rename({name: f"{field}__odd_{name}" for name in columns[field].odd.columns})
        frame = frame.join(on_engine(table), left_on=field, right_on=f"{field}__odd_key", how="left")
    steps = (lambda f, c: _odd(f, c, joined=f in joined), _plain, _lasts)  # each uses columns of the one before
    for step in steps:
        if more := [column for f, c in columns.items() for column in step(f, c)]:
            frame = frame.with_columns(*more)
    return frame.select(ROW, *(e for f, c in columns.items() for e in _finished(f, c)))


def own_values(scanned: Frame, columns: Mapping[str, StoredColumn]) -> Frame:
    """`_row` and the values as they stand in the files, under the fields' names, one type for each physical form."""
    return scanned.select(ROW, *(_own(column).alias(field) for field, column in columns.items()))


def _own(column: StoredColumn) -> nw.Expr:
    value = nw.col(column.name)
    match column.physical:
        case "fraction":
            number = value.cast(nw.Float64)
            return nw.when(~number.is_nan()).then(number)
        case "whole":
            return value.cast(nw.Int64)
        case "moment":
            return value.cast(nw.Date)
        case "day" | "truth":
            return value
        case _:
            return value.cast(nw.String)


def own_in_polars(store: Store, columns: Iterable[str]) -> pl.LazyFrame:
    """`_row` and the own values of some fields."""
    chosen = {field: store.columns[field] for field in columns}
    lazy: pl.LazyFrame = own_values(nw.from_native(store.scanned()), chosen).to_native()
    return lazy


def with_records(ledger: StoredLedger, rows: Iterable[int]) -> Ledger:
    """An ordinary ledger of the records with these rows, typed and as the texts stood."""
    wanted = pl.Series(sorted(rows), dtype=pl.Int64).implode()
    columns = ledger.records.columns
    found = own_in_polars(ledger.records, columns).filter(pl.col(ROW).is_in(wanted)).collect(engine="streaming")
    frame: pl.LazyFrame = typed(
        nw.from_native(found.lazy()), columns, lambda table: nw.from_native(table.lazy())
    ).to_native()
    held = {each.name: getattr(ledger, each.name) for each in fields(Ledger)}
    return Ledger(**{**held, "frame": frame.collect(), "texts": texts_of(found)})


def _conditions(column: StoredColumn) -> int:
    return sum(column.odd[part].n_unique() for part in _PARTS if part in column.odd.columns)


def _odd(field: str, column: StoredColumn, *, joined: bool) -> Iterator[nw.Expr]:
    """`__odd_value`, `__odd_state` … for values that have an entry; null for the others."""
    if joined or not column.odd.height:
        return
    for part in _PARTS:
        if part in column.odd.columns and (chosen := _chosen(field, column.odd, part)):
            yield (
                nw.coalesce(*chosen).alias(f"{field}__odd_{part}")
                if len(chosen) > 1
                else chosen[0].alias(f"{field}__odd_{part}")
            )


def _chosen(field: str, odd: pl.DataFrame, part: str) -> list[nw.Expr]:
    keys: dict[Any, list[Any]] = {}
    for key, value in odd.select("key", part).iter_rows():
        if value is not None:
            keys.setdefault(value, []).append(key)
    dtype = nw.String if odd[part].dtype == pl.String else nw.Int64
    return [nw.when(nw.col(field).is_in(own)).then(nw.lit(value, dtype)) for value, own in keys.items()]


def _entry(field: str, column: StoredColumn, part: str) -> nw.Expr | None:
    """The part of a value's entry; none where no value of the column has one."""
    if not column.odd.height or part not in column.odd.columns or not column.odd[part].count():
        return None
    return nw.col(f"{field}__odd_{part}")


def _plain(field: str, column: StoredColumn) -> Iterator[nw.Expr]:
    """`__plain`: the value of a plain form; null for blanks and for values with an entry."""
    value: nw.Expr = nw.col(field)
    if column.long:
        value = nw.when(value.abs() < LONG).then(value)
    if column.odd.height:
        value = nw.when(nw.col(f"{field}__odd_state").is_null()).then(value)
    if column.field.type == "day":
        yield from _day_parts(field, column, value)
        return
    yield _arithmetic(value, column).alias(f"{field}__plain")


def _arithmetic(value: nw.Expr, column: StoredColumn) -> nw.Expr:
    """The whole number kept, or the text; survey._plain says of which values this is asked."""
    kind, form = column.field.type, column.physical
    if form in {"day", "moment", "truth", "other"}:  # every value of theirs has an entry
        return nw.lit(None, nw.String if kind in TEXT_TYPES else nw.Int64)
    if kind in TEXT_TYPES:
        whole = value.cast(nw.Int64) if form == "fraction" else value
        return whole if form == "text" else whole.cast(nw.String)
    if form == "whole" or kind in {"count", "year", "month"}:
        return _times(value.cast(nw.Int64), column.power)
    return _times(value.cast(nw.Float64) if form == "text" else value, column.power).round().cast(nw.Int64)


def _times(value: nw.Expr, power: int) -> nw.Expr:
    scaled: nw.Expr = value * 10**power
    return scaled


# ---- days -------------------------------------------------------------------------------------------------------


def _day_parts(field: str, column: StoredColumn, value: nw.Expr) -> Iterator[nw.Expr]:
    """Year, month and day of the month, as numbers."""
    if column.physical in {"day", "moment"}:
        parts = (value.dt.year(), value.dt.month(), value.dt.day())
    elif column.physical == "text":
        parts = (value.str.slice(0, 4), value.str.slice(5, 2), value.str.slice(8, 2))
    else:
        parts = (nw.lit(None, nw.Int64),) * 3
    for name, part in zip(("year", "month_of", "day"), parts, strict=True):
        yield part.cast(nw.Int64).alias(f"{field}__{name}")


def _lasts(field: str, column: StoredColumn) -> Iterator[nw.Expr]:
    """The ordinal of a plain day, from its parts; and its month."""
    if column.field.type != "day":
        return
    year, month, day = (nw.col(f"{field}__{name}") for name in ("year", "month_of", "day"))
    yield _ordinal(year, month, day).alias(f"{field}__plain")
    yield (year * 12 + month - 1).alias(f"{field}__plain_month")


def _ordinal(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """datetime.date.toordinal() for 1900 to 2100, without a division: years count from March."""
    early = (month < 3).cast(nw.Int64)
    shifted, y = month + early * 12 - 3, year - early
    leap = ((y - y % 4) * 0.25).cast(nw.Int64)
    centuries = nw.when(y < 1900).then(14).otherwise(nw.when(y < 2100).then(15).otherwise(16))
    months = shifted * 153 + 2
    passed = ((months - months % 5) * 0.2).round().cast(nw.Int64)
    return y * 365 + leap - centuries + passed + day - 306


# ---- the finished columns ---------------------------------------------------------------------------------------


def _finished(field: str, column: StoredColumn) -> Iterator[nw.Expr]:
    plain = nw.col(f"{field}__plain")
    yield _either(_entry(field, column, "value"), plain).alias(field)
    if column.field.type == "text":
        return
    yield _state(field, column).cast(nw.Int8).alias(f"{field}__state")
    if column.field.type == "day":
        yield _either(_entry(field, column, "last"), plain).alias(f"{field}__last")
        yield _either(_entry(field, column, "month"), nw.col(f"{field}__plain_month")).alias(f"{field}__month")


def _either(entry: nw.Expr | None, plain: nw.Expr) -> nw.Expr:
    return plain if entry is None else nw.coalesce(entry, plain)


def _state(field: str, column: StoredColumn) -> nw.Expr:
    raw = nw.col(field)
    state = nw.when(raw.is_null()).then(nw.lit(int(CellState.BLANK))).otherwise(nw.lit(int(CellState.VALUE)))
    if column.long:
        lost = (raw.abs() >= LONG).fill_null(False)  # noqa: FBT003 - narwhals' own signature
        state = nw.when(lost).then(nw.lit(int(CellState.DIGITS_LOST))).otherwise(state)
    entry = _entry(field, column, "state")
    return state if entry is None else nw.coalesce(entry, state)
