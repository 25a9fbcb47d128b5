"""One look over the files: which values of a column are not in its type's plain form, and what each is read as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from typing import Any, Final

import polars as pl
from msgspec import Struct

from ledgers.cell_texts import FIRST_DAY, TEXT_TYPES, Cell, Reading, read_cell
from ledgers.columnar.model import Physical, StoredColumn, physical_of, physical_values
from ledgers.columnar.value_texts import text_of
from ledgers.model import CellState
from ledgers.units import power_to_stored
from values.amounts import round_half_up
from values.days import month_index
from values.expressions import expression

LONG: Final = 10**15  # a float of more digits has lost the last ones
_DIGITS: Final = 12  # of a number times its power of ten: a float then errs by less than _EDGE
_FIRST: Final = 5000  # values that show whether a column repeats itself
_FEW: Final = 10  # times fewer distinct values than values: to find them costs less than to look at all
_TOGETHER: Final = 4  # looks, two to a column; all at once take several times the memory, and no less time
_BESIDE: Final = 2  # so many lots at a time: one alone leaves the processor idle while it reads
_EDGE: Final = 1e-3  # so near to a half the digits as written decide which way to round
_SCALED: Final = frozenset({"amount", "area", "number", "share"})
_KEPT: Final[dict[str, str]] = {
    "identity": r"^[0-9]{17}[0-9X]$",
    "phone": r"^1[0-9]{10}$",
    "account": r"^[0-9]+$",
    "code": r"^[0-9A-Za-z][0-9A-Za-z-]*$",
    "text": r"(?s)^\S(?:.*\S)?$",
    "list": r"(?s)^\S(?:.*\S)?$",
}
_BARE: Final = expression(r"-?[0-9]+(\.[0-9]+)?$")
_BEYOND: Final = 10**17
_ISO: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Given(Struct, frozen=True):
    """A column found in the files and how its texts are to be read."""

    name: str
    reading: Reading


def survey(data: pl.LazyFrame, given: Iterable[Given]) -> list[StoredColumn]:
    """What the engines need to know of each column; one pass over the files, and one more for shares."""
    schema = data.collect_schema()
    given = list(given)
    forms = {each.name: physical_of(schema[each.name]) for each in given}
    values = data.select(physical_values(pl.col(n), schema[n], form).alias(n) for n, form in forms.items())
    powers = _powers(values, given, forms)
    repeated, dtypes = _repeated(values), values.collect_schema()
    looks = [
        look
        for each in given
        for look in (_all(each) if each.name in repeated else _look(each, forms[each.name], powers[each.name]))
    ]
    found: dict[str, Any] = {}
    lots = [values.select(looks[start : start + _TOGETHER]) for start in range(0, len(looks), _TOGETHER)]
    with ThreadPoolExecutor(_BESIDE) as pool:
        for row in pool.map(lambda lot: lot.collect(engine="streaming").row(0, named=True), lots):
            found |= row
    for each in (each for each in given if each.name in repeated):
        few = pl.LazyFrame(pl.Series(each.name, found[f"{each.name} odd"], dtype=dtypes[each.name]))
        found |= few.select(_look(each, forms[each.name], powers[each.name])).collect().row(0, named=True)
    return [_column(each, forms[each.name], powers[each.name], found, dtypes) for each in given]


def _powers(values: pl.LazyFrame, given: Sequence[Given], forms: Mapping[str, Physical]) -> dict[str, int]:
    """The power of ten each column's numbers are scaled by; a share's depends on whether its numbers count hundredths."""
    shares = [each.name for each in given if each.reading.field.type == "share" and forms[each.name] in _NUMBERS]
    most = {}
    if shares:
        largest = (pl.col(name).cast(pl.Float64, strict=False).abs().max() for name in shares)
        most = values.select(largest).collect(engine="streaming").row(0, named=True)
    return {each.name: _power(each.reading, most.get(each.name)) for each in given}


def _repeated(values: pl.LazyFrame) -> set[str]:
    """The columns of texts that say few things over and over, to judge by their first values."""
    first = values.head(_FIRST).select(pl.selectors.string()).collect()
    return {column.name for column in first if column.n_unique() * _FEW < column.len()}


_NUMBERS: Final = frozenset({"text", "whole", "fraction"})


def _power(reading: Reading, most: float | None) -> int:
    if reading.field.type == "share":
        return 4 if most is not None and most > 1 else 6
    return power_to_stored(reading.field, reading.unit) if reading.field.type in _SCALED else 0


def _all(given: Given) -> tuple[pl.Expr]:
    """All distinct values, to be looked at by themselves."""
    return (pl.col(given.name).unique().implode().alias(f"{given.name} odd"),)


def _look(given: Given, form: Physical, power: int) -> tuple[pl.Expr, pl.Expr]:
    """The distinct values that have no plain form, and whether some are too long for a float."""
    value = pl.col(given.name)
    long = (value.abs() >= LONG) if form == "fraction" else pl.lit(value=False)
    odd = value.is_not_null() & ~long & ~_plain(value, given.reading.field.type, form, power).fill_null(value=False)
    return (value.filter(odd).unique().implode().alias(f"{given.name} odd"), long.any().alias(f"{given.name} long"))


def _plain(value: pl.Expr, kind: str, form: Physical, power: int) -> pl.Expr:
    """Does an engine's own arithmetic read the value as the reader of cells would?"""
    match form:
        case "text":
            return _plain_text(value, kind, power)
        case "whole":
            return _plain_whole(value, kind, power)
        case "fraction" if kind in _SCALED:
            return _clear_of_halves(value, power)
        case "fraction":
            return (value == value.floor()) & _plain_whole(value, kind, power)
        case "day" | "moment" if kind == "day":
            return value.is_between(date.fromordinal(FIRST_DAY), date(2100, 12, 31))
        case _:
            return pl.lit(value=False)


