"""Browsing the register: what is required, what checks judge it, what a person has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checks.catalogue import all_checks
from checks.local import local_checks
from checks.model import Check
from policies import Parameter, Register, Requirement, load_register
from policies.resolve import applicable
from policies.transition import outlived, transition_end
from values.divisions import Division, contains, parse_division
from xianjie.configuration import Configuration, ConfigurationError, configured_settings, nearest

CLASSES = ("checked", "partly", "by_hand", "narrative", "pending", "neither")


class RequirementView(Struct, frozen=True):
    """A requirement with what is derived: the checks that judge it and the values it sets."""

    requirement: Requirement
    checked_by: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    own_checks: tuple[Check, ...] = ()  # those the county's own file states for it
    outlived: bool = False  # it held in the transition period, which is over: to be held against new policy

    @property
    def status(self) -> str:
        """checked, partly (a check, and a person), by_hand, narrative, pending (a check is still to be written)."""
        requirement = self.requirement
        if requirement.narrative:
            return "narrative"
        if self.checked_by:
            return "checked" if requirement.judged == "machine" else "partly"
        if requirement.judged == "hand":
            return "by_hand" if requirement.by_hand_reason else "neither"
        return "pending"


@cache
def _codes_by_requirement() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for check in all_checks():
        for wanted in check.requires:
            found.setdefault(wanted, []).append(check.code)
    return {wanted: tuple(codes) for wanted, codes in found.items()}


def _view(register: Register, requirement: Requirement, local: Sequence[Check]) -> RequirementView:
    """A requirement asked again under another id (same_as, judged_as) is judged by the checks of that one."""
    wanted = (requirement.id, requirement.judged_as, requirement.same_as)
    codes = dict.fromkeys(code for w in wanted if w for code in _codes_by_requirement().get(w, ()))
    own = tuple(check for check in local if requirement.id in check.requires)
    parameters = tuple(
        p for p in register.parameters.values() if any(value.requirement == requirement.id for value in p.values)
    )
    return RequirementView(requirement, (*codes, *(check.code for check in own)), parameters, own)


def _register(configuration: Configuration, folders: Sequence[Path]) -> Register:
    return load_register((*configuration.policies, *folders))


def list_requirements(
    configuration: Configuration,
    folders: Sequence[Path] = (),
    *,
    division: str | None = None,
    on: date | None = None,
    document: str | None = None,
    kind: str | None = None,
    level: str | None = None,
    checked: bool | None = None,
    with_outlived: bool = False,
) -> tuple[RequirementView, ...]:
    """The requirements that pass every filter given; for a day after the transition period, on demand those it ended.

    Raises:
        UnknownDivisionError: the place is not known.
    """
    register = _register(configuration, folders)
    place = parse_division(division, registered=configuration.places) if division else None
    local = local_checks(register)
    end = transition_end(configured_settings(configuration, register)) if on and with_outlived else date.max
    views = (_view(register, requirement, local) for requirement in register.requirements.values())
    return tuple(
        replace(view, outlived=on is not None and outlived(view.requirement, place, on, end))
        for view in views
        if (place is None or any(contains(d, place) for d in view.requirement.policy.divisions))
        and (on is None or _holds(view.requirement, place, on) or outlived(view.requirement, place, on, end))
        and (document is None or _is_document(view.requirement, document))
        and (kind is None or view.requirement.kind == kind)
        and (level is None or view.requirement.level == level)
        and (checked is None or bool(view.checked_by) == checked)
    )


def _holds(requirement: Requirement, place: Division | None, on: date) -> bool:
    if place is not None:
        return applicable(requirement, place, on)
    return requirement.policy.valid_from <= on <= requirement.policy.valid_to


def _is_document(requirement: Requirement, wanted: str) -> bool:
    policy = requirement.policy
    return wanted.upper() == policy.id.upper() or wanted in policy.title or wanted == policy.number


def find_requirement(configuration: Configuration, folders: Sequence[Path], requirement_id: str) -> RequirementView:
    """One requirement.

    Raises:
        ConfigurationError: no such id; names the nearest.
    """
    register = _register(configuration, folders)
    if requirement_id not in register.requirements:
        raise ConfigurationError(f"没有编号为 {requirement_id} 的要求{nearest(requirement_id, register.requirements)}")
    return _view(register, register.requirements[requirement_id], local_checks(register))


def coverage(configuration: Configuration, folders: Sequence[Path] = ()) -> dict[str, dict[str, list[str]]]:
    """Document → class → ids of requirements."""
    found: dict[str, dict[str, list[str]]] = {}
    for view in list_requirements(configuration, folders):
        classes = found.setdefault(view.requirement.policy.id, {name: [] for name in CLASSES})
        classes[view.status].append(view.requirement.id)
    return found
