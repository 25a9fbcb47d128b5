"""One and the same sheet in every format that offices hand in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

import docx
import xlsxwriter
from msgspec import Struct, field

from tests.ledgers.chinese_pdf import chinese_pdf
from tests.ledgers.readers.made_files import xls, xlsb, zipped

Row = Sequence[str | None]
Merge = tuple[int, int, int, int]

_ODS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


class Drawn(Struct, frozen=True):
    """A sheet to be written: rows of texts, merges (top, left, bottom, right), 0-based, inclusive; hidden places."""

    rows: Sequence[Row]
    merges: Sequence[Merge] = ()
    name: str = "台账"
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)

    @property
    def width(self) -> int:
        return max(len(row) for row in self.rows)

    def cell(self, row: int, column: int) -> str | None:
        return self.rows[row][column] if column < len(self.rows[row]) else None

    def span(self, row: int, column: int) -> tuple[int, int] | None:
        """Rows and columns a cell covers; None where another cell covers it."""
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return (bottom - top + 1, right - left + 1) if (row, column) == (top, left) else None
        return 1, 1


def as_xlsx(*sheets: Drawn) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    for drawn in sheets:
        sheet = book.add_worksheet(drawn.name)
        for top, left, bottom, right in drawn.merges:
            sheet.merge_range(top, left, bottom, right, "")
        for row, cells in enumerate(drawn.rows):
            for column, text in enumerate(cells):
                if text is not None:
                    sheet.write_string(row, column, text)
        for row in drawn.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in drawn.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if drawn.hidden:
            sheet.hide()
    book.close()
    return target.getvalue()


def as_csv(encoding: str, delimiter: str = ",") -> Callable[[Drawn], bytes]:
    def write(drawn: Drawn) -> bytes:
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\r\n", delimiter=delimiter)
        writer.writerows([drawn.cell(row, column) or "" for column in range(drawn.width)] for row in range(len(drawn.rows)))
        return target.getvalue().encode(encoding)

    return write


def as_html(drawn: Drawn) -> bytes:
    rows = "".join(f"<tr>{''.join(_html_cells(drawn, row))}</tr>" for row in range(len(drawn.rows)))
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'.encode()


def _html_cells(drawn: Drawn, row: int) -> Iterator[str]:
    for column in range(drawn.width):
        if span := drawn.span(row, column):
            text = escape(drawn.cell(row, column) or "").replace("\n", "<br>")
            yield f'<td rowspan="{span[0]}" colspan="{span[1]}">{text}</td>'


def as_ods(drawn: Drawn) -> bytes:
    rows = "".join(f"<table:table-row>{''.join(_ods_cells(drawn, row))}</table:table-row>" for row in range(len(drawn.rows)))
    content = (
        f"<office:document-content {_ODS}><office:body><office:spreadsheet>"
        f'<table:table table:name="{drawn.name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ods_cells(drawn: Drawn, row: int) -> Iterator[str]:
    for column in range(drawn.width):
        span, text = drawn.span(row, column), drawn.cell(row, column)
        if span is None:
            yield "<table:covered-table-cell/>"
        elif text is None:
            yield "<table:table-cell/>"
        else:
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
            spans = f'table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
            yield f'<table:table-cell office:value-type="string" {spans}>{lines}</table:table-cell>'


def as_docx(drawn: Drawn) -> bytes:
    document = docx.Document()
    table = document.add_table(len(drawn.rows), drawn.width)
    for row in range(len(drawn.rows)):
        cells = table.rows[row].cells
        for column in range(drawn.width):
            cells[column].text = drawn.cell(row, column) or ""
    for top, left, bottom, right in drawn.merges:
        text = drawn.cell(top, left) or ""
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_xls(drawn: Drawn) -> bytes:
    return xls(_full_rows(drawn), hidden_rows=drawn.hidden_rows, hidden_columns=drawn.hidden_columns, merges=tuple(drawn.merges))


def _full_rows(drawn: Drawn) -> list[list[str | None]]:
    return [[drawn.cell(row, column) for column in range(drawn.width)] for row in range(len(drawn.rows))]


def as_pdf(drawn: Drawn) -> bytes:
    return chinese_pdf([_full_rows(drawn)])


def as_xlsb(drawn: Drawn) -> bytes:
    return xlsb(_full_rows(drawn))


FORMATS: dict[str, Callable[[Drawn], bytes]] = {
    "a.xlsx": as_xlsx,
    "a.xls": as_xls,
    "gb18030.csv": as_csv("gb18030"),
    "utf8.csv": as_csv("utf-8-sig"),
    "utf16.csv": as_csv("utf-16"),
    "a.ods": as_ods,
    "a.html": as_html,
    "a.docx": as_docx,
    "bare.csv": as_csv("utf-8"),
    "a.tsv": as_csv("utf-16", "\t"),
    "a.et": as_xls,
    "html.xls": as_html,
    "a.xlsb": as_xlsb,
    "a.pdf": as_pdf,
}
