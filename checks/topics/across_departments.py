"""The lists of other departments against ours: who is on the one and not on the other, where both are submitted."""

from __future__ import annotations

import narwhals as nw
from msgspec.structs import replace

from calculations.people import NO_STUDENT
from calculations.recurring import first_rows, identified
from calculations.rosters import of_places, people_not_listed, without_counterpart
from checks.agreement import Other, differing, staying
from checks.declare import check
from checks.model import Frame, Frames, Records
from checks.shapes import blank, equals, says
from checks.topics.social_assistance import in_force

_LISTS = "账账相符：与部门名单应相互对得上"
_PERSON = ("person_identity",)
_UNTOLD = "证件号空缺、脱敏，或对方名单中同名的人没有证件号"


def _aided(social_assistance: Records, aid: str) -> nw.Expr:
    return equals("aid_type", aid) & in_force(social_assistance)


def _not_on_the_list(persons: Records, social_assistance: Records, flag: str, aid: str) -> Frames:
    """People marked as aided, of places that the list covers, of whose household nobody is on it."""
    given = social_assistance.frame.filter(_aided(social_assistance, aid))
    marked = of_places(persons.frame.filter(equals(flag, "是") & staying(persons)), given)
    missing, unclear = people_not_listed(marked, given)
    if "household_id" in persons.fields:
        aided = _aided_households(persons, given)
        missing = missing.join(aided, on="household_id", how="anti")
        alone = marked.join(aided, on="household_id", how="anti").select("_ledger", "_row")
        unclear = unclear.join(alone, on=["_ledger", "_row"], how="inner")
    return Frames(
        frame=missing.select("_ledger", "_row"),
        unknown=unclear,
        because=_UNTOLD,
        field=flag,
        message=f"{{person_name}}填享受{aid}，民政台账的在保{aid}对象中没有本人和同户的人",
        expected=f"与民政部门的{aid}名单一致",
        suggestion="与民政部门核对：已停发的改填否，漏登的请民政补登",
    )


def _aided_households(persons: Records, given: Frame) -> Frame:
    """Households with anybody on the list, whether it names the household or one of its people."""
    numbers = given.filter(identified()).select("person_identity")
    houses = persons.frame.join(numbers, on="person_identity", how="inner").select("household_id")
    if "household_id" in given.collect_schema().names():
        houses = nw.concat([houses, given.select("household_id")])
    return houses.filter(~blank("household_id"))


def _marked_otherwise(persons: Records, social_assistance: Records, flag: str, aid: str) -> Frames:
    """People on the list of whom ours says that they are not."""
    listed = nw.when(_aided(social_assistance, aid)).then(nw.col("aid_type"))
    return differing(
        persons,
        Other(social_assistance, "民政台账", "aid_type", listed),
        on=_PERSON,
        field=flag,
        says=f"是否{aid}",
        only=staying(persons),
        breach=equals(flag, "否"),
        suggestion="与民政部门核对：在保的改填是，已停发的请民政更新",
    )


@check(
    "ACR301",
    severity="warning",
    needs={
        "persons": ("person_identity", "subsistence_allowance"),
        "social_assistance": ("person_identity", "aid_type"),
    },
    source=_LISTS,
)
def marked_allowance_is_on_the_list(persons: Records, social_assistance: Records) -> Frames:
    """人口名单填享受低保，民政台账的在保名单中没有。

    按身份证号对应；同户有人在保（按户编号，或按同户人员的证件号）的不列，低保按户施保。民政台账没有在保低保对象的乡镇（村）不比；
    备注写死亡、迁出的不列。证件号空缺、脱敏的不判。
    """
    return _not_on_the_list(persons, social_assistance, "subsistence_allowance", "低保")


@check(
    "ACR302",
    severity="warning",
    needs={"persons": ("person_identity", "extreme_poverty"), "social_assistance": ("person_identity", "aid_type")},
    source=_LISTS,
)
def marked_support_is_on_the_list(persons: Records, social_assistance: Records) -> Frames:
    """人口名单填特困供养，民政台账的在保名单中没有。

    判法同 ACR301。例：民政台账有本人的特困供养记录不列，记录写已停发的列出。
    """
    return _not_on_the_list(persons, social_assistance, "extreme_poverty", "特困")


@check(
    "ACR303",
    severity="warning",
    needs={
        "persons": ("person_identity", "subsistence_allowance"),
        "social_assistance": ("person_identity", "aid_type"),
    },
    source=_LISTS,
)
def listed_allowance_is_marked(persons: Records, social_assistance: Records) -> Frames:
    """民政台账有在保低保记录，人口名单的是否低保填否。

    按身份证号对应，已停发、退出、注销的记录不算在保；备注写死亡、迁出的人不列。不在人口名单的人不判。
    """
    return _marked_otherwise(persons, social_assistance, "subsistence_allowance", "低保")


