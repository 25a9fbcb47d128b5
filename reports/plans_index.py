"""索引.xlsx of the plans: every household, its file, or why it has none. A working paper."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from reports.printed_sheet import PrintedBook, PrintedSheet, Style

SHEET = "索引"
COLUMNS = (
    ("序号", 6), ("乡镇", 9), ("村", 10), ("组", 8), ("户主", 9), ("户编号", 18), ("户类型", 10), ("文件", 34), ("状态", 12),
    ("原因", 48),
)  # fmt: skip
_STYLES: tuple[Style, ...] = ("centre",) * 7 + ("text", "centre", "text")


class IndexLine(Struct, frozen=True):
    """One household. `file` is empty when it was left out, and `reason` says why."""

    township: str
    village: str
    group: str
    householder: str
    household_id: str
    household_type: str
    file: str
    state: str
    reason: str = ""


def render_index(title: str, lines: Sequence[IndexLine]) -> bytes:
    left_out = sum(not line.file for line in lines)
    book = PrintedBook(title)
    sheet = PrintedSheet(book, SHEET, COLUMNS)
    note = f"内部资料，注意保管。共{len(lines)}户，生成{len(lines) - left_out}份，未生成{left_out}户；未生成的请先改正台账再生成。"
    sheet.head(title, [note])
    for number, line in enumerate(lines, start=1):
        texts = (line.township, line.village, line.group, line.householder, line.household_id, line.household_type)
        sheet.add((number, *texts, line.file, line.state, line.reason), _STYLES)
    sheet.foot("内部资料")
    return book.finished()
