"""The files of a package as a YAML tells them: Word files and workbooks in a folder, or the same in a zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from drafting.household_plan import Household, Income, plan_context
from templates import CompiledTemplate, compile_template, load_fields
from templates.render import DOCS
from tests.documents.made_docx import PAGE, made_docx, p

_SPACE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_SPACE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_SPACE}/relationships"><Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_CENTRED = '<w:jc w:val="center"/>'
_LARGE = '<w:sz w:val="44"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def files_of(package: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    yield package.get("path", "通知.docx"), _word(package["notice"])
    for path, told in package["files"].items():
        yield path, _file(path, told)


def written(package: Mapping[str, Any], folder: Path) -> Path:
    for path, data in files_of(package):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def zipped(package: Mapping[str, Any], file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for path, data in files_of(package):
            archive.writestr(path, data)
    return file


def _file(path: str, told: Any) -> bytes:
    if path.endswith(".xlsx"):
        return _workbook(told)
    if isinstance(told, str):
        return _word(told)
    if "plan" in told:
        return _plan(told["plan"])
    return _word(told["text"], told["table"])


def _word(text: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    """Every line a paragraph; one that begins with # is a title. The table comes last."""
    lines = [line for line in text.splitlines() if line.strip()]
    body = "".join(p(line[2:], _CENTRED, _LARGE) if line.startswith("# ") else p(line) for line in lines)
    return _complete(made_docx(body + (_table(table) if table else "") + f"<w:sectPr>{PAGE}</w:sectPr>"))


def _complete(data: bytes) -> bytes:
    """With the parts that word processors ask for."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
    return made.getvalue()


def _table(rows: Sequence[Sequence[str]]) -> str:
    drawn = "".join("<w:tr>" + "".join(f"<w:tc>{_lines(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    grid = "<w:gridCol/>" * len(rows[0])
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )


def _lines(cell: str) -> str:
    return "".join(p(line) for line in cell.split("\n"))


def _workbook(told: Mapping[str, Any]) -> bytes:
    """What stands above the table, the table, what stands below it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (*told.get("above", ()), *told["rows"], *told.get("below", ())):
        sheet.append([line] if isinstance(line, str) else [*line])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@cache
def _template() -> CompiledTemplate:
    return compile_template(DOCS / "一户一策.docx", load_fields(DOCS / "一户一策.yaml"))


def _plan(told: Mapping[str, Any]) -> bytes:
    """A plan of the product's own template."""
    incomes = tuple(Income(item, "", text) for item, text in told.get("收入", {}).items())
    household = Household(
        township="新田镇",
        village="上坪村",
        householder=told["户主"],
        household_id=told["户编号"],
        size=told["人口"],
        household_type=told.get("户类型", "脱贫户"),
        year=2024,
        income_year=2024,
        incomes=incomes,
    )
    return _template().render(plan_context(household, None))
