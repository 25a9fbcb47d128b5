"""A document that cannot take comments is said to be one; nothing is written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import xianjie
from tests.specimens import defects
from xianjie.annotating_documents import annotate_documents


def test_a_package_without_its_table_of_contents_is_told(tmp_path: Path) -> None:
    defect = next(each for each in defects() if each.code)
    whole, broken = zipfile.ZipFile(io.BytesIO(defect.docx)), tmp_path / "公文.docx"
    with zipfile.ZipFile(broken, "w") as archive:
        for name in whole.namelist():
            if name != "[Content_Types].xml":
                archive.writestr(name, whole.read(name))
    result = xianjie.check(xianjie.CheckRequest(paths=(broken,)))
    said = list(annotate_documents(result, [broken], tmp_path / "批注"))
    assert len(said) == 1
    assert "公文.docx：不能加批注（文件不完整，缺内容类型表）" in said[0]
    assert not (tmp_path / "批注").exists()
