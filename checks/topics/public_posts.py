"""公益性岗位: how many, on what conditions, from which funds, and paid only while on the post."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.employment import employed, head_count, said, unemployed
from calculations.recurring import identified
from checks.declare import check
from checks.hiring_limits import hiring_limit
from checks.model import Frames, Records, Rows, Texts
from checks.shapes import blank, equals, unread
from checks.topics.employment_scale import below, year_is_over
from policies.model import Setting

_TARGETS = ("脱贫户", "监测户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")


@check("PUB101", severity="warning", requires=("SQ23-2(2)6-1",), needs=("ended_on", "paid_months"))
def nobody_is_paid_after_leaving(public_posts: Records, *, year: int) -> Rows:
    """退岗以后的月份仍发岗位补贴。

    发放月份写到退岗当月以后的列出（如退岗6月、发放1-8月）；退岗当月照发不是问题。按发放月份里“几月”的字样判断，
    只写个数（6个月）的看不出月份；另写了别的年份的不判。没有退岗日期的不列。
    """
    months = nw.lit(value=False)
    for month in range(1, 13):
        named = said("paid_months", f"(?:^|[^0-9])0?{month}月")
        if month == 12:
            named = named | said("paid_months", "全年")
        months = months | (named & (nw.col("ended_on__month") < year * 12 + month - 1))
    other_year = said("paid_months", "|".join(str(of) for of in range(year - 5, year + 6) if of != year))
    left = nw.col("ended_on__state") > 0
    vague = left & (unread("ended_on") | nw.col("ended_on__month").is_null())
    return Rows(
        field="paid_months",
        fails=months,
        unknown=~blank("paid_months") & left & (vague | other_year | ~said("paid_months", "[0-9]月|全年")),
        because="退岗日期不到月份，或发放月份看不出是哪几个月",
        message="退岗日期{ended_on}，发放月份填“{paid_months}”",
        expected="在岗领补，退岗后不再发放",
        suggestion="核对退岗手续和发放记录；填错的改正，多发的按规定处理",
        cells=("ended_on",),
    )


@check("PUB102", severity="info", requires=("GX24-5-12",), needs=("fund_source",))
def post_has_a_known_fund(public_posts: Records) -> Rows:
    """公益性岗位资金来源没有填，或不在常见来源之内。

    常见来源为就业补助、光伏收益、村集体、衔接资金。文件的列举带“等”，别的来源不算错，只提示核对。已退岗的不列。
    """
    here = nw.lit(value=True)
    if "on_post" in public_posts.fields:
        here = ~equals("on_post", "退岗")
    known = said("fund_source", "就业补助|光伏|村集体|集体经济|衔接|财政")
    return Rows(
        field="fund_source",
        fails=here & ~known,
        message="岗位资金来源填“{fund_source}”",
        expected="就业补助、光伏帮扶电站发电收益、村集体经济收入等",
        suggestion="核对资金文件后填写来源",
    )


@check("PUB103", severity="info", requires=("SQ23-2(2)6-3",), needs=("employment_form", "flexible_work_too", "on_post"))
def full_time_post_with_other_work(public_posts: Records) -> Rows:
    """全日制公益性岗位人员兼其他灵活就业。

    非全日制人员在履职到位的前提下可以兼灵活就业，不列。全日制人员兼职原文没有写，只提示核对用工形式。
    """
    return Rows(
        field="flexible_work_too",
        fails=equals("employment_form", "全日制") & equals("flexible_work_too", "是") & ~equals("on_post", "退岗"),
        message="用工形式“{employment_form}”，是否兼灵活就业填“{flexible_work_too}”",
        expected="非全日制公益性岗位人员可从事其他灵活就业",
        suggestion="核对用工形式和考勤；填错的改正",
        cells=("employment_form",),
    )


@check(
    "PUB201",
    severity="error",
    requires=("GX24-5-7",),
    needs=("person_identity", "household_type", "on_post"),
    scope="县",
)
def posts_reach_the_floor(public_posts: Records, *, public_post_floor: Setting, as_of: date, year: int) -> Frames:
    """公益性岗位吸纳的脱贫人口和监测对象少于下限。

    全区口径，没有声明覆盖全县（--complete 县）的不判。数在岗的脱贫人口和监测对象，按证件号去重，一人两岗算一人；退岗的、一般农户不算；
    恰等于下限为合格。户类型、在岗状态、证件号认不出的按可能的最多人数算。年度未过完的不列。
    """
    target = nw.col("household_type").fill_null("").is_in(_TARGETS)
    here, gone = equals("on_post", "在岗"), equals("on_post", "退岗")
    over = year_is_over(year, as_of)
    count = head_count(public_posts.frame, target & here, ~equals("household_type", "一般农户") & ~gone)
    frame, unknown = below(count, public_post_floor.number, over=over)
    return Frames(
        frame=frame,
        unknown=unknown,
        because="户类型、在岗状态或证件号认不出，影响结果" if over else "年度未过完（未到期）",
        field="on_post",
        message="在岗的脱贫人口和监测对象{most}人，低于{public_post_floor}",
        expected="不低于{public_post_floor}",
        suggestion="核对有无漏登；确实不足的按需开发岗位",
        observed="{most}人",
        shown={"most": "数"},
        whole=True,
    )


@check(
    "PUB202",
    severity="info",
    requires=("SQ23-2(2)6-4",),
    needs={"public_posts": ("person_identity", "on_post"), "public_posts_last_year": ("person_identity", "on_post")},
    scope="县",
)
def number_of_posts_is_stable(
    public_posts: Records, public_posts_last_year: Records, *, public_post_change_margin: Setting
) -> Frames:
    """公益性岗位在岗人数比上年变动超过配置的幅度。

    “总体稳定”原文没有幅度，须由县里配置；全县口径。两年都按证件号去重，退岗的不算；恰等于幅度不算超过。
    在岗状态、证件号认不出、影响结果的不判。
    """
    margin = public_post_change_margin.share
    gone = equals("on_post", "退岗")
    this, last = (
        head_count(posts.frame, equals("on_post", "在岗"), ~gone) for posts in (public_posts, public_posts_last_year)
    )
    both = this.join(last.select(nw.col("least").alias("least_last"), nw.col("most").alias("most_last")), how="cross")
    clear = (nw.col("least") == nw.col("most")) & (nw.col("least_last") == nw.col("most_last"))
    change = (nw.col("most") - nw.col("most_last")).abs()
    return Frames(
        frame=both.filter(clear & (change * margin.whole > nw.col("most_last") * margin.part)),
        unknown=both.filter(~clear).select("_ledger"),
        because="在岗状态或证件号认不出，影响结果",
        field="on_post",
        message="在岗{most}人，上年{most_last}人，变动超过{public_post_change_margin}",
        expected="岗位规模总体稳定（配置的幅度{public_post_change_margin}）",
        suggestion="说明变动原因；漏登的补登",
        observed="{most}人，上年{most_last}人",
        shown={"most": "数", "most_last": "数"},
        whole=True,
    )


@check(
    "PUB203",
    severity="info",
    requires=("SQ23-2(2)6-1", "GN21-8-5"),
    needs={
        "public_posts": ("person_identity", "on_post"),
        "employment": ("person_identity", "employment_state", "work_region"),
    },
)
def post_holder_does_not_work_in_another_province(public_posts: Records, employment: Records) -> Frames:
    """在岗的公益性岗位人员在就业台账中为省外务工。

    灵活就业兼公益性岗位是允许的，不列；人在省外务工、岗位在村里的，提示核实是否在岗。务工已结束的不列。
    """
    away = employment.frame.filter(identified() & equals("work_region", "省外") & ~unemployed() & employed())
    for field in ("ended_on",):
        if field in employment.fields:
            away = away.filter(nw.col(f"{field}__state") <= 0)
    posts = public_posts.frame.filter(equals("on_post", "在岗"))
    found = posts.join(away.select("person_identity").unique(), on="person_identity", how="inner")
    return Frames(
        frame=found.select("_ledger", "_row"),
        field="on_post",
        message="在岗状态填“{on_post}”，同一证件号在就业台账中务工区域为省外",
        expected="在岗领补；灵活就业可同时安排公益性岗位",
        suggestion="核对考勤和务工情况；已外出的办理退岗，已返乡的更新就业台账",
    )


@check(
    "PUB204",
    severity="info",
    requires=("GX24-5-12",),
    needs={
        "public_posts": ("person_identity", "fund_source", "on_post", "village"),
        "solar": ("beneficiary_identity", "purpose", "village"),
    },
)
def post_paid_from_solar_income_is_in_its_ledger(public_posts: Records, solar: Records) -> Frames:
    """写明光伏收益开发的岗位，光伏收益分配台账中没有这个人。

    在岗、资金来源为光伏收益的人，按证件号应在光伏收益分配台账用途为公岗的对象中。分配台账没有的村不比，
    该村有公岗分配而没有证件号的不判；证件号空缺、脱敏的不判。两处登记可能有先后，只作提示。
    """
    paid = solar.frame.filter(equals("purpose", "公岗"))
    named = paid.filter(identified("beneficiary_identity")).select(
        nw.col("beneficiary_identity").alias("person_identity")
    )
    nameless = paid.filter(~identified("beneficiary_identity")).select("village").unique()
    posts = public_posts.frame.filter(equals("fund_source", "光伏收益") & equals("on_post", "在岗"))
    posts = posts.join(solar.frame.select("village").unique(), on="village", how="inner")
    missing = posts.filter(identified()).join(named, on="person_identity", how="anti")
    untold = missing.join(nameless, on="village", how="inner")
    return Frames(
        frame=missing.join(nameless, on="village", how="anti").select("_ledger", "_row"),
        unknown=nw.concat([frame.select("_ledger", "_row") for frame in (untold, posts.filter(~identified()))]),
        because="证件号空缺、脱敏，或该村的光伏收益分配没有填证件号",
        field="fund_source",
        message="资金来源填“{fund_source}”，光伏收益分配台账用途为公岗的对象中没有这个证件号",
        expected="岗位资金来源与光伏收益分配台账一致",
        suggestion="核对资金来源和分配台账；漏登的补登，填错的改正",
    )


@check("PUB301", severity="info", requires=("GN21-8-7",), needs=("hiring_conditions",))
def hiring_conditions_set_no_needless_limit(public_posts: Records) -> Texts:
    """公益性岗位聘用条件有年龄上限或残疾限制。

    以能否胜任、能否完成职责任务为标准，取消残疾、年龄等不必要限制。聘用条件写“60周岁以下”“18至60岁”“无残疾”等的提示；
    年龄下限（年满18周岁）、“年龄不限”“残疾人优先”不列。年满60岁在岗不是问题，本项不看年龄列。是否必要要看岗位职责，只作提示。
    """
    return Texts(
        field="hiring_conditions",
        judge=hiring_limit,
        message="聘用条件含“{fault}”",
        expected="以能否胜任、能否完成职责任务为标准，取消残疾、年龄等不必要限制",
        suggestion="复核限制是否为岗位职责所必需；不必要的取消",
    )
