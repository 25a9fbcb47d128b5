"""What problems are taken from: findings as JSON, 核查结果.xlsx after people went through it, or a 问题清单."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from checks.model import Finding
from ledgers.problems import CONFIRMED, PENDING, Problem
from policies.offices import current_names
from reports.text import cite
from values.expressions import expression
from xianjie.configuration import Configuration
from xianjie.rectification.fed_back import read_problem_list
from xianjie.rectification.named_rows import read_book
from xianjie.rectification.verdicts import (
    TRUE,
    UNTRUE,
    Judged,
    Verdicts,
    from_findings_file,
    from_workbook,
    looks_like_findings,
    missing_columns,
)

SOURCE = "台账核查"
_REGISTER_ID = expression(r"\[[A-Za-z][^\[\]]*\]")
_TO_RETURN = ("data", "document")


class ProblemSourceError(ValueError):
    """The file given is none that problems can be taken from; the message is Chinese."""


class Gathered(Struct, frozen=True):
    """What a source gives: findings to return, lines for the 整改台账, and what was left out of it."""

    returned: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    refuted: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None
    county: str = ""


def gather(source: Path, configuration: Configuration) -> Gathered:
    """Whatever the source is: findings as JSON, 核查结果.xlsx, or a 问题清单."""
    if not source.is_file():
        raise ProblemSourceError(f"找不到文件：{source}")
    if source.suffix.lower() == ".json":
        return _from_verdicts(from_findings_file(source), configuration)
    book = read_book(source)
    verdicts = from_workbook(book)
    if verdicts is not None:
        return _from_verdicts(verdicts, configuration)
    if table := looks_like_findings(book):
        raise ProblemSourceError(
            f"{source.name}：像是核查结果，但缺少列“{'、'.join(missing_columns(table))}”；请用没有删过列的核查结果.xlsx"
        )
    found = read_problem_list(source, configuration)
    if not found.problems:
        why = f"（{book.faults[0].message}）" if book.faults else ""
        raise ProblemSourceError(
            f"{source.name}：既不是核查结果（json 或 xlsx），也认不出问题清单{why}；问题清单要有“问题描述”等表头"
        )
    renamed = tuple(_renamed(problem, configuration.renamed) for problem in found.problems)
    return Gathered(problems=renamed, year=found.year, county=found.county)


def _from_verdicts(verdicts: Verdicts, configuration: Configuration) -> Gathered:
    judged = verdicts.judged
    returned = tuple(j.finding for j in judged if j.finding.nature in _TO_RETURN and j.verdict != UNTRUE)
    policy = [j for j in judged if j.finding.nature == "policy"]
    taken = [j for j in policy if j.verdict == TRUE] if verdicts.gone_through else policy
    left_out = Counter(j.verdict or "未填核实结论" for j in policy if j not in taken)
    return Gathered(
        returned,
        tuple(_renamed(_problem(j), configuration.renamed) for j in taken),
        {j.finding.fingerprint: j.remark for j in policy if j.verdict == UNTRUE},
        left_out,
        verdicts.year,
        verdicts.county,
    )


def _problem(judged: Judged) -> Problem:
    """A finding as a line. Who, by when and how far stay empty: a finding does not know them."""
    finding = judged.finding
    verdict = CONFIRMED if judged.verdict == TRUE else PENDING
    return Problem(
        source=SOURCE,
        township=finding.place.township or "",
        village=finding.place.village or "",
        subject=finding.subject or "",
        description=finding.message,
        basis=_basis(finding),
        unit=finding.responsible or "",
        measure=f"建议：{finding.suggestion}" if finding.suggestion else "",
        deadline=finding.deadline or "",
        remark=f"{verdict}；{judged.remark}" if judged.remark else verdict,
        fingerprint=finding.fingerprint,
    )


def _basis(finding: Finding) -> str:
    """The clauses, without the ids of our register: those are no part of an official paper."""
    return "；".join(_REGISTER_ID.sub("", cite(citation)) for citation in finding.requirements)


def _renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    """The names the offices bear now, at last as the configuration has them."""
    unit = current_names(problem.unit)
    for old, new in names.items():
        unit = unit.replace(old, new)
    return replace(problem, unit=unit)
