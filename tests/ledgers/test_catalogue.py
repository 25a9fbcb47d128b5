from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from ledgers.catalogue import (
    KindFileError,
    describe_kinds,
    kind_of_table_name,
    ledger_kinds,
    not_ledgers,
    with_spellings,
)
from ledgers.headings import clean
from ledgers.model import LedgerKind

# Names given once for ever: a kind may be added, none is renamed.
KIND_NAMES = """
agency_services asset_care asset_income assessments assets business_entities cadre_attendance cadres consumption_support
craftspeople decline_summary disabled_people employment employment_services entrusted_production farmer_links focus_villages fund_payments
guarantees hazards helpers household_list household_plans income income_decline industry_awards industry_bases
information_officers inspections insurance interest_subsidies job_vacancies land_transfers look_back measures meetings
microcredit monitoring number_register persons project_library projects public_posts publicity rectification rectification_reports
relocation service_points social_assistance solar startup_bases subsidies tasks technical_guidance toilets training
village_collective warnings work_awards work_relief workshops yulu_aid
"""

# Every name under which the policy texts speak of a table.
TABLE_NAMES = """
一户一策 一户一策表 三保障核查表 临时救助台账 乡村工匠名册 乡村建设任务清单 交通补贴台账 产业基地台账 产业奖补台账
产业奖补实施细则 产业奖补申报台账 人口名单 代办台账 代种代养 代种代养台账 以工代赈台账 以工代赈用工台账 任务分解表
会议台账 低保台账 低保特困台账 低收入收入下降核查台账 住房安全台账 信息员台账 光伏收益分配台账 入股台账 公岗台账
公文 公益岗招聘公告 公益性岗位台账 农业保险台账 减收因素汇总表 创业补贴台账 创业载体台账 务工台账 务工奖励台账
务工就业台账 务工就业监测台账 医保参保台账 参数 参数表 回头看台账 土地流转 土地流转台账 垫付台账 培训台账
培训需求台账 培训需求库 增收台账 安全隐患台账 实施清单 宣传台账 小额信贷台账 小额信贷需求台账 就业台账
就业帮扶服务台账 帮扶产业项目台账 帮扶措施台账 帮扶责任人台账 帮扶车间台账 户厕台账 户名单 技术指导台账 技能培训台账
措施 措施台账 搬迁台账 搬迁后扶台账 收入台账 收入排查台账 收入测算表 收益分配 收益分配台账 整改半月报台账 整改台账
新社区工厂台账 易地搬迁后扶台账 服务点台账 村集体经济台账 核查整改台账 检查清单 民政台账 消费帮扶台账 灾损补助台账
特困台账 用工需求清单 监测 监测台账 监测对象 监测对象台账 督导台账 督导考核台账 管理办法 系统导出 经营主体名录
考核台账 考核指标表 联农带农台账 联农带农核查台账 良种补贴台账 补贴发放台账 补贴台账 责任清单 贷款贴息台账 资产台账
资产收益分配台账 资产管护台账 资金台账 资金清单 资金项目清单 进度通报 部门数据 重点村名单 问题整改台账 防贫保险台账
雨露 雨露计划台账 项目台账 项目库 预警台账 预警核查台账 风险台账 饮水安全台账 驻村干部台账 驻村干部考勤台账
"""

NEIGHBOURING_REGISTER = Path(__file__).parents[3] / "shared" / "domain" / "requirements.csv"


def test_kinds_keep_their_names() -> None:
    assert list(ledger_kinds()) == sorted(KIND_NAMES.split())


@pytest.mark.parametrize("name", TABLE_NAMES.split())
def test_every_table_name_is_one_kind_or_no_ledger(name: str) -> None:
    assert (kind_of_table_name(name) is None) == (name in not_ledgers())


@pytest.mark.skipif(not NEIGHBOURING_REGISTER.exists(), reason="the register of requirements is not beside the project")
def test_list_of_table_names_is_complete() -> None:
    with NEIGHBOURING_REGISTER.open(encoding="utf-8-sig", newline="") as file:
        cells = [row["ledger_table"] for row in csv.DictReader(file)]
    names = {name.strip() for cell in cells for name in re.split(r"[×/,;、，；]", cell)}
    assert names == set(TABLE_NAMES.split())


@pytest.mark.parametrize("kind", ledger_kinds().values(), ids=lambda kind: kind.kind)
def test_a_spelling_means_one_field(kind: LedgerKind) -> None:
    """One spelling in two fields needs an order: the field that lists it earlier comes first."""
    places: dict[str, list[tuple[int, str | None]]] = defaultdict(list)
    for field in kind.fields:
        for rank, spelling in enumerate(dict.fromkeys(clean(text) for text in (field.name, *field.spellings))):
            places[spelling].append((rank, field.year))
    for spelling, found in places.items():
        years = [year for _, year in found]
        assert len(found) == 1 or len(set(years)) == len(years) or len(set(found)) == len(found), spelling


