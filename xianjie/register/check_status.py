"""What the last check says of a requirement: problems found, none found, not judged and why, or a person's task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from checks.catalogue import all_checks
from checks.declare import ANY_LEDGER, kind_of
from checks.model import Check, Finding
from ledgers.catalogue import ledger_kinds
from policies.model import Requirement
from xianjie.comparing import FindingsFile

BY_HAND = "须人工核实"
NOT_RUN = "尚未核查"
NOTHING_FOUND = "未发现问题"
_ROWS = "行无法判定"


class LastCheck(Struct, frozen=True):
    """A findings file, laid out by code. `placed` says that every requirement asked about holds where it was run."""

    findings: Mapping[str, tuple[Finding, ...]]
    skipped: Mapping[str, tuple[Mapping[str, Any], ...]]
    run: frozenset[str]
    files: Mapping[str, int]  # how many sheets of each kind were read
    placed: bool


def last_check(file: FindingsFile, *, placed: bool) -> LastCheck:
    sheets = [sheet["kind"] for given in file.data["inputs"] for sheet in given["sheets"]]
    return LastCheck(
        _by_code((finding.code, finding) for finding in file.findings),
        _by_code((skip["code"], skip) for skip in file.data["skipped"]),
        frozenset(file.data["checks_run"]),
        {kind: sheets.count(kind) for kind in sheets},
        placed,
    )


def _by_code(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for code, entry in pairs:
        found.setdefault(code, []).append(entry)
    return {code: tuple(entries) for code, entries in found.items()}


def status_of(
    requirement: Requirement, codes: Iterable[str], last: LastCheck | None, own: Iterable[Check] = ()
) -> str:
    """One line for the list; `own` are the checks the county states itself."""
    checks = [check for check in (*all_checks(), *own) if check.code in set(codes)]
    if not checks:
        return BY_HAND
    if last is None:
        return NOT_RUN
    found = sum(finding.count for check in checks for finding in _found(requirement, check.code, last))
    gaps = list(dict.fromkeys(gap for check in checks if (gap := _gap(requirement, check, last))))
    if found:
        return "；".join([f"有问题{found}个", *(f"另有未判定（{gap}）" for gap in gaps)])
    if not gaps:
        return NOTHING_FOUND
    judged = any(not _gap(requirement, check, last) for check in checks) or all(_ROWS in gap for gap in gaps)
    return f"{NOTHING_FOUND if judged else '未判定'}（{'；'.join(gaps)}）"


def _found(requirement: Requirement, code: str, last: LastCheck) -> list[Finding]:
    """The findings that speak of this requirement: those that cite it, or, in its own place, all of its check."""
    own = _ids(requirement)
    found = last.findings.get(code, ())
    return [f for f in found if last.placed or own & {citation.id for citation in f.requirements}]


def _ids(requirement: Requirement) -> set[str | None]:
    return {wanted for wanted in (requirement.id, requirement.judged_as, requirement.same_as) if wanted}


def _gap(requirement: Requirement, check: Check, last: LastCheck) -> str:
    """Why the check says nothing, or not everything; empty when it judged all it was given."""
    if check.code not in last.run:
        return "本次没有做这项核查"
    if missing := _missing_kinds(check, last):
        return f"没有提交{'、'.join(missing)}"
    own = _ids(requirement) | {None}
    reasons = [s["reason"] for s in last.skipped.get(check.code, ()) if s["requirement"] in own]
    return "；".join(dict.fromkeys(reasons))


def _missing_kinds(check: Check, last: LastCheck) -> list[str]:
    kinds = ledger_kinds()
    wanted = dict.fromkeys(kind_of(name) for name in check.ledgers if name != ANY_LEDGER)
    return [kinds[kind].name for kind in wanted if not last.files.get(kind)]
