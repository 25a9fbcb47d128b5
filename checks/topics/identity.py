"""Identity numbers, in whatever ledger they stand."""

from __future__ import annotations

import narwhals as nw

from calculations.employment import said
from calculations.people import own_number
from calculations.recurring import first_rows, identified
from checks.declare import check
from checks.model import Frame, Frames, Records, Texts
from checks.packs import DATA_QUALITY
from checks.shapes import blank, is_blank
from checks.sound_texts import without_correct_identities
from values.identity import identity_fault

_STANDARD = "GB 11643-1999《公民身份号码》；残疾人证号按20位（22位）编号规则"


def _invalid(field: str) -> Texts:
    return Texts(
        field=field,
        judge=identity_fault,
        because="空着、已脱敏，或无法读取",
        blank_tells_nothing=True,
        doubtful=lambda frame: without_correct_identities(frame, field),
        message="证件号码有误：{fault}",
        expected="18位公民身份号码（末位校验相符），或20位、22位残疾人证号",
        suggestion="对照户口簿或身份证改正；单元格请设为文本格式",
    )


@check("IDN101", severity="error", needs=("householder_identity",), source=_STANDARD)
def householder_identity_is_valid(any_ledger: Records) -> Texts:
    """户主证件号码不合编码规则。

    查位数、字符、出生日期和校验码。行政区划代码不查：老证件保留已撤销的代码。已脱敏的不判；空着的也不判，错号清空不算改正。
    """
    return _invalid("householder_identity")


@check("IDN102", severity="error", needs=("person_identity",), source=_STANDARD)
def person_identity_is_valid(any_ledger: Records) -> Texts:
    """人员身份证号不合编码规则。

    查位数、字符、出生日期和校验码。已脱敏的不判；空着的也不判，错号清空不算改正。
    """
    return _invalid("person_identity")


@check(
    "IDN103",
    severity="error",
    needs=("householder_identity", "household_id"),
    source="唯一性：一个户主证件号码只对应一户",
    across_counties=True,
)
def householder_identity_belongs_to_one_household(any_ledger: Records) -> Frames:
    """同一户主证件号码出现在两户。

    同一种台账跨村、跨乡镇、跨县一并比对。同一户编号多行（家庭成员、几条措施、几笔资金）不算重复。已脱敏的、没有户编号的不判。
    """
    return _in_two_households(
        any_ledger.frame,
        "householder_identity",
        message="户主证件号码{householder_identity}对应了{households}户",
        because="户主证件号码已脱敏或无法读取，或没有户编号",
    )


@check(
    "IDN104",
    severity="error",
    needs=("person_identity", "household_id"),
    source="唯一性：一个人只在一户",
    across_counties=True,
)
def person_belongs_to_one_household(any_ledger: Records) -> Frames:
    """同一身份证号的人出现在两户。

    同一种台账跨村、跨乡镇、跨县一并比对；身份证号一栏填残疾证号的按前18位比。同一户编号多行不算重复。已脱敏的、没有户编号的不判。
    例：一人在一户有几行不列，出嫁后娘家、婆家各填一次的列出。
    """
    frame = any_ledger.frame.with_columns(own_number("person_identity").alias("person_identity"))
    return _in_two_households(
        frame,
        "person_identity",
        message="身份证号{person_identity}的人出现在{households}户",
        because="身份证号已脱敏或无法读取，或没有户编号",
    )


def _in_two_households(frame: Frame, field: str, *, message: str, because: str) -> Frames:
    judged = identified(field) & ~nw.col("household_id").is_null()
    known = frame.filter(judged)
    counted = known.select(field, "household_id").unique().group_by(field).agg(nw.len().alias("households"))
    repeated = counted.filter(nw.col("households") > 1)
    return Frames(
        unknown=frame.filter(~is_blank(field) & ~judged).select("_ledger", "_row"),
        because=because,
        frame=known.join(repeated, on=field, how="inner").select("_ledger", "_row", "households"),
        field=field,
        message=message,
        expected="一个证件号码只对应一个户编号",
        suggestion="核对是重复填报还是证件号填错，删除重复行或改正号码",
        shown={"households": "数"},
    )


@check("IDN105", severity="warning", needs=("household_id", "person_identity"), pack=DATA_QUALITY)
def person_is_listed_once(persons: Records) -> Frames:
    """人口名单中同一人在同一户有几行。

    按户编号和身份证号（残疾证号按前18位）数；第一行之外的列出。同一人在两户的由 IDN104 列。已脱敏的、没有户编号的不判。
    例：一户几个人各一行不列，同一人复制了一行的列出后一行。
    """
    frame = persons.frame.with_columns(own_number("person_identity").alias("person_identity"))
    judged = identified("person_identity") & ~nw.col("household_id").is_null()
    known = frame.filter(judged)
    first = first_rows(known, ("household_id", "person_identity")).select("_ledger", "_row")
    return Frames(
        frame=known.join(first, on=["_ledger", "_row"], how="anti").select("_ledger", "_row"),
        unknown=frame.filter(~is_blank("person_identity") & ~judged).select("_ledger", "_row"),
        because="身份证号已脱敏或无法读取，或没有户编号",
        field="person_identity",
        message="{person_name}在户编号{household_id}下已有一行",
        expected="每人一行",
        suggestion="核对后删除重复行；不是同一人的改正证件号",
    )


@check("IDN106", severity="warning", needs=("person_identity", "person_name"), pack=DATA_QUALITY)
def identity_has_one_name(any_ledger: Records) -> Frames:
    """同一身份证号填了不同的姓名。

    在同一户之内比（没有户编号的台账全表比），两户之间的由 IDN104 列。姓名去掉空格后比；间隔号写法不同（·、．、•）不算不同。
    已脱敏的（号码或姓名带星号）不判。例：同一人几行姓名相同不列，一户之内一个号码填了两个人名的都列出。
    """
    return _named_twice(any_ledger, "person_identity", "person_name")


@check("IDN107", severity="warning", needs=("householder_identity", "householder"), pack=DATA_QUALITY)
def householder_identity_has_one_name(any_ledger: Records) -> Frames:
    """同一户主证件号码填了不同的户主姓名。

    判法同 IDN106，两户之间的由 IDN103 列。例：一户几行户主相同不列，一户的两行户主姓名不同的都列出。
    """
    return _named_twice(any_ledger, "householder_identity", "householder")


def _named_twice(records: Records, number: str, name: str) -> Frames:
    masked = said(name, r"[*＊×]|某")
    filled = records.frame.filter(~is_blank(number) & ~blank(name))
    house = nw.col("household_id").fill_null("") if "household_id" in records.fields else nw.lit("")
    plain = nw.col(name).str.replace_all("[ \u3000·．•・.]", "")
    known = filled.filter(identified(number) & ~masked).with_columns(plain.alias("_name"), house.alias("_house"))
    keys = [number, "_house"]
    names = known.select(*keys, "_name").unique().group_by(*keys).agg(nw.len().alias("names"))
    return Frames(
        frame=known.join(names.filter(nw.col("names") > 1), on=keys, how="inner").select("_ledger", "_row", "names"),
        unknown=filled.filter(~identified(number) | masked).select("_ledger", "_row"),
        because="证件号码或姓名已脱敏，或无法读取",
        field=name,
        message=f"姓名填“{{{name}}}”，同一证件号码填了{{names}}个姓名",
        expected="一个证件号码只对应一个姓名",
        suggestion="对照证件核对：是姓名写错还是证件号填错，改正一处",
        shown={"names": "数"},
    )
