"""Months, half months, quarters and half years of a year as first and last days, and which of them are over."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

PeriodName = Literal["月", "季度", "半年", "半月"]
_MONTHS: dict[str, int] = {"半月": 1, "月": 1, "季度": 3, "半年": 6}
_QUARTERS = "一二三四"
_FIRST_HALF = 15  # half months are 1-15 and 16 to the end: this tool's convention, no document states it


class Period(Struct, frozen=True):
    """One period, inclusive. `text` is how an official would name it."""

    first: date
    last: date
    text: str


def periods_over(name: PeriodName, year: int, as_of: date, *, since: date | None = None) -> tuple[Period, ...]:
    """The periods of a year that are over on `as_of` (the last day counts), with `since` those that begin on or after it."""
    found = _periods(name, year)
    return tuple(p for p in found if p.last <= as_of and (since is None or p.first >= since))


def _periods(name: PeriodName, year: int) -> Iterator[Period]:
    months = _MONTHS[name]
    for start in range(1, 13, months):
        first, last = date(year, start, 1), _month_end(year, start + months - 1)
        if name == "半月":
            yield Period(first, first.replace(day=_FIRST_HALF), f"{year}年{start}月上半月")
            yield Period(first.replace(day=_FIRST_HALF + 1), last, f"{year}年{start}月下半月")
        else:
            yield Period(first, last, _text(name, year, start))


def _text(name: PeriodName, year: int, start: int) -> str:
    if name == "季度":
        return f"{year}年第{_QUARTERS[start // 3]}季度"
    if name == "半年":
        return f"{year}年{'上' if start == 1 else '下'}半年"
    return f"{year}年{start}月"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
