"""What drafting one document loads: nothing that costs more than the document."""

import os
import subprocess
import sys
from pathlib import Path

from drafting import new_source
from templates import compile_template
from templates.render import DOCS

HEAVY = ("polars", "pandas", "numpy", "docx", "docxtpl", "lxml", "openpyxl", "pdfplumber", "pypdfium2", "PIL")
DRAFT = """
import sys
from pathlib import Path
from drafting import draft_document
draft_document(Path(sys.argv[1]))
print(*sorted({name.partition('.')[0] for name in sys.modules}))
"""


def test_a_document_is_drafted_without_heavy_libraries(tmp_path: Path) -> None:
    (tmp_path / "通知.yaml").write_text(new_source("通知"), encoding="utf-8")
    cache = str(tmp_path / "cache")
    environment = {**os.environ, "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache, "PYTHONIOENCODING": "utf-8"}
    order = [sys.executable, "-c", DRAFT, str(tmp_path / "通知.yaml")]
    runs = [subprocess.run(order, env=environment, capture_output=True, text=True, check=True) for _ in range(2)]
    loaded = runs[1].stdout.split()
    assert not set(HEAVY) & set(loaded)
    assert "docxtpl" in runs[0].stdout.split()  # the first time the template is read; then its checked source is kept


def test_a_folder_that_cannot_be_written_to_keeps_nothing(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "cache").write_text("not a folder", encoding="utf-8")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    assert compile_template(DOCS / "通知.docx").tagged


def test_a_changed_template_is_read_anew(tmp_path: Path, monkeypatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    compile_template(DOCS / "通知.docx")
    kept = set(tmp_path.rglob("*.xml"))
    assert kept
    compile_template(DOCS / "通知.docx")
    assert set(tmp_path.rglob("*.xml")) == kept
    compile_template(DOCS / "决定.docx")
    assert set(tmp_path.rglob("*.xml")) > kept
