"""Faults of the files as findings, with village and subject where the faulty cell belongs to a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from msgspec.structs import replace

from checks.engine.findings import business_key, subject_of
from checks.engine.inputs import LedgerInput
from checks.engine.numbering import digest
from checks.model import Citation, Finding, Place
from ledgers.model import Fault

_SOURCE = (Citation(None, "台账数据填报规则", "", "台账应能读、能认、能算"),)


def fault_findings(faults: Sequence[Fault], ledgers: Sequence[LedgerInput], key: bytes) -> list[Finding]:
    return [_finding(fault, _ledger_of(fault, ledgers), key) for fault in faults]


def _ledger_of(fault: Fault, ledgers: Sequence[LedgerInput]) -> LedgerInput | None:
    where = fault.place
    own = [given for given in ledgers if given.ledger.path == where.path]
    of_sheet = [given for given in own if given.ledger.sheet == where.sheet] or own[:1]
    if len({given.place.county for given in of_sheet}) < 2:
        return of_sheet[0] if of_sheet else None
    of_row = (given for given in of_sheet if where.row in given.ledger.texts["_row"])
    return next(of_row, replace(of_sheet[0], place=Place()))


def _record(fault: Fault, given: LedgerInput | None) -> Mapping[str, Any]:
    if given is None or fault.place.row is None or given.ledger.sheet != fault.place.sheet:
        return {}
    rows = given.ledger.texts.filter(pl.col("_row") == fault.place.row)
    return rows.row(0, named=True) if rows.height else {}


def _finding(fault: Fault, given: LedgerInput | None, key: bytes) -> Finding:
    where, record = fault.place, _record(fault, given)
    return Finding(
        code=fault.code,
        nature="data",
        severity=fault.severity,
        message=fault.message,
        path=where.path,
        sheet=where.sheet,
        cell=where.cell,
        cells=fault.cells or ((where.cell,) if where.cell else ()),
        count=max(1, len(fault.cells)),
        row=where.row,
        field=fault.field,
        page=where.page,
        paragraph=where.paragraph,
        place=_place(given, record),
        subject=subject_of(record),
        observed=fault.observed,
        expected=fault.expected,
        suggestion=fault.suggestion,
        fingerprint=_fingerprint(fault, given, record, key),
        requirements=_SOURCE,
    )


def _place(given: LedgerInput | None, record: Mapping[str, Any]) -> Place:
    if given is None:
        return Place()
    own = given.place
    return Place(own.county, record.get("township") or own.township, record.get("village") or own.village)


def _fingerprint(fault: Fault, given: LedgerInput | None, record: Mapping[str, Any], key: bytes) -> str:
    """By business key where the cell belongs to a record; a file that cannot be read is known by its name alone."""
    if given is None:
        return digest((fault.code, fault.place.path, fault.place.sheet))
    whose = business_key(given, record, key) if record else (fault.place.sheet or "",)
    known = (fault.about,) if fault.about else (fault.field or fault.expected,)
    return digest((fault.code, given.ledger.kind.kind, whose, given.year, *known))
