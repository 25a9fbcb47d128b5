"""Word documents for cases: the specimens by name, read once a process."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import yaml
from msgspec.structs import replace

from documents.docx import read_docx_document
from documents.model import OfficialDocument
from tests.specimens import conformant, defects, made


@cache
def specimen(name: str, edit: str = "") -> OfficialDocument:
    """The specimen of that name, honest or with its defect, as `check` would be given it; `edit` changes an honest one."""
    if name in conformant():
        data = made(name, yaml.load(edit or "[]", Loader=yaml.CSafeLoader))
    else:
        data = next(defect.docx for defect in defects() if defect.name == name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "公文.docx"
        path.write_bytes(data)
        first, *attached = read_docx_document(path)
    return replace(first, inner=(*first.inner, *attached))
