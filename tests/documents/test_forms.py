"""Texts in the forms that offices write: each element where it stands, and none where it is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from documents.text import documents_of

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases" / "forms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_the_elements_are_those_that_stand_there(name: str) -> None:
    case = CASES[name]
    (document,) = documents_of(case["text"])
    found = {
        kind: "|".join("".join(element.text.split()) for element in document.elements if element.kind == kind)
        for kind in case["elements"]
    }
    assert found == {kind: "".join(str(text or "").split()) for kind, text in case["elements"].items()}
    assert [inner.title for inner in document.inner] == case.get("inner", [])
