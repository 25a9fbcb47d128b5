"""xianjie plans, as an official sees it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from tests.cli.households import identity, monitored, monitoring_workbook
from tests.cli.program import household, income_workbook, run

PLACE = ("--division", "江西省/赣州市/上犹县", "--on", "2024-12-31")
SCHEMA = Path(__file__).parents[2] / "reports" / "schemas" / "plans.schema.json"


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    """Two ledgers: household 1 stands in both, 2 in one with a wrong figure, 3 in the other alone."""
    folder = tmp_path / "台账"
    folder.mkdir()
    rows = [household(1, 户主证件号码=identity(1)), household(2, 本年家庭纯收入=39500)]
    income_workbook(folder / "收入.xlsx", rows)
    monitoring_workbook(folder / "监测.xlsx", [monitored(1), monitored(3, 行政村="黄沙村")])
    return folder


def words(file: Path) -> str:
    """All the text of a document, footers included."""
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    feet = [paragraph.text for section in document.sections for paragraph in section.footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *feet])


def index(folder: Path) -> list[dict[str, Any]]:
    heads, *rows = load_workbook(folder / "索引.xlsx").worksheets[0].iter_rows(min_row=3, values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def manifest(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return data


def plans(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.docx"))


def test_a_folder_a_village_a_file_a_household_and_1_when_some_are_left_out(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE)
    assert ran.code == 1
    assert plans(tmp_path / "计划") == ["社溪镇/黄沙村/王小林-SX00003.docx", "社溪镇/龙埠村/王小水-SX00001.docx"]
    lines = {line["户主"]: line for line in index(tmp_path / "计划")}
    assert (lines["王小田"]["状态"], lines["王小田"]["文件"]) == ("未生成", None)
    assert "收入台账!P5：本年家庭纯收入填39500" in lines["王小田"]["原因"]


def test_a_plan_joins_both_ledgers_and_shows_them_as_reported(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE)
    file = tmp_path / "计划" / "社溪镇" / "龙埠村" / "王小水-SX00001.docx"
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(str(file)).tables]
    text = words(file)
    assert identity(1) in text
    assert "内部资料" in text
    assert ["项目", "2023年", "2024年"] in tables[1]
    assert ["工资性收入", "28000", "30000"] in tables[1]
    assert ["主要风险", "因病"] in tables[2]
    assert "公益性岗位、低保" in text


def test_measures_and_money_to_come_are_left_to_those_who_agree_on_them(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE)
    document = Document(str(tmp_path / "计划" / "社溪镇" / "龙埠村" / "王小水-SX00001.docx"))
    agreed = next(table for table in document.tables if table.rows[0].cells[-1].text.startswith("预计增收额"))
    assert [cell.text for cell in agreed.rows[0].cells] == ["序号", "措施", "责任人", "完成时限", "预计增收额（元）"]
    assert {cell.text for row in agreed.rows[1:] for cell in row.cells[1:]} == {""}


def test_measures_are_offered_only_where_the_document_that_names_them_holds(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = Path("社溪镇/龙埠村/王小水-SX00001.docx")
    run(capsys, "plans", ledgers, "-o", tmp_path / "江西", *PLACE)
    run(capsys, "plans", ledgers, "-o", tmp_path / "陕西", "--division", "陕西省/安康市/石泉县", "--on", "2024-12-31")
    here, there = words(tmp_path / "江西" / name), words(tmp_path / "陕西" / name)
    assert "可供商定的方式：公益性岗位、帮扶车间、订单农业、庭院经济等" in here
    assert "赣农办字〔2024〕21号" in here
    assert "可供商定的方式" not in there


def test_no_fault_is_shown_on_the_page_a_farmer_sees(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE, "--all")
    assert ran.code == 0
    text = words(tmp_path / "计划" / "社溪镇" / "龙埠村" / "王小田-SX00002.docx")
    assert "39500" in text
    assert "39000" not in text
    assert "INC" not in text


def test_two_families_under_one_number_are_not_made_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = monitoring_workbook(tmp_path / "监测.xlsx", [monitored(1), monitored(2, 户编号="SX00001"), monitored(3)])
    run(capsys, "plans", file, "-o", tmp_path / "计划", *PLACE)
    lines = {line["户主"]: line for line in index(tmp_path / "计划")}
    assert "户编号与王小田户相同" in lines["王小水"]["原因"]
    assert "户编号与王小水户相同" in lines["王小田"]["原因"]
    assert lines["王小林"]["状态"] == "已生成"


def test_the_manifest_names_files_hashes_inputs_and_parameters_without_personal_numbers(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE)
    data = manifest(tmp_path / "计划")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []
    assert [entry["file"] for entry in data["files"]] == plans(tmp_path / "计划")
    assert [entry["path"] for entry in data["inputs"]] == ["收入.xlsx", "监测.xlsx"]
    assert data["parameters"]["on"] == "2024-12-31"
    text = json.dumps(data)
    assert not any(identity(number) in text for number in (1, 2, 3))


def test_resume_passes_over_what_stands_and_keeps_what_people_filled_in(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "计划"
    run(capsys, "plans", ledgers, "-o", folder, *PLACE)
    first, second = (folder / name for name in plans(folder))
    stamp = first.stat().st_mtime_ns
    document = Document(str(second))
    document.add_paragraph("入户后补充")
    document.save(str(second))
    ran = run(capsys, "plans", ledgers, "-o", folder, *PLACE, "--resume")
    assert "生成0份，没有变化1份，保留人工填过的1份" in ran.err
    assert first.stat().st_mtime_ns == stamp
    assert "入户后补充" in words(second)
    assert {line["户主"]: line["状态"] for line in index(folder)}["王小水"] == "保留已填的"


def test_without_resume_a_filled_in_plan_is_put_aside_not_lost(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "计划"
    run(capsys, "plans", ledgers, "-o", folder, *PLACE)
    second = folder / plans(folder)[1]
    document = Document(str(second))
    document.add_paragraph("入户后补充")
    document.save(str(second))
    run(capsys, "plans", ledgers, "-o", folder, *PLACE)
    aside = list((second.parent / "以前的版本").iterdir())
    assert ["入户后补充" in words(file) for file in aside] == [True]
    assert "入户后补充" not in words(second)


def test_resume_after_a_change_of_the_ledger_writes_that_household_alone(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "计划"
    run(capsys, "plans", ledgers, "-o", folder, *PLACE)
    monitoring_workbook(ledgers / "监测.xlsx", [monitored(1, 帮扶措施="低保"), monitored(3, 行政村="黄沙村")])
    ran = run(capsys, "plans", ledgers, "-o", folder, *PLACE, "--resume")
    assert "生成1份，没有变化1份" in ran.err


def test_a_run_that_was_broken_off_is_taken_up_again(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "计划"
    run(capsys, "plans", ledgers, "-o", folder, *PLACE)
    before = {name: (folder / name).read_bytes() for name in plans(folder)}
    (folder / "manifest.json").unlink()
    (folder / plans(folder)[0]).unlink()
    run(capsys, "plans", ledgers, "-o", folder, *PLACE, "--resume")
    assert {name: (folder / name).read_bytes() for name in plans(folder)} == before


def test_one_zip_and_one_file_to_print(ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle, joined = tmp_path / "全部.zip", tmp_path / "全部.docx"
    run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE, "--zip", bundle, "--joined", joined)
    with zipfile.ZipFile(bundle) as package:
        assert sorted(package.namelist()) == sorted([*plans(tmp_path / "计划"), "索引.xlsx"])
    document = Document(str(joined))
    assert len(document.sections) == 2
    feet = ["".join(paragraph.text for paragraph in section.footer.paragraphs) for section in document.sections]
    assert [("王小水" in foot, "王小林" in foot) for foot in feet] == [(True, False), (False, True)]


def test_several_processes_give_the_same_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = monitoring_workbook(tmp_path / "监测.xlsx", [monitored(number) for number in range(1, 260)])
    for jobs in (1, 2):
        run(capsys, "plans", file, "-o", tmp_path / str(jobs), *PLACE, "--jobs", jobs)
    assert manifest(tmp_path / "1")["files"] == manifest(tmp_path / "2")["files"]
    assert len(plans(tmp_path / "2")) == 259


def test_fields_are_listed_and_an_own_template_may_use_them(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "plans", "--fields")
    assert ran.code == 0
    assert "户主：户主姓名，如 张三" in ran.out
    own = Document()
    own.add_paragraph("{{ 户主 }}家{{ 人口 }}口人")
    own.save(str(tmp_path / "本县.docx"))
    run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE, "--template", tmp_path / "本县.docx")
    assert words(tmp_path / "计划" / "社溪镇" / "龙埠村" / "王小水-SX00001.docx").startswith("王小水家3口人")


def test_every_fault_of_a_template_is_named_before_anything_is_written(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Document()
    own.add_paragraph("{{ 户主姓 }}")
    own.add_paragraph("{{ 人囗数 }}")
    own.save(str(tmp_path / "本县.docx"))
    ran = run(capsys, "plans", ledgers, "-o", tmp_path / "计划", *PLACE, "--template", tmp_path / "本县.docx")
    assert ran.code == 2
    assert "有 2 处需要修改" in ran.err
    assert not (tmp_path / "计划").exists()


def test_bad_input_is_refused_in_chinese_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "说明.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    ran = run(capsys, "plans", tmp_path / "说明.csv", "-o", tmp_path / "计划")
    assert (ran.code, "没有认出农户" in ran.err) == (2, True)
    ran = run(capsys, "plans", tmp_path / "没有.xlsx", "-o", tmp_path / "计划")
    assert (ran.code, "找不到" in ran.err) == (2, True)
    ran = run(capsys, "plans", tmp_path / "说明.csv")
    assert (ran.code, "用 -o 指定文件夹" in ran.err) == (2, True)
    assert not (tmp_path / "计划").exists()


def test_a_folder_with_somebody_elses_manifest_is_left_alone(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    ran = run(capsys, "plans", ledgers, "-o", tmp_path, *PLACE)
    assert (ran.code, "manifest.json" in ran.err) == (2, True)
    assert plans(tmp_path) == []
