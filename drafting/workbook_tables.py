"""A workbook as the pages of an annex: each sheet a table, merged cells kept, personal numbers masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from documents.levels import paragraph_of
from documents.model import Cell, OfficialDocument, Paragraph, Table
from documents.package import UnreadableDocumentError
from values.masks import mask_text

if TYPE_CHECKING:
    from ledgers.model import Sheet  # with polars: slow to load, for workbooks alone

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"})
_MOST_UPRIGHT = 8  # columns that fit across an upright page
_Merge = tuple[int, int, int, int]


def workbook_document(path: Path) -> OfficialDocument:
    """The sheets of a workbook that are not hidden, in their order.

    Raises UnreadableDocumentError: it cannot be opened, or all its sheets are empty.
    """
    from ledgers.readers import SourceFile, read_source  # noqa: PLC0415 - slow to load, for workbooks alone

    book = read_source(SourceFile(path.name, path))
    sheets = [sheet for sheet in book.sheets if not sheet.hidden and _is_filled(sheet)]
    if not sheets:
        why = book.faults[0].message if book.faults else "没有填内容的工作表"
        raise UnreadableDocumentError(f"{path.name}：{why}")
    return OfficialDocument(body=tuple(part for sheet in sheets for part in _paragraphs(sheet, several=len(sheets) > 1)))


def _is_filled(sheet: Sheet) -> bool:
    return any(str(value or "").strip() for row in sheet.texts.iter_rows() for value in row)


def _paragraphs(sheet: Sheet, *, several: bool) -> Iterator[Paragraph]:
    """The table of a sheet with the lines above and below it: titles, who fills it in, notes."""
    rows = [[str(value or "").strip() for value in row] for row in sheet.texts.iter_rows()]
    filled = [number for number, row in enumerate(rows) if any(row)]
    within = [number for number in filled if sum(map(bool, rows[number])) > 1] or filled
    first, last = within[0], within[-1]
    if several and sheet.name:
        yield paragraph_of(sheet.name)
    yield from (_line(rows[number]) for number in filled if number < first)
    yield Paragraph("", table=_table(sheet, rows, [number for number in filled if first <= number <= last]))
    yield from (_line(rows[number]) for number in filled if number > last)


def _line(row: Sequence[str]) -> Paragraph:
    return paragraph_of(mask_text("".join(row)))


def _table(sheet: Sheet, rows: Sequence[Sequence[str]], filled: list[int]) -> Table:
    """The cells from column A to the last that is filled; rows that are blank all over are left out."""
    width = max(index + 1 for number in filled for index, text in enumerate(rows[number]) if text)
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    cells = tuple(tuple(_cells(number, rows[number][:width], spans, filled, sheet.merges)) for number in filled)
    return Table(cells, header_rows=_header_rows(filled, sheet.merges), landscape=width > _MOST_UPRIGHT)


def _cells(
    row: int, texts: Sequence[str], spans: dict[tuple[int, int], tuple[int, int]], filled: list[int], merges: Sequence[_Merge]
) -> Iterator[Cell]:
    """The cells that begin in a row; those that a merged cell covers are part of it."""
    for column, text in enumerate(texts):
        if (row, column) in spans:
            bottom, right = spans[row, column]
            down = sum(row <= number <= bottom for number in filled)
            yield Cell(mask_text(text), min(right, len(texts) - 1) - column + 1, down)
        elif not any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in merges):
            yield Cell(mask_text(text))


def _header_rows(filled: list[int], merges: Sequence[_Merge]) -> int:
    """One, or as many as the merged cells of the first row reach down."""
    bottom = max((low for top, _, low, _ in merges if top == filled[0]), default=filled[0])
    return max(sum(number <= bottom for number in filled), 1)
