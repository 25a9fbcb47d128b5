"""Problems being put right, and the half-monthly reports on them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from examples.making.people import COUNTY, TOWNSHIP, cadre
from examples.making.sheets import KEY, Column, Record, Sheet, numbered

SHEET: Final = "整改台账"
REPORT_SHEET: Final = "半月报"
OFFICE: Final = "镇乡村振兴办"
FARMING: Final = "镇农业农村综合服务中心"
AFFAIRS: Final = "镇民政所"
WORK: Final = "镇就业和社会保障所"
UNITS: Final = (OFFICE, FARMING, AFFAIRS, WORK)
_LAST_MONTH_OF_WORK: Final = 9  # its only problem is solved in September
_DONE: Final = "已完成"
GOING: Final = "正在整改"
_PROBLEMS: Final[tuple[tuple[Any, ...], ...]] = (  # source, village, type, problem, unit, measure, deadline, completed
    ("省考核", "新田村", "收入核算", "3户收入采集漏记务工收入", OFFICE, "入户重新采集，更新台账", date(2024, 8, 31), date(2024, 8, 20)),
    ("省考核", "上坪村", "产业帮扶", "茶叶加工厂收益分配方案未公示", FARMING, "补公示，建立公示台账", date(2024, 8, 31), date(2024, 8, 26)),
    ("省考核", "石坑村", "帮扶措施", "2户监测户帮扶措施与风险不对应", OFFICE, "逐户研判，调整措施", date(2024, 9, 15), date(2024, 9, 10)),
    ("国家后评估", "黄塘村", "三保障和饮水", "圳下组枯水季供水不足", FARMING, "新建蓄水池1座", date(2024, 10, 31), date(2024, 10, 22)),
    ("国家后评估", "高陂村", "就业帮扶", "公益性岗位考勤记录不全", WORK, "补齐考勤制度，按月公示", date(2024, 9, 30), date(2024, 9, 18)),
    ("市自查", "枫树村", "资金项目", "桥梁加固项目验收资料不全", FARMING, "补齐验收资料", date(2024, 9, 30), date(2024, 9, 27)),
    ("市自查", "水口村", "兜底保障", "1户低保应增人口未及时增加", AFFAIRS, "入户核实，按程序增加", date(2024, 9, 15), date(2024, 9, 12)),
    ("市自查", "竹坝村", "帮扶资产", "食用菌大棚管护登记不规范", FARMING, "统一登记表，开展培训", date(2024, 10, 15), date(2024, 10, 9)),
    ("暗访", "新田村", "驻村帮扶", "驻村工作队请假手续不全", OFFICE, "完善请销假制度", date(2024, 10, 31), date(2024, 10, 16)),
    ("暗访", "石坑村", "人居环境", "老屋组垃圾清运不及时", OFFICE, "调整清运频次", "长期坚持", None),
    ("审计", "上坪村", "帮扶资产", "帮扶车间租金拖欠2个月", FARMING, "签订补缴协议，按期收缴", date(2024, 11, 30), date(2024, 11, 21)),
    ("审计", "高陂村", "资金项目", "农机服务站项目绩效目标不具体", FARMING, "修订绩效目标", date(2024, 11, 15), date(2024, 11, 8)),
    ("自查", "黄塘村", "收入核算", "光伏分红收入未计入财产性收入", OFFICE, "更正台账，举一反三核对", "立行立改", date(2024, 11, 6)),
    ("自查", "枫树村", "防返贫监测", "1户自主申报线索核查超过时限", OFFICE, "补做核查，明确专人", "2024年12月", None),
    ("信访", "水口村", "政策落实", "反映产业奖补未到账", FARMING, "核实账户，重新发放", date(2024, 12, 31), None),
    ("12317", "竹坝村", "政策落实", "反映残疾人补贴中断", AFFAIRS, "核实残疾证有效期，续发补贴", "2024年12月底", None),
    ("举一反三", "高陂村", "就业帮扶", "5名务工人员信息未更新", OFFICE, "逐人核实更新", "2025-01-31", None),
    ("省考核", "枫树村", "产业帮扶", "电商服务点利用率低", FARMING, "引进运营主体", "2025年3月底", None),
)  # fmt: skip


def rectification_sheets(problems: list[Record], reports: list[Record]) -> tuple[Sheet, Sheet]:
    said = (f"填报单位：{TOWNSHIP}人民政府（盖章）", "填报日期：2024年12月31日")
    first = Sheet(
        name=SHEET,
        title=f"{COUNTY}{TOWNSHIP}2024年问题整改台账",
        said=said,
        columns=(
            Column("row_number", "序号", 5, "count"),
            Column("number", "问题编号", 14),
            Column("source", "问题来源", 10),
            Column("township", "乡镇", 8),
            Column("village", "行政村", 8),
            Column("type", "问题类型", 12),
            Column("problem", "问题描述", 34, "wrap"),
            Column("unit", "责任单位", 22),
            Column("person", "责任人", 8),
            Column("measure", "整改措施", 28, "wrap"),
            Column("deadline", "整改时限", 12),
            Column("progress", "整改进展", 10),
            Column("half", "半月报（上/下）", 8),
            Column("reported_on", "半月报日期", 12),
            Column("completed_on", "完成日期", 12),
            Column("closed_on", "销号日期", 12),
            Column("general", "是否举一反三", 7),
            Column("evidence", "佐证材料", 16, "wrap"),
            Column("remark", "备注", 14, "wrap"),
        ),
        records=numbered(problems),
        notes=("注：半月报一栏填最近一期；整改时限可填“立行立改”“长期坚持”。",),
        signed="主要负责人（签字）：              填表人：              联系电话：",
        widest=True,
    )
    second = Sheet(
        name=REPORT_SHEET,
        title=f"{COUNTY}{TOWNSHIP}2024年整改进度半月报",
        said=said,
        columns=(
            Column("row_number", "序号", 5, "count"),
            Column("unit", "报送单位", 24),
            Column("half", "半月", 12),
            Column("reported_on", "报送日期", 12),
            Column("done", "已完成（个）", 9, "count"),
            Column("going", "未完成（个）", 9, "count"),
            Column("progress", "进展情况", 30, "wrap"),
            Column("person", "报送人", 9),
            Column("remark", "备注", 14, "wrap"),
        ),
        records=numbered(reports),
        frozen=2,
    )
    return first, second


def problem_records() -> list[Record]:
    return [_problem(n, *problem) for n, problem in enumerate(_PROBLEMS)]


def _problem(
    n: int,
    source: str,
    village: str,
    type_: str,
    problem: str,
    unit: str,
    measure: str,
    deadline: date | str,
    completed: date | None,
) -> Record:
    reported = (completed + timedelta(days=1)) if completed else date(2024, 12, 30)
    return {
        KEY: f"{n + 1}",
        "number": f"2024-XT-{n + 1:03d}",
        "source": source,
        "township": TOWNSHIP,
        "village": village,
        "type": type_,
        "problem": problem,
        "unit": unit,
        "person": cadre(n * 3 + 1),
        "measure": measure,
        "deadline": deadline,
        "progress": _DONE if completed else GOING,
        "half": "上" if reported.day <= 15 else "下",
        "reported_on": reported,
        "completed_on": completed,
        "closed_on": completed + timedelta(days=5) if completed else None,
        "general": "是" if source == "举一反三" else "否",
        "evidence": "整改报告、照片" if completed else None,
    }


def report_records(problems: list[Record]) -> list[Record]:
    """Every unit, every half month from July on until its problems are solved, shortly before the last day."""
    return [
        _report(u, unit, month, half, problems)
        for month in range(7, 13)
        for half in (1, 2)
        for u, unit in enumerate(UNITS)
        if unit != WORK or month <= _LAST_MONTH_OF_WORK
    ]


def _report(u: int, unit: str, month: int, half: int, problems: list[Record]) -> Record:
    on = date(2024, month, 15 - u) if half == 1 else date(2024, month, 30 - u)
    mine = [problem for problem in problems if problem["unit"] == unit]
    done = sum(1 for p in mine if isinstance(p["completed_on"], date) and p["completed_on"] <= on)
    return {
        KEY: f"{unit}/{month}月{'上' if half == 1 else '下'}",
        "unit": unit,
        "half": f"{month}月{'上' if half == 1 else '下'}半月",
        "reported_on": on,
        "done": done,
        "going": len(mine) - done,
        "progress": "按计划推进" if len(mine) > done else "已全部完成",
        "person": cadre(u * 5 + 2),
    }
