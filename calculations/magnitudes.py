"""How large figures are beside their peers', in steps of 1, 2, 5: what a unit mixed up (元, 万元) moves by whole powers of ten."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

_STEPS = tuple(digit * 10**power for power in range(15) for digit in (1, 2, 5))
_BY_TIMES = ((11, 10_000), (8, 1_000), (5, 100), (3, 10))  # three steps are a power of ten; one is left to chance
_PEERS = 5  # fewer say nothing of what is usual


def out_of_scale(
    frame: nw.LazyFrame[IntoLazyFrameT], field: str, per: Sequence[str], *, times: int, alike: bool
) -> nw.LazyFrame[IntoLazyFrameT]:
    """Groups whose middle figure lies powers of ten away from that of all groups.

    Args:
        frame: the records; figures that are blank or not above zero are left out.
        field: the figure.
        per: what makes a group (a village, a record).
        times: how far apart at least, 10 to 10,000.
        alike: only where eight in ten groups are of one size, so that ten times is no chance.

    Returns:
        `per`, `own` and `usual`, a figure of the group and one of all groups, and `times`, the power of ten between.
    """
    known = frame.filter(nw.col(field) > 0)
    sized = known.select(*per, nw.col(field).alias("figure"), _size(field).alias("size"))
    groups = _middle(sized, per).select(*per, "size", nw.col("figure").alias("own"))
    everywhere = groups.select(nw.lit(1).alias("_all"), "size", nw.col("own").alias("figure"))
    usual = _middle(everywhere, ["_all"]).select(nw.col("size").alias("usual_size"), nw.col("figure").alias("usual"))
    beside = groups.join(usual, how="cross").with_columns((nw.col("size") - nw.col("usual_size")).abs().alias("steps"))
    near = (nw.col("steps") <= 1).cast(nw.Int64)
    counted = beside.select(near.alias("near"), nw.lit(1).alias("one")).select(
        nw.col("near").sum(), nw.col("one").sum().alias("groups")
    )
    enough = counted.filter(
        (nw.col("groups") >= _PEERS) & (nw.col("near") * 10 >= nw.col("groups") * (8 if alike else 5))
    )
    return (
        beside.join(enough.select("groups"), how="cross")
        .with_columns(_times().alias("times"))
        .filter(nw.col("times") >= times)
        .select(*per, "own", "usual", "times")
    )


def _size(field: str) -> nw.Expr:
    reached: list[nw.Expr] = [(nw.col(field) >= step).cast(nw.Int64) for step in _STEPS]
    return reduce(lambda left, right: left + right, reached)


def _middle(sized: nw.LazyFrame[IntoLazyFrameT], keys: Sequence[str]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row a key: the size that half of its figures do not exceed, and the least figure of that size."""
    counts = sized.group_by(*keys, "size").agg(nw.len().alias("n"), nw.col("figure").min())
    others = counts.select(*keys, nw.col("size").alias("other"), nw.col("n").alias("others"))
    below = nw.when(nw.col("other") <= nw.col("size")).then(nw.col("others")).otherwise(0)
    running = (
        counts.join(others, on=list(keys), how="inner")
        .with_columns(below.alias("below"))
        .group_by(*keys, "size", "figure")
        .agg(nw.col("below").sum(), nw.col("others").sum())
    )
    half = running.filter(nw.col("below") * 2 >= nw.col("others"))
    first = half.group_by(*keys).agg(nw.col("size").min())
    return half.join(first, on=[*keys, "size"], how="inner").select(*keys, "size", "figure")


def _times() -> nw.Expr:
    found = nw.lit(1)
    for steps, times in reversed(_BY_TIMES):
        found = nw.when(nw.col("steps") >= steps).then(nw.lit(times)).otherwise(found)
    return found
