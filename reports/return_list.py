"""退回修改清单.xlsx: what a township has to put right in its files. A working paper: no number, no red head."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from checks.model import Finding
from reports.rectification_workbook import FIRST_MOMENT, print_landscape
from reports.text import where

SHEET = "退回修改清单"
COLUMNS = (
    ("序号", 5), ("文件", 22), ("工作表", 10), ("单元格/位置", 12), ("村", 9), ("对象", 9), ("问题", 36), ("填报内容", 16),
    ("应为/要求", 24), ("怎么改", 30), ("修改情况", 14), ("修改人", 9),
)  # fmt: skip


def render_return_list(title: str, findings: Sequence[Finding]) -> bytes:
    """The workbook of one township."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": FIRST_MOMENT})
    sheet = book.add_worksheet(SHEET)
    _set_up(book, sheet, title)
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
    text, blank = book.add_format(base), book.add_format({**base, "bg_color": "#FFF9DB"})
    for row, finding in enumerate(findings, start=3):
        for column, value in enumerate(_cells(row - 2, finding)):
            sheet.write(row, column, value, blank if column >= len(COLUMNS) - 2 else text)
    book.close()
    return buffer.getvalue()


def _cells(number: int, finding: Finding) -> tuple[int | str, ...]:
    texts = (
        finding.path, finding.sheet, _location(finding), finding.place.village, finding.subject, finding.message,
        finding.observed, finding.expected, finding.suggestion, None, None,
    )  # fmt: skip
    return (number, *(text or "" for text in texts))


def _location(finding: Finding) -> str:
    """The place without the sheet, which has a column of its own."""
    text = where(finding)
    return text.removeprefix(f"{finding.sheet}!").removeprefix(finding.sheet or "").strip() or "全表"


def _set_up(book: Any, sheet: Any, title: str) -> None:
    heading = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_name": "楷体", "font_size": 10, "valign": "vcenter"})
    head = book.add_format(
        {"font_name": "黑体", "font_size": 10, "border": 1, "bg_color": "#E7E6E6", "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title, heading)
    sheet.merge_range(1, 0, 1, len(COLUMNS) - 1, "内部资料,不得外传。请在原台账中改正后重新报送,并填写修改情况。", note)
    sheet.set_row(0, 28)
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, name, head)
    sheet.freeze_panes(3, 0)
    print_landscape(sheet, repeat=2, footer="&L内部资料&C第 &P 页,共 &N 页")
