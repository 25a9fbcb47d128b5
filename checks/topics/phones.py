"""Phone numbers: well formed, and whose."""

from __future__ import annotations

import re

import narwhals as nw

from calculations.recurring import identified
from checks.declare import check
from checks.model import Frames, Records, Texts
from checks.packs import DATA_QUALITY
from checks.shapes import blank, is_blank
from policies.model import Setting
from values.expressions import expression

_MOBILE = expression("1[3-9][0-9]{9}")
_LANDLINE = expression("(?:0[0-9]{2,3}-?)?[2-8][0-9]{6,7}(?:-[0-9]{1,6})?")
_SEVERAL = expression("[、,，;；/或和|]+")
_COUNTRY = expression(r"^(?:\+|00)?86-?(?=1)")


def _phone_fault(text: str) -> str | None:
    for number in filter(None, _SEVERAL.split(text)):
        plain = _COUNTRY.sub("", number)
        if _LANDLINE.fullmatch(plain) or _MOBILE.fullmatch(plain.replace("-", "")):
            continue
        digits = re.sub("[^0-9]", "", plain)
        if len(digits) != len(plain.replace("-", "")):
            return "含有不是号码的字符"
        return f"手机号应为11位，实为{len(digits)}位" if len(digits) != 11 else "手机号应以13至19开头"
    return None


@check("PHN101", severity="warning", needs=("phone",), pack=DATA_QUALITY)
def phone_is_well_formed(any_ledger: Records) -> Texts:
    """联系电话不是11位手机号，也不是座机号。

    手机号11位、以13至19开头；座机号（可带区号、分机）、+86开头、一格几个号码都认。空着的、脱敏的不判。
    例：13800000001、0797-8000001 不列，1380000000（少一位）、12800000001 列出。
    """
    return Texts(
        field="phone",
        judge=_phone_fault,
        message="联系电话有误：{fault}",
        expected="11位手机号或座机号",
        suggestion="联系本人核实后改正；没有电话的留空",
    )


@check("PHN102", severity="info", needs=("phone", "household_id"), pack=DATA_QUALITY)
def phone_belongs_to_one_household(any_ledger: Records, *, shared_phone_households: Setting) -> Frames:
    """几户填了同一个联系电话。

    同一种台账中，一个电话对应的户编号达到参数给的户数就提示；分了户的父母子女、代填的村干部电话确实可能相同，只作提示，县里可把户数调高。
    同一户多行不算；脱敏的、没有户编号的不判。例：一户几人同一电话不列，两户同一电话提示。
    """
    judged = identified("phone") & ~nw.col("household_id").is_null()
    known = any_ledger.frame.filter(judged)
    counted = known.select("phone", "household_id").unique().group_by("phone").agg(nw.len().alias("households"))
    shared = counted.filter(nw.col("households") >= shared_phone_households.number)
    return Frames(
        frame=known.join(shared, on="phone", how="inner").select("_ledger", "_row", "households"),
        unknown=any_ledger.frame.filter(~is_blank("phone") & ~judged).select("_ledger", "_row"),
        because="联系电话已脱敏或无法读取，或没有户编号",
        field="phone",
        message="联系电话{phone}有{households}户在用",
        expected="联系得上本户的电话",
        suggestion="核实是否本户电话；村干部代填的改为本户的，确实共用的不必改",
        shown={"households": "数"},
    )


@check(
    "PHN103",
    severity="info",
    needs={"employment": ("household_id", "person_identity", "phone", "work_place")},
    pack=DATA_QUALITY,
)
def members_working_apart_have_their_own_phones(employment: Records) -> Frames:
    """同一户在不同地方务工的人填了同一个电话。

    按户编号和电话归在一起，人不同、务工地点写法不同的提示；在同一地方务工共用电话不列。脱敏的、没有户编号或务工地点的不判。
    例：夫妻同在东莞用一个电话不列，一人在东莞、一人在厦门用一个电话的提示。
    """
    keyed = ~nw.col("household_id").is_null() & ~blank("work_place")
    judged = keyed & identified("phone") & identified("person_identity")
    known = employment.frame.filter(judged)
    keys = ("household_id", "phone")
    people = known.select(*keys, "person_identity").unique().group_by(*keys).agg(nw.len().alias("people"))
    places = known.select(*keys, "work_place").unique().group_by(*keys).agg(nw.len().alias("places"))
    apart = people.join(places, on=list(keys), how="inner").filter((nw.col("people") > 1) & (nw.col("places") > 1))
    return Frames(
        frame=known.join(apart, on=list(keys), how="inner").select("_ledger", "_row", "places"),
        unknown=employment.frame.filter(keyed & ~is_blank("phone") & ~judged).select("_ledger", "_row"),
        because="电话或证件号已脱敏、无法读取",
        field="phone",
        message="务工地点“{work_place}”，与同户在别处务工的人填了同一个电话",
        expected="在不同地方务工的人各填本人电话",
        suggestion="联系本人核实后改正",
    )
