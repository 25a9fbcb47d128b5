"""A table of a document as Word sets it: the heading repeats on every page, lines of an exact height, thin rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from markupsafe import escape
from msgspec import Struct
from msgspec.structs import replace

from documents.model import Cell, Table
from templates.blocks import Block, paragraph_style
from templates.environment import LINE_BREAK
from templates.sections import LANDSCAPE, NUMBERED

HEADING, TEXT, CENTRED = "表头文字", "表格文字", "表格居中"
PADDING = 80
LEAST, MOST = 4, 40  # what counts of a column's longest text, in half-width characters
SHORT = 12
HALF, LINE, RULE = 120, 360, 10  # of the styles of a table: half a character, a line, what a rule takes; in twips
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class Placed(Struct, frozen=True):
    """A cell where it stands; `opens` is false where it only goes on from the row above."""

    cell: Cell
    column: int
    opens: bool


def table_block(table: Table, width: int) -> Block:
    """The table over a width in twips."""
    rows = list(placed_rows(table))
    if not rows:
        return Block()
    widths = column_widths(rows, width)
    printed = "".join(_row(row, widths, heading=number < table.header_rows) for number, row in enumerate(rows))
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    xml = f"<w:tbl>{_properties(width)}<w:tblGrid>{grid}</w:tblGrid>{printed}</w:tbl>"
    return Block(xml, heights=tuple(_height(row, widths) for row in rows))


def landscape_table(table: Table, width: int, *, opened: bool) -> Block:
    """The table on pages that lie on their side; `opened` where what stands above has turned the page already."""
    set_table = table_block(table, width)
    before = "" if opened else NUMBERED.xml
    return replace(set_table, xml=f"{before}{set_table.xml}{LANDSCAPE.xml}", turned=True)


def placed_rows(table: Table) -> Iterator[Sequence[Placed]]:
    """The rows with every cell at its column, those included that a cell above spans into."""
    open_cells: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        placed: list[Placed] = []
        given = list(row)
        column = 0
        while given or any(start >= column for start in open_cells):
            if column in open_cells:
                cell, left = open_cells.pop(column)
                placed.append(Placed(cell, column, opens=False))
                if left > 1:
                    open_cells[column] = (cell, left - 1)
            elif given:
                cell = given.pop(0)
                placed.append(Placed(cell, column, opens=True))
                if cell.down > 1:
                    open_cells[column] = (cell, cell.down - 1)
            else:
                break
            column += cell.across
        yield placed


def column_widths(rows: Sequence[Sequence[Placed]], width: int) -> list[int]:
    """Columns as wide as their texts ask for, none so narrow that it cannot be read."""
    count = max((placed.column + placed.cell.across for row in rows for placed in row), default=1)
    asked = [LEAST] * count
    for row in rows:
        for placed in row:
            if placed.cell.across == 1:
                longest = max(map(half_widths, placed.cell.text.split("\n")))
                asked[placed.column] = max(asked[placed.column], min(MOST, longest + 2))
    widths = [width * share // sum(asked) for share in asked]
    widths[-1] += width - sum(widths)
    return widths


def half_widths(text: str) -> int:
    """The width of a text, digits and Latin letters counted one and all others two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _height(row: Sequence[Placed], widths: Sequence[int]) -> int:
    """The height of a row: that of its fullest cell."""
    lines = 1
    for placed in row:
        room = sum(widths[placed.column : placed.column + placed.cell.across]) - 2 * PADDING
        if placed.opens and placed.cell.down == 1:
            texts = placed.cell.text.split("\n")
            lines = max(lines, sum(-(-max(half_widths(text), 1) * HALF // max(room, 1)) for text in texts))
    return lines * LINE + RULE


def _properties(width: int) -> str:
    margins = "".join(f'<w:{side} w:w="{PADDING}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _row(row: Sequence[Placed], widths: Sequence[int], *, heading: bool) -> str:
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>"
    return f"<w:tr>{properties}{''.join(_cell(placed, widths, heading=heading) for placed in row)}</w:tr>"


def _cell(placed: Placed, widths: Sequence[int], *, heading: bool) -> str:
    cell = placed.cell
    wide = sum(widths[placed.column : placed.column + cell.across])
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = ("<w:vMerge/>", '<w:vMerge w:val="restart"/>')[placed.opens] if cell.down > 1 else ""
    text = str(escape(cell.text)).replace("\n", LINE_BREAK) if placed.opens else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    style = paragraph_style(HEADING if heading else CENTRED if half_widths(cell.text) <= SHORT else TEXT)
    properties = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}<w:p><w:pPr>{style}</w:pPr>{run}</w:p></w:tc>"
