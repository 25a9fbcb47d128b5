"""Numbers that Word counts by itself are read like those that are typed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from docx import Document

from documents.clauses import read_clauses
from documents.docx import read_docx_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("bullet", "•"))
NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>"
    + "".join(
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for depth, (form, text) in enumerate(LEVELS)
    )
    + "</w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
)


def word_file(path: Path, paragraphs: list[tuple[int | None, str]]) -> Path:
    """Paragraphs with the depth of their automatic number, None for none."""
    document = Document()
    for _, text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    for depth, text in paragraphs:
        if depth is not None:
            properties = f"<w:pPr><w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='7'/></w:numPr></w:pPr>"
            body = re.sub(rf"<w:p>(?=<w:r><w:t>{text}<)", f"<w:p>{properties}", body, count=1)
    parts["word/document.xml"], parts["word/numbering.xml"] = body.encode(), NUMBERING.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def labels(path: Path) -> list[str]:
    return [clause.label for document in read_docx_document(path) for clause in read_clauses(document)]


def test_counted_numbers_open_clauses(tmp_path: Path) -> None:
    file = word_file(
        tmp_path / "a.docx",
        [
            (None, "示例县工作要点"),
            (0, "总体要求"),
            (0, "重点任务"),
            (1, "产业"),
            (2, "奖补。按比例。"),
            (2, "贷款。应贷尽贷。"),
            (1, "就业"),
            (2, "车间。每季度监测。"),
            (0, "保障措施"),
        ],
    )
    assert labels(file) == ["一、", "二、", "二(一)", "二(一)1.", "二(一)2.", "二(二)", "二(二)1.", "三、"]


def test_marks_are_no_numbers(tmp_path: Path) -> None:
    file = word_file(tmp_path / "a.docx", [(None, "示例县工作要点"), (0, "任务"), (3, "逐户排查。"), (0, "要求")])
    assert labels(file) == ["一、", "二、"]
    assert [p.text for p in read_docx_document(file)[0].body] == ["一、任务", "逐户排查。", "二、要求"]
