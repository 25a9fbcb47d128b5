"""Every check against its cases: tests/checks/cases/<CODE>.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from checks.catalogue import find_check
from checks.declare import LAST_YEAR, kind_of
from checks.engine.inputs import DocumentInput, LedgerInput
from checks.engine.run import RunResult
from documents.layout import Layout
from documents.model import Cell, Element, OfficialDocument, Paragraph, Table
from ledgers.catalogue import ledger_kinds
from tests.checks import packaged, tables
from tests.checks.set_documents import reset, specimen

CASES = Path(__file__).parent / "cases"
ENGINES = ("polars", "pandas", "duckdb")
Case = Mapping[str, Any]
_OF_A_CASE = {"重复", "文件"}  # what a row of a case says of itself, not of the record


def load(file: Path) -> tuple[str, list[tuple[str, Case]]]:
    """The code and its cases; what stands above `cases` holds for each that says nothing else. All values are texts."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    return data["check"], [(name, {**data, **(case or {})}) for name, case in data["cases"].items()]


def _all_cases() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.yaml")):
        code, cases = load(file)
        yield from (pytest.param(code, case, id=f"{code} {name}") for name, case in cases)


def _repeated(row: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The record as often as its `重复` says, each with its own number where a text has {n}; else the record itself.

    With 0 the table is a header without a record.
    """
    plain = {name: text for name, text in row.items() if name not in _OF_A_CASE}
    for number in range(int(row.get("重复", "1"))):
        yield {name: text.replace("{n}", f"{number:08d}") for name, text in plain.items()}


def _ledgers(case: Case) -> Iterator[LedgerInput]:
    on = date.fromisoformat(case["on"])
    year = int(case["year"]) if "year" in case else on.year
    for argument in case:
        if kind_of(argument) not in ledger_kinds() or not isinstance(case[argument], list):
            continue
        own = year - 1 if argument.endswith(LAST_YEAR) else year
        as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else on
        for path, own_rows in _by_file(argument, case[argument]).items():
            usual = case.get("row", {}).get(argument, {})
            rows = [{**usual, **row} for each in own_rows for row in _repeated(each)]
            without, headed = case.get("without", ()), {name for each in own_rows for name in (*usual, *each)} - _OF_A_CASE
            table = tables.ledger(kind_of(argument), rows, path=path, year=own, without=without, headed=sorted(headed))
            yield tables.given(table, _division(case), on=on, as_of=as_of, year=own)


def _by_file(argument: str, rows: Sequence[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """The records by path: those with a `文件` stand in a ledger of their own, as each township of a county hands one in."""
    files: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        files.setdefault("/".join(filter(None, (argument, row.get("文件")))) + ".xlsx", []).append(row)
    return files or {f"{argument}.xlsx": []}


def _division(case: Case) -> tuple[str, ...] | None:
    return tuple(case["at"].split("/")) if case.get("at") else None


def _documents(case: Case) -> tuple[DocumentInput, ...]:
    """The document of a text, or the specimen of that name, with the edits (YAML) a case makes to it and `set` to its layout.

    With `layout` it counts as a Word file that has so many revisions and comments; `annexed_rows` gives it an annex, a
    table of so many numbered rows, `annexed` annexes with a title and tables written out.
    """
    on = date.fromisoformat(case["on"])
    if "specimen" in case:
        name, edit = case["specimen"], case.get("edit", "")
        document = reset(name, edit, case["set"]) if "set" in case else specimen(name, edit)
        return (DocumentInput(document, "公文.docx", _division(case), on, on),)
    (given,) = tables.documents(case["text"], _division(case), on=on)
    document = given.document
    if "layout" in case:
        document = replace(document, layout=Layout(**{name: int(count) for name, count in case["layout"].items()}))
    if "annexed_rows" in case:
        document = replace(document, inner=(*document.inner, _numbered_table(int(case["annexed_rows"]))))
    annexed = tuple(_annex(each) for each in case.get("annexed", ()))
    return (replace(given, document=replace(document, inner=(*document.inner, *annexed))),)


def _annex(annex: Mapping[str, Any]) -> OfficialDocument:
    """An annex with its title and its tables, the header of each first."""
    title = (Element("标题", annex["title"]),) if "title" in annex else ()
    tables = (Table(tuple(tuple(Cell(text) for text in row) for row in rows)) for rows in annex["tables"])
    return OfficialDocument(title, tuple(Paragraph("", table=table) for table in tables))


def _numbered_table(count: int) -> OfficialDocument:
    header = (Cell("序号"), Cell("户主"))
    rows = tuple((Cell(str(number)), Cell(f"村民{number}")) for number in range(1, count + 1))
    return OfficialDocument(body=(Paragraph("", table=Table((header, *rows, (Cell("合计"), Cell(""))))),))


def _run(code: str, case: Case, ledgers: Sequence[LedgerInput], engine: Any) -> RunResult:
    documents = _documents(case) if {"text", "specimen"} & set(case) else ()
    return tables.run(
        [code],
        ledgers,
        documents=documents,
        packages=packaged.given(case, _division(case), date.fromisoformat(case["on"])),
        configured=tables.configured(case.get("configured", {})),
        covers=case.get("complete", "乡镇"),
        engine=engine,
    )


@pytest.mark.parametrize(("code", "case"), list(_all_cases()))
def test_case(code: str, case: Case) -> None:
    engines = ENGINES if find_check(code).form not in {"document", "package"} else ENGINES[:1]
    ledgers = list(_ledgers(case))
    results = [_run(code, case, ledgers, engine) for engine in engines]
    findings = [[(f.code, f.fingerprint, f.field, f.cell, f.message) for f in r.findings] for r in results]
    assert all(found == findings[0] for found in findings)
    first, wanted = results[0], [text.partition("：") for text in case["finds"]]
    places = [packaged.where(f) if "package" in case else tables.where(f, ledgers) for f in first.findings]
    assert places == [place for place, _, _ in wanted]
    for finding, (_, _, words) in zip(first.findings, wanted, strict=True):
        assert words in finding.message
    for result in results:
        reasons = "\n".join(s.reason for s in result.skipped if LAST_YEAR not in (s.path or ""))
        assert (case["skipped"] in reasons) if "skipped" in case else (reasons == "")
