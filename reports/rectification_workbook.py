"""整改台账.xlsx: one line a problem, room for what people fill in, a hidden column that keeps numbers for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledgers.problems import COLUMNS, FINGERPRINT_COLUMN, Problem
from reports.printed_sheet import PrintedBook, PrintedSheet, Style
from values.masks import mask_text

SHEET = "整改台账"
_WIDTHS = {
    "序号": 5, "问题编号": 15, "问题来源": 9, "乡镇": 7, "村": 7, "对象": 8, "问题描述": 27, "依据条款": 22, "责任单位": 11,
    "责任人": 7, "整改措施": 20, "整改时限": 9, "整改进展": 12, "半月报": 7, "完成日期": 9, "销号日期": 9, "佐证材料": 9, "备注": 12,
}  # fmt: skip
_CENTRED = frozenset({"序号", "问题编号", "问题来源", "乡镇", "村", "对象", "责任人", "整改时限", "半月报", "完成日期", "销号日期"})
_NOTE = "空着的栏目由责任单位据实填写；问题编号一经编定不再改变，销号后保留。请不要删除右边隐藏的“指纹”列。"


def render_rectification(title: str, problems: Sequence[Problem]) -> bytes:
    """The workbook of a township or the county. Numbers of persons are masked."""
    headers = _headers(problems)
    book = PrintedBook(title)
    sheet = PrintedSheet(book, SHEET, [(header, _WIDTHS.get(header, 12)) for header in headers])
    sheet.head(title, [_NOTE], hidden=[FINGERPRINT_COLUMN])
    first = sheet.row
    for number, problem in enumerate(problems, start=1):
        cells = _cells(number, problem, headers)
        sheet.add(cells, [_style(header, cell) for header, cell in zip(headers, cells, strict=True)])
    sheet.sheet.autofilter(first - 1, 0, max(first, sheet.row - 1), len(headers) - 2)
    sheet.foot()
    return book.finished()


def _headers(problems: Iterable[Problem]) -> list[str]:
    added = dict.fromkeys(header for problem in problems for header, _ in problem.extra)
    return ["序号", *(header for header, _ in COLUMNS), *added, FINGERPRINT_COLUMN]


def _cells(number: int, problem: Problem, headers: Sequence[str]) -> list[int | str]:
    extra = dict(problem.extra)
    added = [extra.get(header, "") for header in headers[len(COLUMNS) + 1 : -1]]
    texts = [*(getattr(problem, name) for _, name in COLUMNS), *added]
    return [number, *map(mask_text, texts), problem.fingerprint]


def _style(header: str, cell: int | str) -> Style:
    if cell == "":
        return "ask"
    return "centre" if header in _CENTRED else "text"
