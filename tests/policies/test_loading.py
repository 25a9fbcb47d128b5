"""A county's own requirements: what they add, and the mistakes in them that are refused with file and place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policies.entries import RegisterError
from policies.model import Setting
from policies.parameter_files import parse_value
from policies.register import Register, load_builtin, load_register
from policies.resolve import applicable, applicable_requirements, resolve_setting
from tests.checks import tables
from values.shares import Share

NANKANG = ("江西省", "赣州市", "南康区")
POLICY = """\
id: NK24
title: 南康区增收重点户工作要求
number: 康农发〔2024〕5号
divisions: [江西省/赣州市/南康区]
valid: {from: 2024-03-01, to: 2024-12-31}
requirements:
  - id: NK24-1
    clause: 一、
    title: 低于9000元的户逐户有增收措施
    level: 户
    scope: 行
    area: 脱贫人口增收
    judged: machine
    judged_as: SYQD-2-1
    sets: {focus_income_line: 9000}
"""
PARAMETER = """\
name: focus_income_line
title: 增收重点户的年人均纯收入线
unit: 元
values:
  - {value: 9000, division: 江西省/赣州市/南康区, from: 2024-01-01, to: 2024-12-31, requirement: SYQD-2-1}
"""


def load(folder: Path, text: str, name: str = "本县.yaml") -> Register:
    (folder / name).write_text(text, encoding="utf-8")
    return load_register([folder])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param("id: NK24\n", "id: [NK24\n", "本县.yaml第.*行：不是合法的 YAML", id="YAML写坏"),
        pytest.param(POLICY, "- NK24\nrequirements", "不是合法的 YAML", id="整个文件不是键值"),
        pytest.param(POLICY, "- requirements\n", "应为“键: 值”的 YAML", id="整个文件是列表"),
        pytest.param("title: 南康区增收重点户工作要求\n", "", "本县.yaml:title:必填", id="缺文件标题"),
        pytest.param("id: NK24\n", "", "本县.yaml:id:必填", id="缺文件编号"),
        pytest.param("    clause: 一、\n", "", "第1条 NK24-1:clause:必填", id="缺条款"),
        pytest.param("    scope: 行\n", "", "第1条 NK24-1:scope:必填", id="缺判定范围"),
        pytest.param("level: 户", "level: 镇", "第1条 NK24-1:level:“镇”不在允许值内", id="层级用词不对"),
        pytest.param("scope: 行", "scope: 全县", "scope:“全县”不在允许值内", id="范围用词不对"),
        pytest.param("area: 脱贫人口增收", "area: 增收", "area:“增收”不在允许值内", id="板块用词不对"),
        pytest.param("judged: machine", "judged: yes", "judged:", id="判定方式用词不对"),
        pytest.param("id: NK24\n", "id: GN21\n", "文件编号 GN21 重复", id="文件编号重复"),
        pytest.param("id: NK24-1", "id: GN21-1-1", "要求编号 GN21-1-1 重复", id="要求编号重复"),
        pytest.param("focus_income_line: 9000", "focus_income_line: 九千", "“九千”不是以“元”为单位的值", id="数值不合单位"),
        pytest.param("focus_income_line: 9000", "focus_income_line: 1/0", "“1/0”不是以“元”为单位的值", id="数值除以零"),
        pytest.param(
            "focus_income_line", "focus_incom_line", "没有名为 focus_incom_line 的参数，是否为 focus_income_line", id="参数名写错"
        ),
        pytest.param("sets: {focus_income_line: 9000}", "sets: 9000", "sets:应写成 {键: 值}", id="sets不是键值"),
        pytest.param("judged_as: SYQD-2-1", "judged_as: SYQD-9-9", "NK24-1：指向的要求 SYQD-9-9 不存在", id="指向不存在的要求"),
        pytest.param("judged_as:", "jugded_as:", "jugded_as:不认识的键，是否为 judged_as", id="键名写错"),
        pytest.param("requirements:\n", "requirement:\n", "既没有 requirements", id="requirements写成单数"),
        pytest.param("valid: {from: 2024-03-01", "valid: {from: 3月1日", "from:应为 2024-09-30 这样的日期", id="起日不是日期"),
        pytest.param("to: 2024-12-31", "to: 2023-12-31", "起日 2024-03-01 晚于止日 2023-12-31", id="起日晚于止日"),
        pytest.param("valid: {from: 2024-03-01, to: 2024-12-31}", "valid: 2024年", "valid:应写", id="有效期不是起止"),
        pytest.param("divisions: [江西省/赣州市/南康区]", "divisions: 江西省", "divisions:应为列表", id="区划不是列表"),
        pytest.param("[江西省/赣州市/南康区]", "[]", "divisions:必填", id="没有区划"),
        pytest.param("[江西省/赣州市/南康区]", "[江西/赣州市/南康区]", "不认识的区划“江西”.*江西省", id="省名写错"),
        pytest.param("    judged: machine\n", "    judged: machine\n    by_hand: 人核\n", "by_hand:应写成", id="by_hand不是键值"),
        pytest.param("  - id: NK24-1\n", "  - 一条\n  - id: NK24-1\n", "第1条应为“键: 值”", id="要求不是键值"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_file_and_place(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in POLICY
    with pytest.raises(RegisterError, match=said):
        load(tmp_path, POLICY.replace(before, after))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param("requirement: SYQD-2-1", "requirement: SYQD-9-9", "第1个值:requirement:要求 SYQD-9-9 不在要求库中", id="依据不存在"),
        pytest.param("value: 9000", "value: 九千", "第1个值:value:“九千”不是以“元”为单位的值", id="数值不合单位"),
        pytest.param("unit: 元", "unit: 万元", "focus_income_line：单位应为 元，写成了 万元", id="单位与内置不同"),
        pytest.param("from: 2024-01-01", "from: 今年", "第1个值:from:应为", id="起日不是日期"),
        pytest.param("division: 江西省/赣州市/南康区, ", "", "第1个值:division:必填", id="值没有区划"),
        pytest.param("unit: 元\n", "unit: 元\nstricter: more\n", "stricter:只能是 higher 或 lower", id="宽严写错"),
        pytest.param("focus_income_line\n", "own_words\nstricter: higher\n", "不能比较宽严", id="文本不能比宽严"),
        pytest.param("  - {value", "  - 9000\n  - {value", "第1个值应为“键: 值”", id="值不是键值"),
        pytest.param("values:\n", "value:\n", "也没有 values", id="values写成单数"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_parameter_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = PARAMETER.replace(before, after)
    if "own_words" in after:
        text = text.replace("unit: 元", "unit: 文本")
    with pytest.raises(RegisterError, match=said):
        load(tmp_path, text)


def test_a_file_that_is_no_utf8_and_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "本县.yaml").write_bytes(POLICY.encode("gbk"))
    with pytest.raises(RegisterError, match=r"本县\.yaml.*UTF-8"):
        load_register([tmp_path])
    with pytest.raises(RegisterError, match="找不到本地要求文件夹"):
        load_register([tmp_path / "没有"])


def test_files_may_stand_in_subfolders_and_begin_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "本县.yml").write_text(POLICY, encoding="utf-8-sig")
    assert "NK24-1" in load_register([tmp_path]).requirements
    assert "NK24-1" not in load_builtin().requirements


def test_a_value_of_its_own_file_joins_the_known_parameter(tmp_path: Path) -> None:
    register = load(tmp_path, PARAMETER)
    assert len(register.parameters["focus_income_line"].values) == 3
    assert len(load_builtin().parameters["focus_income_line"].values) == 2


# ---- what a county's own requirement does -----------------------------------------------------------------------


def _line(register: Register, division: tuple[str, ...], on: date) -> Setting | None:
    return resolve_setting(register, "focus_income_line", division, on, configured={})


def test_the_builtin_check_judges_by_the_countys_own_value_and_cites_it(tmp_path: Path) -> None:
    register = load(tmp_path, POLICY)
    rows = [
        {"户编号": "A1", "户主姓名": "王小山", "本年人均纯收入": "8999", "替代增收项目": ""},
        {"户编号": "A2", "户主姓名": "李二水", "本年人均纯收入": "9000", "替代增收项目": ""},
    ]
    given = [tables.given(tables.ledger("income", rows), NANKANG)]
    result = tables.run(["INC104"], given, register=register)
    assert [f.message for f in result.findings] == ["人均纯收入8999，低于重点关注线9000元，没有填写增收措施"]
    cited = result.findings[0].requirements
    assert [(c.id, c.document, c.clause) for c in cited] == [
        ("NK24-1", "《南康区增收重点户工作要求》（康农发〔2024〕5号）", "一、")
    ]
    assert result.applied == {"NK24-1"}
    assert not tables.run(["INC104"], given).findings


def test_it_holds_in_its_place_and_time_alone(tmp_path: Path) -> None:
    register = load(tmp_path, POLICY)
    own = register.requirements["NK24-1"]
    assert applicable(own, NANKANG, date(2024, 3, 1))
    assert applicable(own, (*NANKANG, "示范镇"), date(2024, 12, 31))
    assert not applicable(own, NANKANG, date(2024, 2, 29))
    assert not applicable(own, NANKANG, date(2025, 1, 1))
    assert not applicable(own, tables.SHANGYOU, date(2024, 6, 1))
    assert not applicable(own, None, date(2024, 6, 1))
    assert _line(register, NANKANG, date(2025, 1, 1)) is None


def test_a_later_value_of_the_county_takes_the_place_of_the_builtin_one(tmp_path: Path) -> None:
    register = load(tmp_path, POLICY.replace("南康区", "上犹县"))
    march, january = (_line(register, tables.SHANGYOU, date(2024, month, 1)) for month in (3, 1))
    assert march is not None
    assert january is not None
    assert (march.text, january.text) == ("9000元", "10000元")
    assert march.requirement is register.requirements["NK24-1"]


# ---- which value holds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("division", "on", "text"),
    [
        pytest.param(NANKANG, date(2024, 8, 13), "60%", id="省里的值自印发日起"),
        pytest.param(NANKANG, date(2024, 8, 12), None, id="印发以前没有"),
        pytest.param(NANKANG, date(2026, 1, 1), None, id="过渡期满后没有"),
        pytest.param(tables.GANXIAN, date(2024, 9, 1), "65%", id="赣县区取更严的"),
        pytest.param(tables.GANXIAN, date(2025, 9, 1), "60%", id="赣县区次年退回省里的"),
        pytest.param(tables.SHANGYOU, date(2024, 1, 1), "60%", id="上犹县自己的在前"),
        pytest.param(tables.SHIQUAN, date(2024, 9, 1), None, id="外省没有"),
        pytest.param(None, date(2024, 9, 1), None, id="不知道所在地没有"),
    ],
)
def test_the_floor_of_industry_by_place_and_day(division: tuple[str, ...] | None, on: date, text: str | None) -> None:
    setting = resolve_setting(load_builtin(), "industry_share_floor", division, on, configured={})
    assert (setting.text if setting else None) == text


def test_a_configured_value_stands_in_only_where_no_document_gives_one() -> None:
    configured = {"industry_share_floor": Setting("industry_share_floor", "占比", Share(1, 2), "50%", basis="试")}
    register, day = load_builtin(), date(2024, 9, 1)
    given = [
        resolve_setting(register, "industry_share_floor", d, day, configured=configured)
        for d in (NANKANG, tables.SHIQUAN)
    ]
    assert [(s.text, s.basis) for s in given if s] == [("60%", None), ("50%", "试")]


def test_what_applies_to_a_county_is_never_another_provinces() -> None:
    found = applicable_requirements(load_builtin(), tables.SHANGYOU, date(2024, 9, 30))
    assert {r.policy.id for r in found} == {"GN21", "SY13", "SYQD"}


def test_a_setting_gives_its_value_in_one_type_alone() -> None:
    share = Setting("x", "占比", Share(3, 5), "60%", basis="试")
    day = Setting("x", "期限", date(2024, 8, 9), "2024-08-09", basis="试")
    number = Setting("x", "线", 850_000, "8500元", basis="试")
    assert (share.share, day.day, number.fen, number.number) == (Share(3, 5), date(2024, 8, 9), 850_000, 850_000)
    for wrong in (lambda: share.fen, lambda: number.share, lambda: number.day, lambda: day.number):
        with pytest.raises(TypeError):
            wrong()


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("8500.5", "元", 850_050),
        ("60%", "比例", Share(3, 5)),
        ("2024-08-09", "日期", date(2024, 8, 9)),
        ("24", "月", 24),
        ("三条渠道", "文本", "三条渠道"),
    ],
)
def test_values_are_read_by_their_unit(text: str, unit: str, value: object) -> None:
    assert parse_value(text, unit) == value
