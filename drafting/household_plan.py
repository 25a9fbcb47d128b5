"""一户一策: what is known of a household, laid out for the plan that a helper and the household agree on.

Nothing is reckoned for the future: no target, no rate, no line. What a measure is to bring is left to those who agree on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import fields

from calculations.labour import MEASURES_BY_LABOUR_CLASS
from policies import Register
from policies.resolve import applicable
from values.divisions import Division

TEMPLATE = "一户一策"
_REQUIREMENTS = {"全": "GN21-2-2", "弱、半": "GN21-2-3", "无": "GN21-2-4"}
"""Which requirement names the measures of a labour class."""


class Income(Struct, frozen=True):
    """One line of the two years' incomes, as reported."""

    item: str
    last_year: str
    this_year: str


class Measure(Struct, frozen=True):
    """A measure the ledger says is carried out."""

    measure: str
    started_on: str = ""
    unit: str = ""
    progress: str = ""


class Suggestion(Struct, frozen=True):
    """The measures a document names for a labour class, and where it does."""

    measures: tuple[str, ...]
    clause: str


class Household(Struct, frozen=True):
    """A household as its ledgers tell it; texts as they stand there."""

    township: str = ""
    village: str = ""
    group: str = ""
    householder: str = ""
    household_id: str = ""
    identity: str = ""
    phone: str = ""
    size: str = ""
    household_type: str = ""
    monitored_type: str = ""
    identified_on: str = ""
    risk_removed: str = ""
    labour_class: str = ""
    labour_count: str = ""
    helper: str = ""
    helper_unit: str = ""
    year: int | None = None
    income_year: int | None = None
    incomes: tuple[Income, ...] = ()
    shortfalls: tuple[tuple[str, str], ...] = ()
    measures: tuple[Measure, ...] = ()


BASE_FACTS = {
    "户主": "householder", "户编号": "household_id", "证件号码": "identity", "联系电话": "phone", "乡镇": "township", "村": "village",
    "组": "group", "人口": "size", "户类型": "household_type", "监测类别": "monitored_type", "识别时间": "identified_on",
    "风险消除": "risk_removed", "劳动能力": "labour_class", "劳动力人数": "labour_count", "帮扶责任人": "helper",
    "帮扶单位": "helper_unit",
}  # fmt: skip
assert set(BASE_FACTS.values()) <= {field.name for field in fields(Household)}


def suggestion_for(register: Register, division: Division | None, on: date, labour_class: str) -> Suggestion | None:
    """The measures named for that labour class, where and when the document that names them holds; else nothing."""
    requirement = register.requirements.get(_REQUIREMENTS.get(labour_class, ""))
    if requirement is None or not applicable(requirement, division, on):
        return None
    return Suggestion(
        MEASURES_BY_LABOUR_CLASS[labour_class], f"{requirement.policy.citation}{requirement.clause}".rstrip("、")
    )


def plan_context(household: Household, suggestion: Suggestion | None) -> dict[str, object]:
    """What the template 一户一策 is filled with. A working paper: numbers in full."""
    return {
        **{name: getattr(household, field) for name, field in BASE_FACTS.items()},
        **_years(household.income_year),
        "年度": f"{household.year}年" if household.year else "",
        "题名": f"{household.village}{household.householder}户一户一策帮扶计划",
        "收入": [{"项目": i.item, "上年": i.last_year, "本年": i.this_year} for i in household.incomes],
        "短板": [{"类别": kind, "内容": text} for kind, text in household.shortfalls],
        "已有措施": [_measure(measure) for measure in household.measures],
        "可选措施": "、".join(suggestion.measures) if suggestion else "",
        "可选依据": suggestion.clause if suggestion else "",
    }


def _years(year: int | None) -> Mapping[str, str]:
    if year is None:
        return {"上年": "上年", "本年": "本年"}
    return {"上年": f"{year - 1}年", "本年": f"{year}年"}


def _measure(measure: Measure) -> dict[str, str]:
    return {
        "措施": measure.measure,
        "开始时间": measure.started_on,
        "落实单位": measure.unit,
        "落实情况": measure.progress,
    }
