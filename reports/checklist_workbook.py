"""The self-check list as a workbook that prints: an area a section, empty columns for what people find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reports.printed_sheet import PrintedBook, PrintedSheet, Style
from values.masks import mask_text

SHEET = "自查清单"
COLUMNS = (
    ("序号", 5), ("自查内容和标准", 38), ("依据条款", 24), ("层级", 6), ("责任单位", 16), ("备查材料", 22), ("核查方式", 10),
    ("核查情况", 16), ("自查结果", 10), ("自查人", 9), ("日期", 11),
)  # fmt: skip
RESULTS = ("符合", "不符合", "不涉及")
_STYLES: tuple[Style, ...] = ("centre", "text", "text", "centre", "text", "text", "centre", "text", "ask", "ask", "ask")
_RESULT_COLUMN = 8


class Item(Protocol):
    """One thing to check oneself."""

    @property
    def title(self) -> str: ...
    @property
    def standard(self) -> str: ...
    @property
    def clauses(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def responsible(self) -> str: ...
    @property
    def evidence(self) -> str: ...
    @property
    def way(self) -> str: ...
    @property
    def status(self) -> str: ...


class Area(Protocol):
    """One 考核板块."""

    @property
    def name(self) -> str: ...
    @property
    def items(self) -> Sequence[Item]: ...


class Checklist(Protocol):
    """Title, notes and areas."""

    @property
    def title(self) -> str: ...
    @property
    def notes(self) -> Sequence[str]: ...
    @property
    def areas(self) -> Sequence[Area]: ...


def render_checklist(checklist: Checklist) -> bytes:
    book = PrintedBook(checklist.title)
    sheet = PrintedSheet(book, SHEET, COLUMNS)
    sheet.head(checklist.title, checklist.notes)
    first, number = sheet.row, 0
    for area in checklist.areas:
        sheet.section(f"{area.name}（{len(area.items)}项）")
        for item in area.items:
            number += 1
            sheet.add(_cells(number, item), _STYLES)
    validation = {"validate": "list", "source": list(RESULTS), "error_title": "自查结果", "error_message": f"请选：{'、'.join(RESULTS)}"}
    sheet.sheet.data_validation(first, _RESULT_COLUMN, max(first, sheet.row - 1), _RESULT_COLUMN, validation)
    sheet.foot("自查单位：                    负责人：")
    return book.finished()


def _cells(number: int, item: Item) -> tuple[int | str, ...]:
    content = f"{item.title}\n{item.standard}" if item.standard else item.title
    texts = (content, item.clauses, item.level, item.responsible, item.evidence, item.way, mask_text(item.status))
    return (number, *texts, "", "", "")
