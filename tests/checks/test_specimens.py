"""Every specimen through the product: nothing to complain of on an honest document, the one defect on the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from checks.model import Finding
from tests.specimens import Defect, conformant, defects
from xianjie import CheckRequest, check

DAY = date(2024, 12, 31)
SETTLED = [defect for defect in defects() if defect.code]
LAYOUT = "DOC2"


def _findings(data: bytes, folder: Path, select: str = "DOC") -> Sequence[Finding]:
    file = folder / "公文.docx"
    file.write_bytes(data)
    result = check(CheckRequest(paths=(file,), on=DAY, as_of=DAY, select=(select,)))
    assert [each.kind for each in result.inputs], "没有认出是公文"
    return [each for each in result.findings if each.nature == "document"]


def _told(findings: Sequence[Finding]) -> list[str]:
    return [f"{each.code} {each.element}：{each.message}" for each in findings]


@pytest.mark.parametrize("name", conformant())
def test_an_honest_document_gets_no_error_and_no_warning(name: str, tmp_path: Path) -> None:
    findings = _findings(conformant()[name], tmp_path)
    assert _told([each for each in findings if each.severity != "info"]) == []


@pytest.mark.parametrize("defect", SETTLED, ids=lambda defect: defect.name)
def test_a_defect_is_found_where_it_stands_and_nothing_else(defect: Defect, tmp_path: Path) -> None:
    findings = _findings(defect.docx, tmp_path)
    found = [each for each in findings if each.code == defect.code]
    assert [each.element for each in found] == [defect.element]
    others = [each for each in findings if each.severity != "info" and each.code != defect.code]
    assert _told(others) == []


@pytest.mark.parametrize("defect", [d for d in defects() if d not in SETTLED], ids=lambda defect: defect.name)
def test_a_fault_of_the_text_is_no_fault_of_the_layout(defect: Defect, tmp_path: Path) -> None:
    findings = _findings(defect.docx, tmp_path, LAYOUT)
    assert _told([each for each in findings if each.severity != "info"]) == []
