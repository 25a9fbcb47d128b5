"""Official documents are told by what they show, whatever the file is called; ledgers and plans are none."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.specimens import conformant
from xianjie.inputs.opening import open_inputs

NOTICE = "关于开展排查的通知\n\n各乡（镇）人民政府：\n\n请于9月底前完成排查。\n\n示范县农业农村局\n2024年9月3日\n"
UNADDRESSED = "关于公布名单的公告\n\n现将名单公布如下。\n\n示范县农业农村局\n2024年9月3日\n"
HEADED = "示范县农业农村局文件\n示农字〔2024〕3号\n\n各乡（镇）人民政府：\n\n请完成排查。\n"
PLAN = "示范县2024年增收实施方案\n\n一、目标任务\n\n确保收入增长。\n\n二、工作要求\n\n抓好落实。\n"
ANNEX = "附件1\n\n示范县2024年增收实施方案\n\n一、目标任务\n\n确保收入增长。\n"
LEDGER = "示范县2024年公益性岗位台账\n填报单位：示范县农业农村局\n姓名,村,补贴\n张三,上坪村,600\n"
PAGE = "<html><body><h1>{}</h1>{}</body></html>"


def opened(folder: Path, name: str, content: str | bytes) -> bool:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return bool(open_inputs([file], None).documents)


@pytest.mark.parametrize("text", [NOTICE, UNADDRESSED, HEADED])
@pytest.mark.parametrize("name", ["公文.txt", "公文.md"])
def test_a_text_that_is_issued_is_one(tmp_path: Path, name: str, text: str) -> None:
    assert opened(tmp_path, name, text)


@pytest.mark.parametrize("text", [PLAN, ANNEX, LEDGER])
def test_a_plan_an_annex_and_a_ledger_are_none(tmp_path: Path, text: str) -> None:
    assert not opened(tmp_path, "材料.txt", text)
    assert not opened(tmp_path, "材料.html", PAGE.format("", "".join(f"<p>{line}</p>" for line in text.splitlines())))


def test_a_web_page_with_a_notice_is_one(tmp_path: Path) -> None:
    page = PAGE.format("关于开展排查的通知", "".join(f"<p>{line}</p>" for line in NOTICE.splitlines()[1:]))
    assert opened(tmp_path, "通知.html", page)


@pytest.mark.parametrize("name", ["通知.docx", "通知.doc", "通知"])
def test_the_content_of_a_word_file_decides_not_its_name(tmp_path: Path, name: str) -> None:
    assert opened(tmp_path, name, conformant()["通知"])


def test_a_document_inside_an_archive_is_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
        archive.writestr("通知.docx", conformant()["通知"])
    ((path, document),) = open_inputs([tmp_path / "报送.zip"], None).documents
    assert (path, document.number) == ("报送.zip/通知.docx", "示府发〔2024〕12号")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04word/document.xml", b"%PDF-1.4 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_cannot_be_read_is_none(tmp_path: Path, data: bytes) -> None:
    assert not opened(tmp_path, "公文.docx", data)


def test_the_table_of_a_notice_is_not_held_to_the_columns_of_a_ledger(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(conformant()["横排附表"])
    assert open_inputs([file], None).faults == ()


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice")
def test_an_old_word_file_that_was_read_is_not_called_unreadable(tmp_path: Path) -> None:
    text = "".join(f"\\u{ord(sign)}?" if ord(sign) > 127 else sign for sign in NOTICE.replace("\n", "\\par\n"))
    file = tmp_path / "通知.wps"
    file.write_text(f"{{\\rtf1\\ansi {text}}}", encoding="ascii")
    opened_now = open_inputs([file], None)
    assert [document.title for _, document in opened_now.documents] == ["关于开展排查的通知"]
    assert opened_now.faults == ()
