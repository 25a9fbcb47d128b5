"""A sheet that prints well: title, note, a header row repeated on every page, rows as high as their text needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any, Literal
from unicodedata import east_asian_width

import xlsxwriter

FIRST_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that the same lines give the same bytes
CREAM, GREY = "#FFF9DB", "#E7E6E6"
_POINTS, _LINE, _BROADER = 11, 15.0, 1.1  # column widths count characters of 10 points
_HIGHEST = 400  # Excel takes 409 points
Style = Literal["text", "centre", "right", "ask", "section"]
_STYLES: dict[Style, dict[str, Any]] = {
    "text": {},
    "centre": {"align": "center"},
    "right": {"align": "right"},
    "ask": {"bg_color": CREAM},
    "section": {"bold": True, "bg_color": GREY},
}


class PrintedSheet:
    """One sheet of a workbook, filled from the top; `columns` are names and widths."""

    def __init__(self, book: PrintedBook, name: str, columns: Sequence[tuple[str, float]]) -> None:
        self._book, self._columns = book, tuple(columns)
        self.sheet = book.book.add_worksheet(name)
        self.row = 0

    def head(self, title: str, notes: Sequence[str], *, hidden: Sequence[str] = ()) -> None:
        """Title, notes and header row; columns named in `hidden` are there but not seen."""
        last = len(self._columns) - 1 - len(hidden)
        self.sheet.merge_range(0, 0, 0, last, title, self._book.title)
        self.sheet.set_row(0, 32)
        for row, note in enumerate(notes, start=1):
            self.sheet.merge_range(row, 0, row, last, note, self._book.note)
            self.sheet.set_row(row, _LINE * ceil(_width(note) / self._visible(hidden)) + 4)
        self.row = len(notes) + 1
        for column, (name, width) in enumerate(self._columns):
            self.sheet.set_column(column, column, width, None, {"hidden": name in hidden})
            self.sheet.write_string(self.row, column, name, self._book.header)
        self.sheet.set_row(self.row, 28)
        self._print(self.row)
        self.row += 1

    def _visible(self, hidden: Sequence[str]) -> float:
        return sum(width for name, width in self._columns if name not in hidden)

    def _print(self, header: int) -> None:
        """A4 across, one page wide."""
        self.sheet.freeze_panes(header + 1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(header)

    def foot(self, text: str = "") -> None:
        self.sheet.set_footer(f"{f'&L{text}' if text else ''}&C第 &P 页，共 &N 页")

    def add(self, cells: Sequence[int | str], styles: Sequence[Style]) -> None:
        """A row; numbers as numbers, texts never taken for formulas or numbers."""
        for column, (cell, style) in enumerate(zip(cells, styles, strict=True)):
            self.sheet.write(self.row, column, cell, self._book.styles[style])
        self.sheet.set_row(self.row, self._height(cells))
        self.row += 1

    def section(self, text: str) -> None:
        """A row across the table that names what follows."""
        self.sheet.merge_range(self.row, 0, self.row, len(self._columns) - 1, text, self._book.styles["section"])
        self.sheet.set_row(self.row, 22)
        self.row += 1

    def _height(self, cells: Sequence[int | str]) -> float:
        lines = (_lines(str(cell), width) for cell, (_, width) in zip(cells, self._columns, strict=True))
        return min(max(20.0, max(lines) * _LINE + 5), _HIGHEST)


class PrintedBook:
    """A workbook whose bytes depend on its content alone."""

    def __init__(self, title: str) -> None:
        self._buffer = BytesIO()
        options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._buffer, options)
        self.book.set_properties({"title": title, "created": FIRST_MOMENT})
        base = {"font_name": "宋体", "font_size": _POINTS, "border": 1, "valign": "vcenter", "text_wrap": True}
        self.styles = {name: self.book.add_format({**base, **extra}) for name, extra in _STYLES.items()}
        self.header = self.book.add_format({**base, "font_name": "黑体", "bg_color": GREY, "align": "center"})
        self.title = self.book.add_format({"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"})
        self.note = self.book.add_format({"font_name": "楷体", "font_size": _POINTS, "valign": "vcenter", "text_wrap": True})

    def finished(self) -> bytes:
        self.book.close()
        return self._buffer.getvalue()


def _lines(text: str, width: float) -> int:
    """Lines a text takes in a column; a little less than the nominal width holds Chinese."""
    return sum(max(1, ceil(_width(line) * _BROADER / max(width - 1, 1))) for line in text.split("\n"))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
