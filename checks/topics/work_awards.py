"""务工奖励: who may have it, for how many months, and how much."""

from __future__ import annotations

import narwhals as nw

from calculations.recurring import identified, no_number
from calculations.work_awards import award_year, awards_by_person, months_counted
from checks.declare import check
from checks.model import Frames, Records, Rows, Shown, Texts
from checks.shapes import equals, garbled, none_of, unread
from policies.model import Setting

_HUNDREDTHS = 100


def _refused() -> nw.Expr:
    """An application that was turned down stands in the ledger with an award of 0."""
    return (nw.col("award_amount") == 0).fill_null(False)  # noqa: FBT003 - narwhals' own signature


@check("WAW101", severity="error", requires=("GN21-7-7",), needs=("on_public_post", "award_amount"))
def award_goes_to_nobody_on_a_public_post(work_awards: Records) -> Rows:
    """公益性岗位人员领取务工奖励。

    “是否公岗”为“是”、奖励金额不为0的列出。灵活就业的人兼任公益性岗位是允许的，但公岗人员不再享受务工奖励。
    奖励金额为0（未予奖励）的不列。
    """
    return Rows(
        field="on_public_post",
        fails=equals("on_public_post", "是") & ~_refused(),
        unknown=none_of("on_public_post", "是", "否") & ~_refused(),
        because="“是否公岗”空缺或无法识别",
        message="“是否公岗”填“{on_public_post}”，奖励金额{award_amount}",
        expected="务工奖励对象不含公益性岗位人员",
        suggestion="对照公益性岗位台账核实身份；确为公岗人员的按规定退出奖励名单，填错的改正",
        cells=("award_amount",),
    )


@check("WAW102", severity="error", requires=("GN21-7-9",), needs=("monthly_standard",))
def monthly_standard_is_within_the_cap(work_awards: Records, *, work_award_monthly_cap: Setting) -> Rows:
    """务工奖励月标准超过上限。

    每人每月的标准高于上限的列出，恰等于上限为合格。标准与奖励金额相同、务工不止一个月的，多半填的是总额，不按月标准判。
    """
    whole = nw.lit(value=False)
    if {"award_amount", "months_worked"} <= work_awards.fields:
        same = nw.col("monthly_standard") == nw.col("award_amount")
        whole = same & (nw.col("months_worked") > _HUNDREDTHS)
    over = nw.col("monthly_standard") > work_award_monthly_cap.fen
    return Rows(
        field="monthly_standard",
        fails=over,
        unknown=garbled("monthly_standard") | (whole & over),
        because="奖励标准无法识别，或与奖励金额相同、像是总额",
        message="奖励标准填{monthly_standard}，高于每人每月{work_award_monthly_cap}",
        expected="不超过{work_award_monthly_cap}/人·月",
        suggestion="核对标准和单位，按上限改正并重算奖励金额",
    )


