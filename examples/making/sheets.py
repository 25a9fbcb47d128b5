"""A ledger as an office sets it: title, 填报单位 line, header of one or two rows, 小计, 合计, notes, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from msgspec import Struct
from xlsxwriter.utility import xl_col_to_name

Record = dict[str, Any]
Places = dict[tuple[str, str, str], str]
"""(sheet, key of the record, field) → cell."""

KEY: Final = "_key"
_MADE: Final = datetime(2025, 1, 6, 9, 0, 0)  # noqa: DTZ001 - a workbook's own clock has no zone


class Formula(Struct, frozen=True):
    """A formula with the result the file keeps; an empty result is one that was never calculated."""

    text: str
    result: float | str = ""


class Column(Struct, frozen=True):
    """`look` is how its cells are shown: text, wrap, whole, count, money, percent or day."""

    field: str
    header: str
    width: float
    look: str = "text"
    over: str | None = None
    summed: bool = False


class Sheet(Struct, frozen=True):
    """`subtotals` names the field whose groups get a 小计 row; `average` is (per head, whole, heads)."""

    name: str
    title: str
    said: Sequence[str]
    columns: Sequence[Column]
    records: Sequence[Record]
    subtotals: str | None = None
    averages: Sequence[tuple[str, str, str]] = ()
    notes: Sequence[str] = ()
    signed: str = ""
    frozen: int = 6
    widest: bool = False


def write_workbook(path: Path, sheets: Iterable[Sheet]) -> Places:
    """Write the workbook, byte for byte the same for the same content, and say where every cell went."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": path.stem, "author": "新田镇人民政府", "created": _MADE})
    places: Places = {}
    for sheet in sheets:
        places.update(_Writer(book, sheet).write())
    book.close()
    return places


class _Writer:
    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.sheet, self.out = sheet, book.add_worksheet(sheet.name)
        self.out.set_default_row(18)
        self.looks = _looks(book)
        self.last = len(sheet.columns) - 1
        self.row = 0
        self.places: Places = {}

    def write(self) -> Places:
        self._head()
        start = self.row
        blocks = [list(group) for _, group in groupby(self.sheet.records, key=self._group)]
        sums = [self._block(block) for block in blocks]
        self._total(start, sums)
        self._tail()
        self._page(start)
        return self.places

    def _group(self, record: Record) -> Any:
        return record[self.sheet.subtotals] if self.sheet.subtotals else None

    def _head(self) -> None:
        sheet = self.sheet
        self.out.merge_range(0, 0, 0, self.last, sheet.title, self.looks["title"])
        self.out.set_row(0, 32)
        for position, text in zip(_spread(len(sheet.said), self.last), sheet.said, strict=True):
            self.out.write_string(1, position, text, self.looks["said"])
        self.row = 2
        deep = any(column.over for column in sheet.columns)
        for over, run in groupby(enumerate(sheet.columns), key=lambda pair: pair[1].over):
            self._heading(over, list(run), deep=deep)
        self.row += 2 if deep else 1
        self.out.set_row(self.row - 1, 40)

    def _heading(self, over: str | None, run: Sequence[tuple[int, Column]], *, deep: bool) -> None:
        look = self.looks["heading"]
        if over:
            self.out.merge_range(self.row, run[0][0], self.row, run[-1][0], over, look)
        for index, column in run:
            if over or not deep:
                self.out.write_string(self.row + deep, index, column.header, look)
            else:
                self.out.merge_range(self.row, index, self.row + 1, index, column.header, look)

    def _block(self, records: Sequence[Record]) -> int:
        first = self.row
        for record in records:
            self._record(record)
        if self.sheet.subtotals:
            self._sums(f"{records[0][self.sheet.subtotals]}小计", [(first, self.row - 1)])
        return self.row - 1

    def _record(self, record: Record) -> None:
        for index, column in enumerate(self.sheet.columns):
            self._cell(index, column, record.get(column.field))
            place = (self.sheet.name, record[KEY], column.field)
            self.places[place] = f"{xl_col_to_name(index)}{self.row + 1}"
        self.row += 1

    def _cell(self, index: int, column: Column, value: Any) -> None:
        look = self.looks[column.look]
        match value:
            case None:
                self.out.write_blank(self.row, index, None, look)
            case Formula():
                self.out.write_formula(self.row, index, self._placed(value.text), look, value.result)
            case date():
                self.out.write_datetime(self.row, index, value, self.looks["day"])
            case str():
                self.out.write_string(self.row, index, value, self.looks["right"] if column.summed else look)
            case _:
                self.out.write_number(self.row, index, value, self.looks["digits"] if column.look == "text" else look)

    def _placed(self, formula: str) -> str:
        """The formula with every {field} as its cell in this row."""
        letters = {column.field: xl_col_to_name(index) for index, column in enumerate(self.sheet.columns)}
        return re.sub(r"\{(\w+)\}", lambda match: f"{letters[match[1]]}{self.row + 1}", formula)

    def _total(self, start: int, ends: Sequence[int]) -> None:
        if not any(column.summed for column in self.sheet.columns):
            return
        if self.sheet.subtotals:
            self._sums("合计", [(end, end) for end in ends])
        else:
            self._sums("合计", [(start, self.row - 1)])

    def _sums(self, label: str, spans: Sequence[tuple[int, int]]) -> None:
        columns = self.sheet.columns
        first = next(index for index, column in enumerate(columns) if column.summed)
        self.out.merge_range(self.row, 0, self.row, first - 1, label, self.looks["strong"])
        results: dict[str, float] = {}
        for index in range(first, len(columns)):
            self._sum(index, columns[index], spans, results, label)
        self.row += 1

    def _sum(
        self, index: int, column: Column, spans: Sequence[tuple[int, int]], results: dict[str, float], label: str
    ) -> None:
        letter, average = xl_col_to_name(index), {name: (whole, by) for name, whole, by in self.sheet.averages}
        strong = self.looks[f"strong {column.look}" if column.look in {"whole", "money"} else "strong"]
        if column.field in average:
            whole, heads = average[column.field]
            result = round(results[whole] / results[heads], 2)
            self.out.write_formula(self.row, index, self._placed(f"=ROUND({{{whole}}}/{{{heads}}},2)"), strong, result)
        elif column.summed:
            results[column.field] = round(sum(map(_number, self._summed(column, label))), 2)
            ranges = ",".join(f"{letter}{a + 1}:{letter}{b + 1}" if a != b else f"{letter}{a + 1}" for a, b in spans)
            self.out.write_formula(self.row, index, f"=SUM({ranges})", strong, results[column.field])
            self.places[self.sheet.name, label, column.field] = f"{letter}{self.row + 1}"
        else:
            self.out.write_blank(self.row, index, None, strong)

    def _summed(self, column: Column, label: str) -> Iterable[Any]:
        group = label.removesuffix("小计")
        mine = (r for r in self.sheet.records if label == "合计" or r[str(self.sheet.subtotals)] == group)
        return (record.get(column.field) for record in mine)

    def _tail(self) -> None:
        for note in self.sheet.notes:
            self.out.merge_range(self.row, 0, self.row, self.last, note, self.looks["note"])
            self.row += 1
        if self.sheet.signed:
            self.row += 1
            self.out.merge_range(self.row, 0, self.row, self.last, self.sheet.signed, self.looks["said"])

    def _page(self, start: int) -> None:
        for index, column in enumerate(self.sheet.columns):
            self.out.set_column(index, index, column.width, self.looks["plain"])
        self.out.freeze_panes(start, self.sheet.frozen)
        self.out.set_landscape()
        self.out.set_paper(8 if self.sheet.widest else 9)
        self.out.fit_to_pages(1, 0)
        self.out.repeat_rows(2, start - 1)
        self.out.set_margins(0.4, 0.4, 0.6, 0.6)
        self.out.set_footer("&C第 &P 页，共 &N 页")


