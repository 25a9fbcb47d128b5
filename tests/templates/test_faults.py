"""What the person who edited a template is told: everything, before anything is filled in, with the paragraph."""

import re
from pathlib import Path

import pytest

from templates import Field, TemplateError, compile_template
from tests.templates.small import write_template
from tests.templates.test_render import FIELDS as COMMON

FIELDS = (*COMMON, Field("表", "表格", "block"))

ONE_FAULT = {
    "misspelt field": (["{{ 姓明 }}"], "第1段：没有“姓明”这个字段，是否为“姓名”"),
    "misspelt item": (
        ["{%p for 项 in 措施 %}", "{{ 项.名陈 }}", "{%p endfor %}"],
        "第2段：“措施”里没有“名陈”这一项，是否为“名称”",
    ),
    "loop over unknown": (
        ["{%p for 项 in 措失 %}", "{{ 项.名称 }}", "{%p endfor %}"],
        "第1段：没有“措失”这个字段，是否为“措施”",
    ),
    "loop variable outside": (["{%p for 项 in 措施 %}", "{%p endfor %}", "{{ 项.名称 }}"], "第3段：没有“项”这个字段"),
    "full-width braces": (["｛｛ 姓名 ｝｝"], "第1段：花括号或百分号是全角的"),
    "full-width percent": (["｛% if 姓名 %｝"], "第1段：花括号或百分号是全角的"),
    "full-width bracket": (["{{ 姓名（） }}"], "标签里的“（”是全角的"),
    "full-width equals": (["{%p if 姓名 ＝＝ '甲' %}", "{%p endif %}"], "标签里的“＝”是全角的"),
    "unclosed loop": (["甲", "{%p for 项 in 措施 %}"], "第2段：{%p for 项 in 措施 %} 没有对应的 {% endfor %}"),
    "unopened loop": (["{%p endfor %}"], "第1段：{%p endfor %} 前面没有对应的 {% for %}"),
    "crossed blocks": (
        ["{%p if 姓名 %}", "{%p endfor %}", "{%p endif %}"],
        "第2段：{%p endfor %} 前面没有对应的 {% for %}",
    ),
    "else alone": (["{%p else %}"], "第1段：{%p else %} 前面没有对应的 {% if %}"),
    "tag over two paragraphs": (["{{ 姓", "名 }}"], "第1段：标签没有写完，或者分在了两段（缺 }}）"),
    "tag without opening": (["姓名 }}"], "第1段：标签少了开头（缺 {{）"),
    "paragraph tag with text": (["{%p if 姓名 %}户主", "{%p endif %}"], "第1段：带 p 的标签要独占一段"),
    "unknown filter": (["{{ 姓名|upperr }}"], "没有“upperr”这个过滤器，是否为“upper”"),
    "no expression": (["{{ 姓名 | }}"], "第1段：标签写法有误"),
    "one brace too few": (["{ 姓名 }}"], "第1段：标签少了开头（缺 {{）"),
    "one closing brace": (["{{ 姓名 }"], "第1段：标签没有写完，或者分在了两段（缺 }}）"),
    "blanks between braces": (["{ { 姓名 } }"], "第1段：花括号之间不能有空格"),
    "for without in": (["{%p for 项 措施 %}", "{%p endfor %}"], "第1段：标签写法有误（应有“in”，现为“措施”）"),
    "misspelt for": (["{% fro 项 in 措施 %}"], "第1段：没有“fro”这种标签，是否为“for”"),
    "misspelt end": (
        ["{%p for 项 in 措施 %}", "{%p enfor %}"],
        "第2段：没有“enfor”这种标签，是否为“endfor”",
    ),
    "row tag outside a table": (["{%tr if 姓名 %}", "{%tr endif %}"], "带 tr 的标签要写在表格的格子里"),
    "loop over a text": (["{%p for 项 in 姓名 %}", "{%p endfor %}"], "第1段：“姓名”不是列表，不能用 for"),
    "list printed whole": (["{{ 措施 }}"], "第1段：“措施”是列表，要用 {% for %} 逐项写"),
    "block in a line": (["见 {{ 表 }}"], "第1段：“表”要独占一段，写成 {{p 表 }}"),
    "text as a block": (["{{p 姓名 }}"], "第1段：“姓名”是文字，去掉标签里的 p"),
    "part of a text": (["{{ 姓名.名称 }}"], "第1段：“姓名”里没有“名称”这一项"),
    "field of the loop outside it": (["{%p for 项 in 措施 %}", "{{ 名称 }}", "{%p endfor %}"], "第2段：没有“名称”这个字段"),
    "elif after else": (
        ["{%p if 姓名 %}", "{%p else %}", "{%p elif 收入 %}", "{%p endif %}"],
        "“elif”放错了地方，或者前后不成对",
    ),
    "single equals sign": (["{%p if 姓名 = '甲' %}", "{%p endif %}"], "应有“%}”，现为“=”"),
    "quote left open": (["{%p if 姓名 == '甲 %}", "{%p endif %}"], "不成对的引号"),
    "nothing in a tag": (["{{ }}"], "缺少要填的字段或要判断的条件"),
    "another file": (["{% include '甲' %}"], "第1段：没有“include”这种标签"),
    "a function": (["{{ 求和(收入) }}"], "第1段：没有“求和”这个字段"),
}


@pytest.mark.parametrize(("lines", "said"), ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_a_fault_is_named_with_its_paragraph(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(write_template(tmp_path / "模板.docx", *lines), FIELDS)
    assert any(said in str(fault) for fault in caught.value.faults), str(caught.value)


@pytest.mark.parametrize("lines", [lines for lines, _ in ONE_FAULT.values()], ids=ONE_FAULT.keys())
def test_no_fault_is_told_in_english(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(write_template(tmp_path / "模板.docx", *lines), FIELDS)
    assert not any(re.search("[A-Za-z]{3,} [a-z]{2,} ", fault.message) for fault in caught.value.faults), str(caught.value)


def test_every_fault_at_once(tmp_path: Path) -> None:
    lines = ["{{ 姓明 }}", "好", "｛｛ 收入 ｝｝", "{%p for 项 in 措施 %}"]
    with pytest.raises(TemplateError) as caught:
        compile_template(write_template(tmp_path / "模板.docx", *lines, footer="{{ 戸号 }}"), FIELDS)
    assert [fault.paragraph for fault in caught.value.faults] == [1, 3, 4, 1]
    assert str(caught.value).startswith("模板 模板.docx 有 4 处需要修改：")
    assert "页脚第1段：没有“戸号”这个字段" in str(caught.value)


@pytest.mark.parametrize(
    "lines",
    [
        ["{{ 姓名 }}{# 说明：全角 #}"],
        ["{% if 姓名 == '张：三' %}甲{% elif 收入 > 3 %}乙{% else %}丙{% endif %}"],
        ["{{ 措施[0].名称 }}", "{{ 措施|length }}"],
        ["{%p for 项 in 措施 %}", "{{ loop.index }}{{ 项.名称 }}", "{%p endfor %}"],
        ["{% set 户 = 姓名 %}{{ 户 }}"],
        ["普通的｛文字｝和 {花括号}"],
    ],
)
def test_what_is_right_is_let_through(tmp_path: Path, lines: list[str]) -> None:
    compile_template(write_template(tmp_path / "模板.docx", *lines), FIELDS)


def test_a_file_that_is_no_docx(tmp_path: Path) -> None:
    file = tmp_path / "模板.docx"
    file.write_bytes(b"text")
    with pytest.raises(TemplateError, match=r"不是完好的 \.docx"):
        compile_template(file, FIELDS)
