"""Which records a subtotal or total row adds up: those its label names, those beside it, or all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from msgspec import Struct

from ledgers.headings import clean
from ledgers.rows import SECTION_ROW
from ledgers.table import Table
from values.expressions import expression

Picked = npt.NDArray[np.int64]
"""Positions among the records, ascending."""

_WORD: Final = expression(r"^(.*?)(总合计|小计|合计|总计|共计|累计)(?:\(.*\))?:?(?:\d+(?:户|人|个))?$")
_WHOLE: Final = expression(r"^(?:[全本][县区市乡镇村街道表]{1,2}|全部|以上|各[乡镇村项]{1,2}|总|20\d\d年?度?|本年度?)?$")
_PLACE: Final = ("county", "township", "village", "group")
_NAMING_TYPES: Final = frozenset({"text", "choice", "list", "code", "year"})
_NEAREST: Final = 6  # so many blocks on either side are tried


class TotalRow(Struct, frozen=True):
    """A subtotal or total row: its 1-based sheet row, its label, what the label names (甲村), its word (小计)."""

    row: int
    label: str
    named: str
    word: str

    @property
    def cumulative(self) -> bool:
        """累计 goes on from earlier tables: what it adds up is not all here."""
        return self.word == "累计"

    @property
    def whole(self) -> bool:
        """May it add up the whole table?"""
        return self.word != "小计" and bool(_WHOLE.match(self.named))


class TotalRows(Struct, frozen=True, dict=True):
    """The total rows of a table beside its records."""

    table: Table
    texts: pl.DataFrame
    totals: tuple[TotalRow, ...]
    total_texts: pl.DataFrame

    @cached_property
    def rows(self) -> list[int]:
        """The sheet rows of the records."""
        rows: list[int] = self.texts["_row"].to_list()
        return rows

    @cached_property
    def boundaries(self) -> list[int]:
        """The sheet rows where a block of records may end: totals and headings of sections."""
        sections = [item.row for item in self.table.rows.left_out if item.why.startswith(SECTION_ROW)]
        return sorted({*sections, *(total.row for total in self.totals)})

    @cached_property
    def lead(self) -> bool:
        """Do the subtotals stand above what they add up?"""
        parts = [total.row for total in self.totals if not self._is_grand(total)]
        return bool(parts and self.rows) and parts[0] < self.rows[0] and parts[-1] < self.rows[-1]

    def candidates(self, total: TotalRow) -> list[Picked]:
        """What the row may add up, likeliest first."""
        everything = np.arange(len(self.rows), dtype=np.int64)
        if self._is_grand(total):
            return _distinct([everything, *self._blocks(total)])
        if named := list(self._named(total)):
            within = [np.intersect1d(picked, block) for block in self._blocks(total) for picked in named]
            return _distinct([*named, *within])
        return _distinct([*self._blocks(total), everything])

    def leaves_out(self, total: TotalRow, picked: Picked) -> int:
        """How many records of the table a total of the whole does not add up."""
        return len(self.rows) - len(picked) if self._is_grand(total) else 0

    def is_located(self, total: TotalRow) -> bool:
        """Is it plain which records are meant? 2024年产业类小计 may name what no column holds."""
        return total.whole or not total.named or any(True for _ in self._named(total))

    def _is_grand(self, total: TotalRow) -> bool:
        if not total.whole:
            return False
        wholes = [other for other in self.totals if other.whole]
        return len(wholes) == 1 or total.word in {"总计", "总合计"} or total.named.startswith(("全", "总"))

    def _named(self, total: TotalRow) -> Iterator[Picked]:
        """The records of the place or sort that the label, or a place cell of the row itself, names."""
        at = next(i for i, other in enumerate(self.totals) if other.row == total.row)
        for name in self._naming_columns:
            own = self.total_texts[name][at] if name in _PLACE else None
            wanted = {clean(text) for text in (own, total.named) if text} - {clean(total.label)}
            known = self._records_by_text[name]
            found = [value for value in wanted if value in known]
            if not found and name in _PLACE:
                found = [value for value in known if _same_place(value, clean(total.named))]
            yield from (known[value] for value in found)

    @cached_property
    def _naming_columns(self) -> list[str]:
        fields = [field for field in self.table.kind.fields if field.field in self.texts.columns]
        return [field.field for field in fields if field.type in _NAMING_TYPES]

    @cached_property
    def _records_by_text(self) -> Mapping[str, Mapping[str, Picked]]:
        return {name: _by_text(self.texts[name]) for name in self._naming_columns}

    def _blocks(self, total: TotalRow) -> list[Picked]:
        """Records that stand together above or below the row, the nearest boundary first."""
        at = bisect_left(self.rows, total.row)
        before = [row for row in self.boundaries if row < total.row][: -_NEAREST - 1 : -1]
        after = [row for row in self.boundaries if row > total.row][:_NEAREST]
        above = [(bisect_left(self.rows, row), at) for row in before] + [(0, at)]
        below = [(at, bisect_left(self.rows, row)) for row in after] + [(at, len(self.rows))]
        spans = below + above if self.lead else above + below
        return [np.arange(first, last, dtype=np.int64) for first, last in spans if first < last]


def total_rows(table: Table, texts: pl.DataFrame, totals: pl.DataFrame, total_texts: pl.DataFrame) -> TotalRows:
    """The total rows of a table with their labels read."""
    found = zip(totals["_row"].to_list(), table.rows.labels, strict=True)
    return TotalRows(table, texts, tuple(_read(row, label) for row, label in found), total_texts)


def _read(row: int, label: str) -> TotalRow:
    match = _WORD.match(clean(label))
    named, word = (match[1], match[2]) if match else (label, "")
    return TotalRow(row, label, named.strip("的:-—()"), word)


def _same_place(value: str, named: str) -> bool:
    """甲村 and 甲村委会, 示范镇甲村 and 甲村."""
    return len(value) > 1 and len(named) > 1 and (named.startswith(value) or named.endswith(value))


def _by_text(column: pl.Series) -> dict[str, Picked]:
    frame = pl.DataFrame([column.alias("text")]).with_row_index("at").drop_nulls()
    found: dict[str, list[int]] = {}
    if frame["text"].n_unique() * 2 <= max(2, frame.height) or frame.height <= 50:
        for text, places in frame.group_by("text", maintain_order=True).agg("at").iter_rows():
            found.setdefault(clean(text), []).extend(places)
    return {text: np.array(sorted(places), dtype=np.int64) for text, places in found.items()}


def _distinct(sets: Sequence[Picked]) -> list[Picked]:
    seen: dict[bytes, Picked] = {}
    for picked in sets:
        if len(picked):
            seen.setdefault(picked.tobytes(), picked)
    return list(seen.values())
