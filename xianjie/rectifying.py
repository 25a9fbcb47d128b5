"""`xianjie rectify` as a call: problems in; lists to correct, 整改台账 and notices out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from checks.model import Finding
from drafting.rectification import LEDGER, NOTICE, ledger_context, ledger_title, notice_context
from ledgers.problems import CONFIRMED, PENDING, WHOLE_COUNTY, Problem, refuted, united
from reports.rectification_workbook import render_rectification
from reports.return_list import render_return_list
from reports.text import cite
from values.file_names import safe_name
from xianjie.configuration import Configuration
from xianjie.contexts import today
from xianjie.fed_back import read_problem_list
from xianjie.kept_problems import PREFIX, Kept, read_kept
from xianjie.named_rows import read_book
from xianjie.replacing import write_all
from xianjie.verdicts import TRUE, UNTRUE, Judged, Verdicts, from_findings_file, from_workbook, looks_like_findings, missing_columns
from xianjie.verdicts import PENDING as TO_VERIFY

SOURCE = "台账核查"
NO_TOWNSHIP = "未注明乡镇"
_TO_RETURN = ("data", "document")
T = TypeVar("T")


class ProblemSourceError(ValueError):
    """The file given is none that problems can be taken from; the message is Chinese."""


@dataclass(frozen=True)
class RectifyRequest:
    """What a user asked for."""

    source: Path
    folder: Path
    configuration: Configuration = field(default_factory=Configuration)
    year: int | None = None


@dataclass(frozen=True)
class Gathered:
    """What a source gives: findings to return, lines for the 整改台账, and what was left out of it."""

    returned: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    refuted: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None
    county: str = ""


@dataclass(frozen=True)
class Rectified:
    """What was written, and what a person should know of it."""

    files: tuple[str, ...]
    returned: int
    problems: int
    new: int
    year: int
    left_out: Mapping[str, int]
    put_aside: tuple[str, ...]
    notes: tuple[str, ...]


def rectify(request: RectifyRequest) -> Rectified:
    """Read the source and the 整改台账 that stands, carry it on, write everything at the end.

    Raises:
        ProblemSourceError, FindingsFileError, VerdictError: the source cannot be used.
        KeptLedgerError: a 整改台账 in the folder cannot be read back.
    """
    gathered = gather(request.source, request.configuration)
    kept = read_kept(request.folder) if request.folder.is_dir() else Kept()
    year = request.year or gathered.year or today().year
    lines, new = united(kept.problems, gathered.problems, year)
    lines = refuted(lines, dict(gathered.refuted))
    files = {**_return_lists(gathered.returned), **_ledgers(lines, gathered.county)}
    aside = write_all(request.folder, files)
    return Rectified(
        tuple(files), len(gathered.returned), len(lines), new, year, gathered.left_out, tuple(aside), kept.notes
    )


def gather(source: Path, configuration: Configuration) -> Gathered:
    """Whatever the source is: findings as JSON, 核查结果.xlsx, or a 问题清单."""
    if not source.is_file():
        raise ProblemSourceError(f"找不到文件:{source}")
    if source.suffix.lower() == ".json":
        return _from_verdicts(from_findings_file(source), configuration)
    book = read_book(source)
    verdicts = from_workbook(book)
    if verdicts is not None:
        return _from_verdicts(verdicts, configuration)
    if table := looks_like_findings(book):
        raise ProblemSourceError(
            f"{source.name}:像是核查结果,但缺少列“{'、'.join(missing_columns(table))}”;请用没有删过列的核查结果.xlsx"
        )
    problems = read_problem_list(source, configuration)
    if not problems:
        why = f"({book.faults[0].message})" if book.faults else ""
        raise ProblemSourceError(
            f"{source.name}:既不是核查结果(json 或 xlsx),也认不出问题清单{why};问题清单要有“问题描述”等表头"
        )
    return Gathered(problems=tuple(_renamed(problem, configuration.renamed) for problem in problems))


def _from_verdicts(verdicts: Verdicts, configuration: Configuration) -> Gathered:
    judged = verdicts.judged
    returned = tuple(j.finding for j in judged if j.finding.nature in _TO_RETURN and j.verdict != UNTRUE)
    policy = [j for j in judged if j.finding.nature == "policy"]
    all_open = {j.verdict for j in judged} == {TO_VERIFY}
    taken = policy if all_open else [j for j in policy if j.verdict == TRUE]
    left_out = Counter(j.verdict or "未填核实结论" for j in policy if j not in taken)
    return Gathered(
        returned,
        tuple(_renamed(_problem(j), configuration.renamed) for j in taken),
        {j.finding.fingerprint: j.remark for j in policy if j.verdict == UNTRUE},
        left_out,
        verdicts.year,
        next((j.finding.place.county for j in judged if j.finding.place.county), ""),
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
        basis=";".join(cite(citation) for citation in finding.requirements),
        unit=finding.responsible or "",
        measure=f"建议:{finding.suggestion}" if finding.suggestion else "",
        deadline=finding.deadline or "",
        remark=f"{verdict};{judged.remark}" if judged.remark else verdict,
        fingerprint=finding.fingerprint,
    )


def _renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    """单位更名, as the configuration has it."""
    unit = problem.unit
    for old, new in names.items():
        unit = unit.replace(old, new)
    return replace(problem, unit=unit)


def _return_lists(findings: Sequence[Finding]) -> dict[str, bytes]:
    groups = _by_place((finding.place.township or "", finding) for finding in findings)
    return {
        f"退回修改清单-{safe_name(township, NO_TOWNSHIP)}.xlsx": render_return_list(
            f"{township or NO_TOWNSHIP}退回修改清单", found
        )
        for township, found in groups.items()
    }


def _by_place(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for place, item in pairs:
        groups.setdefault(place, []).append(item)
    return groups


def _ledgers(lines: Sequence[Problem], county: str) -> dict[str, bytes]:
    """A set a township and one for the county; nothing where there is no problem."""
    groups = _by_place((line.township, line) for line in lines if line.township)
    files: dict[str, bytes] = {}
    for township, own in groups.items():
        files |= _set(county, township, own)
    return files | (_set(county, "", lines) if lines else {})


def _set(county: str, township: str, lines: Sequence[Problem]) -> dict[str, bytes]:
    from templates import load_template

    name, title = safe_name(township, WHOLE_COUNTY), ledger_title(county, township)
    files = {
        f"{PREFIX}{name}.xlsx": render_rectification(title, lines),
        f"{PREFIX}{name}.docx": load_template(LEDGER).render(ledger_context(title, lines)),
    }
    if still_open := [line for line in lines if line.open]:
        context = notice_context(township, still_open, title)
        files[f"{NOTICE}-{name}.docx"] = load_template(NOTICE).render(context)
    return files
