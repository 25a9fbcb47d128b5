"""A ledger whose records stay in their files, and what is known of each of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import polars as pl
from msgspec import Struct
from msgspec import field as struct_field

from ledgers.model import Field, Ledger

Physical = Literal["text", "whole", "fraction", "day", "moment", "truth", "other"]
ROW = "_row"


class StoredColumn(Struct, frozen=True):
    """A field's column in the files.

    `power` is the power of ten that leads from a number to the whole number kept. `odd` holds every distinct value that
    is not in its type's plain form, with what it was read as: key, value, state and for days last and month.
    `long` says that numbers too long for a float stand in it, their last digits lost.
    """

    field: Field
    name: str
    physical: Physical
    power: int
    odd: pl.DataFrame
    long: bool = False


def physical_of(dtype: pl.DataType) -> Physical:
    """The form of a column's values."""
    if dtype == pl.Boolean:
        return "truth"
    if dtype.is_integer():
        return "whole"
    if dtype.is_float() or dtype.is_decimal():
        return "fraction"
    if dtype == pl.Date:
        return "day"
    return "moment" if isinstance(dtype, pl.Datetime) else "text" if dtype in TEXTUAL else "other"


TEXTUAL = (pl.String, pl.Categorical, pl.Enum)


def physical_values(column: pl.Expr, dtype: pl.DataType, physical: Physical) -> pl.Expr:
    """The values as every engine is given them; of a moment its day, with a float that is no number left blank."""
    if physical == "fraction":
        return column.cast(pl.Float64).fill_nan(None)
    if physical == "whole":
        return column.cast(pl.Int64)
    if physical == "moment":
        return column.dt.date()
    return column if dtype == pl.String or physical in {"day", "truth"} else column.cast(pl.String)


class Store(Struct, frozen=True):
    """The files (of one table, in order), how many records each holds, and the columns by field.

    `numbered` files bear a column `_row` of their own; in others a record's row is its 0-based index in the whole.
    """

    files: tuple[Path, ...]
    heights: tuple[int, ...]
    columns: Mapping[str, StoredColumn]
    numbered: bool = False

    @property
    def height(self) -> int:
        return sum(self.heights)

    def scanned(self) -> pl.LazyFrame:
        """The files as they are, with `_row`."""
        if self.numbered:
            return pl.scan_parquet(list(self.files), glob=False)
        frame = pl.scan_parquet(list(self.files), glob=False, row_index_name=ROW)
        return frame.with_columns(pl.col(ROW).cast(pl.Int64))


NOTHING = Store((), (), {})


class StoredLedger(Ledger, frozen=True):
    """A ledger of which `frame` and `texts` hold only the records that a file fault names; the rest stays in `records`.

    `places` are the place fields (county, township, village) that hold one value throughout. `counties`, where it is not
    null, are the values of the county column (null for a blank) of the `height` records that are meant, of all in the files.
    """

    records: Store = NOTHING
    places: Mapping[str, str] = struct_field(default_factory=dict)
    counties: tuple[str | None, ...] | None = None
    height: int | None = None


def of_one_table(ledgers: Mapping[int, StoredLedger]) -> list[list[int]]:
    """Which of the ledgers are counties of one table, so that its files need be read only once for all of them."""
    found: dict[object, list[int]] = {}
    for index, ledger in ledgers.items():
        found.setdefault(index if ledger.counties is None else ledger.records.files, []).append(index)
    return list(found.values())


def height_of(ledger: Ledger) -> int:
    """How many records a ledger has."""
    if not isinstance(ledger, StoredLedger):
        return ledger.frame.height
    return ledger.records.height if ledger.height is None else ledger.height
