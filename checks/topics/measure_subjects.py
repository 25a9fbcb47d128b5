"""Measures against the people and the incomes they name."""

from __future__ import annotations

import narwhals as nw

from calculations.people import DISABLED, by_household, working
from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.packs import DATA_QUALITY
from checks.shapes import blank, equals, says
from checks.topics.risk_measures import says_measure

_VOCATIONAL = "中职|中专|职高|技校|技工|高职|高专|大专|专科"


def _without_subject(measures: Records, named: nw.Expr, houses: Frame, message: str, expected: str) -> Frames:
    """Measures of households on the roster in which nobody is what the measure is for (`found` is 0)."""
    none = houses.filter(nw.col("found") == 0).select("household_id", nw.col("people").alias("members"))
    rows = measures.frame.filter(named)
    return Frames(
        frame=rows.join(none, on="household_id", how="inner").select("_ledger", "_row", "members"),
        unknown=rows.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="measure",
        message=message,
        expected=expected,
        suggestion="核实措施和家庭成员信息，改正一处",
        shown={"members": "数"},
    )


def _subject_without_measure(
    persons: Records, measures: Records, subject: nw.Expr, pattern: str, field: str, words: str
) -> Frames:
    """Members of households in the measures ledger that has no such measure for them."""
    houses = by_household(measures.frame, found=says_measure(measures, pattern)).filter(nw.col("found") == 0)
    rows = persons.frame.filter(subject)
    return Frames(
        frame=rows.join(houses, on="household_id", how="inner").select("_ledger", "_row"),
        unknown=rows.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field=field,
        message=f"{{person_name}}：{{{field}}}，帮扶措施台账中这户没有{words}",
        expected=f"享受的{words}登记为措施",
        suggestion="已享受的补登措施；没有享受的改正人员信息",
    )


@check(
    "MSR201",
    severity="info",
    needs={"measures": ("household_id", "measure"), "persons": ("household_id", "months_worked")},
    pack=DATA_QUALITY,
)
def work_measure_has_a_worker(measures: Records, persons: Records) -> Frames:
    """措施为务工、公益性岗位，家里没有人务工或在岗。

    措施名称、类别写到务工、稳岗、公益性岗位（公益岗），人口名单中这户没有一人有务工记录或公益性岗位的提示。培训、岗位推荐不算。
    人口名单没有这户的不列。例：务工补贴、一人务工8个月不列，公益性岗位、全家没有务工和岗位提示。
    """
    post = nw.lit(value=False)
    if "public_post" in persons.fields:
        post = ~blank("public_post") & ~says("public_post", "^(?:否|无|未|没有|0)")
    named = says_measure(measures, "务工|稳岗|公益性?岗|公岗") & ~says_measure(measures, "培训|推荐")
    houses = by_household(persons.frame, found=working(persons.fields) | post)
    message = "措施“{measure}”，人口名单中这户{members}人没有务工、没有公益性岗位"
    return _without_subject(measures, named, houses, message, "有人务工或在岗")


@check(
    "MSR202",
    severity="warning",
    needs={"measures": ("household_id", "measure"), "persons": ("household_id", "subsistence_allowance")},
    pack=DATA_QUALITY,
)
def subsistence_measure_has_a_recipient(measures: Records, persons: Records) -> Frames:
    """措施为低保，家里没有人享受低保。

    措施写到低保、最低生活保障，人口名单中这户没有一人是否低保为“是”的列出；申请、排查类措施不看。人口名单没有这户的不列。
    例：低保、一人享受不列，低保、全家填否列出。
    """
    named = says_measure(measures, "低保|最低生活保障") & ~says_measure(measures, "申请|申报|排查|宣传")
    houses = by_household(persons.frame, found=equals("subsistence_allowance", "是"))
    return _without_subject(
        measures, named, houses, "措施“{measure}”，人口名单中这户{members}人没有享受低保的", "有人享受低保"
    )


