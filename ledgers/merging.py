"""Many townships' ledgers of one kind put into one: columns by field, every row with its source, nothing lost unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct

from ledgers.headings import clean
from ledgers.merged_values import MergedCell, conversion, merged_cells, unit_of_merged
from ledgers.model import Field, Ledger, LedgerKind, Sheet
from ledgers.place_names import township_in
from ledgers.reading import BookRead
from ledgers.row_accounts import RowAccount, account_rows

_TOWNSHIP: Final = "township"
_NUMBERING: Final = "row_number"  # every township begins with 1: the merged ledger numbers its own rows
_BLANK_REASON: Final = "空表"


class MergedColumn(Struct, frozen=True):
    """A column: of a field, or under an office's own header that is no field's (`field` None)."""

    header: str
    field: Field | None = None
    unit: str | None = None
    files: tuple[str, ...] = ()  # where a header of no field was found


class SourceSheet(Struct, frozen=True):
    """One sheet of a file: what was read from it and what became of it."""

    path: str
    sheet: str | None
    kind: str
    records: int
    rows: RowAccount
    notes: tuple[str, ...] = ()


class NotMerged(Struct, frozen=True):
    """A file, sheet or row that is not in the merged ledger, and why."""

    path: str
    sheet: str | None
    row: int | None
    why: str


class Merged(Struct, frozen=True):
    """The merged ledger. `rows` hold the cells of `columns` and then file, sheet and row they come from."""

    kind: LedgerKind
    columns: tuple[MergedColumn, ...]
    rows: tuple[tuple[tuple[MergedCell, ...], str, str | None, int], ...]
    sources: tuple[SourceSheet, ...]
    not_merged: tuple[NotMerged, ...]


def most_frequent_kind(books: Sequence[BookRead]) -> LedgerKind | None:
    """The kind most rows are of; None when there is no ledger at all."""
    rows: Counter[str] = Counter()
    kinds = {ledger.kind.kind: ledger.kind for read in books for ledger in read.ledgers}
    for read in books:
        for ledger in read.ledgers:
            rows[ledger.kind.kind] += ledger.frame.height
    return kinds[max(sorted(rows), key=rows.__getitem__)] if rows else None


def merge_ledgers(books: Sequence[BookRead], kind: LedgerKind) -> Merged:
    """Put all tables of the kind into one and account for every row of every file."""
    taken = [ledger for read in books for ledger in read.ledgers if ledger.kind.kind == kind.kind]
    fields = _field_columns(kind, taken)
    others = _other_columns(taken)
    rows = [row for ledger in taken for row in _rows(ledger, fields, others)]
    sources = [source for read in books for source in _sources(read, kind, fields)]
    listed = [item for read in books for item in _not_merged(read, kind)]
    skipped = [
        NotMerged(s.path, s.sheet, row, why) for s in sources if s.records for row, why in s.rows.left_out.items()
    ]
    return Merged(kind, (*fields, *others.values()), tuple(rows), tuple(sources), (*listed, *skipped))


def _field_columns(kind: LedgerKind, ledgers: Sequence[Ledger]) -> list[MergedColumn]:
    found = {name for ledger in ledgers for name in ledger.columns} - {_NUMBERING}
    if any(_township(ledger) for ledger in ledgers):
        found.add(_TOWNSHIP)
    fields = [field for field in kind.fields if field.field in found]
    return [MergedColumn(field.name, field, unit_of_merged(field, ledgers)) for field in fields]


def _township(ledger: Ledger) -> tuple[str, str] | None:
    """The township of a table without such a column, and what names it."""
    if _TOWNSHIP in ledger.columns or not any(field.field == _TOWNSHIP for field in ledger.kind.fields):
        return None
    path = PurePosixPath(ledger.path)
    named = [("标题", ledger.title), ("填报单位", ledger.reporting_unit), ("文件名", path.stem)]
    named += [("文件夹名", folder) for folder in reversed(path.parts[:-1])]
    return next(((name, where) for where, text in named if (name := township_in(text))), None)


_OtherKey = tuple[str, int]


def _other_headers(ledger: Ledger) -> Iterator[tuple[_OtherKey, str, str]]:
    """Key, header and letter of a table's columns that no field claims; the same header again is another column."""
    seen: Counter[str] = Counter()
    letters = [] if ledger.other_texts is None else ledger.other_texts.columns
    for header, letter in zip(ledger.unrecognised, letters, strict=True):
        plain = clean(header)
        seen[plain] += 1
        yield (plain, seen[plain]), header, letter


