"""Checks of a notice with all that goes out with it: each finding stands in one file and names its place in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from checks.engine.inputs import Assignment, PackageInput
from checks.engine.numbering import digest
from checks.engine.rulings import Ruling, citations, rule
from checks.model import Check, Finding, NotJudged, PackageBreach, Skipped


class Judged(Struct, frozen=True):
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def judge_packages(checks: Iterable[Check], assignment: Assignment) -> Judged:
    """Every package check over every package."""
    judging = [check for check in checks if check.form == "package"]
    judged = [_judge(check, package, assignment) for check in judging for package in assignment.packages]
    return Judged(
        tuple(finding for each in judged for finding in each.findings),
        tuple(skip for each in judged for skip in each.skipped),
    )


def _judge(check: Check, given: PackageInput, assignment: Assignment) -> Judged:
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
    file = PurePosixPath(answer.path).name  # the same file in a folder and in a zip
    parts = (check.code, file, breach.element, answer.field, answer.subject, breach.observed)
    key = "\x1f".join(part or "" for part in parts)
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
        subject=answer.subject,
        observed=breach.observed,
        expected=breach.expected,
        suggestion=breach.suggestion,
        fingerprint=digest((key,)),
        requirements=citations(check, ruling.cited, ()),
    )
