"""What is planted in the first delivery: every fault, and every case that looks wrong and is not.

Each entry: the code that finds it (none for a tempting case), the record, why, and what is changed. `later=False` marks
what the second delivery has put right.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from examples.making import assets, incomes, projects, rectification
from examples.making.incomes import concluded, derived, net_income
from examples.making.people import ending_in_x, households
from examples.making.planting import Plant
from examples.making.sheets import Formula, Record

_IDENTITIES: Final = {household.key: household.identity for household in households()}


def _summed(record: Record) -> Record:
    record["net_this"] = net_income(record, "this")
    return derived(record)


def _summed_last(record: Record) -> Record:
    record["net_last"] = net_income(record, "last")
    record["per_capita_last"] = round(record["net_last"] / record["size"], 2)
    return concluded(record)


INCOME: Final = (
    Plant("INC101", "上坪村06", "家庭纯收入多写1200元", {"net_this": lambda r: r["net_this"] + 1200}, derived, later=False),
    Plant("INC101", "枫树村31", "家庭纯收入没有减去生产经营性支出",
          {"net_this": lambda r: r["net_this"] + r["expense_this"]}, derived),
    Plant("INC102", "新田村22", "人均按多1人计算",
          {"per_capita_this": lambda r: round(r["net_this"] / (r["size"] + 1), 2)}, concluded, later=False),
    Plant("INC102", "高陂村22", "人均多写900元", {"per_capita_this": lambda r: r["per_capita_this"] + 900}, concluded),
    Plant("INC103", "黄塘村21", "人均下降，结论写增收", shown={"conclusion": "增收"}, later=False),
    Plant("INC103", "竹坝村09", "人均增加，结论写减收", shown={"conclusion": "减收"}),
    Plant("INC104", "水口村13", "低于1万元，没有增收措施", shown={"project": None}, later=False),
    Plant("INC104", "竹坝村03", "低于1万元，没有增收措施", shown={"project": None}),
    Plant("INC104", "竹坝村13", "低于1万元，没有增收措施", shown={"project": None}, later=False),
    Plant("INC105", "新田村37", "人均下降，没有写原因", shown={"reason": None}, later=False),
    Plant("INC105", "枫树村05", "人均下降，没有写原因", shown={"reason": None}),
    Plant("INC201", "石坑村16", "上年工资性收入与上年台账不同",
          {"wage_last": lambda r: r["wage_last"] + 3600}, _summed_last,
          found=((incomes.SHEET, "石坑村16", "per_capita_last"),), later=False),
    Plant("INC201", "高陂村11", "上年转移性收入与上年台账不同",
          {"transfer_last": lambda r: r["transfer_last"] - 450}, _summed_last,
          found=((incomes.SHEET, "高陂村11", "per_capita_last"),)),
    Plant("IDN101", "新田村26", "校验码不符",
          shown={"identity": lambda r: r["identity"][:17] + ("0" if r["identity"][17] != "0" else "1")}, later=False),
    Plant("IDN101", "黄塘村34", "只有17位", shown={"identity": lambda r: r["identity"][:10] + r["identity"][11:]}),
    Plant("IDN103", "水口村09", "两村两户填了同一个证件号码", shown={"identity": _IDENTITIES["上坪村11"]},
          found=((incomes.SHEET, "上坪村11", "identity"), (incomes.SHEET, "水口村09", "identity"))),
    Plant("LED008", "枫树村14", "证件号码存成了数值，末三位已丢失",
          shown={"identity": lambda r: int(r["identity"][:15]) * 1000}, later=False),
    Plant("LED018", "竹坝村22", "工资性收入是带千分位的文本，小计的公式没有计入", found=((incomes.SHEET, "竹坝村小计", "wage_this"),)),
    Plant("LED009", "高陂村35", "人均是公式，没有计算结果",
          shown={"per_capita_this": Formula("=ROUND({net_this}/{size},2)")}),
    Plant("LED010", "上坪村29", "应填数字，写“约5000”", {"wage_this": 5000}, _summed, {"wage_this": "约5000"}, later=False),
    Plant(None, "新田村20", "残疾人证号20位", shown={"identity": lambda r: r["identity"] + "43"}),
    Plant(None, "石坑村04", "证件号码末位是小写x", shown={"identity": ending_in_x(1968).lower()}),
    Plant(None, "水口村04", "人均按元取整，差额不足1元", found=((incomes.SHEET, "水口村04", "per_capita_this"),)),
    Plant(None, "水口村02", "上年人均取整，与上年台账差不足1元", found=((incomes.SHEET, "水口村02", "per_capita_last"),)),
    Plant(None, "水口村40", "2024年分户，上年台账没有这一户", found=((incomes.SHEET, "水口村40", "per_capita_last"),)),
    Plant(None, "新田村08", "没有工资性收入，填0", found=((incomes.SHEET, "新田村08", "wage_this"),)),
    Plant(None, "新田村05", "人均下降，人口变动原因已写明", found=((incomes.SHEET, "新田村05", "reason"),)),
    Plant(None, "竹坝村08", "人均恰为1万元，不算低于",
          {"transfer_this": lambda r: r["transfer_this"] + 10_000 * r["size"] - r["net_this"]}, _summed,
          found=((incomes.SHEET, "竹坝村08", "project"),)),
    Plant(None, "上坪村13", "两年相同，结论持平", found=((incomes.SHEET, "上坪村13", "conclusion"),)),
    Plant(None, "竹坝村22", "金额带千分位", shown={"wage_this": lambda r: f"{r['wage_this']:,}"}),
    Plant(None, "枫树村25", "采集日期只写到月", shown={"collected_on": "2024年12月"}),
    Plant(None, "枫树村26", "采集日期用点号", shown={"collected_on": "2024.12.5"}),
)  # fmt: skip

INCOME_LATER: Final = (
    Plant("INC101", "新田村15", "改动工资性收入后没有重算", shown={"wage_this": lambda r: r["wage_this"] + 2400},
          found=((incomes.SHEET, "新田村15", "net_this"),)),
)  # fmt: skip

MONITORING: Final = (
    Plant("MON101", "新田村18", "已消除，没有消除时间", shown={"removed_on": None}),
    Plant("MON101", "高陂村33", "已消除，没有消除时间", shown={"removed_on": None}),
    Plant("MON102", "石坑村18", "消除早于识别", shown={"removed_on": date(2022, 4, 3)}),
    Plant("MON201", "上坪村18", "全劳动能力户只有低保", shown={"measures": "低保"}),
    Plant("MON201", "水口村23", "全劳动能力户只有低保、临时救助", shown={"measures": "低保、临时救助"}),
    Plant("MON202", "上坪村23", "满两年未消除，没有回头看", shown={"look_back_on": None}),
    Plant("MON202", "枫树村18", "满两年未消除，没有回头看", shown={"look_back_on": None}),
    Plant("MON301", "石坑村28", "人口数与收入台账不同", shown={"size": lambda r: r["size"] + 1}),
    Plant("MON301", "竹坝村23", "人口数与收入台账不同", shown={"size": lambda r: r["size"] - 1}),
    Plant("LED011", "竹坝村08", "2月没有30日", shown={"publicised_on": "2024年2月30日"}),
    Plant("LED017", "黄塘村18", "应填是或否，写“部分消除”", shown={"removed": "部分消除"}),
    Plant(None, "高陂村18", "识别时间只写到月", shown={"identified_on": "2024年10月"}),
    Plant(None, "枫树村08", "识别时间只写到月，界线之后", shown={"identified_on": "2023年11月"}),
    Plant(None, "上坪村03", "恰满两年的当月，已回头看", shown={"identified_on": "2022年12月"}),
    Plant(None, "黄塘村13", "人口数与收入台账不同，收入台账写明变动原因", shown={"size": lambda r: r["size"] - 2}),
    Plant(None, "新田村08", "无劳动能力户只有低保", shown={"measures": "低保"}),
    Plant(None, "石坑村03", "已消除的户，措施只有低保", shown={"measures": "低保"}),
)  # fmt: skip

PROJECT: Final = (
    Plant("PRJ101", "上坪村茶叶初制加工厂", "总投资不等于各级资金之和",
          shown={"county_funds": 19.2}, found=((projects.SHEET, "上坪村茶叶初制加工厂", "total"),)),
    Plant("PRJ102", "黄塘村灌溉水渠维修", "支付金额大于总投资", shown={"paid": 35.2, "paid_rate": 1.0667},
          found=((projects.SHEET, "黄塘村灌溉水渠维修", "paid"),)),
    Plant("PRJ202", "石坑村红薯加工坊", "产业项目没有写联农带农机制", shown={"link": None}),
    Plant("PRJ202", "竹坝村食用菌大棚", "产业项目没有写联农带农机制", shown={"link": None}),
    Plant("PRJ203", "枫树村基础设施提升", "项目名称含“红色名村”", shown={"name": "枫树村红色名村基础设施提升"}),
    Plant("PRJ203", "水口村污水处理设施", "项目名称含“景观”", shown={"name": "水口村污水处理设施和沿河景观"}),
    Plant("LED011", "高陂村大棚蔬菜基地", "6月没有31日", shown={"started_on": "2024年6月31日"}),
    Plant("LED014", "枫树村桥梁加固", "公式引用失效", shown={"paid_rate": Formula("={paid}/#REF!", "#REF!")}),
    Plant(None, "新田村塘背组入户道路硬化", "总投资带三位小数，与资金之和相等", found=((projects.SHEET, "新田村塘背组入户道路硬化", "total"),)),
    Plant(None, "石坑村油茶低产林改造", "支付金额等于总投资", found=((projects.SHEET, "石坑村油茶低产林改造", "paid"),)),
    Plant(None, "竹坝村通组路拓宽", "不是产业项目，不填联农带农机制", found=((projects.SHEET, "竹坝村通组路拓宽", "link"),)),
    Plant(None, "石坑村农村户厕改造", "完工日期只写到月", shown={"completed_on": "2024年9月"}),
)  # fmt: skip

ASSET: Final = (
    Plant("AST102", "石坑村烘干房", "闲置，没有处置方式", shown={"batch": "盘活一批", "income": None, "state": "闲置", "disposal": None}),
    Plant("AST102", "高陂村冷库80立方米", "低效，没有处置方式", shown={"state": "低效", "disposal": None}),
    Plant(None, "竹坝村食用菌大棚10座", "闲置，有处置方式和时限",
          shown={"state": "闲置", "batch": "盘活一批", "disposal": "已发布招租公告，租给本镇合作社",
                 "revive_by": date(2025, 3, 31)}, found=((assets.SHEET, "竹坝村食用菌大棚10座", "disposal"),)),
    Plant(
        None,
        "水口村肉牛圈舍",
        "2024年7月确权，之前的月份没有管护记录",
        shown={"year": 2024, "handed_on": date(2024, 7, 22), "confirmed_on": date(2024, 7, 10)},
        found=((assets.SHEET, "水口村肉牛圈舍", "number"),),
    ),
    Plant(None, "新田村能繁母牛（到户）", "到户资产，没有管护记录", found=((assets.SHEET, "新田村能繁母牛（到户）", "number"),)),
)  # fmt: skip

CARE_LEFT_OUT: Final = {
    ("XTZC004", 8): "8月没有管护记录",
    ("XTZC004", 9): "9月只有检查记录，没有管护记录",
    ("XTZC012", 2): "2月没有管护记录",
}
"""Months taken out of the care records; each is found at the asset (AST101)."""

CARE: Final = (
    Plant(None, "XTZC007/管护/6", "管护日期只写到月", shown={"on": "2024年6月"}),
    Plant(None, "XTZC009/管护/5", "管护日期是当月最后一天", shown={"on": date(2024, 5, 31)}),
    Plant(None, "XTZC010/管护/3", "管护日期用点号", shown={"on": "2024.3.18"}),
)

_OPEN: Final = {"progress": rectification.GOING, "closed_on": None, "evidence": None}
PROBLEM: Final = (
    Plant("REC101", "9", "时限已过，没有完成日期", shown={**_OPEN, "completed_on": None}),
    Plant(
        "REC101",
        "12",
        "只写到月的时限已过，没有完成日期",
        shown={**_OPEN, "deadline": "2024年11月", "completed_on": None},
    ),
    Plant("REC102", "11", "完成日期的年份写错", shown={"closed_on": None, "completed_on": date(2025, 11, 21)}),
    Plant(None, "10", "长期坚持，不按日期判", found=((rectification.SHEET, "10", "deadline"),)),
    Plant(None, "13", "立行立改，不按日期判", found=((rectification.SHEET, "13", "deadline"),)),
    Plant(None, "14", "时限只写到月，当月未过完", found=((rectification.SHEET, "14", "deadline"),)),
    Plant(
        None, "18", "两个单位共同负责，各自已报送", shown={"unit": f"{rectification.FARMING}、{rectification.OFFICE}"}
    ),
    Plant(None, "15", "时限当天，不算逾期", found=((rectification.SHEET, "15", "deadline"),)),
)

REPORTS_LEFT_OUT: Final = {
    (rectification.AFFAIRS, "10月下"): "10月下半月没有报送",
    (rectification.FARMING, "11月上"): "11月上半月没有报送",
}
"""Half months taken out of the reports; each is found at the unit's first problem (REC201)."""

REPORTS: Final = (
    Plant(None, f"{rectification.OFFICE}/8月下", "当月最后一天报送", shown={"reported_on": date(2024, 8, 31)}),
    Plant(None, f"{rectification.OFFICE}/9月下", "16日报送，属下半月", shown={"reported_on": date(2024, 9, 16)}),
)
