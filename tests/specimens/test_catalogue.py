"""The specimens themselves: enough of them, each a package that opens, each defect a change of its variant."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from tests.specimens import Defect, conformant, defects


def test_there_are_enough_of_each() -> None:
    assert len(conformant()) >= 25
    assert len(defects()) >= 100
    assert len({defect.name for defect in defects()}) == len(defects())


@pytest.mark.parametrize("name", conformant())
def test_a_conformant_document_opens(name: str) -> None:
    opened = Document(io.BytesIO(conformant()[name]))
    assert sum(len(paragraph.text) for paragraph in opened.paragraphs) > 100


@pytest.mark.parametrize("defect", defects(), ids=lambda defect: defect.name)
def test_a_defect_is_a_change_of_its_variant(defect: Defect) -> None:
    sound, faulty = (zipfile.ZipFile(io.BytesIO(data)) for data in (conformant()[defect.variant], defect.docx))
    assert {name: sound.read(name) for name in sound.namelist()} != {
        name: faulty.read(name) for name in faulty.namelist()
    }
