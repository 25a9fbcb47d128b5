"""Labour skill against age, school, health and work, on the roster of people."""

from __future__ import annotations

import narwhals as nw

from calculations.employment import able, said, unable
from calculations.people import at_least, at_school, birth_month, under, working
from checks.declare import check
from checks.model import Records, Rows
from checks.packs import DATA_QUALITY
from checks.shapes import blank, equals, says
from policies.model import Setting

_STRONG = "^(?:普通|技能|全|有劳动)"
_UNCLEAR_AGE = "证件号已脱敏、不完整，又没有出生日期"


def _on_a_post(records: Records) -> nw.Expr:
    if "public_post" not in records.fields:
        return nw.lit(value=False)
    return ~blank("public_post") & ~said("public_post", "^(?:否|无|未|没有|0)")


@check("LAB101", severity="warning", needs=("labour_class", "person_identity"), pack=DATA_QUALITY, line="年龄")
def child_is_no_labourer(persons: Records, *, year: int, working_age_from: Setting) -> Rows:
    """未到劳动年龄的人劳动技能不是无劳动力。

    按身份证号（没有的按出生日期）到台账年度末仍不满劳动年龄，劳动技能为普通、技能、弱或半劳动力的列出；当年满的不列。
    例：10岁无劳动力不列，10岁普通劳动力列出。
    """
    born = birth_month(persons.fields)
    return Rows(
        field="labour_class",
        fails=under(working_age_from.number, year, born) & able(),
        unknown=able() & (born == 0),
        because=_UNCLEAR_AGE,
        message=f"{year}年末不满{{working_age_from}}，劳动技能填“{{labour_class}}”",
        expected="不满{working_age_from}的为无劳动力",
        suggestion="核对证件号和劳动技能，改正一处",
    )


@check("LAB102", severity="warning", needs=("months_worked", "person_identity"), pack=DATA_QUALITY, line="年龄")
def child_does_not_work(persons: Records, *, year: int, working_age_from: Setting) -> Rows:
    """未到劳动年龄的人填了务工或公益性岗位。

    到台账年度末仍不满劳动年龄，有务工时间、务工地点、务工单位或公益性岗位的列出；当年满的不列。
    例：15岁在校没有务工不列，14岁务工3个月列出。
    """
    born = birth_month(persons.fields)
    works = working(persons.fields) | _on_a_post(persons)
    return Rows(
        field="months_worked",
        fails=under(working_age_from.number, year, born) & works,
        unknown=works & (born == 0),
        because=_UNCLEAR_AGE,
        message=f"{year}年末不满{{working_age_from}}，填了务工或公益性岗位（务工时间{{months_worked}}）",
        expected="不满{working_age_from}的没有务工和公益性岗位",
        suggestion="核对证件号；确有其事的会同人社部门处理，填错的改正",
        cells=("person_identity",),
    )


@check("LAB103", severity="info", needs=("labour_class", "health", "person_identity"), pack=DATA_QUALITY, line="年龄")
def healthy_adult_can_work(persons: Records, *, year: int, working_age_from: Setting, working_age_to: Setting) -> Rows:
    """劳动年龄内、健康、不在校的人劳动技能为无、丧失或弱、半劳动力。

    台账年度全年都在劳动年龄之内、健康状况为“健康”、不在校的才看；照料病人、智力偏弱等确有原因，只作提示。
    例：40岁残疾、丧失劳动力不列，40岁健康、无劳动力提示。
    """
    born = birth_month(persons.fields)
    adult = at_least(working_age_from.number, year, born) & under(working_age_to.number + 1, year, born)
    weak = unable() | said("labour_class", "^(?:弱|半|部分)")
    mine = weak & says("health", "^健康$") & ~at_school(persons.fields)
    return Rows(
        field="labour_class",
        fails=adult & mine,
        unknown=mine & (born == 0),
        because=_UNCLEAR_AGE,
        message="劳动年龄内、健康、不在校，劳动技能填“{labour_class}”",
        expected="健康的劳动年龄人口为普通或技能劳动力",
        suggestion="核实健康状况和劳动技能；确有原因的备注说明",
        cells=("health",),
    )


@check("LAB104", severity="info", needs=("labour_class", "person_identity"), pack=DATA_QUALITY, line="年龄")
def old_person_is_no_full_labourer(persons: Records, *, year: int, working_age_to: Setting) -> Rows:
    """超过劳动年龄的人劳动技能为普通或技能劳动力。

    台账年度全年都超过劳动年龄上限的才看；身体好仍在劳动的不少，只作提示。例：62岁弱劳动力不列，62岁普通劳动力提示。
    """
    born = birth_month(persons.fields)
    return Rows(
        field="labour_class",
        fails=at_least(working_age_to.number + 1, year, born) & said("labour_class", _STRONG),
        unknown=said("labour_class", _STRONG) & (born == 0),
        because=_UNCLEAR_AGE,
        message=f"{year}年已过{{working_age_to}}，劳动技能填“{{labour_class}}”",
        expected="超过{working_age_to}的为弱劳动力或半劳动力、无劳动力",
        suggestion="核实后更新；仍能劳动的不必改",
    )


