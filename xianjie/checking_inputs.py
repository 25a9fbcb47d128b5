"""`xianjie check` of whatever is given: ledgers, documents, and what goes out together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checks.catalogue import UnknownCheckError, find_check, select_checks
from checks.engine.choice import chosen_engine
from checks.engine.inputs import Assignment, LedgerInput, PackageInput
from checks.engine.run import run_checks
from checks.local import local_checks
from checks.model import Package
from checks.packs import runs, switched_off
from checks.result import CheckResult
from ledgers.model import Ledger
from ledgers.readers import SourceFile
from policies import Register, RegisterError, load_register
from xianjie.check_request import CheckRequest, NothingReadError, Progress, stage
from xianjie.check_results import result_of
from xianjie.checking_documents import document_inputs, options_of
from xianjie.configuration import configured_settings
from xianjie.inputs.contexts import Context
from xianjie.inputs.fault_findings import fault_findings
from xianjie.inputs.opened import Opened
from xianjie.inputs.opening import open_inputs
from xianjie.inputs.packages import packages_of
from xianjie.inputs.placing import Placed, place_inputs

if TYPE_CHECKING:
    from xianjie.inputs.official_documents import TextFile


def check_inputs(
    request: CheckRequest, known: Mapping[SourceFile, TextFile | None], progress: Progress | None = None
) -> CheckResult:
    """Read, understand, check, number, set aside, compare; `known` are the files already opened as texts."""

    def opening() -> Opened:
        reading, headers = stage(progress, "读取"), request.configuration.headers
        return open_inputs(request.paths, request.password, headers, progress=reading, known=known)

    return check_opened(request, opening, progress)


def check_opened(request: CheckRequest, opening: Callable[[], Opened], progress: Progress | None = None) -> CheckResult:
    """The same for whatever `opening` gives; it is called once the request itself is known to be right."""
    configuration = request.configuration
    register = load_register((*configuration.policies, *request.policies))
    _hold_set_aside(register)
    configured = configured_settings(configuration, register, request.settings)
    chosen = select_checks(request.select, request.ignore, local_checks(register))
    checks = [each for each in chosen if runs(each, configuration.packs)]
    options, default = options_of(request)
    opened = opening()
    if not opened.files:
        raise NothingReadError("没有找到可以核查的文件；支持 xlsx、xls、csv、docx 等，文件夹和 zip 也可以")
    placed = place_inputs(opened, options, default, configuration.places)
    assignment = Assignment(
        ledgers=tuple(_ledger_input(ledger, context) for ledger, context in placed.ledgers),
        documents=document_inputs(placed, configuration),
        register=register,
        configured=configured,
        covers=request.complete or configuration.complete or "乡镇",
        engine=chosen_engine(request.engine, opened.ledgers),
        key=configuration.key,
        extra={"kind_names": opened.kind_names, "renamed": configuration.renamed},
        packages=tuple(_package_input(package, placed) for package in packages_of(opened)),
    )
    run = run_checks(checks, assignment, stage(progress, "核查"))
    if opened.ledgers:  # whoever hands in a notice alone is not told what ledgers could be checked for
        run = replace(run, skipped=run.skipped + switched_off(chosen, configuration.packs))
    faults = fault_findings(opened.faults, assignment.ledgers, configuration.key)
    return result_of(request, checks, assignment, opened, placed, [*faults, *run.findings], run)


def _hold_set_aside(register: Register) -> None:
    """The checks a document sets aside have to be there."""
    for requirement in register.requirements.values():
        for code in requirement.sets_aside:
            try:
                find_check(code)
            except UnknownCheckError as error:
                raise RegisterError(f"{requirement.policy.id} {requirement.id}:sets_aside:{error}") from error


def _ledger_input(ledger: Ledger, context: Context) -> LedgerInput:
    return LedgerInput(ledger, context.division, context.on.day, context.as_of.day, context.year, context.place)


def _package_input(package: Package, placed: Placed) -> PackageInput:
    """A package is judged where and when its notice is."""
    context = next(context for path, _, context in placed.documents if path == package.path)
    return PackageInput(package, context.division, context.on.day, context.as_of.day)
