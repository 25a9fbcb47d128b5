"""YAML is read as the other library reads it, save what YAML 1.2 says otherwise, and refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from values.plain_yaml import NotPlainYamlError, load_yaml

_HOME = Path(__file__).parents[2]
_OURS = [path for folder in ("policies", "ledgers", "examples") for path in (_HOME / folder).rglob("*.yaml")]
_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


def by_library(text: str) -> Any:
    return _days_as_texts(yaml.load(text, Loader=yaml.CSafeLoader))


def _days_as_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {_days_as_texts(key): _days_as_texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_days_as_texts(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_files_that_come_with_the_program_are_read_alike() -> None:
    for path in _OURS:
        text = path.read_text(encoding="utf-8-sig")
        assert load_yaml(text) == by_library(text), path.name


@given(_VALUES)
def test_whatever_is_written_is_read_back(value: Any) -> None:
    assert load_yaml(yaml.safe_dump(value, allow_unicode=True)) == value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", None),
        ("# 只有注释\n", None),
        ("值", "值"),
        ('"12"', "12"),
        ("a:\n", {"a": None}),
        ("a: &x 1\nb: *x\n", {"a": 1, "b": 1}),
        ("是: yes\n否: No\n", {"是": "yes", "否": "No"}),
        ("a: 012\n", {"a": 12}),
        ("a: 12:30\n", {"a": "12:30"}),
        ("日: 2024-09-30\n", {"日": "2024-09-30"}),
        ("a: |\n  第一行\n  第二行\n", {"a": "第一行\n第二行\n"}),
    ],
)
def test_plain_values(text: str, wanted: Any) -> None:
    assert load_yaml(text) == wanted


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1\nb: 2", 2), ('a: "\n', 1), ("a: 1\n---\nb: 2\n", None), ("- !!python/name:os 1\n", None), ("? !x 1\n: 2\n", None)],
)
def test_what_is_no_plain_yaml_is_refused(text: str, line: int | None) -> None:
    with pytest.raises(NotPlainYamlError) as refusal:
        load_yaml(text)
    assert refusal.value.line == line
