"""School against age, education, work and health, on the roster of people."""

from __future__ import annotations

import narwhals as nw

from calculations.people import NO_STUDENT, at_least, at_school, birth_month, under
from checks.declare import check
from checks.model import Records, Rows, Shown
from checks.packs import DATA_QUALITY
from checks.shapes import blank, equals, says
from policies.model import Setting

_PRIMARY = "小学"
_JUNIOR = "初中|初一|初二|初三|七年级|八年级|九年级"
_SENIOR = "高中|高一|高二|高三|中职|中专|职高|技校|技工"
_COLLEGE = "高职|大专|专科|本科|大学|高专"
_MASTER = "研究生|硕士|博士"
_PRESCHOOL = "学龄前|学前|幼儿"
_GRADUATED = "毕业|非在校|不在校|辍学|失学"


def _in(stage: str) -> nw.Expr:
    return says("at_school", stage) & ~says("at_school", _GRADUATED)


@check("SCH101", severity="info", needs=("at_school", "person_identity"), pack=DATA_QUALITY, line="年龄")
def stage_of_schooling_fits_the_age(
    persons: Records,
    *,
    year: int,
    primary_school_from: Setting,
    primary_school_to: Setting,
    junior_school_from: Setting,
    junior_school_to: Setting,
    senior_school_from: Setting,
    senior_school_to: Setting,
    college_from: Setting,
    master_from: Setting,
    preschool_to: Setting,
) -> Rows:
    """在校生状况和年龄不相称。

    小学、初中、高中（中职）、高职本科、硕士及以上、学龄前各有年龄段；按身份证号（没有的按出生日期）台账年度全年都在年龄段之外的提示，
    当年过界的不列。毕业、非在校的不看；证件号和出生日期都认不出的不判。例：10岁读小学不列，10岁读高中、20岁读小学的提示。
    """
    born = birth_month(persons.fields)
    stages = (
        (_in(_PRIMARY), primary_school_from, primary_school_to),
        (_in(_JUNIOR), junior_school_from, junior_school_to),
        (_in(_SENIOR), senior_school_from, senior_school_to),
        (_in(_COLLEGE) & ~_in(_SENIOR), college_from, None),
        (_in(_MASTER), master_from, None),
        (_in(_PRESCHOOL), None, preschool_to),
    )
    fails, window = nw.lit(value=False), nw.lit("")
    for stage, first, last in stages:
        young = under(first.number, year, born) if first else nw.lit(value=False)
        old = at_least(last.number + 1, year, born) if last else nw.lit(value=False)
        fails = fails | (stage & (young | old))
        window = nw.when(stage).then(nw.lit(_window(first, last))).otherwise(window)
    return Rows(
        field="at_school",
        fails=fails,
        unknown=~blank("at_school") & ~says("at_school", NO_STUDENT) & (born == 0),
        because="证件号已脱敏、不完整，又没有出生日期",
        message=f"在校生状况填“{{at_school}}”，{year}年全年年龄不在{{window}}之内",
        expected="{window}",
        suggestion="核对证件号和在校生状况；已升学、毕业的更新，留级、晚入学的不必改",
        shown={"window": Shown(window, "文")},
    )


def _window(first: Setting | None, last: Setting | None) -> str:
    if first and last:
        return f"{first.number}至{last.number}周岁"
    return f"{first.number}周岁以上" if first else f"{last.number if last else 0}周岁以下"


@check("SCH102", severity="info", needs=("education", "person_identity"), pack=DATA_QUALITY, line="年龄")
def young_person_has_more_than_primary_schooling(
    persons: Records, *, year: int, junior_completed_from: Setting, junior_completed_to: Setting
) -> Rows:
    """义务教育刚结束年龄的人文化程度只有小学。

    台账年度全年都在参数给的年龄段之内、文化程度为小学及以下的提示，核实是否辍学。在校的不列；年龄认不出的不判。
    例：30岁小学文化不列，18岁、不在校、文化程度小学的提示。
    """
    born = birth_month(persons.fields)
    of_age = at_least(junior_completed_from.number, year, born) & under(junior_completed_to.number + 1, year, born)
    little = says("education", "^小学|文盲")
    return Rows(
        field="education",
        fails=of_age & little & ~at_school(persons.fields),
        unknown=little & ~at_school(persons.fields) & (born == 0),
        because="证件号已脱敏、不完整，又没有出生日期",
        message=f"{year}年在{{junior_completed_from}}至{{junior_completed_to}}之间，文化程度填“{{education}}”",
        expected="完成义务教育",
        suggestion="核实是否辍学、是否漏填在校生状况，更新文化程度",
    )


@check("SCH103", severity="warning", needs=("education", "at_school"), pack=DATA_QUALITY)
def education_or_school_is_told(persons: Records) -> Rows:
    """文化程度和在校生状况同时填了，或都空着。

    在校的填在校生状况，不在校的填文化程度。在校生状况写“非在校生”“毕业”“学龄前儿童”的，文化程度可填可不填；
    都空着而写了失学辍学原因的不列。例：只填小学三年级、只填初中文化不列，文化程度初中又填初二在校的列出。
    """
    both = ~blank("education") & at_school(persons.fields)
    neither = blank("education") & blank("at_school")
    if "dropout_reason" in persons.fields:
        neither = neither & blank("dropout_reason")
    return Rows(
        field="education",
        fails=both | neither,
        message="文化程度填{education}，在校生状况填{at_school}",
        expected="在校的填在校生状况，不在校的填文化程度",
        suggestion="核实后留一项；都空着的补填，失学辍学的写明原因",
        cells=("at_school",),
    )


@check("SCH104", severity="warning", needs=("dropout_reason", "health"), pack=DATA_QUALITY)
def health_as_reason_for_leaving_school_is_told(persons: Records) -> Rows:
    """失学辍学原因为因病、因残，健康状况填健康。

    失学辍学原因写到病、残，健康状况为“健康”的列出。健康状况空着的不判。
    例：因残失学、健康状况残疾不列，因病失学、健康状况健康的列出。
    """
    reason = says("dropout_reason", "病|残")
    return Rows(
        field="health",
        fails=reason & equals("health", "健康"),
        unknown=reason & blank("health"),
        because="健康状况空着",
        message="失学辍学原因“{dropout_reason}”，健康状况填“{health}”",
        expected="健康状况与失学辍学原因相符",
        suggestion="核实后改正一处；能返校的劝返，确实不能的办理送教、休学手续",
        cells=("dropout_reason",),
    )
