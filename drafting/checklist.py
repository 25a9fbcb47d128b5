"""The self-check list: what a requirement looks like to the person who goes through it, and the printed document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from policies.model import Parameter, Requirement
from values.masks import mask_text

TEMPLATE = "自查清单"
_OPERATORS = {">=": "不低于", "<=": "不超过", "<": "低于", ">": "高于", "=": "为"}
_UNITS_IN_TEXT = frozenset({"元", "人", "户", "个", "次", "天", "项", "年"})


class Item(Struct, frozen=True):
    """One thing to check oneself. `clauses` are all that ask for it; `status` is what the last check said."""

    title: str
    standard: str
    clauses: str
    level: str
    responsible: str
    evidence: str
    way: str
    status: str


class Area(Struct, frozen=True):
    """One 考核板块 with its items."""

    name: str
    items: tuple[Item, ...]


class Checklist(Struct, frozen=True):
    """The whole list, in the order of its areas."""

    title: str
    notes: tuple[str, ...]
    areas: tuple[Area, ...]

    @property
    def count(self) -> int:
        return sum(len(area.items) for area in self.areas)


def standard_of(requirement: Requirement, parameters: Iterable[Parameter]) -> str:
    """What the clause sets: its values with their names, and the list it gives."""
    parts = [_value(parameter, requirement.id) for parameter in parameters]
    if requirement.values:
        parts.append(f"列举：{'、'.join(requirement.values)}{'等' if requirement.open_list else ''}")
    return "；".join(dict.fromkeys(part for part in parts if part))


def _value(parameter: Parameter, requirement_id: str) -> str:
    texts = [
        f"{_OPERATORS.get(value.operator, value.operator)}{value.text}{_unit(parameter.unit, value.text)}"
        for value in parameter.values
        if value.requirement == requirement_id
    ]
    return f"{parameter.title}{'、'.join(dict.fromkeys(texts))}"


def _unit(unit: str, text: str) -> str:
    if text.endswith(unit):
        return ""
    return "个月" if unit == "月" else unit if unit in _UNITS_IN_TEXT else ""


def evidence_of(requirement: Requirement) -> str:
    """What to have ready: what the register names, else the ledgers and columns the check needs."""
    if requirement.evidence:
        return requirement.evidence
    ledgers = "、".join(requirement.ledgers)
    return f"{ledgers}（{'、'.join(requirement.needs)}）" if requirement.needs and ledgers else ledgers


def checklist_context(checklist: Checklist) -> dict[str, object]:
    """What the template 自查清单 is filled with."""
    numbers = iter(range(1, checklist.count + 1))
    return {
        "题名": checklist.title,
        "标题": checklist.title,
        "说明": [{"文": note} for note in checklist.notes],
        "板块": [{"名称": area.name, "项目": list(_lines(area.items, numbers))} for area in checklist.areas],
    }


def _lines(items: Sequence[Item], numbers: Iterator[int]) -> Iterator[dict[str, object]]:
    for item in items:
        yield {
            "序号": next(numbers),
            "内容": item.title,
            "标准": item.standard,
            "依据": item.clauses,
            "责任": f"{item.level}\n{item.responsible}" if item.responsible else item.level,
            "备查材料": item.evidence,
            "核查方式": item.way,
            "核查情况": mask_text(item.status),
        }
