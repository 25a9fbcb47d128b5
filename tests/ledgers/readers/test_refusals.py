"""Files that cannot be read: a fault that names the file and says what to do, never an exception."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers.readers import package, read_book
from tests.ledgers.readers.made_files import bare_xlsx, encrypted, pdf, xls, xlsx, zipped

WORKBOOK = xlsx(lambda _, sheet: sheet.write("A1", "张三"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (WORKBOOK[: len(WORKBOOK) // 2], "不完整"),
        (WORKBOOK[:100], "不完整"),
        (xls([["张三"]])[:600], "不完整"),
        (b"Rar!\x1a\x07\x00...", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (zipped({"OFD.xml": "<ofd:OFD/>"}), "OFD"),
        (zipped({"甲.txt": "x"}), "压缩包"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\x00\x01\x02\x03\xff\xfe", "文字编码"),
        ("户主,备注\n张三,示范户".encode()[:-1], "被截断"),
        (b"%PDF-1.4 broken", "PDF"),
        (b"<html><p>\xe6\x97\xa0</p></html>", "没有表格"),
        (zipped({"xl/workbook.xml": "<workbook", "[Content_Types].xml": ""}), "工作簿"),
        (zipped({"word/document.xml": "<w:document"}), "文档正文"),
    ],
)
def test_refused_with_reason_and_advice(data: bytes, words: str) -> None:
    book = read_book(data, path="甲乡/台账.xlsx")
    assert book.sheets == ()
    (fault,) = book.faults
    assert fault.code == "LED001"
    assert fault.place.path == "甲乡/台账.xlsx"
    assert fault.message.startswith("无法读取：")
    assert words in fault.message
    assert "请" in fault.suggestion


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        (fault,) = read_book(path, path=path.name).faults
        assert fault.code == "LED001"


def test_empty_sheet_is_a_sheet_without_cells() -> None:
    (sheet,) = read_book(xlsx(lambda _book, _sheet: None), path="空.xlsx").sheets
    assert sheet.texts.shape == (0, 0)


def test_encrypted_is_told_apart_from_broken() -> None:
    (fault,) = read_book(encrypted(WORKBOOK, "密码"), path="台账.xlsx").faults
    assert fault.code == "LED002"
    assert "取消密码" in fault.suggestion


def test_stray_cell_far_away_is_refused_before_it_fills_memory() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (fault,) = read_book(bare_xlsx(rows), path="台账.xlsx").faults
    assert (fault.code, fault.place.sheet) == ("LED001", "台账")
    assert "多余的行、列" in fault.suggestion


def test_package_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "SUSPICIOUS_UNPACKED", 1 << 20)
    bomb = zipped({"xl/workbook.xml": b"0" * (2 << 20)})
    (fault,) = read_book(bomb, path="台账.xlsx").faults
    assert "超出合理大小" in fault.message


def test_one_broken_sheet_leaves_the_others(tmp_path: Path) -> None:
    data = xlsx(lambda book, sheet: (sheet.write("A1", "张三"), book.add_worksheet("二").write("A1", "李四")))
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "xl/worksheets/sheet2.xml"}
    book = read_book(zipped(members), path="台账.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["台账"]
    assert [(fault.code, fault.place.sheet) for fault in book.faults] == [("LED001", "二")]


@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_damage_anywhere_never_raises(position: int, noise: bytes) -> None:
    book = read_book(WORKBOOK[:position] + noise + WORKBOOK[position + len(noise) :], path="台账.xlsx")
    assert book.sheets or book.faults


@given(st.sampled_from([xls([["张三", 1.0]] * 9), pdf([[["a", "b"]]])]), st.data())
@settings(max_examples=60, deadline=None)
def test_truncation_never_raises(data: bytes, draw: st.DataObject) -> None:
    read_book(data[: draw.draw(st.integers(0, len(data)))], path="台账.xls")
