"""A county's own checks: mistakes all at once with file and line, codes, and where the checks show up."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checks.catalogue import UnknownCheckError, find_check, select_checks
from checks.local import LocalCheckError, local_checks
from policies.register import load_register
from reports.explanation import explain_check, list_checks
from tests.checks import tables
from tests.cli.program import run
from tests.policies import local_files
from tests.policies.local_files import NANKANG
from xianjie.configuration import Configuration
from xianjie.register.requirements import coverage, list_requirements

POLICY = """\
id: NK24
title: 南康区台账管理办法
number: 康农发〔2024〕6号
divisions: [江西省/赣州市/南康区]
valid: {from: 2024-01-01, to: 2024-12-31}
requirements:
  - id: NK24-1
    clause: 三、（一）
    title: 公益性岗位须填聘用期限
    level: 人
    scope: 行
    area: 就业帮扶
    judged: machine
    check:
      shape: required
      ledger: public_posts
      field: 聘用期限
"""
MISTAKES = yaml.load((Path(__file__).parent / "shapes" / "mistakes.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
REQUIRED = {"shape": "required", "ledger": "public_posts", "field": "聘用期限"}


def refused(folder: Path, text: str) -> str:
    (folder / "本县.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LocalCheckError) as raised:
        local_checks(load_register([folder]))
    return str(raised.value)


@pytest.mark.parametrize("name", MISTAKES["texts"])
def test_a_mistake_is_refused_with_file_and_line(tmp_path: Path, name: str) -> None:
    case = MISTAKES["texts"][name]
    assert case["before"] in POLICY
    message = refused(tmp_path, POLICY.replace(case["before"], case["after"]))
    assert [part for part in case["said"] if part not in message] == []


@pytest.mark.parametrize("name", MISTAKES["checks"])
def test_a_value_that_does_not_fit_is_refused(tmp_path: Path, name: str) -> None:
    case = MISTAKES["checks"][name]
    with pytest.raises(LocalCheckError) as raised:
        local_files.load(tmp_path, {"ledger": "public_posts", **case["check"]})
    assert [part for part in case["said"] if part not in str(raised.value)] == []


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    wrong = POLICY.replace("public_posts", "public_post").replace("shape: required", "shape: requird\n      code: X")
    (tmp_path / "甲.yaml").write_text(wrong.replace("NK24", "NK23"), encoding="utf-8")
    message = refused(tmp_path, POLICY.replace("field: 聘用期限", "field: 聘期长短\n      severity: 高"))
    places = [line.partition("：")[0].strip() for line in message.splitlines()[1:]]
    assert places == ["本县.yaml第17行", "本县.yaml第18行", "甲.yaml第15行", "甲.yaml第16行", "甲.yaml第17行"]


def test_a_check_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocalCheckError, match="check 应写成"):
        local_files.load(tmp_path, "聘用期限必填")


def test_the_builtin_register_takes_no_local_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert local_checks(load_register()) == ()


# ---- codes ------------------------------------------------------------------------------------------------------


def codes(folder: Path, *checks: Any) -> list[tuple[str, str]]:
    return [(check.code, check.requires[0]) for check in local_files.load(folder, *checks)[1]]


def test_codes_run_in_the_order_of_the_file(tmp_path: Path) -> None:
    two = [REQUIRED, {**REQUIRED, "field": "在岗状态"}]
    assert codes(tmp_path, REQUIRED, two, REQUIRED) == [
        ("LOC001", "NK24-1"), ("LOC002", "NK24-2"), ("LOC003", "NK24-2"), ("LOC004", "NK24-3"),
    ]  # fmt: skip


def test_a_code_that_is_written_stays_and_the_others_go_round_it(tmp_path: Path) -> None:
    assert codes(tmp_path, REQUIRED, {**REQUIRED, "code": "LOC001"}, REQUIRED) == [
        ("LOC001", "NK24-2"), ("LOC002", "NK24-1"), ("LOC003", "NK24-3"),
    ]  # fmt: skip


def test_a_requirement_added_at_the_end_renumbers_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path, REQUIRED, REQUIRED, REQUIRED)[:2] == codes(tmp_path, REQUIRED, REQUIRED)


def test_a_code_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocalCheckError, match="code LOC007 已用在别的要求上"):
        codes(tmp_path, {**REQUIRED, "code": "LOC007"}, {**REQUIRED, "code": "LOC007"})


# ---- findings ---------------------------------------------------------------------------------------------------


def posts(*rows: dict[str, str]) -> Any:
    return tables.given(tables.ledger("public_posts", [{"姓名": "王小山", **row} for row in rows]), NANKANG)


def test_a_finding_cites_the_countys_document_and_clause(tmp_path: Path) -> None:
    words = {"severity": "error", "message": "{姓名}的{contract_period}{不}", "suggestion": "补填"}
    register, checks = local_files.load(tmp_path, {**REQUIRED, **words, "message": "{姓名}没有聘用期限"})
    finding = tables.run(checks, [posts({"聘用期限": ""})], register=register).findings[0]
    assert (finding.code, finding.nature, finding.severity) == ("LOC001", "policy", "error")
    assert (finding.message, finding.suggestion) == ("王小山没有聘用期限", "补填")
    cited = [(c.id, c.document, c.clause) for c in finding.requirements]
    assert cited == [("NK24-1", "《南康区台账管理办法》（康农发〔2024〕6号）", "第1条")]


def test_it_is_a_warning_unless_the_county_says_otherwise(tmp_path: Path) -> None:
    assert [check.severity for check in local_files.load(tmp_path, REQUIRED)[1]] == ["warning"]


def test_it_is_told_again_whatever_the_file_and_the_row(tmp_path: Path) -> None:
    register, checks = local_files.load(tmp_path, REQUIRED)
    bad, good = {"聘用期限": "", "行政村": "示范村"}, {"聘用期限": "一年", "姓名": "李二水"}
    first = tables.run(checks, [posts(bad, good)], register=register)
    again = tables.run(checks, [posts(good, bad)], register=register)
    assert [f.fingerprint for f in first.findings] == [f.fingerprint for f in again.findings]


def test_a_whole_column_left_blank_is_one_finding(tmp_path: Path) -> None:
    register, checks = local_files.load(tmp_path, REQUIRED)
    result = tables.run(checks, [posts(*({"聘用期限": ""} for _ in range(12)))], register=register)
    assert [f.count for f in result.findings] == [12]


def test_periods_before_the_document_began_are_not_asked_for(tmp_path: Path) -> None:
    check = {"shape": "each_period", "ledger": "asset_care", "entity": "资产编号", "field": "日期", "period": "月"}
    data = {**local_files.policy([check]), "valid": {"from": "2024-03-15", "to": "2024-12-31"}}
    (tmp_path / "本县.yaml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    register = load_register([tmp_path])
    care = tables.ledger("asset_care", [{"资产编号": "Z1", "日期": "2024-04-02"}])
    given = [tables.given(care, NANKANG, on=date(2024, 6, 30))]
    found = tables.run(local_checks(register), given, register=register).findings
    assert [f.observed for f in found] == ["2024年5月无记录", "2024年6月无记录"]


# ---- where it shows up ------------------------------------------------------------------------------------------


def test_it_is_selected_like_any_other(tmp_path: Path) -> None:
    _, own = local_files.load(tmp_path, REQUIRED, REQUIRED)
    assert [c.code for c in select_checks(["LOC"], (), own)] == ["LOC001", "LOC002"]
    assert [c.code for c in select_checks(["LOC002", "INC101"], (), own)] == ["INC101", "LOC002"]
    assert "LOC001" not in [c.code for c in select_checks((), ["LOC001"], own)]
    assert find_check("loc001", own).code == "LOC001"
    with pytest.raises(UnknownCheckError, match="LOC001"):
        select_checks(["LOC001"])


def test_the_register_lists_and_counts_it(tmp_path: Path) -> None:
    local_files.load(tmp_path, REQUIRED, {**REQUIRED, "field": "在岗状态"})
    views = list_requirements(Configuration(), [tmp_path], document="NK24")
    assert [(view.requirement.id, view.checked_by, view.status) for view in views] == [
        ("NK24-1", ("LOC001",), "checked"), ("NK24-2", ("LOC002",), "checked"),
    ]  # fmt: skip
    assert coverage(Configuration(), [tmp_path])["NK24"]["checked"] == ["NK24-1", "NK24-2"]


def test_it_is_explained(tmp_path: Path) -> None:
    local_files.load(tmp_path, {**REQUIRED, "where": {"在岗状态": "在岗"}, "unless": {"退岗日期": "非空"}})
    text = explain_check("LOC001", [tmp_path])
    assert "公益性岗位台账：填写“聘用期限”；只看在岗状态为在岗的；退岗日期已填的不看" in text
    assert "《南康区台账管理办法》（康农发〔2024〕6号）第1条[NK24-1]" in text
    assert "LOC001  警告  第1项要求" in list_checks([tmp_path])


def test_the_program_checks_explains_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "本县要求"
    local_files.load(folder, REQUIRED)
    file = tmp_path / "公益性岗位台账.csv"
    file.write_text("姓名,身份证号,岗位名称,聘用期限\n王小山,,护林,\n", encoding="utf-8-sig")
    place = ("--division", "/".join(NANKANG), "--on", "2024-12-31", "--policies", folder)
    ran = run(capsys, "check", file, *place, "--select", "LOC001")
    assert "依据：《南康区台账管理办法》（康农发〔2024〕6号）第1条[NK24-1]" in ran.out
    assert "第1项要求" in run(capsys, "explain", "LOC001", "--policies", folder).out
    written = (folder / "本县.yaml").read_text(encoding="utf-8")
    (folder / "本县.yaml").write_text(written.replace("聘用期限", "聘用期间"), encoding="utf-8")
    ran = run(capsys, "check", file, *place)
    assert (ran.code, ran.out) == (2, "")
    assert "是否为“聘用期限”？" in ran.err