@check(
    "MSR203",
    severity="warning",
    needs={"measures": ("household_id", "measure"), "persons": ("household_id", "extreme_poverty")},
    pack=DATA_QUALITY,
)
def support_measure_has_a_recipient(measures: Records, persons: Records) -> Frames:
    """措施为特困供养，家里没有特困供养人员。

    判法同 MSR202，看是否特困。例：特困供养、一人特困不列，特困供养、全家填否列出。
    """
    named = says_measure(measures, "特困|五保") & ~says_measure(measures, "申请|申报|排查|宣传")
    houses = by_household(persons.frame, found=equals("extreme_poverty", "是"))
    return _without_subject(
        measures, named, houses, "措施“{measure}”，人口名单中这户{members}人没有特困供养的", "有人特困供养"
    )


@check(
    "MSR204",
    severity="warning",
    needs={"measures": ("household_id", "measure"), "persons": ("household_id", "health")},
    pack=DATA_QUALITY,
)
def disability_measure_has_a_recipient(measures: Records, persons: Records) -> Frames:
    """措施为残疾人补贴、康复，家里没有残疾人。

    措施写到残疾、残补，人口名单中这户没有一人健康状况写残疾、也没有残疾证号的列出。人口名单没有这户的不列。
    例：残疾人补贴、一人残疾不列，残疾人补贴、全家健康列出。
    """
    certified = ~blank("disability_number") if "disability_number" in persons.fields else nw.lit(value=False)
    houses = by_household(persons.frame, found=says("health", DISABLED) | certified)
    message = "措施“{measure}”，人口名单中这户{members}人没有残疾的"
    return _without_subject(measures, says_measure(measures, "残疾|残补"), houses, message, "有残疾人")


@check(
    "MSR205",
    severity="info",
    needs={"persons": ("household_id", "subsistence_allowance"), "measures": ("household_id", "measure")},
    pack=DATA_QUALITY,
)
def recipient_of_subsistence_has_the_measure(persons: Records, measures: Records) -> Frames:
    """享受低保的人，帮扶措施台账中这户没有低保措施。

    措施写到低保、最低生活保障、综合保障、兜底、社会救助的都算。措施台账没有这户的不列，只作提示。
    例：低保、措施有综合保障不列，低保、措施只有产业奖补提示。
    """
    pattern = "低保|最低生活保障|综合保障|兜底|社会救助|社会保障"
    return _subject_without_measure(
        persons, measures, equals("subsistence_allowance", "是"), pattern, "subsistence_allowance", "低保"
    )


@check(
    "MSR206",
    severity="warning",
    needs={"measures": ("household_id", "measure"), "persons": ("household_id", "at_school")},
    pack=DATA_QUALITY,
)
def yulu_measure_has_a_student(measures: Records, persons: Records) -> Frames:
    """措施为雨露计划，家里没有中、高职学生。

    措施写到雨露，人口名单中这户没有一人在校生状况写中职、中专、技校、高职、大专等的列出；雨露计划的短期培训、就业帮扶不看。
    人口名单没有这户的不列。例：雨露计划、一人中职一年级不列，雨露计划、只有小学生列出。
    """
    named = says_measure(measures, "雨露") & ~says_measure(measures, "培训|就业|毕业")
    houses = by_household(persons.frame, found=says("at_school", _VOCATIONAL))
    message = "措施“{measure}”，人口名单中这户{members}人没有中、高职学生"
    return _without_subject(measures, named, houses, message, "有中、高职学生")


@check(
    "MSR207",
    severity="info",
    needs={"persons": ("household_id", "at_school"), "measures": ("household_id", "measure")},
    pack=DATA_QUALITY,
)
def vocational_student_has_the_yulu_measure(persons: Records, measures: Records) -> Frames:
    """中、高职学生，帮扶措施台账中这户没有雨露计划。

    在校生状况写中职、中专、技校、高职、大专等（写明毕业的不算）。措施写到雨露、教育、助学的都算。措施台账没有这户的不列，只作提示。
    例：中职二年级、措施有雨露计划不列，措施只有产业奖补提示。
    """
    student = says("at_school", _VOCATIONAL) & ~says("at_school", "毕业|非在校|不在校")
    return _subject_without_measure(persons, measures, student, "雨露|教育|助学", "at_school", "雨露计划")


