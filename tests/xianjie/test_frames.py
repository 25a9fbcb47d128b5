"""Ledgers as pandas frames and back: values, texts, places, findings."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import xianjie
from ledgers.catalogue import ledger_kinds
from ledgers.column_forms import field_header
from tests.cli.program import household, income_workbook
from tests.ledgers.office_files import Drawn, as_xlsx
from xianjie.configuration import ConfigurationError
from xianjie.ledger_frames import LedgerFrame, UnreadInputWarning

ROOT = Path(__file__).parents[2]
PROJECTS = Drawn(
    [
        ["示范县示范镇2024年衔接资金项目清单"],
        ["项目编号", "项目名称", "年度", "实施地点", "总投资（元）", "是否到人到户", "批复日期", "开工日期", "村干部意见"],
        ["XM001", "甲村道路", "2024", "甲村", "125000", "是", "2024-03-01", "2024年5月", "同意"],
        ["XM002", "乙村水渠", "2024", "乙村", "约3万", "否", None, None, None],
    ]
)


@pytest.fixture
def projects(tmp_path: Path) -> LedgerFrame:
    (tmp_path / "项目.xlsx").write_bytes(as_xlsx(PROJECTS))
    (ledger,) = xianjie.read_ledgers(tmp_path)
    return ledger


def test_values_are_typed_in_the_unit_the_column_names(projects: LedgerFrame) -> None:
    frame = projects.frame
    assert (projects.kind, projects.path, projects.sheet) == ("projects", "项目.xlsx", "台账")
    assert frame["总投资（万元）"].to_list() == [12.5, pd.NA]
    assert frame["年度"].dtype == "Int64"
    assert frame["是否到人到户"].to_list() == [True, False]
    assert frame["批复日期"].to_list() == [pd.Timestamp("2024-03-01"), pd.NaT]
    assert frame["开工日期"].isna().all()
    assert frame["村干部意见"].to_list() == ["同意", pd.NA]


def test_texts_and_places_stand_beside_the_values(projects: LedgerFrame) -> None:
    assert projects.texts["总投资（万元）"].to_list() == ["125000", "约3万"]
    assert projects.texts["开工日期"].iloc[0] == "2024年5月"
    assert list(projects.places.columns) == list(projects.frame.columns) == list(projects.texts.columns)
    assert projects.places["总投资（万元）"].to_list() == ["E3", "E4"]
    assert projects.places["村干部意见"].to_list() == ["I3", "I4"]
    place = projects.place(1, "总投资（万元）")
    assert (place.path, place.sheet, place.cell, place.row) == ("项目.xlsx", "台账", "E4", 4)
    assert projects.fields["总投资（万元）"] == "total_investment"
    assert "LED010" in {fault.code for fault in projects.faults}


def test_columns_may_bear_the_names_of_fields(tmp_path: Path) -> None:
    (tmp_path / "项目.xlsx").write_bytes(as_xlsx(PROJECTS))
    (ledger,) = xianjie.read_ledgers([str(tmp_path / "项目.xlsx")], names="english")
    assert {"project_id", "total_investment", "approved_on", "村干部意见"} <= set(ledger.frame.columns)


def test_what_is_no_ledger_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    with pytest.warns(UnreadInputWarning, match="坏.xlsx"):
        assert xianjie.read_ledgers(tmp_path) == []


@pytest.mark.parametrize("kind", list(ledger_kinds().values()), ids=lambda kind: kind.kind)
def test_chinese_column_names_are_one_to_a_field(kind: Any) -> None:
    assert len({field_header(field) for field in kind.fields}) == len(kind.fields)


def findings(result: Any) -> set[tuple[str, str | None, str | None]]:
    return {(finding.code, finding.subject, finding.field) for finding in result.findings}


@pytest.mark.parametrize("names", ["chinese", "english"])
def test_a_frame_gives_the_findings_of_its_file(names: Any, tmp_path: Path) -> None:
    rows = [household(1), household(2, 户主证件号码="360799198001010020"), household(3, 本年人均纯收入=99), household(4, 采集日期="上月")]
    file = income_workbook(tmp_path / "收入.xlsx", rows)
    of_file = xianjie.check(xianjie.CheckRequest((file,), division="江西省/赣州市/上犹县", on=date(2024, 12, 31)))
    (ledger,) = xianjie.read_ledgers(file, names=names)
    of_frame = xianjie.check_frame(
        ledger.frame, "income", title=ledger.title, division="江西省/赣州市/上犹县", on=date(2024, 12, 31)
    )
    lost = {("LED011", "王小山", "collected_on")}  # an unreadable day is missing in the typed frame
    assert findings(of_file) - findings(of_frame) <= lost
    assert {f.code for f in of_frame.findings} - {f.code for f in of_file.findings} <= {"LED012"}
    assert of_frame.findings


def test_cells_are_those_of_to_excel_without_index() -> None:
    numbers = ["36079919800101001X", "12"]
    frame = pd.DataFrame({"户编号": ["1", "2"], "户主姓名": ["张三", "李四"], "户主证件号码": numbers, "家庭人口数": [3.0, None]})
    result = xianjie.check_frame(frame, "户名单", name="家庭")
    wrong = [finding for finding in result.findings if finding.field == "householder_identity" and finding.row == 3]
    assert [finding.cell for finding in wrong] == ["C3"]
    assert wrong[0].path == "家庭"


def test_numbers_dates_and_headers_of_several_levels_are_understood() -> None:
    columns = pd.MultiIndex.from_tuples([("户编号", ""), ("2023年", "人均纯收入（元）"), ("2024年", "人均纯收入（元）"), ("采集日期", "")])
    frame = pd.DataFrame([["1", 9000.1, 1e4, pd.Timestamp("2024-07-01")], ["2", None, 8e3, pd.NaT]], columns=columns)
    result = xianjie.check_frame(frame, "income", title="示范县2024年脱贫户收入台账")
    known = result.inputs[0].sheets[0].columns
    assert {"household_id", "per_capita_net_income_last_year", "per_capita_net_income_this_year", "collected_on"} == set(known)
    assert not [f for f in result.findings if f.code in {"LED010", "LED011"}]


def test_long_numbers_kept_as_floats_are_told() -> None:
    frame = pd.DataFrame({"户编号": ["1"], "户主姓名": ["张三"], "户主证件号码": [3.6079919800101e17]})
    result = xianjie.check_frame(frame, "户名单")
    assert "LED008" in {finding.code for finding in result.findings}


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="脱贫户收入台账"):
        xianjie.check_frame(pd.DataFrame({"户编号": ["1"]}), "脱贫户收入台帐")


def test_the_examples_of_the_page_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(block, names)  # noqa: S102
    out = capsys.readouterr().out
    assert "脱贫户收入台账" in out
    assert out.strip()
