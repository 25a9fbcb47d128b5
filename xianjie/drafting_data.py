"""What a drafted text is made of when it comes from data: the register, findings or ledgers read for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.checklist import standard_of
from drafting.data_bodies.income_plan import Cause, FallenHousehold, Incomes, VillageIncome, income_plan
from drafting.data_bodies.model import BodyRequest, DataBody, DataBodyError
from drafting.data_bodies.rectification_plan import rectification_plan
from drafting.data_bodies.work_points import Task, work_points
from policies import Register, Requirement, load_register
from policies.offices import current_office
from policies.register import AREAS
from policies.resolve import resolve_setting
from values.divisions import UnknownDivisionError, parse_division
from values.shares import Share
from xianjie.comparing import FindingsFileError
from xianjie.configuration import Configuration, configured_settings
from xianjie.inputs.contexts import period_end, today
from xianjie.rectification.problem_sources import ProblemSourceError, gather
from xianjie.rectification.verdicts import VerdictError
from xianjie.register.requirements import RequirementView, list_requirements

if TYPE_CHECKING:
    from ledgers.model import Ledger

_NO_TASKS = frozenset({"narrative", "definition", "eligibility"})
_TARGET = "income_growth_target"
_CAUSES_FROM = "BZ39-2(2)-"  # the first of the eight causes is number 2 there
_TEXTS = ("township", "village", "householder", "household_id", "decline_factors", "alternative_income_project", "helper_signature")
_NUMBERS = ("household_size", "per_capita_net_income_last_year", "per_capita_net_income_this_year")


def read_body(request: BodyRequest, configuration: Configuration) -> DataBody:
    """The text that 正文来源 asks for.

    Raises:
        DataBodyError: what is given does not make it; the message is Chinese.
    """
    try:
        if request.kind == "工作要点":
            return work_points(_tasks(request, configuration))
        if request.kind == "整改方案":
            return _rectification(request, configuration)
        return income_plan(_incomes(request, configuration))
    except (UnknownDivisionError, ProblemSourceError, FindingsFileError, VerdictError) as error:
        raise DataBodyError(str(error)) from error


def _rectification(request: BodyRequest, configuration: Configuration) -> DataBody:
    assert request.findings
    gathered = gather(request.findings, configuration)
    if not gathered.problems:
        raise DataBodyError(f"{request.findings.name}：没有要整改的问题（核查结果中没有核实为属实的）")
    return rectification_plan(gathered.problems)


def _tasks(request: BodyRequest, configuration: Configuration) -> list[Task]:
    division = request.division or configuration.division
    if not division:
        raise DataBodyError("缺少 区划，如 江西省/赣州市/示范县")
    on = request.on or today()
    views = list_requirements(configuration, request.policies, division=division, on=on)
    chosen = [view for view in views if _is_task(view, request.documents)]
    kept = {view.requirement.id for view in chosen}
    once = [view for view in chosen if view.requirement.same_as not in kept]
    if not once:
        raise DataBodyError(f"{division}在{on}没有有效的工作任务，请核对 区划、日期，或用 本县要求 指明文件夹")
    ordered = sorted(once, key=lambda view: AREAS.index(view.requirement.area))
    return [_task(view, on, configuration) for view in ordered]


def _is_task(view: RequirementView, documents: Sequence[str]) -> bool:
    requirement = view.requirement
    if requirement.narrative or requirement.kind in _NO_TASKS or requirement.level == "省":
        return False
    policy = requirement.policy
    return not documents or any(name in (policy.id, policy.number) or name in policy.title for name in documents)


def _task(view: RequirementView, on: date, configuration: Configuration) -> Task:
    requirement = view.requirement
    units = dict.fromkeys(current_office(name, on, configuration.renamed) for name in requirement.responsible)
    parts = standard_of(requirement, view.parameters).split("；")
    standard = "；".join(part for part in parts if not _said(part, requirement))
    return Task(requirement.area, requirement.title, standard, tuple(units), requirement.policy.citation)


def _said(standard: str, requirement: Requirement) -> bool:
    """Whether the title has the figures, or the list, already."""
    wanted = requirement.values if standard.startswith("列举") else re.findall(r"\d[\d.]*", standard)
    return all(value in requirement.title for value in wanted)


def _incomes(request: BodyRequest, configuration: Configuration) -> Incomes:
    import narwhals as nw

    from calculations import declines

    ledgers = _income_ledgers(request.ledgers, configuration)
    income = nw.from_native(_joined(ledgers))
    once = declines.counted_once(income)
    known, fallen = declines.known_incomes(once), declines.fallen(once)
    villages = declines.village_incomes(once).collect("polars").rows(named=True)
    register = load_register((*configuration.policies, *request.policies))
    target, basis = _growth_target(request, configuration, register)
    count = _count(once)
    return Incomes(
        ledgers=tuple(f"《{_title(ledger)}》" for ledger in ledgers),
        villages=tuple(VillageIncome(**row) for row in villages),
        causes=tuple(
            Cause(_cause_name(register, number), _households(declines.with_cause(fallen, number)))
            for number in declines.FACTORS
        ),
        fallen=_households(fallen),
        without_cause=_households(fallen.filter(nw.col("causes") == 0)),
        causes_asked=any("decline_factors" in ledger.columns for ledger in ledgers),
        left_out=count - _count(known),
        repeated=_count(income) - count,
        target=target,
        target_basis=basis,
    )


def _income_ledgers(paths: Iterable[Path], configuration: Configuration) -> list[Ledger]:
    """The income ledgers in the files, of one year: two years' would count every household twice."""
    import warnings

    from xianjie.ledger_frames import UnreadInputWarning, read_ledgers

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnreadInputWarning)  # what is no income ledger is said below
        frames = read_ledgers(paths, headers=configuration.headers)
    ledgers = [frame.ledger for frame in frames if frame.kind == "income"]
    if not ledgers:
        raise DataBodyError("所给台账里没有认出脱贫户收入台账")
    years = {end.year for ledger in ledgers if (end := period_end(_title(ledger)))}
    if len(years) > 1:
        raise DataBodyError(f"给了{len(years)}个年度的收入台账（{'、'.join(map(str, sorted(years)))}），请只留一个年度")
    missing = [name for name in _NUMBERS if not all(name in ledger.columns for ledger in ledgers)]
    if missing:
        names = "、".join(ledgers[0].kind.field_named(name).name for name in missing)
        raise DataBodyError(f"收入台账缺少列：{names}，不能测算")
    return ledgers


