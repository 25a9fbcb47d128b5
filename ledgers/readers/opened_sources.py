"""A source opened: a file, or what lies in an archive."""

from __future__ import annotations

from ledgers.model import Book, Fault
from ledgers.readers.archive import MemberError
from ledgers.readers.opening import read_book
from ledgers.readers.refusals import locked, refused, unreadable
from ledgers.readers.sources import SourceFile


def read_source(source: SourceFile, password: str | None = None) -> Book:
    """The book of a source; what cannot be opened is a fault of it, never an exception."""
    if not source.members:
        return read_book(source.file, path=source.path, password=password)
    try:
        data = source.read_bytes(password)
    except MemberError as refusal:
        return refused(source.path, "unknown", _not_unpacked(source.path, refusal, given=password is not None))
    except OSError:
        return read_book(source.file, path=source.path)
    return read_book(data, path=source.path, password=password)


def _not_unpacked(path: str, refusal: MemberError, *, given: bool) -> Fault:
    if refusal.locked:
        return locked(path, given=given, what="压缩包")
    return unreadable(path, str(refusal), "请先解压，再用解压后的文件夹作为参数")
