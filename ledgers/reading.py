"""Files opened and their ledgers found: one file, or many on several processes where that is worthwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ledgers.catalogue import ledger_kinds, with_spellings
from ledgers.model import Book, Fault, Ledger, LedgerKind
from ledgers.readers import SourceFile, read_source
from ledgers.readers.processes import Progress, in_processes, in_turn, usable_processors
from ledgers.tables import find_ledgers

_FEWEST_FILES: Final = 8
_WORTH_PROCESSES: Final = 6 << 20  # bytes: a process takes a second to start, in which one reads about so much
Answer = TypeVar("Answer")


class BookRead(Struct, frozen=True):
    """A file opened, with what was found in it; `faults` are those that belong to no ledger."""

    book: Book
    ledgers: tuple[Ledger, ...]
    faults: tuple[Fault, ...]


class LedgerReader(Struct, frozen=True, dict=True):
    """Reads files with the user's password and the county's own header spellings; can be sent to another process."""

    password: str | None = None
    headers: Mapping[str, Mapping[str, str]] | None = None

    @cached_property
    def kinds(self) -> Mapping[str, LedgerKind]:
        return with_spellings(ledger_kinds(), self.headers or {})

    def read(self, source: SourceFile) -> BookRead:
        book = read_source(source, self.password)
        ledgers, faults = find_ledgers(book, self.kinds)
        return BookRead(book, tuple(ledgers), tuple(faults))

    def with_own_kinds(self, ledgers: Sequence[Ledger]) -> tuple[Ledger, ...]:
        """The ledgers another process has found, with the kinds of this one: there is one object for each kind."""
        return tuple(replace(ledger, kind=self.kinds[ledger.kind.kind]) for ledger in ledgers)

    def __getstate__(self) -> dict[str, object]:
        return {"password": self.password, "headers": self.headers}


def read_many(
    function: Callable[[SourceFile], Answer],
    sources: Sequence[SourceFile],
    *,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[Answer]:
    """The answers for all files, in their order.

    Args:
        function: what is done with a file; one that can be pickled.
        sources: the files.
        jobs: processes at most; None: as many as the machine has, where the files are many enough to be worth it.
        progress: told after each file how many are done.
    """
    workers = min(jobs or usable_processors(), len(sources) // 2)
    if workers < 2 or (jobs is None and not _worth_processes(sources)):
        return in_turn(function, sources, progress)
    return in_processes(function, sources, workers, progress)


def _worth_processes(sources: Sequence[SourceFile]) -> bool:
    return len(sources) >= _FEWEST_FILES and sum(_size(file) for file in {s.file for s in sources}) >= _WORTH_PROCESSES


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
