"""`xianjie draft` from the keyboard: several sources, pictures of pages, the form an office has set."""

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from drafting import new_source
from tests.cli.program import run
from xianjie import pdf

Capsys = pytest.CaptureFixture[str]


def two_pages() -> bytes:
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(2):
            document.new_page(595, 842)
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    for kind in ("通知", "函"):
        (tmp_path / f"{kind}.yaml").write_text(new_source(kind), encoding="utf-8")
    return [tmp_path / "通知.yaml", tmp_path / "函.yaml"]


def test_several_sources_go_to_a_folder(capsys: Capsys, sources: list[Path], tmp_path: Path) -> None:
    said = run(capsys, "draft", *sources, "-o", tmp_path / "成品")
    assert said.code == 0
    assert sorted(path.name for path in (tmp_path / "成品").iterdir()) == ["函.docx", "通知.docx"]


def test_one_wrong_source_and_nothing_is_written(capsys: Capsys, sources: list[Path], tmp_path: Path) -> None:
    sources[1].write_text("文种: 函\n", encoding="utf-8")
    said = run(capsys, "draft", *sources, "-o", tmp_path / "成品")
    assert said.code == 2
    assert "函.yaml 有" in said.err
    assert not (tmp_path / "成品").exists()


def test_the_pages_as_pictures_and_older_ones_go(
    capsys: Capsys, sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_converted", lambda documents: [two_pages() for _ in documents])
    (tmp_path / "通知-预览-3.png").write_bytes(b"old")
    (tmp_path / "别的-预览-3.png").write_bytes(b"kept")
    said = run(capsys, "draft", sources[0], "-o", tmp_path / "通知.docx", "--pdf", "--preview")
    assert said.code == 0
    made = {path.name for path in tmp_path.iterdir()}
    assert {"通知.pdf", "通知-预览-1.png", "通知-预览-2.png", "别的-预览-3.png"} <= made
    assert "通知-预览-3.png" not in made


def test_without_libreoffice_the_document_is_there_and_it_is_said(
    capsys: Capsys, sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = run(capsys, "draft", sources[0], "-o", tmp_path / "通知.docx", "--preview")
    assert said.code == 2
    assert "没有找到 LibreOffice" in said.err
    assert (tmp_path / "通知.docx").is_file()


def test_the_form_of_the_office_is_followed(capsys: Capsys, sources: list[Path], tmp_path: Path) -> None:
    (tmp_path / "本县.yaml").write_text(
        "name: 本县\nsource: 本县规定\nbase: 国家标准\nvalues:\n"
        "  line_pitch: {value: 28, unit: 磅, clause: 一, strength: 规定, title: 行距}\n",
        encoding="utf-8",
    )
    (tmp_path / "xianjie.toml").write_text('form = "本县.yaml"\n', encoding="utf-8")
    assert run(capsys, "draft", sources[0], "-o", tmp_path / "通知.docx").code == 0
    with zipfile.ZipFile(tmp_path / "通知.docx") as package:
        assert 'w:linePitch="560"' in package.read("word/document.xml").decode("utf-8")
