"""Subtotals and totals held against the rows they add up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import polars as pl
from msgspec import Struct

from ledgers.cell_texts import Reading, read_cell
from ledgers.cells import cell_address
from ledgers.faults import FAULT_CODES, TOTAL_MISMATCH
from ledgers.model import CellState, Fault, Field
from ledgers.rows import TOTAL_ROW
from ledgers.table import Table
from ledgers.total_rows import Picked, TotalRow, TotalRows, total_rows
from ledgers.units import power_to_stored
from values.expressions import expression

_SUMMED: Final = frozenset({"amount", "area", "count", "number"})
_NOT_SUMMED: Final = expression(
    r"[人户亩]均|平均|均价|单价|价格|标准|比例|占比|[率比]$|增幅|降幅|幅度|年龄|年数|年限|期限|月数|排名|名次|得分|评分|分值|序号|编号|封顶|限额|上限"
)
_SCALED_UP: Final = {"万": 4, "亿": 8, "千": 3}
_MOST: Final = 9 * 10**18
_HOUSEHOLD: Final = (("household_id",), ("householder_identity",), ("village", "householder"), ("householder",))
_TOLD: Final = 4  # columns and rows a message names one by one

Known = Literal["rows", "visible", "other"]


class _Column(Struct, frozen=True):
    """A column of numbers: the records' values (0 where blank), which are filled, which cannot be judged."""

    index: int
    field: Field
    unit: str | None
    values: npt.NDArray[np.int64]
    filled: npt.NDArray[np.bool_]
    unclear: npt.NDArray[np.bool_]
    step: int  # what the last decimal of the rows is worth; 0 for whole numbers

    @property
    def power(self) -> int:
        return 0 if self.field.type == "count" else power_to_stored(self.field, self.unit)

    def shown(self, value: int) -> str:
        number = Decimal(value).scaleb(-self.power)
        text = f"{number:,f}"
        return f"{text.rstrip('0').rstrip('.') if '.' in text else text}{self.unit or ''}"


class _Judged(Struct, frozen=True):
    """One total cell: what stands there, what the rows add up to, and whether something explains it."""

    column: _Column
    text: str
    added: int
    explained: Known | None
    short_of: int | None = None  # the record whose number alone is missing from the total


def _doubt(answer: tuple[Picked, list[_Judged]]) -> tuple[int, int]:
    """Fewest cells unexplained, then most explained; a column that is unclear there speaks neither for nor against."""
    explained = sum(one.explained is not None for one in answer[1])
    return (len(answer[1]) - explained if explained else len(answer[1]) + 1, -explained)


def total_faults(
    table: Table, frame: pl.DataFrame, texts: pl.DataFrame, totals: pl.DataFrame, total_texts: pl.DataFrame
) -> Iterator[Fault]:
    """One fault for each total row that differs from its rows, with every cell that does."""
    sums = _Sums(table, frame, texts, totals, total_texts)
    for at, total in enumerate(sums.rows.totals):
        if not total.cumulative:
            yield from sums.faults(at, total)


