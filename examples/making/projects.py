"""The list of projects paid from 衔接资金."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from examples.making.incomes import place_columns
from examples.making.people import COUNTY, TOWNSHIP, cadre
from examples.making.sheets import KEY, Column, Formula, Record, Sheet, numbered

SHEET: Final = "项目清单"
_OVER: Final = "资金来源（万元）"
_FUNDS: Final = ("central", "provincial", "municipal", "county_funds", "other")
_LINKS: Final = (
    "土地流转、就业务工，收益的60%分配给脱贫户", "带动生产、帮助销售", "资产入股、收益分红", "就业务工、技能培训",
)  # fmt: skip
_PROJECTS: Final = (  # village, name, category, subtype, total in 万元, shares of the five sources in %
    ("新田村", "新田村脐橙标准化示范基地", "产业发展", "种植业", 86.0, (70, 30, 0, 0, 0)),
    ("新田村", "新田村农产品冷藏保鲜库", "产业发展", "加工流通", 58.5, (60, 20, 0, 20, 0)),
    ("新田村", "新田村塘背组入户道路硬化", "乡村建设", "农村道路", 23.456, (0, 60, 0, 40, 0)),
    ("新田村", "新田村产业奖补（到户）", "产业发展", "到户产业", 12.6, (100, 0, 0, 0, 0)),
    ("上坪村", "上坪村高山茶园提质增效", "产业发展", "种植业", 64.0, (75, 25, 0, 0, 0)),
    ("上坪村", "上坪村茶叶初制加工厂", "产业发展", "加工流通", 92.0, (80, 0, 10, 10, 0)),
    ("上坪村", "上坪村饮水管网改造", "乡村建设", "农村供水", 31.8, (0, 70, 0, 30, 0)),
    ("上坪村", "上坪村帮扶车间改造", "就业", "帮扶车间", 26.0, (0, 50, 20, 30, 0)),
    ("石坑村", "石坑村油茶低产林改造", "产业发展", "种植业", 45.0, (100, 0, 0, 0, 0)),
    ("石坑村", "石坑村红薯加工坊", "产业发展", "加工流通", 38.0, (60, 40, 0, 0, 0)),
    ("石坑村", "石坑村水毁机耕道修复", "乡村建设", "产业配套", 18.9, (0, 0, 40, 60, 0)),
    ("石坑村", "石坑村农村户厕改造", "乡村建设", "人居环境", 9.6, (0, 100, 0, 0, 0)),
    ("黄塘村", "黄塘村生态鸭养殖小区", "产业发展", "养殖业", 52.0, (65, 35, 0, 0, 0)),
    ("黄塘村", "黄塘村屋顶光伏电站", "产业发展", "光伏", 78.0, (90, 0, 0, 10, 0)),
    ("黄塘村", "黄塘村灌溉水渠维修", "产业发展", "产业配套", 33.0, (50, 50, 0, 0, 0)),
    ("黄塘村", "黄塘村太阳能路灯安装", "乡村建设", "人居环境", 14.4, (0, 0, 50, 50, 0)),
    ("高陂村", "高陂村大棚蔬菜基地", "产业发展", "种植业", 120.0, (80, 20, 0, 0, 0)),
    ("高陂村", "高陂村农机社会化服务站", "产业发展", "生产服务", 46.0, (60, 20, 0, 20, 0)),
    ("高陂村", "高陂村搬迁安置点管网维修", "易地搬迁", "后续扶持", 28.0, (50, 50, 0, 0, 0)),
    ("高陂村", "高陂村公益性岗位补助", "就业", "公益性岗位", 10.8, (0, 100, 0, 0, 0)),
    ("枫树村", "枫树村百香果种植园", "产业发展", "种植业", 36.0, (100, 0, 0, 0, 0)),
    ("枫树村", "枫树村基础设施提升", "乡村建设", "农村道路", 48.0, (0, 60, 20, 20, 0)),
    ("枫树村", "枫树村蜂蜜分装车间", "产业发展", "加工流通", 29.0, (70, 30, 0, 0, 0)),
    ("枫树村", "枫树村电商服务点", "产业发展", "加工流通", 15.0, (0, 0, 60, 40, 0)),
    ("枫树村", "枫树村桥梁加固", "乡村建设", "农村道路", 22.0, (0, 80, 0, 20, 0)),
    ("水口村", "水口村肉牛养殖合作社", "产业发展", "养殖业", 68.0, (75, 25, 0, 0, 0)),
    ("水口村", "水口村水产育苗池", "产业发展", "养殖业", 42.0, (60, 20, 0, 0, 20)),
    ("水口村", "水口村污水处理设施", "乡村建设", "人居环境", 56.0, (0, 50, 25, 25, 0)),
    ("水口村", "水口村小额信贷贴息", "产业发展", "金融帮扶", 8.35, (100, 0, 0, 0, 0)),
    ("竹坝村", "竹坝村毛竹加工厂", "产业发展", "加工流通", 88.0, (80, 20, 0, 0, 0)),
    ("竹坝村", "竹坝村食用菌大棚", "产业发展", "种植业", 62.0, (70, 30, 0, 0, 0)),
    ("竹坝村", "竹坝村林下中药材基地", "产业发展", "种植业", 34.0, (50, 50, 0, 0, 0)),
    ("竹坝村", "竹坝村通组路拓宽", "乡村建设", "农村道路", 40.0, (0, 70, 0, 30, 0)),
    ("竹坝村", "竹坝村护林员岗位补助", "就业", "公益性岗位", 7.2, (0, 100, 0, 0, 0)),
    ("竹坝村", "竹坝村雨露计划补助", "其他", "教育帮扶", 9.0, (0, 100, 0, 0, 0)),
)


def project_sheet(records: list[Record]) -> Sheet:
    return Sheet(
        name=SHEET,
        title=f"{COUNTY}{TOWNSHIP}2024年衔接资金项目清单",
        said=(f"填报单位：{TOWNSHIP}人民政府（盖章）", "填报日期：2024年12月31日", "单位：万元"),
        columns=(
            *place_columns(),
            Column("number", "项目编号", 14),
            Column("name", "项目名称", 26, "wrap"),
            Column("year", "年度", 6, "count"),
            Column("location", "实施地点", 14),
            Column("category", "项目类别", 9),
            Column("subtype", "产业子类", 9),
            Column("to_households", "是否到人到户", 7),
            Column("nature", "建设性质", 6),
            Column("total", "总投资", 10, "money", summed=True),
            *(
                Column(name, header, 9, "money", _OVER, summed=True)
                for name, header in zip(_FUNDS, ("中央", "省级", "市级", "县级", "其他"), strict=True)
            ),
            Column("source", "资金性质", 14, "wrap"),
            Column("work_relief", "是否以工代赈", 7),
            Column("households", "带动户数（户）", 7, "count"),
            Column("link", "联农带农机制", 30, "wrap"),
            Column("listed_on", "入库日期", 12),
            Column("approved_on", "批复日期", 12),
            Column("started_on", "开工日期", 12),
            Column("completed_on", "完工日期", 12),
            Column("paid", "支付金额", 10, "money", summed=True),
            Column("paid_rate", "支付率（%）", 8, "percent"),
            Column("unit", "实施单位", 14),
            Column("person", "责任人", 8),
            Column("negative", "是否负面清单", 7),
            Column("remark", "备注", 16, "wrap"),
        ),
        records=numbered(records),
        notes=("说明：总投资为各级资金之和；支付金额为截至填报日累计支付数。",),
        signed="主要负责人（签字）：              填表人：              联系电话：",
        widest=True,
    )


def project_records() -> list[Record]:
    return [_record(n, *project) for n, project in enumerate(_PROJECTS)]


def _record(
    n: int, village: str, name: str, category: str, subtype: str, total: float, shares: tuple[int, ...]
) -> Record:
    amounts = [round(total * share / 100, 4) or None for share in shares]
    started = date(2024, 3, 4) + timedelta(days=n * 3 % 90)
    to_households = "到户" in name or "补助" in name or "贴息" in name or "户厕" in name
    done = n % 6 != 4
    paid = total if done else round(total * 0.6, 4)
    names = ("中央", "省级", "市级", "县级", "其他")
    return {
        KEY: name,
        "county": COUNTY,
        "township": TOWNSHIP,
        "village": village,
        "number": f"XT2024{n + 1:03d}",
        "name": name,
        "year": 2024,
        "location": f"{TOWNSHIP}{village}",
        "category": category,
        "subtype": subtype,
        "to_households": "是" if to_households else "否",
        "nature": "改建" if "改造" in name or "维修" in name or "加固" in name else "新建",
        "total": total,
        **dict(zip(_FUNDS, amounts, strict=True)),
        "source": "、".join(n for n, amount in zip(names, amounts, strict=True) if amount),
        "work_relief": "是" if subtype in {"农村道路", "产业配套"} and n % 2 else "否",
        "households": 6 + n * 7 % 40,
        "link": _LINKS[n % 4] if category == "产业发展" else None,
        "listed_on": date(2023, 11, 6) + timedelta(days=n % 20),
        "approved_on": date(2024, 1, 15) + timedelta(days=n % 25),
        "started_on": started,
        "completed_on": started + timedelta(days=90 + n * 5 % 80) if done else None,
        "paid": paid,
        "paid_rate": Formula("={paid}/{total}", round(paid / total, 4)),
        "unit": f"{village}村民委员会",
        "person": cadre(n + 3),
        "negative": "否",
    }
