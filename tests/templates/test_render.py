"""What comes out of a template."""

import io
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from templates import CompiledTemplate, Field, Laid, TemplateError, compile_template, load_template
from templates.blocks import Block
from templates.render import DOCS
from tests.templates.small import write_template

FIELDS = (
    Field("姓名", "户主姓名"),
    Field("收入", "人均纯收入", "number"),
    Field("措施", "帮扶措施", "list", items=(Field("名称", "名称"), Field("责任人", "责任人"))),
)
DATA: dict[str, object] = {"姓名": "张三", "收入": 1, "措施": [{"名称": "务工", "责任人": "李四"}]}


def template(tmp_path: Path, *lines: str, footer: str = "") -> CompiledTemplate:
    return compile_template(write_template(tmp_path / "模板.docx", *lines, footer=footer), FIELDS)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def rendered(tmp_path: Path, *lines: str, **changes: object) -> list[str]:
    return texts(template(tmp_path, *lines).render({**DATA, **changes}))


def test_values_loops_and_conditions(tmp_path: Path) -> None:
    lines = [
        "{{ 姓名 }}户",
        "{%p for 项 in 措施 %}",
        "{{ loop.index }}.{{ 项.名称 }}（{{ 项.责任人 }}）",
        "{%p endfor %}",
    ]
    assert rendered(tmp_path, *lines) == ["张三户", "1.务工（李四）"]


def test_signs_of_xml_are_text(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ 姓名 }}", 姓名="A&B<5万元></w:t>") == ["A&B<5万元></w:t>"]


def test_ampersands_and_quotes_inside_a_tag(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ 'b&c' }}", "{{ “引” }}") == ["b&c", "引"]


def test_a_line_break_in_a_value_is_one_in_word(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ 姓名 }}", 姓名="甲\n乙\t丙") == ["甲\n乙\t丙"]


def test_characters_that_xml_forbids_are_dropped(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ 姓名 }}", 姓名="张\x0b三\ufffe\x00\ud800") == ["张三"]


@pytest.mark.parametrize(
    ("value", "printed"), [(None, ""), (True, "是"), (False, "否"), (0.1 + 0.2, "0.3"), (1200.0, "1200"), (7, "7")]
)
def test_values_print_as_people_write_them(tmp_path: Path, value: object, printed: str) -> None:
    assert rendered(tmp_path, "{{ 收入 }}", 收入=value) == [printed]


def test_a_missing_value_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="数据中没有“责任人”"):
        rendered(tmp_path, "{%p for 项 in 措施 %}", "{{ 项.责任人 }}", "{%p endfor %}", 措施=[{"名称": "务工"}])


def test_all_missing_required_fields_at_once() -> None:
    with pytest.raises(TemplateError) as caught:
        load_template("转发通知").render({})
    assert {"数据中没有“标题”", "数据中没有“发文字号”"} <= {fault.message for fault in caught.value.faults}


@pytest.mark.parametrize(
    "attack", ["{{ 姓名.__class__.__mro__ }}", "{{ 姓名.__init__.__globals__ }}", "{{ 措施.append(1) }}"]
)
def test_a_template_runs_no_code(tmp_path: Path, attack: str) -> None:
    with pytest.raises(TemplateError):
        rendered(tmp_path, attack)


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    made = template(tmp_path, "{{ 姓名 }}")
    assert made.render(DATA) == made.render(DATA)
    with zipfile.ZipFile(io.BytesIO(made.render(DATA))) as package:
        assert package.testzip() is None
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_tag_that_word_cut_into_runs(tmp_path: Path) -> None:
    runs = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in ("{", "{ 姓", "名 }", "}户"))
    path = write_template(tmp_path / "模板.docx", body=f"<w:p>{runs}</w:p>")
    assert texts(compile_template(path, FIELDS).render(DATA)) == ["张三户"]


def test_footers_are_filled_in(tmp_path: Path) -> None:
    made = template(tmp_path, "正文", footer="{{ 姓名 }}户")
    section = docx.Document(io.BytesIO(made.render(DATA))).sections[0]
    assert section.footer.paragraphs[0].text == "张三户"


def test_a_laid_value_sets_its_indent_and_width(tmp_path: Path) -> None:
    made = template(tmp_path, "{{ 姓名 }}", "{{ 收入 }}")
    data = made.render({**DATA, "姓名": Laid("张<三", right=420), "收入": Laid("标志", scale=60)})
    first, second = docx.Document(io.BytesIO(data)).paragraphs
    assert (first.text, first.paragraph_format.right_indent.twips) == ("张<三", 420)
    assert first._p.pPr.jc_val is not None
    assert 'w:w w:val="60"' in etree.tostring(second._p).decode()


def canonical(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(remove_blank_text=True))
    for element in body.iter():
        element.tail = None
        if str(element.tag).endswith("}docPr"):
            element.attrib.pop("id")  # docxtpl numbers shapes anew, which nobody sees
    return etree.tostring(body, method="c14n")


KINDS = sorted(path.stem for path in DOCS.glob("*.docx"))


def randomised(fields: Sequence[Field], signs: random.Random) -> dict[str, object]:
    """A record with texts of any kind, lists of any length, switches either way."""
    return {field.name: random_value(field, signs) for field in fields}


def random_value(field: Field, signs: random.Random) -> object:
    if field.type == "list":
        return [randomised(field.items, signs) for _ in range(signs.randint(1 if field.required else 0, 4))]
    if field.type == "bool":
        return signs.random() < 0.5
    if field.type == "number":
        return signs.randint(0, 99)
    if field.type == "block":
        return Block("<w:p><w:r><w:t>表</w:t></w:r></w:p>") if signs.random() < 0.5 else Block()
    if field.name in CHOICES:
        return signs.choice(CHOICES[field.name])
    text = "".join(signs.choices("甲乙丙丁&<>“”'2024〔〕，。", k=signs.randint(1, 9)))
    return text if field.required or signs.random() < 0.7 else ""


CHOICES = {
    "类": ["一级", "二级", "三级", "四级", "正文", "表格", "图", "标题", "文号", "主送", "空行", "署名", "日期"],
    "版头": ["打印", "套红纸", "无"],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("ignore")
def test_the_same_body_as_stock_docxtpl(kind: str) -> None:
    fast = load_template(kind)
    for seed in range(2):
        context = randomised(fast.fields, random.Random(f"{kind}{seed}"))  # noqa: S311 - the same records in every run
        stock = DocxTemplate(DOCS / f"{kind}.docx")
        stock.render(context, Environment(autoescape=True))
        file = io.BytesIO()
        stock.save(file)
        assert canonical(fast.render(context)) == canonical(file.getvalue())