@pytest.mark.parametrize("kind", ledger_kinds().values(), ids=lambda kind: kind.kind)
def test_fields_are_named_alike_and_complete(kind: LedgerKind) -> None:
    for field in kind.fields:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", field.field)
        assert (field.type == "choice") == bool(field.choices) or field.type == "flag"
        assert field.sensitive == (field.type in {"identity", "phone", "account"}), field.field
        assert field.type != "amount" or field.unit in {"元", "万元"}
        assert field.type != "day" or field.field.endswith(("_on", "deadline", "_by", "as_of")), field.field
    spellings = [spelling for field in kind.fields for choice in field.choices for spelling in choice.spellings]
    assert all(spelling.strip() == spelling for spelling in spellings)


def test_post_2025_terms_are_known() -> None:
    monitored = ledger_kinds()["monitoring"].field_named("monitored_type")
    central = ledger_kinds()["projects"].field_named("central_funds")
    assert "防止返贫致贫对象类别" in monitored.spellings
    assert "中央财政常态化帮扶资金" in central.spellings


def test_kinds_are_described_in_plain_values() -> None:
    income = next(kind for kind in describe_kinds() if kind["kind"] == "income")
    assert list(income) == ["kind", "name", "fields", "keys"]
    assert income["keys"] == [["household_id"], ["householder_identity"], ["village", "householder"]]
    wage = next(field for field in income["fields"] if field["field"] == "wage_income_last_year")
    assert list(wage) == ["field", "name", "type", "unit", "required", "sensitive", "spellings"]
    assert (wage["name"], wage["type"], wage["unit"], wage["required"]) == ("上年工资性收入", "amount", "元", True)


GOOD = (
    "kind: {kind}\nname: 样表\ntitles: [样表]\nkeys: [[code]]\nfields:\n  - {{field: code, name: 编号, type: code}}\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("type: code", "type: colour"), "type 不认识"),
        (GOOD.replace("type: code", "type: code, colour: red"), "不认识的键 colour"),
        (GOOD.replace("name: 编号, ", ""), "name 缺失"),
        (GOOD.replace("[[code]]", "[[number]]"), "number 不是本台账的字段"),
        (GOOD + "colour: red\n", "不认识的键 colour"),
        (GOOD.replace("name: 样表\n", ""), "缺少 name"),
        (GOOD + "  - {{field: code, name: 编码, type: code}}\n", "code 写了两次"),
        (GOOD + "include: [nothing]\n", "nothing 不在"),
        (GOOD.replace("kind: {kind}", "kind: other"), "kind 应与文件名相同"),
        (GOOD.replace("type: code", "type: code, required: maybe"), "required 应为 true 或 false"),
        (GOOD.replace("type: code", "type: code, year: next"), "year 应为"),
        (GOOD.replace("type: code", "type: code, spellings: [1131]"), "spellings 应为文字的列表"),
        (GOOD.replace("field: code", "field: 编号"), "field 应为英文字段名"),
        ("- a\n- b\n", "应为键值对"),
        ("a: [\n", "无法读取"),
    ],
)
def test_mistakes_in_a_kind_file_are_refused_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "shared_fields.yaml").write_text("row: []\n", encoding="utf-8")
    (tmp_path / "sample.yaml").write_text(text.format(kind="sample"), encoding="utf-8")
    with pytest.raises(KindFileError) as caught:
        ledger_kinds(tmp_path)
    assert "sample.yaml" in str(caught.value)
    assert said in str(caught.value)


def test_two_kinds_cannot_share_a_table_name(tmp_path: Path) -> None:
    (tmp_path / "shared_fields.yaml").write_text("row: []\n", encoding="utf-8")
    for kind in ("first", "second"):
        text = GOOD.format(kind=kind) + "ledger_tables: [样表台账]\n"
        (tmp_path / f"{kind}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KindFileError, match=r"second\.yaml:ledger_tables .*样表台账.*first"):
        ledger_kinds(tmp_path)


def test_a_field_of_the_kind_beats_the_shared_one(tmp_path: Path) -> None:
    (tmp_path / "shared_fields.yaml").write_text(
        "funds:\n  - {field: total, name: 总额, type: amount, unit: 元, required: true}\n", encoding="utf-8"
    )
    text = GOOD.format(kind="sample") + "  - {field: total, required: false}\nappend: [funds]\n"
    (tmp_path / "sample.yaml").write_text(text, encoding="utf-8")
    total = ledger_kinds(tmp_path)["sample"].field_named("total")
    assert (total.name, total.required) == ("总额", False)


def test_an_office_may_add_spellings() -> None:
    kinds = with_spellings(ledger_kinds(), {"income": {"每人平均": "per_capita_net_income_this_year"}})
    assert kinds["income"].field_named("per_capita_net_income_this_year").spellings[0] == "每人平均"
    assert kinds["monitoring"] is ledger_kinds()["monitoring"]


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"incomes": {}}, "没有台账种类 incomes，是否为 income"),
        ({"income": {"人均": "wage_income"}}, "是否为 wage_income_"),
    ],
)
def test_a_spelling_for_nothing_is_refused_with_the_nearest_name(headers: dict[str, dict[str, str]], said: str) -> None:
    with pytest.raises(KindFileError, match=said):
        with_spellings(ledger_kinds(), headers)