@check("WAW103", severity="error", requires=("GN21-7-9",), needs=("award_amount", "months_worked"))
def award_is_within_the_cap_for_its_months(work_awards: Records, *, work_award_monthly_cap: Setting, year: int) -> Rows:
    """务工奖励金额超过“月上限×务工月数”。

    几个月合并发放的，按务工月数乘月上限比较，恰等于为合格。累计务工月数空着的，按起止月所含月数。
    """
    months = months_counted(work_awards.fields, award_year(work_awards.fields, year))
    cap = work_award_monthly_cap.fen
    return Rows(
        field="award_amount",
        fails=nw.col("award_amount") * _HUNDREDTHS > months * cap,
        unknown=~_refused() & (unread("award_amount") | months.is_null()),
        because="奖励金额或务工月数空缺、无法识别",
        message="奖励金额{award_amount}，务工{months_worked}个月，按每人每月{work_award_monthly_cap}最多{most}元",
        expected="不超过{work_award_monthly_cap}×务工月数",
        suggestion="核对务工月数和金额，改正填错的一项；多发的按规定处理",
        shown={"most": Shown(months * (cap // _HUNDREDTHS), "元")},
        cells=("months_worked",),
    )


@check("WAW104", severity="info", requires=("GN21-7-5",), needs=("two_focus_groups", "award_amount"))
def award_goes_to_the_two_focus_groups(work_awards: Records) -> Rows:
    """务工奖励对象不是两类增收重点对象。

    “两类标识”为“否”、奖励金额不为0的提示核对。原文是“探索建立”，只作提示。
    """
    return Rows(
        field="two_focus_groups",
        fails=equals("two_focus_groups", "否") & ~_refused(),
        unknown=none_of("two_focus_groups", "是", "否") & ~_refused(),
        because="“两类标识”空缺或无法识别",
        message="“两类标识”填“{two_focus_groups}”，奖励金额{award_amount}",
        expected="奖励对象为两类增收重点对象",
        suggestion="对照两类增收重点对象名单核对；属于名单的改正标识",
    )


@check(
    "WAW105",
    severity="error",
    needs=("started_month", "ended_month"),
    source="算术：截止月不早于起始月",
)
def work_does_not_end_before_it_begins(work_awards: Records) -> Rows:
    """务工截止月早于起始月。

    起止月都填了才判。跨年务工的，年份要写全。
    """
    return Rows(
        field="ended_month",
        fails=nw.col("ended_month") < nw.col("started_month"),
        unknown=garbled("started_month") | garbled("ended_month"),
        because="起止月份无法识别",
        message="务工起始月{started_month}，截止月{ended_month}",
        expected="不早于{started_month}",
        suggestion="核对起止月份；跨年的写明年份",
        cells=("started_month",),
    )


@check("WAW201", severity="error", requires=("GN21-7-10",), needs=("person_identity", "award_amount"))
def yearly_award_is_within_the_cap(work_awards: Records, *, work_award_yearly_cap: Setting, year: int) -> Frames:
    """一人一年的务工奖励合计超过上限。

    同一证件号同一年度的奖励，多行、多乡镇合并相加；恰等于上限为合格。原文未写每人还是每户，按月标准为每人理解。
    列在该人最后一行。证件号空缺、脱敏的不能合并，不判；有金额无法识别、其余合计未超的，不判。
    """
    people = awards_by_person(work_awards.frame, work_awards.fields, year)
    over = nw.col("amount") > work_award_yearly_cap.fen
    nameless = work_awards.frame.filter(~identified()).select("_ledger", "_row")
    unread_ = people.filter((nw.col("amounts_unread") > 0) & ~over).select("_ledger", "_row")
    return Frames(
        frame=people.filter(over).select("_ledger", "_row", "amount", "rows", "award_year"),
        unknown=nw.concat([nameless, unread_]),
        because="证件号空缺、脱敏，或有奖励金额空缺、无法识别",
        field="award_amount",
        message="{award_year}年务工奖励{rows}行合计{amount}元，高于每人每年{work_award_yearly_cap}",
        expected="每人每年不超过{work_award_yearly_cap}",
        suggestion="逐行核对有无重复申报、金额有无填错，按上限改正；多发的按规定处理",
        observed="{rows}行合计{amount}元",
        shown={"amount": "元", "rows": "数", "award_year": "数"},
        period="award_year",
    )


@check("WAW202", severity="error", requires=("GN21-7-6",), needs=("person_identity", "award_amount", "months_worked"))
def worker_reaches_the_months_floor(work_awards: Records, *, work_award_months_floor: Setting, year: int) -> Frames:
    """领务工奖励的人当年累计务工不足规定月数。

    同一人当年几行合并，可不连续，起止月重叠的月份只算一次，跨年务工只计当年；恰满规定月数为合格。
    列在该人最后一行。不足月怎样折算原文未定，按台账所填月数。月数认不出的、几行相加与去重后结果不同的，不判。
    """
    floor = work_award_months_floor.number * _HUNDREDTHS
    people = awards_by_person(work_awards.frame, work_awards.fields, year)
    nameless = work_awards.frame.filter(~identified() & ~_refused()).select("_ledger", "_row")
    short = (nw.col("least_months") < floor) & (nw.col("most_months") < floor)
    surely = short & (nw.col("months_unread") == 0)
    perhaps = (nw.col("least_months") < floor) & ~surely
    unsure = people.filter(perhaps & ((nw.col("months_unread") > 0) | (nw.col("spans_unread") > 0)))
    return Frames(
        frame=people.filter(surely).select("_ledger", "_row", "award_year"),
        unknown=nw.concat([nameless, unsure.select("_ledger", "_row")]),
        because="证件号空缺、脱敏，或务工月数空缺、几行能否相加看不出",
        field="months_worked",
        message="{award_year}年累计务工{months_worked}个月，不满{work_award_months_floor}",
        expected="当年务工累计{work_award_months_floor}以上（含）",
        suggestion="核对务工证明，改正月数；确实不满的按规定不予奖励",
        shown={"award_year": "数"},
        period="award_year",
    )


@check(
    "WAW203",
    severity="warning",
    requires=("GN21-7-7",),
    needs={
        "work_awards": ("person_identity", "award_amount", "started_month", "ended_month"),
        "public_posts": ("person_identity", "on_post"),
    },
)
def awarded_person_is_not_in_the_ledger_of_public_posts(work_awards: Records, public_posts: Records) -> Frames:
    """领务工奖励的人当年在公益性岗位。

    按证件号对公益性岗位台账：在岗期间与务工月份重叠，或在岗、没有填到岗日期的列出。奖励行自己已填“是否公岗”为“是”的不重复列。
    已退岗且与务工月份不重叠的，是否排除原文未定，不判。灵活就业兼岗本身不是问题。
    """
    posts = public_posts.frame.filter(identified()).select(
        "person_identity",
        _post_month(public_posts, "started_on").alias("_from"),
        _post_month(public_posts, "ended_on").alias("_to"),
        equals("on_post", "在岗").alias("_here"),
    )
    awards = work_awards.frame.filter(~_refused())
    if "on_public_post" in work_awards.fields:
        awards = awards.filter(~equals("on_public_post", "是"))
    joined = awards.join(posts, on="person_identity", how="inner")
    left_later = (nw.col("_to") >= nw.col("started_month")).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    overlap = (nw.col("_from") <= nw.col("ended_month")) & (nw.col("_here") | left_later)
    hit = overlap | (nw.col("_from").is_null() & nw.col("_here"))
    found = joined.filter(hit).select("_ledger", "_row").unique()
    rest = joined.select("_ledger", "_row").unique().join(found, on=["_ledger", "_row"], how="anti")
    nameless = awards.filter(~identified()).select("_ledger", "_row")
    return Frames(
        frame=found,
        unknown=nw.concat([rest, nameless]),
        because="证件号空缺、脱敏，或已不在岗、与务工月份不重叠（原文未定），或在岗起止、务工起止看不出",
        field="person_identity",
        message="务工{started_month}至{ended_month}领奖励，同一证件号在公益性岗位台账中同期在岗",
        expected="务工奖励对象不含公益性岗位人员",
        suggestion="核对聘用、退岗手续和务工证明；确为公岗人员的按规定退出奖励名单",
    )


def _post_month(posts: Records, field: str) -> nw.Expr:
    return nw.col(f"{field}__month") if field in posts.fields else no_number()


@check(
    "WAW204",
    severity="info",
    requires=("GN21-7-5",),
    needs={"work_awards": ("household_id", "award_amount"), "look_back": ("household_id",)},
)
def awarded_household_is_on_the_roster(work_awards: Records, look_back: Records) -> Frames:
    """务工奖励对象所在户不在两类增收重点对象台账中。

    按户编号对应，同在一个乡镇的才比。“两类标识”已填“否”的另有提示，这里不重复。只作提示。
    """
    awards = work_awards.frame.filter(~nw.col("household_id").is_null() & ~_refused())
    if "two_focus_groups" in work_awards.fields:
        awards = awards.filter(~equals("two_focus_groups", "否"))
    if "township" in work_awards.fields and "township" in look_back.fields:
        awards = awards.join(look_back.frame.select("township").unique(), on="township", how="inner")
    missing = awards.join(look_back.frame.select("household_id"), on="household_id", how="anti")
    return Frames(
        frame=missing.select("_ledger", "_row"),
        field="household_id",
        message="户编号{household_id}领务工奖励，不在两类增收重点对象台账中",
        expected="奖励对象为两类增收重点对象",
        suggestion="核对户编号和名单；名单漏列的补列",
    )


@check(
    "WAW205",
    severity="warning",
    needs=("person_identity", "months_worked", "started_month", "ended_month"),
    source="算术：累计务工月数不多于起止月所含月数",
)
def months_fit_into_the_span(work_awards: Records, *, year: int) -> Frames:
    """累计务工月数多于起止月所含月数。

    只比一人一行的：几行的累计数可能是几段相加。可不连续，所以月数少于起止月所含不是问题；跨年的只计当年，这里按起止全部月份比。
    """
    single = work_awards.frame.filter(identified()).with_columns(nw.lit(1).alias("_one")).group_by("person_identity")
    once = single.agg(nw.col("_one").sum().alias("_n")).filter(nw.col("_n") == 1).select("person_identity")
    rows = work_awards.frame.join(once, on="person_identity", how="inner")
    span = nw.col("ended_month") - nw.col("started_month") + 1
    rows = rows.with_columns(span.alias("span")).filter(nw.col("span") > 0)
    return Frames(
        frame=rows.filter(nw.col("months_worked") > nw.col("span") * _HUNDREDTHS).select("_ledger", "_row", "span"),
        field="months_worked",
        message="累计务工月数填{months_worked}，起止月{started_month}至{ended_month}共{span}个月",
        expected="不多于{span}个月",
        suggestion="核对务工证明，改正月数或起止月",
        shown={"span": "数"},
    )


def _central(source: str) -> str | None:
    return source if "中央" in source else None


@check("WAW301", severity="info", requires=("GN21-7-8",), needs=("fund_source",))
def award_is_paid_from_provincial_or_lower_funds(work_awards: Records) -> Texts:
    """务工奖励资金来源写的是中央资金。

    文件说务工奖励“可在省及以下衔接补助资金中”列支，来源含“中央”的提示核对。不得用中央资金是反推，只作提示。
    """
    return Texts(
        field="fund_source",
        judge=_central,
        message="资金来源填“{fault}”",
        expected="可在省及以下衔接补助资金中列支",
        suggestion="对照资金文件核对级次；填错的改正",
    )
