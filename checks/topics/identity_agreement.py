"""Identity numbers against what else a record says: birth date, sex, age, the disability certificate."""

from __future__ import annotations

import narwhals as nw

from calculations.people import CYCLE, birth_day_in_cycles, birth_year, female, male, own_number, readable
from checks.declare import check
from checks.model import Records, Rows, Shown, Texts
from checks.packs import DATA_QUALITY
from checks.shapes import blank, equals, garbled, is_blank
from values.expressions import expression
from values.identity import DISABILITY_LENGTHS, identity_fault

_KIND_AND_GRADE = expression("[1-7][1-4]")
_UNREADABLE_NUMBER = ~blank("person_identity") & ~readable("person_identity")


@check("IDN113", severity="warning", needs=("person_identity", "born_on"), pack=DATA_QUALITY)
def birth_date_agrees_with_identity(any_ledger: Records) -> Rows:
    """出生日期与身份证号中的出生日期不符。

    出生日期只填到月的，同月就算相符。证件号脱敏、不完整，或出生日期认不出的不判。
    例：号码第7至14位为19750312，出生日期填1975-03-12、1975年3月相符，填1957-03-12的列出。
    """
    day = birth_day_in_cycles()
    differs = (day < nw.col("born_on") * CYCLE) | (day > nw.col("born_on__last") * CYCLE)
    return Rows(
        field="born_on",
        fails=readable("person_identity") & differs,
        unknown=~is_blank("born_on") & (garbled("born_on") | _UNREADABLE_NUMBER),
        because="出生日期无法识别，或证件号已脱敏、不完整",
        message="出生日期填{born_on}，与身份证号第7至14位不符",
        expected="与身份证号一致",
        suggestion="对照户口簿或身份证，改正出生日期或证件号",
        cells=("person_identity",),
    )


@check("IDN114", severity="warning", needs=("person_identity", "sex"), pack=DATA_QUALITY)
def sex_agrees_with_identity(any_ledger: Records) -> Rows:
    """性别与身份证号不符。

    身份证号第17位单数为男、双数为女。证件号脱敏、不完整的，性别不是男、女的不判。
    例：第17位为1，性别填男相符，填女的列出。
    """
    told = equals("sex", "男") | equals("sex", "女")
    return Rows(
        field="sex",
        fails=(male("person_identity") & equals("sex", "女")) | (female("person_identity") & equals("sex", "男")),
        unknown=~is_blank("sex") & (~told | _UNREADABLE_NUMBER),
        because="性别不是男、女，或证件号已脱敏、不完整",
        message="性别填“{sex}”，与身份证号第17位不符",
        expected="第17位单数为男、双数为女",
        suggestion="对照户口簿或身份证，改正性别或证件号",
        cells=("person_identity",),
    )


@check("IDN115", severity="info", needs=("person_identity", "age"), pack=DATA_QUALITY)
def age_agrees_with_identity(any_ledger: Records, *, year: int) -> Rows:
    """年龄与身份证号算出的年龄相差一岁以上。

    填的是哪一天的年龄台账没有写：按台账年度算，未过生日、上年底填报、虚岁造成的一岁之差不列，差得更多的提示。
    证件号脱敏、不完整，年龄认不出的不判。例：1975年生，2024年填47至50岁不列，填57岁提示。
    """
    reached = nw.lit(year) - birth_year()
    return Rows(
        field="age",
        fails=readable("person_identity") & ((nw.col("age") > reached + 1) | (nw.col("age") < reached - 2)),
        unknown=garbled("age") | (~is_blank("age") & _UNREADABLE_NUMBER),
        because="年龄无法识别，或证件号已脱敏、不完整",
        message=f"年龄填{{age}}，按身份证号{year}年满{{reached}}周岁",
        expected="与身份证号一致（前后差一岁以内）",
        suggestion="核对证件号和年龄；年龄以身份证号为准更新",
        shown={"reached": Shown(reached)},
        cells=("person_identity",),
    )


def _certificate_fault(number: str) -> str | None:
    if len(number) not in DISABILITY_LENGTHS:
        return f"应为20位（补办、换领的22位），实为{len(number)}位"
    if not _KIND_AND_GRADE.fullmatch(number[18:20]):
        return "第19位应为残疾类别1至7，第20位应为残疾等级1至4"
    return identity_fault(number)


@check("IDN111", severity="warning", needs=("disability_number",), pack=DATA_QUALITY)
def disability_certificate_is_well_formed(any_ledger: Records) -> Texts:
    """残疾证号不合编号规则。

    残疾证号为18位身份证号加1位残疾类别（1至7）、1位残疾等级（1至4），补办、换领的后面再有2位。空着的、脱敏的不判。
    例：……001543合规则（肢体三级），只填18位身份证号、第20位为5的列出。
    """
    return Texts(
        field="disability_number",
        judge=_certificate_fault,
        message="残疾证号有误：{fault}",
        expected="18位身份证号加残疾类别和等级，共20位（补办、换领的22位）",
        suggestion="对照残疾人证改正",
    )


@check("IDN112", severity="warning", needs=("person_identity", "disability_number"), pack=DATA_QUALITY)
def disability_certificate_is_of_the_person(any_ledger: Records) -> Rows:
    """残疾证号的前18位不是本人的身份证号。

    身份证号一栏填残疾证号的，也按前18位比。两个号码有一个空缺、脱敏、不完整的不判。
    例：两个号码前18位相同的不列，填了家里别人的残疾证号的列出。
    """
    filled = ~blank("disability_number")
    both = readable("person_identity") & readable("disability_number")
    own, theirs = own_number("person_identity").fill_null(""), own_number("disability_number").fill_null("")
    return Rows(
        field="disability_number",
        fails=both & ~(own == theirs),
        unknown=filled & ~blank("person_identity") & ~both,
        because="身份证号或残疾证号已脱敏、不完整",
        message="残疾证号前18位与身份证号不同",
        expected="残疾证号前18位为本人身份证号",
        suggestion="对照残疾人证改正；证件信息变更的先换证",
        cells=("person_identity",),
    )