@check(
    "ACR304",
    severity="warning",
    needs={"persons": ("person_identity", "extreme_poverty"), "social_assistance": ("person_identity", "aid_type")},
    source=_LISTS,
)
def listed_support_is_marked(persons: Records, social_assistance: Records) -> Frames:
    """民政台账有特困供养记录，人口名单的是否特困填否。

    判法同 ACR303。
    """
    return _marked_otherwise(persons, social_assistance, "extreme_poverty", "特困")


@check(
    "ACR305",
    severity="warning",
    needs={
        "social_assistance": ("household_id", "monitored"),
        "monitoring": ("household_id", "risk_removed"),
    },
    source=_LISTS,
)
def monitored_household_is_marked(social_assistance: Records, monitoring: Records) -> Frames:
    """民政台账的纳入监测填否，监测对象台账中这户风险未消除。

    按户编号对应。已消除风险的户不比；监测对象台账没有的户不判。
    """
    watched = nw.when(equals("risk_removed", "否")).then(nw.col("risk_removed"))
    answer = differing(
        social_assistance,
        Other(monitoring, "监测对象台账", "risk_removed", watched),
        on=("household_id",),
        field="monitored",
        says="纳入监测",
        breach=equals("monitored", "否"),
        suggestion="与民政部门核对：在监测的改填是，户编号填错的改正",
    )
    return replace(answer, message="纳入监测填{monitored}，监测对象台账（{there}）是否消除风险为{other}")


@check(
    "ACR306",
    severity="warning",
    needs={"social_assistance": ("household_id", "monitored"), "monitoring": ("household_id",)},
    source=_LISTS,
)
def household_marked_monitored_is_listed(social_assistance: Records, monitoring: Records) -> Frames:
    """民政台账的纳入监测填是，监测对象台账没有这户。

    按户编号对应；监测对象台账中没有户编号的行，按村和户主对应。监测对象台账没有的乡镇不比，已停保的、备注写死亡、迁出的不列。
    """
    marked = social_assistance.frame.filter(
        equals("monitored", "是") & in_force(social_assistance) & staying(social_assistance)
    )
    return Frames(
        frame=without_counterpart(marked, monitoring.frame).select("_ledger", "_row"),
        unknown=marked.filter(nw.col("household_id").is_null()).select("_ledger", "_row"),
        because="没有户编号",
        field="monitored",
        message="纳入监测填是，监测对象台账没有这户（户编号{household_id}）",
        expected="纳入监测的户列入监测对象台账",
        suggestion="核对户编号；没有纳入监测的改填否，漏登的补登监测对象台账",
    )


@check(
    "ACR311",
    severity="warning",
    needs={
        "yulu_aid": ("person_identity", "household_id", "at_school"),
        "persons": ("person_identity", "household_id"),
    },
    source=_LISTS,
)
def student_is_among_the_persons(yulu_aid: Records, persons: Records) -> Frames:
    """在读的雨露计划学生，人口名单有这户，没有这个人。

    按户编号和身份证号对应。人口名单没有的户、已毕业退学的学生不判；人口名单同名的人没有证件号的不判。
    """
    students = yulu_aid.frame.filter(equals("at_school", "在读") & staying(yulu_aid))
    houses = persons.frame.filter(~blank("household_id")).select("household_id").unique()
    missing, unclear = people_not_listed(students.join(houses, on="household_id", how="inner"), persons.frame)
    return Frames(
        frame=first_rows(missing, _PERSON).select("_ledger", "_row"),
        unknown=unclear,
        because=_UNTOLD,
        field="person_identity",
        message="在读学生{person_identity}不在人口名单中，人口名单有户编号{household_id}的其他人",
        expected="补助对象是名单内家庭的成员",
        suggestion="核对证件号和户编号是否填错；漏登的补登人口名单",
    )


@check(
    "ACR312",
    severity="info",
    needs={"yulu_aid": ("person_identity", "at_school"), "persons": ("person_identity", "at_school")},
    source=_LISTS,
)
def student_is_at_school_among_the_persons(yulu_aid: Records, persons: Records) -> Frames:
    """雨露计划台账写在读，人口名单的在校生状况写不在校。

    按身份证号对应。人口名单写非在校、毕业、辍学等的提示；空着的、写了学校年级的不列。两本台账更新时间可能不同，只提示核对。
    """
    left = nw.when(says("at_school", NO_STUDENT)).then(nw.col("at_school"))
    return differing(
        yulu_aid,
        Other(persons, "人口名单", "at_school", left),
        on=_PERSON,
        field="at_school",
        says="在读状态",
        only=equals("at_school", "在读"),
        suggestion="核对学籍：已毕业、退学的停止补助，在读的更新人口名单",
    )
