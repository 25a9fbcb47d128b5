"""The nouns of a 台账: what a file holds as it stands, and what we understood of it.

A *book* is a file opened (sheets of cell texts). A *ledger* is one table found in a sheet, its columns named
by a kind's fields, its cells typed, every row with its true place.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Literal

import polars as pl
from msgspec import Struct, field

from ledgers.sums import Sum

FieldType = Literal[
    "text", "code", "identity", "phone", "account", "choice", "flag",
    "count", "amount", "area", "number", "share", "day", "month", "year", "list",
]  # fmt: skip


class CellState(IntEnum):
    """What stands in a cell of a typed field; column `<field>__state` of a ledger's frame."""

    BLANK = 0
    VALUE = 1
    UNREADABLE = 2  # text where a number or a date belongs
    UNCALCULATED = 3  # a formula without a stored value
    MASKED = 4  # a value in our mask form: 已脱敏, not judged
    STANDING = 5  # a standing deadline such as 长期坚持
    DIGITS_LOST = 6  # a long number stored as a float: its last digits are gone


class Choice(Struct, frozen=True):
    """One allowed value of a `choice` field and the ways it is written."""

    value: str
    spellings: tuple[str, ...] = ()


class Field(Struct, frozen=True):
    """One field of a kind.

    `unit` is how a column is read when neither its header nor the title states a unit; whatever the unit, a typed
    amount is Int64 in 分, an area in 1/100 亩.
    """

    field: str
    name: str
    type: FieldType
    unit: str | None = None
    required: bool = False
    sensitive: bool = False
    spellings: tuple[str, ...] = ()
    year: Literal["before_last", "last", "this"] | None = None  # 前年 / 上年 / 本年 columns of one measure
    choices: tuple[Choice, ...] = ()
    open_list: bool = False
    stands_for: str | None = None  # the required field that this one may take the place of


class LedgerKind(Struct, frozen=True):
    """A kind of 台账: named once, never renamed."""

    kind: str
    name: str
    titles: tuple[str, ...]
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]  # business keys, best first
    ledger_tables: tuple[str, ...] = ()  # names under which policy texts and offices speak of it
    sums: tuple[Sum, ...] = ()  # which columns add up to which

    def field_named(self, name: str) -> Field:
        return next(f for f in self.fields if f.field == name)


class Location(Struct, frozen=True):
    """A place an official can go to. `row` is the true sheet row (1-based), `cell` in A1 notation."""

    path: str
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    page: int | None = None
    paragraph: int | None = None


class Fault(Struct, frozen=True):
    """Something wrong with the file itself, not with what it reports. `code` starts with LED."""

    code: str
    place: Location
    message: str
    suggestion: str
    observed: str | None = None
    expected: str | None = None
    field: str | None = None
    severity: Literal["error", "warning", "info"] = "error"
    cells: tuple[str, ...] = ()  # every cell, where one cause explains many; `place` is the first
    about: str | None = None  # what tells it from others of its code where the cell is no record's: 甲村小计


class Sheet(Struct, frozen=True):
    """One sheet as it stands.

    `texts` holds every cell as text, columns named "0", "1", … from column A, row i of the frame is sheet row
    i + 1, leading and inner blank rows kept, a blank cell is null. Numbers are in plain notation ("1234.5"), true
    dates as "2024-08-09" (with a time only when there is one), booleans TRUE / FALSE.
    Places are (row, column), both 0-based; merges are (top, left, bottom, right), inclusive.
    """

    name: str | None
    texts: pl.DataFrame
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    digits_lost: frozenset[tuple[int, int]] = frozenset()
    cell_errors: Mapping[tuple[int, int], str] = field(default_factory=dict)  # #REF!, #N/A …
    percent_cells: frozenset[tuple[int, int]] | None = None  # where known: cells shown as a percentage


class Book(Struct, frozen=True):
    """A file opened. `path` is as findings name it: relative to the argument's folder, with "/"."""

    path: str
    format: str  # xlsx, xls, csv, …
    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...] = ()


class Column(Struct, frozen=True):
    """How one column was understood."""

    field: str
    index: int  # 0-based column of the sheet
    letter: str
    header: str  # the header path as it stands, levels joined with "/"
    unit: str | None = None  # the unit the header or title states


class LeftOut(Struct, frozen=True):
    """A row of the table that is not a record, and why (合计行, 填表说明, 签字行 …)."""

    row: int  # 1-based sheet row
    why: str


class Aside(Struct, frozen=True):
    """What is written above a table or below it: the title, 填报单位, 填表说明."""

    cell: str
    text: str


class Ledger(Struct, frozen=True):
    """One table, understood.

    `frame` has for every field found: `<field>` (typed), for fields that are not text also `<field>__state`
    (CellState), for days also `<field>__last` (last day the text can mean) and `<field>__month` (year * 12 +
    month - 1); and `_row`, the true 1-based sheet row. `texts` has the same rows and the same field columns as the text stood,
    and `_row`. Rows left out are in neither.

    Typed values: text/code/identity/phone/account/choice/flag/list Utf8 (flag 是/否; a choice is the list's own word,
    or the text as it stands where the list has none such: a VALUE of which checks say what it means to them; null when
    blank or unreadable); count Int64; amount Int64 in 分; area and number Int64 in hundredths; share Int64 in millionths;
    day Int64 (datetime.date.toordinal()); month Int64 (year * 12 + month - 1); year Int64.
    """

    kind: LedgerKind
    path: str
    sheet: str | None
    title: str | None
    reporting_unit: str | None
    period_text: str | None  # 统计期间, 数据年度 … named above the table
    header_rows: tuple[int, ...]
    columns: Mapping[str, Column]
    unrecognised: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    frame: pl.DataFrame
    texts: pl.DataFrame
    totals: pl.DataFrame | None = None  # subtotal and total rows, typed like `frame`, for arithmetic checks
    faults: tuple[Fault, ...] = ()
    hidden_rows: frozenset[int] = frozenset()  # 1-based sheet rows of this table that are hidden
    filled_on_text: str | None = None  # 填报日期 as it stands above or below the table
    other_texts: pl.DataFrame | None = None  # columns no field claims, by letter, in the order of `unrecognised`
    inferred: Mapping[str, str] = field(default_factory=dict)  # fields without a column: where their values are from
    asides: tuple[Aside, ...] = ()  # above the header and below the records, as it stands there
