"""`xianjie plans` as a call: household ledgers in; a plan a household, an index and a manifest out."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from drafting.household_plan import TEMPLATE
from reports.plans_index import IndexLine, render_index
from values.files import write_beside
from xianjie.plans.plan_cases import Case, PlansRequest, read_cases
from xianjie.plans.plan_files import (
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
from xianjie.plans.plan_manifest import inputs_of, read_entries, write_manifest
from xianjie.replacing import written_beside

INDEX = "索引.xlsx"
_TITLE = "一户一策帮扶计划索引"
_SAVE_EVERY = 5.0  # seconds of work that a run broken off may have to repeat


class Planned(Struct, frozen=True):
    """What became of the households."""

    written: int
    unchanged: int
    edited: tuple[str, ...]
    left_out: int
    notes: tuple[str, ...]


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
    cases, notes = read_cases(request)
    plans = [case.plan for case in cases if not case.left_out]
    there = standing(plans, request.folder, entries, digest_of(template))
    head = _head(request, template)
    outcome = _write(request, plans, there, template, head, [_entry(case) for case in cases if case.left_out], progress)
    write_beside(request.folder / INDEX, render_index(_TITLE, _lines(cases, outcome.edited)))
    _bundles(request, template, plans)
    gone = sorted(set(entries) - {plan.name for plan in plans})
    if gone:
        notes = (*notes, f"以前生成的{len(gone)}份计划这次没有对应的户，没有改动，如 {gone[0]}")
    return Planned(outcome.written, outcome.unchanged, outcome.edited, sum(case.left_out for case in cases), notes)


def _entry(case: Case) -> Entry:
    return {"household": case.plan.household, "reason": "；".join(case.reasons)}


def _lines(cases: Iterable[Case], edited: Iterable[str]) -> list[IndexLine]:
    kept = frozenset(edited)
    return [_line(case, kept) for case in cases]


def _line(case: Case, edited: frozenset[str]) -> IndexLine:
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
    saved = time.monotonic()

    def written(entries: list[Entry]) -> None:
        nonlocal saved
        done.extend(entries)
        if time.monotonic() - saved > _SAVE_EVERY:
            write_manifest(request.folder, head, done, left_out, complete=False)
            saved = time.monotonic()
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
