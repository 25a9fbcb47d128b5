"""Values of any type as the texts a cell would show: what is read, and what a finding says stands there."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl


def texts_of(frame: pl.DataFrame) -> pl.DataFrame:
    """All columns but `_row` as texts."""
    return pl.DataFrame([column if column.name == "_row" else _texts(column) for column in frame.iter_columns()])


def _texts(column: pl.Series) -> pl.Series:
    if column.dtype == pl.String or column.dtype.is_integer():
        return column.cast(pl.String)
    values = (column.fill_nan(None) if column.dtype.is_float() else column).to_list()
    texts = {value: text_of(value) for value in set(values)}
    return pl.Series(column.name, [texts[value] for value in values], dtype=pl.String)


def text_of(value: Any) -> str | None:
    """Plain notation (1200, 1234.5, never 1.2e3), days as 2024-08-09, 是 and 否."""
    if value is None or value != value:  # noqa: PLR0124 - only a float that is no number differs from itself
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    return _number(value) if isinstance(value, float | Decimal) else str(value)


def _number(value: float | Decimal) -> str:
    plain = f"{value if isinstance(value, Decimal) else Decimal(str(value)):f}"
    short = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if short == "-0" else short
