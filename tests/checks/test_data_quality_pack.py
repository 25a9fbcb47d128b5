"""The pack 监测数据质量: what runs by itself, what a county switches on, what a document sets aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from checks.catalogue import all_checks, select_checks
from checks.packs import DATA_QUALITY, runs, switched_off
from policies import RegisterError
from policies.register import load_register
from xianjie.checking import CheckRequest, check
from xianjie.configuration import Configuration, ConfigurationError, load_configuration

OWN = [c for c in all_checks() if c.pack == DATA_QUALITY.key]
HEADERS = ("序号", "县", "乡", "村", "户编号", "人编号", "姓名", "性别", "证件号码", "与户主关系", "民族", "文化程度", "在校生状况",
           "健康状况", "劳动技能", "务工区域", "务工时间(月)", "是否参加城乡居民基本医疗保险", "是否参加城镇职工基本医疗保险",
           "家庭人口数", "联系电话", "致贫返贫风险1", "风险是否消除")  # fmt: skip
HEAD = ("1", "示范县", "新田镇", "东村", "3600001", "36000011", "王小山", "男", "360799198001010015", "户主", "汉族", "初中", "",
        "健康", "普通劳动力", "广东省东莞市", "8", "是", "否", "2", "13800000001", "因残", "否")  # fmt: skip
CHILD = ("2", "示范县", "新田镇", "东村", "3600001", "36000012", "王田", "男", "360799201406010019", "之子", "汉族", "", "小学四年级",
         "健康", "普通劳动力", "", "", "是", "否", "2", "13800000001", "因残", "否")  # fmt: skip


def _export(folder: Path, *rows: tuple[str, ...], place: str = "村") -> Path:
    """An export as the national system gives it: title, a blank line of notes, the header in row 3."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["（自定义）监测对象信息"])
    sheet.append(["导出时间：2024-12-31"])
    sheet.append([place if header == "村" else header for header in HEADERS])
    for row in rows:
        sheet.append(row)
    path = folder / "（自定义）监测对象信息.xlsx"
    book.save(path)
    return path


def _codes(path: Path, **configured: Any) -> list[str]:
    found = _checked(path, **configured).findings
    return [f"{f.code} {f.row}" for f in found if not f.code.startswith("LED")]


def _checked(path: Path, **configured: Any) -> Any:
    return check(
        CheckRequest((path,), Configuration(**configured), division="陕西省/安康市/石泉县", on=date(2024, 12, 31))
    )


@pytest.mark.parametrize("place", ["村", "行政村"])
def test_an_export_of_the_national_system_is_read_by_its_third_row(tmp_path: Path, place: str) -> None:
    result = _checked(_export(tmp_path, HEAD, place=place))
    sheet = result.inputs[0].sheets[0]
    assert (sheet.kind, sheet.header_rows, sheet.data_rows) == ("persons", (3,), 1)
    assert {"village", "person_identity", "months_worked", "employee_medical_insurance", "main_risk"} <= set(
        sheet.columns
    )
    assert sheet.unrecognised == ()


def test_planted_faults_are_found_and_nothing_else(tmp_path: Path) -> None:
    path = _export(tmp_path, HEAD, CHILD)
    found = _codes(path)
    assert sorted(found) == ["IDN102 5", "LAB105 5", "RSK201 4"]
    on = _codes(path, packs={"data_quality": ["年龄"]})
    assert sorted(set(on) - set(found)) == ["LAB101 5"]


def test_lines_that_are_off_are_told_once_each_and_do_not_count_as_run(tmp_path: Path) -> None:
    result = _checked(_export(tmp_path, HEAD, CHILD))
    told = [s.reason for s in result.skipped if s.reason.startswith("未启用")]
    assert [reason.partition("判断")[0] for reason in told] == [
        f"未启用：“监测数据质量”中按{line}" for line in ("面积距离", "年龄", "金额")
    ]
    assert 'data_quality = ["年龄"]' in told[1]
    off = {c.code for c in OWN if c.line}
    assert not off & set(result.checks_run)
    assert not off & {f.code for f in result.findings}


def test_identity_and_logic_run_by_themselves() -> None:
    assert {c.line for c in OWN} == {None, *DATA_QUALITY.lines}
    assert all(runs(c, {}) == (c.line is None) for c in OWN)
    assert switched_off(OWN, {"data_quality": DATA_QUALITY.lines}) == ()
    assert all(c.severity != "error" for c in OWN)


def test_the_pack_is_chosen_by_its_name() -> None:
    assert select_checks(["监测数据质量"]) == tuple(OWN)
    assert not {c.code for c in select_checks([], ["监测数据质量"])} & {c.code for c in OWN}


