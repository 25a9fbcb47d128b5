"""A workbook written from the texts of a file whose own format cannot carry comments (xls, csv, …)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from ledgers.model import Book, Sheet
from values.expressions import expression

NOTICE_SHEET: Final = "说明"
_FORBIDDEN: Final = expression(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
_WIDEST: Final = 40


def workbook_of_texts(book: Book) -> tuple[bytes, dict[str | None, str]]:
    """The workbook, and under which name each sheet now stands."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "vcenter"})
    names = _names(book.sheets)
    for sheet in book.sheets:
        _write_sheet(workbook.add_worksheet(names[sheet.name]), sheet, text)
    _write_notice(workbook.add_worksheet(_free(NOTICE_SHEET, set(names.values()))), book.path, text)
    workbook.close()
    return target.getvalue(), names


def _names(sheets: Sequence[Sheet]) -> dict[str | None, str]:
    names: dict[str | None, str] = {}
    for number, sheet in enumerate(sheets, start=1):
        wanted = _FORBIDDEN.sub("_", sheet.name or f"表{number}").strip("'")[: _LONGEST_NAME - 3]
        names[sheet.name] = _free(wanted or f"表{number}", set(names.values()))
    return names


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name.lower() in {other.lower() for other in taken}:
        number += 1
        name = f"{wanted}{number}"
    return name


def _write_sheet(target: xlsxwriter.worksheet.Worksheet, sheet: Sheet, text: xlsxwriter.format.Format) -> None:
    for column, series in enumerate(sheet.texts.iter_columns()):
        longest = series.str.len_chars().max()
        width = min(max(8, 2 * longest if isinstance(longest, int) else 0), _WIDEST)
        options = {"hidden": column in sheet.hidden_columns}
        target.set_column(column, column, width, text, options)
        for row, value in enumerate(series):
            if value is not None:
                target.write_string(row, column, value, text)
    for row in sheet.hidden_rows:
        target.set_row(row, None, None, {"hidden": True})
    for top, left, bottom, right in sheet.merges:
        _merge(target, sheet, (top, left, bottom, right), text)
    if sheet.hidden:
        target.hide()


def _merge(
    target: xlsxwriter.worksheet.Worksheet,
    sheet: Sheet,
    bounds: tuple[int, int, int, int],
    text: xlsxwriter.format.Format,
) -> None:
    top, left, bottom, right = bounds
    inside = top < sheet.texts.height and left < sheet.texts.width
    value = sheet.texts.item(top, left) if inside else None
    if (top, left) == (bottom, right):
        return
    try:
        target.merge_range(top, left, bottom, right, value or "", text)
    except xlsxwriter.exceptions.OverlappingRange:  # the file was damaged; the texts are there all the same
        return


def _write_notice(target: xlsxwriter.worksheet.Worksheet, path: str, text: xlsxwriter.format.Format) -> None:
    target.set_column(0, 0, 80, text)
    lines = (
        f"本工作簿由“{path}”的单元格文字另存而成，用来查看核查批注；原格式不能写入批注。",
        "身份证号、电话、账号等均按文本保存；公式、格式和图片没有带入。",
        "请在原文件中修改后重新报送，不要报送本文件。内部资料，含完整信息。",
    )
    for row, line in enumerate(lines):
        target.write_string(row, 0, line, text)
