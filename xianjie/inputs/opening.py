"""Opening what the user names: ledgers, official documents, and the faults of files that are neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from documents.model import OfficialDocument
from ledgers.columnar.tables import stored_tables
from ledgers.faults import EMPTY_TABLE, FILE_UNREADABLE, KEY_MISSING, KIND_UNKNOWN, REQUIRED_MISSING
from ledgers.model import Fault, Ledger
from ledgers.readers import SourceFile, collect_files
from ledgers.readers.processes import Progress
from ledgers.reading import LedgerReader, read_many
from xianjie.inputs.official_documents import TextFile, text_file
from xianjie.inputs.opened import Opened

_OF_LEDGERS = frozenset({KIND_UNKNOWN, EMPTY_TABLE, KEY_MISSING, REQUIRED_MISSING})
_FEWEST_HEADINGS = 2


class _OneOpened(Struct, frozen=True):
    """What one file gave."""

    ledgers: tuple[Ledger, ...]
    text: TextFile | None
    faults: tuple[Fault, ...]


class _Opener(Struct, frozen=True):
    """Opens one file, in this process or another."""

    reader: LedgerReader
    known: Mapping[SourceFile, TextFile | None] = field(default_factory=dict)

    def __call__(self, source: SourceFile) -> _OneOpened:
        text = self.known[source] if source in self.known else text_file(source)
        read = self.reader.read(source)
        of_file = [*read.book.faults, *read.faults]
        ledgers = read.ledgers
        if text is not None and (text.issued or _is_prose(text.document)):
            ledgers, of_file = tuple(filter(_is_whole, ledgers)), _unless_document(of_file)
        return _OneOpened(ledgers, text, (*of_file, *(fault for ledger in ledgers for fault in ledger.faults)))


def open_inputs(
    paths: Sequence[Path],
    password: str | None,
    headers: Mapping[str, Mapping[str, str]] | None = None,
    *,
    progress: Progress | None = None,
    jobs: int | None = None,
    known: Mapping[SourceFile, TextFile | None] | None = None,
) -> Opened:
    """Open every file under the paths; one that cannot be read is a fault among the others, never a stop.

    Many files are read on several processes, at most `jobs`; `progress` is told after each how many are done. `known` are
    those already opened as texts.
    """
    reader = LedgerReader(password, headers)
    tables, sources = stored_tables(collect_files(paths))
    opened = read_many(_Opener(reader, known or {}), sources, jobs=jobs, progress=progress)
    texts = [(source.path, one.text) for source, one in zip(sources, opened, strict=True) if one.text is not None]
    stored = [table.read(reader.kinds) for table in tables]
    ledgers = [ledger for one in opened for ledger in reader.with_own_kinds(one.ledgers)]
    return Opened(
        files=(*(source.path for source in sources), *(table.path for table in tables)),
        ledgers=(*ledgers, *(read.ledger for read in stored if read.ledger is not None)),
        documents=tuple((path, text.document) for path, text in texts if text.issued),
        texts=tuple((path, text.document) for path, text in texts if not text.issued),
        faults=(*(fault for one in opened for fault in one.faults), *(fault for read in stored for fault in read.faults)),
        kind_names={kind.kind: kind.name for kind in reader.kinds.values()},
    )


def _unless_document(faults: Iterable[Fault]) -> list[Fault]:
    """A notice need not hold a ledger, nor its table the columns of one; and what was read as text is not unreadable."""
    return [fault for fault in faults if fault.code not in _OF_LEDGERS and not _of_whole_file(fault)]


def _is_prose(document: OfficialDocument) -> bool:
    """A text with headings, whose tables are part of what it says: a plan, a list of tasks."""
    headings = [paragraph for paragraph in document.body if paragraph.level in {1, 2}]
    return bool(document.title) and len(headings) >= _FEWEST_HEADINGS


def _is_whole(ledger: Ledger) -> bool:
    """A table in a text is a ledger only where it has the columns of one."""
    return not any(fault.code in _OF_LEDGERS for fault in ledger.faults)


def _of_whole_file(fault: Fault) -> bool:
    """Said of the file, not of a page or a table in it."""
    return fault.code == FILE_UNREADABLE and fault.place.page is None and fault.place.sheet is None
