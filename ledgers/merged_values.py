"""The cells of one column of a merged ledger: texts as they stood, numbers in one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ledgers.cell_texts import NUMBER_TYPES
from ledgers.headings import AREA_UNITS, MONEY_UNITS
from ledgers.model import CellState, Field, Ledger
from values.expressions import expression

MergedCell = str | Decimal | None

_PLAIN: Final = expression(r"-?\d+(?:\.\d+)?")
_CONVERTED: Final = {"amount": MONEY_UNITS, "area": AREA_UNITS}
_SHARE_POWER: Final = 4  # millionths to percent
_HUNDREDTHS: Final = 2


def unit_of_merged(field: Field, ledgers: Sequence[Ledger]) -> str | None:
    """The unit of a merged column: the one most rows are filled in with, the field's own among equals."""
    if field.type == "share":
        return "%"
    if field.type not in _CONVERTED:
        return field.unit
    rows: Counter[str] = Counter()
    for ledger in ledgers:
        if field.field in ledger.columns:
            rows[_unit(field, ledger)] += max(1, ledger.frame.height)
    return max(rows, key=lambda unit: (rows[unit], unit == field.unit)) if rows else field.unit


def conversion(field: Field, ledger: Ledger, unit: str | None) -> str | None:
    """How a table's column was brought to the merged unit, in words; None where it stood in it."""
    column = ledger.columns[field.field]
    if field.type in _CONVERTED:
        own = _unit(field, ledger)
        return f"“{field.name}”由{own}换算为{unit}" if own != unit else None
    if field.type == "number" and column.unit and field.unit and column.unit.lower() != field.unit.lower():
        return f"“{field.name}”原表单位为{column.unit}，没有换算"
    return None


def merged_cells(field: Field, ledger: Ledger, unit: str | None) -> list[MergedCell]:
    """The cells of a field's column; what is no value (/、约2万、长期) stays as it stood."""
    texts: list[str | None] = ledger.texts[field.field].to_list()
    if field.type not in NUMBER_TYPES:
        return list(texts)
    same = field.type not in _CONVERTED or _unit(field, ledger) == unit
    power = _power(field, unit)
    states = ledger.frame[f"{field.field}__state"].to_list()
    values = ledger.frame[field.field].to_list()
    return [
        _number(text, value, power, as_stood=same and field.type != "share") if state == CellState.VALUE else text
        for text, state, value in zip(texts, states, values, strict=True)
    ]


def _number(text: str | None, value: int, power: int, *, as_stood: bool) -> Decimal:
    if as_stood and text and _PLAIN.fullmatch(text):
        return Decimal(text)
    return Decimal(value).scaleb(-power)


def _unit(field: Field, ledger: Ledger) -> str:
    known = _CONVERTED[field.type]
    units = (ledger.columns[field.field].unit, field.unit)
    return next((unit for unit in units if unit in known), next(iter(known)))


def _power(field: Field, unit: str | None) -> int:
    if field.type in _CONVERTED:
        return _CONVERTED[field.type][unit or ""]
    if field.type == "share":
        return _SHARE_POWER
    return _HUNDREDTHS if field.type == "number" else 0
