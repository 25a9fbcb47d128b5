"""Ledgers, documents and runs for tests, built from texts: no file is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl
from msgspec.structs import replace

from checks.catalogue import find_check
from checks.engine.inputs import Assignment, DocumentInput, Engine, LedgerInput, PackageInput
from checks.engine.run import RunResult, number_findings, run_checks
from checks.model import Check, Finding, Place
from documents.text import documents_of
from ledgers.catalogue import ledger_kinds
from ledgers.cells import column_letter
from ledgers.columns import Reading, type_columns
from ledgers.model import Column, Field, Ledger, LedgerKind
from policies.model import Parameter, Setting
from policies.parameter_files import parse_value
from policies.register import Register, load_register
from values.divisions import Division

SHANGYOU: Division = ("江西省", "赣州市", "上犹县")
GANXIAN: Division = ("江西省", "赣州市", "赣县区")
SHIQUAN: Division = ("陕西省", "安康市", "石泉县")
YEAR_END = date(2024, 12, 31)
ABOVE = 4  # rows above the records: title, 填报单位 and a header of two levels
Row = Mapping[str, str]


def ledger(
    kind: str,
    rows: Sequence[Row],
    *,
    path: str | None = None,
    year: int | None = 2024,
    without: Sequence[str] = (),
    at: Sequence[int] | None = None,
    headed: Iterable[str] = (),
) -> Ledger:
    """A ledger of rows that say texts by the Chinese names of fields (总投资(元) for a unit other than the field's).

    `headed` are columns it has even without a row that says anything of them.
    """
    known = ledger_kinds()[kind]
    named = dict.fromkeys((*(name for row in rows for name in row), *headed))
    headers = [name for name in named if name not in without]
    columns = {(field := _field(known, header)).field: _column(field, header, i) for i, header in enumerate(headers)}
    texts = pl.DataFrame(
        {name: [row.get(column.header) or None for row in rows] for name, column in columns.items()},
        schema=dict.fromkeys(columns, pl.String),
    )
    readings = {name: Reading(known.field_named(name), column.unit, year) for name, column in columns.items()}
    true_rows = pl.Series("_row", at or range(ABOVE + 1, ABOVE + 1 + len(rows)), dtype=pl.Int64)
    return Ledger(
        kind=known,
        path=path or f"{known.name}.xlsx",
        sheet="Sheet1",
        title=known.name,
        reporting_unit=None,
        period_text=None,
        header_rows=(ABOVE - 1, ABOVE),
        columns=columns,
        unrecognised=(),
        left_out=(),
        frame=type_columns(texts, readings).with_columns(true_rows),
        texts=texts.with_columns(true_rows),
    )


def _field(kind: LedgerKind, header: str) -> Field:
    name = header.partition("(")[0] if header.endswith(("元)", "亩)")) else header
    found = [field for field in kind.fields if name in (field.name, field.field)]
    assert found, f"{kind.name}没有字段“{header}”"
    return found[0]


def _column(field: Field, header: str, index: int) -> Column:
    unit = header.partition("(")[2].removesuffix(")") if header.endswith(("元)", "亩)")) else field.unit
    return Column(field.field, index, column_letter(index), header, unit)


def given(
    table: Ledger,
    division: Division | None = SHANGYOU,
    *,
    on: date = YEAR_END,
    as_of: date | None = None,
    year: int | None = 2024,
) -> LedgerInput:
    county, township = ((*(division or ()), None, None, None, None)[2:4]) if division else (None, None)
    return LedgerInput(table, division, on, as_of or on, year, Place(county, township))


def documents(text: str, division: Division | None = SHANGYOU, *, on: date = YEAR_END) -> tuple[DocumentInput, ...]:
    """The documents of a plain text; what the first forwards or annexes stands in it."""
    first, *attached = documents_of(text)
    whole = replace(first, inner=(*first.inner, *attached))
    return (DocumentInput(whole, "通知.txt", division, on, on),)


def configured(values: Mapping[str, str]) -> dict[str, Setting]:
    """Parameters a county has given itself, by name, as texts in the parameter's unit."""
    known = load_register().parameters
    return {
        name: Setting(
            name,
            known[name].title,
            parse_value(text, known[name].unit),
            f"{text}{_unit(known[name])}",
            basis="县里文件",
        )
        for name, text in values.items()
    }


def _unit(parameter: Parameter) -> str:
    return parameter.unit if parameter.unit not in {"比例", "日期", "文本"} else ""


def run(
    checks: Iterable[str | Check],
    ledgers: Iterable[LedgerInput] = (),
    *,
    documents: Iterable[DocumentInput] = (),
    register: Register | None = None,
    configured: Mapping[str, Setting] | None = None,
    covers: str = "乡镇",
    engine: Engine = "polars",
    key: bytes = b"",
    packages: Iterable[PackageInput] = (),
) -> RunResult:
    """Run the checks; the findings come numbered."""
    assignment = Assignment(
        tuple(ledgers),
        tuple(documents),
        register or load_register(),
        configured or {},
        covers,
        engine,
        key,
        {"kind_names": {name: kind.name for name, kind in ledger_kinds().items()}},
        tuple(packages),
    )
    result = run_checks([find_check(c) if isinstance(c, str) else c for c in checks], assignment)
    return replace(result, findings=tuple(number_findings(result.findings)))


def where(finding: Finding, ledgers: Iterable[LedgerInput]) -> str:
    """第1行 替代增收项目: the record as counted below the header, and the field's name; 第3段 标题 in a Word file.

    Of several ledgers of one kind the file comes first: 东镇第1行 替代增收项目.
    """
    if finding.element:
        at = "全文" if finding.paragraph is None else f"第{finding.paragraph}段"
        return f"第{finding.row}行 {finding.element}" if finding.row else f"{at} {finding.element}"
    kind = next(g.ledger.kind for g in ledgers if g.ledger.path == finding.path)
    name = kind.field_named(finding.field or "").name
    file = (finding.path or "").partition("/")[2].removesuffix(".xlsx")
    return f"{file}第{finding.row - ABOVE}行 {name}" if finding.row else f"{file}全表 {name}"
