"""Faults of a table as a whole: columns missing or twice, units unsaid, rows hidden, names that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, Literal

import polars as pl

from ledgers.cells import cell_address, column_letter
from ledgers.faults import (
    COLUMN_REPEATED,
    EMPTY_TABLE,
    FAULT_CODES,
    HIDDEN,
    KEY_MISSING,
    REQUIRED_MISSING,
    TITLE_MISMATCH,
    UNIT_UNCLEAR,
)
from ledgers.matching import kinds_spoken_of
from ledgers.model import Fault, Field, Location
from ledgers.place_names import township_in, village_in_title, village_of_sheet
from ledgers.problems import FINGERPRINT_COLUMN
from ledgers.table import Table, year_in

_PLACE: Final = frozenset({"county", "township", "village"})
_COMMON: Final = _PLACE | {
    "group", "row_number", "householder", "householder_identity", "household_id", "household_size", "phone", "remark",
}  # fmt: skip


def table_faults(table: Table, frame: pl.DataFrame, hidden: frozenset[int]) -> Iterator[Fault]:
    """Every fault that is not one cell's."""
    if not frame.height:
        yield _fault(EMPTY_TABLE, table.at(table.region.header.bottom + 1), "表头之下没有数据。", "warning")
    yield from _missing_keys(table)
    yield from _missing_columns(table)
    yield from _repeated_columns(table)
    yield from _unclear_units(table)
    yield from _hidden(table, hidden)
    yield from _disagreeing_names(table)


def _fault(
    code: str,
    place: Location,
    message: str,
    severity: Literal["error", "warning", "info"],
    *,
    field: str | None = None,
    observed: str | None = None,
    expected: str | None = None,
    cells: tuple[str, ...] = (),
) -> Fault:
    return Fault(code, place, message, FAULT_CODES[code].suggestion, observed, expected, field, severity, cells)


def _missing_keys(table: Table) -> Iterator[Fault]:
    found = table.known
    if any(found.issuperset(key) for key in table.kind.keys):
        return
    named_place = any(set(key) - found <= _PLACE for key in table.kind.keys)
    ways = "、".join(" + ".join(table.kind.field_named(name).name for name in key) for key in table.kind.keys)
    place = table.at(table.region.header.bottom + 1)
    severity: Literal["error", "info"] = "info" if named_place else "error"
    yield _fault(KEY_MISSING, place, f"{table.kind.name}缺关键列，应有其一：{ways}。", severity, expected=ways)


def _missing_columns(table: Table) -> Iterator[Fault]:
    """One fault for all required columns that are missing; those every ledger has are told apart."""
    missing = [field for field in table.kind.fields if field.required and field.field not in table.known]
    own = "、".join(field.name for field in missing if field.field not in _COMMON)
    common = "、".join(field.name for field in missing if field.field in _COMMON)
    if not missing:
        return
    said = (f"缺必填列：{own}" if own else "", f"缺通用列：{common}" if common else "")
    message = f"{table.kind.name}{'；'.join(text for text in said if text)}。"
    place = table.at(table.region.header.bottom + 1)
    expected = "、".join(text for text in (own, common) if text)
    yield _fault(REQUIRED_MISSING, place, message, "warning" if own else "info", expected=expected)


def _repeated_columns(table: Table) -> Iterator[Fault]:
    given = {field.field: index for index, field in table.fields.items()}
    for index, field in table.assignment.repeated:
        first = given[field.field]
        same = table.region.headings[index].forms[:1] == table.region.headings[first].forms[:1]
        message = f"{table.column(index)}与{table.column(first)}都是“{field.name}”，按{column_letter(first)}列核查。"
        cells = tuple(cell_address(table.region.header.bottom + 1, column) for column in (first, index))
        severity: Literal["warning", "info"] = "warning" if same else "info"
        yield _fault(COLUMN_REPEATED, table.over(index), message, severity, field=field.field, cells=cells)


def _unclear_units(table: Table) -> Iterator[Fault]:
    for index, unit in table.units.items():
        if unit.conflicting:
            message = (
                f"{table.column(index)}表头写的单位是{unit.unit}，单位行写的是{unit.conflicting}，按{unit.unit}核查。"
            )
            yield _fault(UNIT_UNCLEAR, table.over(index), message, "warning", field=table.fields[index].field)
    for index in sorted(table.unclear_shares):
        message = f"{table.column(index)}写的是百分数，各行却都不大于1，看不出0.65是65%还是0.65%，这一列不核查。"
        yield _fault(UNIT_UNCLEAR, table.over(index), message, "info", field=table.fields[index].field)
    silent = [i for i, field in table.fields.items() if _needs_unit(field) and table.units[i].stated is None]
    if silent:
        units = "、".join(dict.fromkeys(table.units[i].unit or "元" for i in silent))
        names = "、".join(table.region.headings[i].text for i in silent)
        cells = tuple(cell_address(table.region.header.bottom + 1, i) for i in silent)
        message = f"{len(silent)}列没有写明单位，按{units}核查：{names}。"
        yield _fault(UNIT_UNCLEAR, table.over(silent[0]), message, "info", cells=cells, expected=units)


