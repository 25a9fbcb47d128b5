"""整改台账.xlsx: one line a problem, room for what people fill in, a hidden column that keeps numbers for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from ledgers.problems import COLUMNS, FINGERPRINT_COLUMN, Problem
from values.masks import mask_text

SHEET = "整改台账"
FIRST_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that the same lines give the same bytes
_WIDTHS = {
    "序号": 5, "问题编号": 16, "问题来源": 9, "乡镇": 8, "村": 8, "对象": 9, "问题描述": 38, "依据条款": 28, "责任单位": 14,
    "责任人": 8, "整改措施": 24, "整改时限": 11, "整改进展": 18, "完成日期": 11, "销号日期": 11, "佐证材料": 12, "备注": 16,
}  # fmt: skip
_CENTRED = frozenset({"序号", "问题编号", "问题来源", "乡镇", "村", "对象", "责任人", "整改时限", "完成日期", "销号日期"})
_NOTE = "空着的栏目由责任单位据实填写;问题编号一经编定不再改变,销号后保留。请不要删除右边隐藏的“指纹”列。"


def render_rectification(title: str, problems: Sequence[Problem]) -> bytes:
    """The workbook of a township or the county. Numbers of persons are masked."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": FIRST_MOMENT})
    sheet = book.add_worksheet(SHEET)
    headers = _headers(problems)
    _set_up(book, sheet, title, headers)
    styles = _Styles(book)
    for row, problem in enumerate(problems, start=3):
        for column, text in enumerate(_cells(row - 2, problem, headers)):
            sheet.write(row, column, text, styles.of(headers[column], text))
    sheet.autofilter(2, 0, max(3, len(problems) + 2), len(headers) - 2)
    book.close()
    return buffer.getvalue()


def _headers(problems: Iterable[Problem]) -> list[str]:
    added = dict.fromkeys(header for problem in problems for header, _ in problem.extra)
    return ["序号", *(header for header, _ in COLUMNS), *added, FINGERPRINT_COLUMN]


def _cells(number: int, problem: Problem, headers: Sequence[str]) -> list[int | str]:
    extra = dict(problem.extra)
    added = [extra.get(header, "") for header in headers[len(COLUMNS) + 1 : -1]]
    texts = [*(getattr(problem, name) for _, name in COLUMNS), *added]
    return [number, *map(mask_text, texts), problem.fingerprint]


class _Styles:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
        self._text = book.add_format(base)
        self._centre = book.add_format({**base, "align": "center"})
        self._blank = book.add_format({**base, "bg_color": "#FFF9DB"})

    def of(self, header: str, text: int | str) -> Any:
        if text == "":
            return self._blank
        return self._centre if header in _CENTRED else self._text


def _set_up(book: Any, sheet: Any, title: str, headers: Sequence[str]) -> None:
    heading = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_name": "楷体", "font_size": 10, "valign": "vcenter"})
    head = book.add_format(
        {"font_name": "黑体", "font_size": 10, "border": 1, "bg_color": "#E7E6E6", "align": "center", "valign": "vcenter", "text_wrap": True}
    )
    sheet.merge_range(0, 0, 0, len(headers) - 2, title, heading)
    sheet.merge_range(1, 0, 1, len(headers) - 2, _NOTE, note)
    sheet.set_row(0, 32)
    sheet.set_row(2, 26)
    for column, header in enumerate(headers):
        sheet.set_column(column, column, _WIDTHS.get(header, 14), None, {"hidden": header == FINGERPRINT_COLUMN})
        sheet.write_string(2, column, header, head)
    sheet.freeze_panes(3, 2)
    print_landscape(sheet, repeat=2, footer="&C第 &P 页,共 &N 页")


def print_landscape(sheet: Any, *, repeat: int, footer: str) -> None:
    """A4, across, one page wide, the header row on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(repeat)
    sheet.set_footer(footer)
