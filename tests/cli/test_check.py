"""xianjie check, as an official sees it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from checks.engine import duckdb_engine
from tests.cli.program import household, income_workbook, run

ONLY = ("--select", "INC101,INC102,INC103,INC104,INC105,INC201,IDN101,IDN103")  # these tests are not about more checks
SCHEMAS = Path(__file__).parents[2] / "reports" / "schemas"


def holds(schema: str, data: object) -> None:
    validator = Draft202012Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    rows = [household(number) for number in range(1, 13)]
    rows[2]["本年家庭纯收入"] = 39500
    rows[4]["户主证件号码"] = "360799198001010"
    rows[6].update({"本年人均纯收入": 9000, "本年家庭纯收入": 27000, "本年工资性收入": 18000, "研判结论": "减收"})
    return income_workbook(tmp_path / "收入.xlsx", rows)


def test_a_clean_ledger_ends_with_0_and_says_what_was_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = income_workbook(tmp_path / "收入.xlsx", [household(number) for number in range(1, 13)])
    ran = run(capsys, "check", file, *ONLY)
    assert ran.code == 0
    assert ran.out.startswith("适用要求 2 条")
    assert "发现问题 0 个（错误 0、警告 0、提示 0）" in ran.out


def test_findings_are_numbered_and_name_cell_value_requirement_clause_and_remedy(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "check", faulty, *ONLY)
    assert ran.code == 1
    lines = ran.out.splitlines()
    start = lines.index("问题1 错误 INC101 收入台账!P6（龙埠村 王小林）")
    assert lines[start + 1 : start + 4] == [
        "    本年家庭纯收入填39500，按各项重算为39000元",
        "    要求：39000元。依据：算术：家庭纯收入=四类收入合计-生产经营性支出",
        "    建议：核对各项收入和支出，改正填错的一项或纯收入",
    ]


def test_json_holds_its_schema_and_hides_personal_numbers(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "check", faulty, *ONLY, "--format", "json")
    holds("findings", ran.json)
    assert "360799198001010" not in ran.out
    codes = [finding["code"] for finding in ran.json["findings"]]
    assert codes == ["INC101", "INC102", "IDN101", "INC105", "INC104"]
    assert [finding["number"] for finding in ran.json["findings"]] == [1, 2, 3, 4, 5]


def test_reveal_shows_the_number_as_it_stands(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "check", faulty, *ONLY, "--format", "json", "--reveal")
    assert next(f["observed"] for f in ran.json["findings"] if f["code"] == "IDN101") == "360799198001010"


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_every_engine_finds_the_same(engine: str, faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    polars, other = (run(capsys, "check", faulty, *ONLY, "--format", "json", "--engine", e).json for e in ("polars", engine))
    assert polars["findings"] == other["findings"]


def test_an_engine_that_is_not_installed_is_named(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    duckdb_engine.connection.cache_clear()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    ran = run(capsys, "check", faulty, *ONLY, "--engine", "duckdb")
    assert ran.code == 2
    assert "计算引擎 duckdb 没有安装" in ran.err


def test_the_workbook_asks_for_a_verdict_on_every_finding(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "check", faulty, *ONLY, "--format", "xlsx", "-o", tmp_path / "核查结果.xlsx")
    sheet = load_workbook(tmp_path / "核查结果.xlsx")["核查结果"]
    heads = [cell.value for cell in sheet[3]]
    assert {"核实结论", "说明"} <= set(heads)
    assert sheet.max_row == 3 + 5
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == ['"属实,不属实,待核"']


def test_annotated_copies_carry_comments_and_leave_the_original_alone(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = faulty.read_bytes()
    run(capsys, "check", faulty, *ONLY, "--annotate", tmp_path / "批注", "--mark")
    copy = load_workbook(tmp_path / "批注" / "收入.xlsx")
    assert "INC101" in copy["收入台账"]["P6"].comment.text
    assert "核查意见" in copy.sheetnames
    assert faulty.read_bytes() == before


def test_waivers_set_findings_aside_and_stale_ones_are_reported(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waivers = tmp_path / "免查清单.yaml"
    waivers.write_text(
        "- {code: INC101, key: 龙埠村/王小林, reason: 已核实, by: 李四, until: 2026-12-31}\n"
        "- {code: INC102, key: 龙埠村/王小林, reason: 过期, by: 李四, until: 2023-12-31}\n"
        "- {code: IDN101, key: 龙埠村/无此人, reason: 无, by: 李四, until: 2026-12-31}\n",
        encoding="utf-8",
    )
    ran = run(capsys, "check", faulty, *ONLY, "--waivers", waivers, "--as-of", "2024-12-31", "--format", "json")
    assert [entry["code"] for entry in ran.json["waived"]] == ["INC101"]
    assert "INC101" not in [finding["code"] for finding in ran.json["findings"]]
    holds("findings", ran.json)
    text = run(capsys, "check", faulty, *ONLY, "--waivers", waivers, "--as-of", "2024-12-31").out
    assert "INC102 龙埠村/王小林 已过期（2023-12-31），不再生效" in text
    assert "IDN101 龙埠村/无此人 没有对应的问题" in text


def test_against_an_earlier_result_says_what_was_put_right(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "check", faulty, *ONLY, "--format", "json", "-o", tmp_path / "旧.json")
    rows = [household(number) for number in range(1, 13)]
    rows[4]["户主证件号码"] = "360799198001010"
    rows[8]["研判结论"] = "减收"
    income_workbook(faulty, [household(99), *reversed(rows)])
    ran = run(capsys, "check", faulty, *ONLY, "--against", tmp_path / "旧.json", "--format", "json")
    assert {(f["code"], f["state"]) for f in ran.json["findings"]} == {("IDN101", "未整改"), ("INC103", "新增")}
    assert sorted(f["code"] for f in ran.json["rectified"]) == ["INC101", "INC102", "INC104", "INC105"]
    assert ran.json["not_judged"] == []
    holds("findings", ran.json)


def test_a_removed_column_or_an_emptied_cell_is_never_put_right(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "check", faulty, *ONLY, "--format", "json", "-o", tmp_path / "旧.json")
    rows = [household(number) for number in range(1, 13)]
    rows[2]["本年工资性收入"] = None
    rows[4]["户主证件号码"] = "360799198001010"
    income_workbook(faulty, rows)
    run(capsys, "check", faulty, *ONLY, "--ignore", "INC104", "--format", "json", "-o", tmp_path / "新.json")
    ran = run(capsys, "compare", tmp_path / "旧.json", tmp_path / "新.json", "--format", "json")
    holds("comparison", ran.json)
    assert {f["code"] for f in ran.json["not_judged"]} == {"INC101", "INC104"}
    assert {f["code"] for f in ran.json["rectified"]} == {"INC102", "INC105"}
    assert ran.code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--division", "江西省/赣州市/上游县"], "不认识的区划“江西省/赣州市/上游县”；相近的有：江西省/赣州市/上犹县"),
        (["--select", "INC999"], "没有编号为 INC999 的核查项"),
        (["--on", "2024年"], "“2024年”应写成 2024-09-30 这样的日期"),
        (["--set", "monitoring_line=8300"], "没有名为“monitoring_line”的参数，是否为“local_monitoring_line”"),
        (["--set", "local_monitoring_line=八千"], "“八千”不是以“元”为单位的值"),
        (["--policies", "没有的文件夹"], "找不到本地要求文件夹"),
        (["--format", "xlsx"], "--format xlsx 要用 -o 指定文件"),
        (["--config", "没有.toml"], "找不到配置文件"),
    ],
)
def test_wrong_options_end_with_2_and_one_chinese_sentence(
    faulty: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    ran = run(capsys, "check", faulty, *arguments)
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err


def test_unreadable_files_are_findings_and_the_rest_is_still_checked(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = faulty.parent
    (folder / "坏.xlsx").write_bytes(faulty.read_bytes()[:700])
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "别的.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    (folder / "改名.xls").write_bytes(faulty.read_bytes())
    ran = run(capsys, "check", folder, "--format", "json")
    by_path = {}
    for finding in ran.json["findings"]:
        by_path.setdefault(finding["path"], []).append(finding["code"])
    assert by_path["坏.xlsx"] == ["LED001"]
    assert by_path["空.xlsx"] == ["LED001"]
    assert by_path["别的.csv"] == ["LED003"]
    assert "LED016" in by_path["改名.xls"]
    assert "INC101" in by_path["收入.xlsx"]
    assert ran.code == 1


def test_nothing_to_judge_is_not_a_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "别的.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert run(capsys, "check", tmp_path).code == 1
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    ran = run(capsys, "check", empty)
    assert ran.code == 2
    assert "没有找到可以核查的文件" in ran.err


def test_a_gbk_console_gets_readable_text(faulty: Path) -> None:
    import os
    import subprocess
    import sys

    ran = subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", "check", str(faulty), *ONLY],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        check=False,
    )
    assert ran.returncode == 1
    assert "问题1 错误 INC101" in ran.stdout.decode("gbk")


def test_a_column_wide_finding_half_corrected_is_still_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [household(number, 本年家庭纯收入=39500 + number * 100) for number in range(1, 13)]
    file = income_workbook(tmp_path / "收入.xlsx", rows)
    select = ("--select", "INC101", "--format", "json")
    run(capsys, "check", file, *select, "-o", tmp_path / "旧.json")
    old = json.loads((tmp_path / "旧.json").read_text(encoding="utf-8"))
    assert [finding["count"] for finding in old["findings"]] == [12]
    income_workbook(file, [*rows[:5], *(household(number) for number in range(6, 13))])
    ran = run(capsys, "check", file, *select, "--against", tmp_path / "旧.json")
    assert [f["state"] for f in ran.json["findings"]] == ["未整改"] * 5
    assert ran.json["rectified"] == []


def test_a_long_number_in_an_amount_column_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [household(number) for number in range(1, 13)]
    rows[3]["本年工资性收入"] = "6222021234567890123"
    ran = run(capsys, "check", income_workbook(tmp_path / "收入.xlsx", rows), "--format", "json")
    assert ("LED010", "K7") in {(f["code"], f["cell"]) for f in ran.json["findings"]}
    assert "6222021234567890123" not in ran.out
