"""The templates that come with the program are what their outlines and field lists say."""

from pathlib import Path

import pytest
from jinja2 import meta

from documents.package import read_parts
from templates import compile_template, load_fields
from templates.environment import TemplateEnvironment
from templates.fields import example_context
from templates.outline import outline
from templates.render import DOCS, patched

TEMPLATES = [DOCS / path.name.replace(".outline.txt", ".docx") for path in sorted(DOCS.glob("*.outline.txt"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_the_outline_is_that_of_the_template(path: Path) -> None:
    kept = path.with_suffix(".outline.txt").read_text(encoding="utf-8")
    assert kept == outline(path), "模板改过了：运行 python -m templates.outline，看过改动再一并提交"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_paragraph_has_a_style_that_is_there(path: Path) -> None:
    assert "〔〕" not in outline(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_field_is_used_and_every_used_field_declared(path: Path) -> None:
    used: set[str] = set()
    for part, data in read_parts(path).items():
        if part.endswith(".xml"):
            used |= meta.find_undeclared_variables(TemplateEnvironment(body=True).parse(patched(data.decode("utf-8"))))
    assert used - {"range"} == {field.name for field in load_fields(path.with_suffix(".yaml"))}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_the_examples_of_the_fields_fill_the_template(path: Path) -> None:
    made = compile_template(path)
    assert made.render(example_context(made.fields))
