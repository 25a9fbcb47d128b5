"""Frames of cell texts: columns "0", "1", … from column A, rows from row 1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Final

import polars as pl

Position = tuple[int, int]

_POWER: Final = r"^-?\d(?:\.\d+)?[eE]\+?(?:1[5-9]|[2-9]\d)$"


def frame_of_rows(rows: Iterable[Sequence[str | None]]) -> pl.DataFrame:
    """Rows of unequal length; blank texts become null."""
    columns = list(zip_longest(*rows))
    return pl.DataFrame(
        {str(index): pl.Series(values, dtype=pl.String) for index, values in enumerate(columns)}
    ).with_columns(blank_as_null())


def blank_as_null() -> pl.Expr:
    return pl.when(pl.all() != "").then(pl.all())


def nothing(rows: int, columns: int) -> pl.DataFrame:
    if not rows:
        return pl.DataFrame(schema={str(index): pl.String for index in range(columns)})
    return pl.select(pl.repeat(None, rows, dtype=pl.String).alias(str(index)) for index in range(columns))


def widened(frame: pl.DataFrame, rows: int, columns: int) -> pl.DataFrame:
    """The frame with null rows and columns added up to the size."""
    if not frame.width:
        return nothing(rows, columns)
    if rows <= frame.height and columns <= frame.width:
        return frame
    if rows > frame.height:
        frame = pl.concat([frame, nothing(rows - frame.height, frame.width)])
    return frame.with_columns(nothing(frame.height, columns).select(map(str, range(frame.width, columns))))


def overwritten(frame: pl.DataFrame, texts: Mapping[Position, str]) -> pl.DataFrame:
    """The frame with other texts at some places, widened where they lie outside."""
    if not texts:
        return frame
    frame = widened(frame, 1 + max(row for row, _ in texts), 1 + max(column for _, column in texts))
    by_column: dict[int, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for (row, column), text in texts.items():
        by_column[column][0].append(row)
        by_column[column][1].append(text)
    replaced = [frame[str(c)].clone().scatter(rows, values) for c, (rows, values) in by_column.items()]
    return frame.with_columns(replaced)


def long_powers(frame: pl.DataFrame) -> frozenset[Position]:
    """Long numbers that a spreadsheet wrote as 5.20113E+17 when it saved them as text."""
    return frozenset(
        (row, column)
        for column, series in enumerate(frame.iter_columns())
        for row in series.str.contains(_POWER).arg_true()
    )
