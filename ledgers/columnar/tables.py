"""Which of the files a user names are tables of columns, and which files make one table together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

import polars as pl
from msgspec import Struct

from ledgers.columnar.opening import StoredRead, open_parquet
from ledgers.model import LedgerKind
from ledgers.readers.sources import SourceFile

_SUFFIXES: Final = frozenset({".parquet", ".pq"})


class StoredTable(Struct, frozen=True):
    """A table: as findings name it, and its files in order."""

    path: str
    files: tuple[Path, ...]

    def read(self, kinds: Mapping[str, LedgerKind]) -> StoredRead:
        return open_parquet(self.files, self.path, kinds)


def stored_tables(sources: Sequence[SourceFile]) -> tuple[list[StoredTable], list[SourceFile]]:
    """The tables, and the files that are none; Parquet files of one folder with the same columns are parts of one."""
    parts: dict[tuple[Path, tuple[str, ...]], list[SourceFile]] = {}
    others: list[SourceFile] = []
    for source in sources:
        columns = _columns(source)
        if columns is None:
            others.append(source)
        else:
            parts.setdefault((source.file.resolve().parent, columns), []).append(source)
    return [_table(own) for own in parts.values()], others


def _columns(source: SourceFile) -> tuple[str, ...] | None:
    if source.members or source.file.suffix.lower() not in _SUFFIXES:
        return None
    try:
        return tuple(pl.scan_parquet(source.file, glob=False).collect_schema())
    except (pl.exceptions.PolarsError, OSError):
        return ()


def _table(own: Sequence[SourceFile]) -> StoredTable:
    first = own[0]
    if len(own) == 1:
        return StoredTable(first.path, (first.file,))
    folder = PurePosixPath(first.path).parent
    path = folder.as_posix() if folder.name else first.file.resolve().parent.name
    return StoredTable(path, tuple(source.file for source in own))
