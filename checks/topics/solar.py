"""Income of village solar stations: the yearly plan, every quarter, what it is used for."""

from __future__ import annotations

import re
from datetime import date

import narwhals as nw

from calculations.calendar_periods import periods_over
from calculations.sums import sums_by
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.recurring import gaps_of, once_due
from checks.shapes import blank, garbled, is_blank, says
from policies.model import Setting

_VILLAGE = ["township", "village"]
_SHORT = (
    ("公益性岗位", "公岗"),
    ("公益岗", "公岗"),
    ("小型公益", "小型公益"),
    ("奖励补助", "奖补"),
)  # as the ledger's choices say it
_QUARTER_WORDS = ("一|1|Ⅰ", "二|2|Ⅱ", "三|3|Ⅲ", "四|4|Ⅳ")


def _with_station(solar: Records) -> Frame:
    """Records of villages that have a station, blank townships filled."""
    township = nw.col("township").fill_null("") if "township" in solar.fields else nw.lit("")
    frame = solar.frame.filter(~nw.col("village").is_null()).with_columns(township.alias("township"))
    if "station" not in solar.fields:
        return frame
    return frame.filter(~blank("station") & ~nw.col("station").is_in(("否", "0", "×", "无电站", "没有电站")))


def _villages(frame: Frame) -> Frame:
    return frame.group_by(_VILLAGE).agg(nw.col("_ledger").min(), nw.col("_row").min())


def _plans(solar: Records, deadline: int) -> Frame:
    """One row a village: how many plans surely in time, surely late, and perhaps in time or not."""
    first, last = nw.col("planned_on"), nw.col("planned_on__last")
    marks = {
        "in_time": last <= deadline,
        "late": first > deadline,
        "perhaps": garbled("planned_on") | (first <= deadline),
    }
    frame = _with_station(solar)
    earliest = frame.group_by(_VILLAGE).agg(first.min().alias("planned"))
    return sums_by(frame, _VILLAGE, marks).join(earliest, on=_VILLAGE, how="inner")


@check("SOL201", severity="error", requires=("GX24-6-4",), needs=("village", "planned_on"))
def solar_plan_is_made_in_time(solar: Records, *, solar_plan_deadline: Setting) -> Frames:
    """光伏收益年度分配计划晚于期限制定。

    有电站的村，最早的分配计划日期晚于期限的列出，期限当天不算晚。只填到月的，整月都晚于期限才列出。没有电站的村不看；没有计划日期的另有一项核查。
    """
    plans = _plans(solar, solar_plan_deadline.day.toordinal()).filter(nw.col("in_time") == 0)
    return Frames(
        frame=plans.filter((nw.col("late") > 0) & (nw.col("perhaps") == 0)),
        unknown=plans.filter(nw.col("perhaps") > 0).select("_ledger", "_row"),
        because="分配计划日期无法识别，或跨期限",
        field="planned_on",
        message="{village}年度分配计划制定于{planned}，晚于{solar_plan_deadline}",
        expected="{solar_plan_deadline}前（含当日）制定年度收益分配计划",
        suggestion="核对日期；确实晚的，说明原因，下年按期制定",
        observed="{planned}",
        shown={"planned": "日期", "village": "文"},
    )


@check("SOL202", severity="warning", requires=("GX24-6-4",), needs=("village", "planned_on"))
def village_has_a_solar_plan(solar: Records, *, solar_plan_deadline: Setting, as_of: date) -> Frames:
    """过了期限，有电站的村没有年度分配计划日期。

    一个村几行中有一行填了即可。期限当天及以前不判；没有电站的村不看。
    """
    deadline = solar_plan_deadline.day
    plans = once_due(_plans(solar, deadline.toordinal()), due=as_of > deadline)
    none = (nw.col("in_time") == 0) & (nw.col("late") == 0) & (nw.col("perhaps") == 0)
    return Frames(
        frame=plans.filter(none),
        field="planned_on",
        message="{village}没有年度分配计划日期",
        expected="{solar_plan_deadline}前制定年度收益分配计划",
        suggestion="补填计划制定日期；确未制定的抓紧按程序制定",
        shown={"village": "文"},
    )


