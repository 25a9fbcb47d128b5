"""The unit a column is filled in with: its own header first, then the unit row, then the title."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from ledgers.headings import AREA_UNITS, MONEY_UNITS, PERCENT_UNITS, UNITS, clean
from ledgers.model import Field
from ledgers.vocabulary import Heading
from values.expressions import expression

_TABLE_UNIT: Final = expression(r"(?<![报送填制表编])单位[:：]\s*([^\s()（）:：]{1,12})|[(（](万元|元|千元|亿元)[)）]")
_MEASURED: Final = {"amount": MONEY_UNITS, "area": AREA_UNITS, "share": dict.fromkeys(PERCENT_UNITS, 4)}


class ColumnUnit(Struct, frozen=True):
    """`unit` as used, None for a column without; `stated` is where it was read: header, row, title or nowhere."""

    unit: str | None
    stated: str | None = None
    conflicting: str | None = None


def units_of_table(texts: str) -> tuple[str, ...]:
    """The units a title or the line above a table states: 单位:万元、亩 → ("万元", "亩")."""
    found = [match[1] or match[2] for match in _TABLE_UNIT.finditer(texts)]
    return tuple(unit for text in found for unit in re.split(r"[、,/和]", clean(text)) if unit in UNITS)


def column_unit(field: Field, heading: Heading, row_unit: str | None, table_units: tuple[str, ...]) -> ColumnUnit:
    """The unit of one column; a unit that does not suit the field's type is passed over."""
    known = _MEASURED.get(field.type)
    if known is None:
        return ColumnUnit(heading.unit or row_unit or field.unit, None)
    own = heading.unit if heading.unit in known else None
    row = row_unit if row_unit in known else None
    if own or row:
        return ColumnUnit(own or row, "header" if own else "row", row if own and row and own != row else None)
    table = next((unit for unit in table_units if unit in known), None)
    return ColumnUnit(table, "title") if table else ColumnUnit(field.unit, None)


def power_to_stored(field: Field, unit: str | None) -> int:
    """The power of ten that leads from the column's unit to the whole number kept (分, 1/100 亩, 1/100)."""
    if field.type == "amount":
        return MONEY_UNITS.get(unit or "", MONEY_UNITS.get(field.unit or "", 2))
    if field.type == "area":
        return AREA_UNITS.get(unit or "", 2)
    return 2
