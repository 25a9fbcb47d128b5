"""One ledger against another: the answer of a check that holds a column to what another ledger says of the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
from msgspec import Struct

from calculations.agreement import readable, said_of
from checks.model import Frames, Printed, Records
from checks.shapes import says

_GONE = "死亡|去世|已故|迁出|销户|注销"


class Other(Struct, frozen=True):
    """The ledger another is held against: its records, what people call it, and its own name of the column."""

    records: Records
    name: str
    field: str
    value: nw.Expr | None = None  # what it says, where that is not simply the field


def differing(
    mine: Records,
    other: Other,
    *,
    on: Sequence[str],
    field: str,
    says: str,
    suggestion: str,
    printed: Printed = "文",
    beyond: int = 0,
    only: nw.Expr | None = None,
    breach: nw.Expr | None = None,
) -> Frames:
    """Records of which the other ledger says something else; those it says nothing of, or two things, are left alone.

    Args:
        mine: the ledger whose cell the finding points at.
        other: what it is held against.
        on: the key both have.
        field: the column of `mine`.
        says: what people call the column.
        suggestion: what to do.
        printed: how `other` prints; a text unless it is a number.
        beyond: how far numbers may lie apart.
        only: which records of `mine` are looked at at all.
        breach: what counts as a contradiction of `field` and `other`, where that is not being different.
    """
    theirs = said_of(other.records.frame, on, nw.col(other.field) if other.value is None else other.value)
    rows = readable(mine.frame, *on)
    joined = (rows if only is None else rows.filter(only)).join(theirs, on=list(on), how="inner")
    stated = joined.filter(~nw.col(field).is_null())
    if breach is None:
        apart = (
            (nw.col(field) - nw.col("other")).abs() > beyond if printed != "文" else nw.col("other") == nw.col(field)
        )
        breach = apart if printed != "文" else ~apart
    return Frames(
        frame=stated.filter(breach).select("_ledger", "_row", "other", "there"),
        unknown=joined.filter(nw.col(field).is_null()).select("_ledger", "_row"),
        because=f"{says}空缺或无法识别",
        field=field,
        elsewhere=other.field,
        message=f"{says}填{{{field}}}，{other.name}（{{there}}）为{{other}}",
        expected=f"与{other.name}一致，或说明不一致的原因",
        suggestion=suggestion,
        shown={"other": printed, "there": "处"},
    )


def staying(records: Records) -> nw.Expr:
    """No remark says that the person has died or moved away."""
    return ~says("remark", _GONE) if "remark" in records.fields else ~nw.col("_row").is_null()
