"""Fifteen townships in fifteen shapes become one ledger, and every row is accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ledgers.catalogue import ledger_kinds
from ledgers.merged_workbook import NOT_MERGED_SHEET, SOURCES_SHEET
from ledgers.readers import read_book
from ledgers.tables import find_ledgers
from tests.ledgers.office_files import Drawn, as_xlsx
from tests.ledgers.townships import households, write_townships
from xianjie.configuration import ConfigurationError
from xianjie.ledger_files import MergeResult, NothingToMergeError, write_merged

MEETINGS = Drawn([["示范镇会议台账"], ["单位", "会议日期", "会议主题", "参会人员"], ["示范镇", "2024-07-01", "研判", "李四"]], name="会议")


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder = tmp_path_factory.mktemp("报送")
    townships = {file.name: township for township, file in write_townships(folder)}
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    (folder / "会议.xlsx").write_bytes(as_xlsx(MEETINGS, Drawn([["随手记"], ["甲", "乙", "丙"]], name="便签")))
    return folder, townships


@pytest.fixture(scope="module")
def result(submitted: tuple[Path, dict[str, int]]) -> MergeResult:
    return write_merged([submitted[0]], submitted[0] / "汇总.xlsx")


@pytest.fixture(scope="module")
def workbook(submitted: tuple[Path, dict[str, int]], result: MergeResult) -> Any:
    return load_workbook(submitted[0] / "汇总.xlsx")


def records(workbook: Any) -> list[dict[str, Any]]:
    rows = [[cell.value for cell in row] for row in workbook["脱贫户收入台账"].iter_rows(min_row=3)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_every_household_of_every_township_is_there_once_per_file(
    submitted: tuple[Path, dict[str, int]], workbook: Any
) -> None:
    found = {
        (r["来源文件"], r["乡镇"], r["行政村"], r["户主姓名"], r["户主证件号码"], r["户编号"], r["联系电话"], r["本年工资性收入（元）"])
        for r in records(workbook)
    }
    wanted = {
        (file, h.township, h.village, h.householder, h.identity, h.household_id, h.phone, float(h.wage))
        for file, township in submitted[1].items()
        for h in households(township)
    }
    assert found == wanted
    assert [r["序号"] for r in records(workbook)] == list(range(1, len(wanted) + 1))


def test_every_row_names_the_row_it_comes_from(submitted: tuple[Path, dict[str, int]], workbook: Any) -> None:
    books = {file: read_book(submitted[0] / file, path=file) for file in submitted[1]}
    for record in records(workbook):
        sheet = next(s for s in books[record["来源文件"]].sheets if (s.name or "") == (record["来源工作表"] or ""))
        assert record["户主证件号码"] in sheet.texts.row(record["来源行号"] - 1)


def test_rows_read_are_rows_written_and_rows_left_out(result: MergeResult) -> None:
    assert all(source.rows.balanced for source in result.merged.sources)
    assert sum(source.records for source in result.merged.sources) == len(result.merged.rows)


def test_the_sheet_of_sources_adds_up(workbook: Any) -> None:
    rows = [[cell.value for cell in row] for row in workbook[SOURCES_SHEET].iter_rows(min_row=4)]
    assert all(read == written + header + left for _, _, _, read, written, header, left, *_ in rows)
    assert rows[-1][0] == "合计"
    assert rows[-1][3] == sum(row[3] for row in rows[:-1])
    notes = {row[0]: row[8] or "" for row in rows}
    assert "“上年" not in notes["03报送.xlsx"]
    assert "“本年工资性收入”由万元换算为元" in notes["03报送.xlsx"]
    assert "“行政村”由工作表名得出" in notes["11报送.xlsx"]
    assert "“行政村”由分组标题行得出" in notes["12报送.xlsx"]
    assert "“乡镇”由标题得出：乙田镇" in notes["17报送.xlsx"]


def test_what_was_not_merged_is_listed_with_its_reason(workbook: Any) -> None:
    listed = [[cell.value for cell in row] for row in workbook[NOT_MERGED_SHEET].iter_rows(min_row=4)]
    why = {(file, sheet, row): reason for file, sheet, row, reason in listed}
    assert why["会议.xlsx", "会议", None] == "是会议台账（1条），不是脱贫户收入台账"
    assert ("会议.xlsx", "便签", None) in why
    assert any(file == "坏.xlsx" for file, _, _ in why)
    everything = {reason for (file, _, _), reason in why.items() if file == "15报送.xlsx"}
    assert everything == {"合计行", "填表说明", "签字行"}


def test_it_is_a_working_paper_with_full_numbers_as_texts(workbook: Any) -> None:
    assert all("内部资料" in workbook[name]["A2"].value for name in workbook.sheetnames)
    sheet = workbook["脱贫户收入台账"]
    letters = {cell.value: cell.column_letter for cell in sheet[3]}
    for name in ("户主证件号码", "联系电话", "户编号"):
        assert sheet[f"{letters[name]}4"].number_format == "@"
        assert isinstance(sheet[f"{letters[name]}4"].value, str)


def test_a_column_nobody_knows_is_kept_with_its_source(workbook: Any) -> None:
    name = "村干部意见（原表另有：15报送.xlsx）"
    kept = {record["来源文件"] for record in records(workbook) if record[name] == "属实"}
    assert kept == {"15报送.xlsx"}


def test_the_merged_ledger_is_read_back(submitted: tuple[Path, dict[str, int]], result: MergeResult) -> None:
    ledgers, faults = find_ledgers(read_book(submitted[0] / "汇总.xlsx", path="汇总.xlsx"))
    assert [(ledger.kind.kind, ledger.frame.height) for ledger in ledgers] == [("income", len(result.merged.rows))]
    assert not faults


def test_the_kind_asked_for_is_merged_and_the_others_listed(submitted: tuple[Path, dict[str, int]], tmp_path: Path) -> None:
    done = write_merged([submitted[0]], tmp_path / "会议.xlsx", "会议台账")
    assert len(done.merged.rows) == 1
    assert sum("不是会议台账" in item.why for item in done.merged.not_merged) >= 15
    assert all(source.rows.balanced for source in done.merged.sources)


def test_nothing_to_merge_and_wrong_names_are_refused(submitted: tuple[Path, dict[str, int]], tmp_path: Path) -> None:
    with pytest.raises(NothingToMergeError, match="没有可汇总的户厕台账"):
        write_merged([submitted[0]], tmp_path / "户厕.xlsx", "户厕台账")
    with pytest.raises(ConfigurationError, match="是否为“脱贫户收入台账”"):
        write_merged([submitted[0]], tmp_path / "a.xlsx", "脱贫户收入台帐")
    with pytest.raises(ConfigurationError, match="xlsx"):
        write_merged([submitted[0]], tmp_path / "a.csv")
    assert not list(tmp_path.iterdir())


def test_units_follow_most_rows_and_odd_cells_stay_as_they_stood(tmp_path: Path) -> None:
    header = ["项目编号", "项目名称", "年度", "实施地点", "总投资（{}）", "占比"]
    for name, unit, texts in (("甲", "元", ["125000", "1,000.5"]), ("乙", "万元", ["12.5", "约3万"]), ("丙", "万元", ["1.23456789", "2000元"])):
        rows = [[f"{name}{n}", "道路", "2024", "甲村", text, None] for n, text in enumerate(texts)]
        head = [cell.format(unit) for cell in header]
        (tmp_path / f"{name}镇.xlsx").write_bytes(as_xlsx(Drawn([["项目清单"], head, *rows])))
    write_merged(sorted(tmp_path.glob("*.xlsx")), tmp_path / "汇总.xlsx")
    sheet = load_workbook(tmp_path / "汇总.xlsx")["衔接资金项目清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    found = {row[rows[0].index("项目编号")]: row[rows[0].index("总投资（万元）")] for row in rows[1:]}
    assert found == {"丙0": 1.23456789, "丙1": 0.2, "乙0": 12.5, "乙1": "约3万", "甲0": 12.5, "甲1": 0.10005}
    assert ledger_kinds()["projects"].field_named("total_investment").unit == "万元"
