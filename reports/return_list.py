"""退回修改清单.xlsx: what a township has to put right in its files. A working paper: no number, no red head."""

from __future__ import annotations

from collections.abc import Sequence

from checks.model import Finding
from reports.printed_sheet import PrintedBook, PrintedSheet, Style
from reports.text import where

SHEET = "退回修改清单"
COLUMNS = (
    ("序号", 5), ("文件", 16), ("工作表", 8), ("单元格/位置", 11), ("村", 8), ("对象", 8), ("问题", 32), ("填报内容", 12),
    ("应为/要求", 18), ("怎么改", 24), ("修改情况", 12), ("修改人", 8),
)  # fmt: skip
_STYLES: tuple[Style, ...] = ("centre", *("text",) * 9, "ask", "ask")
_NOTE = "内部资料，不得外传。请在原台账中改正后重新报送，并填写修改情况。"


def render_return_list(title: str, findings: Sequence[Finding]) -> bytes:
    """The workbook of one township."""
    book = PrintedBook(title)
    sheet = PrintedSheet(book, SHEET, COLUMNS)
    sheet.head(title, [_NOTE])
    for number, finding in enumerate(findings, start=1):
        sheet.add(_cells(number, finding), _STYLES)
    sheet.foot("内部资料")
    return book.finished()


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
