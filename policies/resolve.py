"""Which requirement and which value hold for a place on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from policies.model import Parameter, ParameterValue, Requirement, Setting
from policies.register import Register
from values.divisions import Division, contains
from values.shares import Share


def applicable(requirement: Requirement, division: Division | None, on: date) -> bool:
    """Does the requirement hold there and then? Never across provinces, never past its period."""
    policy = requirement.policy
    if division is None or not policy.valid_from <= on <= policy.valid_to:
        return False
    return any(contains(place, division) for place in policy.divisions)


def applicable_requirements(register: Register, division: Division | None, on: date) -> tuple[Requirement, ...]:
    return tuple(r for r in register.requirements.values() if applicable(r, division, on))


def resolve_setting(
    register: Register,
    name: str,
    division: Division | None,
    on: date,
    *,
    configured: Mapping[str, Setting],
) -> Setting | None:
    """The value of a parameter for that place and day; the stricter where several hold.

    A configured value stands in only where no document gives one, a rule pack's only where neither does. None when
    there is nothing.
    """
    parameter = register.parameters[name]
    holding = [value for value in parameter.values if _holds(value, division, on)]
    if holding:
        return _setting(register, parameter, _binding(parameter, holding))
    return configured.get(name) or _base_setting(parameter)


def _holds(value: ParameterValue, division: Division | None, on: date) -> bool:
    return division is not None and contains(value.division, division) and value.valid_from <= on <= value.valid_to


def _binding(parameter: Parameter, holding: Iterable[ParameterValue]) -> ParameterValue:
    """The stricter value; between equals, and where values cannot be compared, the nearer place, then the later one.

    A county's own values are listed after the register's, so that they stand before it where all else is equal.
    """
    numbered = sorted(enumerate(holding), key=lambda n: (len(n[1].division), n[1].valid_from, n[0]), reverse=True)
    ordered = [value for _, value in numbered]
    if parameter.stricter is None:
        return ordered[0]
    sign = 1 if parameter.stricter == "higher" else -1
    return max(ordered, key=lambda value: sign * _comparable(value))


def _comparable(value: ParameterValue) -> Fraction:
    if isinstance(value.value, Share):
        return Fraction(value.value.part, value.value.whole)
    if isinstance(value.value, date):
        return Fraction(value.value.toordinal())
    return Fraction(value.value)


def _setting(register: Register, parameter: Parameter, value: ParameterValue) -> Setting:
    return Setting(
        name=parameter.name,
        title=parameter.title,
        value=value.value,
        text=_with_unit(value.text, parameter),
        requirement=register.requirements[value.requirement],
    )


def _base_setting(parameter: Parameter) -> Setting | None:
    base = parameter.base
    if base is None:
        return None
    return Setting(
        parameter.name, parameter.title, base.value, _with_unit(base.text, parameter), source=base.source
    )


def _with_unit(text: str, parameter: Parameter) -> str:
    unit = parameter.unit if parameter.unit not in {"比例", "日期", "文本", "时刻"} else ""
    return f"{text}{'个月' if unit == '月' else unit}"
