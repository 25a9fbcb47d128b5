"""Many files read at once, in processes where that is worthwhile."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from ledgers.faults import FILE_ENCRYPTED
from ledgers.model import Book, Fault, Location
from ledgers.readers.archive import MemberError
from ledgers.readers.opening import read_book
from ledgers.readers.refusals import refused, unreadable
from ledgers.readers.sources import SourceFile

_WORTH_PROCESSES: Final = 24 << 20  # bytes of input: starting a process costs what reading a few MB costs


def read_books(
    sources: Iterable[SourceFile | Path], jobs: int | None = None, *, password: str | None = None
) -> list[Book]:
    """The books in the order given. `jobs`: processes at most; None takes the machine's."""
    files = [source if isinstance(source, SourceFile) else SourceFile(source.name, source) for source in sources]
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2 or _size(files) < _WORTH_PROCESSES:
        return [read_source(file, password) for file in files]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(read_source, files, [password] * len(files), chunksize=_chunk(len(files), workers)))


def read_source(source: SourceFile, password: str | None = None) -> Book:
    if not source.members:
        return read_book(source.file, path=source.path, password=password)
    try:
        data = source.read_bytes()
    except MemberError as refusal:
        return refused(source.path, "unknown", _not_unpacked(source.path, refusal))
    except OSError:
        return read_book(source.file, path=source.path)
    return read_book(data, path=source.path, password=password)


def _not_unpacked(path: str, refusal: MemberError) -> Fault:
    suggestion = "请先解压，再用解压后的文件夹作为参数"
    if refusal.locked:
        return Fault(FILE_ENCRYPTED, Location(path), f"压缩包已加密，{suggestion}", suggestion)
    return unreadable(path, str(refusal), suggestion)


def _size(files: Sequence[SourceFile]) -> int:
    return sum(_file_size(file.file) for file in files)


def _file_size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _chunk(files: int, workers: int) -> int:
    return max(1, files // (workers * 8))
