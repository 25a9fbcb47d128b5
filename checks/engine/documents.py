"""Checks of official documents: no table, no engine; each finding stands at an element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from checks.annexed_files import annexed_files
from checks.engine.inputs import Assignment, DocumentInput
from checks.engine.numbering import digest
from checks.engine.rulings import Ruling, citations, rule
from checks.model import Check, DocumentBreach, Finding, NotJudged, Skipped
from policies.forms.form import load_form

_OF_ONE_FILE = frozenset({"DOC103", "DOC412"})
"""They hold the list of annexes against the file alone; where annexes are files of their own, PKG101 to PKG104 do."""


class JudgedDocuments(Struct):
    """What the checks found and left out, and the requirements they judged."""

    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    applied: set[str] = field(default_factory=set)


def judge_documents(checks: Iterable[Check], assignment: Assignment) -> JudgedDocuments:
    """Every document check over every document."""
    judged = JudgedDocuments()
    bound_apart = {given.package.path for given in assignment.packages if annexed_files(given.package)}
    for check in checks:
        for given in assignment.documents if check.form == "document" else ():
            if check.code not in _OF_ONE_FILE or given.path not in bound_apart:
                _judge(check, given, assignment, judged)
    return judged


def _judge(check: Check, given: DocumentInput, assignment: Assignment, judged: JudgedDocuments) -> None:
    ruling = rule(check, assignment, given.division, given.on)
    if not isinstance(ruling, Ruling):
        judged.skipped.extend(replace(s, path=given.path) for s in ruling)
        return
    cited = ruling.cited.id if ruling.cited else None
    if cited is not None:
        judged.applied.add(cited)
    answers = check.function(given.document, **_settings(check, ruling, given))
    assert isinstance(answers, Iterator)  # the declared form says so
    for answer in answers:
        if isinstance(answer, NotJudged):
            judged.skipped.append(Skipped(check.code, f"无法判定：{answer.reason}", given.path, None, cited))
        elif isinstance(answer, DocumentBreach):
            judged.findings.append(_finding(check, ruling, given, answer))


def _settings(check: Check, ruling: Ruling, given: DocumentInput) -> dict[str, Any]:
    settings: dict[str, Any] = dict(ruling.settings)
    if check.uses_as_of:
        settings["as_of"] = given.as_of
    if check.uses_form:
        settings["form"] = given.form or load_form()
    return settings


def _finding(check: Check, ruling: Ruling, given: DocumentInput, breach: DocumentBreach) -> Finding:
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
        fingerprint=digest((key,)),
        requirements=citations(check, ruling.cited, ()),
    )
