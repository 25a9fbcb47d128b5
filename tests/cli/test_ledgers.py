"""xianjie ledgers template and merge, as their user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.program import household, income_workbook, run


@pytest.mark.parametrize("name", ["monitoring", "监测对象台账"])
def test_a_template_is_written_under_either_name(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "ledgers", "template", name, "-o", tmp_path / "空表.xlsx")
    assert (ran.code, ran.out.strip()) == (0, str(tmp_path / "空表.xlsx"))
    assert load_workbook(tmp_path / "空表.xlsx").sheetnames == ["监测对象台账", "填表说明"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("监测对像台账", "-o", "a.xlsx"), "没有“监测对像台账”这种台账，是否为“监测对象台账”?"),
        (("monitoring", "-o", "a.docx"), "-o 应写成 .xlsx 文件，实为 a.docx"),
    ],
)
def test_a_wrong_template_is_refused(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "ledgers", "template", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert not list(tmp_path.iterdir())


def test_two_townships_are_merged_and_the_result_can_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    income_workbook(folder / "社溪镇.xlsx", [household(1), household(2)])
    income_workbook(folder / "营前镇.xlsx", [household(3)], title="上犹县营前镇2024年脱贫户收入台账")
    target = tmp_path / "全县.xlsx"
    ran = run(capsys, "ledgers", "merge", folder, "-o", target)
    assert (ran.code, ran.out.strip()) == (0, str(target))
    assert "2个文件中汇总了2个，共3条（内部资料" in ran.err
    seen = run(capsys, "ledgers", "inspect", target, "--format", "json").json
    assert [sheet["data_rows"] for sheet in seen[0]["sheets"]] == [3]


def test_merging_says_why_nothing_came_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    income_workbook(tmp_path / "社溪镇.xlsx", [household(1)])
    ran = run(capsys, "ledgers", "merge", tmp_path, "-o", tmp_path / "全县.xlsx", "--kind", "户厕台账")
    assert ran.code == 2
    assert "1个文件中没有可汇总的户厕台账；认出的是脱贫户收入台账" in ran.err
    assert not (tmp_path / "全县.xlsx").exists()
