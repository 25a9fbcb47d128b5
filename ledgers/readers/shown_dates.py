"""Dates as a sheet shows them: without a midnight time, without a day where only the month is shown.

The value reader gives every date as "2024-08-09 00:00:00" and a time of day with the day before the first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import polars as pl

from ledgers.readers.references import column_index

Position = tuple[int, int]

MIDNIGHT: Final = " 00:00:00"
_MIDNIGHT: Final = MIDNIGHT.encode("ascii")
_DAY_ZERO: Final = "1899-12-3"
_TEXT_CELL: Final = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^>]*?\st="(s|str|inlineStr)"[^>/]*>((?:(?!</c>).)*)</c>', re.DOTALL
)


def shown_dates(frame: pl.DataFrame, texts: frozenset[Position], months: frozenset[Position]) -> pl.DataFrame:
    """`texts`: cells whose date and midnight are a text and stay; `months`: cells that show only a month."""
    kept = _by_column(texts)
    dated = _columns_where(frame, pl.all().str.ends_with(MIDNIGHT))
    timed = _columns_where(frame, pl.all().str.starts_with(_DAY_ZERO))
    frame = frame.with_columns([_without_midnight(frame[name], kept.get(int(name), [])) for name in dated])
    frame = frame.with_columns(_times(pl.col(name)) for name in timed)
    return frame.with_columns(_months(frame[str(c)], rows) for c, rows in _by_column(months).items() if c < frame.width)


def _columns_where(frame: pl.DataFrame, holds: pl.Expr) -> list[str]:
    """The columns in which some cell holds, asked in one call: a small file has more columns than time."""
    if not frame.width or not frame.height:
        return []
    return [name for name, found in frame.select(holds.any()).row(0, named=True).items() if found]


def _without_midnight(series: pl.Series, kept: list[int]) -> pl.Series:
    return series.str.strip_suffix(MIDNIGHT).scatter(kept, series.gather(kept))


def _times(column: pl.Expr) -> pl.Expr:
    time_of_day = column.str.replace(r"^1899-12-3[01] (.+)$", "$1")
    return time_of_day.str.replace(r"^1899-12-31$", "1900-01-00")  # a zero formatted as a date, as programs show it


def _months(series: pl.Series, rows: list[int]) -> pl.Series:
    rows = [row for row in rows if row < series.len()]
    shown = series.gather(rows).str.replace(r"^(\d{4})-0?(\d+)-01$", "${1}年${2}月")
    return series.clone().scatter(rows, shown)


def _by_column(positions: Iterable[Position]) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in positions:
        columns[column].append(row)
    return columns


def midnight_strings(shared_strings: bytes) -> frozenset[bytes]:
    """Indexes of shared strings that end in a midnight time: a system's export wrote its dates as texts."""
    if _MIDNIGHT not in shared_strings:
        return frozenset()
    items = re.findall(rb"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>.*?</(?:\w+:)?si>)", shared_strings, re.DOTALL)
    return frozenset(b"%d" % index for index, item in enumerate(items) if _MIDNIGHT + b"<" in item)


def midnight_texts(xml: bytes, shared: frozenset[bytes]) -> frozenset[Position]:
    """Cells of a sheet whose text, not a date, ends in a midnight time."""
    if not shared and _MIDNIGHT not in xml:
        return frozenset()
    return frozenset(_texts_ending_at_midnight(xml, shared))


def _texts_ending_at_midnight(xml: bytes, shared: frozenset[bytes]) -> Iterator[Position]:
    for column, row, kind, content in _TEXT_CELL.findall(xml):
        value = re.search(rb"<v>\s*(\d+)\s*</v>", content) if kind == b"s" else None
        if (value and value[1] in shared) or _MIDNIGHT + b"<" in content:
            yield int(row) - 1, column_index(column)
