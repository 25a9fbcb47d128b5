"""xianjie fix: says each change, leaves the input alone, refuses clearly and writes nothing then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import run
from tests.repair.documents import layout_of
from tests.specimens import conformant, defects


def faulty(name: str) -> bytes:
    return next(defect.docx for defect in defects() if defect.name == name)


def test_each_change_is_said_and_the_input_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, output = tmp_path / "通知.docx", tmp_path / "修好.docx"
    document.write_bytes(faulty("标题不居中"))
    ran = run(capsys, "fix", document, "-o", output, "--as-of", "2024-12-31")
    assert ran.code == 0
    assert "第7段 标题：左对齐 → 居中" in ran.out
    assert document.read_bytes() == faulty("标题不居中")
    assert {p.alignment for p in layout_of(output.read_bytes()).paragraphs if p.text.startswith("关于开展")} == {
        "center"
    }


def test_what_word_keeps_no_revision_of_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, output = tmp_path / "通知.docx", tmp_path / "修订.docx"
    document.write_bytes(faulty("没有页码"))
    ran = run(capsys, "fix", document, "-o", output, "--track-changes", "--as-of", "2024-12-31")
    assert "Word 记不成修订，已直接改" in ran.out


def test_what_needs_a_person_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, output = tmp_path / "通知.docx", tmp_path / "修好.docx"
    document.write_bytes(faulty("正文有红字"))
    ran = run(capsys, "fix", document, "-o", output, "--as-of", "2024-12-31")
    assert "没有需要修的机械问题" in ran.out
    assert "要人判断" in ran.out
    assert "不是黑色" in ran.out
    assert output.read_bytes() == document.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "output", "said"),
    [
        ("通知.docx", conformant()["通知"], "通知.docx", "不能盖掉原文件"),
        ("通知.txt", "关于开展排查的通知".encode(), "修好.docx", "只能修 docx"),
        ("通知.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "修好.docx", "另存为 docx"),
        ("通知.docx", conformant()["通知"][:3000], "修好.docx", "不是完好的"),
        ("通知.docx", None, "修好.docx", "没有这个文件"),
    ],
)
def test_a_refusal_is_chinese_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, output: str, said: str
) -> None:
    document = tmp_path / name
    if content is not None:
        document.write_bytes(content)
    ran = run(capsys, "fix", document, "-o", tmp_path / output)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ([name] if content is not None else [])
    assert content is None or document.read_bytes() == content
