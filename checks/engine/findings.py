"""From breaches to findings: place, words, clause and fingerprint are put on here, once for all checks."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from checks.engine.inputs import Assignment, LedgerInput
from checks.engine.numbering import digest, with_ordinals
from checks.engine.outcomes import Breach, Outcome
from checks.engine.rulings import citations
from checks.model import Finding, Frames, Place, Rows, Skipped, Texts
from policies.model import Requirement
from policies.offices import shown_offices
from values.divisions import county_of, join_division

_SUBJECTS = (
    "householder", "name", "person_name", "worker_name", "student_name", "cadre_name", "project_name", "asset_name",
    "station_name", "problem_id", "problem", "unit", "village",
)  # fmt: skip
_GROUP_FROM = 10  # fewer judged records than this are always listed one by one
_BLANK = "空"


def findings_of(outcome: Outcome, assignment: Assignment) -> Iterator[Finding]:
    """The findings of one check over one group, ledger by ledger."""
    by_ledger: dict[int, list[Breach]] = {}
    for breach in outcome.breaches:
        by_ledger.setdefault(breach.ledger, []).append(breach)
    for index, breaches in by_ledger.items():
        breaches.sort(key=lambda breach: breach.row or 0)
        author = _Author(replace(outcome, breaches=breaches), assignment, assignment.ledgers[index])
        if _column_wide(len({breach.row for breach in breaches}), outcome.judged.get(index)):
            yield author.column_wide(breaches)
        else:
            yield from map(author.finding, breaches)


def unknowns_of(outcome: Outcome, assignment: Assignment) -> Iterator[Skipped]:
    """Records that could not be judged, one line a ledger, with the fingerprints their findings would have had."""
    because = getattr(outcome.answer, "because", "") or "所需数据空缺或无法识别"
    cited = outcome.group.ruling.cited
    for index, records in sorted(outcome.unknown.items()):
        ledger = assignment.ledgers[index].ledger
        yield Skipped(
            outcome.group.check.code,
            f"无法判定：{because}" if records.count is None else f"{records.count}行无法判定：{because}",
            ledger.path,
            ledger.sheet,
            cited.id if cited else None,
            fingerprints=None if records.rows is None else _would_be(outcome, assignment, index, records.rows),
        )


def _would_be(outcome: Outcome, assignment: Assignment, index: int, rows: Iterable[int]) -> tuple[str, ...]:
    breaches = [Breach(index, row, {}) for row in rows]
    author = _Author(replace(outcome, breaches=breaches), assignment, assignment.ledgers[index])
    return tuple(author.fingerprint(breach) for breach in breaches)


def _column_wide(found: int, judged: int | None) -> bool:
    """One cause behind at least nine in ten of the records judged: said once, not a thousand times."""
    return judged is not None and judged >= _GROUP_FROM and found * 10 >= judged * 9


def _shared(places: Iterable[Place]) -> Place:
    """The place all findings have in common."""
    levels = zip(*((place.county, place.township, place.village) for place in places), strict=True)
    return Place(*(names[0] if len(set(names)) == 1 else None for names in levels))


class _Author(Struct, dict=True):
    """Writes the findings of one check on one ledger."""

    outcome: Outcome
    assignment: Assignment
    given: LedgerInput

    @cached_property
    def _rows(self) -> list[int]:
        return sorted({breach.row for breach in self.outcome.breaches if breach.row is not None})

    @cached_property
    def _texts(self) -> dict[int, dict[str, Any]]:
        texts = self.given.ledger.texts.filter(pl.col("_row").is_in(self._rows))
        return {record["_row"]: record for record in texts.iter_rows(named=True)}

    @cached_property
    def _keys(self) -> dict[int, dict[str, Any]]:
        """The typed values a fingerprint is made of: a blank more or a full-width digit is no other household."""
        wanted = {"_row", "village", *_SUBJECTS}.union(*self.given.ledger.kind.keys)
        frame = self.given.ledger.frame
        kept = frame.select(c for c in frame.columns if c in wanted).filter(pl.col("_row").is_in(self._rows))
        return {record["_row"]: record for record in kept.iter_rows(named=True)}

    @cached_property
    def _settings(self) -> dict[str, str]:
        return {n: s.text for n, s in self.outcome.group.settings.items()} | {
            "as_of": self.outcome.group.as_of.isoformat()
        }

    def finding(self, breach: Breach) -> Finding:
        answer, check, cited = self.outcome.answer, self.outcome.group.check, self.outcome.group.ruling.cited
        record: Mapping[str, Any] = self._texts.get(breach.row, {}) if breach.row is not None else {}
        words = _Words({**record, **self._settings, **breach.shown})
        cell = self._cell(answer.field, breach.row)
        observed = getattr(answer, "observed", None)
        return Finding(
            code=check.code,
            nature=check.nature,
            severity=check.severity,
            strength=cited.strength if cited else None,
            message=answer.message.format_map(words),
            path=self.given.ledger.path,
            sheet=self.given.ledger.sheet,
            cell=cell,
            cells=self._cells(answer, breach.row, cell),
            row=breach.row,
            field=answer.field,
            place=self._place(record),
            subject=breach.shown.get("subject") or subject_of(record),
            observed=observed.format_map(words) if observed else record.get(answer.field),
            expected=answer.expected.format_map(words),
            suggestion=answer.suggestion.format_map(words),
            responsible=self._responsible(cited),
            fingerprint=self.fingerprint(breach),
            requirements=citations(check, cited, self.outcome.group.settings.values()),
        )

    def column_wide(self, breaches: list[Breach]) -> Finding:
        """One finding for a column; it is told again by what the ledger is and whose.

        Whose is what its own columns say: the township a context gives may come from the name of the file.
        """
        first, answer = self.finding(breaches[0]), self.outcome.answer
        rows = list(dict.fromkeys(breach.row for breach in breaches))
        cells = dict.fromkeys(c for row in rows for c in self._cells(answer, row, self._cell(answer.field, row)))
        records = [self._texts.get(row or 0, {}) for row in rows]
        columns = _shared(Place(None, record.get("township"), record.get("village")) for record in records)
        whose = (self.given.ledger.kind.kind, self.given.year, columns.township, columns.village)
        return replace(
            first,
            count=len(rows),
            cells=tuple(cells),
            message=f"本列{len(rows)}行同一问题（多为整列口径或填报方式所致），如第{first.row}行：{first.message}",
            fingerprint=digest((first.code, *whose, first.field, "整列")),
            members=with_ordinals(self.fingerprint(breach) for breach in breaches),
            subject=None,
            place=_shared(map(self._place, records)),
        )

    def _responsible(self, cited: Requirement | None) -> str | None:
        """The units the clause names, with the names they bear on the day progress is judged."""
        own = (self.assignment.extra or {}).get("renamed", {})
        return shown_offices(cited.responsible, self.given.as_of, own) or None if cited else None

    def _cell(self, field: str, row: int | None) -> str | None:
        column = self.given.ledger.columns.get(field)
        return f"{column.letter}{row}" if column and column.letter and row is not None else None

    def _cells(self, answer: Rows | Frames | Texts, row: int | None, cell: str | None) -> tuple[str, ...]:
        others = (self._cell(field, row) for field in getattr(answer, "cells", ()))
        return tuple(dict.fromkeys(c for c in (cell, *others) if c))

    def _place(self, record: Mapping[str, Any]) -> Place:
        own = self.given.place
        return Place(own.county, record.get("township") or own.township, record.get("village") or own.village)

    def fingerprint(self, breach: Breach) -> str:
        """Code, business key, year, period and field: what stays when rows move."""
        answer, code = self.outcome.answer, self.outcome.group.check.code
        record = self._keys.get(breach.row) if breach.row is not None else None
        if record is None:
            county = join_division(county_of(self.given.division or ()))
            key: tuple[str, ...] = (county, breach.shown.get("subject", ""), self.given.ledger.kind.kind)
        else:
            key = business_key(self.given, record, self.assignment.key)
        period = breach.shown.get(answer.period or "", "") if isinstance(answer, Frames) else ""
        return digest((code, key, self.given.year, period, answer.field))


class _Words(dict[str, Any]):
    """What a message may name; a blank cell reads 空."""

    def __missing__(self, key: str) -> str:
        return _BLANK

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        return _BLANK if value is None else value


def subject_of(record: Mapping[str, Any]) -> str | None:
    return next((str(record[field]) for field in _SUBJECTS if record.get(field)), None)


def business_key(given: LedgerInput, record: Mapping[str, Any], key: bytes) -> tuple[str, ...]:
    """户编号 or 项目编号, else a keyed hash of the identity number, else village and householder; never the row."""
    for fields in given.ledger.kind.keys:
        if not all(record.get(field) for field in fields):
            continue
        if not any(given.ledger.kind.field_named(field).sensitive for field in fields):
            return tuple(str(record[field]) for field in fields)
        if key:
            return tuple(hmac.new(key, str(record[f]).encode(), hashlib.sha256).hexdigest() for f in fields)
    township = record.get("township") or given.place.township
    return (str(township), str(record.get("village")), str(subject_of(record)))
