"""Employment of a whole county, and the services each unemployed person is due."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.employment import employed, head_count, said, service_counts, unable, unemployed
from calculations.recurring import identified, last_rows
from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.recurring import once_due
from checks.shapes import equals, garbled
from policies.model import Setting

_SERVICES = ("policy_talks", "guidance_sessions", "job_recommendations", "training_sessions")
_NOT_DUE = "年度未过完（未到期）"


def year_is_over(year: int, as_of: date) -> bool:
    return as_of >= date(year, 12, 31)


def below(count: Frame, floor: int, *, over: bool) -> tuple[Frame, Frame]:
    """A head count (`least`, `most`) that is surely below the floor, and one that may be or may still reach it."""
    least, most = nw.col("least"), nw.col("most")
    if not over:
        return once_due(count, due=False), count.filter(least < floor).select("_ledger")
    return count.filter(most < floor), count.filter((least < floor) & (most >= floor)).select("_ledger")


def _state_unclear() -> nw.Expr:
    return ~employed() & ~unemployed()


@check(
    "EMP203",
    severity="error",
    requires=("GX24-5-1",),
    needs=("person_identity", "poverty_or_monitored", "employment_state"),
    scope="县",
)
def employed_people_reach_the_floor(
    employment: Records, *, employment_scale_floor: Setting, as_of: date, year: int
) -> Frames:
    """脱贫人口务工就业人数低于下限。

    全区口径，没有声明覆盖全县（--complete 县）的不判。只数脱贫人口（含脱贫不稳定户），不含边缘易致贫户、突发严重困难户，
    按证件号去重，一人几条算一人，公岗、灵活就业算就业；恰等于下限为合格。类别、状态、证件号认不出的按可能的最多人数算，仍低于下限才列出。
    年度未过完的不列。
    """
    lifted = said("poverty_or_monitored", "脱贫")
    other = said("poverty_or_monitored", "监测|边缘|突发|一般|^否$|^非") & ~lifted
    sure = employed() & lifted
    over = year_is_over(year, as_of)
    count = head_count(employment.frame, sure, (employed() | _state_unclear()) & ~other)
    frame, unknown = below(count, employment_scale_floor.number, over=over)
    return Frames(
        frame=frame,
        unknown=unknown,
        because="人员类别、就业状态或证件号认不出，影响结果" if over else _NOT_DUE,
        field="employment_state",
        message="务工就业的脱贫人口{most}人，低于{employment_scale_floor}",
        expected="不少于{employment_scale_floor}",
        suggestion="核对有无漏登、重复和状态未更新；确实不足的加大稳岗就业",
        observed="{most}人",
        shown={"most": "数"},
        whole=True,
    )


@check(
    "EMP204",
    severity="error",
    requires=("SQ23-2(2)1-4",),
    needs={
        "employment": ("person_identity", "employment_state"),
        "employment_last_year": ("person_identity", "employment_state"),
    },
    scope="县",
)
def employed_people_are_no_fewer_than_last_year(
    employment: Records, employment_last_year: Records, *, as_of: date, year: int
) -> Frames:
    """务工就业人数少于上年。

    全县口径，没有声明覆盖全县（--complete 县）的不判。两年都按证件号去重，公岗、灵活就业算就业；与上年相等为合格。
    状态、证件号认不出的按有利的一边算，仍少于上年才列出。年度未过完的不列。
    """
    this = head_count(employment.frame, employed(), _state_unclear())
    last = head_count(employment_last_year.frame, employed(), _state_unclear())
    both = this.join(last.select(nw.col("least").alias("least_last"), nw.col("most").alias("most_last")), how="cross")
    over = year_is_over(year, as_of)
    fewer = nw.col("most") < nw.col("least_last")
    perhaps = (nw.col("least") < nw.col("most_last")) & ~fewer
    return Frames(
        frame=once_due(both.filter(fewer), due=over),
        unknown=both.filter(perhaps if over else perhaps | fewer).select("_ledger"),
        because="就业状态或证件号认不出，影响结果" if over else _NOT_DUE,
        field="employment_state",
        message="务工就业{most}人，上年{least_last}人",
        expected="不少于上年{least_last}人",
        suggestion="核对有无漏登和状态未更新；确实减少的分析原因，加大稳岗就业",
        observed="{most}人",
        shown={"most": "数", "least_last": "数"},
        whole=True,
    )


def _served(records: Records, fields: tuple[str, ...]) -> Frame:
    """One row an unemployed person: how often each service was given over all rows, on the person's last row.

    `_unclear` is above 0 where a count cannot be read. Who cannot or does not want to work is left out.
    """
    rows = records.frame.filter(identified())
    if "labour_class" in records.fields:
        rows = rows.filter(~unable())
    if "willing_to_work" in records.fields:
        rows = rows.filter(~equals("willing_to_work", "否"))
    unclear = garbled(fields[0])
    for field in fields[1:]:
        unclear = unclear | garbled(field)
    rows = rows.with_columns(
        unemployed().cast(nw.Int64).alias("_idle"),
        unclear.cast(nw.Int64).alias("_unclear"),
        *(nw.col(field).fill_null(0).alias(f"times_{field}") for field in fields),
    )
    totals = rows.group_by("person_identity").agg(
        nw.col("_idle").min(), nw.col("_unclear").sum(), *(nw.col(f"times_{field}").sum() for field in fields)
    )
    return last_rows(rows, ("person_identity",)).join(
        totals.filter(nw.col("_idle") == 1), on="person_identity", how="inner"
    )


def _fewer_services(any_ledger: Records, field: str, what: str, floor: Setting, as_of: date, year: int) -> Frames:
    people = _served(any_ledger, (field,)).with_columns(nw.col(f"times_{field}").alias("times"))
    short, over = nw.col("times") < floor.number, year_is_over(year, as_of)
    sure = short & (nw.col("_unclear") == 0)
    return Frames(
        frame=once_due(people.filter(sure), due=over),
        unknown=people.filter(short & ~sure if over else short).select("_ledger", "_row"),
        because="次数无法识别" if over else _NOT_DUE,
        field=field,
        message=f"未就业，{what}{{times}}次，少于{floor.text}",
        expected=f"{what}不少于{floor.text}",
        suggestion=f"补做{what}并登记；已做的补填次数",
        observed="{times}次",
        shown={"times": "数"},
    )


@check(
    "EMP211",
    severity="warning",
    requires=("GX24-5-3",),
    needs=("person_identity", "employment_state", "policy_talks"),
)
def unemployed_person_had_the_policy_talk(
    any_ledger: Records, *, employment_policy_briefing_floor: Setting, as_of: date, year: int
) -> Frames:
    """未就业人员的政策宣介次数不够。

    “1131”服务之一。同一人几行相加，空着按0次；没有劳动能力、没有就业意愿、已就业的不列。年度未过完的不列。
    """
    return _fewer_services(any_ledger, "policy_talks", "政策宣介", employment_policy_briefing_floor, as_of, year)


@check(
    "EMP212",
    severity="warning",
    requires=("GX24-5-3",),
    needs=("person_identity", "employment_state", "guidance_sessions"),
)
def unemployed_person_had_guidance(
    any_ledger: Records, *, employment_guidance_floor: Setting, as_of: date, year: int
) -> Frames:
    """未就业人员的职业指导次数不够。

    “1131”服务之一。同一人几行相加，空着按0次；没有劳动能力、没有就业意愿、已就业的不列。年度未过完的不列。
    """
    return _fewer_services(any_ledger, "guidance_sessions", "职业指导", employment_guidance_floor, as_of, year)


@check(
    "EMP213",
    severity="warning",
    requires=("GX24-5-3",),
    needs=("person_identity", "employment_state", "job_recommendations"),
)
def unemployed_person_was_offered_jobs(
    any_ledger: Records, *, employment_job_offer_floor: Setting, as_of: date, year: int
) -> Frames:
    """未就业人员的岗位推荐次数不够。

    “1131”服务之一。同一人几行相加，空着按0次；没有劳动能力、没有就业意愿、已就业的不列。年度未过完的不列。
    """
    return _fewer_services(any_ledger, "job_recommendations", "岗位推荐", employment_job_offer_floor, as_of, year)


@check(
    "EMP214",
    severity="warning",
    requires=("GX24-5-3",),
    needs=("person_identity", "employment_state", "training_sessions"),
)
def unemployed_person_was_offered_training(
    any_ledger: Records, *, employment_training_floor: Setting, as_of: date, year: int
) -> Frames:
    """未就业人员的技能培训或见习次数不够。

    “1131”服务之一，培训、见习二选一。同一人几行相加，空着按0次；没有劳动能力、没有就业意愿、已就业的不列。年度未过完的不列。
    """
    return _fewer_services(any_ledger, "training_sessions", "技能培训或见习", employment_training_floor, as_of, year)


@check(
    "EMP215",
    severity="info",
    requires=("SQ23-2(2)1-5",),
    needs=("person_identity", "employment_state", *_SERVICES),
)
def person_had_the_configured_services(
    any_ledger: Records, *, service_131_content: Setting, as_of: date, year: int
) -> Frames:
    """未就业人员没有得到配置的“131”服务。

    “131”三项各是什么原文没有写，须由县里配置，写成“1次政策宣介、3次岗位推荐、1次技能培训”；外省的1131不能套用。
    同一人几行相加，空着按0次；没有劳动能力、没有就业意愿、已就业的不列。年度未过完的不列。
    """
    due, over = service_counts(service_131_content.text), year_is_over(year, as_of)
    people = _served(any_ledger, _SERVICES)
    short = nw.lit(value=False)
    for field, times in (due or {}).items():
        short = short | (nw.col(f"times_{field}") < times)
    sure = short & (nw.col("_unclear") == 0)
    if due is None or not over:
        sure, short = nw.col("_idle") < 0, nw.col("_idle") > 0
    return Frames(
        frame=people.filter(sure),
        unknown=people.filter(short & ~sure).select("_ledger", "_row"),
        because="配置的“131”内容认不出项目和次数" if due is None else "次数无法识别" if over else _NOT_DUE,
        field=next(iter(due or _SERVICES)),
        message="未就业，宣介{times_policy_talks}次、指导{times_guidance_sessions}次、推荐{times_job_recommendations}次、"
        "培训或见习{times_training_sessions}次",
        expected="{service_131_content}（配置值）",
        suggestion="按县里的“131”服务内容补做并登记；已做的补填次数",
        shown={f"times_{field}": "数" for field in _SERVICES},
    )
