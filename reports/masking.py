"""Masking is the last step of every report: names stay, numbers of persons go."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from checks.model import Finding, Waived
from checks.result import CheckResult
from values.masks import mask_number, mask_text

PERSONAL_FIELDS = frozenset({
    "householder_identity", "person_identity", "phone", "account", "keeper_phone", "student_identity",
})  # fmt: skip


def masked(result: CheckResult, *, reveal: bool = False) -> CheckResult:
    """The result as it may leave the machine; unchanged with `reveal`."""
    if reveal:
        return result
    return replace(
        result,
        findings=mask_findings(result.findings),
        waived=tuple(Waived(mask_finding(w.finding), w.waiver) for w in result.waived),
        rectified=mask_findings(result.rectified),
        not_judged=mask_findings(result.not_judged),
        inputs=tuple(
            replace(
                given,
                sheets=tuple(
                    replace(s, left_out_rows=tuple((row, mask_text(why)) for row, why in s.left_out_rows))
                    for s in given.sheets
                ),
            )
            for given in result.inputs
        ),
    )


def mask_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(mask_finding(finding) for finding in findings)


def mask_finding(finding: Finding) -> Finding:
    """Mask the observed value by its field, and every number of a person in the texts."""
    observed, message = finding.observed, finding.message
    if observed and is_personal(finding.field):
        hidden = mask_number(observed)
        message = message.replace(observed, hidden)
        observed = hidden
    return replace(
        finding,
        observed=_mask(observed),
        message=mask_text(message),
        expected=_mask(finding.expected),
        suggestion=_mask(finding.suggestion),
        subject=_mask(finding.subject),
    )


def is_personal(field: str | None) -> bool:
    return field is not None and (
        field in PERSONAL_FIELDS or field.endswith(("_identity", "_phone", "_account")) or field == "identity"
    )


def _mask(text: str | None) -> str | None:
    return None if text is None else mask_text(text)
