"""Which households have open errors in their ledgers: a plan is not built on figures known to be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checks.model import Finding
from values.expressions import expression
from values.masks import mask_text
from xianjie.plans.household_rows import Group

_ROW = expression(r"[A-Z]+(\d+)")
Place = tuple[str, str | None, int]


def open_faults(findings: Iterable[Finding], groups: Sequence[Group]) -> dict[int, list[str]]:
    """Household (its place in the sequence) → what stands in the way, in words without personal numbers."""
    owners: dict[Place, int] = {}
    for at, group in enumerate(groups):
        owners |= {(r.ledger.path, r.ledger.sheet, r.row): at for r in group.records}
    found: dict[int, list[str]] = {at: [group.conflict] for at, group in enumerate(groups) if group.conflict}
    for finding in findings:
        if finding.severity == "error":
            for at in {owners[place] for place in _places(finding) if place in owners}:
                found.setdefault(at, []).append(_reason(finding))
    return found


def _places(finding: Finding) -> list[Place]:
    """The rows of a finding; one that speaks for a whole column has them in its cells."""
    rows = {int(match[1]) for cell in finding.cells if (match := _ROW.fullmatch(cell))}
    if finding.row is not None:
        rows.add(finding.row)
    return [(finding.path, finding.sheet, row) for row in rows]


def _reason(finding: Finding) -> str:
    where = "!".join(part for part in (finding.sheet, finding.cell) if part)
    return mask_text(f"{finding.path} {where}：{finding.message}（{finding.code}）")
