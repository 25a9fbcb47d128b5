"""Every household of the ledgers given, with its plan and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from checks.result import CheckResult
from drafting.household_plan import Household, plan_context, suggestion_for
from policies import Register, load_register
from values.divisions import parse_division
from values.file_names import safe_name
from values.masks import mask_text
from xianjie.checking import CheckRequest, check
from xianjie.configuration import Configuration
from xianjie.inputs.contexts import Options
from xianjie.inputs.opening import open_inputs
from xianjie.inputs.placing import place_inputs
from xianjie.plans.household_rows import Group, read_groups
from xianjie.plans.households import household_of
from xianjie.plans.open_faults import open_faults
from xianjie.plans.plan_files import PlanFile
from xianjie.plans.plan_manifest import household_key


class PlansError(ValueError):
    """Plans cannot be made of what was given; the message is Chinese."""


class PlansRequest(Struct, frozen=True):
    """What a user asked for. `everyone`: also households with open faults."""

    paths: tuple[Path, ...]
    folder: Path
    configuration: Configuration = field(default_factory=Configuration)
    division: str | None = None
    on: date | None = None
    as_of: date | None = None
    settings: tuple[str, ...] = ()
    policies: tuple[Path, ...] = ()
    zip_file: Path | None = None
    joined: Path | None = None
    template: Path | None = None
    everyone: bool = False
    jobs: int = 1
    resume: bool = False


class Case(Struct, frozen=True):
    """A household with its plan; `reasons` are the open faults of its rows."""

    household: Household
    plan: PlanFile
    reasons: tuple[str, ...]
    left_out: bool


def read_cases(request: PlansRequest) -> tuple[list[Case], tuple[str, ...]]:
    """Every household, in the order of the ledgers, with its plan and what stands in its way."""
    configuration = request.configuration
    result = check(_check_request(request))
    opened = open_inputs(request.paths, None, configuration.headers)
    division = parse_division(request.division, registered=configuration.places) if request.division else None
    default = parse_division(configuration.division, registered=configuration.places) if configuration.division else None
    placed = place_inputs(opened, Options(division, request.on, request.as_of), default, configuration.places)
    groups = read_groups(placed.ledgers)
    if not groups:
        raise PlansError("没有认出农户：请给出脱贫户收入台账或监测对象台账（可用 xianjie ledgers inspect 查看文件是怎样被认出来的）")
    faults = open_faults(result.findings, groups)
    register = load_register((*configuration.policies, *request.policies))
    names = _Names()
    cases = [_case(group, faults.get(at, []), register, names, request) for at, group in enumerate(groups)]
    return cases, _file_notes(result)


def _check_request(request: PlansRequest) -> CheckRequest:
    return CheckRequest(
        paths=request.paths,
        configuration=request.configuration,
        division=request.division,
        on=request.on,
        as_of=request.as_of,
        settings=request.settings,
        policies=request.policies,
    )


def _file_notes(result: CheckResult) -> tuple[str, ...]:
    """Errors of whole files: no household can be blamed for them."""
    return tuple(f"{f.path}：{f.message}" for f in result.findings if f.severity == "error" and f.row is None and not f.cells)


class _Names:
    """File names below the folder, a folder a village; two of the same name are told apart."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def name(self, household: Household) -> str:
        own = "-".join(part for part in (household.householder, mask_text(household.household_id)) if part)
        parts = (safe_name(household.township, "未注明乡镇"), safe_name(household.village, "未注明村"), safe_name(own, "未注明户主"))
        path = "/".join(parts)
        again = self._taken.get(path.lower(), 0) + 1
        self._taken[path.lower()] = again
        return f"{path}-{again}.docx" if again > 1 else f"{path}.docx"


def _case(group: Group, reasons: Sequence[str], register: Register, names: _Names, request: PlansRequest) -> Case:
    household = household_of(group)
    context = group.context
    suggestion = suggestion_for(register, context.division, context.on.day, household.labour_class)
    key = household_key(household, request.configuration.key)
    plan = PlanFile(names.name(household), plan_context(household, suggestion), key)
    return Case(household, plan, tuple(reasons), bool(reasons) and not request.everyone)
