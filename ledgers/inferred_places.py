"""The village of a table that has no village column: from the rows that head its sections, its sheet or its title."""

from __future__ import annotations

from typing import Final

import polars as pl
from msgspec import Struct

from ledgers.model import Column, Field, LeftOut, Sheet
from ledgers.place_names import village_heading, village_in_title, village_of_sheet
from ledgers.regions import Region
from ledgers.rows import SECTION_ROW, SortedRows

VILLAGE: Final = "village"


class InferredVillage(Struct, frozen=True):
    """A village for every row of the body (None above the first section), and where it was read."""

    field: Field
    villages: pl.Series
    source: str
    sections: frozenset[int] = frozenset()  # 1-based sheet rows

    def column(self, index: int, letter: str) -> Column:
        """Findings on the village point to the table's first column."""
        return Column(VILLAGE, index, letter, f"{self.field.name}（由{self.source}得出）")

    def noted(self, left_out: LeftOut) -> LeftOut:
        """A section's row says what became of it."""
        if left_out.row not in self.sections:
            return left_out
        return LeftOut(left_out.row, f"{left_out.why}，作为以下各行的{self.field.name}")


def infer_village(field: Field, sheet: Sheet, region: Region, rows: SortedRows) -> InferredVillage | None:
    """The village of each row; None where nothing names it."""
    named = (
        ("工作表名", village_of_sheet(sheet.name)),
        ("标题", village_in_title(region.title)),
        ("填报单位", village_heading(region.reporting_unit)),
    )
    source, whole = next(((where, village) for where, village in named if village), ("", None))
    sections = _sections(rows, region.header.body)
    if sections:
        return InferredVillage(
            field, _by_section(sections, rows.body.height, whole), "分组标题行", _rows(sections, region)
        )
    if whole is None:
        return None
    return InferredVillage(field, pl.Series([whole], dtype=pl.String).new_from_index(0, rows.body.height), source)


def _rows(sections: dict[int, str], region: Region) -> frozenset[int]:
    return frozenset(position + region.header.body + 1 for position in sections)


def _sections(rows: SortedRows, first: int) -> dict[int, str]:
    """Villages by the position of the row that names them."""
    found: dict[int, str] = {}
    for item in rows.left_out:
        if item.why == SECTION_ROW:
            position = item.row - first - 1
            text = next((cell for cell in rows.body.row(position) if cell), None)
            if village := village_heading(text):
                found[position] = village
    return found


def _by_section(sections: dict[int, str], height: int, before: str | None) -> pl.Series:
    villages = pl.Series([before] + [None] * (height - 1) if height else [], dtype=pl.String)
    villages = villages.scatter(list(sections), list(sections.values()))
    return villages.fill_null(strategy="forward")
