"""Subtotals and totals against the rows they add up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledgers.sheets import only_ledger

CASES = yaml.load((Path(__file__).parent / "cases" / "totals.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
HEADER = ["行政村", "户主姓名", "户编号", "家庭人口数", "工资性收入（元）"]


def told(rows: list[list[Any]], **details: Any) -> list[Any]:
    texts = [[None if cell in {"~", None} else str(cell) for cell in row] for row in rows]
    ledger = only_ledger(texts, **details)
    return [fault for fault in ledger.faults if fault.code == "LED018"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_totals_as_they_come_in(case: dict[str, Any]) -> None:
    details = {
        "merges": tuple(map(tuple, case.get("merges", ()))),
        "uncalculated": frozenset(map(tuple, case.get("uncalculated", ()))),
        "hidden_rows": frozenset(case.get("hidden_rows", ())),
    }
    faults = told(case["rows"], **details)
    assert [[fault.severity, list(fault.cells), fault.expected] for fault in faults] == [line[:3] for line in case["told"]]
    assert all(line[3] in fault.message for fault, line in zip(faults, case["told"], strict=True))


def test_a_total_names_file_sheet_and_cell_and_what_to_do() -> None:
    (fault,) = told([HEADER, ["甲村", "张三", "3601", "3", "1000"], ["合计", None, None, "3", "900"]])
    assert (fault.place.path, fault.place.sheet, fault.place.cell, fault.place.row) == ("示范镇/报送.xlsx", "Sheet1", "E3", 3)
    assert (fault.observed, fault.expected, fault.about) == ("900", "1,000元", "合计")
    assert fault.suggestion.startswith("请核对合计行与明细")


VILLAGES = st.lists(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 10**9)), min_size=1, max_size=4), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(
    VILLAGES,
    st.sampled_from(["above", "below"]),
    st.sampled_from(["", "above", "below"]),
    st.none() | st.randoms(use_true_random=False),
)
def test_what_adds_up_is_never_told_and_what_does_not_always(
    villages: list[list[tuple[int, int]]], subtotals: str, total: str, slip: Any
) -> None:
    rows: list[list[str | None]] = [HEADER]
    sums: list[int] = []

    def add(label: str, households: list[tuple[int, int]]) -> None:
        rows.append([label, None, None, str(sum(p for p, _ in households)), f"{sum(f for _, f in households) / 100:.2f}"])
        sums.append(len(rows) - 1)

    every = [household for village in villages for household in village]
    if total == "above":
        add("合计", every)
    for name, village in zip("甲乙丙丁", villages, strict=False):
        if subtotals == "above":
            add(f"{name}村小计", village)
        rows += [[f"{name}村", f"张{at}", f"36{name}{at}", str(p), f"{f / 100:.2f}"] for at, (p, f) in enumerate(village)]
        if subtotals == "below":
            add(f"{name}村小计", village)
    if total == "below":
        add("合 计", every)
    if slip:
        at = slip.choice(sums)
        rows[at][4] = f"{float(rows[at][4] or 0) + 12345.67:.2f}"
        assert [fault.place.cell for fault in told(rows)] == [f"E{at + 1}"]
    else:
        assert told(rows) == []
