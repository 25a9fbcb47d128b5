"""The one run loop: every check over every input it can judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from checks.engine.failing_rows import with_failing_rows
from checks.engine.findings import citations, findings_of, number_findings, unknowns_of
from checks.engine.frames import Frames
from checks.engine.groups import Group, Ruling, group, rule
from checks.engine.inputs import Assignment, DocumentInput
from checks.engine.packages import judge_package
from checks.engine.passes import Progress, run_groups
from checks.model import Check, DocumentBreach, Finding, NotJudged, Skipped
from policies.forms.form import load_form


@dataclass(frozen=True)
class RunResult:
    """Findings in order but not yet numbered together with file faults; what was skipped; which requirements were met.

    `applied` are requirements judged at least once, `not_applicable` not in force there and then, `not_judged` in force
    but not judged.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    applied: frozenset[str]
    not_applicable: frozenset[str]
    not_judged: frozenset[str]


def run_checks(checks: Iterable[Check], assignment: Assignment, progress: Progress | None = None) -> RunResult:
    """Run the checks and say what they found and what could not be judged; `progress` is told how many are done."""
    checks = list(checks)
    answers = [answer for check in checks if check.form not in {"document", "package"} for answer in group(check, assignment)]
    groups = [answer for answer in answers if isinstance(answer, Group)]
    skipped = [answer for answer in answers if isinstance(answer, Skipped)]
    findings: list[Finding] = []
    applied = {g.ruling.cited.id for g in groups if g.ruling.cited is not None}
    outcomes = run_groups(groups, Frames(assignment), progress)
    known = with_failing_rows(assignment, outcomes)
    for outcome in outcomes:
        findings.extend(findings_of(outcome, known))
        skipped.extend(unknowns_of(outcome, known))
    for check in checks:
        if check.form == "document":
            for given in assignment.documents:
                _judge_document(check, given, assignment, findings, skipped, applied)
        if check.form == "package":
            for package in assignment.packages:
                judged = judge_package(check, package, assignment)
                findings.extend(judged.findings)
                skipped.extend(judged.skipped)
    ran = {g.check.code for g in groups}
    out = {s.requirement for s in skipped if s.not_applicable and s.requirement} - applied
    missed = {s.requirement for s in skipped if not s.not_applicable and s.requirement} - applied
    return RunResult(
        tuple(findings), tuple(_once(skipped, ran)), frozenset(applied), frozenset(out - missed), frozenset(missed)
    )


def _judge_document(
    check: Check,
    given: DocumentInput,
    assignment: Assignment,
    findings: list[Finding],
    skipped: list[Skipped],
    applied: set[str],
) -> None:
    ruling = rule(check, assignment, given.division, given.on)
    if not isinstance(ruling, Ruling):
        skipped.extend(replace(s, path=given.path) for s in ruling)
        return
    if ruling.cited is not None:
        applied.add(ruling.cited.id)
    settings: dict[str, Any] = dict(ruling.settings)
    if check.uses_as_of:
        settings["as_of"] = given.as_of
    if check.uses_form:
        settings["form"] = given.form or load_form()
    answers = check.function(given.document, **settings)
    assert isinstance(answers, Iterator)  # the declared form says so
    for answer in answers:
        if isinstance(answer, NotJudged):
            cited = ruling.cited.id if ruling.cited else None
            skipped.append(Skipped(check.code, f"无法判定：{answer.reason}", given.path, None, cited))
        elif isinstance(answer, DocumentBreach):
            findings.append(_document_finding(check, ruling, given, answer))


def _document_finding(check: Check, ruling: Ruling, given: DocumentInput, breach: DocumentBreach) -> Finding:
    key = "\x1f".join((check.code, breach.element, breach.observed or ""))
    return Finding(
        code=check.code,
        nature="document",
        severity=check.severity,
        strength=ruling.cited.strength if ruling.cited else check.strength,
        message=breach.message,
        path=given.path,
        row=breach.row,
        page=breach.page,
        paragraph=breach.paragraph,
        element=breach.element,
        observed=breach.observed,
        expected=breach.expected,
        suggestion=breach.suggestion,
        fingerprint=sha256(key.encode()).hexdigest()[:20],
        requirements=citations(check, ruling.cited, ()),
    )


def _once(skipped: Iterable[Skipped], ran: Collection[str]) -> Iterator[Skipped]:
    """What is not in force is said once for each requirement and run, not for each file.

    Where the check did run on other inputs it left nothing unjudged there.
    """
    seen: set[tuple[str, str | None]] = set()
    for skip in skipped:
        if not skip.not_applicable:
            yield skip
        elif (key := (skip.code, skip.requirement)) not in seen:
            seen.add(key)
            yield replace(skip, path=None, sheet=None, fingerprints=() if skip.code in ran else None)


__all__ = ["RunResult", "number_findings", "run_checks"]