def test_every_line_with_a_number_of_years_yuan_or_area_has_to_be_switched_on() -> None:
    parameters = load_register().parameters
    for each in OWN:
        units = {parameters[name].unit for name in each.parameters}
        if each.line is None:
            assert not units & {"元", "亩", "公里"}, each.code
    assert [c.code for c in OWN if c.line is None and "岁" in {parameters[p].unit for p in c.parameters}] == ["INS104"]


def test_what_a_document_sets_aside_is_a_check_of_the_pack() -> None:
    set_aside = {code: r.id for r in load_register().requirements.values() for code in r.sets_aside}
    assert set_aside == {"PUB121": "GN21-8-7"}
    assert set(set_aside) <= {c.code for c in OWN}


# ---- what a county writes ---------------------------------------------------------------------------------------


def _configuration(folder: Path, text: str) -> Configuration:
    file = folder / "xianjie.toml"
    file.write_text(text, encoding="utf-8")
    return load_configuration(file)


def test_lines_are_switched_on_in_the_configuration(tmp_path: Path) -> None:
    configuration = _configuration(tmp_path, '[packs]\ndata_quality = ["年龄", "面积距离"]\n')
    assert configuration.packs == {"data_quality": ["年龄", "面积距离"]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            'data_qualty = ["年龄"]', "没有名为“data_qualty”的规则包，是否为“data_quality”?", id="规则包名写错"
        ),
        pytest.param(
            'data_quality = ["年令", "金额"]', "没有“年令”，是否为“年龄”?；可写的有 年龄、金额、面积距离", id="部分写错"
        ),
        pytest.param("data_quality = true", '应写成列表，如 ["年龄"]', id="不是列表"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_the_nearest(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        _configuration(tmp_path, f"[packs]\n{text}\n")
    assert told in str(refused.value)


LOCAL = """
id: SF24
title: 示范县2024年数据管理办法
number: 示农发〔2024〕9号
issued: 2024-03-01
divisions: [陕西省/安康市/石泉县]
valid: {{from: 2024-03-01, to: 2025-12-31}}
validity_basis: 标题写明2024年
requirements:
  - id: SF24-1-1
    clause: 一、
    title: 职业学校学生实习期间按普通劳动力登记
    level: 人
    scope: 行
    area: 就业帮扶
    judged: hand
    by_hand: {{reason: 口径说明, evidence: 实习协议}}
    {line}
"""


def _local(folder: Path, line: str) -> tuple[Path, ...]:
    policies = folder / "本县要求"
    policies.mkdir()
    (policies / "SF24.yaml").write_text(LOCAL.format(line=line), encoding="utf-8")
    return (policies,)


def test_a_countys_own_document_sets_a_rule_aside_and_is_named(tmp_path: Path) -> None:
    result = _checked(_export(tmp_path, HEAD, CHILD), policies=_local(tmp_path, "sets_aside: [LAB105]"))
    assert "LAB105" not in {f.code for f in result.findings}
    assert [s.reason for s in result.skipped if s.code == "LAB105"] == [
        "《示范县2024年数据管理办法》（示农发〔2024〕9号）一、另有规定：职业学校学生实习期间按普通劳动力登记；本项不查"
    ]
    assert "SF24-1-1" not in result.not_applicable


def test_a_document_that_sets_aside_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"SF24 SF24-1-1:sets_aside:没有编号为 LAB195 的核查项；相近的有"):
        _checked(_export(tmp_path, HEAD), policies=_local(tmp_path, "sets_aside: [LAB195]"))


def test_a_documents_value_stands_before_the_countys_and_that_before_the_packs(tmp_path: Path) -> None:
    student = (*HEAD[:8], "360799200006010014", *HEAD[9:12], "初中三年级", *HEAD[13:15], "", "", *HEAD[17:])
    path = _export(tmp_path, student)
    on = {"packs": {"data_quality": ["年龄"]}}
    assert [f.message for f in _checked(path, **on).findings if f.code == "SCH101"] == [
        "在校生状况填“初中三年级”，2024年全年年龄不在12至17周岁之内"
    ]
    own = {"parameters": {"junior_school_to": {"value": 30, "basis": "县教育局口径"}}}
    assert "SCH101" not in {f.code for f in _checked(path, **on, **own).findings}
    law = _local(tmp_path, "sets: {junior_school_to: 18}")
    found = [f for f in _checked(path, **on, **own, policies=law).findings if f.code == "SCH101"]
    assert [c.id for c in found[0].requirements] == [None, "SF24-1-1"]
