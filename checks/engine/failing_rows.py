"""Ledgers left in their files, brought in for the rows that something was found in: what a finding says of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from checks.engine.inputs import Assignment, LedgerInput
from checks.engine.outcomes import Outcome
from ledgers.columnar.model import StoredLedger
from ledgers.columnar.typed import with_records


def with_failing_rows(assignment: Assignment, outcomes: Sequence[Outcome]) -> Assignment:
    """The assignment with an ordinary ledger, of those rows alone, in the place of each that is left in its files."""
    ledgers = tuple(
        replace(given, ledger=with_records(given.ledger, _rows(index, given, outcomes)))
        if isinstance(given.ledger, StoredLedger)
        else given
        for index, given in enumerate(assignment.ledgers)
    )
    return replace(assignment, ledgers=ledgers)


def _rows(index: int, given: LedgerInput, outcomes: Sequence[Outcome]) -> set[int]:
    faulty = given.ledger.texts["_row"].to_list()
    found = (breach.row for outcome in outcomes for breach in outcome.breaches if breach.ledger == index)
    left = (outcome.unknown[index].rows or () for outcome in outcomes if index in outcome.unknown)
    return {row for row in (*faulty, *found, *(row for rows in left for row in rows)) if row is not None}
