"""Repaired and annotated documents open in an office program, on as many pages as they should have, with all their text."""

from __future__ import annotations

from pathlib import Path

import pdfplumber

from documents.editing.comments import Comment, with_comments
from tests.drafting.pages import needs_soffice, to_pdfs
from tests.repair.documents import repaired
from tests.specimens import conformant, defects, made

FAULTS = ("没有页码", "版记没有分隔线", "正文用宋体五号", "成文日期用汉字", "单双页码都在右边", "页边距用默认值")


def documents() -> dict[str, bytes]:
    faulty = {defect.name: defect.docx for defect in defects() if defect.name in FAULTS}
    faulty["纪要版记"] = made("纪要", [{"house": {"imprint_rules": [0, 0]}}])
    plain = {name: repaired(data).data for name, data in faulty.items() if name in FAULTS[:2]}
    tracked = {f"{name}_修订": repaired(data, track=True).data for name, data in faulty.items()}
    comments = [Comment(None, "全文的问题"), Comment(12, "这一段的问题")]
    annotated = {"批注": with_comments(conformant()["通知"], comments, author="衔接核查", day="2024-12-31T00:00:00Z")}
    return {**plain, **tracked, **annotated}


@needs_soffice
def test_they_open_and_show_their_text(tmp_path: Path) -> None:
    pages = to_pdfs(documents(), tmp_path)
    for name, pdf in pages.items():
        with pdfplumber.open(pdf) as shown:
            words = "".join("".join((page.extract_text() or "").split()) for page in shown.pages)
            assert len(shown.pages) == 2, name
        assert "印发" in words, name
        assert "—2—" in words, name
