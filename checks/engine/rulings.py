"""Under which requirement, and with which values, a check judges what stands in one place on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from checks.engine.inputs import Assignment
from checks.model import Check, Citation, Skipped
from policies.model import Requirement, Setting
from policies.resolve import applicable, resolve_setting
from policies.transition import outlived, outlived_reason, transition_end
from values.divisions import Division


class Ruling(Struct, frozen=True):
    """What holds for one input and one check: the requirement to cite and the values to judge by."""

    cited: Requirement | None
    settings: tuple[tuple[str, Setting | None], ...]


def rule(check: Check, assignment: Assignment, division: Division | None, on: date) -> Ruling | tuple[Skipped, ...]:
    """The requirement and values that hold for a place and day, or why the check is not run there."""
    holding = [
        requirement
        for wanted in check.requires
        for requirement in assignment.register.judged_like(wanted)
        if applicable(requirement, division, on)
    ]
    if check.requires and not holding and check.source is None:
        return tuple(
            Skipped(
                check.code, _not_in_force(assignment, wanted, division, on), requirement=wanted, not_applicable=True
            )
            for wanted in check.requires
        )
    if aside := _set_aside(check, assignment, division, on):
        return (aside,)
    settings = tuple(
        (name, resolve_setting(assignment.register, name, division, on, configured=assignment.configured))
        for name in check.parameters
    )
    missing = [n for n, s in settings if s is None and n not in check.optional_parameters]
    if missing:
        titles = "、".join(f"{assignment.register.parameters[n].title}({n})" for n in missing)
        reason = f"没有适用的文件给出“{titles}”，配置中也没有；可在 xianjie.toml 的 [parameters] 中填写并注明依据"
        return (Skipped(check.code, reason, requirement=holding[0].id if holding else None),)
    return Ruling(_cited(holding, settings), settings)


def _set_aside(check: Check, assignment: Assignment, division: Division | None, on: date) -> Skipped | None:
    """A rule of a pack does not hold where a document in force says otherwise."""
    if check.pack is None:
        return None
    for requirement in assignment.register.requirements.values():
        if check.code in requirement.sets_aside and applicable(requirement, division, on):
            reason = f"{requirement.policy.citation}{requirement.clause}另有规定：{requirement.title}；本项不查"
            return Skipped(check.code, reason, not_applicable=True)
    return None


def _not_in_force(assignment: Assignment, wanted: str, division: Division | None, on: date) -> str:
    if division is None:
        return "不知道所在地（县），受地域约束的要求不适用；可用 --division 指定"
    end = transition_end(assignment.configured)
    if any(outlived(requirement, division, on, end) for requirement in assignment.register.judged_like(wanted)):
        return outlived_reason(end)
    return "当地当时没有这项要求"


def _cited(holding: Iterable[Requirement], settings: Iterable[tuple[str, Setting | None]]) -> Requirement | None:
    """The requirement whose value resolved, else the one of the nearest place."""
    resolved = {s.requirement.id for _, s in settings if s is not None and s.requirement is not None}
    holding = sorted(holding, key=lambda r: -max(len(place) for place in r.policy.divisions))
    return next((r for r in holding if r.id in resolved), holding[0] if holding else None)


def citations(check: Check, cited: Requirement | None, settings: Iterable[Any]) -> tuple[Citation, ...]:
    """The clause the finding rests on, and that of every value used; a configured value says what it is."""
    found = [Citation.of(cited)] if cited else [Citation(None, check.source or "", check.clause, check.title)]
    for setting in settings:
        if setting.requirement is not None and setting.requirement != cited:
            found.append(Citation.of(setting.requirement))
        if setting.source is not None and setting.source != check.source:
            found.append(Citation(None, setting.source, "", f"{setting.title}:{setting.text}"))
        if setting.basis is not None:
            found.append(Citation(None, f"配置值，非文件原值：{setting.basis}", "", f"{setting.title}:{setting.text}"))
    return tuple(found)
