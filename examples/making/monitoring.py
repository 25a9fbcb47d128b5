"""The ledger of monitored households (监测对象台账)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from examples.making.incomes import household_columns, income_records, place_columns
from examples.making.people import COUNTY, TOWNSHIP, Household, cadre, households
from examples.making.sheets import KEY, Column, Record, Sheet, numbered

SHEET: Final = "监测对象"
_TYPES: Final = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
_RISKS: Final = ("因病", "因残", "因学", "因意外事故", "务工就业不稳", "产业项目失败", "缺劳动力")
_SOURCES: Final = ("干部排查", "自主申报", "部门筛查", "系统派发", "12317", "干部排查")
_MEASURES: Final = {
    "全": ("产业奖补、务工就业", "公益性岗位、健康帮扶", "技能培训、帮扶车间就业", "小额信贷、产业种植"),
    "弱、半": ("公益性岗位、低保", "庭院经济、残疾人补贴", "帮扶车间、临时救助"),
    "无": ("低保、综合保障", "特困供养、健康帮扶", "土地流转、资产收益分红、低保"),
}
_LAST_DAY: Final = date(2024, 12, 31)


def monitoring_sheet(records: list[Record]) -> Sheet:
    return Sheet(
        name=SHEET,
        title=f"{COUNTY}{TOWNSHIP}监测对象台账（截至2024年12月）",
        said=(f"填报单位：{TOWNSHIP}人民政府（盖章）", "填报日期：2024年12月31日", "单位：户、人"),
        columns=(
            *place_columns(),
            *(c if c.field != "size" else Column("size", "家庭人口数", 6, "count") for c in household_columns()),
            Column("type", "监测对象类别", 13),
            Column("identified_on", "识别时间", 12),
            Column("risk", "致贫（返贫）风险类型", 13),
            Column("labour", "劳动能力类别", 8),
            Column("able", "劳动力人数", 6, "count"),
            Column("source", "预警来源", 9),
            Column("verified_on", "核查日期", 12),
            Column("reviewed_on", "民主评议日期", 12),
            Column("publicised_on", "公示日期", 12),
            Column("removed", "是否消除风险", 8),
            Column("removed_on", "风险消除时间", 12),
            Column("helper", "帮扶责任人", 9),
            Column("measures", "帮扶措施", 26, "wrap"),
            Column("look_back_on", "回头看日期", 12),
            Column("phone", "联系电话", 13),
            Column("remark", "备注", 14, "wrap"),
        ),
        records=numbered(records),
        notes=(
            "填表说明：劳动能力类别填“全”“弱、半”“无”；风险已消除的填写风险消除时间；纳入满两年未消除的填写回头看日期。",
        ),
        signed="审核人（签字）：              填表人：              联系电话：",
        widest=True,
    )


def monitoring_records() -> list[Record]:
    """All as they should be: sizes and numbers as in the income ledger."""
    sizes = {record[KEY]: record["size"] for record in income_records(2024)}
    watched = [household for household in households() if household.monitored]
    return [_record(number, household, sizes[household.key]) for number, household in enumerate(watched)]


def _record(n: int, household: Household, size: int) -> Record:
    labour = "无" if not household.able else "全" if household.able > 1 else "弱、半"
    found = date(2021 + n * 7 % 4, n * 5 % 12 + 1, n * 11 % 27 + 1)
    removed = n % 3 == 0 and found < date(2024, 4, 1)
    return {
        KEY: household.key,
        "county": COUNTY,
        "township": TOWNSHIP,
        "village": household.village,
        "group": household.group,
        "householder": household.householder,
        "identity": household.identity,
        "number": household.number,
        "size": size,
        "type": _TYPES[n % 5 % 3],
        "identified_on": found,
        "risk": "缺劳动力" if labour == "无" and n % 2 else _RISKS[n % 6],
        "labour": labour,
        "able": household.able,
        "source": _SOURCES[n % 6],
        "verified_on": found - timedelta(days=24),
        "reviewed_on": found - timedelta(days=15),
        "publicised_on": found - timedelta(days=12),
        "removed": "是" if removed else "否",
        "removed_on": found + timedelta(days=250 + n) if removed else None,
        "helper": cadre(household.order // 7),
        "measures": _MEASURES[labour][n % len(_MEASURES[labour])],
        "look_back_on": _looked_back(n, found, removed=removed),
        "phone": household.phone,
    }


def _looked_back(n: int, found: date, *, removed: bool) -> Any:
    long_ago = found <= date(_LAST_DAY.year - 2, 12, 31)
    return date(2024, 9 + n % 3, n % 28 + 1) if long_ago and not removed else None
