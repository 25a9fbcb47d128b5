"""The register as text and JSON. A view has `requirement`, `checked_by`, `parameters`, `status`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from policies import Parameter, Requirement
from policies.transition import TO_BE_HELD_AGAINST_NEW

_CLASS_NAMES = {
    "checked": "机器核查", "partly": "机器核查加人工", "by_hand": "人工", "narrative": "叙述性", "pending": "待写核查",
    "neither": "无着落",
}  # fmt: skip


class View(Protocol):
    """A requirement with what is derived from the checks and parameters."""

    @property
    def requirement(self) -> Requirement: ...
    @property
    def checked_by(self) -> tuple[str, ...]: ...
    @property
    def parameters(self) -> tuple[Parameter, ...]: ...
    @property
    def status(self) -> str: ...
    @property
    def outlived(self) -> bool: ...


def view_data(view: View) -> dict[str, Any]:
    requirement = view.requirement
    policy = requirement.policy
    by_hand = {"reason": requirement.by_hand_reason, "evidence": requirement.evidence}
    return {
        "id": requirement.id,
        "document": policy.citation,
        "clause": requirement.clause,
        "title": requirement.title,
        "kind": requirement.kind,
        "level": requirement.level,
        "scope": requirement.scope,
        "assessment_area": requirement.area,
        "division": ["/".join(division) for division in policy.divisions],
        "valid": {"from": policy.valid_from.isoformat(), "to": policy.valid_to.isoformat()},
        "strength": requirement.strength,
        "responsible": list(requirement.responsible),
        "open_list": requirement.open_list,
        "parameters": [value for parameter in view.parameters for value in _values(parameter, requirement.id)],
        "checked_by": list(view.checked_by),
        "by_hand": by_hand if requirement.by_hand_reason else None,
        "narrative": requirement.narrative,
        "note": TO_BE_HELD_AGAINST_NEW if view.outlived else None,
    }


def _values(parameter: Parameter, requirement_id: str) -> Iterator[dict[str, Any]]:
    for value in parameter.values:
        if value.requirement == requirement_id:
            yield {
                "name": parameter.name,
                "operator": value.operator,
                "value": value.text,
                "unit": parameter.unit,
                "from": value.valid_from.isoformat(),
                "to": value.valid_to.isoformat(),
                "division": "/".join(value.division),
                "clause": requirement_id,
            }


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def render_list_json(views: Iterable[View]) -> str:
    return _dump([view_data(view) for view in views])


def render_one_json(view: View) -> str:
    return _dump(view_data(view))


def render_list_text(views: Sequence[View]) -> str:
    lines = [
        f"{v.requirement.id}  {v.requirement.clause}  {v.requirement.title}  [{_CLASS_NAMES[v.status]}]"
        f"{f'[{TO_BE_HELD_AGAINST_NEW}]' if v.outlived else ''}"
        for v in views
    ]
    return "\n".join([*lines, f"共 {len(views)} 条"]) + "\n"


def render_one_text(view: View) -> str:
    requirement, policy = view.requirement, view.requirement.policy
    places = "、".join("/".join(division) for division in policy.divisions)
    lines = [
        f"{requirement.id} {requirement.title}",
        f"出处：{policy.citation}{requirement.clause}",
        f"原文短句：{requirement.quote}" if requirement.quote else "",
        f"适用：{places},{policy.valid_from}至{policy.valid_to}({policy.validity_basis})",
        f"板块：{requirement.area}。层级：{requirement.level}。力度：{requirement.strength}。判定需覆盖：{requirement.scope}",
        f"责任单位：{'、'.join(requirement.responsible)}" if requirement.responsible else "",
        f"判法：{requirement.how}" if requirement.how else "",
        *(
            f"数值：{v['name']} {v['operator']}{v['value']}({v['unit']})"
            for p in view.parameters
            for v in _values(p, requirement.id)
        ),
        f"核查编号：{'、'.join(view.checked_by)}" if view.checked_by else f"状态：{_CLASS_NAMES[view.status]}",
        f"人工核查：{requirement.by_hand_reason}；请备：{requirement.evidence}" if requirement.by_hand_reason else "",
        f"注意：{requirement.caution}" if requirement.caution else "",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def render_coverage_json(coverage: Mapping[str, Mapping[str, list[str]]]) -> str:
    return _dump(coverage)


def render_coverage_text(coverage: Mapping[str, Mapping[str, list[str]]]) -> str:
    lines = []
    for document, classes in coverage.items():
        counts = "、".join(f"{_CLASS_NAMES[name]} {len(ids)}" for name, ids in classes.items() if ids)
        lines.append(f"{document}：共 {sum(map(len, classes.values()))} 条；{counts}")
    return "\n".join(lines) + "\n"
