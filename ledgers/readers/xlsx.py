"""xlsx and xlsm: values by fastexcel, everything else by one light pass over the XML of each sheet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Final
from xml.etree import ElementTree as ET

import fastexcel
import polars as pl
from msgspec import Struct

from ledgers.model import Fault, Sheet
from ledgers.readers.cell_texts import blank_as_null, nothing, overwritten, widened
from ledgers.readers.content import Content, Reading
from ledgers.readers.number_formats import CellFormats, read_cell_formats, with_western_dates
from ledgers.readers.package import Package, PackageError, open_package
from ledgers.readers.refusals import UnreadableError, unreadable
from ledgers.readers.repackaging import repackage
from ledgers.readers.sheet_form import canonical, is_usual, too_sparse
from ledgers.readers.sheet_xml import SheetMarks, scan_sheet
from ledgers.readers.shown_dates import midnight_strings, midnight_texts, shown_dates
from ledgers.readers.workbook_parts import SheetPart, shared_strings_part, sheet_parts, styles_part

_SPARSE: Final = "工作表范围异常：最右或最下方有孤立的单元格"
_LARGE: Final = 4_000_000  # bytes of sheet XML below which a thread costs more than it saves
_LARGE_PACKAGE: Final = 1_000_000
_CLEAR_STRAY: Final = "请删除数据区域以外多余的行、列后重新保存"


class _Workbook(Struct, frozen=True):
    """What the reading of one sheet needs of the others."""

    package: Package
    formats: CellFormats
    values: Callable[[], fastexcel.ExcelReader]
    midnight_strings: frozenset[bytes]


def read(content: Content) -> Reading:
    workbook, parts = _open(open_package(content.data))
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for part in parts:
        try:
            sheets.append(_read_sheet(workbook, part))
        except (UnreadableError, PackageError) as refusal:
            suggestion = {"suggestion": refusal.suggestion} if isinstance(refusal, UnreadableError) else {}
            faults.append(unreadable(content.path, str(refusal), sheet=part.name, **suggestion))
    return tuple(sheets), tuple(faults)


def _open(package: Package) -> tuple[_Workbook, list[SheetPart]]:
    try:
        parts = sheet_parts(package)
    except (ET.ParseError, KeyError) as error:
        raise UnreadableError("工作簿目录缺失或已损坏") from error
    formats, data = _formats(package)
    values = _value_reader(data)
    shared = shared_strings_part(package)
    midnights = midnight_strings(package.read(shared)) if shared else frozenset()
    return _Workbook(package, formats, values, midnights), parts


def _formats(package: Package) -> tuple[CellFormats, bytes]:
    """The formats, and the package as the value reader understands it."""
    name = styles_part(package)
    if name is None:
        return CellFormats(), package.data
    styles = package.read(name)
    formats = read_cell_formats(styles)
    return formats, repackage(package, {name: with_western_dates(styles)}) if formats.east_asian_dates else package.data


def _value_reader(data: bytes) -> Callable[[], fastexcel.ExcelReader]:
    """The reader when it is asked for; of a large workbook it is made meanwhile, outside the interpreter's lock."""
    if len(data) < _LARGE_PACKAGE:
        return cache(partial(_opened, data))
    pool = ThreadPoolExecutor(1)
    values = pool.submit(_opened, data).result
    pool.shutdown(wait=False)
    return values


def _opened(data: bytes) -> fastexcel.ExcelReader:
    try:
        return fastexcel.read_excel(data)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the Rust reader is not an Exception
        raise UnreadableError("工作簿已损坏") from error


def _read_sheet(workbook: _Workbook, part: SheetPart) -> Sheet:
    if part.member not in workbook.package:
        raise UnreadableError("工作表内容缺失")
    xml = workbook.package.read(part.member)
    if not is_usual(xml):
        xml = canonical(xml)
        if too_sparse(xml):
            raise UnreadableError(_SPARSE, _CLEAR_STRAY)
    texts, marks = _texts_and_marks(workbook, part, xml)
    texts = shown_dates(texts, midnight_texts(xml, workbook.midnight_strings), marks.months)
    texts = overwritten(texts, {**marks.long_numbers, **marks.cell_errors, **marks.booleans})
    return _assemble(part, texts, marks)


def _texts_and_marks(workbook: _Workbook, part: SheetPart, xml: bytes) -> tuple[pl.DataFrame, SheetMarks]:
    """Values and marks; of a large sheet side by side, as the value reader runs outside the interpreter's lock."""
    if len(xml) < _LARGE:
        return _values(workbook.values, part.name), scan_sheet(xml, workbook.formats)
    with ThreadPoolExecutor(1) as pool:
        values = pool.submit(_values, workbook.values, part.name)
        marks = scan_sheet(xml, workbook.formats)
        return values.result(), marks


def _assemble(part: SheetPart, texts: pl.DataFrame, marks: SheetMarks) -> Sheet:
    rows = 1 + max((row for row, _ in marks.uncalculated), default=-1)
    columns = 1 + max((column for _, column in marks.uncalculated), default=-1)
    return Sheet(
        name=part.name,
        texts=widened(texts, rows, columns),
        merges=marks.merges,
        hidden=part.hidden,
        hidden_rows=marks.hidden_rows,
        hidden_columns=marks.hidden_columns,
        uncalculated=marks.uncalculated,
        digits_lost=frozenset(marks.long_numbers),
        cell_errors=marks.cell_errors,
        percent_cells=marks.percents,
    )


def _values(reader: Callable[[], fastexcel.ExcelReader], name: str) -> pl.DataFrame:
    try:
        sheet = reader().load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        frame = sheet.to_polars()
    except (KeyboardInterrupt, SystemExit, UnreadableError):
        raise
    except BaseException as error:  # a panic of the Rust reader is not an Exception
        raise UnreadableError("工作表内容已损坏") from error
    columns = [column.absolute_index for column in sheet.selected_columns]
    if not columns:
        return nothing(0, 0)
    return _from_column_a(frame, columns)


def _from_column_a(frame: pl.DataFrame, columns: list[int]) -> pl.DataFrame:
    """The reader drops blank leading columns; here they come back."""
    frame.columns = [str(index) for index in columns]
    names = [str(index) for index in range(columns[-1] + 1)]
    leading = [pl.lit(None, pl.String).alias(name) for name in names if name not in frame.columns]
    return frame.with_columns(leading).select(names).with_columns(blank_as_null())
