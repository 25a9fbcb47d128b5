"""xianjie rectify, as an official sees it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.cli.households import monitored, monitoring_workbook
from tests.cli.program import run
from xianjie.inputs.opening import open_inputs

PLACE = ("--division", "江西省/赣州市/上犹县", "--on", "2024-12-31")


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    monitoring_workbook(
        folder / "社溪.xlsx",
        [
            monitored(1, 劳动能力类别="全", 帮扶措施="低保"),
            monitored(2, 劳动能力类别="全", 帮扶措施="低保、电话13800001234"),
            monitored(3, 是否消除风险="是"),
            monitored(4),
        ],
    )
    monitoring_workbook(
        folder / "营前.xlsx",
        [monitored(11, 乡镇="营前镇", 行政村="上湾村", 劳动能力类别="全", 帮扶措施="低保"), monitored(12, 乡镇="营前镇", 行政村="上湾村")],
        title="上犹县营前镇2024年防止返贫监测对象台账",
    )
    return folder


@pytest.fixture
def findings(ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    run(capsys, "check", ledgers, *PLACE, "--format", "json", "-o", tmp_path / "f.json")
    return tmp_path / "f.json"


@pytest.fixture
def results(ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    run(capsys, "check", ledgers, *PLACE, "--format", "xlsx", "-o", tmp_path / "核查结果.xlsx")
    return tmp_path / "核查结果.xlsx"


def table(file: Path) -> list[dict[str, Any]]:
    """The rows under the header, which stands in row 3."""
    sheet = load_workbook(file).active
    assert sheet is not None
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def edit(file: Path, changes: dict[tuple[int, str], object], *, header: int = 3) -> None:
    """Write into cells named by record (from 0) and header, as a person would."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[header]}
    for (record, name), value in changes.items():
        sheet.cell(header + 1 + record, columns[name], value)
    book.save(file)


def verdicts(file: Path, given: dict[str, str]) -> None:
    """Give a verdict to the policy findings by subject; every other stays blank."""
    rows = table(file)
    edit(file, {(i, "核实结论"): given[row["对象"]] for i, row in enumerate(rows) if row["编号"] == "MON201" and row["对象"] in given})


def words(file: Path) -> str:
    document = Document(str(file))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_findings_become_a_set_a_township_and_one_for_the_county(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "rectify", findings, "-o", tmp_path / "整改")
    assert ran.code == 0
    names = {path.name for path in (tmp_path / "整改").iterdir()}
    expected = {f"{kind}-{place}" for place in ("社溪镇", "营前镇", "全县") for kind in ("整改台账", "整改通知")}
    assert {f"{name}.docx" for name in expected} <= names
    assert {f"整改台账-{place}.xlsx" for place in ("社溪镇", "营前镇", "全县")} <= names
    assert "退回修改清单-社溪镇.xlsx" in names
    rows = table(tmp_path / "整改" / "整改台账-社溪镇.xlsx")
    assert [row["问题编号"] for row in rows] == ["2024-社溪镇-001", "2024-社溪镇-002"]
    assert {row["备注"] for row in rows} == {"待核，先核实再整改"}
    assert all(row["责任人"] is None and row["整改时限"] is None for row in rows)
    assert "《促进脱贫人口和防止返贫监测对象持续稳定增收若干措施》" in rows[0]["依据条款"]
    assert "GN21" not in rows[0]["依据条款"]


def test_the_list_to_correct_holds_the_faults_of_the_data_alone(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "rectify", findings, "-o", tmp_path / "整改")
    book = load_workbook(tmp_path / "整改" / "退回修改清单-社溪镇.xlsx")
    sheet = book.worksheets[0]
    assert "内部资料" in str(sheet["A2"].value)
    assert "内部资料" in str(sheet.oddFooter.left.text)
    rows = table(tmp_path / "整改" / "退回修改清单-社溪镇.xlsx")
    row = next(row for row in rows if row["对象"] == "王小林")
    assert (row["文件"], row["工作表"], row["单元格/位置"]) == ("社溪.xlsx", "监测对象台账", "S5")
    assert row["修改情况"] is None
    assert not any("开发式" in str(row["问题"]) for row in rows)


