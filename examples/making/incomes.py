"""The income ledgers of two years: figures that add up, and agree from one year to the next."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from examples.making.people import COUNTY, TOWNSHIP, Household, cadre, households, identity
from examples.making.sheets import KEY, Column, Record, Sheet, numbered

SHEET: Final = "收入台账"
FOCUS_LINE: Final = 10_000
PARTS: Final = ("wage", "business", "property", "transfer")
_TO_THE_YUAN: Final = "水口村"
_SPLIT_IN_2024: Final = {"水口村40": "2024年3月与父母分户", "竹坝村40": "2024年6月与兄弟分户"}
_SIZE_CHANGES: Final = {
    "新田村05": (1, "2024年5月出生1人"), "上坪村17": (-1, "2024年2月死亡1人"), "石坑村21": (1, "2024年1月嫁入1人"),
    "黄塘村13": (2, "2024年8月接回父母共同生活2人"), "高陂村30": (-1, "2024年9月嫁出1人"), "枫树村02": (1, "2024年3月出生1人"),
    "枫树村19": (1, "2024年10月刑满释放回家1人"), "水口村26": (-1, "2024年4月死亡1人"), "竹坝村36": (1, "2024年7月出生1人"),
}  # fmt: skip
_REASONS: Final = (
    "外出务工人员返乡照顾老人，务工时间减少", "脐橙受冻减产，经营收入下降", "家庭成员住院，务工中断4个月",
    "生猪出栏减少", "务工企业订单减少，工资下降", "子女上学，陪读减少务工",
)  # fmt: skip
_PROJECTS: Final = (
    "公益性岗位（护路）", "油茶低产林改造", "帮扶车间务工", "生态鸭养殖30羽", "脐橙基地务工", "茶叶采摘务工",
    "光伏公益性岗位", "小额信贷养蜂20箱", "庭院经济种植百香果",
)  # fmt: skip


def income_sheet(year: int, records: Sequence[Record]) -> Sheet:
    """The ledger as a township sends it."""
    return Sheet(
        name=SHEET,
        title=f"{COUNTY}{TOWNSHIP}{year}年脱贫户收入台账",
        said=(f"填报单位：{TOWNSHIP}人民政府（盖章）", f"填报日期：{year}年12月31日", "单位：元、人"),
        columns=tuple(_columns(year)),
        records=numbered(records),
        subtotals="village",
        averages=(("per_capita_last", "net_last", "size"), ("per_capita_this", "net_this", "size")),
        notes=(
            "填表说明：1.家庭纯收入=工资性收入+生产经营性收入+财产性收入+转移性收入-生产经营性支出；人均纯收入=家庭纯收入÷家庭人口数。",
            "2.上年数以上年定稿台账为准；家庭人口有变动的，填写人口变动原因。3.增减额、增幅按人均纯收入计算。",
        ),
        signed="主要负责人（签字）：              分管领导（签字）：              填表人：              联系电话：",
        frozen=7,
        widest=True,
    )


def _columns(year: int) -> Iterator[Column]:
    yield from place_columns()
    yield from household_columns()
    yield Column("household_type", "户类型", 9)
    yield Column("phone", "联系电话", 13)
    yield Column("period", "统计期间", 9)
    for when, over in (("last", f"上年收入（{year - 1}年，元）"), ("this", f"本年收入（{year}年，元）")):
        yield Column(f"wage_{when}", "工资性收入", 10, "whole", over, summed=True)
        yield Column(f"business_{when}", "生产经营性收入", 10, "whole", over, summed=True)
        yield Column(f"property_{when}", "财产性收入", 8, "whole", over, summed=True)
        yield Column(f"transfer_{when}", "转移性收入", 8, "whole", over, summed=True)
        yield Column(f"expense_{when}", "生产经营性支出", 10, "whole", over, summed=True)
        yield Column(f"net_{when}", "家庭纯收入", 10, "whole", over, summed=True)
        yield Column(f"per_capita_{when}", "人均纯收入", 11, "money", over)
    yield Column("increase", "增减额（元）", 10, "money")
    yield Column("growth", "增幅（%）", 8, "percent")
    yield Column("reason", "减收原因说明", 30, "wrap")
    yield Column("project", "替代增收项目", 20, "wrap")
    yield Column("conclusion", "研判结论", 8)
    yield Column("size_reason", "人口变动原因", 20, "wrap")
    yield Column("helper", "帮扶责任人签字", 9)
    yield Column("collected_on", "采集日期", 12)
    yield Column("remark", "备注", 14, "wrap")


def place_columns() -> tuple[Column, ...]:
    return (
        Column("row_number", "序号", 5, "count"),
        Column("county", "县（区）", 8),
        Column("township", "乡镇", 8),
        Column("village", "行政村", 8),
    )


def household_columns() -> tuple[Column, ...]:
    return (
        Column("group", "自然村（组）", 9),
        Column("householder", "户主姓名", 8),
        Column("identity", "户主证件号码", 21),
        Column("number", "户编号", 14),
        Column("size", "家庭人口数", 6, "count", summed=True),
    )


def income_records(year: int) -> list[Record]:
    """The records of 2023 or 2024, all as they should be."""
    found = []
    for household in households():
        if year == 2023 and household.key in _SPLIT_IN_2024:
            continue
        found.append(_record(household, year))
    return found


def _record(household: Household, year: int) -> Record:
    change, why = _SIZE_CHANGES.get(household.key, (0, None))
    before = max(household.size, 3) if change else household.size
    history = _history(household, before)
    size = {2022: before, 2023: before, 2024: before + change}
    record = base_record(household, size[year])
    record |= {"household_type": "监测户" if household.monitored else "脱贫户", "period": f"{year}年"}
    for when, of in (("last", year - 1), ("this", year)):
        record |= {f"{part}_{when}": amount for part, amount in history[of].items()}
        record[f"net_{when}"] = net_income(record, when)
    record["per_capita_last"] = _per_head(record["net_last"], size[year - 1], household.village, year)
    record["size_reason"] = _SPLIT_IN_2024.get(household.key, why) if year == 2024 else None
    record["helper"] = cadre(household.order // 7)
    record["collected_on"] = date(year, 11, 18) + timedelta(days=household.order * 3 % 33)
    record["_whole"] = household.village == _TO_THE_YUAN and year == 2024
    return derived(record)


def base_record(household: Household, size: int) -> Record:
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
        "phone": household.phone,
        "_order": household.order,
    }


def net_income(record: Record, when: str) -> int:
    return sum(int(record[f"{part}_{when}"]) for part in PARTS) - int(record[f"expense_{when}"])


def _per_head(net: int, size: int, village: str, year: int) -> float:
    return round(net / size, 0 if village == _TO_THE_YUAN and year == 2024 else 2)


def derived(record: Record) -> Record:
    """Per head from the net income, and all that follows from it."""
    record["per_capita_this"] = round(record["net_this"] / record["size"], 0 if record["_whole"] else 2)
    return concluded(record)


def concluded(record: Record) -> Record:
    """Increase, growth and conclusion from both years' figures; a reason and a project where they are due."""
    last, this, order = record["per_capita_last"], record["per_capita_this"], record["_order"]
    record["increase"] = round(this - last, 2)
    record["growth"] = round((this - last) / last, 4)
    record["conclusion"] = "增收" if this > last else "减收" if this < last else "持平"
    by_size = this < last and record["size_reason"] is not None
    record["reason"] = _REASONS[order % len(_REASONS)] if this < last and not by_size else None
    wanted = this < FOCUS_LINE or (this < last and order % 2 == 0)
    record["project"] = _PROJECTS[order % len(_PROJECTS)] if wanted else None
    return record


