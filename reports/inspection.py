"""How files were understood, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from ledgers.model import CellState, Fault, Ledger
from reports.masking import is_personal
from values.masks import mask_number, mask_text


class Opened(Protocol):
    """Files opened, with the ledgers found in them."""

    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def ledgers(self) -> tuple[Ledger, ...]: ...
    @property
    def faults(self) -> tuple[Fault, ...]: ...


def render_inspection_json(opened: Opened, *, reveal: bool) -> str:
    data = [
        {"path": path, "sheets": [_sheet(ledger, opened.faults, reveal=reveal) for ledger in _of(opened.ledgers, path)]}
        for path in opened.files
    ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _of(ledgers: Sequence[Ledger], path: str) -> list[Ledger]:
    return [ledger for ledger in ledgers if ledger.path == path]


def _sheet(ledger: Ledger, faults: Sequence[Fault], *, reveal: bool) -> dict[str, Any]:
    return {
        "sheet": ledger.sheet,
        "kind": ledger.kind.kind,
        "title": ledger.title,
        "reporting_unit": ledger.reporting_unit,
        "header_rows": list(ledger.header_rows),
        "data_rows": ledger.frame.height,
        "columns": {name: {"letter": c.letter, "header": c.header} for name, c in ledger.columns.items()},
        "unrecognised": list(ledger.unrecognised),
        "left_out_rows": [{"row": left.row, "why": left.why} for left in ledger.left_out],
        "cells": list(_cells(ledger, _faults_by_cell(ledger, faults), reveal=reveal)),
    }


def _faults_by_cell(ledger: Ledger, faults: Sequence[Fault]) -> dict[str, str]:
    return {
        f.place.cell: f.code
        for f in faults
        if f.place.cell and f.place.path == ledger.path and f.place.sheet == ledger.sheet
    }


def _cells(ledger: Ledger, faults: dict[str, str], *, reveal: bool) -> Iterator[dict[str, Any]]:
    for text_row, row in zip(ledger.texts.iter_rows(named=True), ledger.frame.iter_rows(named=True), strict=True):
        for name, column in ledger.columns.items():
            cell = f"{column.letter}{row['_row']}"
            hide = not reveal and is_personal(name)
            yield {
                "cell": cell,
                "field": name,
                "text": _hidden(text_row[name], hide=hide),
                "value": _hidden(row[name], hide=hide),
                "state": _state(row, name),
                "fault": faults.get(cell),
            }


def _hidden(value: Any, *, hide: bool) -> Any:
    return mask_number(str(value)) if hide and value is not None else value


def _state(row: dict[str, Any], name: str) -> str:
    state = row.get(f"{name}__state")
    if state is None:
        return "VALUE" if row[name] is not None else "BLANK"
    return CellState(state).name


def render_inspection_text(opened: Opened, *, reveal: bool) -> str:
    return "\n".join(line for path in opened.files for line in _file(opened, path, reveal=reveal)) + "\n"


def _file(opened: Opened, path: str, *, reveal: bool) -> Iterator[str]:
    yield f"【{path}】"
    for ledger in _of(opened.ledgers, path):
        yield f"  工作表 {ledger.sheet or '—'}：{ledger.kind.name}（{ledger.kind.kind}），{ledger.frame.height}行数据"
        yield f"    标题：{ledger.title or '无'}；填报单位：{ledger.reporting_unit or '无'}；表头第{_rows(ledger.header_rows)}行"
        for name, column in ledger.columns.items():
            unit = f"（{column.unit}）" if column.unit else ""
            yield f"    {column.letter}列 {column.header} → {ledger.kind.field_named(name).name}{unit}"
        if ledger.unrecognised:
            yield f"    没有认出的列：{'、'.join(ledger.unrecognised)}"
        for left in ledger.left_out:
            yield f"    略去第{left.row}行：{left.why if reveal else mask_text(left.why)}"
    for fault in opened.faults:
        if fault.place.path == path:
            yield f"  {fault.code} {fault.place.sheet or ''}{fault.place.cell or ''}：{fault.message if reveal else mask_text(fault.message)}"


def _rows(rows: Sequence[int]) -> str:
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]}-{rows[-1]}"
