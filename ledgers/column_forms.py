"""How a column of each type is filled in by hand: cell format, validation, what the prompt says, an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from ledgers.model import Field, FieldType

_TEXT: Final = "@"
_PROMPT_LENGTH: Final = 255  # what Excel takes; a title at most 32
_MOST_DIGITS: Final = 10**12

_KEPT_AS_TEXT: Final = "单元格为文本格式，请直接输入，不要改为数值"
_WHAT: Final[Mapping[FieldType, str]] = {
    "text": "填文字",
    "code": f"填编号；{_KEPT_AS_TEXT}",
    "identity": f"按证件填18位号码，残疾人证填20位或22位；{_KEPT_AS_TEXT}",
    "phone": f"填11位手机号或带区号的座机号；{_KEPT_AS_TEXT}",
    "account": f"填完整账号，不加空格；{_KEPT_AS_TEXT}",
    "choice": "从下拉列表中选一项",
    "flag": "填“是”或“否”",
    "count": "填整数，不写单位",
    "amount": "只填数字，不写单位和千分号",
    "area": "只填数字，不写单位",
    "number": "只填数字，不写单位",
    "share": "填百分数，65%填65",
    "day": "填到日，如2024-07-01",
    "month": "填到月，如2024-07",
    "year": "填4位年份，如2024",
    "list": "可填多项，用顿号分隔",
}
_EXAMPLES: Final[Mapping[FieldType, str]] = {
    "code": "360001",
    "identity": "36079919800101001X",
    "phone": "13800000000",
    "account": "6200000000000000000",
    "flag": "是",
    "count": "3",
    "amount": "1234.5",
    "area": "2.5",
    "number": "6",
    "share": "65",
    "day": "2024-07-01",
    "month": "2024-07",
    "year": "2024",
    "list": "产业帮扶、就业帮扶",
}
_EXAMPLES_BY_NAME: Final = (
    ("序号", "1"), ("县(区)", "示范县"), ("乡镇", "示范镇"), ("行政村", "示范村"), ("自然村", "一组"), ("住址", "示范村一组1号"),
    ("学期", "2024春"), ("期间", "2024年"), ("单位", "示范镇人民政府"), ("姓名", "张三"), ("责任人", "李四"), ("干部", "李四"),
    ("签字", "李四"), ("人员", "李四"), ("银行", "示范县农村信用社"), ("文号", "示府发〔2024〕1号"), ("名称", "示范村项目"), ("措施", "产业帮扶"),
    ("原因", "缺少劳动力"), ("地", "示范村"), ("村", "示范村"), ("人", "李四"), ("备注", "无"),
)  # fmt: skip
_NUMBER_FORMATS: Final[Mapping[FieldType, str]] = {
    "count": "0",
    "amount": "0.00####",
    "area": "0.00##",
    "number": "0.##",
    "share": "0.00##",
    "day": "yyyy-mm-dd",
    "year": "0",
}
_WIDTHS: Final[Mapping[FieldType, float]] = {
    "text": 14, "code": 14, "identity": 21, "phone": 14, "account": 23, "choice": 13, "flag": 7, "count": 8,
    "amount": 12, "area": 10, "number": 10, "share": 9, "day": 12, "month": 10, "year": 8, "list": 18,
}  # fmt: skip
_NARROW: Final[Mapping[str, float]] = {"row_number": 6, "county": 10, "township": 10, "village": 10, "group": 10}
_NAMES: Final = ("householder", "person_name")


class ColumnForm(Struct, frozen=True):
    """One column of a blank workbook; `validation` holds xlsxwriter's options, None for free text."""

    header: str
    width: float
    number_format: str
    what: str
    unit: str
    allowed: str
    example: str
    validation: Mapping[str, Any] | None


def column_form(field: Field) -> ColumnForm:
    """The form of one field's column."""
    header = field_header(field)
    return ColumnForm(
        header=f"*{header}" if field.required else header,
        width=column_width(field),
        number_format=_NUMBER_FORMATS.get(field.type, _TEXT),
        what=_what(field),
        unit=field.unit or "",
        allowed=_allowed(field),
        example=_example(field),
        validation=_validation(field),
    )


def _what(field: Field) -> str:
    return "填顺序号" if field.field == "row_number" else _WHAT[field.type]


def field_header(field: Field) -> str:
    """A field's name with its unit: 总投资（万元）."""
    unit = field.unit if field.type in {"amount", "area", "number", "share"} else None
    return f"{field.name.removesuffix('%')}（{unit}）" if unit else field.name


def column_width(field: Field) -> float:
    """A width that shows the usual value and most of the header."""
    if field.field in _NAMES:
        return 11
    usual = _NARROW.get(field.field, _WIDTHS[field.type])
    return max(usual, min(18.0, len(field_header(field)) + 2))


def _allowed(field: Field) -> str:
    if field.type == "flag":
        return "是、否"
    values = "、".join(choice.value for choice in field.choices)
    return f"{values}；没有的可另写" if values and field.open_list else values


def _example(field: Field) -> str:
    if field.choices and field.type == "choice":
        return field.choices[0].value
    if field.type in _EXAMPLES and field.field != "row_number":
        return _EXAMPLES[field.type]
    return next((text for word, text in _EXAMPLES_BY_NAME if word in field.name), "示范内容")


def _validation(field: Field) -> Mapping[str, Any] | None:
    rule = _rule(field)
    if rule is None and field.type in {"text", "code"} and not field.required:
        return None
    unit = f"（单位：{field.unit}）" if field.unit else ""
    return {
        "validate": "any",
        **(rule or {}),
        "input_title": field.name[:32],
        "input_message": f"{_WHAT[field.type]}{unit}。{'必填。' if field.required else ''}"[:_PROMPT_LENGTH],
        "error_title": "请核对",
        "error_message": f"“{field.name}”{_WHAT[field.type]}。"[:_PROMPT_LENGTH],
    }


def _rule(field: Field) -> dict[str, Any] | None:
    """Choices without 等 and 是/否 are binding; other rules warn, since 长期坚持 or 无 may rightly stand there."""
    if field.type == "flag":
        return {"validate": "list", "source": ["是", "否"]}
    if field.type == "choice" and field.choices:
        values = [choice.value for choice in field.choices]
        return {"validate": "list", "source": values, "show_error": not field.open_list}
    if field.type in _LIMITS:
        return {"error_type": "warning", **_LIMITS[field.type]}
    return None


_LIMITS: Final[Mapping[FieldType, Mapping[str, Any]]] = {
    "identity": {"validate": "custom", "value": "=OR(LEN({cell})=18,LEN({cell})=20,LEN({cell})=22)"},
    "phone": {"validate": "length", "criteria": "between", "minimum": 7, "maximum": 20},
    "account": {"validate": "length", "criteria": "between", "minimum": 10, "maximum": 30},
    "count": {"validate": "integer", "criteria": ">=", "value": 0},
    "amount": {"validate": "decimal", "criteria": "between", "minimum": -_MOST_DIGITS, "maximum": _MOST_DIGITS},
    "area": {"validate": "decimal", "criteria": ">=", "value": 0},
    "number": {"validate": "decimal", "criteria": ">=", "value": 0},
    "share": {"validate": "decimal", "criteria": "between", "minimum": -10_000, "maximum": 10_000},
    "day": {"validate": "custom", "value": "=AND(ISNUMBER({cell}),{cell}>=1,{cell}<73415)"},
    "year": {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100},
}
