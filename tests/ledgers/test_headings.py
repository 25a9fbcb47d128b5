from __future__ import annotations

import pytest

from ledgers.headings import read_level
from ledgers.vocabulary import read_heading


@pytest.mark.parametrize(
    ("text", "plain", "unit", "year"),
    [
        ("上年度工资性收入（元）", "工资性收入", "元", "last"),
        ("去年\n人均纯收入", "人均纯收入", None, "last"),
        ("本年 人均", "人均", None, "this"),
        ("2023年人均纯收入(元)", "人均纯收入", "元", 2023),
        ("2024年预计人均", "人均", None, 2024),
        ("2023年10月-2024年9月人均纯收入（元）", "人均纯收入", "元", 2024),
        ("较上年增减额（元）", "增减额", "元", None),
        ("增幅%", "增幅", "%", None),
        ("是否后20%", "是否后20%", None, None),
        ("总投资（万元/年）", "总投资", "万元", None),
        ("总投资/万元", "总投资", "万元", None),
        ("★户主 姓名：", "户主姓名", None, None),
        ("1.工资性收入", "工资性收入", None, None),
        ("（一）工资性收入", "工资性收入", None, None),
        ("ＮＯ．", "no.", None, None),
        ("前年人均", "人均", None, "before_last"),
    ],
)
def test_one_header_cell(text: str, plain: str, unit: str | None, year: object) -> None:
    level = read_level(text)
    assert (level.readings[-1], level.unit, level.year) == (plain, unit, year)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        (("资金来源", "其他"), "资金来源/其他"),
        (("开工", "日期"), "开工日期"),
        (("人均纯收入", "2023年"), "人均纯收入"),
        (("计划投入资金", "合计"), "计划投入资金"),
        (("收入情况", "上年", "工资性"), "工资性"),
        (("乡镇(镇/乡)",), "乡镇"),
    ],
)
def test_a_path_is_read_in_forms(path: tuple[str, ...], form: str) -> None:
    assert form in read_heading(path).forms


def test_deeper_forms_come_first() -> None:
    forms = read_heading(("资金来源", "其他")).forms
    assert forms.index("资金来源/其他") < forms.index("其他")


def test_an_empty_header_is_no_error() -> None:
    assert read_heading(("（元）",)).unit == "元"
