"""check --annotate: Word comments at the places in a copy of the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import run
from tests.documents.test_comments import places, said
from tests.specimens import defects


def test_findings_stand_as_comments_at_their_paragraphs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = next(defect.docx for defect in defects() if defect.name == "主送缩进两字")
    document, folder = tmp_path / "送来" / "通知.docx", tmp_path / "批注"
    document.parent.mkdir()
    document.write_bytes(faulty)
    ran = run(capsys, "check", document, "--annotate", folder, "--as-of", "2024-12-31")
    assert ran.code in {0, 1}
    copy = (folder / "通知.docx").read_bytes()
    number = next(i for i, text in said(copy).items() if "DOC243" in text)
    assert places(copy)[number][1].startswith("各乡（镇）人民政府")
    assert "建议：左对齐，去掉缩进" in said(copy)[number]
    assert document.read_bytes() == faulty


def test_a_folder_that_holds_the_document_itself_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "通知.docx"
    document.write_bytes(next(defect.docx for defect in defects() if defect.name == "主送缩进两字"))
    before = document.read_bytes()
    ran = run(capsys, "check", document, "--annotate", tmp_path, "--as-of", "2024-12-31")
    assert "原文件不改" in ran.out + ran.err
    assert document.read_bytes() == before