def _plain_text(value: pl.Expr, kind: str, power: int) -> pl.Expr:
    if kind in _SCALED:
        plain = value.str.contains(rf"^-?[0-9]{{1,{max(1, _DIGITS - power)}}}(\.[0-9]+)?$")
        return _both(plain, _clear_of_halves(value.cast(pl.Float64, strict=False), power))
    if kind == "day":
        day = value.str.to_date("%Y-%m-%d", strict=False)
        return value.str.contains(_ISO) & day.is_between(date.fromordinal(FIRST_DAY), date(2100, 12, 31))
    if kind in {"count", "year"}:
        return value.str.contains(r"^-?[0-9]{1,15}$" if kind == "count" else r"^(19|20)[0-9]{2}$")
    return value.str.contains(_KEPT[kind]) if kind in _KEPT else pl.lit(value=False)


def _plain_whole(value: pl.Expr, kind: str, power: int) -> pl.Expr:
    if kind in _SCALED | {"count"}:
        small: pl.Expr = value.abs() < 10 ** (15 - power)
        return small
    if kind == "year":
        return value.is_between(1900, 2099)
    texts = value.cast(pl.Int64, strict=False).cast(pl.String)
    return texts.str.contains(_KEPT[kind]) if kind in _KEPT else pl.lit(value=False)


def _clear_of_halves(value: pl.Expr, power: int) -> pl.Expr:
    scaled = value * 10**power
    return _both(scaled.abs() < 10**_DIGITS, (scaled - scaled.floor() - 0.5).abs() > _EDGE)


def _both(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return pl.all_horizontal(one, other)


def _column(
    given: Given, form: Physical, power: int, found: Mapping[str, Any], schema: Mapping[str, pl.DataType]
) -> StoredColumn:
    field = given.reading.field
    keys = pl.Series("key", found[f"{given.name} odd"], dtype=schema[given.name])
    cells = [_read(key, given.reading, power) for key in keys.to_list()]
    dtype = pl.String if field.type in TEXT_TYPES else pl.Int64
    odd = pl.DataFrame(
        [
            keys,
            pl.Series("value", [cell.value for cell in cells], dtype=dtype),
            pl.Series("state", [int(cell.state) for cell in cells], dtype=pl.Int64),
        ]
    )
    if field.type == "day":
        odd = odd.with_columns(
            pl.Series("last", [cell.last for cell in cells], dtype=pl.Int64),
            pl.Series("month", [_month(cell) for cell in cells], dtype=pl.Int64),
        )
    return StoredColumn(field, given.name, form, power, _changed(odd, field.type), bool(found[f"{given.name} long"]))


def _read(key: Any, reading: Reading, power: int) -> Cell:
    """What the value's text is read as; a bare share follows the column's own measure."""
    text = text_of(key)
    if text is None:
        return Cell(None, CellState.BLANK)
    if reading.field.type in {"text", "list"}:
        return Cell(text.strip()) if text.strip() else Cell(None, CellState.BLANK)
    if reading.field.type == "share" and _BARE.match(text):
        return _whole(round_half_up(Fraction(text) * 10**power))
    return read_cell(text, reading)


def _whole(number: int) -> Cell:
    return Cell(number) if abs(number) < _BEYOND else Cell(None, CellState.UNREADABLE)


def _month(cell: Cell) -> int | None:
    """The month a day lies in; none for a day that may lie in several."""
    if not isinstance(cell.value, int) or cell.last is None:
        return None
    first, last = (month_index(date.fromordinal(ordinal)) for ordinal in (cell.value, cell.last))
    return first if first == last else None


def _changed(odd: pl.DataFrame, kind: str) -> pl.DataFrame:
    """A text that is kept as it stands needs no entry."""
    if kind not in TEXT_TYPES or odd["key"].dtype != pl.String:
        return odd
    kept = (pl.col("value") == pl.col("key")) & (pl.col("state") == int(CellState.VALUE))
    return odd.filter(~kept.fill_null(value=False))
