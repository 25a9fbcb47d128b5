"""The same person in several ledgers, joined by identity number; a masked number joins nothing."""

from __future__ import annotations

import narwhals as nw

from checks.agreement import Other, differing
from checks.declare import check
from checks.model import Frames, Records

_SAME = "账账相符：同一人在几本台账中应一致"
_PERSON = ("person_identity",)


@check(
    "ACR201",
    severity="warning",
    needs={"any_ledger": ("person_identity", "person_name"), "persons": ("person_identity", "person_name")},
    source=_SAME,
)
def name_agrees_with_the_persons(any_ledger: Records, persons: Records) -> Frames:
    """同一身份证号的姓名与人口名单不一致。

    按身份证号对应，已脱敏的号码不对应；姓名已脱敏（带*、某）的不比。
    """
    hidden = nw.col("person_name").str.contains("[*＊×某]").fill_null(False)  # noqa: FBT003 - narwhals' own signature
    return differing(
        any_ledger,
        Other(persons, "人口名单", "person_name", nw.when(~hidden).then(nw.col("person_name"))),
        on=_PERSON,
        field="person_name",
        says="姓名",
        only=~hidden,
        suggestion="核对是身份证号填错还是姓名写错；改过名的以户口簿为准",
    )


@check(
    "ACR202",
    severity="info",
    needs={"any_ledger": ("person_identity", "household_id"), "persons": ("person_identity", "household_id")},
    source=_SAME,
)
def household_agrees_with_the_persons(any_ledger: Records, persons: Records) -> Frames:
    """同一人的户编号与人口名单不一致。

    按身份证号对应，已脱敏的号码不对应。分户、婚嫁、迁移都会改变户编号，只提示核对。
    """
    return differing(
        any_ledger,
        Other(persons, "人口名单", "household_id"),
        on=_PERSON,
        field="household_id",
        says="户编号",
        suggestion="核对是否分户、婚嫁、迁移；编号填错的改正",
    )
