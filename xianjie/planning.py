"""`xianjie plans` as a call: household ledgers in; a plan a household, an index and a manifest out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from checks.result import CheckResult
from drafting.household_plan import TEMPLATE, Household, plan_context, suggestion_for
from policies import Register, load_register
from reports.plans_index import IndexLine, render_index
from values.divisions import parse_division
from values.file_names import safe_name
from values.files import write_beside
from values.masks import mask_text
from xianjie.checking import CheckRequest, check
from xianjie.configuration import Configuration
from xianjie.contexts import Options
from xianjie.households import Group, household_of, read_groups
from xianjie.open_faults import open_faults
from xianjie.opening import open_inputs
from xianjie.placing import place_inputs
from xianjie.plan_files import (
    Entry,
    PlanFile,
    Progress,
    Standing,
    compiled,
    digest_of,
    standing,
    template_file,
    write_plans,
)
from xianjie.plan_manifest import household_key, inputs_of, read_entries, write_manifest
from xianjie.replacing import written_beside

INDEX = "索引.xlsx"
_TITLE = "一户一策帮扶计划索引"


class PlansError(ValueError):
    """Plans cannot be made of what was given; the message is Chinese."""


@dataclass(frozen=True)
class PlansRequest:
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


@dataclass(frozen=True)
class Planned:
    """What became of the households."""

    written: int
    unchanged: int
    edited: tuple[str, ...]
    left_out: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Case:
    """A household with its plan; `reasons` are the open faults of its rows."""

    household: Household
    plan: PlanFile
    reasons: tuple[str, ...]
    left_out: bool


def make_plans(request: PlansRequest, progress: Progress | None = None) -> Planned:
    """Check the ledgers, bring the households together, write what is new.

    Raises:
        PlansError: no household in what was given.
        TemplateError: the template is wrong; all its faults at once, before anything is written.
        ManifestError: the folder has a manifest of something else.
    """
    template = template_file(TEMPLATE, request.template)
    compiled(template, TEMPLATE)
    entries = read_entries(request.folder)
    cases, notes = _cases(request)
    plans = [case.plan for case in cases if not case.left_out]
    there = standing(plans, request.folder, entries, digest_of(template))
    head = _head(request, template)
    outcome = _write(request, plans, there, template, head, [_entry(case) for case in cases if case.left_out], progress)
    write_beside(request.folder / INDEX, render_index(_TITLE, [_line(case, outcome.edited) for case in cases]))
    _bundles(request, template, plans)
    gone = sorted(set(entries) - {plan.name for plan in plans})
    if gone:
        notes = (*notes, f"以前生成的{len(gone)}份计划这次没有对应的户，没有改动，如 {gone[0]}")
    return Planned(outcome.written, outcome.unchanged, outcome.edited, sum(case.left_out for case in cases), notes)


def _cases(request: PlansRequest) -> tuple[list[_Case], tuple[str, ...]]:
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


def _case(group: Group, reasons: Sequence[str], register: Register, names: _Names, request: PlansRequest) -> _Case:
    household = household_of(group)
    context = group.context
    suggestion = suggestion_for(register, context.division, context.on.day, household.labour_class)
    key = household_key(household, request.configuration.key)
    plan = PlanFile(names.name(household), plan_context(household, suggestion), key)
    return _Case(household, plan, tuple(reasons), bool(reasons) and not request.everyone)


def _entry(case: _Case) -> Entry:
    return {"household": case.plan.household, "reason": "；".join(case.reasons)}


def _line(case: _Case, edited: Iterable[str]) -> IndexLine:
    household = case.household
    state = "未生成" if case.left_out else "已生成"
    return IndexLine(
        household.township,
        household.village,
        household.group,
        household.householder,
        household.household_id,
        household.household_type,
        "" if case.left_out else case.plan.name,
        "保留已填的" if case.plan.name in edited else state,
        "；".join(case.reasons),
    )


def _head(request: PlansRequest, template: Path) -> dict[str, Any]:
    return {
        "template": {"name": template.name, "sha256": digest_of(template)},
        "inputs": inputs_of(request.paths),
        "parameters": {
            "division": request.division or request.configuration.division,
            "on": request.on.isoformat() if request.on else None,
            "as_of": request.as_of.isoformat() if request.as_of else None,
            "set": list(request.settings),
            "all": request.everyone,
        },
    }


def _write(
    request: PlansRequest,
    plans: Sequence[PlanFile],
    there: Standing,
    template: Path,
    head: Mapping[str, Any],
    left_out: Sequence[Entry],
    progress: Progress | None,
) -> Planned:
    """New plans, and those whose data changed. With resume, plans that stand are passed over and filled-in ones kept."""
    kept = {**there.current, **there.edited} if request.resume else {}
    guarded = there.unknown | set(there.edited)
    to_write = [replace(plan, guarded=plan.name in guarded) for plan in plans if plan.name not in kept]
    done: list[Entry] = list(kept.values())

    def written(entries: list[Entry]) -> None:
        done.extend(entries)
        write_manifest(request.folder, head, done, left_out, complete=False)
        if progress:
            progress(len(done), len(plans))

    write_plans(to_write, request.folder, template, TEMPLATE, request.jobs, written)
    write_manifest(request.folder, head, done, left_out, complete=True)
    edited = tuple(there.edited) if request.resume else ()
    return Planned(len(to_write), len(there.current) if request.resume else 0, edited, len(left_out), ())


def _bundles(request: PlansRequest, template: Path, plans: Sequence[PlanFile]) -> None:
    """All plans in one zip, or in one file to print."""
    if request.zip_file is not None:
        with written_beside(request.zip_file) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
            for name in (*(plan.name for plan in plans), INDEX):
                package.writestr(zipfile.ZipInfo(name), (request.folder / name).read_bytes())
    if request.joined is not None and plans:
        from templates import join_documents

        with written_beside(request.joined) as file:
            join_documents(compiled(template, TEMPLATE), (plan.context for plan in plans), file)
