"""What CONTRIBUTING.md says about adding a document is all there is to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import Ran, run

ROOT = Path(__file__).parents[2]
LEDGER = """\
姓名,身份证号,行政村,岗位名称,聘用期限,月补贴,在岗状态
王小山,,示范村,护林,,600,在岗
李二水,,示范村,保洁,2024年1月至12月,500,在岗
张三田,,示范村,保洁,,600,退岗
"""


def written() -> str:
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## A policy document")[2]
    return re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)[0]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    (tmp_path / "本县要求").mkdir()
    (tmp_path / "本县要求" / "示范县.yaml").write_text(written(), encoding="utf-8")
    settings = (
        'division = "江西省/赣州市/示范县"\npolicies = ["本县要求"]\n[[divisions]]\npath = "江西省/赣州市/示范县"\n'
    )
    (tmp_path / "xianjie.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "公益性岗位台账.csv").write_text(LEDGER, encoding="utf-8-sig")
    return tmp_path


def program(capsys: pytest.CaptureFixture[str], county: Path, *arguments: object) -> Ran:
    return run(capsys, *arguments, "--config", county / "xianjie.toml")


def test_a_ledger_is_checked_by_the_new_document(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = county / "公益性岗位台账.csv"
    ran = program(capsys, county, "check", file, "--on", "2024-12-31", "--select", "LOC", "--format", "json")
    findings = [f for f in ran.json["findings"] if f["nature"] == "policy"]
    cited = [f["requirements"][0] for f in findings]
    found = [(f["code"], f["row"], c["id"], c["clause"]) for f, c in zip(findings, cited, strict=True)]
    assert found == [("LOC001", 2, "SF24-3-1", "三、（一）"), ("LOC012", 3, "SF24-3-2", "三、（二）")]
    assert all("示范县2024年巩固衔接工作要点" in c["document"] and "示农发〔2024〕8号" in c["document"] for c in cited)


def test_it_is_listed_counted_and_explained(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = program(capsys, county, "policies", "list", "--document", "SF24", "--format", "json").json
    assert [(entry["id"], entry["checked_by"]) for entry in listed] == [
        ("SF24-1-1", ["INC104"]), ("SF24-3-1", ["LOC001"]), ("SF24-3-2", ["LOC012"]), ("SF24-4-1", []),
    ]  # fmt: skip
    classes = program(capsys, county, "policies", "coverage", "--format", "json").json["SF24"]
    assert (classes["checked"], classes["by_hand"]) == (["SF24-1-1", "SF24-3-1", "SF24-3-2"], ["SF24-4-1"])
    assert "月补贴" in program(capsys, county, "explain", "LOC012").out


def test_before_it_was_issued_nothing_of_it_holds(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = county / "公益性岗位台账.csv"
    ran = program(capsys, county, "check", file, "--on", "2024-02-29", "--select", "LOC", "--format", "json")
    assert not [f for f in ran.json["findings"] if f["nature"] == "policy"]
    assert {skip["requirement"] for skip in ran.json["skipped"]} == {"SF24-3-1", "SF24-3-2"}
