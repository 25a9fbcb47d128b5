"""What a run found becomes the result: numbered, findings set aside, compared with an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from checks.engine.inputs import Assignment
from checks.engine.numbering import number_findings
from checks.engine.results import RunResult
from checks.model import Check, Finding
from checks.result import CheckResult
from policies.transition import outlived_note, outlived_reason, transition_end
from xianjie.check_request import CheckRequest
from xianjie.inputs.input_reports import report_inputs
from xianjie.inputs.opened import Opened
from xianjie.inputs.placing import Placed
from xianjie.version import __version__


def result_of(
    request: CheckRequest,
    checks: Sequence[Check],
    assignment: Assignment,
    opened: Opened,
    placed: Placed,
    findings: Sequence[Finding],
    run: RunResult,
) -> CheckResult:
    """The result as the request wants it; `findings` are those of the run and the faults of the files."""
    register = assignment.register
    result = CheckResult(
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
    result = _with_waivers(result, request)
    return _compared(result, request) if request.against else result


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
    from xianjie.waivers import apply_waivers, load_waivers

    day = max(given.as_of.day for given in result.inputs)
    outcome = apply_waivers(result.findings, load_waivers(file), day)
    renumbered = tuple(replace(finding, number=i) for i, finding in enumerate(outcome.remaining, start=1))
    return replace(result, findings=renumbered, waived=outcome.waived, notes=result.notes + outcome.notes)


def _compared(result: CheckResult, request: CheckRequest) -> CheckResult:
    from xianjie.comparing import against

    assert request.against is not None
    return against(result, request.against)
