"""A document in the office's own form is held to that form where the configuration names it."""

from __future__ import annotations

from pathlib import Path

import pytest

import xianjie
from drafting import draft_document, new_source
from xianjie.configuration import Configuration, ConfigurationError

COUNTY = Path(__file__).parents[2] / "examples" / "示范县" / "公文格式.yaml"


def told(file: Path, form: str) -> list[str]:
    request = xianjie.CheckRequest(paths=(file,), configuration=Configuration(form=form))
    return [finding.code for finding in xianjie.check(request).findings]


@pytest.mark.parametrize("kind", ["通知", "请示", "函", "纪要"])
def test_the_form_of_the_office_holds(tmp_path: Path, kind: str) -> None:
    source, file = tmp_path / "来源.yaml", tmp_path / "公文.docx"
    source.write_text(f"{new_source(kind)}\n版式: {COUNTY}\n", encoding="utf-8")
    file.write_bytes(draft_document(source).docx_bytes)
    assert told(file, str(COUNTY)) == []
    assert "DOC274" in told(file, "")
    source.write_text(new_source(kind), encoding="utf-8")
    file.write_bytes(draft_document(source).docx_bytes)
    assert told(file, "") == []
    assert "DOC274" in told(file, str(COUNTY))


def test_a_form_that_is_not_there_is_said(tmp_path: Path) -> None:
    file = tmp_path / "公文.docx"
    (tmp_path / "来源.yaml").write_text(new_source("通知"), encoding="utf-8")
    file.write_bytes(draft_document(tmp_path / "来源.yaml").docx_bytes)
    with pytest.raises(ConfigurationError, match="没有名为“本省”的公文格式"):
        told(file, "本省")
