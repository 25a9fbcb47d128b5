"""Texts of a column into typed values: the plain forms in bulk, the rest once for each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

import polars as pl

from ledgers.headings import PERCENT_UNITS
from ledgers.model import CellState, Field
from ledgers.units import power_to_stored
from values.amounts import parse_number, round_half_up
from values.days import Day, month_index, parse_day
from values.masks import is_masked

PLACEHOLDERS: Final = frozenset(
    {"/", "//", "\\", "-", "--", "---", "—", "——", "－", "／", "─", "一一", "...", "……", "N/A", "n/a", "空"}
)
_NOTHING: Final = frozenset({"无", "暂无", "无数据", "未填", "没有"})
_YES: Final = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1", "已", "属于", "是的", "☑"})
_NO: Final = frozenset(
    {"否", "无", "×", "✗", "✘", "x", "错", "n", "no", "false", "0", "未", "不是", "没有", "不属于", "不", "☐", "非"}
)
_UNIX_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()
_FIRST_DAY: Final = date(1900, 1, 1).toordinal()
_LAST_DAY: Final = date(2100, 12, 31).toordinal()
_TIDY: Final = str.maketrans(
    "０１２３４５６７８９Ｘｘ＊－（）　ｘ", "0123456789XX*-() X", "'‘’` \t\r\n\u00a0\u200b\ufeff"
)
_WHOLE_TEXT: Final = frozenset({"text", "list"})
TEXT_TYPES: Final = frozenset({"text", "code", "identity", "phone", "account", "choice", "flag", "list"})
NUMBER_TYPES: Final = frozenset({"count", "amount", "area", "number", "share", "year"})
DAY_TYPES: Final = frozenset({"day", "month"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column's text needs to be read: its field, its unit, the year of the table.

    `percent` tells cells shown as a percentage, where the file says so: 0.65 in such a cell is 65 %.
    """

    field: Field
    unit: str | None = None
    year: int | None = None
    percent: pl.Series | None = None
    states: Mapping[CellState, pl.Series] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """One distinct text, read. `last` is the last day it can mean."""

    value: int | str | None
    state: CellState = CellState.VALUE
    last: int | None = None


_UNREADABLE: Final = Cell(None, CellState.UNREADABLE)
_BLANK: Final = Cell(None, CellState.BLANK)


def type_columns(texts: pl.DataFrame, readings: Mapping[str, Reading]) -> pl.DataFrame:
    """Typed columns for the fields in `readings`, in their order, as `Ledger.frame` documents them (without `_row`)."""
    quick = texts.select(_quick(name, reading, texts[name]).alias(name) for name, reading in readings.items())
    columns = [
        column
        for name, reading in readings.items()
        for column in _finish(name, texts[name], quick[name], reading)
    ]  # fmt: skip
    return pl.DataFrame(columns)


def _quick(name: str, reading: Reading, texts: pl.Series) -> pl.Expr:
    """The value where the text has its type's plain form, null elsewhere."""
    text, kind = pl.col(name), reading.field.type
    if kind in _WHOLE_TEXT:
        stripped = text.str.strip_chars()
        return pl.when(stripped != "").then(stripped)
    if kind in {"amount", "area", "number"}:
        return _decimals(text, power_to_stored(reading.field, reading.unit))
    if kind == "share":
        return _shares(text, reading, texts)
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


def _shares(text: pl.Expr, reading: Reading, texts: pl.Series) -> pl.Expr:
    marked = text.str.ends_with("%")
    hundredths = pl.when(marked).then(text.str.strip_suffix("%")).otherwise(text)
    as_percent, as_ratio = _decimals(hundredths, 4), _decimals(text, 6)
    if reading.percent is not None and reading.percent.any():
        ratio = pl.lit(reading.percent)
        plain = pl.when(ratio).then(as_ratio).otherwise(as_percent if _percent_numbers(reading, texts) else as_ratio)
    else:
        plain = as_percent if _percent_numbers(reading, texts) else as_ratio
    return pl.when(marked).then(as_percent).otherwise(plain)


