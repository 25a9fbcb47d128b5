"""Sheets and books made in memory, as the readers would hand them over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ledgers.model import Book, Ledger, Sheet
from ledgers.tables import find_ledgers

Rows = Sequence[Sequence[str | None]]


def sheet(rows: Rows, *, name: str = "Sheet1", **details: Any) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    columns = {
        str(column): pl.Series([row[column] if column < len(row) else None for row in rows], dtype=pl.String)
        for column in range(width)
    }
    return Sheet(name, pl.DataFrame(columns), **details)


def book(*sheets: Sheet, path: str = "示范镇/报送.xlsx") -> Book:
    return Book(path, "xlsx", sheets)


def only_ledger(rows: Rows, *, path: str = "示范镇/报送.xlsx", **details: Any) -> Ledger:
    ledgers, faults = find_ledgers(book(sheet(rows, **details), path=path))
    assert len(ledgers) == 1, faults
    return ledgers[0]
