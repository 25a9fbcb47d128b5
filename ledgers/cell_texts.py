"""One cell's text read on its own: the forms that are not plain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

import polars as pl
from msgspec import Struct
from msgspec import field as struct_field

from ledgers.headings import PERCENT_UNITS
from ledgers.model import CellState, Field
from ledgers.units import power_to_stored
from values.amounts import parse_number, round_half_up
from values.days import Day, month_index, parse_day
from values.masks import is_masked

FIRST_DAY: Final = date(1901, 1, 1).toordinal()
"""Days before it are numbers shown as dates: Excel counts from 1900."""
_BEYOND: Final = 10**17
PLACEHOLDERS: Final = frozenset(
    {"/", "//", "\\", "-", "--", "---", "—", "——", "－", "／", "─", "一一", "...", "……", "N/A", "n/a", "空"}
)
_NOTHING: Final = frozenset({"无", "暂无", "无数据", "未填", "没有"})
_YES: Final = frozenset({"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1", "已", "属于", "是的", "☑"})
_NO: Final = frozenset(
    {"否", "无", "×", "✗", "✘", "x", "错", "n", "no", "false", "0", "未", "不是", "没有", "不属于", "不", "☐", "非"}
)
_TIDY: Final = str.maketrans(
    "０１２３４５６７８９Ｘｘ＊－（）　ｘ", "0123456789XX*-() X", "'‘’` \t\r\n\u00a0\u200b\ufeff"
)
TEXT_TYPES: Final = frozenset({"text", "code", "identity", "phone", "account", "choice", "flag", "list"})
NUMBER_TYPES: Final = frozenset({"count", "amount", "area", "number", "share", "year"})
DAY_TYPES: Final = frozenset({"day", "month"})


class Reading(Struct, frozen=True):
    """What a column's text needs to be read: its field, its unit, the year of the table.

    `percent` tells cells shown as a percentage, where the file says so: 0.65 in such a cell is 65 %. `unclear`: bare
    numbers may be ratios or hundredths, and are not read.
    """

    field: Field
    unit: str | None = None
    year: int | None = None
    percent: pl.Series | None = None
    states: Mapping[CellState, pl.Series] = struct_field(default_factory=dict)
    unclear: bool = False


class Cell(Struct, frozen=True):
    """One distinct text, read. `last` is the last day it can mean."""

    value: int | str | None
    state: CellState = CellState.VALUE
    last: int | None = None


_UNREADABLE: Final = Cell(None, CellState.UNREADABLE)
_BLANK: Final = Cell(None, CellState.BLANK)


def read_cell(text: str, reading: Reading) -> Cell:
    """Read one text by its field's type; what stands for nothing is blank, what cannot be read is told so."""
    plain = text.strip()
    if not plain or plain in PLACEHOLDERS:
        return _BLANK
    if plain in _NOTHING and reading.field.type in NUMBER_TYPES | DAY_TYPES | {"identity", "phone", "account", "code"}:
        return _BLANK
    return _READERS[reading.field.type](plain, reading)


def _read_number(text: str, reading: Reading) -> Cell:
    number = parse_number(text)
    if number is None:
        return _UNREADABLE
    power = power_to_stored(reading.field, reading.unit)
    stated = text.rstrip("整钱").endswith(("元", "万", "亿"))
    return _whole(round_half_up(number * 10 ** (2 if stated else power)))


def _read_count(text: str, _: Reading) -> Cell:
    number = parse_number(text)
    return _whole(int(number)) if number is not None and number.denominator == 1 else _UNREADABLE


def _whole(number: int) -> Cell:
    """A number beyond any ledger (an identity or account number in the wrong column) is not one."""
    return Cell(number) if abs(number) < _BEYOND else _UNREADABLE


def _read_share(text: str, reading: Reading, *, scale: int = 1_000_000) -> Cell:
    plain = text.replace("％", "%").replace(" ", "")
    number = parse_number(plain.removesuffix("%").removesuffix("百分点"))
    if number is None:
        return _UNREADABLE
    if reading.unclear and not plain.endswith("%"):
        return _UNREADABLE
    percent = plain.endswith("%") or reading.unit in PERCENT_UNITS
    return _whole(round_half_up(number * Fraction(scale, 100 if percent else 1)))


def _read_day(text: str, reading: Reading) -> Cell:
    day = parse_day(text, year=reading.year)
    if day is None or (not day.standing and day.first < FIRST_DAY):
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
