"""实施方案 for incomes: how they stand, the eight causes of a decline, the targets of each village, each household's measure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from documents.model import Paragraph
from documents.ordinals import chinese
from drafting.data_bodies.model import OPEN, DataBody, table, texts
from values.masks import mask_text
from values.shares import Share


class VillageIncome(Struct, frozen=True):
    """A village's households and their incomes in 分, both years' summed over the people."""

    township: str
    village: str
    households: int
    people: int
    last: int
    this: int
    fell: int
    same: int


class FallenHousehold(Struct, frozen=True):
    """A household with less than last year, and what the ledger says will make up for it."""

    village: str
    householder: str
    last: int
    this: int
    project: str
    helper: str


class Cause(Struct, frozen=True):
    """One of the eight causes, as the document words it, with the households that state it."""

    name: str
    households: tuple[FallenHousehold, ...]


class Incomes(Struct, frozen=True):
    """All a plan is made of. `target` is the growth that the document in force asks for, with its citation.

    `causes_asked`: the ledgers have a column for the causes; without one their households are unknown, not none.
    """

    ledgers: tuple[str, ...]
    villages: tuple[VillageIncome, ...]
    causes: tuple[Cause, ...]
    fallen: tuple[FallenHousehold, ...]
    without_cause: tuple[FallenHousehold, ...]
    left_out: int
    repeated: int
    causes_asked: bool = True
    target: Share | None = None
    target_basis: str = ""


def income_plan(incomes: Incomes) -> DataBody:
    """The text of 实施方案."""
    paragraphs = (
        *texts(_situation(incomes)),
        *_causes(incomes),
        *_targets(incomes),
        *_measures(incomes),
        *texts(["五、组织实施", f"（一）责任分工：{OPEN}。", f"（二）完成时限：{OPEN}。"]),
    )
    return DataBody(paragraphs, tuple(_todo(incomes)))


def _situation(incomes: Incomes) -> Iterator[str]:
    villages = incomes.villages
    households, people, last, this = (
        sum(getattr(village, name) for village in villages) for name in ("households", "people", "last", "this")
    )
    fell, same = (sum(getattr(village, name) for village in villages) for name in ("fell", "same"))
    yield f"根据{'、'.join(incomes.ledgers)}，制定本方案。"
    yield "一、收入情况"
    yield (
        f"共{households}户{people}人，人均纯收入上年{_yuan(last, people)}元、本年{_yuan(this, people)}元，"
        f"增幅{_rate(last, this)}。增收{households - fell - same}户，持平{same}户，减收{fell}户。"
    )
    if incomes.left_out:
        yield f"另有{incomes.left_out}户缺两年收入或人口数，没有计入。"


def _causes(incomes: Incomes) -> Iterator[Paragraph]:
    count, none = len(incomes.fallen), len(incomes.without_cause)
    yield from texts(
        ["二、减收因素", f"减收{count}户按因素归类如下，占比以减收户为分母；一户有几个因素的分别计入，占比之和可超过100%。"]
    )
    rows = [(str(number), cause.name, *_counted(cause, incomes)) for number, cause in enumerate(incomes.causes, start=1)]
    yield table(("序号", "减收因素", "户数", "占比"), [*rows, ("—", "台账没有注明", str(none), _percent(none, count))])


def _counted(cause: Cause, incomes: Incomes) -> tuple[str, str]:
    if not incomes.causes_asked:
        return OPEN, OPEN
    return str(len(cause.households)), _percent(len(cause.households), len(incomes.fallen))


def _targets(incomes: Incomes) -> Iterator[Paragraph]:
    target = incomes.target
    basis = f"依据{incomes.target_basis}，人均纯收入增幅目标为{_shown(target)}" if target else f"人均纯收入增幅目标：{OPEN}"
    yield from texts(["三、增收目标", f"{basis}。各村以上年人均纯收入为基数，目标如下（单位：元）。"])
    header = ("村", "户数", "人口", "上年人均", "目标增幅", "目标人均", "本年人均", "尚差")
    yield table(header, [_target_row(village, target) for village in incomes.villages])


def _target_row(village: VillageIncome, target: Share | None) -> tuple[object, ...]:
    last, this = _per_head(village.last, village.people), _per_head(village.this, village.people)
    place = f"{village.township}{village.village}" or "—"
    if target is None:
        return (place, village.households, village.people, last, OPEN, OPEN, this, OPEN)
    wanted = _cents(Decimal(village.last) * (target.whole + target.part) / (target.whole * village.people * 100))
    short = max(wanted - this, Decimal(0))
    return (place, village.households, village.people, last, _shown(target), wanted, this, short or "已达到")


def _measures(incomes: Incomes) -> Iterator[Paragraph]:
    yield from texts(["四、帮扶措施", "对减收户逐户落实替代增收项目，分因素列出如下。"])
    groups = [*incomes.causes, Cause("台账没有注明减收因素", incomes.without_cause)]
    stated = [cause for cause in groups if cause.households]
    for order, cause in enumerate(stated, start=1):
        yield from texts([f"（{chinese(order)}）{cause.name}（{len(cause.households)}户）"])
        yield table(("村", "户主", "上年人均", "本年人均", "替代增收项目", "帮扶责任人"), map(_household, cause.households))


def _household(one: FallenHousehold) -> tuple[object, ...]:
    named = (mask_text(text) for text in (one.village, one.householder, one.project, one.helper))
    village, householder, project, helper = named
    return (village, householder, _per_head(one.last, 1), _per_head(one.this, 1), project, helper)


def _todo(incomes: Incomes) -> Iterator[str]:
    yield "责任分工、完成时限：台账中没有，请填写"
    if incomes.target is None:
        yield "增收目标：没有找到在当地当日有效的增幅目标，请填写"
    for name, field in (("替代增收项目", "project"), ("帮扶责任人", "helper")):
        if count := sum(not getattr(one, field) for one in incomes.fallen):
            yield f"{name}：{count}户减收户没有填写，请补上"
    if not incomes.causes_asked:
        yield "减收因素：台账没有“减收因素代码”一列，各因素户数请核实后填写"
    elif incomes.without_cause:
        yield f"减收因素：{len(incomes.without_cause)}户没有注明代码，请核实归类"
    if incomes.repeated:
        yield f"台账中有{incomes.repeated}行户编号重复，按先出现的一行计，请核对"


def _yuan(total: int, people: int) -> str:
    return str(_per_head(total, people)) if people else OPEN


def _per_head(total: int, people: int) -> Decimal:
    return _cents(Decimal(total) / (100 * people))


def _rate(last: int, this: int) -> str:
    return f"{_cents(Decimal(this - last) * 100 / last)}%" if last > 0 else OPEN


def _percent(part: int, whole: int) -> str:
    return f"{_cents(Decimal(part) * 100 / whole)}%" if whole else "—"


def _shown(share: Share) -> str:
    return f"{(Decimal(share.part) * 100 / share.whole).normalize():f}%"


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
