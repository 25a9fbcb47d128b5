"""Medical insurance and pensions of people: one of each, none twice, none left out."""

from __future__ import annotations

import narwhals as nw

from calculations.employment import said
from calculations.people import birth_month, under
from checks.declare import check
from checks.model import Records, Rows
from checks.packs import DATA_QUALITY
from checks.shapes import blank
from policies.model import Setting

_NOT = "未|没|否|无|停保|断保|脱保|不参|^0$|×"
_YES = "是|已|参|有|正常|√|缴|代缴|^1$|居民|职工|城乡"


def _has(field: str) -> nw.Expr:
    return said(field, _YES) & ~said(field, _NOT)


def _has_not(field: str) -> nw.Expr:
    return blank(field) | said(field, _NOT)


@check("INS101", severity="warning", needs=("medical_insurance", "employee_medical_insurance"), pack=DATA_QUALITY)
def medical_insurance_is_not_double(persons: Records) -> Rows:
    """居民医保和职工医保同时填参保。

    两栏都写明参保（是、已参保等）的列出；一栏写否、未参保或空着的不列。年度中间由居民医保转为职工医保的，按现状填一项。
    例：居民是、职工否不列，居民是、职工是列出。
    """
    return Rows(
        field="medical_insurance",
        fails=_has("medical_insurance") & _has("employee_medical_insurance"),
        message="居民医保填“{medical_insurance}”，职工医保填“{employee_medical_insurance}”",
        expected="参加其中一项",
        suggestion="到医保部门核对参保状态，保留实际参保的一项",
        cells=("employee_medical_insurance",),
    )


@check("INS102", severity="warning", needs=("medical_insurance", "employee_medical_insurance"), pack=DATA_QUALITY)
def person_has_medical_insurance(persons: Records) -> Rows:
    """居民医保和职工医保都没有参加，或都空着。

    两栏都为否、未参保或空着的列出。参军、服刑等确实不用参保的，备注写明后不列。
    例：居民是、职工空着不列，居民否、职工空着列出。
    """
    explained = (
        said("remark", "参军|服役|入伍|服刑|死亡|出国|失踪") if "remark" in persons.fields else nw.lit(value=False)
    )
    return Rows(
        field="medical_insurance",
        fails=_has_not("medical_insurance") & _has_not("employee_medical_insurance") & ~explained,
        message="居民医保填{medical_insurance}，职工医保填{employee_medical_insurance}",
        expected="参加其中一项",
        suggestion="到医保部门核对；未参保的动员参保，漏填的补填",
        cells=("employee_medical_insurance",),
    )


@check("INS103", severity="warning", needs=("medical_insurance", "medical_aid"), pack=DATA_QUALITY)
def uninsured_person_has_no_medical_aid(persons: Records) -> Rows:
    """没有参加基本医保，却享受医疗救助（大病救助）。

    居民医保写明未参保（有职工医保栏的，职工医保也没有参加）、医疗救助写明享受的列出。居民医保空着的不判。
    例：已参保、享受救助不列，未参保、享受救助列出。
    """
    employee = nw.lit(value=False)
    if "employee_medical_insurance" in persons.fields:
        employee = _has("employee_medical_insurance")
    aided = said("medical_aid", "是|有|享受|√|[0-9]") & ~said("medical_aid", "未|没|否|无|^0$|不")
    return Rows(
        field="medical_insurance",
        fails=aided & said("medical_insurance", _NOT) & ~employee,
        unknown=aided & blank("medical_insurance") & ~employee,
        because="居民医保空着",
        message="居民医保填“{medical_insurance}”，医疗救助填“{medical_aid}”",
        expected="享受医疗救助的已参加基本医保",
        suggestion="到医保部门核对参保和救助记录，改正一处",
        cells=("medical_aid",),
    )


@check("INS104", severity="warning", needs=("pension_insurance", "employee_pension"), pack=DATA_QUALITY)
def pension_is_told(persons: Records, *, year: int, working_age_from: Setting) -> Rows:
    """居民养老保险和职工养老保险都空着。

    两栏都空着的列出；填了否、未参保的不算空。按身份证号或出生日期到年度末不满劳动年龄的不列。
    例：居民养老填否、职工空着不列，成年人两栏都空着列出。
    """
    born = nw.lit(0)
    if "person_identity" in persons.fields:
        born = birth_month(persons.fields)
    return Rows(
        field="pension_insurance",
        fails=blank("pension_insurance") & blank("employee_pension") & ~under(working_age_from.number, year, born),
        message="居民养老保险、职工养老保险都空着",
        expected="填写是否参加",
        suggestion="到人社部门核对后补填",
        cells=("employee_pension",),
    )