def _needs_unit(field: Field) -> bool:
    return field.type == "amount"


def _hidden(table: Table, hidden: frozenset[int]) -> Iterator[Fault]:
    if hidden:
        rows = sorted(hidden)
        message = f"有{len(rows)}行被隐藏(第{rows[0]}行起),仍按数据核查。"
        cells = tuple(f"A{row}" for row in rows)
        yield _fault(HIDDEN, table.at(rows[0]), message, "info", cells=cells)
    columns = [index for index in table.region.headings if index in table.sheet.hidden_columns]
    columns = [index for index in columns if table.region.headings[index].text != FINGERPRINT_COLUMN]  # hidden by us
    if columns:
        message = f"有{len(columns)}列被隐藏，仍按数据核查：{'、'.join(table.column(index) for index in columns)}。"
        cells = tuple(cell_address(table.region.header.bottom + 1, index) for index in columns)
        yield _fault(HIDDEN, table.over(columns[0]), message, "info", cells=cells)


def _fills_the_book(table: Table) -> bool:
    """No other sheet holds text: a file of several ledgers cannot be named after each."""
    others = (sheet.texts for sheet in table.book.sheets if sheet is not table.sheet)
    return all(texts[name].null_count() == texts.height for texts in others for name in texts.columns)


def _disagreeing_names(table: Table) -> Iterator[Fault]:
    """The title against the columns, the file's name against the title: by kind, by place, else by year."""
    title, name = table.region.title or "", PurePosixPath(table.book.path).stem
    titled = kinds_spoken_of(table.words, title)
    place = table.at(max(1, table.region.header.top), 0)
    if titled and table.kind.kind not in titled:
        other = "、".join(sorted(table.words.kinds[kind].name for kind in titled))
        message = f"标题是“{title}”，表中的列却是{table.kind.name}。"
        yield _fault(TITLE_MISMATCH, place, message, "warning", observed=title, expected=other)
    if other_name := _filed_otherwise(table, title, name, titled):
        yield _fault(TITLE_MISMATCH, place, other_name, "warning", observed=name, expected=title)


def _other_village(table: Table, title: str, name: str) -> str | None:
    """The file is named after one village, the title or every row names others."""
    filed = village_in_title(name) or village_of_sheet(name)
    if filed is None or not _fills_the_book(table):
        return None
    if (titled := village_in_title(title)) and not _same_village(titled, filed):
        return f"文件名写的是{filed}，标题写的却是{titled}。"
    index = next((index for index, field in table.fields.items() if field.field == "village"), None)
    texts = [] if index is None else table.rows.body[str(index)].filter(table.rows.records).drop_nulls().unique(maintain_order=True).to_list()
    if texts and not any(_same_village(text, filed) for text in texts):
        return f"文件名写的是{filed}，表中的村却是{'、'.join(texts[:3])}{'等' if len(texts) > 3 else ''}。"
    return None


def _same_village(one: str, other: str) -> bool:
    """新田镇甲村, 甲村委会 and 甲村 are one."""
    bare = [re.sub("(?:村民委员会|村委会|居委会|社区|村)$", "", "".join(name.split())) for name in (one, other)]
    return bare[0].endswith(bare[1]) or bare[1].endswith(bare[0])


def _filed_otherwise(table: Table, title: str, name: str, titled: frozenset[str]) -> str | None:
    filed = kinds_spoken_of(table.words, name)
    if titled and filed and not titled & filed and _fills_the_book(table):
        return f"文件名是“{name}”，标题却是“{title}”。"
    if other_village := _other_village(table, title, name):
        return other_village
    of_file, of_title = township_in(name), township_in(title) or township_in(table.region.reporting_unit)
    if of_file and of_title and of_file != of_title:
        return f"文件名写的是{of_file}，表中写的却是{of_title}。"
    if (year := year_in(name)) and (titled_year := year_in(title)) and year != titled_year:
        return f"文件名的年份是{year}，标题的年份是{titled_year}。"
    return None
