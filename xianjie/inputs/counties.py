"""A ledger of several counties taken apart: each county's records are judged by what holds there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl
from msgspec.structs import replace

from values.divisions import Division

if TYPE_CHECKING:
    from ledgers.model import Ledger

County = str | None  # as it stands in the column


def by_county(ledger: Ledger, known: Callable[[str], Division | None]) -> list[tuple[Ledger, Division | None]]:
    """The ledger's records county by county; those whose county is blank or not known come last, with none.

    A ledger whose county column names fewer than two counties is left whole, with none.
    """
    heights = _heights(ledger)
    if len(heights) < 2:
        return [(ledger, None)]
    named: dict[Division | None, list[County]] = {}
    for county in heights:
        named.setdefault(known(county.strip()) if county else None, []).append(county)
    if len(named.keys() - {None}) < 2:
        return [(ledger, None)]
    places = [*(place for place in named if place is not None), *(place for place in named if place is None)]
    return [(_part(ledger, named[place], heights), place) for place in places]


def _heights(ledger: Ledger) -> Mapping[County, int]:
    """How many records each value of the county column has, in the order they first occur; nothing without the column."""
    from ledgers.columnar.model import StoredLedger
    from ledgers.columnar.typed import own_in_polars

    if "county" not in ledger.columns:
        return {}
    if not isinstance(ledger, StoredLedger):
        values = ledger.frame.lazy().select("county")
    elif "county" in ledger.places:
        return {}
    else:
        values = own_in_polars(ledger.records, ["county"]).select("county")
    counted = values.with_row_index("at").group_by("county").agg(pl.len(), pl.col("at").min())
    found = counted.sort("at").collect(engine="streaming")
    return dict(found.select("county", "len").iter_rows())


def _part(ledger: Ledger, counties: Sequence[County], heights: Mapping[County, int]) -> Ledger:
    from ledgers.columnar.model import StoredLedger

    if isinstance(ledger, StoredLedger):
        height = sum(heights[county] for county in counties)
        return replace(ledger, counties=tuple(counties), height=height, places={})
    frame = ledger.frame.filter(pl.col("county").is_in(list(counties), nulls_equal=True))
    return replace(ledger, frame=frame, texts=ledger.texts.join(frame.select("_row"), on="_row", how="semi"))