def _other_columns(ledgers: Iterable[Ledger]) -> dict[_OtherKey, MergedColumn]:
    columns: dict[_OtherKey, MergedColumn] = {}
    for ledger in ledgers:
        for key, header, _ in _other_headers(ledger):
            known = columns.get(key, MergedColumn(header))
            files = tuple(dict.fromkeys((*known.files, ledger.path)))
            columns[key] = MergedColumn(known.header, files=files)
    return columns


def _rows(
    ledger: Ledger, fields: Sequence[MergedColumn], others: dict[_OtherKey, MergedColumn]
) -> Iterator[tuple[tuple[MergedCell, ...], str, str | None, int]]:
    cells = [_field_cells(ledger, column) for column in fields]
    own = {key: letter for key, _, letter in _other_headers(ledger)}
    cells += [_other_cells(ledger, own.get(key)) for key in others]
    places = ledger.frame["_row"].to_list()
    for *row, place in zip(*cells, places, strict=True):
        yield tuple(row), ledger.path, ledger.sheet, place


def _field_cells(ledger: Ledger, column: MergedColumn) -> list[MergedCell]:
    assert column.field is not None
    if column.field.field in ledger.columns:
        return merged_cells(column.field, ledger, column.unit)
    named = _township(ledger) if column.field.field == _TOWNSHIP else None
    return [named[0] if named else None] * ledger.frame.height


def _other_cells(ledger: Ledger, letter: str | None) -> list[MergedCell]:
    if letter is None or ledger.other_texts is None:
        return [None] * ledger.frame.height
    return ledger.other_texts[letter].to_list()


def _sources(read: BookRead, kind: LedgerKind, fields: Sequence[MergedColumn]) -> Iterator[SourceSheet]:
    for sheet in read.book.sheets:
        own = [ledger for ledger in read.ledgers if ledger.sheet == sheet.name]
        taken = [ledger for ledger in own if ledger.kind.kind == kind.kind]
        account = account_rows(sheet, own, taken)
        names = "、".join(dict.fromkeys(ledger.kind.name for ledger in own)) or "未认出"
        notes = dict.fromkeys(note for ledger in taken for note in _notes(ledger, fields))
        records = sum(ledger.frame.height for ledger in taken)
        yield SourceSheet(read.book.path, sheet.name, names, records, account, tuple(notes))


def _notes(ledger: Ledger, fields: Sequence[MergedColumn]) -> Iterator[str]:
    if named := _township(ledger):
        yield f"“乡镇”由{named[1]}得出：{named[0]}"
    for name, source in ledger.inferred.items():
        yield f"“{ledger.kind.field_named(name).name}”由{source}得出"
    for column in fields:
        known = column.field is not None and column.field.field in ledger.columns
        if column.field and known and (note := conversion(column.field, ledger, column.unit)):
            yield note


def _not_merged(read: BookRead, kind: LedgerKind) -> Iterator[NotMerged]:
    """Files that could not be read, sheets that are no ledger or one of another kind."""
    path = read.book.path
    if not read.book.sheets:
        why = "；".join(fault.message for fault in read.book.faults) or "没有读到表格"
        yield NotMerged(path, None, None, why)
    for sheet in read.book.sheets:
        own = [ledger for ledger in read.ledgers if ledger.sheet == sheet.name]
        if not own:
            yield NotMerged(path, sheet.name, None, _why_no_ledger(read, sheet))
        for ledger in own:
            if ledger.kind.kind != kind.kind:
                yield NotMerged(
                    path, sheet.name, None, f"是{ledger.kind.name}（{ledger.frame.height}条），不是{kind.name}"
                )
            elif not ledger.frame.height:
                yield NotMerged(path, sheet.name, None, "表头之下没有数据")


def _why_no_ledger(read: BookRead, sheet: Sheet) -> str:
    said = [fault.message for fault in read.faults if fault.place.sheet == sheet.name and fault.severity != "info"]
    return "；".join(dict.fromkeys(said)) or ("没有台账" if sheet.texts.height else _BLANK_REASON)
