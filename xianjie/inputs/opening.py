"""Opening what the user names: ledgers, official documents, and the faults of files that are neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from documents.docx import read_docx_document
from documents.model import OfficialDocument
from documents.package import UnreadableDocumentError
from documents.text import read_text_document
from ledgers.catalogue import ledger_kinds, with_spellings
from ledgers.faults import EMPTY_TABLE, KIND_UNKNOWN
from ledgers.model import Book, Fault, Ledger, LedgerKind
from ledgers.readers import SourceFile, collect_files, read_source
from ledgers.tables import find_ledgers

_DOCUMENT_SUFFIXES = frozenset({".docx", ".txt"})
_HEAD_ELEMENTS = frozenset({"发文机关标志", "发文字号", "主送机关", "版记", "印发日期"})


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
        document = _official_document(source)
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


def _official_document(source: SourceFile) -> OfficialDocument | None:
    """The file as an official document when it has the head, addressee or imprint of one.

    What follows it in the same file (the notice it forwards) becomes its inner documents.
    """
    suffix = PurePosixPath(source.path).suffix.lower()
    if suffix not in _DOCUMENT_SUFFIXES or source.members:
        return None
    try:
        found = read_docx_document(source.file) if suffix == ".docx" else read_text_document(source.file)
    except UnreadableDocumentError:
        return None
    if not found:
        return None
    document = replace(found[0], inner=(*found[0].inner, *found[1:]))
    kinds = {element.kind for element in document.elements}
    return document if "标题" in kinds and kinds & _HEAD_ELEMENTS else None
