"""The end of the transition period (衔接过渡期): what held until then is to be held against new policy before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from policies.model import Requirement, Setting
from values.days import format_chinese_day
from values.divisions import Division, contains
from values.plain_yaml import load_yaml

_PARAMETER = "transition_period_end"
TO_BE_HELD_AGAINST_NEW = "须核对新政策"
_NAMED = 5  # ids of a document named in the note; the list has them all


@cache
def _end() -> date:
    file = Path(__file__).parent / "transition.yaml"
    return date.fromisoformat(load_yaml(file.read_text(encoding="utf-8"))["end"])


def transition_end(configured: Mapping[str, Setting]) -> date:
    """The last day of the period: the configured one, else the one of transition.yaml."""
    return configured[_PARAMETER].day if _PARAMETER in configured else _end()


def outlived(requirement: Requirement, division: Division | None, on: date, end: date) -> bool:
    """Did it hold in that place within the transition period, and is that over? Without a place: in any."""
    policy = requirement.policy
    here = division is None or any(contains(place, division) for place in policy.divisions)
    return here and on > end and policy.valid_to <= end


def outlived_reason(end: date) -> str:
    return f"当地当时没有这项要求：过渡期已于{format_chinese_day(end)}结束，{TO_BE_HELD_AGAINST_NEW}后再用"


def outlived_note(requirements: Iterable[Requirement], end: date) -> str:
    """Once a run: which requirements there were, document by document."""
    by_document: dict[str, list[str]] = {}
    for requirement in requirements:
        by_document.setdefault(requirement.policy.citation, []).append(requirement.id)
    listed = "；".join(f"{document}{_ids(ids)}" for document, ids in by_document.items())
    return f"过渡期已于{format_chinese_day(end)}结束，以下要求{TO_BE_HELD_AGAINST_NEW}后再用：{listed}"


def _ids(ids: list[str]) -> str:
    named = "、".join(ids[:_NAMED])
    return named if len(ids) <= _NAMED else f"{named}等{len(ids)}条"