@check(
    "MSR208",
    severity="info",
    needs={"measures": ("household_id", "measure"), "employment": ("household_id", "work_region")},
    pack=DATA_QUALITY,
)
def labour_export_has_a_worker_elsewhere(measures: Records, employment: Records) -> Frames:
    """措施为劳务输出，家里没有人在县外务工。

    措施写到劳务输出、外出务工、有组织输出，务工就业台账中这户没有一人务工区域为省外、省内县外的提示。就业台账没有这户的不列。
    例：劳务输出、一人省外务工不列，劳务输出、全家在县内提示。
    """
    away = equals("work_region", "省外") | equals("work_region", "省内县外")
    houses = by_household(employment.frame, found=away)
    message = "措施“{measure}”，务工就业台账中这户{members}人没有在县外务工的"
    return _without_subject(
        measures, says_measure(measures, "劳务输出|外出务工|组织输出"), houses, message, "有人在县外务工"
    )


def _without_income(measures: Records, income: Records, pattern: str, field: str, words: str) -> Frames:
    """Measures that bring an income of a kind which the income ledger puts at nothing."""
    none = income.frame.filter((nw.col(field) == 0) & ~nw.col("household_id").is_null())
    rows = measures.frame.filter(says_measure(measures, pattern) & ~says_measure(measures, "申请|培训|推荐|指导"))
    return Frames(
        frame=rows.join(none.select("household_id").unique(), on="household_id", how="inner").select("_ledger", "_row"),
        unknown=rows.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="measure",
        message=f"措施“{{measure}}”，收入台账中这户本年{words}为0",
        expected=f"{words}大于0",
        suggestion="核实措施是否落实、收入是否漏计；没有产生收入的备注说明",
    )


@check(
    "MSR211",
    severity="info",
    needs={"measures": ("household_id", "measure"), "income": ("household_id", "wage_income_this_year")},
    pack=DATA_QUALITY,
)
def post_brings_wages(measures: Records, income: Records) -> Frames:
    """措施为公益性岗位、务工，本年工资性收入为0。

    按户编号对照收入台账；收入空着的不列，培训、推荐不算。例：公益性岗位、工资性收入6000元不列，0元提示。
    """
    return _without_income(measures, income, "公益性?岗|公岗|务工", "wage_income_this_year", "工资性收入")


@check(
    "MSR212",
    severity="info",
    needs={"measures": ("household_id", "measure"), "income": ("household_id", "transfer_income_this_year")},
    pack=DATA_QUALITY,
)
def allowance_brings_transfers(measures: Records, income: Records) -> Frames:
    """措施为低保、特困供养、残疾人补贴，本年转移性收入为0。

    按户编号对照收入台账；收入空着的不列，申请不算。例：低保、转移性收入3000元不列，0元提示。
    """
    return _without_income(
        measures, income, "低保|特困|残补|残疾人.{0,6}补贴", "transfer_income_this_year", "转移性收入"
    )


@check(
    "MSR213",
    severity="info",
    needs={"measures": ("household_id", "measure"), "income": ("household_id", "business_income_this_year")},
    pack=DATA_QUALITY,
)
def production_brings_business_income(measures: Records, income: Records) -> Frames:
    """措施为种植、养殖、产业，本年生产经营性收入为0。

    按户编号对照收入台账；收入空着的不列，技术指导、培训、入股分红不算。例：养殖奖补、经营性收入4000元不列，0元提示。
    """
    return _without_income(
        measures, income, "种植|养殖|产业奖补|产业直补|产业发展", "business_income_this_year", "生产经营性收入"
    )
