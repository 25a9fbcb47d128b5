"""Ledgers left in their files, brought in for the rows that something was found in: what a finding says of them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from msgspec.structs import replace

from checks.engine.inputs import Assignment, LedgerInput
from checks.engine.outcomes import Outcome
from ledgers.columnar.model import StoredLedger, of_one_table
from ledgers.columnar.typed import with_records
from ledgers.model import Ledger


def with_failing_rows(assignment: Assignment, outcomes: Sequence[Outcome]) -> Assignment:
    """The assignment with an ordinary ledger, of those rows alone, in the place of each that is left in its files."""
    stored = {
        index: given.ledger for index, given in enumerate(assignment.ledgers) if isinstance(given.ledger, StoredLedger)
    }
    wanted = {index: _rows(index, assignment.ledgers[index], outcomes) for index in stored}
    read: dict[int, Ledger] = {}
    for own in of_one_table(stored):
        whole = with_records(stored[own[0]], set().union(*(wanted[index] for index in own)))
        read |= {index: _only(whole, wanted[index]) for index in own}
    ledgers = tuple(
        replace(given, ledger=read[index]) if index in read else given for index, given in enumerate(assignment.ledgers)
    )
    return replace(assignment, ledgers=ledgers)


def _only(ledger: Ledger, rows: set[int]) -> Ledger:
    frame, texts = (each.filter(pl.col("_row").is_in(rows)) for each in (ledger.frame, ledger.texts))
    return replace(ledger, frame=frame, texts=texts)


def _rows(index: int, given: LedgerInput, outcomes: Sequence[Outcome]) -> set[int]:
    faulty = given.ledger.texts["_row"].to_list()
    found = (breach.row for outcome in outcomes for breach in outcome.breaches if breach.ledger == index)
    left = (outcome.unknown[index].rows or () for outcome in outcomes if index in outcome.unknown)
    return {row for row in (*faulty, *found, *(row for rows in left for row in rows)) if row is not None}
