"""The one run loop: every check over every input it can judge."""

from __future__ import annotations

from collections.abc import Iterable

from checks.engine.documents import judge_documents
from checks.engine.failing_rows import with_failing_rows
from checks.engine.findings import findings_of, unknowns_of
from checks.engine.frames import Frames
from checks.engine.groups import Group, group
from checks.engine.inputs import Assignment
from checks.engine.numbering import number_findings
from checks.engine.packages import judge_packages
from checks.engine.passes import Progress, run_groups
from checks.engine.results import RunResult
from checks.model import Check, Finding, Skipped

_OF_DOCUMENTS = frozenset({"document", "package"})


def run_checks(checks: Iterable[Check], assignment: Assignment, progress: Progress | None = None) -> RunResult:
    """Run the checks and say what they found and what could not be judged; `progress` is told how many are done."""
    checks = list(checks)
    answers = [answer for check in checks if check.form not in _OF_DOCUMENTS for answer in group(check, assignment)]
    groups = [answer for answer in answers if isinstance(answer, Group)]
    skipped = [answer for answer in answers if isinstance(answer, Skipped)]
    findings: list[Finding] = []
    applied = {g.ruling.cited.id for g in groups if g.ruling.cited is not None}
    outcomes = run_groups(groups, Frames(assignment), progress)
    known = with_failing_rows(assignment, outcomes)
    for outcome in outcomes:
        findings.extend(findings_of(outcome, known))
        skipped.extend(unknowns_of(outcome, known))
    documents, packages = judge_documents(checks, assignment), judge_packages(checks, assignment)
    return RunResult.of(
        [*findings, *documents.findings, *packages.findings],
        [*skipped, *documents.skipped, *packages.skipped],
        applied | documents.applied,
        {g.check.code for g in groups},
    )


__all__ = ["RunResult", "number_findings", "run_checks"]
