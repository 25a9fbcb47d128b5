"""A notice in Word is read to the same elements as a text, outer and annexed apart."""

import zipfile
from pathlib import Path

import pytest

from documents.docx import read_docx_document
from documents.package import UnreadableDocumentError
from drafting import draft_document
from tests.drafting.incoming import SCAN, SOURCE


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    (tmp_path / "来文.txt").write_text(SCAN, encoding="utf-8")
    (tmp_path / "通知.yaml").write_text(SOURCE, encoding="utf-8")
    file = tmp_path / "通知.docx"
    file.write_bytes(draft_document(tmp_path / "通知.yaml").docx_bytes)
    return file


def test_outer_elements_in_order(notice: Path) -> None:
    (document,) = read_docx_document(notice)
    assert [element.kind for element in document.elements if element.paragraph] == [
        "发文机关标志", "发文字号", "标题", "主送机关", "附件说明", "署名", "成文日期", "附注",
        "抄送机关", "印发机关", "印发日期", "分隔线",
    ]  # fmt: skip
    assert document.number == "示农办字〔2024〕13号"
    assert document.text("成文日期") == "2024年5月13日"
    assert len(document.body) == 1


def test_the_annexed_notice_has_its_own_elements(notice: Path) -> None:
    (document,) = read_docx_document(notice)
    (annex,) = document.inner
    assert annex.text("附件") == "附件"
    assert annex.number == "范农办字〔2024〕8号"
    assert annex.agency == "中共范省委农村工作领导小组办公室"
    (measures,) = annex.inner
    assert measures.title == "帮扶车间管理若干措施"
    assert [paragraph.level for paragraph in measures.body] == [0, 1, 1, 2, 3]


def test_places_are_paragraph_numbers(notice: Path) -> None:
    (document,) = read_docx_document(notice)
    number = document.element("发文字号")
    assert number is not None
    assert number.paragraph == 5
    assert str(number.place) == "第5段"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a zip", "不是完好的 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧版 .doc 或加密"),
        (b"", "不是完好的 .docx"),
    ],
)
def test_what_is_no_docx_is_refused_in_chinese(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=said):
        read_docx_document(file)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"a.txt": b"x"}, "不是 Word 文档"),
        ({"word/document.xml": b"<w:document"}, "已损坏"),
        ({"word/document.xml": b"<!DOCTYPE x []><x/>"}, "DOCTYPE"),
    ],
)
def test_broken_packages_are_refused_in_chinese(tmp_path: Path, parts: dict[str, bytes], said: str) -> None:
    file = tmp_path / "通知.docx"
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    with pytest.raises(UnreadableDocumentError, match=said):
        read_docx_document(file)