@check("LAB105", severity="warning", needs=("labour_class", "at_school"), pack=DATA_QUALITY)
def student_is_no_labourer(persons: Records) -> Rows:
    """在校生的劳动技能不是无劳动力。

    在校生状况写明学校或年级，劳动技能为普通、技能、弱或半劳动力的列出。非在校生、毕业、学龄前的不看。
    例：高中二年级、无劳动力不列，高中二年级、普通劳动力列出。
    """
    return Rows(
        field="labour_class",
        fails=at_school(persons.fields) & able(),
        unknown=at_school(persons.fields) & ~able() & ~unable(),
        because="劳动技能空缺或认不出",
        message="在校生状况“{at_school}”，劳动技能填“{labour_class}”",
        expected="在校生为无劳动力",
        suggestion="核实后改正一处；已毕业的更新在校生状况",
        cells=("at_school",),
    )


@check("LAB106", severity="warning", needs=("at_school", "months_worked"), pack=DATA_QUALITY)
def student_does_not_work(persons: Records) -> Rows:
    """在校生填了务工。

    在校生状况写明学校或年级，又有务工时间、务工地点或务工单位的列出。务工时间填0、务工地点写“无”的不算务工。
    例：大专一年级、没有务工不列，大专一年级、务工6个月列出。
    """
    return Rows(
        field="months_worked",
        fails=at_school(persons.fields) & working(persons.fields),
        message="在校生状况“{at_school}”，务工时间填{months_worked}",
        expected="在校生没有务工",
        suggestion="核实后改正一处；已毕业的更新在校生状况，假期短工备注说明",
        cells=("at_school",),
    )


@check("LAB107", severity="info", needs=("labour_class", "education", "months_worked"), pack=DATA_QUALITY)
def skilled_person_works(persons: Records) -> Rows:
    """大专及以上文化或技能劳动力没有务工。

    不在校、没有务工和公益性岗位记录的提示，优先推荐岗位；在家创业、照料家人的确有，只作提示。丧失、无劳动力的不列。
    例：大专毕业、务工8个月不列，技能劳动力、务工时间空着的提示。
    """
    skilled = said("education", "大专|专科|高职|本科|大学|研究生|硕士|博士") | said("labour_class", "技能")
    idle = ~working(persons.fields) & ~_on_a_post(persons) & ~at_school(persons.fields)
    return Rows(
        field="months_worked",
        fails=skilled & idle & ~unable() & ~said("education", "在读|在校"),
        message="文化程度“{education}”、劳动技能“{labour_class}”，没有务工记录",
        expected="有学历、有技能的人实现就业",
        suggestion="核实就业情况；已就业的补填，未就业的推荐岗位",
        cells=("education", "labour_class"),
    )


@check("LAB108", severity="warning", needs=("labour_class", "disability_number"), pack=DATA_QUALITY)
def severely_disabled_person_is_no_full_labourer(persons: Records) -> Rows:
    """一级、二级肢体残疾人劳动技能为普通或技能劳动力。

    残疾证号第19位为4（肢体）、第20位为1或2（一、二级）的才看。残疾证号脱敏、不完整的不判。
    例：肢体三级、普通劳动力不列，肢体一级、普通劳动力列出。
    """
    strong = said("labour_class", _STRONG)
    return Rows(
        field="labour_class",
        fails=strong & said("disability_number", "^.{18}4[12]"),
        unknown=strong & ~blank("disability_number") & ~said("disability_number", "^.{18}[1-7][1-4]"),
        because="残疾证号已脱敏、不完整",
        message="肢体残疾一级或二级，劳动技能填“{labour_class}”",
        expected="重度肢体残疾人为弱、半劳动力或丧失劳动力、无劳动力",
        suggestion="对照残疾人证核实，改正一处",
        cells=("disability_number",),
    )


@check("LAB110", severity="warning", needs=("extreme_poverty", "months_worked"), pack=DATA_QUALITY)
def supported_person_does_not_work(persons: Records) -> Rows:
    """特困供养人员填了务工。

    是否特困为“是”，又有务工时间、务工地点或务工单位的列出。例：特困、没有务工不列，特困、务工10个月列出。
    """
    return Rows(
        field="months_worked",
        fails=equals("extreme_poverty", "是") & working(persons.fields),
        unknown=working(persons.fields) & ~equals("extreme_poverty", "是") & ~equals("extreme_poverty", "否"),
        because="是否特困空缺或无法识别",
        message="是否特困填“{extreme_poverty}”，务工时间填{months_worked}",
        expected="特困供养人员没有务工",
        suggestion="会同民政核实供养资格和务工情况，改正一处",
        cells=("extreme_poverty",),
    )
