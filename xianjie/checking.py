"""`xianjie check` as a call: files in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from checks.catalogue import UnknownCheckError, find_check, select_checks
from checks.engine.choice import chosen_engine
from checks.engine.inputs import Assignment, DocumentInput, Engine, LedgerInput, PackageInput
from checks.engine.numbering import number_findings
from checks.engine.run import RunResult, run_checks
from checks.local import local_checks
from checks.model import Check, Finding, Package
from checks.packs import runs, switched_off
from checks.result import CheckResult
from ledgers.model import Ledger
from policies import Register, RegisterError, load_register
from policies.transition import outlived_note, outlived_reason, transition_end
from values.divisions import Division, parse_division
from xianjie.comparing import against
from xianjie.configuration import Configuration, ConfigurationError, configured_settings
from xianjie.inputs.contexts import Context, Options
from xianjie.inputs.fault_findings import fault_findings
from xianjie.inputs.input_reports import report_inputs
from xianjie.inputs.opening import Opened, open_inputs
from xianjie.inputs.packages import packages_of
from xianjie.inputs.placing import Placed, place_inputs
from xianjie.version import __version__
from xianjie.waivers import apply_waivers, load_waivers

if TYPE_CHECKING:
    from documents.model import OfficialDocument


@dataclass(frozen=True)
class CheckRequest:
    """What a user asked for. Days and division as typed; the rest by name."""

    paths: tuple[Path, ...]
    configuration: Configuration = field(default_factory=Configuration)
    division: str | None = None
    on: date | None = None
    as_of: date | None = None
    settings: tuple[str, ...] = ()
    policies: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    complete: str | None = None
    engine: Engine | Literal["auto"] = "auto"
    waivers: Path | None = None
    against: Path | None = None
    password: str | None = None


Progress = Callable[[str, int, int], None]


class NothingReadError(ValueError):
    """No file could be found or read; the message is Chinese."""


def check(request: CheckRequest, progress: Progress | None = None) -> CheckResult:
    """Read, understand, check, number, set aside, compare.

    Args:
        request: what is asked for.
        progress: told of the stage (读取, 核查), how much of it is done, and of how much.

    Raises:
        ConfigurationError, RegisterError, UnknownDivisionError, UnknownCheckError: the request is wrong.
        NothingReadError: there is no file at all.
    """
    reading = _stage(progress, "读取")
    headers = request.configuration.headers
    return check_opened(
        request, lambda: open_inputs(request.paths, request.password, headers, progress=reading), progress
    )


def _stage(progress: Progress | None, name: str) -> Callable[[int, int], None] | None:
    return None if progress is None else partial(progress, name)


def check_opened(request: CheckRequest, opening: Callable[[], Opened], progress: Progress | None = None) -> CheckResult:
    """The same for whatever `opening` gives; it is called once the request itself is known to be right."""
    configuration = request.configuration
    register = load_register((*configuration.policies, *request.policies))
    _hold_set_aside(register)
    configured = configured_settings(configuration, register, request.settings)
    chosen = select_checks(request.select, request.ignore, local_checks(register))
    checks = [each for each in chosen if runs(each, configuration.packs)]
    options = Options(_division(request.division, configuration), request.on, request.as_of)
    default = _division(configuration.division, configuration)
    opened = opening()
    if not opened.files:
        raise NothingReadError("没有找到可以核查的文件；支持 xlsx、xls、csv、docx 等，文件夹和 zip 也可以")
    placed = place_inputs(opened, options, default, configuration.places)
    assignment = Assignment(
        ledgers=tuple(_ledger_input(ledger, context) for ledger, context in placed.ledgers),
        documents=tuple(_document_input(path, document, context) for path, document, context in placed.documents),
        register=register,
        configured=configured,
        covers=request.complete or configuration.complete or "乡镇",
        engine=chosen_engine(request.engine, opened.ledgers),
        key=configuration.key,
        extra={"kind_names": opened.kind_names, "renamed": configuration.renamed},
        packages=tuple(_package_input(package, placed) for package in packages_of(opened)),
    )
    run = run_checks(checks, assignment, _stage(progress, "核查"))
    run = replace(run, skipped=run.skipped + switched_off(chosen, configuration.packs))
    faults = fault_findings(opened.faults, assignment.ledgers, configuration.key)
    result = _result(checks, assignment, opened, placed, [*faults, *run.findings], run)
    result = _with_waivers(result, request)
    return against(result, request.against) if request.against else result


def _hold_set_aside(register: Register) -> None:
    """The checks a document sets aside have to be there."""
    for requirement in register.requirements.values():
        for code in requirement.sets_aside:
            try:
                find_check(code)
            except UnknownCheckError as error:
                raise RegisterError(f"{requirement.policy.id} {requirement.id}:sets_aside:{error}") from error


def _division(path: str | None, configuration: Configuration) -> Division | None:
    return parse_division(path, registered=configuration.places) if path else None


def _ledger_input(ledger: Ledger, context: Context) -> LedgerInput:
    return LedgerInput(ledger, context.division, context.on.day, context.as_of.day, context.year, context.place)


def _package_input(package: Package, placed: Placed) -> PackageInput:
    """A package is judged where and when its notice is."""
    context = next(context for path, _, context in placed.documents if path == package.path)
    return PackageInput(package, context.division, context.on.day, context.as_of.day)


def _document_input(path: str, document: OfficialDocument, context: Context) -> DocumentInput:
    return DocumentInput(document, path, context.division, context.on.day, context.as_of.day)


def _result(
    checks: Sequence[Check],
    assignment: Assignment,
    opened: Opened,
    placed: Placed,
    findings: Sequence[Finding],
    run: RunResult,
) -> CheckResult:
    register = assignment.register
    return CheckResult(
        version=__version__,
        register=f"{len(register.policies)}份文件、{len(register.requirements)}条要求",
        checks_run=tuple(check.code for check in checks),
        inputs=report_inputs(opened, placed),
        findings=tuple(number_findings(findings)),
        waived=(),
        skipped=run.skipped,
        applied=run.applied,
        not_applicable=run.not_applicable,
        not_judged_requirements=run.not_judged,
        notes=opened.notes + _outlived(run, assignment),
    )


def _outlived(run: RunResult, assignment: Assignment) -> tuple[str, ...]:
    """Said once: what held here in the transition period, and is to be held against new policy."""
    end = transition_end(assignment.configured)
    ids = {skip.requirement for skip in run.skipped if skip.reason == outlived_reason(end)}
    over = [requirement for id_, requirement in assignment.register.requirements.items() if id_ in ids]
    return (outlived_note(over, end),) if over else ()


def _with_waivers(result: CheckResult, request: CheckRequest) -> CheckResult:
    """A waiver holds up to its day, by the latest day progress is judged in this run."""
    file = request.waivers or request.configuration.waivers
    if file is None:
        return result
    day = max(given.as_of.day for given in result.inputs)
    outcome = apply_waivers(result.findings, load_waivers(file), day)
    renumbered = tuple(replace(finding, number=i) for i, finding in enumerate(outcome.remaining, start=1))
    return replace(result, findings=renumbered, waived=outcome.waived, notes=result.notes + outcome.notes)


__all__ = ["CheckRequest", "ConfigurationError", "NothingReadError", "check"]
