"""Cells of a stored ledger that could not be read, told as those of any other table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from ledgers.cell_faults import said, unreadable_code
from ledgers.columnar.model import ROW, StoredColumn, StoredLedger
from ledgers.columnar.survey import LONG
from ledgers.columnar.typed import own_in_polars
from ledgers.columnar.value_texts import texts_of
from ledgers.faults import DIGITS_LOST, FAULT_CODES, NUMBER_UNREADABLE
from ledgers.model import CellState, Fault, Location

_FEWEST_GROUPED: Final = 5


def stored_faults(ledger: StoredLedger) -> Iterator[Fault]:
    """Column by column; only columns that the survey found something in are looked at again."""
    for column in ledger.records.columns.values():
        bad = column.odd.filter(pl.col("state") == int(CellState.UNREADABLE))["key"]
        value = pl.col(column.field.field)
        if bad.len():
            yield from _told(
                ledger, column, unreadable_code(column.field) or NUMBER_UNREADABLE, value.is_in(bad.implode())
            )
        if column.long:
            yield from _told(ledger, column, DIGITS_LOST, value.abs() >= LONG)


def _told(ledger: StoredLedger, column: StoredColumn, code: str, bad: pl.Expr) -> Iterator[Fault]:
    """One fault a cell, or one for the column where one cause explains nine in ten of its rows."""
    field = column.field.field
    values = own_in_polars(ledger.records, [field])
    cells = texts_of(values.filter(bad).collect(engine="streaming"))
    filled = values.select(pl.col(field).count()).collect(engine="streaming").item()
    observed = [None] * cells.height if code == DIGITS_LOST else cells[field].to_list()
    grouped = cells.height >= _FEWEST_GROUPED and cells.height * 10 >= filled * 9
    header = ledger.columns[field].header
    for row, text in list(zip(cells[ROW].to_list(), observed, strict=True))[: 1 if grouped else None]:
        what = f"“{header}”有{cells.height}行" if grouped else f"“{header}”"
        message = f"{what}{said(code, text)}。"
        place = Location(ledger.path, None, None, row)
        yield Fault(code, place, message, FAULT_CODES[code].suggestion, text, field=field)
