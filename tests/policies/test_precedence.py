"""Which value holds where and when, and every boundary as the documents word it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calculations.calendar_periods import periods_over
from checks.engine.inputs import LedgerInput
from policies.model import Setting
from policies.register import Register, load_builtin, load_register
from policies.resolve import applicable, resolve_setting
from policies.transition import TO_BE_HELD_AGAINST_NEW, outlived, transition_end
from tests.checks import tables
from tests.checks.tables import GANXIAN, SHANGYOU, SHIQUAN, YEAR_END
from tests.cli.program import household, income_workbook, run
from tests.policies import local_files
from values.days import parse_day
from xianjie.configuration import Configuration
from xianjie.register.requirements import list_requirements

NANKANG = ("江西省", "赣州市", "南康区")
BEIZHANG = ("山西省", "吕梁市", "文水县", "北张乡")
LATER = date(2026, 6, 30)
REGISTER = load_builtin()


def text(name: str, division: tuple[str, ...], on: date, register: Register = REGISTER) -> str | None:
    setting = resolve_setting(register, name, division, on, configured={})
    return setting.text if setting else None


# ---- place ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "division", "on", "wanted"),
    [
        pytest.param("industry_share_floor", GANXIAN, date(2024, 9, 30), "65%", id="赣县区2024年65%严于全省60%"),
        pytest.param("industry_share_floor", SHANGYOU, date(2024, 9, 30), "60%", id="上犹县与全省同为60%"),
        pytest.param("industry_share_floor", NANKANG, date(2024, 9, 30), "60%", id="省内其他县60%"),
        pytest.param("industry_share_floor", SHIQUAN, date(2024, 9, 30), None, id="外省没有占比"),
        pytest.param("payment_progress_floor", SHANGYOU, date(2024, 9, 30), "75%", id="75%只在上犹县"),
        pytest.param("payment_progress_floor", GANXIAN, date(2024, 9, 30), None, id="赣县区没有75%"),
        pytest.param("work_relief_pay_share_floor", SHIQUAN, date(2023, 6, 30), "15%", id="以工代赈15%在石泉县"),
        pytest.param("work_relief_pay_share_floor", SHANGYOU, date(2024, 6, 30), None, id="15%不用于江西"),
        pytest.param("industry_award_cap", SHIQUAN, date(2023, 6, 30), "5000元", id="奖扶上限在石泉县"),
        pytest.param("industry_award_cap", NANKANG, date(2024, 9, 30), None, id="5000元不用于江西"),
        pytest.param("focus_income_line", SHANGYOU, date(2024, 6, 30), "10000元", id="上犹县1万元"),
        pytest.param("focus_income_line", SHIQUAN, date(2023, 6, 30), "8500元", id="石泉县8500元"),
        pytest.param("income_growth_target", BEIZHANG, date(2022, 6, 30), "22%", id="增长22%在北张乡"),
        pytest.param("income_growth_target", BEIZHANG[:3], date(2022, 6, 30), None, id="不用于全县"),
        pytest.param("income_growth_target", SHANGYOU, date(2022, 6, 30), None, id="不用于江西"),
        pytest.param("focus_village_base_floor", GANXIAN, date(2024, 9, 30), "1个", id="重点帮扶村基地，区里的"),
        pytest.param("focus_village_base_floor", NANKANG, date(2024, 9, 30), "1个", id="重点帮扶村基地，全省的"),
        pytest.param("unremoved_years_for_focus", SHANGYOU, date(2024, 9, 30), "24个月", id="两年的两类对象"),
        pytest.param("unremoved_months_for_analysis", SHANGYOU, date(2024, 9, 30), "12个月", id="一年的逐户分析，并行不悖"),
    ],
)  # fmt: skip
def test_a_value_holds_in_its_own_place(name: str, division: tuple[str, ...], on: date, wanted: str | None) -> None:
    assert text(name, division, on) == wanted


def test_no_document_reaches_into_another_province() -> None:
    places = {"江西省": SHANGYOU, "陕西省": SHIQUAN, "山西省": BEIZHANG}
    for requirement in REGISTER.requirements.values():
        policy = requirement.policy
        for province, place in places.items():
            if all(division[0] != province for division in policy.divisions):
                assert not applicable(requirement, place, policy.valid_from)


def test_a_countys_stricter_value_stands_and_a_laxer_one_gives_way(tmp_path: Path) -> None:
    for share, wanted in (("70%", "70%"), ("50%", "60%")):
        folder = tmp_path / share
        folder.mkdir()
        (folder / "本县.yaml").write_text(
            json.dumps(_own({"industry_share_floor": share}), ensure_ascii=False), encoding="utf-8"
        )
        register = load_register([folder])
        assert text("industry_share_floor", NANKANG, date(2024, 9, 30), register) == wanted


def _own(
    sets: dict[str, str], valid: tuple[str, str] = ("2024-01-01", "2024-12-31"), judged_as: str = "GN21-3-3"
) -> dict[str, Any]:
    data = dict(local_files.policy(["x"]))
    requirement = {key: value for key, value in data["requirements"][0].items() if key != "check"}
    data["requirements"] = [{**requirement, "judged_as": judged_as, "sets": sets}]
    return {**data, "valid": {"from": valid[0], "to": valid[1]}, "validity_basis": "县委会议纪要延长"}


# ---- time -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["BZ39", "GX24", "SQ23", "SYQD"])
def test_an_annual_document_does_not_roll_on(policy: str) -> None:
    own = [requirement for requirement in REGISTER.requirements.values() if requirement.policy.id == policy]
    last = own[0].policy.valid_to
    place = own[0].policy.divisions[0]
    assert (last.month, last.day) == (12, 31)
    assert all(applicable(requirement, place, last) for requirement in own)
    assert not any(applicable(requirement, place, last.replace(year=last.year + 1)) for requirement in own)
    assert not any(applicable(requirement, place, date(last.year + 1, 1, 1)) for requirement in own)


def test_a_county_may_extend_one_on_its_own_authority(tmp_path: Path) -> None:
    extended = _own({"payment_progress_floor": "75%"}, ("2025-01-01", "2025-12-31"), "SYQD-3-5")
    (tmp_path / "延长.yaml").write_text(json.dumps(extended, ensure_ascii=False), encoding="utf-8")
    register = load_register([tmp_path])
    setting = resolve_setting(register, "payment_progress_floor", NANKANG, date(2025, 9, 30), configured={})
    assert setting is not None
    assert setting.requirement is not None
    assert (setting.text, setting.requirement.policy.validity_basis) == ("75%", "县委会议纪要延长")


def test_not_applicable_is_an_answer_of_its_own() -> None:
    projects = tables.ledger("projects", [{"项目名称": "茶园", "项目类别": "产业", "中央资金": "1"}])
    result = tables.run(["PRJ201"], [tables.given(projects, SHIQUAN)], covers="县")
    assert not result.findings
    assert not result.applied
    assert result.not_applicable == {"GN21-3-3", "SYQD-3-4", "GX24-4-1"}
    assert not result.not_judged


# ---- after the transition period --------------------------------------------------------------------------------


def test_what_the_transition_period_ended_is_to_be_held_against_new_policy() -> None:
    held = REGISTER.requirements["GN21-3-3"]
    end = transition_end({})
    assert end == date(2025, 12, 31)
    assert not outlived(held, NANKANG, end, end)
    assert outlived(held, NANKANG, date(2026, 1, 1), end)
    assert not outlived(held, SHIQUAN, date(2026, 1, 1), end)
    assert outlived(REGISTER.requirements["SQ23-1-2"], SHIQUAN, date(2026, 1, 1), end)
    assert not outlived(REGISTER.requirements["SQ23-1-2"], SHIQUAN, date(2024, 1, 1), end)


def test_the_end_of_the_period_can_be_configured() -> None:
    own = {"transition_period_end": Setting("transition_period_end", "截止日", LATER, "2026-06-30", basis="试")}
    assert transition_end(own) == LATER


def _poor(division: tuple[str, ...] | None, on: date) -> LedgerInput:
    rows = [{"户编号": "A1", "户主姓名": "王小山", "本年人均纯收入": "8000", "替代增收项目": ""}]
    return tables.given(tables.ledger("income", rows), division, on=on, year=on.year)


@pytest.mark.parametrize(
    ("division", "on", "marked"),
    [
        pytest.param(SHANGYOU, LATER, {"SYQD-2-1"}, id="本地原有的须核对"),
        pytest.param(SHIQUAN, LATER, {"SQ23-1-2"}, id="外省的各管各"),
        pytest.param(SHANGYOU, date(2025, 6, 30), set(), id="过渡期内只是没有这项要求"),
        pytest.param(GANXIAN, LATER, set(), id="本地原来没有的不说"),
        pytest.param(None, LATER, set(), id="不知道所在地的不说"),
    ],
)
def test_a_check_says_which_requirements_are_over(division: Any, on: date, marked: set[str]) -> None:
    result = tables.run(["INC104"], [_poor(division, on)])
    assert {s.requirement for s in result.skipped if TO_BE_HELD_AGAINST_NEW in s.reason} == marked
    assert all(skip.not_applicable for skip in result.skipped)


def test_past_years_are_judged_as_ever() -> None:
    assert len(tables.run(["INC104"], [_poor(SHANGYOU, YEAR_END)]).findings) == 1


def test_the_list_marks_them_and_the_checklist_leaves_them_out() -> None:
    place = "/".join(SHANGYOU)
    listed = list_requirements(Configuration(), division=place, on=LATER, with_outlived=True)
    assert listed
    assert all(view.outlived for view in listed)
    assert {view.requirement.policy.id for view in listed} == {"GN21", "SY13", "SYQD"}
    assert not list_requirements(Configuration(), division=place, on=LATER)
    earlier = list_requirements(Configuration(), division=place, on=YEAR_END, with_outlived=True)
    assert not any(view.outlived for view in earlier)


def test_the_program_says_it_once_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲", "乙"):
        income_workbook(tmp_path / f"{name}.xlsx", [household(1)], title="上犹县2026年脱贫户收入台账")
    place = ("--division", "/".join(SHANGYOU), "--on", LATER)
    shown = run(capsys, "check", tmp_path, *place).out
    assert shown.count("过渡期已于2025年12月31日结束，以下要求须核对新政策后再用：") == 1
    reasons = [s["reason"] for s in run(capsys, "check", tmp_path, *place, "--format", "json").json["skipped"]]
    assert any(TO_BE_HELD_AGAINST_NEW in reason for reason in reasons)
    lines = run(capsys, "policies", "list", *place).out.splitlines()
    assert all("[须核对新政策]" in line for line in lines[:-1])
    entries = run(capsys, "policies", "list", *place, "--format", "json").json
    assert {entry["note"] for entry in entries} == {TO_BE_HELD_AGAINST_NEW}
    before = run(capsys, "check", tmp_path, "--division", "/".join(SHANGYOU), "--on", YEAR_END).out
    assert "过渡期" not in before


# ---- boundaries -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("income", "found"), [("9999.99", 1), ("10000", 0), ("10000.00", 0), ("10000.01", 0)]
)  # fmt: skip
def test_below_does_not_hold_the_line_itself(income: str, found: int) -> None:
    rows = [{"户编号": "A1", "户主姓名": "王小山", "本年人均纯收入": income, "替代增收项目": ""}]
    given = tables.given(tables.ledger("income", rows), SHANGYOU)
    assert len(tables.run(["INC104"], [given]).findings) == found


@pytest.mark.parametrize(
    ("industry", "rest", "found"),
    [
        pytest.param("59.95", "40.05", 1, id="59.95%不合格"),
        pytest.param("59.999999", "40.000001", 1, id="差百万分之一也不合格"),
        pytest.param("60", "40", 0, id="恰60%合格"),
        pytest.param("60.000001", "39.999999", 0, id="多一分合格"),
    ],
)
def test_a_share_is_not_rounded_before_it_is_compared(industry: str, rest: str, found: int) -> None:
    rows = [
        {"项目名称": "甲", "项目类别": "产业", "中央资金": industry},
        {"项目名称": "乙", "项目类别": "乡村建设", "中央资金": rest},
    ]
    result = tables.run(["PRJ201"], [tables.given(tables.ledger("projects", rows), NANKANG)], covers="县")
    assert len(result.findings) == found


@pytest.mark.parametrize(
    ("written", "last"),
    [
        pytest.param("2024年8月底前", date(2024, 8, 31), id="月底前含月末当天"),
        pytest.param("2024年2月底", date(2024, 2, 29), id="二月末看闰年"),
        pytest.param("2024年8月9日前", date(2024, 8, 9), id="某日前含当日"),
        pytest.param("2024年12月31日", date(2024, 12, 31), id="当日"),
    ],
)
def test_a_deadline_holds_its_own_day(written: str, last: date) -> None:
    day = parse_day(written)
    assert day is not None
    assert (day.exact, date.fromordinal(day.last)) == (True, last)


@pytest.mark.parametrize(
    ("as_of", "found"),
    [pytest.param(date(2024, 8, 31), 0, id="月末当天没有逾期"), pytest.param(date(2024, 9, 1), 1, id="次日逾期")],
)
def test_the_end_of_august_is_the_31st(as_of: date, found: int) -> None:
    rows = [{"问题编号": "W1", "整改时限": "2024年8月底前", "完成日期": ""}]
    given = tables.given(tables.ledger("rectification", rows), SHANGYOU, as_of=as_of)
    assert len(tables.run(["REC101"], [given]).findings) == found


@pytest.mark.parametrize(
    ("name", "as_of", "over"),
    [
        pytest.param("半月", date(2024, 1, 14), [], id="上半月还没过完"),
        pytest.param("半月", date(2024, 1, 15), ["2024年1月上半月"], id="15日当天过完"),
        pytest.param("半月", date(2024, 1, 30), ["2024年1月上半月"], id="下半月到月末"),
        pytest.param("半月", date(2024, 1, 31), ["2024年1月上半月", "2024年1月下半月"], id="月末当天过完"),
        pytest.param("月", date(2024, 2, 28), ["2024年1月"], id="闰年二月还没过完"),
        pytest.param("月", date(2024, 2, 29), ["2024年1月", "2024年2月"], id="闰年二月过完"),
        pytest.param("季度", date(2024, 3, 30), [], id="一季度还没过完"),
        pytest.param("季度", date(2024, 6, 30), ["2024年第一季度", "2024年第二季度"], id="二季度过完"),
        pytest.param("半年", date(2024, 6, 29), [], id="上半年还没过完"),
        pytest.param("半年", date(2024, 12, 31), ["2024年上半年", "2024年下半年"], id="自然半年"),
        pytest.param("月", date(2023, 12, 31), [], id="来年的不问"),
    ],
)
def test_a_period_is_due_when_its_last_day_is_over(name: Any, as_of: date, over: list[str]) -> None:
    assert [period.text for period in periods_over(name, 2024, as_of)] == over


def test_the_year_after_all_periods_are_over_and_each_stands_alone() -> None:
    counts = {name: len(periods_over(name, 2024, date(2025, 1, 1))) for name in ("半月", "月", "季度", "半年")}  # type: ignore[arg-type]
    assert counts == {"半月": 24, "月": 12, "季度": 4, "半年": 2}


# ---- configured values ------------------------------------------------------------------------------------------


def test_a_configured_value_is_called_so_in_every_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    income_workbook(tmp_path / "收入.xlsx", [household(1, 本年人均纯收入=8000)], title="南康区2024年脱贫户收入台账")
    (tmp_path / "本县要求").mkdir()
    own = {**_own({}, judged_as="SYQD-2-1")}
    (tmp_path / "本县要求" / "本县.yaml").write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    settings = 'policies = ["本县要求"]\n[parameters]\nfocus_income_line = {value = 9000, unit = "元", basis = "康办〔2024〕9号"}\n'
    (tmp_path / "xianjie.toml").write_text(settings, encoding="utf-8")
    asked = ("check", tmp_path / "收入.xlsx", "--division", "/".join(NANKANG), "--on", "2024-12-31", "--select", "INC104",
             "--config", tmp_path / "xianjie.toml")  # fmt: skip
    said = "配置值，非文件原值：康办〔2024〕9号"
    assert said in run(capsys, *asked).out
    cited = [c for f in run(capsys, *asked, "--format", "json").json["findings"] for c in f["requirements"]]
    assert [(c["document"], c["title"]) for c in cited if c["id"] is None] == [
        (said, "增收重点户的年人均纯收入线:9000元")
    ]
    run(capsys, *asked, "--format", "xlsx", "-o", tmp_path / "结果.xlsx")
    cells = [
        str(cell)
        for row in load_workbook(tmp_path / "结果.xlsx").worksheets[0].iter_rows(values_only=True)
        for cell in row
    ]
    assert any(said in cell for cell in cells)
