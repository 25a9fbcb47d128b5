"""The target of toilets at its boundary: more rows than a case file should hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks import tables
from tests.checks.tables import GANXIAN, run


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
@pytest.mark.parametrize(
    ("built", "unreadable", "found", "unknown"),
    [
        pytest.param(690, 0, 0, 0, id="恰好690个完成任务"),
        pytest.param(689, 0, 1, 0, id="少一个是一个问题"),
        pytest.param(689, 1, 0, 1, id="有一个日期认不出算进去够数无法判定"),
        pytest.param(688, 1, 1, 0, id="算进去仍不够是一个问题"),
    ],
)
def test_target_of_690(engine: Any, built: int, unreadable: int, found: int, unknown: int) -> None:
    day = {"完工日期": "2024-08-01", "验收日期": "2024-12-31"}
    rows = [{"行政村": "示范村", "户主姓名": f"王小山{n}", **day} for n in range(built)]
    rows += [{"行政村": "示范村", "户主姓名": "李大河", **day, "验收日期": "年底验"} for _ in range(unreadable)]
    given = tables.given(tables.ledger("toilets", rows), GANXIAN)
    result = run(["TLT201"], [given], covers="县", engine=engine)
    assert (len(result.findings), len(result.skipped)) == (found, unknown)
