"""A merged ledger as a workbook: the rows, where they come from, and what was not merged. A working paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledgers.blank_workbook import PAGE_WIDTH, naming_column, sheet_name
from ledgers.column_forms import column_width
from ledgers.merged_values import MergedCell
from ledgers.merging import Merged, MergedColumn, SourceSheet

SOURCES_SHEET: Final = "来源"
NOT_MERGED_SHEET: Final = "未合并"
INTERNAL: Final = "内部资料，注意保管"
_PROVENANCE: Final = (("来源文件", 24.0), ("来源工作表", 14.0), ("来源行号", 9.0))
_SOURCE_COLUMNS: Final = (
    ("来源文件", 34), ("工作表", 16), ("台账种类", 24), ("读到行数", 10), ("写入行数", 10), ("表头行数", 10), ("未写入行数", 11),
    ("写入条数", 10), ("说明", 70),
)  # fmt: skip
_NOT_MERGED_COLUMNS: Final = (("来源文件", 34), ("工作表", 16), ("行号", 8), ("原因", 80))
_EXACT_DIGITS: Final = 15
_MOST_FILES: Final = 3
_OPTIONS: Final = {
    "in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False,
}  # fmt: skip


def merged_workbook(merged: Merged) -> bytes:
    """The bytes of the .xlsx; identity numbers, phones, accounts and codes are texts."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": f"{merged.kind.name}汇总", "comments": INTERNAL})
    _Writer(book).write(merged)
    book.close()
    return buffer.getvalue()


class _Writer:
    """Formats and the three sheets."""

    def __init__(self, book: Any) -> None:
        self._book = book
        base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1}
        self._text: Format = book.add_format({**base, "num_format": "@"})
        self._number: Format = book.add_format(base)
        self._wrapped: Format = book.add_format({**base, "text_wrap": True})
        self._header: Format = book.add_format(
            {**base, "font_name": "黑体", "bg_color": "#E7E6E6", "align": "center", "text_wrap": True}
        )
        self._title: Format = book.add_format({"font_name": "黑体", "font_size": 16, "valign": "vcenter"})
        self._note: Format = book.add_format({"font_name": "楷体", "font_size": 11})

    def write(self, merged: Merged) -> None:
        self._rows(merged)
        self._sources(merged.sources)
        lines = [[item.path, item.sheet or "", item.row, item.why] for item in merged.not_merged]
        note = "没有汇总的文件、工作表和行，逐条列出原因。"
        self._listing(NOT_MERGED_SHEET, _NOT_MERGED_COLUMNS, note, lines)

    def _sheet(self, name: str, title: str, note: str, columns: Sequence[tuple[str, float]]) -> Worksheet:
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, title, self._title)
        sheet.write_string(1, 0, f"说明：{INTERNAL}。{note}", self._note)
        for column, (header, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, header, self._header)
        sheet.set_row(0, 28)
        sheet.set_row(2, 44)
        sheet.freeze_panes(3, 0)
        sheet.set_landscape()
        across = sum(width for _, width in columns)
        sheet.set_paper(8 if across > 150 else 9)
        sheet.fit_to_pages(ceil(across / PAGE_WIDTH), 0)
        sheet.repeat_rows(2)
        sheet.set_footer(f"&L{INTERNAL}&C第 &P 页，共 &N 页")
        return sheet

    def _rows(self, merged: Merged) -> None:
        columns = [("序号", 6.0), *((_header(column), _width(column)) for column in merged.columns), *_PROVENANCE]
        files = len({path for _, path, _, _ in merged.rows})
        note = f"共{len(merged.rows)}条，来自{files}个文件；序号重新编排，金额等已换算为表头的单位，其余照录原文。"
        sheet = self._sheet(sheet_name(merged.kind), f"{merged.kind.name}（汇总）", note, columns)
        sheet.repeat_columns(0, 1 + naming_column([column.field.field if column.field else "" for column in merged.columns]))
        for number, (cells, path, source, row) in enumerate(merged.rows, start=1):
            at = number + 2
            sheet.write_number(at, 0, number, self._number)
            for column, cell in enumerate((*cells, path, source or "", Decimal(row)), start=1):
                self._cell(sheet, at, column, cell)
        sheet.autofilter(2, 0, max(3, len(merged.rows) + 2), len(columns) - 1)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: MergedCell) -> None:
        if cell is None:
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _EXACT_DIGITS:
            sheet.write_number(row, column, float(cell), self._number)
        else:
            sheet.write_string(row, column, str(cell), self._text)

    def _sources(self, sources: Sequence[SourceSheet]) -> None:
        lines: list[list[str | int | None]] = [
            [source.path, source.sheet, source.kind, *_counts(source), "；".join(source.notes)] for source in sources
        ]
        total = [sum(counts) for counts in zip(*map(_counts, sources), strict=True)] if sources else [0] * 5
        note = "读到行数＝写入行数＋表头行数＋未写入行数；空行不计，并排的表一行可有几条。"
        self._listing(SOURCES_SHEET, _SOURCE_COLUMNS, note, [*lines, ["合计", None, None, *total, None]])

    def _listing(
        self, name: str, columns: Sequence[tuple[str, float]], note: str, lines: Sequence[Sequence[str | int | None]]
    ) -> None:
        sheet = self._sheet(name, name, note, columns)
        for row, line in enumerate(lines, start=3):
            for column, cell in enumerate(line):
                sheet.write(row, column, "" if cell is None else cell, self._wrapped)


def _counts(source: SourceSheet) -> tuple[int, int, int, int, int]:
    rows = source.rows
    return len(rows.read), len(rows.written), len(rows.headers), len(rows.left_out), source.records


def _header(column: MergedColumn) -> str:
    if column.field is None:
        more = f"等{len(column.files)}个文件" if len(column.files) > _MOST_FILES else ""
        return f"{column.header}（原表另有：{'、'.join(column.files[:_MOST_FILES])}{more}）"
    measured = column.field.type in {"amount", "area", "share"} and column.unit
    return f"{column.field.name.removesuffix('%')}（{column.unit}）" if measured else column.field.name


def _width(column: MergedColumn) -> float:
    return column_width(column.field) if column.field else 20.0