def _number(value: Any) -> float:
    if isinstance(value, Formula):
        return _number(value.result)
    return value if isinstance(value, int | float) else 0


def _spread(count: int, last: int) -> list[int]:
    """The columns where the parts of the 填报单位 line begin."""
    return [round(last * part / count) for part in range(count)]


def _looks(book: Any) -> Mapping[str, Any]:
    song = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    cell = {**song, "border": 1}
    strong = {**cell, "bold": True, "bg_color": "#F2F2F2"}
    looks = {
        "plain": song,
        "title": {**song, "font_name": "方正小标宋简体", "font_size": 18, "align": "center"},
        "said": song,
        "note": {**song, "text_wrap": False},
        "heading": {**cell, "bold": True, "align": "center", "text_wrap": True},
        "text": {**cell, "num_format": "@", "align": "center"},
        "digits": {**cell, "num_format": "0", "align": "center"},
        "wrap": {**cell, "num_format": "@", "text_wrap": True},
        "right": {**cell, "align": "right"},
        "whole": {**cell, "num_format": "0"},
        "count": {**cell, "num_format": "0", "align": "center"},
        "money": {**cell, "num_format": "0.00"},
        "percent": {**cell, "num_format": "0.00%"},
        "day": {**cell, "num_format": "yyyy-mm-dd", "align": "center"},
        "strong": {**strong, "align": "center"},
        "strong whole": {**strong, "num_format": "0"},
        "strong money": {**strong, "num_format": "0.00"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def numbered(records: Sequence[Record]) -> list[Record]:
    """The records with running numbers."""
    return [{**record, "row_number": number} for number, record in enumerate(records, start=1)]


__all__ = ["KEY", "Column", "Formula", "Places", "Record", "Sheet", "numbered", "write_workbook"]
