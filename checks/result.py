"""The result of checking: what was read, what was found, what could not be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from checks.model import SEVERITIES, Finding, Place, Severity, Skipped, Waived


class DayFrom(Struct, frozen=True):
    """A day and where it came from (参数, 标题, 填报日期, 今天 …)."""

    day: date
    source: str


class ColumnReport(Struct, frozen=True):
    letter: str
    header: str


class SheetReport(Struct, frozen=True):
    """How one table was understood."""

    sheet: str | None
    kind: str
    header_rows: tuple[int, ...]
    data_rows: int
    columns: Mapping[str, ColumnReport]
    unrecognised: tuple[str, ...]
    left_out_rows: tuple[tuple[int, str], ...]


class InputReport(Struct, frozen=True):
    """How one file was understood. `kind` is null when nothing in it was."""

    path: str
    kind: str | None
    title: str | None
    division: str | None
    on: DayFrom
    as_of: DayFrom
    place: Place
    sheets: tuple[SheetReport, ...] = ()


class CheckResult(Struct, frozen=True):
    """All that `xianjie check` knows at its end."""

    version: str
    register: str
    checks_run: tuple[str, ...]
    inputs: tuple[InputReport, ...]
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    skipped: tuple[Skipped, ...]
    applied: frozenset[str]
    not_applicable: frozenset[str]
    not_judged_requirements: frozenset[str]
    rectified: tuple[Finding, ...] = ()
    not_judged: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(sheet.data_rows for given in self.inputs for sheet in given.sheets)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)

    def worst_at_least(self, severity: Severity) -> bool:
        """Is any finding at or above that severity?"""
        bar = SEVERITIES.index(severity)
        return any(SEVERITIES.index(finding.severity) <= bar for finding in self.findings)

    @property
    def judged_anything(self) -> bool:
        return bool(self.rows) or any(given.kind == "official_document" for given in self.inputs)


def counted(names: Iterable[str | None]) -> dict[str, int]:
    """How often each name occurs, the most frequent first."""
    return dict(Counter(name for name in names if name).most_common())
