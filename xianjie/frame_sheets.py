"""A pandas frame as a sheet of texts: header in row 1, record i in row i + 2, as `to_excel(index=False)` writes it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ledgers.column_forms import field_header
from ledgers.model import LedgerKind, Sheet

if TYPE_CHECKING:
    import pandas as pd

_LONG: Final = 10**15  # a float of more digits has lost the last ones


def sheet_of_frame(frame: pd.DataFrame, kind: LedgerKind, name: str) -> Sheet:
    """The frame as readers would hand it over."""
    names = {field.field: field_header(field) for field in kind.fields}
    texts = [[_header(column, names), *map(_text, frame.iloc[:, at])] for at, column in enumerate(frame.columns)]
    return Sheet(
        name,
        pl.DataFrame([pl.Series(str(at), column, dtype=pl.String) for at, column in enumerate(texts)]),
        digits_lost=frozenset(_lost(frame)),
        percent_cells=frozenset(),
    )


def _header(column: Any, names: dict[str, str]) -> str:
    """A field's English name becomes its header with the unit; several levels become one path."""
    if isinstance(column, tuple):
        return "/".join(str(part) for part in column if str(part))
    return names.get(str(column), str(column))


def _text(value: Any) -> str | None:
    import pandas as pd

    if value is None or value is pd.NaT or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "是" if value else "否"
    if isinstance(value, datetime | pd.Timestamp):
        return str(value.isoformat(" ")).removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value or None
    return _number(value)


def _number(value: Any) -> str:
    """Plain notation: 1200, 1234.5, never 1.2e3."""
    if not hasattr(value, "__float__"):
        return str(value)
    plain = f"{value if isinstance(value, Decimal) else Decimal(str(value)):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _lost(frame: pd.DataFrame) -> list[tuple[int, int]]:
    return [
        (row + 1, at)
        for at, dtype in enumerate(frame.dtypes)
        if str(dtype).lower().startswith("float")
        for row, value in enumerate(frame.iloc[:, at].fillna(0))
        if abs(value) >= _LONG
    ]