class _Sums(Struct, frozen=True, dict=True):
    """A table's columns of numbers and its total rows."""

    table: Table
    frame: pl.DataFrame
    texts: pl.DataFrame
    totals: pl.DataFrame
    total_texts: pl.DataFrame

    @cached_property
    def rows(self) -> TotalRows:
        return total_rows(self.table, self.texts, self.totals, self.total_texts)

    @cached_property
    def columns(self) -> list[_Column]:
        return [self._column(index, field) for index, field in self.table.fields.items() if self._is_summed(index, field)]

    def _is_summed(self, index: int, field: Field) -> bool:
        header = self.table.region.headings[index].text
        words = f"{field.name}\n{header.split('/')[-1]}"
        return (
            field.type in _SUMMED
            and not any(_NOT_SUMMED.search(word) for word in words.split("\n"))
            and self.totals[field.field].null_count() < self.totals.height
        )

    def _column(self, index: int, field: Field) -> _Column:
        series, texts = self.frame[field.field], self.texts[field.field]
        unit = self.table.units[index].unit
        decimals = texts.str.extract(r"\.(\d+)").str.len_chars().max()
        power = 0 if field.type == "count" else power_to_stored(field, unit)
        states = self.frame[f"{field.field}__state"]
        return _Column(
            index,
            field,
            unit,
            series.fill_null(0).to_numpy(),
            series.is_not_null().to_numpy(),
            (states.is_in([0, 1]).not_()).to_numpy(),
            10 ** max(0, power - decimals) if isinstance(decimals, int) and decimals else 0,
        )

    def faults(self, at: int, total: TotalRow) -> Iterator[Fault]:
        """What is wrong with one total row, by the columns that are clear in the records it most likely means."""
        candidates = self.rows.candidates(total)
        columns = [column for column in self.columns if self._can_be_judged(at, total, column)]
        columns = [column for column in columns if candidates and not column.unclear[candidates[0]].any()]
        if not columns:
            return
        answers = [(picked, self._judged(at, columns, picked)) for picked in candidates]
        picked, judged = min(answers, key=_doubt)
        unexplained = [one for one in judged if one.explained is None]
        wrong = [one for one in unexplained if not any(one.column.unclear[other].any() for other in candidates)]
        if wrong:
            yield self._mismatch(total, picked, wrong, known=len(wrong) < len(judged) or self.rows.is_located(total))
        elif unexplained:
            return
        elif any(one.explained == "visible" for one in judged):
            yield self._visible_only(total, picked, [one for one in judged if one.explained == "visible"])
        elif judged and (rest := self.rows.leaves_out(total, picked)):
            message = f"“{total.label}”只合计了{self._which(picked)}，表中另有{rest}行没有计入。"
            yield self._fault(total, message, judged, "info")

    def _can_be_judged(self, at: int, total: TotalRow, column: _Column) -> bool:
        state = self.totals[f"{column.field.field}__state"][at]
        merges = self.table.sheet.merges
        spread = any(
            top <= total.row - 1 <= bottom and left <= column.index <= right and left < right
            for top, left, bottom, right in merges
        )
        return state == CellState.VALUE and not spread

    def _judged(self, at: int, columns: list[_Column], picked: Picked) -> list[_Judged]:
        decimals = self._decimals(at, columns)
        clear = [column for column in columns if not column.unclear[picked].any()]
        return [self._held(at, column, picked, decimals) for column in clear if _fits(column.values[picked])]

    def _decimals(self, at: int, columns: list[_Column]) -> Mapping[tuple[str, str | None], int]:
        """How many decimals the row is filled in with: 30 beside 12.34 means 30.00."""
        found: dict[tuple[str, str | None], int] = {}
        for column in columns:
            match = re.search(r"\.(\d+)", self.total_texts[column.field.field][at])
            key = (column.field.type, column.unit)
            found[key] = max(found.get(key, 0), len(match[1]) if match else 0)
        return found

    def _held(
        self, at: int, column: _Column, picked: Picked, decimals: Mapping[tuple[str, str | None], int]
    ) -> _Judged:
        text, value = self.total_texts[column.field.field][at], self.totals[column.field.field][at]
        step = 10 ** max(0, column.power - decimals[column.field.type, column.unit])
        step *= 10 ** next((power for word, power in _SCALED_UP.items() if word in text), 0)
        added = int(column.values[picked].sum())
        filled = int(column.filled[picked].sum())
        allowed = step / 2 + column.step * min(filled / 2, math.sqrt(0.75 * filled))
        explained = self._explained(at, column, picked, allowed)
        missing = picked[column.values[picked] == added - value] if explained is None and added != value else []
        return _Judged(column, text, added, explained, int(missing[0]) if len(missing) == 1 else None)

    def _explained(self, at: int, column: _Column, picked: Picked, allowed: float) -> Known | None:
        """The first sum that gives the value: all rows, those shown, each household once, …"""
        for known, added in self._sums(at, column, picked):
            if abs(added - self.totals[column.field.field][at]) <= allowed:
                return known
        return None

    def _sums(self, at: int, column: _Column, picked: Picked) -> Iterator[tuple[Known, int]]:
        values = column.values
        yield "rows", int(values[picked].sum())
        hidden = self._hidden[picked]
        if hidden.any() and not hidden.all():
            yield "visible", int(values[picked[~hidden]].sum())
        households = self._households[picked]
        once = picked[column.filled[picked]]
        once = once[np.sort(np.unique(self._households[once], return_index=True)[1])]
        yield "other", int(values[once].sum())
        if column.field.type == "count":
            yield "other", len(picked)
            yield "other", len(np.unique(households))
        yield from (("other", added) for added in self._with_other_rows(at, column, picked))

    @cached_property
    def _hidden(self) -> npt.NDArray[np.bool_]:
        return np.array([row - 1 in self.table.sheet.hidden_rows for row in self.rows.rows], dtype=np.bool_)

    @cached_property
    def _households(self) -> npt.NDArray[np.int64]:
        """A number for each household: in a ledger of persons its figures stand in every member's row."""
        names = next((key for key in _HOUSEHOLD if set(key) <= set(self.texts.columns)), None)
        if names is None:
            return np.arange(self.texts.height, dtype=np.int64)
        keys = self.texts.select(names).with_row_index("at")
        blank = pl.any_horizontal(pl.col(names).is_null())
        own = pl.when(blank).then(pl.col("at").cast(pl.Int64) + self.texts.height)
        return keys.select(own.otherwise(pl.struct(names).rank("dense").cast(pl.Int64))).to_series().to_numpy()

    def _with_other_rows(self, at: int, column: _Column, picked: Picked) -> Iterator[int]:
        """Sums over more than the records: rows left out that hold a number, subtotals that are wrong themselves."""
        first, last = self.rows.rows[picked[0]], self.rows.rows[picked[-1]]
        added = int(column.values[picked].sum())
        more = [number for row, number in self._left_out(column).items() if first <= row <= last + 1]
        if more:
            yield added + sum(more)
        if len(self.totals) > 1:
            yield from self._of_subtotals(at, column, range(first - 1, last + 2))

    def _left_out(self, column: _Column) -> Mapping[int, int]:
        body, begin = self.table.rows.body[str(column.index)], self.table.region.header.body + 1
        reading = Reading(column.field, column.unit, self.table.year)
        found: dict[int, int] = {}
        for item in self.table.rows.left_out:
            text = body[item.row - begin] if item.why != TOTAL_ROW else None
            value = read_cell(text, reading).value if text else None
            if isinstance(value, int):
                found[item.row] = value
        return found

    def _of_subtotals(self, at: int, column: _Column, rows: range) -> Iterator[int]:
        """A total may rightly add up subtotals of which one is wrong: that one is told, not both."""
        numbers = self.totals[column.field.field].to_list()
        parts = [
            value
            for other, (total, value) in enumerate(zip(self.rows.totals, numbers, strict=True))
            if other != at and value is not None and total.word == "小计" and total.row in rows
        ]
        if len(parts) > 1:
            yield sum(parts)

    def _mismatch(self, total: TotalRow, picked: Picked, wrong: list[_Judged], *, known: bool) -> Fault:
        told = "；".join(self._said(total, one) for one in wrong[:_TOLD])
        more = f"；另有{len(wrong) - _TOLD}列" if len(wrong) > _TOLD else ""
        unsure = "" if known else "；看不出它合计的是哪些行，请核对"
        message = f"“{total.label}”与明细不符（{self._which(picked)}）：{told}{more}{unsure}。"
        return self._fault(total, message, wrong, "warning" if known else "info")

    def _visible_only(self, total: TotalRow, picked: Picked, ones: list[_Judged]) -> Fault:
        hidden = int(self._hidden[picked].sum())
        told = "；".join(self._said(total, one) for one in ones[:_TOLD])
        message = f"“{total.label}”只合计了显示的行，另有{hidden}行被隐藏或筛去没有计入（{self._which(picked)}）：{told}。"
        return self._fault(total, message, ones, "info")

    def _fault(
        self, total: TotalRow, message: str, ones: list[_Judged], severity: Literal["warning", "info"]
    ) -> Fault:
        return Fault(
            TOTAL_MISMATCH,
            self.table.at(total.row, ones[0].column.index),
            message,
            FAULT_CODES[TOTAL_MISMATCH].suggestion,
            ones[0].text,
            ones[0].column.shown(ones[0].added),
            ones[0].column.field.field if len(ones) == 1 else None,
            severity,
            tuple(cell_address(total.row, one.column.index) for one in ones),
            about=total.label,
        )

    def _said(self, total: TotalRow, one: _Judged) -> str:
        header, cell = self.table.region.headings[one.column.index].text, cell_address(total.row, one.column.index)
        missing = "" if one.short_of is None else f"，少的正是第{self.rows.rows[one.short_of]}行的数"
        return f"{cell}“{header}”填的是{one.text}，各行相加为{one.column.shown(one.added)}{missing}"

    def _which(self, picked: Picked) -> str:
        rows = [self.rows.rows[at] for at in picked]
        if len(rows) == 1:
            return f"第{rows[0]}行"
        if rows[-1] - rows[0] + 1 == len(rows):
            return f"第{rows[0]}至{rows[-1]}行"
        if len(rows) <= _TOLD:
            return f"第{'、'.join(map(str, rows))}行"
        return f"第{rows[0]}至{rows[-1]}行中的{len(rows)}行"


def _fits(values: npt.NDArray[np.int64]) -> bool:
    """Whether the sum stays within the machine's whole numbers."""
    return len(values) == 0 or int(np.abs(values).max()) * len(values) < _MOST