@check("SOL203", severity="warning", requires=("GX24-6-5",), needs=("village", "quarter", "distributed_on"))
def village_distributes_each_quarter(
    solar: Records, *, solar_distribution_interval: Setting, as_of: date, year: int
) -> Frames:
    """有电站的村有的季度没有光伏收益分配记录。

    已过完的每个季度，有一行季度写明是它、且有分配日期，或分配日期在该季度内，即为有；年底一次分配不能代替各季。
    没有电站的村不看；分配日期空缺的行不算，无法识别或跨季的无法判定。
    """
    frame = _with_station(solar)
    paid = frame.filter(~is_blank("distributed_on"))
    columns = [*_VILLAGE, "distributed_on", "distributed_on__last", "sure"]
    yes = nw.lit(value=True)
    records = [paid.with_columns(yes.alias("sure")).select(columns)]
    if "year" in solar.fields:
        paid = paid.filter(nw.col("year").is_null() | (nw.col("year") == year))
    for period, words in zip(periods_over("季度", year, date(year, 12, 31)), _QUARTER_WORDS, strict=True):
        named = paid.filter(says("quarter", f"(?:第|^|年|Q|q)(?:{words})(?:季|$)") & ~garbled("distributed_on"))
        start = nw.lit(period.first.toordinal()).cast(nw.Int64)
        records.append(
            named.with_columns(
                yes.alias("sure"), start.alias("distributed_on"), start.alias("distributed_on__last")
            ).select(columns)
        )
    found, unknown = gaps_of(
        _villages(frame), nw.concat(records), entity=_VILLAGE, day="distributed_on", name="季度", year=year, as_of=as_of
    )
    return Frames(
        frame=found,
        unknown=unknown.select("_ledger", "_row").unique(),
        because="有的分配日期无法识别或跨季",
        field="distributed_on",
        message="{village}{period_text}没有光伏收益分配记录",
        expected="按季度分配",
        suggestion="补做分配并登记；已分配漏登的凭凭证补登",
        observed="{period_text}无记录",
        shown={"period": "日期", "period_text": "文"},
        period="period",
    )


@check(
    "SOL204",
    severity="warning",
    requires=("GX24-6-6",),
    needs=("village", "quarter", "distributable", "amount"),
)
def solar_payments_stay_within_the_income(solar: Records) -> Frames:
    """光伏收益分配合计大于可分配额。

    同一村（电站）同一年度、季度各行分配金额相加，大于可分配额（几行中最大的）的列出；有结转以前季度的，核对后可免查。
    """
    keys = [*_VILLAGE, "quarter", *(name for name in ("station", "year") if name in solar.fields)]
    frame = _with_station(solar).filter(~nw.col("quarter").is_null())
    if "year" in solar.fields:
        frame = frame.with_columns(nw.col("year").fill_null(0))
    most = frame.group_by(keys).agg(nw.col("distributable").max().alias("most"))
    unread = garbled("amount") | garbled("distributable")
    sums = sums_by(frame, keys, {"given": nw.col("amount"), "unread": unread}).join(most, on=keys, how="inner")
    unclear = nw.col("most").is_null() | (nw.col("unread") > 0)
    return Frames(
        frame=sums.filter((nw.col("given") > nw.col("most")) & ~unclear),
        unknown=sums.filter(unclear).select("_ledger", "_row"),
        because="可分配额空缺，或金额无法识别",
        field="amount",
        message="{village}{quarter}分配合计{given}，大于可分配额{most}",
        expected="分配合计不超过可分配额",
        suggestion="核对分配金额和可分配额；含以前季度结转的，在备注说明",
        observed="{given}",
        shown={"given": "金额", "most": "金额", "village": "文", "quarter": "文"},
    )


@check("SOL301", severity="warning", requires=("GX24-6-6",), needs=("purpose",))
def solar_income_is_used_as_allowed(solar: Records, *, solar_income_uses: Setting) -> Rows:
    """光伏收益用途不在县里配置的范围内。

    范围由县里按上级光伏收益管理办法配置（用顿号、逗号分开）；没有配置的不判。用途中含有一项即可；用途空缺的不在此列。
    """
    named = [use for use in re.split("[、,，;；\\s]+", str(solar_income_uses.value)) if use]
    short = [word for long, word in _SHORT if any(long in use for use in named)]
    uses = [re.escape(use) for use in (*named, *short)]
    return Rows(
        field="purpose",
        fails=~blank("purpose") & ~says("purpose", "|".join(uses)),
        message="用途为{purpose}，不在配置的范围内",
        expected="{solar_income_uses}",
        suggestion="对照收益分配办法核对；写法不同的统一写法",
    )
