"""Checks of a notice with all that goes out with it: each finding stands in one file and names its place in the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from checks.engine.findings import citations
from checks.engine.groups import Ruling, rule
from checks.engine.inputs import Assignment, PackageInput
from checks.model import Check, Finding, NotJudged, PackageBreach, Skipped


@dataclass(frozen=True)
class Judged:
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def judge_package(check: Check, given: PackageInput, assignment: Assignment) -> Judged:
    """One check over one package."""
    ruling = rule(check, assignment, given.division, given.on)
    if not isinstance(ruling, Ruling):
        return Judged(skipped=tuple(ruling))
    answers = check.function(given.package)
    assert isinstance(answers, Iterator)  # the declared form says so
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for answer in answers:
        if isinstance(answer, NotJudged):
            skipped.append(Skipped(check.code, f"无法判定：{answer.reason}", given.package.path))
        elif isinstance(answer, PackageBreach):
            findings.append(_finding(check, ruling, answer))
    return Judged(tuple(findings), tuple(skipped))


def _finding(check: Check, ruling: Ruling, answer: PackageBreach) -> Finding:
    breach = answer.breach
    key = "\x1f".join((check.code, answer.path, breach.element, breach.observed or ""))
    return Finding(
        code=check.code,
        nature="document",
        severity=check.severity,
        strength=check.strength,
        message=f"{breach.message}（另见 {answer.other}）",
        path=answer.path,
        sheet=answer.sheet,
        cell=answer.cell,
        cells=(answer.cell,) if answer.cell else (),
        field=answer.field,
        row=breach.row,
        page=breach.page,
        paragraph=breach.paragraph,
        element=breach.element if answer.cell is None else None,
        observed=breach.observed,
        expected=breach.expected,
        suggestion=breach.suggestion,
        fingerprint=sha256(key.encode()).hexdigest()[:20],
        requirements=citations(check, ruling.cited, ()),
    )
