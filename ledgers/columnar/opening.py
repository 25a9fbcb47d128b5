"""Parquet files understood as ledgers: kind, columns and units by their headers as of any table, the records left in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
from msgspec import Struct
from msgspec.structs import fields, replace

from ledgers.cell_texts import Reading
from ledgers.column_forms import field_header
from ledgers.columnar.cell_faults import stored_faults
from ledgers.columnar.model import ROW, Store, StoredLedger
from ledgers.columnar.survey import Given, survey
from ledgers.columnar.typed import with_records
from ledgers.columnar.value_texts import texts_of
from ledgers.model import Book, Column, Fault, Ledger, LedgerKind, Sheet
from ledgers.readers.refusals import unreadable
from ledgers.table import year_in
from ledgers.tables import find_ledgers

_SAMPLE: Final = 20  # records a table is recognised by, beside its header
_PLACES: Final = ("county", "township", "village")
_OF_CELLS: Final = frozenset({"LED008", "LED009", "LED010", "LED011", "LED014", "LED017"})


class StoredRead(Struct, frozen=True):
    """What one table gave: its ledger, or the fault that says why there is none."""

    ledger: StoredLedger | None
    faults: tuple[Fault, ...]


def open_parquet(files: Sequence[Path], path: str, kinds: Mapping[str, LedgerKind]) -> StoredRead:
    """One table in one or several Parquet files of the same columns; `path` is as findings name it."""
    try:
        heights = tuple(pl.scan_parquet(file, glob=False).select(pl.len()).collect().item() for file in files)
        store = Store(tuple(files), heights, {})
        sample = store.scanned().drop(ROW).head(_SAMPLE).collect()
    except (pl.exceptions.PolarsError, OSError):
        return StoredRead(None, (unreadable(path, "Parquet 文件不完整，或各部分的列不一致", "请重新导出后报送"),))
    return _understood(store, sample, path, kinds)


def _understood(store: Store, sample: pl.DataFrame, path: str, kinds: Mapping[str, LedgerKind]) -> StoredRead:
    sheet = _sheet(sample, _headers(sample.columns, kinds))
    found, faults = find_ledgers(Book(path, "parquet", (sheet,)), kinds)
    if not found:
        return StoredRead(None, tuple(faults))
    stored = _stored(found[0], store, sample.columns)
    return StoredRead(stored, stored.faults)


def _headers(names: Sequence[str], kinds: Mapping[str, LedgerKind]) -> dict[str, str]:
    """The header each column of a field's English name would bear, by the kind that knows most of the names."""
    known = [{field.field: field_header(field) for field in kind.fields} for kind in kinds.values()]
    best = max(known, key=lambda own: sum(name in own for name in names))
    return {name: best.get(name, name) for name in names}


def _sheet(sample: pl.DataFrame, headers: Mapping[str, str]) -> Sheet:
    """The first records as a sheet: the header in row 1."""
    texts = texts_of(sample)
    columns = [[headers[name], *texts[name].to_list()] for name in texts.columns]
    return Sheet(None, pl.DataFrame([pl.Series(str(i), column, dtype=pl.String) for i, column in enumerate(columns)]))


def _stored(ledger: Ledger, store: Store, names: Sequence[str]) -> StoredLedger:
    """The ledger of the sample made one of all records."""
    columns = {
        field: replace(column, letter="") for field, column in ledger.columns.items() if field not in ledger.inferred
    }
    given = list(_given(ledger, columns, names))
    surveyed = {column.field.field: column for column in survey(store.scanned(), given)}
    whole = replace(store, columns=surveyed)
    held = {each.name: getattr(ledger, each.name) for each in fields(Ledger)}
    held |= {"columns": columns, "sheet": None, "header_rows": (), "left_out": (), "totals": None, "other_texts": None}
    own = tuple(replace(f, cells=()) for f in ledger.faults if f.code not in _OF_CELLS)
    held |= {"frame": pl.DataFrame(), "texts": pl.DataFrame(schema={ROW: pl.Int64})}
    stored = StoredLedger(**{**held, "records": whole, "places": _places(whole), "inferred": {}})
    cells = tuple(stored_faults(stored))
    wrong = with_records(stored, {f.place.row for f in cells if f.place.row is not None}) if cells else stored
    return replace(stored, frame=wrong.frame, texts=wrong.texts, faults=(*map(_unplaced, own), *cells))


def _given(ledger: Ledger, columns: Mapping[str, Column], names: Sequence[str]) -> Iterator[Given]:
    for field, column in columns.items():
        yield Given(names[column.index], Reading(ledger.kind.field_named(field), column.unit, year_in(ledger.title)))


def _unplaced(fault: Fault) -> Fault:
    """A column of a file has no cell."""
    return replace(fault, place=replace(fault.place, cell=None, row=None))


def _places(store: Store) -> dict[str, str]:
    """The place fields that say one thing throughout."""
    columns = {field: store.columns[field].name for field in _PLACES if field in store.columns}
    if not columns:
        return {}
    ends = [(pl.col(name).min().alias(f"{f}<"), pl.col(name).max().alias(f"{f}>")) for f, name in columns.items()]
    look = store.scanned().select(end for pair in ends for end in pair)
    found: dict[str, Any] = look.collect(engine="streaming").row(0, named=True)
    return {field: str(found[f"{field}<"]) for field in columns if found[f"{field}<"] == found[f"{field}>"] is not None}