def _percent_numbers(reading: Reading, texts: pl.Series) -> bool:
    """Do bare numbers in the column count hundredths (65 for 65 %)?

    A header saying % decides where the file tells which cells are shown as a percentage. Otherwise the numbers do:
    a column of nothing above 1 holds ratios.
    """
    if reading.percent is not None and reading.unit in PERCENT_UNITS:
        return True
    largest = texts.cast(pl.Float64, strict=False).abs().max()
    return isinstance(largest, float) and largest > 1


def _finish(name: str, texts: pl.Series, quick: pl.Series, reading: Reading) -> list[pl.Series]:
    if reading.field.type in _WHOLE_TEXT:
        states = quick.is_not_null().cast(pl.Int8)
        return [quick, *([states.alias(f"{name}__state")] if reading.field.type == "list" else [])]
    cells = _slow_cells(texts, quick, reading)
    values = quick.fill_null(_mapped(texts, cells, lambda cell: cell.value, quick.dtype)) if cells else quick
    states = quick.is_not_null().cast(pl.Int8)
    if cells:
        states = pl.select(
            pl.when(quick.is_not_null()).then(1).otherwise(_mapped(texts, cells, lambda c: int(c.state), pl.Int8))
        ).to_series().fill_null(0).cast(pl.Int8)  # fmt: skip
    values, states = _with_known_states(values, states, reading.states)
    columns = [values.alias(name), states.alias(f"{name}__state")]
    return columns + (_day_columns(name, texts, values, cells) if reading.field.type == "day" else [])


def _slow_cells(texts: pl.Series, quick: pl.Series, reading: Reading) -> dict[str, Cell]:
    pending = texts.filter(quick.is_null() & texts.is_not_null())
    if not len(pending):
        return {}
    read = _READERS[reading.field.type]
    return {text: _read(text, read, reading) for text in pending.unique().to_list()}


def _read(text: str, read: Callable[[str, Reading], Cell], reading: Reading) -> Cell:
    plain = text.strip()
    if not plain or plain in PLACEHOLDERS:
        return _BLANK
    if plain in _NOTHING and reading.field.type in NUMBER_TYPES | DAY_TYPES | {"identity", "phone", "account", "code"}:
        return _BLANK
    return read(plain, reading)


def _mapped(
    texts: pl.Series,
    cells: Mapping[str, Cell],
    part: Callable[[Cell], int | str | None],
    dtype: pl.DataType | type[pl.DataType],
) -> pl.Series:
    return texts.replace_strict(
        pl.Series(list(cells), dtype=pl.String),
        pl.Series([part(cell) for cell in cells.values()], dtype=dtype),
        default=None,
        return_dtype=dtype,
    )


def _with_known_states(
    values: pl.Series, states: pl.Series, known: Mapping[CellState, pl.Series]
) -> tuple[pl.Series, pl.Series]:
    for state, mask in known.items():
        if mask.any():
            frame = pl.DataFrame({"v": values, "s": states, "m": mask})
            frame = frame.select(
                pl.when("m").then(None).otherwise("v").alias("v"),
                pl.when("m").then(int(state)).otherwise("s").cast(pl.Int8).alias("s"),
            )
            values, states = frame["v"], frame["s"]
    return values, states


def _day_columns(name: str, texts: pl.Series, values: pl.Series, cells: Mapping[str, Cell]) -> list[pl.Series]:
    last = values
    if cells:
        slow = _mapped(texts, cells, lambda cell: cell.last, pl.Int64)
        last = pl.select(pl.when(values.is_not_null()).then(pl.coalesce(slow, values))).to_series()
    month = _month_of(values)
    month = pl.select(pl.when(month == _month_of(last)).then(month)).to_series() if cells else month
    return [last.alias(f"{name}__last"), month.alias(f"{name}__month")]


