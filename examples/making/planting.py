"""Planting a fault in records that are right, and the list of what was planted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from examples.making.sheets import KEY, Places, Record

Change = Callable[[Record], Any]


class Plant(Struct, frozen=True):
    """One thing changed in one record.

    `figures` are changed first, then `settle` works out what follows from them, then `shown` is put in its place.
    A value may be a function of the record as it stands. `found` is where the fault is found: (sheet, key, field),
    once for each finding; by default the one cell changed last. Without `code` the change is a tempting case: it looks
    wrong and is not. `later` says whether it is still there in the second delivery.
    """

    code: str | None
    key: str
    why: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    settle: Callable[[Record], Record] | None = None
    shown: Mapping[str, Any] = field(default_factory=dict)
    found: Sequence[tuple[str, str, str]] = ()
    later: bool = True

    @property
    def field(self) -> str:
        return list({**self.figures, **self.shown})[-1]


def planted(records: Iterable[Record], plants: Iterable[Plant]) -> list[Record]:
    """The records with every plant in its place."""
    found = {record[KEY]: dict(record) for record in records}
    for plant in plants:
        record = found[plant.key]
        _put(record, plant.figures)
        if plant.settle:
            plant.settle(record)
        _put(record, plant.shown)
    return list(found.values())


def _put(record: Record, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        record[name] = value(record) if callable(value) else value


def listed(file: str, sheet: str, plants: Iterable[Plant], places: Places) -> list[dict[str, str]]:
    """The plants as the list of them has it: file, sheet, cell, code (none for a tempting case), why."""
    entries = []
    for plant in plants:
        for place in plant.found or [(sheet, plant.key, plant.field)]:
            code = {"code": plant.code} if plant.code else {}
            entries.append({"file": file, "sheet": place[0], "cell": places[place], **code, "why": plant.why})
    return entries
