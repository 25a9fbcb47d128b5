"""Records picked and told by their words: which row of a group to point at, which texts mention something."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw
from narwhals.typing import IntoLazyFrameT


def says(present: Iterable[str], pattern: str, *fields: str) -> nw.Expr:
    """Any of the text fields that are present mentions the pattern; a blank one does not."""
    found = nw.lit(value=False)
    for field in fields:
        if field in present:
            found = found | nw.col(field).str.contains(pattern).fill_null(False)  # noqa: FBT003 - narwhals' signature
    return found


def first_records(frame: nw.LazyFrame[IntoLazyFrameT], *by: str) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row a group: the columns `by`, and `_ledger` and `_row` of its first record."""
    ledgers = frame.group_by(*by).agg(nw.col("_ledger").min())
    return (
        frame.select("_ledger", "_row", *by)
        .join(ledgers, on=[*by, "_ledger"], how="inner")
        .group_by(*by, "_ledger")
        .agg(nw.col("_row").min())
    )