def test_only_what_a_person_found_true_goes_into_the_ledger(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts(results, {"王小水": "属实", "王小田": "不属实"})
    ran = run(capsys, "rectify", results, "-o", tmp_path / "整改")
    assert ran.code == 0
    rows = table(tmp_path / "整改" / "整改台账-全县.xlsx")
    assert [(row["对象"], row["备注"]) for row in rows] == [("王小水", "经核实属实")]
    assert "未列入整改台账的政策问题：不属实1个、未填核实结论1个" in ran.err


def test_numbers_and_entries_outlive_a_second_run(
    findings: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "整改"
    verdicts(results, {"王小田": "属实"})
    run(capsys, "rectify", results, "-o", folder)
    ledger = folder / "整改台账-社溪镇.xlsx"
    edit(ledger, {(0, "责任人"): "赵六", (0, "整改进展"): "已联系帮扶车间", (0, "完成日期"): "2025-01-20"})
    run(capsys, "rectify", findings, "-o", folder, "--number-year", "2025")
    rows = table(ledger)
    assert [(row["问题编号"], row["对象"], row["责任人"]) for row in rows] == [
        ("2024-社溪镇-001", "王小田", "赵六"),
        ("2025-社溪镇-001", "王小水", None),
    ]
    assert rows[0]["备注"] == "经核实属实"
    assert [row["整改进展"] for row in table(folder / "整改台账-全县.xlsx")].count("已联系帮扶车间") == 1


def test_a_second_run_without_change_changes_nothing(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "整改"
    run(capsys, "rectify", findings, "-o", folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run(capsys, "rectify", findings, "-o", folder)
    assert "新编号0个" in ran.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_own_columns_and_lines_and_earlier_versions_are_kept(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "整改"
    run(capsys, "rectify", findings, "-o", folder)
    ledger = folder / "整改台账-营前镇.xlsx"
    book = load_workbook(ledger)
    sheet = book.worksheets[0]
    sheet.cell(3, 19, "包村领导")
    sheet.cell(4, 19, "钱七")
    sheet.cell(5, 5, "上湾村")
    sheet.cell(5, 7, "走访发现饮水管道破损")
    sheet.cell(5, 4, "营前镇")
    book.save(ledger)
    ran = run(capsys, "rectify", findings, "-o", folder)
    rows = table(ledger)
    assert [(row["问题编号"], row["包村领导"]) for row in rows] == [("2024-营前镇-001", "钱七"), ("2024-营前镇-002", None)]
    assert rows[1]["问题描述"] == "走访发现饮水管道破损"
    assert "原文件已另存：以前的版本/整改台账-营前镇-" in ran.err


def test_a_verdict_that_comes_later_is_entered_and_the_number_stays(
    findings: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "整改"
    run(capsys, "rectify", findings, "-o", folder)
    numbers = {row["对象"]: row["问题编号"] for row in table(folder / "整改台账-社溪镇.xlsx")}
    verdicts(results, {"王小水": "属实", "王小田": "不属实"})
    run(capsys, "rectify", results, "-o", folder)
    rows = {row["对象"]: row for row in table(folder / "整改台账-社溪镇.xlsx")}
    assert {name: row["问题编号"] for name, row in rows.items()} == numbers
    assert (rows["王小水"]["备注"], rows["王小田"]["备注"]) == ("经核实属实", "经核实不属实")


def test_personal_numbers_are_hidden_and_words_are_neutral(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "整改"
    run(capsys, "rectify", findings, "-o", folder)
    rows = table(folder / "整改台账-全县.xlsx")
    text = words(folder / "整改台账-全县.docx") + words(folder / "整改通知-社溪镇.docx") + str(rows)
    assert "13800001234" not in text
    assert "138****1234" in text
    assert not any(word in text for word in ("截留", "挪用", "造假", "弄虚作假"))


def test_the_documents_print_across_with_the_header_on_each_page_and_leave_blanks(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "整改"
    run(capsys, "rectify", findings, "-o", folder)
    with zipfile.ZipFile(folder / "整改台账-社溪镇.docx") as package:
        xml = package.read("word/document.xml").decode("utf-8")
    assert 'w:orient="landscape"' in xml
    assert xml.count("<w:tblHeader/>") == 1
    notice = words(folder / "整改通知-社溪镇.docx")
    assert "社溪镇人民政府：" in notice
    assert "你镇共有2个问题需要整改" in notice
    assert "（送审稿）" in notice
    assert "请于　　　　年　　月　　日前完成整改" in notice


def test_the_ledger_is_a_ledger_that_check_reads(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "rectify", findings, "-o", tmp_path / "整改")
    opened = open_inputs([tmp_path / "整改" / "整改台账-全县.xlsx"], None)
    assert [(ledger.kind.kind, ledger.frame.height) for ledger in opened.ledgers] == [("rectification", 3)]


def problem_list(file: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["上犹县2024年省级考核反馈问题清单"])
    sheet.append(["序号", "问题编号", "问题来源", "乡镇", "村", "户主", "问题描述", "责任单位", "整改措施", "整改时限", "问题等级"])
    sheet.append([1, "SK-7", "省考核", "社溪镇", "龙埠村", "王小水", "帮扶措施单一", "社溪镇人民政府", None, "2025-03-31", "一般"])
    sheet.append([2, "SK-8", "省考核", None, None, None, "项目库更新不及时", "县农业农村局", "按月更新", None, None])
    book.save(file)
    return file


def test_problems_fed_back_from_above_are_carried_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "rectify", problem_list(tmp_path / "问题清单.xlsx"), "-o", tmp_path / "整改", "--number-year", "2024")
    assert ran.code == 0
    rows = table(tmp_path / "整改" / "整改台账-全县.xlsx")
    assert [row["问题编号"] for row in rows] == ["2024-社溪镇-001", "2024-全县-001"]
    assert (rows[0]["问题来源"], rows[0]["对象"], rows[0]["整改时限"]) == ("省考核", "王小水", "2025-03-31")
    assert rows[0]["备注"] == "来源编号：SK-7；问题等级：一般"
    assert (rows[1]["责任单位"], rows[1]["整改措施"]) == ("县农业农村局", "按月更新")
    assert "经省考核，你镇共有1个问题需要整改" in words(tmp_path / "整改" / "整改通知-社溪镇.docx")


BAD: list[tuple[str, bytes, str]] = [
    ("f.json", b"{", "不是 JSON 文件"),
    ("f.json", b'{"format": "other"}', "不是核查结果"),
    ("f.json", b'{"format": "xianjie-findings/1"}', "不是完整的核查结果"),
    ("f.xlsx", b"not a workbook", "认不出问题清单"),
    ("f.txt", "一段文字".encode(), "认不出问题清单"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD)
def test_bad_input_is_refused_in_chinese_and_nothing_is_written(
    name: str, data: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = run(capsys, "rectify", tmp_path / name, "-o", tmp_path / "整改")
    assert ran.code == 2
    assert message in ran.err
    assert name in ran.err
    assert not (tmp_path / "整改").exists()


def test_a_missing_file_wrong_verdicts_and_deleted_columns_are_named(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "找不到文件" in run(capsys, "rectify", tmp_path / "没有.xlsx", "-o", tmp_path / "整改").err
    verdicts(results, {"王小水": "对"})
    ran = run(capsys, "rectify", results, "-o", tmp_path / "整改")
    assert ran.code == 2
    assert "“核实结论”应为 属实、不属实、待核 之一或空着" in ran.err
    book = load_workbook(results)
    book.worksheets[0].delete_cols(19)
    book.save(results)
    ran = run(capsys, "rectify", results, "-o", tmp_path / "整改")
    assert (ran.code, "缺少列“指纹”" in ran.err) == (2, True)
    assert not (tmp_path / "整改").exists()


def test_a_ledger_that_cannot_be_read_back_is_not_written_over(
    findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "整改"
    folder.mkdir()
    (folder / "整改台账-社溪镇.xlsx").write_bytes(b"broken")
    ran = run(capsys, "rectify", findings, "-o", folder)
    assert ran.code == 2
    assert "以免丢失已填内容" in ran.err
    assert [path.name for path in folder.iterdir()] == ["整改台账-社溪镇.xlsx"]


def test_the_title_and_year_are_the_same_from_either_form_of_the_result(
    findings: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts(results, {"王小水": "属实"})
    for source, folder in ((findings, "甲"), (results, "乙")):
        run(capsys, "rectify", source, "-o", tmp_path / folder)
        sheet = load_workbook(tmp_path / folder / "整改台账-社溪镇.xlsx").worksheets[0]
        assert (sheet["A1"].value, sheet["B4"].value) == ("上犹县社溪镇问题整改台账", "2024-社溪镇-001")
