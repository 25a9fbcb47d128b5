"""Rows of a workbook under headers known by name: our own tables, read back after people have worked in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ledgers.model import Book, Sheet
from ledgers.readers import collect_files, read_source

_SEARCHED = 12  # rows above the header that a title and notes may take


class NamedRow(Struct, frozen=True):
    """A row with its true number and its texts by header; a blank cell is an empty text."""

    row: int
    texts: dict[str, str]


class NamedTable(Struct, frozen=True):
    headers: tuple[str, ...]
    rows: tuple[NamedRow, ...]


def read_book(file: Path) -> Book:
    """The file as it stands; what is wrong with it is in its faults."""
    return read_source(collect_files([file])[0], password=None)


def find_table(book: Book, wanted: Sequence[str]) -> NamedTable | None:
    """The first table with all those headers."""
    return next((table for sheet in book.sheets if (table := _table(sheet, wanted))), None)


def _table(sheet: Sheet, wanted: Sequence[str]) -> NamedTable | None:
    rows = sheet.texts.rows()
    for at, row in enumerate(rows[:_SEARCHED]):
        headers = [_plain(text) for text in row]
        if set(wanted) <= set(headers):
            return NamedTable(tuple(h for h in headers if h), tuple(_named(headers, rows, at + 1)))
    return None


def _plain(text: str | None) -> str:
    return "".join((text or "").split())


def _named(headers: Sequence[str], rows: Sequence[Sequence[str | None]], start: int) -> Iterator[NamedRow]:
    for at, row in enumerate(rows[start:], start=start + 1):
        texts = {header: (text or "").strip() for header, text in zip(headers, row, strict=False) if header}
        if any(texts.values()):
            yield NamedRow(at, texts)
