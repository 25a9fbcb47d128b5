"""Which columns add up to which: what a kind's file may say, and that each statement is checked."""

from __future__ import annotations

from typing import Any

import pytest

from ledgers.catalogue import ledger_kinds
from ledgers.sums import Sum, SumError, sums_of

FIELDS = ("total", "own", "lent", "other")


def test_the_rest_is_a_part() -> None:
    declared = sums_of([{"whole": "total", "parts": ["own", "lent"], "rest": "other", "named": "各项"}], FIELDS)
    assert declared == (Sum("total", ("own", "lent", "other"), "各项", "other"),)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        pytest.param({"whole": "total"}, "应为列表", id="不是列表"),
        pytest.param([{"whole": "total", "parts": ["own"]}], "应有 whole、parts、named", id="缺少称呼"),
        pytest.param([{"whole": "total", "parts": ["own"], "named": "各项", "formula": "x"}], "formula", id="多出一键"),
        pytest.param([{"whole": "total", "parts": ["owm"], "named": "各项"}], "owm 不是本台账的字段", id="没有的字段"),
    ],
)
def test_a_wrong_statement_is_refused(entries: Any, words: str) -> None:
    with pytest.raises(SumError, match=words):
        sums_of(entries, FIELDS)


def test_parts_are_measured_as_the_whole_is() -> None:
    for kind in ledger_kinds().values():
        for total in kind.sums:
            whole = kind.field_named(total.whole)
            assert {kind.field_named(part).type for part in total.parts} == {whole.type}
