"""The changes mutation testing makes: each is one decision of a rule made otherwise."""

from __future__ import annotations

import ast

import pytest

from tests.mutation.patterns import patterns_without
from tests.mutation.sites import sites_of


def _changed(source: str) -> list[str]:
    module = ast.parse(source)
    found = []
    for site in sites_of(module.body[0]):
        before = site.swap()
        found.append(ast.unparse(module))
        site.put(before)
    assert ast.unparse(module) == ast.unparse(ast.parse(source))
    return found


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("fails = a < b", ["fails = a <= b", "fails = a >= b"]),
        ("fails = a & ~b", ["fails = a | ~b", "fails = a & b"]),
        ("most = 3", ["most = 4", "most = 2"]),
        ("known = ('是', '否', '不详')", ["known = ('否', '不详')", "known = ('是', '否')"]),
        ("rows = frame.filter(paid)", ["rows = frame"]),
        ("rows = one.join(other, on=key, how='anti')", ["rows = one.join(other, on=key, how='inner')"]),
        (
            "ends = re.compile('通知|函$')",
            ["ends = re.compile('函$')", "ends = re.compile('通知')", "ends = re.compile('通知|函')"],
        ),
        ("bare = text.strip('。；')", ["bare = text", "bare = text.strip('；')"]),
        ("kept = [row for row in rows if row]", ["kept = [row for row in rows]"]),
    ],
)
def test_each_decision_is_made_otherwise(source: str, mutants: list[str]) -> None:
    assert _changed(source) == mutants


@pytest.mark.parametrize(
    "source",
    [
        "Rows(message='没有填', expected='填写')",
        "def kind() -> int:\n    '''第1行。'''",
        "import re",
        "text = f'第{number}行'",
    ],
)
def test_what_people_are_told_is_left_alone(source: str) -> None:
    assert _changed(source) == []


@pytest.mark.parametrize(
    ("pattern", "others"),
    [
        ("(?:县|市)长", ["(?:市)长", "(?:县)长"]),
        (r"[|]a\|b", []),
        ("甲", ["甲×"]),
    ],
)
def test_a_pattern_loses_an_alternative(pattern: str, others: list[str]) -> None:
    assert [other for other, _ in patterns_without(pattern)] == others
