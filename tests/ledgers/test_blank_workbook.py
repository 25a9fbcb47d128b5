"""A blank workbook, filled in, comes back as the ledger it was handed out for."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledgers.blank_workbook import LEGEND_SHEET, blank_workbook, sheet_name
from ledgers.catalogue import ledger_kinds
from ledgers.column_forms import column_form
from ledgers.model import CellState, Field, Ledger, LedgerKind
from ledgers.readers import read_book
from ledgers.tables import find_ledgers

KINDS = list(ledger_kinds().values())
HEADER = 3


def asked_for(kind: LedgerKind) -> list[Field]:
    return [field for field in kind.fields if not field.stands_for]


def typed_in(field: Field) -> Any:
    """What Excel keeps when a person types the example."""
    example = column_form(field).example
    if field.type == "day":
        return date.fromisoformat(example)
    return float(example) if field.type in {"count", "amount", "area", "number", "share", "year"} else example


def filled(kind: LedgerKind, rows: int = 2) -> bytes:
    book = load_workbook(BytesIO(blank_workbook(kind)))
    sheet = book[sheet_name(kind)]
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = f"示范县示范镇2024年{kind.name}"
    sheet["A2"] = "填报单位：示范镇人民政府"
    for row in range(HEADER + 1, HEADER + 1 + rows):
        for column, field in enumerate(asked_for(kind), start=1):
            sheet.cell(row, column).value = typed_in(field)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_back(data: bytes) -> Ledger:
    ledgers, faults = find_ledgers(read_book(data, path="示范镇/报送.xlsx"))
    assert not faults
    assert len(ledgers) == 1
    return ledgers[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_filled_template_is_read_back_whole(kind: LedgerKind) -> None:
    ledger = read_back(filled(kind))
    assert ledger.kind.kind == kind.kind
    assert list(ledger.columns) == [field.field for field in asked_for(kind)]
    assert not ledger.unrecognised
    assert not ledger.left_out
    assert ledger.frame["_row"].to_list() == [HEADER + 1, HEADER + 2]
    assert not [fault for fault in ledger.faults if fault.severity != "info"]
    states = {name: set(ledger.frame[name].to_list()) for name in ledger.frame.columns if name.endswith("__state")}
    assert all(found == {CellState.VALUE} for found in states.values()), states
    assert ledger.reporting_unit == "示范镇人民政府"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_blank_template_is_a_ledger_without_rows(kind: LedgerKind) -> None:
    ledger = read_back(blank_workbook(kind))
    assert ledger.kind.kind == kind.kind
    assert ledger.frame.height == 0
    assert ledger.reporting_unit is None


@pytest.fixture(scope="module")
def monitoring() -> Any:
    return load_workbook(BytesIO(blank_workbook(ledger_kinds()["monitoring"])))


def test_the_header_is_frozen_repeated_and_marks_what_is_required(monitoring: Any) -> None:
    sheet = monitoring["监测对象台账"]
    headers = {cell.value for cell in sheet[HEADER]}
    assert {"*户编号", "*识别时间", "劳动力人数"} <= headers
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert "&P" in sheet.oddFooter.center.text
    assert sheet["A1"].value == "____县____乡镇____年监测对象台账"


def test_long_numbers_stay_text_and_choices_drop_down(monitoring: Any) -> None:
    sheet = monitoring["监测对象台账"]
    letters = {cell.value.removeprefix("*"): cell.column_letter for cell in sheet[HEADER]}
    assert {sheet[f"{letters[name]}5"].number_format for name in ("户主证件号码", "联系电话", "户编号")} == {"@"}
    assert sheet[f"{letters['识别时间']}5"].number_format == "yyyy-mm-dd"
    rules = {str(rule.sqref).partition(":")[0][:-1]: rule for rule in sheet.data_validations.dataValidation}
    assert rules[letters["是否消除风险"]].formula1 == '"是,否"'
    assert "边缘易致贫户" in rules[letters["监测对象类别"]].formula1
    identity = rules[letters["户主证件号码"]]
    assert identity.formula1.count("LEN") == 3
    assert "18位" in identity.prompt
    assert all(len(rule.prompt or "") <= 255 and len(rule.promptTitle or "") <= 32 for rule in rules.values())


def test_the_legend_says_of_every_column_what_to_fill_in(monitoring: Any) -> None:
    kind = ledger_kinds()["monitoring"]
    rows = [[cell.value for cell in row] for row in monitoring[LEGEND_SHEET].iter_rows()]
    names = [row[1] for row in rows[-len(kind.fields) :]]
    assert names == [column_form(field).header.removeprefix("*") for field in kind.fields]
    assert all(row[3] and row[6] for row in rows[-len(kind.fields) :])


def test_the_same_kind_gives_the_same_bytes() -> None:
    kind = ledger_kinds()["income"]
    assert blank_workbook(kind) == blank_workbook(kind)
