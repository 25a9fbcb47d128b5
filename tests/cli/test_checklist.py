"""xianjie checklist, as an official sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cli.households import monitored, monitoring_workbook
from tests.cli.program import run

PLACE = ("--division", "江西省/赣州市/上犹县", "--on", "2024-12-31")
HEADER = 4


@pytest.fixture
def findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    rows = [monitored(1, 劳动能力类别="全", 帮扶措施="低保"), monitored(2)]
    file = monitoring_workbook(tmp_path / "社溪.xlsx", rows)
    run(capsys, "check", file, *PLACE, "--format", "json", "-o", tmp_path / "f.json")
    return tmp_path / "f.json"


def items(file: Path) -> list[dict[str, Any]]:
    """The items under the header, each with the area it stands in."""
    sheet = load_workbook(file).worksheets[0]
    heads = [cell.value for cell in sheet[HEADER]]
    found, area = [], ""
    for row in sheet.iter_rows(min_row=HEADER + 1, values_only=True):
        if isinstance(row[0], str):
            area = row[0].partition("（")[0]
        else:
            found.append({**dict(zip(heads, row, strict=True)), "板块": area})
    return found


def test_an_item_has_clause_standard_evidence_way_and_room_for_the_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "checklist", "-o", tmp_path / "清单.xlsx", *PLACE)
    assert ran.code == 0
    found = items(tmp_path / "清单.xlsx")
    item = next(i for i in found if str(i["自查内容和标准"]).startswith("有全劳动能力的脱贫户"))
    assert item["板块"] == "防返贫监测帮扶"
    assert item["依据条款"] == "赣农办字〔2024〕21号 二、"
    assert "不低于1项" in item["自查内容和标准"]
    assert "监测对象台账" in item["备查材料"]
    assert (item["核查方式"], item["核查情况"]) == ("机器核查", "尚未核查")
    assert (item["自查结果"], item["自查人"], item["日期"]) == (None, None, None)
    assert [i["序号"] for i in found] == list(range(1, len(found) + 1))
    assert not any("北政发" in str(i["依据条款"]) for i in found)


def test_the_status_tells_found_not_found_not_judged_and_by_hand_apart(findings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "checklist", "-o", tmp_path / "清单.xlsx", "--findings", findings)
    found = items(tmp_path / "清单.xlsx")
    states = {str(i["自查内容和标准"]).split("\n")[0]: i["核查情况"] for i in found}
    assert states["有全劳动能力的脱贫户、监测对象至少落实1项开发式帮扶措施"] == "有问题1个"
    assert "未判定（没有提交衔接资金项目清单）" in states.values()
    assert all(i["核查情况"] == "须人工核实" for i in found if i["核查方式"] == "人工")


@pytest.mark.parametrize(("level", "levels"), [("村", {"村", "户", "人"}), ("县", {"县", "项目", "资产", "干部"})])
def test_each_level_gets_its_own(level: str, levels: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "checklist", "-o", tmp_path / "清单.xlsx", *PLACE, "--level", level)
    assert {i["层级"] for i in items(tmp_path / "清单.xlsx")} <= levels
    assert str(load_workbook(tmp_path / "清单.xlsx").worksheets[0]["A1"].value).endswith(f"（{level}级）")


def test_a_department_gets_what_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "checklist", "-o", tmp_path / "清单.xlsx", "--division", "江西省/赣州市/赣县区", "--on", "2024-12-31",
        "--level", "部门", "--unit", "区农业农村局")  # fmt: skip
    found = items(tmp_path / "清单.xlsx")
    assert found
    assert all("区农业农村局" in i["责任单位"] for i in found)


def test_without_a_place_everything_is_listed_and_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "checklist", "-o", tmp_path / "清单.xlsx")
    assert "没有写明区划：列出要求库中全部文件的要求" in ran.err
    assert any("北政发" in i["依据条款"] for i in items(tmp_path / "清单.xlsx"))


def test_it_prints_across_on_a4_with_header_and_page_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "checklist", "-o", tmp_path / "清单.xlsx", *PLACE)
    sheet = load_workbook(tmp_path / "清单.xlsx").worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert str(sheet.print_title_rows).replace("$", "") == f"{HEADER}:{HEADER}"
    assert "&P" in str(sheet.oddFooter.center.text)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_document_holds_the_same_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("清单.xlsx", "清单.docx"):
        run(capsys, "checklist", "-o", tmp_path / name, *PLACE, "--level", "乡镇")
    rows = Document(str(tmp_path / "清单.docx")).tables[0].rows
    numbered = [row.cells[1].text for row in rows if row.cells[0].text.isdigit()]
    assert numbered == [
        f"{text}\n" if "\n" not in text else text for text in (str(i["自查内容和标准"]) for i in items(tmp_path / "清单.xlsx"))
    ]


BAD = [
    (("-o", "清单.pdf"), "应以 .xlsx 或 .docx 结尾"),
    (("-o", "清单.xlsx", "--findings", "没有.json"), "找不到"),
    (("-o", "清单.xlsx", "--unit", "县农业局"), "是否为“县农业农村局”"),
    (("-o", "清单.xlsx", "--division", "江西省/赣州市/上油县"), "不认识的区划"),
    (("-o", "清单.xlsx", "--division", "江西省/赣州市/上犹县", "--on", "2035-01-01"), "没有有效的要求"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_bad_input_is_refused_in_chinese_and_nothing_is_written(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "checklist", *arguments)
    assert (ran.code, message in ran.err) == (2, True)
    assert list(tmp_path.iterdir()) == []
