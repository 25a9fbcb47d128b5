"""One table of a known kind put together: columns to fields, rows sorted, texts typed, faults told."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from ledgers.cell_faults import cell_faults
from ledgers.cell_texts import Reading
from ledgers.cells import cell_address, column_letter
from ledgers.columns import type_columns
from ledgers.matching import Assignment, assign_fields
from ledgers.model import Aside, Book, CellState, Column, Ledger, LedgerKind, LeftOut, Sheet
from ledgers.regions import Region
from ledgers.rewritten_cells import rewritten_cells
from ledgers.rows import SortedRows, fill_down, sort_rows
from ledgers.table import Table, year_in
from ledgers.table_faults import table_faults
from ledgers.total_faults import total_faults
from ledgers.units import column_unit
from ledgers.vocabulary import Vocabulary

_PLACE = frozenset({"county", "township", "village", "group"})
_ALWAYS_FILLED = _PLACE | {"household_id", "householder", "householder_identity"}
_NOTES = frozenset({"填表说明", "签字行"})
_SPECIAL = (CellState.UNREADABLE, CellState.UNCALCULATED, CellState.DIGITS_LOST)


def assemble(book: Book, sheet: Sheet, region: Region, kind: LedgerKind, words: Vocabulary) -> Ledger:
    """The ledger of one region."""
    assignment = assign_fields(kind, words, region.headings, year_in(region.period_text))
    units = {
        index: column_unit(field, region.headings[index], region.header.units.get(index), region.units)
        for index, field in assignment.fields.items()
    }
    table = Table(book, sheet, region, kind, words, assignment, units, _sorted_rows(sheet, region, kind, assignment))
    return _ledger(table)


def _sorted_rows(sheet: Sheet, region: Region, kind: LedgerKind, assignment: Assignment) -> SortedRows:
    first = region.header.body
    names = [str(index) for index in range(min(region.headings), max(region.headings) + 1)]
    body = sheet.texts.slice(first, region.end - first).select(names)
    filled = _ALWAYS_FILLED.union(*kind.keys)
    keys = {index: str(index) for index, field in assignment.fields.items() if field.field in filled}
    body = fill_down(body, sheet.merges, first, keys)
    numbering = next((str(i) for i, field in assignment.fields.items() if field.field == "row_number"), None)
    opening = _names_no_record(assignment, int(names[0]))
    known = {row - first: "重复表头行" for row in region.repeated}
    return sort_rows(
        body,
        first + 1,
        numbering=numbering,
        opening=opening,
        known=known,
        naming=[*keys.values(), *filter(None, [numbering])],
    )


def _names_no_record(assignment: Assignment, first: int) -> bool:
    field = assignment.fields.get(first)
    return field is None or field.field in _PLACE | {"row_number"}


def _ledger(table: Table) -> Ledger:
    rows, region = table.rows, table.region
    every = _named(table, rows.body)
    texts = every if rows.records.all() else every.filter(rows.records)
    frame = _typed(table, texts)
    total_texts = every.filter(rows.totals) if rows.totals.any() else None
    totals = None if total_texts is None else _totals(table, total_texts)
    first = region.header.body + 1
    hidden = frozenset(row + 1 for row in table.sheet.hidden_rows if first <= row + 1 < first + rows.body.height)
    faults = (
        *table_faults(table, frame, hidden),
        *cell_faults(table, frame, texts),
        *rewritten_cells(table, texts),
        *(() if totals is None or total_texts is None else total_faults(table, frame, texts, totals, total_texts)),
    )
    return Ledger(
        kind=table.kind,
        path=table.book.path,
        sheet=table.sheet.name,
        title=region.title,
        reporting_unit=region.reporting_unit,
        period_text=region.period_text,
        header_rows=tuple(range(region.header.top + 1, region.header.bottom + 2)),
        columns=_columns(table),
        unrecognised=tuple(h.text for index, h in region.headings.items() if index not in table.fields),
        left_out=_left_out(table),
        frame=frame,
        texts=texts,
        totals=totals,
        faults=faults,
        hidden_rows=hidden,
        filled_on_text=region.filled_on_text,
        other_texts=_other_texts(table),
        inferred=_inferred(table),
        asides=tuple(_asides(table)),
    )


def _asides(table: Table) -> Iterator[Aside]:
    """The texts of the rows above the header and of the notes below."""
    notes = [item.row - 1 for item in table.rows.left_out if item.why in _NOTES]
    for row in (*range(table.region.start, table.region.header.top), *notes):
        for index, text in enumerate(table.sheet.texts.row(row)):
            if text:
                yield Aside(cell_address(row + 1, index), text)


def _inferred(table: Table) -> dict[str, str]:
    inferred = table.inferred_village
    return {inferred.field.field: inferred.source} if inferred else {}


def _named(table: Table, body: pl.DataFrame) -> pl.DataFrame:
    """The columns of the fields, under the fields' names, and `_row`."""
    first = table.region.header.body + 1
    columns = [body[str(index)].rename(field.field) for index, field in table.fields.items()]
    if inferred := table.inferred_village:
        columns.append(inferred.villages.rename(inferred.field.field))
    return pl.DataFrame([*columns, pl.int_range(first, first + body.height, dtype=pl.Int64, eager=True).alias("_row")])


