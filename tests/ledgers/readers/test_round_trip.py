"""Texts in, the same texts out, whatever the format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html import escape

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers.readers import read_book
from tests.ledgers.readers.made_files import xls, xlsx

Rows = list[list[str]]

CHARACTERS = st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Zs", "Zl", "Zp"], max_codepoint=0xFFFD)
TEXTS = st.text(CHARACTERS, max_size=12).filter(lambda text: not text.startswith('="') and "\ufeff" not in text)
AWKWARD = st.sampled_from(
    ["", "0012", "520113198001010010", "8,300.50", "2024-08-09 00:00:00", "TRUE", "#N/A", "甲\n乙"]
)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(TEXTS | AWKWARD, min_size=width, max_size=width), min_size=1, max_size=6)
)


def shared_strings(rows: Rows) -> bytes:
    def write(book, sheet):
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                sheet.write_string(r, c, text)

    return xlsx(write)


def inline_strings(rows: Rows) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for row in rows:
        cells = [openpyxl.cell.WriteOnlyCell(sheet, text) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def delimited(rows: Rows) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows([*rows, ["甲", "乙"]])
    return target.getvalue().encode("utf-8-sig")


def html(rows: Rows) -> bytes:
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text).replace(chr(10), '<br>')}</td>" for text in row) + "</tr>" for row in rows
    )
    return f"<html><table>{body}</table></html>".encode()


def word(rows: Rows) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def expected(rows: Rows) -> dict[tuple[int, int], str]:
    return {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text}


def found(data: bytes, path: str) -> dict[tuple[int, int], str]:
    (sheet,) = read_book(data, path=path).sheets
    return {(r, c): text for r, row in enumerate(sheet.texts.rows()) for c, text in enumerate(row) if text is not None}


@pytest.mark.parametrize("write", [shared_strings, inline_strings, xls, html, word])
@given(rows=TABLES)
@settings(max_examples=40, deadline=None)
def test_texts_come_back(write: Callable[[Rows], bytes], rows: Rows) -> None:
    assert found(write(rows), "台账") == expected(rows)


@given(rows=TABLES)
@settings(max_examples=60, deadline=None)
def test_texts_come_back_from_csv(rows: Rows) -> None:
    cells = found(delimited(rows), "台账.csv")
    assert {place: text for place, text in cells.items() if place[0] < len(rows)} == expected(rows)