def _history(household: Household, size: int) -> dict[int, dict[str, int]]:
    """Three years of figures; most households gain, one in eight loses in the last year, a few stand still."""
    dice = random.Random(household.number)  # noqa: S311 - figures that stay the same, no secret
    low, high = (8_300, 13_800) if household.monitored else (10_800, 25_500)
    per_head = low + (high - low) * dice.random() ** 1.6
    shares = _shares(dice, working=household.able > 0)
    first = _year(per_head * size, shares, dice)
    second = _grown(first, dice.uniform(1.03, 1.11))
    if household.order % 53 == 0:
        return {2022: first, 2023: second, 2024: dict(second)}
    rate = dice.uniform(0.86, 0.97) if household.order % 8 == 5 else dice.uniform(1.03, 1.15)
    return {2022: first, 2023: second, 2024: _grown(second, rate)}


def _shares(dice: random.Random, *, working: bool) -> dict[str, float]:
    if not working:
        return {"wage": 0.0, "business": dice.choice((0.0, 0.08)), "property": 0.02}
    property_ = dice.choice((0.0, 0.0, 0.01, 0.02))
    return {"wage": dice.uniform(0.55, 0.78), "business": dice.choice((0.0, 0.12, 0.2)), "property": property_}


def _year(net: float, shares: dict[str, float], dice: random.Random) -> dict[str, int]:
    parts = {name: round(net * share / 10) * 10 for name, share in shares.items()}
    expense = round(parts["business"] * dice.uniform(0.22, 0.38))
    transfer = max(600, round(net) - sum(parts.values()) + expense)
    return {**parts, "transfer": transfer, "expense": expense}


def _grown(parts: dict[str, int], rate: float) -> dict[str, int]:
    return {name: round(amount * rate) for name, amount in parts.items()}


def resorted(records: Iterable[Record]) -> list[Record]:
    """As another clerk would sort them: villages by name, the highest income first."""
    return sorted(records, key=lambda r: (r["village"], -float(r["net_this"]), r["number"]))


def added_record() -> Record:
    """A household that the second delivery has in addition, split off from another one."""
    household = next(h for h in households() if h.key == "黄塘村20")
    parted = replace(
        household, key="黄塘村41", number="360799024041", householder="叶广源", identity=identity(1996, 421),
        phone="19900000421", size=2, monitored=False, order=421,
    )  # fmt: skip
    record = _record(parted, 2024)
    return record | {"size_reason": "2024年9月与父母分户"}
