"""The same ledger in every shape and every format gives the same rows, the same places and the same findings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ledgers.headings import MONEY_UNITS
from ledgers.model import Ledger
from ledgers.readers import read_book
from ledgers.tables import find_ledgers
from tests.ledgers.office_files import FORMATS, Drawn, as_xlsx
from tests.ledgers.shapes import AMOUNTS, FIELDS, SHAPES, Record, Shape, draw

CELL_FAULTS = frozenset({"LED010", "LED011", "LED017"})
OF_THE_DRAWING = CELL_FAULTS | {"LED006", "LED012", "LED013"}  # told otherwise, or of hidden places and of units
AMOUNT = st.one_of(st.integers(0, 9_999_999).map(lambda fen: f"{fen / 100:.2f}"), st.sampled_from(["0", "1,234.5", "约3万", "/"]))
DAY = st.one_of(
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(str), st.sampled_from(["2024.7.1", "2024年7月", "上月"])
)
HOUSEHOLDS = st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(1, 9), DAY, *[AMOUNT] * len(AMOUNTS)), min_size=1, max_size=4)


def records_of(households: list[tuple[Any, ...]]) -> list[Record]:
    """One record a household; neighbours of one village stand together."""
    ordered = sorted(households, key=lambda household: household[0])
    return [
        dict(zip(FIELDS, (f"3600{number:03}", f"{village}村", f"张{'子丑寅卯'[number]}", str(size), day, *amounts), strict=True))
        for number, (village, size, day, *amounts) in enumerate(ordered)
    ]


def read(shape: Shape, sheets: list[Drawn]) -> list[Ledger]:
    data = as_xlsx(*sheets) if shape.file == "a.xlsx" else FORMATS[shape.file](sheets[0])
    ledgers, _ = find_ledgers(read_book(data, path=shape.file))
    return [ledger for ledger in ledgers if ledger.kind.kind != "meetings"]


def faults_of(ledger: Ledger) -> set[tuple[str, str | None, str]]:
    """Code, field and household of every faulty cell, told singly or together."""
    households = dict(zip(ledger.texts["_row"], ledger.texts["household_id"], strict=True))
    found = set()
    for fault in ledger.faults:
        if fault.code in CELL_FAULTS:
            for cell in fault.cells or (fault.place.cell or "",):
                found.add((fault.code, fault.field, households[int("".join(filter(str.isdigit, cell)))]))
    return found


def missing(ledger: Ledger) -> tuple[str | None, ...]:
    return tuple(fault.expected for fault in ledger.faults if fault.code == "LED006")


def plainly(records: list[Record]) -> Ledger:
    """The reference: one header row, no more."""
    shape = Shape(
        "a.xlsx", (0, 1, 2, 3, 4), 1, merged=False, title=True, reporting=False, unit="元", unit_at="header", numbering=False,
        column_numbers=False, legend=False, broken=False, blank_above=0, blank_between=frozenset(), subtotals=False, total="",
        merged_villages=False, notes=0, hidden_rows=frozenset(), hidden_columns=frozenset(), arrangement="alone", gap=0,
    )  # fmt: skip
    (ledger,) = read(shape, draw(shape, records))
    return ledger


def stands_there(ledger: Ledger, sheets: list[Drawn], *, only: bool) -> bool:
    """Is every text in the cell its place names (in a vertical merge in the cell above)?"""
    drawn = sheets[0] if only else next(sheet for sheet in sheets if sheet.name == ledger.sheet)
    return all(
        drawn.cell(row["_row"] - 1, column.index) == row[name] or name == "village"
        for row in ledger.texts.iter_rows(named=True)
        for name, column in ledger.columns.items()
    )


@pytest.mark.parametrize("file", sorted(FORMATS))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=SHAPES, households=HOUSEHOLDS)
def test_rows_places_and_faults_depend_on_neither_shape_nor_format(
    file: str, drawn: Shape, households: list[tuple[Any, ...]]
) -> None:
    shape = replace(drawn, file=file)
    records = records_of(households)
    reference = plainly(records)
    sheets = draw(shape, records)
    ledgers = read(shape, sheets)
    assert {ledger.kind.kind for ledger in ledgers} == {"income"}
    found = sorted((row for ledger in ledgers for row in ledger.texts.iter_rows(named=True)), key=lambda row: row["household_id"] or "")
    assert [{name: row[name] for name in FIELDS} for row in found] == records
    assert all(not ledger.unrecognised for ledger in ledgers)
    assert all(stands_there(ledger, sheets, only=shape.file != "a.xlsx") for ledger in ledgers)
    assert set().union(*(faults_of(ledger) for ledger in ledgers)) == faults_of(reference)
    told = {(fault.code, fault.message) for ledger in ledgers for fault in ledger.faults if fault.code not in OF_THE_DRAWING}
    assert told == set()
    assert {missing(ledger) for ledger in ledgers} == {missing(reference)}
    power = MONEY_UNITS[shape.unit] - MONEY_UNITS["元"]
    typed = {row["household_id"]: row for ledger in ledgers for row in ledger.frame.iter_rows(named=True)}
    for row in reference.frame.iter_rows(named=True):
        for name in AMOUNTS:
            wanted = None if row[name] is None else row[name] * 10**power
            assert typed[row["household_id"]][name] == wanted
