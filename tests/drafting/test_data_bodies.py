"""Texts made of data: figures come from the data alone, what is missing is 待填 and on the list."""

from documents.model import Paragraph
from drafting.data_bodies.income_plan import Cause, FallenHousehold, Incomes, VillageIncome, income_plan
from drafting.data_bodies.rectification_plan import rectification_plan
from drafting.data_bodies.work_points import Task, work_points
from ledgers.problems import PENDING, Problem
from values.shares import Share


def lines(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [" ".join(part.text.split()) for part in paragraphs if part.text]


def rows(paragraphs: tuple[Paragraph, ...]) -> list[list[str]]:
    return [[cell.text for cell in row] for part in paragraphs if part.table for row in part.table.rows]


def task(area: str, title: str, *units: str, standard: str = "") -> Task:
    return Task(area, title, standard, units, "《示范县工作要点》（示农字〔2024〕1号）")


def test_tasks_stand_under_their_area_with_their_units() -> None:
    made = work_points(
        [
            task("产业帮扶", "按时支付租金", "县农业农村局", "各乡镇"),
            task("产业帮扶", "足额奖补", standard="奖补不低于600元"),
            task("就业帮扶", "每月走访", "县人社局"),
        ]
    )
    assert lines(made.paragraphs) == [
        "根据《示范县工作要点》（示农字〔2024〕1号），制定如下工作要点。",
        "一、产业帮扶",
        "1.按时支付租金。〔责任单位：县农业农村局、各乡镇〕",
        "2.足额奖补。奖补不低于600元。〔责任单位：待填〕",
        "二、就业帮扶",
        "1.每月走访。〔责任单位：县人社局〕",
        "三、责任分工",
        "各责任单位承担的任务如下，数字为以上各部分的序号。",
    ]
    assert rows(made.paragraphs)[1:] == [["县农业农村局", "一、1"], ["各乡镇", "一、1"], ["县人社局", "二、1"]]
    assert made.todo == ("责任单位：1项任务文件没有写明（一、2），请填写",)


def test_problems_are_grouped_by_township_and_personal_numbers_masked() -> None:
    made = rectification_plan(
        [
            Problem(source="台账核查", township="新田镇", village="上坪村", subject="张三", description="证件号110101199001011237有误",
                    unit="新田镇", measure="更正", deadline="2024年10月31日"),
            Problem(source="台账核查", township="白石乡", description="未填下降原因", remark=PENDING),
            Problem(source="台账核查", township="白石乡", description="已办结", closed_on="2024-08-01"),
        ]
    )  # fmt: skip
    said = lines(made.paragraphs)
    assert said[:3] == ["一、基本情况", "台账核查发现问题3个，已销号1个，本方案整改2个。", "分布：新田镇1个，白石乡1个。"]
    assert "其中待核1个，先核实再整改；核实不属实的，写明理由。" in said
    assert ["1", "上坪村\n张三", "证件号110101********1237有误", "—", "更正", "新田镇", "2024年10月31日"] in rows(made.paragraphs)
    assert ["1", "全县", "未填下降原因", "—", "待填", "待填", "待填"] in rows(made.paragraphs)
    assert made.todo == (
        "整改措施：1个问题没有写明，请填写",
        "责任单位：1个问题没有写明，请填写",
        "整改时限：1个问题没有写明，请填写",
    )


FALLEN = FallenHousehold("上坪村", "李四", 1_000_000, 900_000, "", "王五")
VILLAGE = VillageIncome("新田镇", "上坪村", 3, 10, 10_000_000, 10_500_000, 1, 1)


def incomes(target: Share | None, *, causes_asked: bool = True) -> Incomes:
    causes = (Cause("务工减少", (FALLEN,)), Cause("其它原因", ()))
    basis = "《示范县方案》" if target else ""
    return Incomes(("《收入台账》",), (VILLAGE,), causes, (FALLEN,), (), 2, 0, causes_asked, target, basis)


def test_a_plan_for_incomes_reckons_targets_from_the_ledger() -> None:
    made = income_plan(incomes(Share.parse("10%")))
    assert "共3户10人，人均纯收入上年10000.00元、本年10500.00元，增幅5.00%。增收1户，持平1户，减收1户。" in lines(made.paragraphs)
    assert "另有2户缺两年收入或人口数，没有计入。" in lines(made.paragraphs)
    assert ["1", "务工减少", "1", "100.00%"] in rows(made.paragraphs)
    assert ["2", "其它原因", "0", "0.00%"] in rows(made.paragraphs)
    assert ["新田镇上坪村", "3", "10", "10000.00", "10%", "11000.00", "10500.00", "500.00"] in rows(made.paragraphs)
    assert ["上坪村", "李四", "10000.00", "9000.00", "待填", "王五"] in rows(made.paragraphs)
    assert made.todo == ("责任分工、完成时限：台账中没有，请填写", "替代增收项目：1户减收户没有填写，请补上")


def test_what_the_ledger_does_not_say_is_no_zero() -> None:
    made = income_plan(incomes(None, causes_asked=False))
    assert ["1", "务工减少", "待填", "待填"] in rows(made.paragraphs)
    assert ["新田镇上坪村", "3", "10", "10000.00", "待填", "待填", "10500.00", "待填"] in rows(made.paragraphs)
    assert "增收目标：没有找到在当地当日有效的增幅目标，请填写" in made.todo
    assert "减收因素：台账没有“减收因素代码”一列，各因素户数请核实后填写" in made.todo