def _month_of(ordinals: pl.Series) -> pl.Series:
    days = (ordinals - _UNIX_EPOCH_ORDINAL).cast(pl.Int32).cast(pl.Date)
    return days.dt.year().cast(pl.Int64) * 12 + days.dt.month().cast(pl.Int64) - 1


def _read_number(text: str, reading: Reading) -> Cell:
    number = parse_number(text)
    if number is None:
        return _UNREADABLE
    power = power_to_stored(reading.field, reading.unit)
    stated = text.rstrip("整钱").endswith(("元", "万", "亿"))
    return Cell(round_half_up(number * 10 ** (2 if stated else power)))


def _read_count(text: str, _: Reading) -> Cell:
    number = parse_number(text)
    return Cell(int(number)) if number is not None and number.denominator == 1 else _UNREADABLE


def _read_share(text: str, reading: Reading, *, scale: int = 1_000_000) -> Cell:
    plain = text.replace("％", "%").replace(" ", "")
    number = parse_number(plain.removesuffix("%").removesuffix("百分点"))
    if number is None:
        return _UNREADABLE
    percent = plain.endswith("%") or reading.unit in PERCENT_UNITS
    return Cell(round_half_up(number * Fraction(scale, 100 if percent else 1)))


def _read_day(text: str, reading: Reading) -> Cell:
    day = parse_day(text, year=reading.year)
    if day is None:
        return _UNREADABLE
    return Cell(None, CellState.STANDING) if day.standing else Cell(day.first, last=day.last)


def _read_month(text: str, reading: Reading) -> Cell:
    day = parse_day(text, year=reading.year)
    months = _months(day) if day and not day.standing else set()
    return Cell(months.pop()) if len(months) == 1 else _UNREADABLE


def _months(day: Day) -> set[int]:
    return {month_index(date.fromordinal(day.first)), month_index(date.fromordinal(day.last))}


def _read_year(text: str, _: Reading) -> Cell:
    plain = text.translate(_TIDY).removesuffix("度").removesuffix("年").removesuffix(".0")
    if plain.isdecimal() and len(plain) == 4:
        return Cell(int(plain))
    day = parse_day(plain)
    years = {date.fromordinal(day.first).year, date.fromordinal(day.last).year} if day and not day.standing else set()
    return Cell(years.pop()) if len(years) == 1 else _UNREADABLE


def _read_tidy(text: str, reading: Reading, *, masks: bool) -> Cell:
    plain = text.translate(_TIDY).upper() if reading.field.type == "identity" else text.translate(_TIDY)
    if not plain or plain in PLACEHOLDERS:
        return _BLANK
    return Cell(plain, CellState.MASKED) if masks and is_masked(plain) else Cell(plain)


def _read_choice(text: str, reading: Reading) -> Cell:
    return Cell(canonical_choice(reading.field, text))


def canonical_choice(field: Field, text: str) -> str:
    """The field's own word for a choice; a text that is no choice comes back as it stands."""
    plain = _plain_choice(text)
    for choice in field.choices:
        if plain in {_plain_choice(spelling) for spelling in (choice.value, *choice.spellings)}:
            return choice.value
    return text


def _plain_choice(text: str) -> str:
    return "".join(text.split()).replace("(", "(").replace(")", ")").lower()


def _read_flag(text: str, reading: Reading) -> Cell:
    plain = canonical_choice(reading.field, text).lower()
    if plain in _YES:
        return Cell("是")
    return Cell("否") if plain in _NO else _UNREADABLE


_READERS: Final[dict[str, Callable[[str, Reading], Cell]]] = {
    "amount": _read_number,
    "area": _read_number,
    "number": _read_number,
    "count": _read_count,
    "share": _read_share,
    "day": _read_day,
    "month": _read_month,
    "year": _read_year,
    "identity": partial(_read_tidy, masks=True),
    "phone": partial(_read_tidy, masks=True),
    "account": partial(_read_tidy, masks=True),
    "code": partial(_read_tidy, masks=False),
    "choice": _read_choice,
    "flag": _read_flag,
}
