"""Employment of people lifted out of poverty or monitored: each person listed, each state told, the willing at work."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from calculations.employment import able, households_without_work, said, unable, unemployed
from calculations.periods import months_before
from calculations.recurring import first_rows
from calculations.rosters import of_places, people_not_listed
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.shapes import blank, equals, garbled, is_blank, none_of
from policies.model import Setting

_STUDENT = "在校|在读|年级|学生|小学|初中|高中|中专|大专|本科|研究生|技工|职业"
_NO_STUDENT = "非在校|不在校|毕业|辍学|^无$|^否$"


def _cannot_work(records: Records) -> nw.Expr:
    """The ledger says that the person cannot work; False where it has no such column."""
    return unable() if "labour_class" in records.fields else nw.lit(value=False)


def _unwilling(records: Records) -> nw.Expr:
    return equals("willing_to_work", "否") if "willing_to_work" in records.fields else nw.lit(value=False)


@check("EMP101", severity="warning", requires=("SYQD-4-1", "GN21-7-1"), needs=("employment_state",))
def employment_state_is_told(employment: Records) -> Rows:
    """务工就业台账的就业状态为空。

    劳动力应逐人有就业状态。劳动能力写明无劳动能力、丧失劳动能力的不列。
    """
    return Rows(
        field="employment_state",
        fails=blank("employment_state") & ~_cannot_work(employment),
        message="就业状态为空",
        expected="逐人填写就业状态",
        suggestion="联系本人核实后填写，并更新系统",
    )


@check(
    "EMP102",
    severity="warning",
    requires=("GN21-7-4",),
    needs=("labour_class", "willing_to_work", "employment_state"),
)
def able_and_willing_person_works(employment: Records) -> Rows:
    """有劳动能力、有就业意愿的人未就业。

    要求确保这些人实现就业，所以逐人列出；是否两类增收重点对象在消息中写明，先安排。没有就业意愿、没有劳动能力的不列，
    公岗、灵活就业算就业。
    """
    idle = unemployed() & equals("willing_to_work", "是")
    focus = "{two_focus_groups}" if "two_focus_groups" in employment.fields else "未填"
    return Rows(
        field="employment_state",
        fails=idle & able(),
        unknown=(idle & ~able() & ~unable()) | (unemployed() & able() & none_of("willing_to_work", "是", "否")),
        because="劳动能力或就业意愿空缺、无法识别",
        message=f"劳动能力“{{labour_class}}”、有就业意愿，就业状态填“{{employment_state}}”（是否两类增收重点对象：{focus}）",
        expected="有劳动能力且有就业意愿的未就业人口实现就业",
        suggestion="推荐岗位、组织培训或安排公益性岗位，两类增收重点对象优先；已就业的更新状态",
        cells=("labour_class", "willing_to_work"),
    )


@check("EMP103", severity="info", requires=("GX24-5-2",), needs=("updated_on",))
def ledger_is_updated_often_enough(employment: Records, *, job_ledger_update_days: Setting, as_of: date) -> Rows:
    """就业信息超过配置天数没有更新。

    “定期”“及时”原文没有天数，天数由县里配置；恰满配置天数不算超过。更新日期只填到月的，以可能的最晚一天算。
    """
    oldest = as_of.toordinal() - job_ledger_update_days.number
    return Rows(
        field="updated_on",
        fails=(nw.col("updated_on__last") < oldest) | is_blank("updated_on"),
        unknown=garbled("updated_on"),
        because="更新日期无法识别",
        message="更新日期{updated_on}，距{as_of}超过{job_ledger_update_days}",
        expected="{job_ledger_update_days}内更新一次（配置值）",
        suggestion="核实就业情况并更新",
    )


@check("EMP104", severity="warning", requires=("SYQD-4-1",), needs=("system_entry",))
def person_is_entered_in_the_system(employment: Records) -> Rows:
    """务工就业信息没有录入系统。

    系统录入状态写“未录入”“否”“待录入”的列出；空着的不判。
    """
    return Rows(
        field="system_entry",
        fails=said("system_entry", "^未|^否|^待|没有|不在系统"),
        unknown=blank("system_entry"),
        because="系统录入状态空缺",
        message="系统录入状态填“{system_entry}”",
        expected="更新录入系统，系统数据与实际相符",
        suggestion="核实后录入系统",
    )


@check("EMP105", severity="info", requires=("GN21-7-2",), needs=("willing_to_work", "employment_state", "pushed_on"))
def unemployed_person_is_reported_on(employment: Records, *, unemployed_push_months: Setting, as_of: date) -> Rows:
    """有就业意愿未就业人员的信息超过配置月数没有推送。

    “定期”原文未给周期，月数须由推送单位配置；市县是接收方，没有配置的不判。恰满配置月数不算超过。
    """
    oldest = months_before(as_of, unemployed_push_months.number).toordinal()
    idle = unemployed() & equals("willing_to_work", "是")
    return Rows(
        field="pushed_on",
        fails=idle & ((nw.col("pushed_on__last") < oldest) | is_blank("pushed_on")),
        unknown=idle & garbled("pushed_on"),
        because="推送日期无法识别",
        message="有就业意愿、未就业，推送日期{pushed_on}，距{as_of}超过{unemployed_push_months}",
        expected="每{unemployed_push_months}推送一次（配置值）",
        suggestion="向人社部门和市县推送；已推送的补填日期",
        cells=("employment_state",),
    )


@check("EMP106", severity="info", requires=("SQ23-2(2)1-6",), needs=("returned_home", "employment_state", "pushed_on"))
def returned_person_was_offered_a_job(employment: Records) -> Rows:
    """返乡回流未就业的人没有推送岗位日期。

    是否返乡回流为“是”、未就业、推送日期为空的提示。写明没有就业意愿的不列。
    """
    mine = unemployed() & ~_unwilling(employment)
    return Rows(
        field="pushed_on",
        fails=mine & equals("returned_home", "是") & is_blank("pushed_on"),
        unknown=mine & is_blank("pushed_on") & none_of("returned_home", "是", "否"),
        because="是否返乡回流空缺或无法识别",
        message="返乡回流、{employment_state}，推送日期为空",
        expected="跟踪求职需求，及时推送岗位",
        suggestion="了解求职需求，推送岗位并填写日期；已推送的补填",
        cells=("returned_home", "employment_state"),
    )


@check("EMP107", severity="info", requires=("BZ39-3-3b",), needs=("other_province", "travel_subsidy"))
def worker_in_another_province_has_a_travel_subsidy(employment: Records) -> Rows:
    """跨省务工没有交通补贴记录。

    是否跨省为“是”、交通补贴为空或为0的提示。未就业的不列。补贴条件和标准原文没有写，只作提示。
    """
    away = equals("other_province", "是")
    if "employment_state" in employment.fields:
        away = away & ~unemployed()
    return Rows(
        field="travel_subsidy",
        fails=away & (is_blank("travel_subsidy") | (nw.col("travel_subsidy") == 0)),
        unknown=away & garbled("travel_subsidy"),
        because="交通补贴无法识别",
        message="跨省务工，交通补贴填{travel_subsidy}",
        expected="对跨省就业人员给予务工交通补贴",
        suggestion="核对是否符合条件、是否申领；不符合的在备注说明",
        cells=("other_province",),
    )


@check(
    "EMP108",
    severity="info",
    requires=("BZ39-3-3a",),
    needs=("willing_to_work", "employment_state", "job_recommendations"),
)
def willing_person_was_recommended_a_job(employment: Records) -> Rows:
    """有务工意愿未就业的人没有岗位推荐记录。

    有就业意愿、未就业、推荐次数为空或为0的提示。没有意愿、没有劳动能力的不列。
    """
    mine = unemployed() & equals("willing_to_work", "是") & ~_cannot_work(employment)
    return Rows(
        field="job_recommendations",
        fails=mine & (is_blank("job_recommendations") | (nw.col("job_recommendations") == 0)),
        unknown=mine & garbled("job_recommendations"),
        because="推荐次数无法识别",
        message="有务工意愿、未就业，推荐次数填{job_recommendations}",
        expected="对有条件有意愿的提供用工信息和劳务对接",
        suggestion="推荐岗位并登记；已推荐的补填",
        cells=("employment_state",),
    )


@check(
    "EMP201",
    severity="warning",
    requires=("GN21-7-1", "SYQD-4-1"),
    needs={"persons": ("person_identity", "labour_class"), "employment": ("person_identity",)},
)
def every_worker_is_in_the_employment_ledger(persons: Records, employment: Records) -> Frames:
    """名单中的劳动力不在务工就业台账中。

    人口名单中有劳动能力（含弱、半劳动力）的脱贫人口、监测对象，按证件号应在就业台账中。在校生、一般农户不列；
    就业台账没有的乡镇（没有乡镇列的按村）不比，免得把别处的人算作漏登。证件号空缺、脱敏的不判。
    """
    missing, nameless = people_not_listed(_workers(persons, employment), employment.frame)
    return Frames(
        frame=missing.select("_ledger", "_row"),
        unknown=nameless,
        because="证件号空缺、脱敏，或就业台账中同名的人没有证件号",
        field="person_name",
        message="{person_name}劳动能力“{labour_class}”，不在务工就业台账中",
        expected="就业台账覆盖所有脱贫人口和监测对象劳动力",
        suggestion="核实后补登就业台账；已不是劳动力的更新人口信息",
    )


def _workers(persons: Records, employment: Records) -> Frame:
    """People able to work, out of school, of the places the employment ledger has."""
    workers = persons.frame.filter(able())
    if "at_school" in persons.fields:
        workers = workers.filter(~said("at_school", _STUDENT) | said("at_school", _NO_STUDENT))
    if "household_type" in persons.fields:
        workers = workers.filter(~equals("household_type", "一般农户"))
    return of_places(workers, employment.frame)


@check(
    "EMP202",
    severity="warning",
    requires=("SQ23-2(2)1-3", "SQ23-2(2)1-2", "SQ23-2(2)6-2"),
    needs=("household_id", "labour_class", "employment_state"),
)
def household_with_workers_has_one_at_work(employment: Records, *, household_employment_floor: Setting) -> Frames:
    """有劳动力的户没有人就业。

    按户编号：家里有人有劳动能力（含弱、半劳动力），全家没有一人就业的户列一次，列在第一名劳动力的就业状态上。
    公岗、灵活就业算就业；没有劳动力的户不算。家里有人的就业状态或劳动能力认不出的不判。
    """
    houses = households_without_work(employment.frame)
    rows = first_rows(employment.frame.filter(able()), ("household_id",)).join(houses, on="household_id", how="inner")
    return Frames(
        frame=rows.filter(nw.col("unclear") == 0),
        unknown=rows.filter(nw.col("unclear") > 0).select("_ledger", "_row"),
        because="家里有人的就业状态或劳动能力空缺、认不出",
        field="employment_state",
        message="户编号{household_id}有劳动力{able}人，就业0人",
        expected="有劳动力的户至少{household_employment_floor}就业，“零就业”家庭动态清零",
        suggestion="入户核实，推荐岗位或以公益性岗位兜底安置；刚失业的尽快帮扶，已就业的更新状态",
        observed="劳动力{able}人，就业0人",
        shown={"able": "数"},
    )
