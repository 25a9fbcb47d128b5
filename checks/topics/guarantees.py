"""三保障 and safe water: what the check sheet itself says is not in order."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from checks.declare import check
from checks.model import Records, Rows
from checks.shapes import blank, equals, garbled, is_blank, says, unread
from policies.model import Setting

_OUT_OF_SCHOOL = "辍学|失学"
_NOT_OUT = "无|未|没有|非|防|控|否|劝返|复学|返校|零"
_NOT_INSURED = "未参保|没参保|没有参保|未参加|未缴|停保|断保|未续保|脱保"
_UNSAFE = "不安全|危房|D级|C级|d级|c级|D类|C类"
_MADE_SAFE = "无危房|非危房|不是危房|已改造|已拆除|已消除|已修缮|已新建|已安全|改造后|原"
_WATER_BAD = "不安全|不达标|未达标|未解决|缺水|无保障|没有保障|未保障"
_WATER_NOT_BAD = "不缺水|无缺水|没有缺水|已解决|未缺水|无季节性缺水"


def out_of_school() -> nw.Expr:
    return says("at_school", _OUT_OF_SCHOOL) & ~says("at_school", _NOT_OUT)


def not_insured() -> nw.Expr:
    plain = nw.col("insurance_state").is_in(("否", "未", "无", "×", "没有"))
    return says("insurance_state", _NOT_INSURED) | plain.fill_null(False)  # noqa: FBT003 - narwhals' own signature


def unsafe_house() -> nw.Expr:
    return says("housing_grade", _UNSAFE) & ~says("housing_grade", _MADE_SAFE)


def put_right(guarantees: Records) -> nw.Expr:
    """The grade is that of the appraisal; a measure was taken since, and the sheet says that the household is in order."""
    if not {"housing_measure", "all_met"} <= guarantees.fields:
        return nw.lit(value=False)
    return ~blank("housing_measure") & equals("all_met", "是")


def bad_water() -> nw.Expr:
    plain = nw.col("water_safe").is_in(("否", "×"))
    return (says("water_safe", _WATER_BAD) | plain) & ~says("water_safe", _WATER_NOT_BAD)


@check("GUA101", severity="warning", requires=("GX24-2-1",), needs=("at_school",))
def no_one_is_out_of_school(guarantees: Records) -> Rows:
    """义务教育阶段登记为失学、辍学。

    在校状态写明失学、辍学的逐个列出；写明无辍学、已劝返复学的，不是适龄的（是否适龄填否）不报。
    """
    school_age = ~equals("school_age", "否") if "school_age" in guarantees.fields else nw.lit(value=True)
    return Rows(
        field="at_school",
        fails=school_age & out_of_school(),
        unknown=school_age & blank("at_school") if "school_age" not in guarantees.fields else _blank_of_age(),
        because="在校状态空缺",
        message="在校状态为“{at_school}”",
        expected="义务教育阶段无失学、辍学",
        suggestion="入户核实，属实的劝返复学并登记；休学、残疾送教等写明情况",
    )


def _blank_of_age() -> nw.Expr:
    return equals("school_age", "是") & blank("at_school")


@check("GUA102", severity="info", requires=("GX24-2-2",), needs=("chronic_disease", "doctor_contract"))
def chronic_patient_has_a_doctor(guarantees: Records) -> Rows:
    """慢性病患者没有家庭医生签约记录。

    慢病栏写了病种或“是”，签约栏为空或写未签约的提示。原文只说重点慢性病，哪些病种由卫健部门核。
    """
    ill = ~blank("chronic_disease") & ~nw.col("chronic_disease").is_in(("否", "未患", "未患病", "不是", "健康"))
    without = blank("doctor_contract") | nw.col("doctor_contract").is_in(("否", "未签", "未签约", "没有签约"))
    return Rows(
        field="doctor_contract",
        fails=ill & without,
        message="慢病为“{chronic_disease}”，家庭医生签约为{doctor_contract}",
        expected="重点慢性病家庭医生签约",
        suggestion="核对病种；属重点慢性病的落实签约并填写",
        cells=("chronic_disease",),
    )


@check("GUA103", severity="warning", requires=("GX24-2-3",), needs=("insurance_state", "not_insured_reason"))
def uninsured_person_has_a_reason(guarantees: Records) -> Rows:
    """未参加基本医疗保险，没有写原因。

    参保状态写明未参保（否、未参保、未缴、停保等）、未参保原因为空的逐人列出；写明原因的不报。
    户类型写明一般农户的不看：原文只说脱贫人口和监测对象。
    """
    without = not_insured()
    theirs = ~equals("household_type", "一般农户") if "household_type" in guarantees.fields else nw.lit(value=True)
    return Rows(
        field="not_insured_reason",
        fails=theirs & without & blank("not_insured_reason"),
        unknown=theirs & blank("insurance_state") & ~without,
        because="参保状态空缺",
        message="参保状态为“{insurance_state}”，未参保原因为空",
        expected="脱贫人口和监测对象动态全覆盖；未参保的写明原因",
        suggestion="动员参保；参军、异地参保等补写原因",
        cells=("insurance_state",),
    )


@check("GUA104", severity="warning", requires=("GX24-2-4",), needs=("housing_grade", "housing_measure"))
def unsafe_house_has_one_of_four_measures(guarantees: Records) -> Rows:
    """住房不安全，处置类别空缺或不属四类。

    住房登记为不安全、危房或C、D级的，处置应为拆除、新建、修缮、劝离之一（写法中含有即可；危房改造是新建、修缮的通称，认可）。写明已改造、已拆除、无危房的不报。
    """
    return Rows(
        field="housing_measure",
        fails=unsafe_house() & ~says("housing_measure", "拆|新建|重建|修缮|维修|加固|改造|劝离"),
        unknown=blank("housing_grade"),
        because="住房安全情况空缺",
        message="住房安全为“{housing_grade}”，处置措施为{housing_measure}",
        expected="拆除、新建、修缮、劝离之一",
        suggestion="实地核实，定处置类别并填写",
        cells=("housing_grade",),
    )


@check("GUA105", severity="info", requires=("GX24-2-5",), needs=("water_complaint_on", "water_complaint_closed_on"))
def water_complaint_is_closed(guarantees: Records, *, as_of: date, water_complaint_days: Setting | None = None) -> Rows:
    """供水投诉没有办结日期。

    有投诉日期、没有办结日期的提示。“及时”没有天数：县里配置了天数的，过了天数才提示；判定日之后的投诉不看。
    """
    grace = water_complaint_days.number if water_complaint_days else 0
    return Rows(
        field="water_complaint_closed_on",
        fails=(nw.col("water_complaint_on__last") + grace < as_of.toordinal()) & is_blank("water_complaint_closed_on"),
        unknown=garbled("water_complaint_on"),
        because="投诉日期无法识别",
        message="{water_complaint_on}投诉，至{as_of}没有办结日期",
        expected="及时解决供水投诉",
        suggestion="已办结的补填日期；未办结的抓紧办理",
        cells=("water_complaint_on",),
    )


@check("GUA106", severity="info", requires=("GN21-10-2", "GX24-2-5"), needs=("water_safe",))
def water_is_safe(guarantees: Records) -> Rows:
    """饮水登记为不安全、不达标或缺水。

    核查表写明不安全、未达标、缺水的提示核实；写明已解决、不缺水的不报。
    """
    return Rows(
        field="water_safe",
        fails=bad_water(),
        unknown=nw.col("water_safe").is_null(),
        because="饮水安全空缺",
        message="饮水安全为“{water_safe}”",
        expected="饮水安全有保障",
        suggestion="入户核实；属实的会同水利部门解决并登记",
    )


@check("GUA107", severity="info", requires=("GN21-10-2",), needs=("all_met",))
def sheet_says_all_is_met(guarantees: Records) -> Rows:
    """三保障核查登记为未达标。

    是否达标填“否”（未达标、不达标）的列出，请逐户核实、落实政策；如实登记本身不是差错。
    """
    return Rows(
        field="all_met",
        fails=equals("all_met", "否"),
        unknown=unread("all_met"),
        because="是否达标空缺或无法识别",
        message="是否达标为“{all_met}”",
        expected="教育、医疗、住房、饮水等保障落实",
        suggestion="核实是哪一项，会同行业部门落实后更新登记",
    )
