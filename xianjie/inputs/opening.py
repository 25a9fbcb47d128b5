"""Opening what the user names: ledgers, official documents, and the faults of files that are neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from documents.model import OfficialDocument
from ledgers.catalogue import ledger_kinds, with_spellings
from ledgers.faults import EMPTY_TABLE, KIND_UNKNOWN
from ledgers.model import Book, Fault, Ledger, LedgerKind
from ledgers.readers import SourceFile, collect_files, read_source
from ledgers.tables import find_ledgers
from xianjie.inputs.official_documents import official_document


@dataclass(frozen=True)
class Opened:
    """All inputs opened. `files` lists every path in order, also those that gave nothing."""

    files: tuple[str, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    documents: tuple[tuple[str, OfficialDocument], ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    kind_names: Mapping[str, str] = field(default_factory=dict)


def open_inputs(
    paths: Sequence[Path], password: str | None, headers: Mapping[str, Mapping[str, str]] | None = None
) -> Opened:
    """Open every file under the paths; one that cannot be read is a fault among the others, never a stop."""
    kinds = with_spellings(ledger_kinds(), headers or {})
    sources = collect_files(paths)
    ledgers: list[Ledger] = []
    documents: list[tuple[str, OfficialDocument]] = []
    faults: list[Fault] = []
    for source in sources:
        document = official_document(source)
        if document is not None:
            documents.append((source.path, document))
        found, wrong = _ledgers(source, password, kinds)
        ledgers += found
        faults += _unless_document(wrong) if document is not None else wrong
    return Opened(
        files=tuple(source.path for source in sources),
        ledgers=tuple(ledgers),
        documents=tuple(documents),
        faults=tuple(faults),
        kind_names={kind.kind: kind.name for kind in kinds.values()},
    )


def _ledgers(
    source: SourceFile, password: str | None, kinds: Mapping[str, LedgerKind]
) -> tuple[list[Ledger], list[Fault]]:
    book: Book = read_source(source, password=password)
    found, wrong = find_ledgers(book, kinds)
    return found, [*book.faults, *wrong, *(fault for ledger in found for fault in ledger.faults)]


def _unless_document(faults: Iterable[Fault]) -> list[Fault]:
    """A notice need not hold a ledger: that none was recognised in it is no fault."""
    return [fault for fault in faults if fault.code not in {KIND_UNKNOWN, EMPTY_TABLE}]