def _title(ledger: Ledger) -> str:
    return ledger.title or Path(ledger.path).stem


def _joined(ledgers: Sequence[Ledger]) -> Any:
    """The records of all of them, rows counted through; a column one of them lacks is blank there."""
    import polars as pl

    def chosen(frame: pl.DataFrame) -> pl.DataFrame:
        blank = [pl.lit(None, pl.String).alias(name) for name in _TEXTS if name not in frame.columns]
        return frame.with_columns(*blank).select(*_TEXTS, *_NUMBERS)

    return pl.concat([chosen(ledger.frame) for ledger in ledgers], how="vertical_relaxed").with_row_index("_row").cast({"_row": pl.Int64}).lazy()


def _count(frame: Any) -> int:
    import narwhals as nw

    return int(frame.select(nw.len()).collect("polars").item())


def _households(frame: Any) -> tuple[FallenHousehold, ...]:
    """In the order of the ledger."""
    rows = frame.sort("_row").collect("polars").rows(named=True)
    return tuple(
        FallenHousehold(
            village=row["village"] or "",
            householder=row["householder"] or "",
            last=row["per_capita_net_income_last_year"],
            this=row["per_capita_net_income_this_year"],
            project=row["alternative_income_project"] or "",
            helper=row["helper_signature"] or "",
        )
        for row in rows
    )


def _cause_name(register: Register, number: int) -> str:
    """As the document that numbers the causes words it."""
    title = register.requirements[f"{_CAUSES_FROM}{number + 1}"].title
    return title.partition("：")[2] or title


def _growth_target(request: BodyRequest, configuration: Configuration, register: Register) -> tuple[Share | None, str]:
    """The growth asked for there and then, and by which document (or the configuration)."""
    name = request.division or configuration.division
    division = parse_division(name, registered=configuration.places) if name else None
    configured = configured_settings(configuration, register)
    setting = resolve_setting(register, _TARGET, division, request.on or today(), configured=configured)
    if setting is None:
        return None, ""
    basis = setting.requirement.policy.citation if setting.requirement else setting.basis or setting.source or ""
    return setting.share, basis
