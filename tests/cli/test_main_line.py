"""The example county through every use: each check's findings go through JSON, annotation, waiver and compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checks.catalogue import find_check
from tests.cli.program import run

COUNTY = Path(__file__).parents[2] / "examples" / "示范县"
TOWNSHIP = COUNTY / "新田镇"
CONFIG = ("--config", COUNTY / "xianjie.toml", "--as-of", "2024-12-31")


@pytest.fixture
def result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    run(capsys, "check", TOWNSHIP, *CONFIG, "--format", "json", "-o", tmp_path / "结果.json")
    return tmp_path / "结果.json"


def findings(file: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))["findings"]
    return found


def test_checks_of_every_ledger_form_find_something(result: Path) -> None:
    codes = {str(f["code"]) for f in findings(result) if not str(f["code"]).startswith("LED")}
    assert len(codes) >= 15
    assert {find_check(code).form for code in codes} == {"row", "frame", "text"}


def test_every_finding_with_a_cell_is_a_comment_in_the_copy(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "check", TOWNSHIP, *CONFIG, "--annotate", tmp_path / "批注")
    books = {file.name: load_workbook(file) for file in (tmp_path / "批注").iterdir()}
    for finding in findings(result):
        if finding["cell"]:
            comment = books[str(finding["path"])][str(finding["sheet"])][str(finding["cell"])].comment
            assert comment is not None
            assert str(finding["code"]) in comment.text


def test_every_finding_can_be_waived(result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waivers = tmp_path / "免查.yaml"
    lines = [f"- {{fingerprint: {f['fingerprint']}, reason: 已核实, by: 李四, until: 2030-12-31}}" for f in findings(result)]
    waivers.write_text("\n".join(lines), encoding="utf-8")
    ran = run(capsys, "check", TOWNSHIP, *CONFIG, "--waivers", waivers, "--format", "json")
    assert ran.code == 0
    assert {f["code"] for f in ran.json["findings"]} == {"PRJ203"}  # the county's own list is replaced by this one
    assert len(ran.json["waived"]) == len(lines)


def test_a_result_compared_with_itself_is_all_outstanding(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "compare", result, result, "--format", "json")
    assert ran.code == 0
    assert len(ran.json["outstanding"]) == len(findings(result))


def test_a_check_not_run_again_is_never_put_right(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = {str(f["code"]) for f in findings(result) if not str(f["code"]).startswith("LED")}
    run(capsys, "check", TOWNSHIP, *CONFIG, "--ignore", ",".join(codes), "--format", "json", "-o", tmp_path / "新.json")
    ran = run(capsys, "compare", result, tmp_path / "新.json", "--format", "json")
    assert ran.json["rectified"] == []
    assert {f["code"] for f in ran.json["not_judged"]} == codes


def test_the_second_delivery_is_classed_finding_by_finding(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = (COUNTY / "新田镇-整改后", TOWNSHIP / "2023年脱贫户收入台账.xlsx")
    run(capsys, "check", *second, *CONFIG, "--format", "json", "-o", tmp_path / "新.json")
    ran = run(capsys, "compare", result, tmp_path / "新.json", "--format", "json")
    income = "2024年脱贫户收入台账.xlsx"
    classes = {name: [f for f in ran.json[name] if f["path"] == income] for name in ("rectified", "outstanding", "new", "not_judged")}
    assert {name: len(found) for name, found in classes.items()} == {"rectified": 10, "outstanding": 11, "new": 1, "not_judged": 0}


def test_our_own_notice_passes_the_document_checks_and_a_wrong_number_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = (COUNTY / "转发通知.yaml").read_text(encoding="utf-8")
    (tmp_path / "来文.txt").write_bytes((COUNTY / "来文.txt").read_bytes())
    for name, text in (("对", source), ("错", source.replace("〔2024〕36号）转发", "〔2024〕63号）转发"))):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        assert run(capsys, "draft", tmp_path / f"{name}.yaml", "-o", tmp_path / name / "通知.docx").code == 0
    good = run(capsys, "check", tmp_path / "对", *CONFIG, "--format", "json")
    assert [i["kind"] for i in good.json["inputs"]] == ["official_document"]
    assert good.json["findings"] == []
    bad = run(capsys, "check", tmp_path / "错", *CONFIG, "--format", "json")
    assert {f["code"] for f in bad.json["findings"]} == {"DOC101"}
    assert all(f["element"] == "正文" and f["paragraph"] for f in bad.json["findings"])
