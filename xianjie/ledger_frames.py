"""Ledgers as pandas frames: typed columns, the texts as they stood, and the cell every value stands in."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import polars as pl
from msgspec import Struct

from ledgers.column_forms import field_header
from ledgers.headings import AREA_UNITS, MONEY_UNITS
from ledgers.model import Fault, Field, Ledger, Location
from ledgers.readers import collect_files
from ledgers.readers.processes import Progress
from ledgers.reading import LedgerReader, read_many

if TYPE_CHECKING:
    import pandas as pd

Names = Literal["chinese", "english"]
_UNIX_EPOCH_ORDINAL: Final = 719_163
_WHOLE: Final = frozenset({"count", "year"})
_HUNDREDTHS: Final = 2
_SHARE_POWER: Final = 4


class UnreadInputWarning(UserWarning):
    """A file or sheet gave no ledger; the message is Chinese and says why."""


class LedgerFrame(Struct, frozen=True, dict=True):
    """One ledger of a file. Row i of `frame`, `texts` and `places` is one record; all three have the same columns.

    In `frame` amounts are in the field's own unit (named in Chinese column names), shares in percent, days are
    datetime64 where the text names one day, 是/否 are booleans, numbers nullable; what cannot be read is missing there
    and stands in `texts`.
    """

    ledger: Ledger
    names: Names = "chinese"

    @property
    def kind(self) -> str:
        """The kind's English name."""
        return self.ledger.kind.kind

    @property
    def path(self) -> str:
        """The file, as findings name it."""
        return self.ledger.path

    @property
    def sheet(self) -> str | None:
        """The sheet; None for csv."""
        return self.ledger.sheet

    @property
    def title(self) -> str | None:
        """The title above the table."""
        return self.ledger.title

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the table itself: columns missing, cells unreadable …, each with its place."""
        return self.ledger.faults

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """Field names by column name; columns of no field are not among them."""
        return {self._name(field): field.field for field in self._fields}

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The records, typed."""
        import pandas as pd

        columns = {self._name(field): _typed(field, self.ledger.frame) for field in self._fields}
        return pd.DataFrame(columns | {name: _texts(column) for name, _, column in self._others()})

    @cached_property
    def texts(self) -> pd.DataFrame:
        """The records as the texts stood."""
        import pandas as pd

        columns = {self._name(field): _texts(self.ledger.texts[field.field]) for field in self._fields}
        return pd.DataFrame(columns | {name: _texts(column) for name, _, column in self._others()})

    @cached_property
    def places(self) -> pd.DataFrame:
        """The cell of every value, in A1 notation."""
        import pandas as pd

        rows = self.ledger.frame["_row"].to_list()
        letters = {self._name(field): self.ledger.columns[field.field].letter for field in self._fields}
        letters |= {name: letter for name, letter, _ in self._others()}
        return pd.DataFrame(
            {name: [f"{letter}{row}" for row in rows] for name, letter in letters.items()}, dtype="string"
        )

    def place(self, row: int, column: str) -> Location:
        """File, sheet, cell and sheet row of the value in row `row` (from 0) of a column."""
        number = self.ledger.frame["_row"][row]
        return Location(self.path, self.sheet, str(self.places[column].iloc[row]), number)

    @property
    def _fields(self) -> list[Field]:
        return [self.ledger.kind.field_named(name) for name in self.ledger.columns]

    def _name(self, field: Field) -> str:
        return field.field if self.names == "english" else field_header(field)

    def _others(self) -> Iterator[tuple[str, str, pl.Series]]:
        """Name, letter and texts of the columns no field claims; a name that is taken gets its letter."""
        taken = {self._name(field) for field in self._fields}
        columns = [] if self.ledger.other_texts is None else self.ledger.other_texts.get_columns()
        for header, column in zip(self.ledger.unrecognised, columns, strict=True):
            name = f"{header}（{column.name}列）" if header in taken else header
            taken.add(name)
            yield name, column.name, column


def read_ledgers(
    paths: Path | str | Iterable[Path | str],
    *,
    names: Names = "chinese",
    password: str | None = None,
    headers: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress | None = None,
) -> list[LedgerFrame]:
    """The ledgers in files, folders and zip archives, in a stable order; many files on several processes.

    A file or sheet without a ledger is told by an UnreadInputWarning, never by an exception. `progress` is told after
    every file how many of how many are done.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    reader = LedgerReader(password, headers)
    found: list[LedgerFrame] = []
    for read in read_many(reader.read, collect_files(Path(path) for path in given), progress=progress):
        found += [LedgerFrame(ledger, names) for ledger in reader.with_own_kinds(read.ledgers)]
        for fault in (*read.book.faults, *read.faults):
            if fault.severity != "info":
                _warn(fault)
    return found


def _warn(fault: Fault) -> None:
    where = f"{fault.place.path}{f'（{fault.place.sheet}）' if fault.place.sheet else ''}"
    warnings.warn(f"{where}：{fault.message}", UnreadInputWarning, stacklevel=3)


def _texts(column: pl.Series) -> Any:
    import pandas as pd

    return pd.array(column.to_list(), dtype="string")


def _typed(field: Field, frame: pl.DataFrame) -> Any:
    import pandas as pd

    values = frame[field.field].to_list()
    if field.type in _WHOLE:
        return pd.array(values, dtype="Int64")
    if (power := _power(field)) is not None:
        return pd.array([None if v is None else float(Decimal(v).scaleb(-power)) for v in values], dtype="Float64")
    if field.type == "flag":
        return pd.array([None if v is None else v == "是" for v in values], dtype="boolean")
    if field.type == "day":
        return _days(values, frame[f"{field.field}__last"].to_list())
    if field.type == "month":
        return pd.array([None if v is None else _month(v) for v in values], dtype="string")
    return pd.array(values, dtype="string")


def _power(field: Field) -> int | None:
    """The power of ten from what a ledger keeps to the field's unit."""
    if field.type == "amount":
        return MONEY_UNITS.get(field.unit or "", MONEY_UNITS["元"])
    if field.type == "area":
        return AREA_UNITS.get(field.unit or "", AREA_UNITS["亩"])
    return {"share": _SHARE_POWER, "number": _HUNDREDTHS}.get(field.type)


def _days(firsts: list[int | None], lasts: list[int | None]) -> Any:
    """Days that are known to the day; 2024年7月 is none."""
    import pandas as pd

    exact = [first if first == last else None for first, last in zip(firsts, lasts, strict=True)]
    return pd.to_datetime(
        pd.Series([None if day is None else day - _UNIX_EPOCH_ORDINAL for day in exact], dtype="Int64"), unit="D"
    ).array


def _month(index: int) -> str:
    return f"{index // 12}-{index % 12 + 1:02}"


__all__ = ["LedgerFrame", "UnreadInputWarning", "read_ledgers"]
