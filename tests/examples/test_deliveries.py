"""What the check says of the fictional township's ledgers: the planted faults, all of them, and nothing else."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from checks.result import CheckResult
from xianjie.checking import CheckRequest, check
from xianjie.configuration import load_configuration

COUNTY = Path(__file__).parents[2] / "examples" / "示范县"
FIRST, SECOND = "新田镇", "新田镇-整改后"
LISTED = yaml.safe_load((COUNTY / "planted.yaml").read_text(encoding="utf-8"))
DELIVERED = {
    FIRST: (COUNTY / FIRST,),
    SECOND: (COUNTY / SECOND, COUNTY / FIRST / "2023年脱贫户收入台账.xlsx"),
}
Place = tuple[str, str | None, str | None, str]


@cache
def checked(delivery: str) -> CheckResult:
    configuration = load_configuration(COUNTY / "xianjie.toml")
    return check(CheckRequest(DELIVERED[delivery], configuration, as_of=date(2024, 12, 31)))


def found(delivery: str) -> Counter[Place]:
    result = checked(delivery)
    findings = (*result.findings, *(waived.finding for waived in result.waived))
    assert all(finding.count == 1 for finding in findings), "埋设的问题都是单个的,不应合并成整列"
    return Counter((f.path, f.sheet, f.cell, f.code) for f in findings)


def planted(delivery: str) -> Counter[Place]:
    return Counter((e["file"], e["sheet"], e["cell"], e["code"]) for e in LISTED[delivery]["planted"])


def cases(delivery: str, kind: str) -> list[Any]:
    return [
        pytest.param(e, id=f"{delivery}-{e.get('code', '不报')}-{e['cell']}-{e['why']}") for e in LISTED[delivery][kind]
    ]


@pytest.mark.parametrize("delivery", [FIRST, SECOND])
def test_埋设的问题全部查出(delivery: str) -> None:
    assert planted(delivery) - found(delivery) == Counter()


@pytest.mark.parametrize("delivery", [FIRST, SECOND])
def test_没有埋设的一个不报(delivery: str) -> None:
    assert found(delivery) - planted(delivery) == Counter()


@pytest.mark.parametrize("case", cases(FIRST, "tempting"))
def test_看似有误其实无误的不报(case: dict[str, str]) -> None:
    listed = {(f.path, f.sheet, cell) for f in checked(FIRST).findings for cell in f.cells}
    assert (case["file"], case["sheet"], case["cell"]) not in listed


def test_每类台账都认得出() -> None:
    kinds = {sheet.kind for given in checked(FIRST).inputs for sheet in given.sheets}
    assert kinds == {
        "income", "monitoring", "projects", "assets", "asset_care", "rectification", "rectification_reports",
    }  # fmt: skip


def test_本县要求都有依据可引() -> None:
    cited = {c.id for f in checked(FIRST).findings for c in f.requirements if c.id and c.id.startswith("SF24")}
    assert cited == {f"SF24-{n}" for n in ("1-1", "1-2", "2-1", "2-2", "3-1", "3-2", "4-1", "4-2")}


def test_免查的一条有理由有期限() -> None:
    waived = checked(FIRST).waived
    assert [(w.finding.code, w.waiver.by) for w in waived] == [("PRJ203", "县项目办 罗先文")]
    assert not checked(FIRST).notes


def test_整改后按户编号对得上_行序变了也不乱() -> None:
    income = "2024年脱贫户收入台账.xlsx"
    old = {f.fingerprint for f in checked(FIRST).findings if f.path == income}
    new = {f.fingerprint for f in checked(SECOND).findings if f.path == income}
    assert (len(old - new), len(old & new), len(new - old)) == (10, 11, 1)


@pytest.mark.parametrize(
    "workbook", sorted(COUNTY.glob("新田镇*/*.xlsx")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_表格设好了打印和冻结(workbook: Path) -> None:
    with workbook.open("rb") as file:
        sheets = load_workbook(file).worksheets
    assert all(sheet.freeze_panes for sheet in sheets)
    assert all(sheet.page_setup.orientation == "landscape" for sheet in sheets)
    assert all(sheet["A3"].font.name == "宋体" for sheet in sheets)
    assert all(sheet["A3"].border.left.style == "thin" for sheet in sheets)
