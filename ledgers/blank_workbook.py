"""A blank ledger to hand out: one sheet to fill in, one that says how. No macro."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any, Final
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from ledgers.column_forms import ColumnForm, column_form
from ledgers.model import LedgerKind

LEGEND_SHEET: Final = "填表说明"
HEADER_ROW: Final = 2  # 0-based; title and 填报单位 stand above
_FIRST_MOMENT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that the same kind gives the same bytes
_RULED_ROWS: Final = 20  # rows with lines, so that the blank form can also be printed
_LAST_ROW: Final = 20_000
_A4, _A3 = 9, 8
_A4_WIDTH, PAGE_WIDTH = 150.0, 320.0  # characters that fit across A4, and across one A3 page that can still be read
_GREY, _YELLOW = "#E7E6E6", "#FFF2CC"
_LEGEND_COLUMNS: Final = (
    ("列", 6),
    ("栏目", 26),
    ("必填", 7),
    ("怎样填", 46),
    ("单位", 8),
    ("可填内容", 50),
    ("示例", 24),
)
_NOTES: Final = (
    "1.栏目名前有*的为必填，底色为黄。",
    "2.一行填一条，不合并单元格，不插入小计、合计行；没有的空着，不写“/”。",
    "3.不改动栏目名和单位；需要另加的栏目加在最后一列之后。",
    "4.身份证号、电话、账号、编号等列已设为文本，粘贴时请用“选择性粘贴—数值”。",
)


def blank_workbook(kind: LedgerKind) -> bytes:
    """The bytes of an .xlsx that a township fills in; the same kind always gives the same bytes."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": kind.name, "created": _FIRST_MOMENT})
    forms = [column_form(field) for field in kind.fields if not field.stands_for]
    pages = _Pages(book)
    _fill_in_sheet(pages, kind, forms)
    _legend_sheet(pages, kind, forms)
    book.close()
    return buffer.getvalue()


class _Pages:
    """Formats made once for each look, and sheets that print with page numbers."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **look: Any) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
            self._made[key] = self.book.add_format({**base, **look})
        return self._made[key]

    def sheet(self, name: str, width: float, header: int) -> Worksheet:
        sheet: Worksheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4 if width <= _A4_WIDTH else _A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(ceil(width / PAGE_WIDTH), 0)
        sheet.repeat_rows(header)
        sheet.freeze_panes(header + 1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet


def sheet_name(kind: LedgerKind) -> str:
    """A kind's name as a sheet may be called."""
    return re.sub(r"[\[\]:*?/\\]", "、", kind.name)[:31]


def _fill_in_sheet(pages: _Pages, kind: LedgerKind, forms: Sequence[ColumnForm]) -> None:
    sheet = pages.sheet(sheet_name(kind), sum(form.width for form in forms), HEADER_ROW)
    sheet.set_default_row(20)
    if sum(form.width for form in forms) > PAGE_WIDTH:
        sheet.repeat_columns(0, naming_column([field.field for field in kind.fields]))
    last = len(forms) - 1
    shown = _columns_within(forms, _A4_WIDTH)
    title = pages.format(font_name="黑体", font_size=18, align="center")
    sheet.merge_range(0, 0, 0, shown, f"____县____乡镇____年{kind.name}", title)
    sheet.set_row(0, 34)
    _reporting_line(sheet, pages, shown)
    for column, form in enumerate(forms):
        _fill_in_column(sheet, pages, column, form)
    lines = max(ceil((_width(form.header) + 1) / (form.width - 1)) for form in forms)
    sheet.set_row(HEADER_ROW, 16.0 * lines + 8)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + _RULED_ROWS, last)
    _rule_filled_rows(sheet, pages, last)


def naming_column(fields: Sequence[str]) -> int:
    """The column that says whose row it is, repeated on every page across."""
    names = fields[:8]
    return next((names.index(name) for name in ("householder", "person_name", "village") if name in names), 1)


