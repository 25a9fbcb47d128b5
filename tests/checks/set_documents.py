"""Word documents for cases: the specimens by name, read once a process."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import convert, to_builtins
from msgspec.structs import replace

from documents.docx import read_docx_document
from documents.layout import Layout
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


@cache
def reset(name: str, edit: str, changes: str) -> OfficialDocument:
    """The same with another layout: what `changes` (YAML) says of it, in the names of documents.layout.

    {paragraph: 4, set: {left: 320}} is every paragraph at that place (`nth: 1` the first of them), {footer: 1, line: 1, set: …}
    one of a header or footer, either with `run: 1` its first run; {footer: 1, set: …} is the footer, {section: 1, set: …} a
    section, {set: …} the layout itself.
    """
    document = specimen(name, edit)
    layout = to_builtins(document.layout)
    for change in yaml.load(changes, Loader=yaml.CSafeLoader):
        places = list(_changed(layout, change))
        assert places, f"{name}：没有 {change}"
        for place in places:
            place.update(change["set"])
    return replace(document, layout=convert(layout, Layout))


def _changed(layout: dict[str, Any], change: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "section" in change:
        yield layout["sections"][change["section"] - 1]
    elif "line" in change or "paragraph" in change:
        own = _paragraphs(layout, change)
        yield from (each["runs"][change["run"] - 1] if "run" in change else each for each in own)
    else:
        yield layout["running"][change["footer"] - 1] if "footer" in change else layout


def _paragraphs(layout: dict[str, Any], change: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "line" in change:
        return [layout["running"][change["footer"] - 1]["paragraphs"][change["line"] - 1]]
    own = [each for each in layout["paragraphs"] if each["place"]["paragraph"] == change["paragraph"]]
    return [own[change["nth"] - 1]] if "nth" in change else own
