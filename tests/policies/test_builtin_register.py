"""The register that comes with the program, held against itself and against the policy texts."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from policies.model import Requirement
from policies.register import load_builtin
from values.divisions import parse_division

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SOURCES = {"GN21": "000_", "SY13": "000_", "BZ39": "001_", "GX24": "002_", "SQ23": "003_", "SYQD": "004_"}
REGISTER = load_builtin()


def test_every_requirement_of_every_document_is_there() -> None:
    found = Counter(requirement.policy.id for requirement in REGISTER.requirements.values())
    assert found == {"GN21": 81, "SY13": 2, "SYQD": 48, "GX24": 97, "BZ39": 42, "SQ23": 60}


def test_places_are_places_and_periods_are_periods() -> None:
    for policy in REGISTER.policies.values():
        assert policy.valid_from <= policy.valid_to
        assert all(parse_division("/".join(place)) == place for place in policy.divisions)


@pytest.mark.parametrize("name", sorted(REGISTER.parameters))
def test_every_value_cites_a_requirement_that_holds_there_and_then(name: str) -> None:
    parameter = REGISTER.parameters[name]
    assert bool(parameter.values) != bool(parameter.unset_reason)
    for value in parameter.values:
        policy = REGISTER.requirements[value.requirement].policy
        assert value.division in policy.divisions
        assert policy.valid_from <= value.valid_from <= value.valid_to <= policy.valid_to


def test_no_value_is_set_twice_for_one_place_and_document() -> None:
    for parameter in REGISTER.parameters.values():
        places = [(v.division, v.valid_from, v.requirement, v.per) for v in parameter.values]
        assert len(places) == len(set(places))


def test_what_is_done_by_hand_says_why_and_what_proves_it() -> None:
    by_hand = [r for r in REGISTER.requirements.values() if r.judged == "hand"]
    assert by_hand
    assert all(r.by_hand_reason and r.evidence for r in by_hand)


def test_what_asks_the_same_points_to_what_is_there() -> None:
    for requirement in REGISTER.requirements.values():
        for other in (requirement.same_as, requirement.judged_as):
            assert other is None or (other in REGISTER.requirements and other != requirement.id)


def _by_policy(policy: str) -> list[Requirement]:
    return [r for r in REGISTER.requirements.values() if r.policy.id == policy]


@cache
def _source(policy: str) -> str:
    return _plain(next(SEEDS.glob(f"{SOURCES[policy]}*.txt")).read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="旁边没有来文文本，不能逐条对照")
@pytest.mark.parametrize("policy", sorted(SOURCES))
def test_every_quote_and_figure_stands_in_the_text(policy: str) -> None:
    source = _source(policy)
    for requirement in _by_policy(policy):
        assert requirement.quote, requirement.id
        for passage in (requirement.quote, *requirement.figures):
            assert _plain(passage) in source, f"{requirement.id}：来文中没有“{passage}”"
