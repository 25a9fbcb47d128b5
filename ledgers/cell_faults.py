"""Faults of single cells, told once for a column where one cause explains nine in ten of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl
from msgspec import Struct

from ledgers.cell_texts import DAY_TYPES, NUMBER_TYPES
from ledgers.cells import cell_address
from ledgers.faults import (
    CELL_ERROR,
    DAY_UNREADABLE,
    DIGITS_LOST,
    FAULT_CODES,
    FLAG_UNREADABLE,
    NUMBER_UNREADABLE,
    UNCALCULATED,
)
from ledgers.model import CellState, Fault, Field
from ledgers.rewritten_cells import looks_like_a_date
from ledgers.table import Table
from values.amounts import parse_number

_FEWEST_GROUPED: Final = 5
_WHAT: Final = {
    CELL_ERROR: "单元格显示错误值",
    UNCALCULATED: "公式没有计算结果",
    DIGITS_LOST: "长数字被存为数值，末几位已失真",
    NUMBER_UNREADABLE: "应填数字",
    DAY_UNREADABLE: "应填日期",
    FLAG_UNREADABLE: "应填“是”或“否”",
}


class _Cells(Struct, frozen=True):
    """Cells of one column with one cause; `observed` is None where the text must not be shown (失真的数字)."""

    code: str
    index: int
    rows: tuple[int, ...]
    observed: tuple[str | None, ...]


def cell_faults(table: Table, frame: pl.DataFrame, texts: pl.DataFrame) -> Iterator[Fault]:
    """Cells with errors, formulas without result, lost digits, and texts where a number, day or 是/否 belongs."""
    unreadable = _unreadable_fields(table, frame)
    for index, field in table.fields.items():
        filled = texts.height - texts[field.field].null_count()
        found = [*_marked_cells(table, index, frame["_row"])]
        if field.field in unreadable:
            found += _unreadable_cells(table, index, field, frame, texts)
        for cells in found:
            judged = max(filled, len(cells.rows))
            grouped = len(cells.rows) >= _FEWEST_GROUPED and len(cells.rows) * 10 >= judged * 9
            yield from [_grouped(table, cells)] if grouped else _single(table, cells)
    yield from _errors_elsewhere(table, frame["_row"])


def _unreadable_fields(table: Table, frame: pl.DataFrame) -> set[str]:
    names = [
        field.field for field in table.fields.values() if unreadable_code(field) and frame[field.field].null_count()
    ]
    if not names or not frame.height:
        return set()
    seen = frame.select((pl.col(f"{name}__state") == int(CellState.UNREADABLE)).any() for name in names).row(0)
    return {name for name, some in zip(names, seen, strict=True) if some}


def _marked_cells(table: Table, index: int, rows: pl.Series) -> Iterator[_Cells]:
    """Cells the file itself marks: error values, formulas without result, long numbers kept as floats."""
    sheet = table.sheet
    if errors := {row + 1: text for (row, column), text in sheet.cell_errors.items() if column == index}:
        kept = [row for row in sorted(errors) if _within(rows, row)]
        yield from _some(CELL_ERROR, index, kept, [errors[row] for row in kept])
    for code, places in ((UNCALCULATED, sheet.uncalculated), (DIGITS_LOST, sheet.digits_lost)):
        kept = sorted(row + 1 for row, column in places if column == index and _within(rows, row + 1))
        yield from _some(code, index, kept, [None] * len(kept))


def _unreadable_cells(
    table: Table, index: int, field: Field, frame: pl.DataFrame, texts: pl.DataFrame
) -> Iterator[_Cells]:
    bad = (frame[f"{field.field}__state"] == int(CellState.UNREADABLE)) & texts[field.field].is_not_null()
    seen = zip(frame["_row"].filter(bad).to_list(), texts[field.field].filter(bad).to_list(), strict=True)
    found = {row: text for row, text in seen if (row - 1, index) not in table.sheet.cell_errors}
    if index in table.unclear_shares:  # told of the column: 0.65 is a number, its unit is what is not clear
        found = {row: text for row, text in found.items() if parse_number(text) is None}
    yield from _some(unreadable_code(field) or NUMBER_UNREADABLE, index, list(found), list(found.values()))


def _within(rows: pl.Series, row: int) -> bool:
    position = rows.search_sorted(row)
    return position < len(rows) and rows[position] == row


def _some(code: str, index: int, rows: list[int], observed: list[str | None]) -> Iterator[_Cells]:
    if rows:
        yield _Cells(code, index, tuple(rows), tuple(observed))


def unreadable_code(field: Field) -> str | None:
    if field.type in DAY_TYPES:
        return DAY_UNREADABLE
    if field.type in NUMBER_TYPES:
        return NUMBER_UNREADABLE
    return FLAG_UNREADABLE if field.type == "flag" else None


def _grouped(table: Table, cells: _Cells) -> Fault:
    addresses = tuple(cell_address(row, cells.index) for row in cells.rows)
    message = f"{table.column(cells.index)}有{len(cells.rows)}行{said(cells.code, cells.observed[0])}。"
    return Fault(
        cells.code,
        table.at(cells.rows[0], cells.index),
        message,
        FAULT_CODES[cells.code].suggestion,
        cells.observed[0],
        field=table.fields[cells.index].field,
        cells=addresses,
    )


def _single(table: Table, cells: _Cells) -> Iterator[Fault]:
    suggestion = FAULT_CODES[cells.code].suggestion
    header, field = table.region.headings[cells.index].text, table.fields[cells.index].field
    for row, observed in zip(cells.rows, cells.observed, strict=True):
        message = f"“{header}”{said(cells.code, observed)}。"
        yield Fault(cells.code, table.at(row, cells.index), message, suggestion, observed, field=field)


def said(code: str, observed: str | None) -> str:
    if observed is None:
        return _WHAT[code]
    return f"{_WHAT[code]}({observed})" if code == CELL_ERROR else f"{_WHAT[code]}，填的是“{observed[:40]}”{_cause(code, observed)}"


def _cause(code: str, observed: str) -> str:
    """What a spreadsheet program did by itself."""
    if code == NUMBER_UNREADABLE and looks_like_a_date(observed):
        return "，可能是“3-5”之类的内容被自动转成了日期"
    if code == DAY_UNREADABLE and observed.startswith("1900-"):
        return "，可能是数字被当成日期显示"
    return ""


def _errors_elsewhere(table: Table, rows: pl.Series) -> Iterator[Fault]:
    """Error values in columns of the table that no field claims."""
    for (row, index), text in sorted(table.sheet.cell_errors.items()):
        if index in table.region.headings and index not in table.fields and _within(rows, row + 1):
            message = f"{table.column(index)}{said(CELL_ERROR, text)}。"
            yield Fault(CELL_ERROR, table.at(row + 1, index), message, FAULT_CODES[CELL_ERROR].suggestion, text)
