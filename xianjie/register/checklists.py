"""`xianjie checklist` as a call: the requirements of a place and day as a list to go through before an assessment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field

from drafting.checklist import TEMPLATE, Area, Checklist, Item, checklist_context, evidence_of, standard_of
from policies import Requirement
from policies.offices import current_office, shown_offices
from reports.checklist_workbook import render_checklist
from values.expressions import expression
from values.files import write_beside
from xianjie.comparing import FindingsFile, read_findings
from xianjie.configuration import Configuration, nearest
from xianjie.inputs.contexts import today
from xianjie.register.check_status import LastCheck, last_check, status_of
from xianjie.register.requirements import RequirementView, list_requirements

LEVELS = {
    "县": ("县", "项目", "资产", "干部"),
    "乡镇": ("乡镇", "村", "户", "人", "项目", "资产", "干部"),
    "村": ("村", "户", "人"),
    "部门": (),
}
"""Whose list holds the requirements on what; 部门: those that name a department, whatever they are on."""
_LEVEL_ORDER = ("省", "县", "乡镇", "村", "户", "人", "干部", "项目", "资产")
_AREA_ORDER = (
    "责任落实", "防返贫监测帮扶", "三保障和饮水安全", "兜底保障", "脱贫人口增收", "产业帮扶", "就业帮扶", "易地搬迁后续扶持",
    "衔接资金和项目", "帮扶资产", "驻村和结对帮扶", "乡村建设", "问题整改",
)  # fmt: skip
_NO_DEPARTMENT = expression(
    r"乡|镇|村|帮扶(?:干部|责任人|单位)|派出|联络组|网格员|迁[入出]地|主体|^各(?!.*部门)|^[县区]级$"
)
_WAYS = {"checked": "机器核查", "partly": "机器核查加人工", "by_hand": "人工", "pending": "人工", "neither": "人工"}
_NAME = "巩固拓展脱贫攻坚成果同乡村振兴有效衔接自查清单"


class ChecklistError(ValueError):
    """The list cannot be made; the message is Chinese."""


class ChecklistRequest(Struct, frozen=True):
    """What a user asked for."""

    target: Path
    configuration: Configuration = field(default_factory=Configuration)
    policies: tuple[Path, ...] = ()
    division: str | None = None
    on: date | None = None
    level: str | None = None
    unit: str | None = None
    findings: Path | None = None


class _Scope(Struct, frozen=True):
    """Place and day the list is for; no division means: everything in the register."""

    division: str | None
    on: date | None


def write_checklist(request: ChecklistRequest) -> Checklist:
    """Make the list and write it in the form its name asks for.

    Raises:
        ChecklistError: another form than xlsx or docx, or nothing to list.
    """
    suffix = request.target.suffix.lower()
    if suffix not in {".xlsx", ".docx"}:
        raise ChecklistError(f"-o 应以 .xlsx 或 .docx 结尾：{request.target.name}")
    checklist = make_checklist(request)
    write_beside(request.target, render_checklist(checklist) if suffix == ".xlsx" else _document(checklist))
    return checklist


def _document(checklist: Checklist) -> bytes:
    from templates import load_template

    return load_template(TEMPLATE).render(checklist_context(checklist))


def make_checklist(request: ChecklistRequest) -> Checklist:
    """The list itself."""
    findings = read_findings(request.findings) if request.findings else None
    scope = _scope(request, findings)
    views = list_requirements(request.configuration, request.policies, division=scope.division, on=scope.on)
    chosen = _chosen([view for view in views if not view.requirement.narrative], request, scope.on)
    if not chosen:
        raise ChecklistError(_nothing(scope, request))
    last = last_check(findings, placed=scope.division is not None) if findings else None
    areas = tuple(_areas(chosen, last, _Offices(scope.on, request.configuration)))
    left_out = sum(view.requirement.narrative for view in views)
    count = sum(len(area.items) for area in areas)
    return Checklist(_title(scope, request), _notes(scope, request, chosen, count, left_out), areas)


def _scope(request: ChecklistRequest, findings: FindingsFile | None) -> _Scope:
    """Options first, then what the findings file was made for, then the configuration, then today."""
    inputs = findings.data["inputs"] if findings else []
    named = next((given["division"] for given in inputs if given["division"]), None)
    division = request.division or named or request.configuration.division
    days = [date.fromisoformat(given["on"]["day"]) for given in inputs]
    on = request.on or max(days, default=None)
    return _Scope(division, on or (today() if division else None))


def _chosen(views: Sequence[RequirementView], request: ChecklistRequest, on: date | None) -> list[RequirementView]:
    chosen = [view for view in views if request.level is None or _on_level(view.requirement, request.level)]
    if request.unit is None:
        return chosen
    unit = request.unit
    offices = _Offices(on, request.configuration)
    own = [view for view in chosen if any(unit in name for name in offices.known(view.requirement))]
    if not own:
        known = {name for view in views for name in offices.known(view.requirement)}
        raise ChecklistError(f"没有责任单位为“{unit}”的要求{nearest(unit, known)}")
    return own


class _Offices(Struct, frozen=True):
    """The responsible units under the names of their document and of the day the list is for."""

    on: date | None
    configuration: Configuration

    def known(self, requirement: Requirement) -> tuple[str, ...]:
        on, own = self.on or date.min, self.configuration.renamed
        now = (current_office(name, on, own) for name in requirement.responsible)
        return tuple(dict.fromkeys((*requirement.responsible, *now)))

    def shown(self, requirement: Requirement) -> str:
        return shown_offices(requirement.responsible, self.on or date.min, self.configuration.renamed)


def _on_level(requirement: Requirement, level: str) -> bool:
    if level == "部门":
        return any(not _NO_DEPARTMENT.search(unit) for unit in requirement.responsible)
    return requirement.level in LEVELS[level]


def _nothing(scope: _Scope, request: ChecklistRequest) -> str:
    place = f"{scope.division}在{scope.on}" if scope.division else "要求库中"
    level = f"、{request.level}一级" if request.level else ""
    return f"{place}{level}没有有效的要求；请用 --division 和 --on 写明区划和日期，如 --on 2024-12-31"


def _title(scope: _Scope, request: ChecklistRequest) -> str:
    place = scope.division.split("/")[-1] if scope.division else ""
    who = request.unit or (f"{request.level}级" if request.level in {"县", "乡镇", "村"} else request.level)
    return f"{place}{_NAME}{f'（{who}）' if who else ''}"


def _notes(
    scope: _Scope, request: ChecklistRequest, views: Sequence[RequirementView], count: int, left_out: int
) -> tuple[str, ...]:
    if scope.division:
        first = f"按{scope.division}在{scope.on}有效的文件列出，共{count}项"
    else:
        day = f"在{scope.on}有效的" if scope.on else ""
        first = f"没有写明区划：列出要求库中{day}全部文件的要求，共{count}项，只有适用于本地的才需自查"
    narrative = f"；叙述性的{left_out}条不列" if left_out else ""
    status = (
        "“核查情况”取自所给的核查结果，须经人工核实" if request.findings else "没有给出核查结果，“核查情况”待核查后填写"
    )
    documents = dict.fromkeys(view.requirement.policy.citation for view in views)
    return (
        f"{first}{narrative}。{status}。自查结果、自查人、日期由自查人填写。",
        f"依据文件：{'；'.join(documents)}。",
    )


def _short(requirement: Requirement) -> str:
    """The number alone in the table; the titles stand once above it."""
    policy = requirement.policy
    return f"{policy.number} " if policy.number else f"《{policy.title}》"


def _areas(views: Iterable[RequirementView], last: LastCheck | None, offices: _Offices) -> Iterable[Area]:
    """Area by area; within one by level and responsible unit, each matter once."""
    merged = _merged(list(views))
    ordered = sorted(merged, key=lambda pair: _order(pair[0].requirement))
    for area, group in groupby(ordered, key=lambda pair: pair[0].requirement.area):
        yield Area(area, tuple(_item(view, also, last, offices) for view, also in group))


def _merged(views: Sequence[RequirementView]) -> list[tuple[RequirementView, list[Requirement]]]:
    """A clause that asks the same as another in the list is named beside it, not listed again."""
    ids = {view.requirement.id for view in views}
    main = [view for view in views if view.requirement.same_as not in ids]
    also = [view.requirement for view in views if view.requirement.same_as in ids]
    return [(view, [r for r in also if r.same_as == view.requirement.id]) for view in main]


def _order(requirement: Requirement) -> tuple[int, str, int, str]:
    return (
        *_place(requirement.area, _AREA_ORDER),
        _place(requirement.level, _LEVEL_ORDER)[0],
        "、".join(requirement.responsible),
    )


def _place(name: str, order: Sequence[str]) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)


def _item(view: RequirementView, also: Sequence[Requirement], last: LastCheck | None, offices: _Offices) -> Item:
    requirement = view.requirement
    clauses = "；".join(f"{_short(r)}{r.clause}" for r in (requirement, *also))
    return Item(
        title=requirement.title,
        standard=standard_of(requirement, view.parameters),
        clauses=clauses,
        level=requirement.level,
        responsible=offices.shown(requirement),
        evidence=evidence_of(requirement),
        way=_WAYS[view.status],
        status=status_of(requirement, view.checked_by, last, view.own_checks),
    )
