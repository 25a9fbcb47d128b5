"""Identity numbers, in whatever ledger they stand."""

from __future__ import annotations

import narwhals as nw

from checks.declare import check
from checks.model import Frames, Records, Texts
from checks.shapes import is_blank
from ledgers.model import CellState
from values.identity import identity_fault

_STANDARD = "GB 11643-1999《公民身份号码》；残疾人证号按20位（22位）编号规则"


def _invalid(field: str) -> Texts:
    return Texts(
        field=field,
        judge=identity_fault,
        message="证件号码有误：{fault}",
        expected="18位公民身份号码（末位校验相符），或20位、22位残疾人证号",
        suggestion="对照户口簿或身份证改正；单元格请设为文本格式",
    )


@check("IDN101", severity="error", needs=("householder_identity",), source=_STANDARD)
def householder_identity_is_valid(any_ledger: Records) -> Texts:
    """户主证件号码不合编码规则。

    查位数、字符、出生日期和校验码。行政区划代码不查：老证件保留已撤销的代码。已脱敏的不判。
    """
    return _invalid("householder_identity")


@check("IDN102", severity="error", needs=("person_identity",), source=_STANDARD)
def person_identity_is_valid(any_ledger: Records) -> Texts:
    """人员身份证号不合编码规则。

    查位数、字符、出生日期和校验码。已脱敏的不判。
    """
    return _invalid("person_identity")


@check(
    "IDN103",
    severity="error",
    needs={"income": ("householder_identity", "household_id")},
    source="唯一性：一个户主证件号码只对应一户",
)
def householder_identity_belongs_to_one_household(income: Records) -> Frames:
    """同一户主证件号码出现在两户。

    跨村、跨乡镇一并比对。同一户编号多行（家庭成员表）不算重复。已脱敏的、没有户编号的不判。
    """
    readable = nw.col("householder_identity__state") == int(CellState.VALUE)
    filled = ~is_blank("householder_identity")
    judged = readable & ~nw.col("household_id").is_null()
    known = income.frame.filter(judged)
    pairs = known.select("householder_identity", "household_id").unique()
    counted = pairs.group_by("householder_identity").agg(nw.len().alias("households"))
    repeated = counted.filter(nw.col("households") > 1)
    return Frames(
        unknown=income.frame.filter(filled & ~judged).select("_ledger", "_row"),
        because="户主证件号码已脱敏或无法读取，或没有户编号",
        frame=known.join(repeated, on="householder_identity", how="inner").select("_ledger", "_row", "households"),
        field="householder_identity",
        message="户主证件号码{householder_identity}对应了{households}户",
        expected="一个证件号码只对应一个户编号",
        suggestion="核对是重复填报还是证件号填错，删除重复行或改正号码",
        shown={"households": "数"},
    )
