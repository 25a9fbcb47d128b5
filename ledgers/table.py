"""A table on its way to becoming a ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import polars as pl
from msgspec import Struct

from ledgers.cells import cell_address, column_letter
from ledgers.headings import PERCENT_UNITS
from ledgers.inferred_places import VILLAGE, InferredVillage, infer_village
from ledgers.matching import Assignment
from ledgers.model import Book, Field, LedgerKind, Location, Sheet
from ledgers.regions import Region
from ledgers.rows import SortedRows
from ledgers.units import ColumnUnit
from ledgers.vocabulary import Vocabulary


class Table(Struct, frozen=True, dict=True):
    """A region of a sheet, its kind known, its columns given to fields, its rows sorted, nothing typed yet."""

    book: Book
    sheet: Sheet
    region: Region
    kind: LedgerKind
    words: Vocabulary
    assignment: Assignment
    units: Mapping[int, ColumnUnit]
    rows: SortedRows

    @property
    def fields(self) -> Mapping[int, Field]:
        """Fields by sheet column."""
        return self.assignment.fields

    @cached_property
    def inferred_village(self) -> InferredVillage | None:
        """The village of each row, where no column holds it and something else names it."""
        wanted = next((field for field in self.kind.fields if field.field == VILLAGE), None)
        if wanted is None or any(field.field == VILLAGE for field in self.fields.values()):
            return None
        return infer_village(wanted, self.sheet, self.region, self.rows)

    @cached_property
    def unclear_shares(self) -> frozenset[int]:
        """Columns under a % whose numbers all lie within 1, in a file that does not tell how they are shown."""
        if self.sheet.percent_cells is not None:
            return frozenset()
        stated = [index for index, field in self.fields.items() if field.type == "share" and self.units[index].stated]
        texts = self.rows.body.filter(self.rows.records)
        return frozenset(
            index for index in stated if self.units[index].unit in PERCENT_UNITS and _within_one(texts[str(index)])
        )

    @property
    def known(self) -> frozenset[str]:
        """The fields that have a column, or another in their place, or are known from elsewhere."""
        inferred = {VILLAGE} if self.inferred_village else set()
        columns = {name for field in self.fields.values() for name in (field.field, field.stands_for) if name}
        return frozenset(columns | inferred)

    @property
    def year(self) -> int | None:
        """The year of the period in the title."""
        return year_in(self.region.period_text)

    def at(self, row: int, index: int | None = None) -> Location:
        """The place of a cell by its 1-based row and 0-based column, or of a row."""
        cell = None if index is None else cell_address(row, index)
        return Location(self.book.path, self.sheet.name, cell, row)

    def over(self, index: int) -> Location:
        """The place of a column's header."""
        return self.at(self.region.header.bottom + 1, index)

    def column(self, index: int) -> str:
        """A column as a message names it: its header and letter."""
        return f"“{self.region.headings[index].text}”({column_letter(index)}列)"


def _within_one(texts: pl.Series) -> bool:
    numbers = texts.str.strip_chars().cast(pl.Float64, strict=False).drop_nulls().abs()
    return bool((numbers > 0).any() and (numbers <= 1).all())


def year_in(text: str | None) -> int | None:
    """The last year a text names."""
    years = re.findall(r"20\d{2}", text or "")
    return int(max(years)) if years else None
