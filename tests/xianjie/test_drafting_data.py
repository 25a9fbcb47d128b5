"""The data a drafted text is made of: the register, ledgers and findings as they lie in the office."""

from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import xianjie
from drafting import SourceError
from drafting.data_bodies.model import BodyRequest, DataBody, DataBodyError
from xianjie.configuration import Configuration, find_configuration, load_configuration
from xianjie.drafting_data import read_body

EXAMPLES = Path(__file__).parents[2] / "examples" / "示范县"
LEDGER = EXAMPLES / "新田镇" / "2024年脱贫户收入台账.xlsx"
OFFICE = load_configuration(find_configuration(EXAMPLES))
TARGET = {"income_growth_target": {"value": "10%", "unit": "比例", "basis": "县委农办函"}}


def cells(body: DataBody) -> list[list[str]]:
    return [[cell.text for cell in row] for part in body.paragraphs if part.table for row in part.table.rows]


def test_the_tasks_of_the_county_and_the_day() -> None:
    body = read_body(BodyRequest("工作要点", on=date(2024, 9, 1), documents=("SF24",)), OFFICE)
    texts = [part.text for part in body.paragraphs]
    assert texts[0] == "根据《示范县2024年衔接工作台账管理若干要求》（示乡振发〔2024〕8号），制定如下工作要点。"
    assert "1.年人均纯收入不到1万元的脱贫户、监测户列为增收重点户，逐户填写增收措施。增收重点户的年人均纯收入线10000元。〔责任单位：各乡镇〕" in texts
    assert any(row[0] == "各乡镇" for row in cells(body))


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (BodyRequest("工作要点", division="江西省/赣州市/无此县"), "无此县"),
        (BodyRequest("工作要点", division="江西省/赣州市/示范县", on=date(1999, 1, 1)), "没有有效的工作任务"),
        (BodyRequest("实施方案", ledgers=(EXAMPLES / "新田镇" / "监测对象台账.xlsx",)), "没有认出脱贫户收入台账"),
        (BodyRequest("实施方案", ledgers=(EXAMPLES / "新田镇",)), "给了2个年度的收入台账（2023、2024），请只留一个年度"),
        (BodyRequest("整改方案", findings=LEDGER), "既不是核查结果"),
    ],
)
def test_what_does_not_make_a_text_is_said(request_: BodyRequest, said: str) -> None:
    with pytest.raises(DataBodyError, match=said):
        read_body(request_, OFFICE)


def test_a_place_is_asked_for() -> None:
    with pytest.raises(DataBodyError, match="缺少 区划"):
        read_body(BodyRequest("工作要点"), Configuration())


def test_targets_of_every_village_from_the_ledger() -> None:
    office = Configuration(division=OFFICE.division, places=OFFICE.places, parameters=TARGET)
    body = read_body(BodyRequest("实施方案", on=date(2024, 12, 31), ledgers=(LEDGER,)), office)
    with closing(openpyxl.load_workbook(LEDGER, read_only=True)) as book:
        households = sum(isinstance(row[0], int) for row in book.worksheets[0].iter_rows(values_only=True))
    villages = [row for row in cells(body) if len(row) == 8][1:]
    assert len(villages) == 8
    assert sum(int(row[1]) for row in villages) == households - 1  # one lacks a figure, as the text says
    assert any(part.text == "另有1户缺两年收入或人口数，没有计入。" for part in body.paragraphs)
    assert all(row[4] == "10%" for row in villages)
    assert any("依据县委农办函，人均纯收入增幅目标为10%" in part.text for part in body.paragraphs)


PLAN = """文种: 实施方案
版头: 无
发文机关: 示范县农业农村局
标题: 新田镇促进脱贫人口稳定增收实施方案
正文来源:
  类型: 实施方案
  日期: 2024-12-31
"""


def test_a_plan_is_drafted_beside_its_ledger(tmp_path: Path) -> None:
    (tmp_path / "收入台账.xlsx").write_bytes(LEDGER.read_bytes())
    (tmp_path / "方案.yaml").write_text(f"{PLAN}  台账: [收入台账.xlsx]\n", encoding="utf-8")
    notes = xianjie.draft(tmp_path / "方案.yaml", tmp_path / "方案.docx")
    assert "  替代增收项目：35户减收户没有填写，请补上" in notes
    assert (tmp_path / "方案.docx").stat().st_size > 10_000


def test_a_wrong_source_of_data_is_refused_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(f"{PLAN}  台账: [没有.xlsx]\n  台帐: 甲\n  本县要求: 无\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        xianjie.draft(tmp_path / "方案.yaml", tmp_path / "方案.docx")
    assert [str(fault) for fault in caught.value.faults] == [
        "第5行“正文来源.本县要求”：无：没有这个文件或文件夹",
        "第5行“正文来源.台账”：没有.xlsx：没有这个文件或文件夹",
        "第9行“台帐”：没有这个键，是否为“台账”",
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["方案.yaml"]


def test_data_that_make_no_text_are_told_at_their_key(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes((EXAMPLES / "新田镇" / "监测对象台账.xlsx").read_bytes())
    (tmp_path / "方案.yaml").write_text(f"{PLAN}  台账: [台账.xlsx]\n", encoding="utf-8")
    with pytest.raises(SourceError, match="第5行“正文来源”：所给台账里没有认出脱贫户收入台账"):
        xianjie.draft(tmp_path / "方案.yaml", tmp_path / "方案.docx")
