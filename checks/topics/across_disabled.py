"""The disabled persons' federation's list against ours: who is disabled by the one and not by the other."""

from __future__ import annotations

import narwhals as nw
from msgspec.structs import replace

from calculations.people import DISABLED
from calculations.recurring import identified
from calculations.rosters import of_places, people_not_listed
from checks.agreement import Other, differing, staying
from checks.declare import check
from checks.model import Frames, Records
from checks.shapes import says

_LISTS = "账账相符：与残联名册应相互对得上"
_PERSON = ("person_identity",)
_ENDED = "注销|失效|过期|作废|冻结|无效|^否$"


def _valid(disabled_people: Records) -> nw.Expr:
    """No word says that the certificate has ended, or that its holder has."""
    if "certificate_state" not in disabled_people.fields:
        return staying(disabled_people)
    return staying(disabled_people) & ~says("certificate_state", _ENDED)


@check(
    "ACR331",
    severity="warning",
    needs={"persons": ("person_identity", "health"), "disabled_people": ("person_identity", "disability_class")},
    source=_LISTS,
)
def listed_disability_is_in_the_health(persons: Records, disabled_people: Records) -> Frames:
    """残联名册有有效的残疾证，人口名单的健康状况写健康。

    按身份证号对应。健康状况写残疾的、写患病没有写健康的、人口名单已填残疾证号的不列；残疾证已注销、过期的，
    备注写死亡、迁出的不比。例：残联为肢体残疾，人口名单写健康的列出。
    """
    listed = nw.when(_valid(disabled_people)).then(nw.col("disability_class"))
    known = says("health", DISABLED)
    if "disability_number" in persons.fields:
        known = known | ~nw.col("disability_number").is_null()
    answer = differing(
        persons,
        Other(disabled_people, "残联名册", "disability_class", listed),
        on=_PERSON,
        field="health",
        says="健康状况",
        only=staying(persons) & ~known,
        breach=says("health", "健康"),
        suggestion="核对残疾证：有效的，健康状况改填残疾并补填残疾证号；已注销的请残联更新",
    )
    return replace(answer, message="健康状况填{health}，残联名册（{there}）为{other}残疾")


@check(
    "ACR332",
    severity="info",
    needs={"persons": ("person_identity", "disability_number"), "disabled_people": _PERSON},
    source=_LISTS,
)
def certificate_is_on_the_list(persons: Records, disabled_people: Records) -> Frames:
    """人口名单填了残疾证号，残联名册的有效残疾证中没有这个人。

    按身份证号对应。残联名册没有的乡镇（村）不比，备注写死亡、迁出的不列。证件可能由外地核发，只提示核对。
    """
    listed = disabled_people.frame.filter(_valid(disabled_people))
    marked = persons.frame.filter(identified("disability_number") & staying(persons))
    missing, unclear = people_not_listed(of_places(marked, listed), listed)
    return Frames(
        frame=missing.select("_ledger", "_row"),
        unknown=unclear,
        because="证件号空缺、脱敏，或残联名册中同名的人没有证件号",
        field="disability_number",
        message="{person_name}填了残疾证号，不在残联名册的有效残疾证中",
        expected="与残联名册一致",
        suggestion="与残联核对：已注销、过期的改正健康状况和残疾证号，外地核发的在备注写明",
    )


@check(
    "ACR333",
    severity="warning",
    needs={
        "persons": ("person_identity", "disability_number"),
        "disabled_people": ("person_identity", "disability_number"),
    },
    source=_LISTS,
)
def certificate_number_agrees_with_the_list(persons: Records, disabled_people: Records) -> Frames:
    """残疾证号与残联名册不一致。

    按身份证号对应，残疾类别、等级变了证号也变。残联名册中已注销、过期的证和同一人的两个证号不比；脱敏的、读不出的不比。
    """
    theirs = nw.when(_valid(disabled_people) & identified("disability_number")).then(nw.col("disability_number"))
    answer = differing(
        persons,
        Other(disabled_people, "残联名册", "disability_number", theirs),
        on=_PERSON,
        field="disability_number",
        says="残疾证号",
        only=staying(persons) & identified("disability_number"),
        suggestion="核对残疾证原件：重新评定的更新证号，填错的改正",
    )
    return replace(answer, message="残疾证号与残联名册（{there}）不一致")
