"""Sheets read by calamine cell by cell, typed: xls, xlsb and ods, whose insides are not XML one can search."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

import python_calamine

from ledgers.model import Sheet
from ledgers.readers.cell_texts import frame_of_rows
from ledgers.readers.content import Content, Reading
from ledgers.readers.refusals import UnreadableError, unreadable, values_only
from ledgers.readers.sheet_xml import reliable_digits

CellValue = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
_LONG: float = 1e15


def read(content: Content) -> Reading:
    """A format of which calamine tells all that we know: xlsb, and xls from before Excel 97."""
    sheets, faults = values(content)
    what = "Excel 二进制工作簿（xlsb）" if content.data.startswith(b"PK") else "旧版 Excel 工作簿"
    return sheets, (*faults, values_only(content.path, what)) if sheets else faults


def values(content: Content) -> Reading:
    """The sheets' cells, merges and names."""
    workbook = opened(content.data)
    sheets: list[Sheet] = []
    faults = []
    for index, metadata in enumerate(workbook.sheets_metadata):
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheets.append(_sheet(workbook, index, metadata))
        except UnreadableError as refusal:
            faults.append(unreadable(content.path, refusal.message, refusal.suggestion, sheet=metadata.name))
    return tuple(sheets), tuple(faults)


def opened(data: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the Rust reader is not an Exception
        raise UnreadableError("工作簿已损坏") from error


def _sheet(workbook: python_calamine.CalamineWorkbook, index: int, metadata: python_calamine.SheetMetadata) -> Sheet:
    try:
        sheet = workbook.get_sheet_by_index(index)
        rows = sheet.to_python(skip_empty_area=False)
        merges = sheet.merged_cell_ranges or []
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the Rust reader is not an Exception
        raise UnreadableError("工作表内容已损坏") from error
    return Sheet(
        name=metadata.name,
        texts=frame_of_rows([shown(value) for value in row] for row in rows),
        merges=tuple((*first, *last) for first, last in merges),
        hidden=metadata.visible != python_calamine.SheetVisibleEnum.Visible,
        digits_lost=frozenset(_long_numbers(rows)),
    )


def _long_numbers(rows: list[list[CellValue]]) -> Iterator[tuple[int, int]]:
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if _is_long(value):
                yield row, column


def _is_long(value: CellValue) -> bool:
    return isinstance(value, (int, float)) and abs(value) >= _LONG


def shown(value: CellValue) -> str:
    """A value as text, the way the xlsx reader gives it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return reliable_digits(str(value)) if _is_long(value) else _plain(value)
    if isinstance(value, dt.datetime):
        text = value.isoformat(" ", "milliseconds" if value.microsecond else "seconds")
        return text.removesuffix(" 00:00:00")
    return _duration(value) if isinstance(value, dt.timedelta) else value.isoformat()


def shown_number(text: str) -> str:
    """A number as a file's markup has it."""
    try:
        return shown(float(text))
    except ValueError:
        return text


def _plain(number: float) -> str:
    """Nine decimals, so that the noise of binary fractions does not show."""
    text = f"{Decimal(repr(number)):.9f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _duration(value: dt.timedelta) -> str:
    seconds = int(value.total_seconds())
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
