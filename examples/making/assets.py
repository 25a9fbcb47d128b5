"""Assets left by projects, and the records of their care."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from examples.making.incomes import place_columns
from examples.making.people import COUNTY, TOWNSHIP, cadre
from examples.making.sheets import KEY, Column, Record, Sheet, numbered

SHEET: Final = "资产台账"
CARE_SHEET: Final = "管护记录"
_ASSETS: Final = (  # village, name, class, year, value in 万元, operator
    ("新田村", "脐橙分选线", "经营性", 2021, 42.0, "新田果业专业合作社"),
    ("新田村", "村部东侧门面3间", "经营性", 2019, 36.5, "新田村股份经济合作社"),
    ("新田村", "老屋组饮水池", "公益性", 2020, 11.2, None),
    ("上坪村", "茶叶初制厂厂房", "经营性", 2022, 88.0, "上坪茶叶专业合作社"),
    ("上坪村", "通组路2.3公里", "公益性", 2019, 69.0, None),
    ("上坪村", "帮扶车间一期", "经营性", 2020, 54.0, "示范县晨曦制衣有限公司"),
    ("石坑村", "油茶基地120亩", "经营性", 2018, 60.0, "石坑油茶专业合作社"),
    ("石坑村", "烘干房", "经营性", 2021, 18.0, "石坑村股份经济合作社"),
    ("石坑村", "文体活动室", "公益性", 2020, 15.0, None),
    ("黄塘村", "生态鸭棚6座", "经营性", 2022, 33.0, "黄塘养殖专业合作社"),
    ("黄塘村", "60千瓦光伏电站", "经营性", 2018, 45.0, "黄塘村股份经济合作社"),
    ("黄塘村", "灌溉水渠1.8公里", "公益性", 2021, 27.0, None),
    ("高陂村", "蔬菜大棚24座", "经营性", 2020, 96.0, "高陂蔬菜专业合作社"),
    ("高陂村", "冷库80立方米", "经营性", 2021, 25.0, "高陂村股份经济合作社"),
    ("枫树村", "蜂蜜分装设备", "经营性", 2022, 16.0, "枫树养蜂专业合作社"),
    ("枫树村", "枫树桥", "公益性", 2019, 38.0, None),
    ("水口村", "肉牛圈舍", "经营性", 2021, 58.0, "水口养殖专业合作社"),
    ("水口村", "污水处理池", "公益性", 2022, 22.0, None),
    ("竹坝村", "毛竹加工厂房", "经营性", 2020, 74.0, "竹坝竹业有限公司"),
    ("竹坝村", "食用菌大棚10座", "经营性", 2021, 48.0, "竹坝食用菌专业合作社"),
    ("新田村", "能繁母牛（到户）", "到户", 2021, 1.2, None),
    ("石坑村", "油茶苗（到户）", "到户", 2020, 0.8, None),
    ("高陂村", "耕作机（到户）", "到户", 2022, 0.6, None),
    ("枫树村", "蜂箱（到户）", "到户", 2021, 0.5, None),
    ("竹坝村", "烘干机（到户）", "到户", 2022, 0.7, None),
)
_WORK: Final = ("清扫、检查门窗和线路", "查看运行情况，清理杂物", "除草、疏通排水", "检查设备，登记运行数据")


def asset_sheets(assets: list[Record], care: list[Record]) -> tuple[Sheet, Sheet]:
    said = (f"填报单位：{TOWNSHIP}人民政府（盖章）", "填报日期：2024年12月31日")
    first = Sheet(
        name=SHEET,
        title=f"{COUNTY}{TOWNSHIP}2024年帮扶资产台账",
        said=(*said, "单位：万元"),
        columns=(
            *place_columns(),
            Column("number", "资产编号", 12),
            Column("name", "资产名称", 18, "wrap"),
            Column("class", "资产类别", 8),
            Column("year", "形成年度", 6, "count"),
            Column("value", "资产原值（万元）", 10, "money", summed=True),
            Column("ownership", "权属", 8),
            Column("confirmed_on", "确权日期", 12),
            Column("handed_on", "移交日期", 12),
            Column("receiver", "接收单位", 18, "wrap"),
            Column("operator", "运营主体", 22, "wrap"),
            Column("state", "使用状态", 8),
            Column("income", "年收益（万元）", 9, "money", summed=True),
            Column("keeper", "管护人", 8),
            Column("keeper_kind", "管护责任人类别", 10),
            Column("phone", "管护人电话", 13),
            Column("batch", "四个一批", 10),
            Column("disposal", "处置方式", 26, "wrap"),
            Column("revive_by", "盘活时限", 12),
            Column("remark", "备注", 16, "wrap"),
        ),
        records=numbered(assets),
        notes=("填表说明：闲置、低效、亏损、损毁的资产填写处置方式和盘活时限；到户资产由农户自行管护。",),
        signed="审核人（签字）：              填表人：              联系电话：",
        widest=True,
    )
    second = Sheet(
        name=CARE_SHEET,
        title=f"{COUNTY}{TOWNSHIP}2024年资产管护记录",
        said=said,
        columns=(
            *place_columns(),
            Column("number", "资产编号", 12),
            Column("name", "资产名称", 18, "wrap"),
            Column("type", "记录类型", 8),
            Column("on", "日期", 12),
            Column("keeper", "管护人", 9),
            Column("work", "管护内容", 26, "wrap"),
            Column("problem", "发现问题", 14, "wrap"),
            Column("handled", "处理情况", 14, "wrap"),
            Column("remark", "备注", 12, "wrap"),
        ),
        records=numbered(care),
    )
    return first, second


def asset_records() -> list[Record]:
    return [_asset(n, *asset) for n, asset in enumerate(_ASSETS)]


def _asset(n: int, village: str, name: str, class_: str, year: int, value: float, operator: str | None) -> Record:
    confirmed = date(year, 11, 5) + timedelta(days=n)
    return {
        KEY: f"{village}{name}",
        "county": COUNTY,
        "township": TOWNSHIP,
        "village": village,
        "number": f"XTZC{n + 1:03d}",
        "name": name,
        "class": class_,
        "year": year,
        "value": value,
        "ownership": "到户" if class_ == "到户" else "村集体",
        "confirmed_on": confirmed,
        "handed_on": confirmed + timedelta(days=12),
        "receiver": f"{village}村民委员会" if class_ != "到户" else "农户",
        "operator": operator,
        "state": "正常",
        "income": round(value * 0.06, 2) if operator else None,
        "keeper": cadre(n + 20),
        "keeper_kind": "农户" if class_ == "到户" else "公益性岗位",
        "phone": f"1990000{8000 + n:04d}",
        "batch": "巩固一批" if class_ == "经营性" else None,
        "disposal": None,
        "revive_by": None,
    }


def care_records(assets: list[Record]) -> list[Record]:
    """Every month by the village, every quarter by the township, every half year by the county, once it is there."""
    cared_for = ((n, asset) for n, asset in enumerate(assets) if asset["class"] != "到户")
    return [record for n, asset in cared_for for record in _care(n, asset) if record["on"] >= asset["confirmed_on"]]


def _care(n: int, asset: Record) -> Iterator[Record]:
    for month in range(1, 13):
        yield _care_record(asset, "管护", date(2024, month, (n * 3 + month * 5) % 25 + 2), asset["keeper"], n + month)
        if month % 3 == 0:
            yield _care_record(asset, "检查", date(2024, month, 27), cadre(month), 1)
        if month % 6 == 0:
            yield _care_record(asset, "督导", date(2024, month, 28), cadre(month + 9), 1)


def _care_record(asset: Record, type_: str, on: date, keeper: str, work: int) -> Record:
    same = {name: asset[name] for name in ("county", "township", "village", "number", "name")}
    return {
        KEY: care_key(asset["number"], type_, on.month),
        **same,
        "type": type_,
        "on": on,
        "keeper": keeper,
        "work": _WORK[work % 4] if type_ == "管护" else "查看管护记录和使用情况",
        "problem": "无",
    }


def care_key(number: str, type_: str, month: int) -> str:
    return f"{number}/{type_}/{month}"
