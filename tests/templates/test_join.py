"""Many documents in one file: each its own section, footer and page numbers."""

import io
from pathlib import Path

import docx
import pytest

from templates import TemplateError, compile_template, join_documents
from tests.templates.small import write_template
from tests.templates.test_render import FIELDS


def household(name: str) -> dict[str, object]:
    return {"姓名": name, "收入": 1, "措施": []}


def joined(tmp_path: Path, *names: str) -> bytes:
    made = compile_template(write_template(tmp_path / "户.docx", "{{ 姓名 }}户帮扶计划", footer="{{ 姓名 }}户"), FIELDS)
    file = io.BytesIO()
    assert join_documents(made, map(household, names), file) == len(names)
    return file.getvalue()


def test_each_document_keeps_its_own_footer(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(joined(tmp_path, "张三", "李四", "王五")))
    assert [section.footer.paragraphs[0].text for section in document.sections] == ["张三户", "李四户", "王五户"]
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "张三户帮扶计划",
        "李四户帮扶计划",
        "王五户帮扶计划",
    ]


def test_each_document_counts_its_pages_from_one(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(joined(tmp_path, "张三", "李四")))
    assert ['w:pgNumType w:start="1"' in section._sectPr.xml for section in document.sections] == [True, True]


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    assert joined(tmp_path, "张三", "李四") == joined(tmp_path, "张三", "李四")


def test_nothing_to_join_is_said(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="没有可以合并的数据"):
        joined(tmp_path)