def _columns_within(forms: Sequence[ColumnForm], width: float) -> int:
    """The last column of those that fit the width: title and 填报单位 stay on the first screen."""
    total, last = 0.0, 0
    for column, form in enumerate(forms):
        total += form.width
        if total <= width:
            last = column
    return max(last, 2)


def _reporting_line(sheet: Worksheet, pages: _Pages, last: int) -> None:
    texts = ("填报单位：", "填报日期：", "单位：见各栏目")
    starts = (0, (last + 1) // 3, (last + 1) * 2 // 3, last + 1)
    look = pages.format(font_name="楷体")
    for text, first, following in zip(texts, starts[:3], starts[1:], strict=True):
        if following - first > 1:
            sheet.merge_range(1, first, 1, following - 1, text, look)
        else:
            sheet.write_string(1, first, text, look)
    sheet.set_row(1, 22)


def _fill_in_column(sheet: Worksheet, pages: _Pages, column: int, form: ColumnForm) -> None:
    look = {"num_format": form.number_format, "text_wrap": form.number_format == "@"}
    sheet.set_column(column, column, form.width, pages.format(**look))
    colour = _YELLOW if form.header.startswith("*") else _GREY
    header = pages.format(font_name="黑体", border=1, align="center", text_wrap=True, bg_color=colour)
    sheet.write_string(HEADER_ROW, column, form.header, header)
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + _RULED_ROWS):
        sheet.write_blank(row, column, None, pages.format(**look, border=1))
    if form.validation is not None:
        first = f"{xl_col_to_name(column)}{HEADER_ROW + 2}"
        options = dict(form.validation)
        if isinstance(options.get("value"), str):
            options["value"] = options["value"].format(cell=first)
        sheet.data_validation(HEADER_ROW + 1, column, _LAST_ROW, column, options)


def _rule_filled_rows(sheet: Worksheet, pages: _Pages, last: int) -> None:
    """Lines appear below the ruled rows as soon as a row is filled in."""
    first = HEADER_ROW + 1 + _RULED_ROWS
    row = f"$A{first + 1}:${xl_col_to_name(last)}{first + 1}"
    rule = {"type": "formula", "criteria": f"=COUNTA({row})>0", "format": pages.book.add_format({"border": 1})}
    sheet.conditional_format(first, 0, _LAST_ROW, last, rule)


def _legend_sheet(pages: _Pages, kind: LedgerKind, forms: Sequence[ColumnForm]) -> None:
    header = len(_NOTES) + 1
    last = len(_LEGEND_COLUMNS) - 1
    sheet = pages.sheet(LEGEND_SHEET, sum(width for _, width in _LEGEND_COLUMNS), header)
    sheet.merge_range(
        0, 0, 0, last, f"{kind.name}填表说明", pages.format(font_name="黑体", font_size=16, align="center")
    )
    sheet.set_row(0, 30)
    for row, note in enumerate(_NOTES, start=1):
        sheet.merge_range(row, 0, row, last, note, pages.format(font_name="楷体"))
    head = pages.format(font_name="黑体", border=1, align="center", bg_color=_GREY)
    for column, (name, width) in enumerate(_LEGEND_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(header, column, name, head)
    for column, form in enumerate(forms):
        _legend_row(sheet, pages, header + 1 + column, column, form)
    sheet.print_area(xl_range_abs(0, 0, header + len(forms), last))


def _legend_row(sheet: Worksheet, pages: _Pages, row: int, column: int, form: ColumnForm) -> None:
    duty = "是" if form.header.startswith("*") else ""
    name = form.header.removeprefix("*")
    cells = (xl_col_to_name(column), name, duty, f"{form.what}。", form.unit, form.allowed, form.example)
    look = pages.format(border=1, text_wrap=True)
    widths = [width for _, width in _LEGEND_COLUMNS]
    for place, cell in enumerate(cells):
        sheet.write_string(row, place, cell, look)
    lines = max(ceil((_width(cell) + 1) / width) for cell, width in zip(cells, widths, strict=True))
    sheet.set_row(row, 15.0 * lines + 5)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