def _other_texts(table: Table) -> pl.DataFrame | None:
    """The records' texts under headers that no field claims."""
    rows = table.rows
    others = [index for index in table.region.headings if index not in table.fields]
    if not others:
        return None
    texts = pl.DataFrame([rows.body[str(index)].rename(column_letter(index)) for index in others])
    return texts if rows.records.all() else texts.filter(rows.records)


def _columns(table: Table) -> dict[str, Column]:
    columns = {
        field.field: Column(
            field.field, index, column_letter(index), table.region.headings[index].text, table.units[index].unit
        )
        for index, field in table.fields.items()
    }
    if inferred := table.inferred_village:
        first = min(table.region.headings)
        columns[inferred.field.field] = inferred.column(first, column_letter(first))
    return columns


def _left_out(table: Table) -> tuple[LeftOut, ...]:
    header = tuple(LeftOut(row + 1, why) for row, why in table.region.header.left_out.items())
    rows = table.rows.left_out
    if inferred := table.inferred_village:
        rows = tuple(inferred.noted(item) for item in rows)
    return tuple(sorted((*header, *rows), key=lambda item: item.row))


def _totals(table: Table, texts: pl.DataFrame) -> pl.DataFrame:
    return _typed(table, texts).with_columns(pl.Series("_label", table.rows.labels, dtype=pl.String))


def _typed(table: Table, texts: pl.DataFrame) -> pl.DataFrame:
    readings = {
        field.field: Reading(
            field,
            table.units[index].unit,
            table.year,
            _percent_mask(table, index, texts) if field.type == "share" else None,
            _known_states(table, index, texts["_row"]) if field.type not in {"text", "list"} else {},
            unclear=index in table.unclear_shares,
        )
        for index, field in table.fields.items()
    }
    if inferred := table.inferred_village:
        readings[inferred.field.field] = Reading(inferred.field)
    return type_columns(texts, readings).with_columns(texts["_row"])


def _percent_mask(table: Table, index: int, texts: pl.DataFrame) -> pl.Series | None:
    cells = table.sheet.percent_cells
    return None if cells is None else _mask(cells, index, texts["_row"])


def _known_states(table: Table, index: int, rows: pl.Series) -> dict[CellState, pl.Series]:
    sheet = table.sheet
    sources = zip(_SPECIAL, (sheet.cell_errors, sheet.uncalculated, sheet.digits_lost), strict=True)
    masks = {state: _mask(cells, index, rows) for state, cells in sources if cells}
    return {state: mask for state, mask in masks.items() if mask.any()}


def _mask(cells: Collection[tuple[int, int]], index: int, rows: pl.Series) -> pl.Series:
    """Which of the rows (1-based) have a cell of this column among `cells`."""
    wanted = [row + 1 for row, column in cells if column == index]
    if not wanted:
        return pl.Series([False]).new_from_index(0, len(rows))
    return rows.is_in(pl.Series(wanted, dtype=pl.Int64).implode())
