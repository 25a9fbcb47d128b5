"""Tables of PDF files with a text layer, put together again where a page break cut them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import pdfplumber
from msgspec import Struct
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

Rows = list[list[str | None]]

_PAGE_EDGE: Final = 0.2  # a table cut by a page break reaches into the last and starts in the first fifth of a page
_MOST_HEADER_ROWS: Final = 4


class LockedPdfError(Exception):
    """The file is encrypted and the password is missing or wrong."""


class DamagedPdfError(Exception):
    """The file is no PDF that can be read."""


class PdfTables(Struct, frozen=True):
    """The tables in their order, and the pages, counted from 1, that hold no text to find any in."""

    tables: tuple[Rows, ...]
    pages_without_text: tuple[int, ...]


class _Piece(Struct, frozen=True):
    """A table on one page."""

    page: int
    rows: Rows
    reaches_bottom: bool
    starts_at_top: bool


def read_pdf_tables(data: bytes, password: str | None = None) -> PdfTables:
    """The tables of a PDF; raises LockedPdfError or DamagedPdfError."""
    try:
        with pdfplumber.open(io.BytesIO(data), password=password or "") as pdf:
            pages = [(page.page_number, _pieces(page), bool(page.chars)) for page in pdf.pages]
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise LockedPdfError from error
        raise DamagedPdfError from error
    tables = _joined([piece for _, pieces, _ in pages for piece in pieces])
    return PdfTables(tuple(tables), tuple(number for number, _, has_text in pages if not has_text))


def _pieces(page: Page) -> list[_Piece]:
    height = float(page.height)
    return [
        _Piece(
            page.page_number,
            [[_cell(text) for text in row] for row in table.extract()],
            table.bbox[3] > height * (1 - _PAGE_EDGE),
            table.bbox[1] < height * _PAGE_EDGE,
        )
        for table in page.find_tables()
    ]


def _cell(text: str | None) -> str | None:
    """Lines inside a narrow cell are wrapped by the page, not by the author: joined but for western words."""
    if not text:
        return None
    joined = ""
    for line in text.split("\n"):
        between = " " if joined[-1:].isascii() and joined[-1:].isalpha() and line[:1].isascii() else ""
        joined += between + line if joined else line
    return joined


def _joined(pieces: list[_Piece]) -> Iterator[Rows]:
    table: Rows = []
    last: _Piece | None = None
    for piece in pieces:
        if last is not None and _continues(last, piece, table):
            table += piece.rows[_repeated_header(table, piece.rows) :]
        else:
            if table:
                yield table
            table = list(piece.rows)
        last = piece
    if table:
        yield table


def _continues(last: _Piece, piece: _Piece, table: Rows) -> bool:
    cut_by_page = piece.page == last.page + 1 and last.reaches_bottom and piece.starts_at_top
    return cut_by_page and len(piece.rows[0]) == len(table[0])


def _repeated_header(table: Rows, rows: Rows) -> int:
    """How many rows at the head of the new page repeat the head of the table."""
    most = min(_MOST_HEADER_ROWS, len(rows) - 1, len(table))
    return next((count for count in range(most, 0, -1) if rows[:count] == table[:count]), 0)
