"""The next number out of the register of numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from documents.docx import read_docx_document
from drafting.draft import draft_document
from drafting.faults import SourceError

SOURCE = """
文种: 通知
发文机关: 示范县农业农村局
主送机关: 各乡（镇）农业农村办公室
事由: 开展集中排查
正文: |
  请按要求开展排查。
成文日期: 2024年9月13日
取号: {{登记簿: 发文登记簿.xlsx, 代字: {sign}}}
"""


def register(folder: Path, *numbers: str) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(["发文登记簿"])
    sheet.append(["序号", "发文字号", "文件标题", "成文日期"])
    for row, number in enumerate(numbers, start=1):
        sheet.append([row, number, "示范县农业农村局关于某事的通知", "2024年3月1日"])
    book.save(folder / "发文登记簿.xlsx")
    return folder


def drafted(folder: Path, sign: str = "示农字") -> tuple[str, tuple[str, ...]]:
    source = folder / "通知.yaml"
    source.write_text(SOURCE.format(sign=sign), encoding="utf-8")
    made = draft_document(source)
    file = folder / "通知.docx"
    file.write_bytes(made.docx_bytes)
    return read_docx_document(file)[0].number, made.todo


@pytest.mark.parametrize(
    ("given", "sign", "next_one"),
    [
        (("示农字〔2024〕1号", "示农字〔2024〕12号", "示农函〔2024〕30号"), "示农字", "示农字〔2024〕13号"),
        (("示农字〔2023〕98号", "示农字[2024]第03号"), "示农字", "示农字〔2024〕4号"),
        (("示农字〔2023〕98号",), "示农字", "示农字〔2024〕1号"),
        (("示农字〔2024〕5号",), "示农函", "示农函〔2024〕1号"),
    ],
)
def test_the_number_after_the_last_of_the_sign_and_year(
    tmp_path: Path, given: tuple[str, ...], sign: str, next_one: str
) -> None:
    before = (register(tmp_path, *given) / "发文登记簿.xlsx").read_bytes()
    number, todo = drafted(tmp_path, sign)
    assert number == next_one
    assert any(next_one in note for note in todo)
    assert (tmp_path / "发文登记簿.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("取号: {登记簿: 发文登记簿.xlsx, 代字: 示农字}", "取号: {登记簿: 没有.xlsx, 代字: 示农字}"), "没有.xlsx：没有这个文件"),
        (("取号: {登记簿: 发文登记簿.xlsx, 代字: 示农字}", "取号: {登记簿: 发文登记簿.xlsx}"), "应写明 登记簿 和 代字"),
        (("成文日期: 2024年9月13日\n", ""), "取号要写明“成文日期”"),
        (("事由:", "发文字号: 示农字〔2024〕7号\n事由:"), "两项只写一项"),
    ],
)
def test_a_request_that_cannot_be_met_is_refused(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    register(tmp_path, "示农字〔2024〕1号")
    source = tmp_path / "通知.yaml"
    source.write_text(SOURCE.format(sign="示农字").replace(*change), encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        draft_document(source)


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["随便", "什么"])
    book.save(tmp_path / "发文登记簿.xlsx")
    source = tmp_path / "通知.yaml"
    source.write_text(SOURCE.format(sign="示农字"), encoding="utf-8")
    with pytest.raises(SourceError, match="没有认出发文登记簿"):
        draft_document(source)
