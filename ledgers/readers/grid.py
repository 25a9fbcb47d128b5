"""Tables of markup laid out on a grid: cells that span rows and columns push the others aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ledgers.model import Sheet
from ledgers.readers.cell_texts import frame_of_rows, long_powers
from ledgers.readers.refusals import UnreadableError

Bounds = tuple[int, int, int, int]

MAX_CELLS = 30_000_000
_MAX_SPAN = 16_384


class SpannedCell(Struct, frozen=True):
    text: str
    rows: int = 1
    columns: int = 1
    at: int | None = None  # the column, where the markup says it


def laid_out(name: str | None, rows: Iterable[Sequence[SpannedCell]]) -> Sheet:
    """The sheet of a table: a text stands in the first cell of its span."""
    texts: list[list[str | None]] = []
    merges: list[Bounds] = []
    taken: dict[int, int] = {}  # column → rows still covered by a cell above
    cells = 0
    for row, spanned in enumerate(rows):
        line, covered = _line(row, spanned, taken, merges)
        taken = {column: left - 1 for column, left in (taken | covered).items() if left > 1}
        texts.append(line)
        cells += len(line)
        if cells > MAX_CELLS:
            raise UnreadableError("表格过大")
    frame = frame_of_rows(texts)
    return Sheet(name, frame, merges=tuple(merges), digits_lost=long_powers(frame))


def _line(
    row: int, spanned: Sequence[SpannedCell], taken: dict[int, int], merges: list[Bounds]
) -> tuple[list[str | None], dict[int, int]]:
    """The texts of one row, and how many rows each of its cells covers from here on."""
    line: list[str | None] = []
    covered: dict[int, int] = {}
    for cell in spanned:
        column = _free_column(cell.at if cell.at is not None else len(line), taken)
        rows, columns = min(max(cell.rows, 1), _MAX_SPAN), min(max(cell.columns, 1), _MAX_SPAN)
        line += [None] * (column - len(line))
        line += [cell.text, *[None] * (columns - 1)]
        covered.update(dict.fromkeys(range(column, column + columns), rows))
        if rows > 1 or columns > 1:
            merges.append((row, column, row + rows - 1, column + columns - 1))
    return line, covered


def _free_column(column: int, taken: dict[int, int]) -> int:
    while column in taken:
        column += 1
    return column
