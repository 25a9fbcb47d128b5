"""YAML of ours is read as the library reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from values.plain_yaml import load_yaml

_HOME = Path(__file__).parents[2]
_OURS = [path for folder in ("policies", "ledgers") for path in (_HOME / folder).rglob("*.yaml")]
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def by_library(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def outcome(load: Any, text: str) -> Any:
    try:
        return load(text)
    except yaml.YAMLError as error:
        return str(error)


def test_the_files_that_come_with_the_program_are_read_alike() -> None:
    for path in _OURS:
        text = path.read_text(encoding="utf-8-sig")
        assert load_yaml(text) == by_library(text), path.name


@given(_VALUES)
def test_whatever_is_written_is_read_alike(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    assert outcome(load_yaml, text) == outcome(by_library, text)


@pytest.mark.parametrize(
    "text",
    [
        "", "# 只有注释\n", "值", "12", '"12"', "{}", "[]", "a:\n", "a: 1\na: 2\n", "a: &x 1\nb: *x\n", "<<: {a: 1}\nb: 2\n",
        "- !!str 1\n", "1: 2\n", "是: yes\n否: No\n", "日: 2024-09-30\n时: 2024-09-30 10:00:00\n", "a: 0x1f\nb: 012\nc: 1_000\n",
        "a: |\n  第一行\n  第二行\nb: >\n  折\n  行\n", "a: 12:30:00\nb: .inf\nc: ~\n", "a: =\n", "a: 1\n---\nb: 2\n", 'a: "\n', "\t",
        "? [1]\n: 2\n", "a: 2024-99-99\n",
    ],
)  # fmt: skip
def test_the_unusual_is_read_or_refused_alike(text: str) -> None:
    try:
        wanted: Any = outcome(by_library, text)
    except ValueError as error:
        with pytest.raises(type(error)):
            load_yaml(text)
    else:
        assert outcome(load_yaml, text) == wanted
