"""Every shape a county may use against its cases: tests/policies/shapes/<shape>.yaml, on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policies.local_shapes import SHAPES
from tests.checks import tables
from tests.checks.test_cases import ENGINES, _ledgers, load
from tests.policies import local_files

FOLDER = Path(__file__).parent / "shapes"


def _cases() -> Iterator[Any]:
    for shape in SHAPES:
        _, cases = load(FOLDER / f"{shape}.yaml")
        yield from (pytest.param(case, id=f"{shape} {name}") for name, case in cases)


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    register, checks = local_files.load(tmp_path, case["check"], scope=case.get("scope", "行"))
    ledgers = list(_ledgers(case))
    results = [
        tables.run(checks, ledgers, register=register, covers=case.get("complete", "乡镇"), engine=engine)
        for engine in ENGINES
    ]
    for result in results:
        wanted = [text.partition("：") for text in case["finds"]]
        assert [tables.where(f, ledgers) for f in result.findings] == [place for place, _, _ in wanted]
        assert all(words in f.message for f, (_, _, words) in zip(result.findings, wanted, strict=True))
        reasons = "\n".join(skip.reason for skip in result.skipped)
        assert (case["skipped"] in reasons) if "skipped" in case else (reasons == "")
    prints = [[(f.fingerprint, f.message, f.requirements) for f in result.findings] for result in results]
    assert all(found == prints[0] for found in prints)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_has_a_case_of_each_sort(shape: str) -> None:
    _, cases = load(FOLDER / f"{shape}.yaml")
    names = " ".join(name for name, _ in cases)
    assert all(word in names for word in ("合格", "没有这一列", "不适用")) or shape in {"one_of", "between", "before"}
    assert any(case["finds"] for _, case in cases)
    assert any("无法判定" in case.get("skipped", "") for _, case in cases)
    assert any("缺少列" in case.get("skipped", "") for _, case in cases)
    assert any("当地当时没有" in case.get("skipped", "") for _, case in cases)


def test_the_year_of_the_cases_is_the_year_of_the_document() -> None:
    assert date(2024, 12, 31).year == 2024
