"""产业基地 and 经营主体 counted by village and township: a base several villages share counts for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from values.expressions import expression

_SEPARATORS = r"[、,，;；/|\s()（）:：及和]"
_ENDINGS = expression("(?:村民委员会|居民委员会|村委会|居委会|行政村|社区|村)$")


def names_village(field: str, village: str) -> nw.Expr:
    """A list of villages names this one, as a whole name: 新村 is not named by 创新村; 示范 stands for 示范村."""
    stem = re.escape(_ENDINGS.sub("", village) or village)
    pattern = f"(?:^|{_SEPARATORS}){stem}(?:村|社区|行政村)?(?:村民?委员?会|居民?委员?会)?(?:$|{_SEPARATORS})"
    return nw.col(field).str.contains(pattern).fill_null(False)  # noqa: FBT003 - narwhals' own signature


def bases_of_villages(
    bases: nw.LazyFrame[IntoLazyFrameT], villages: Iterable[str], *, shared: bool
) -> nw.LazyFrame[IntoLazyFrameT] | None:
    """Columns `village` (as asked) and `base`: each base that lies in a village or, with `shared`, also covers it.

    None where no village is asked for.
    """
    found = []
    for village in sorted(set(villages)):
        covers = names_village("village", village)
        if shared:
            covers = covers | names_village("covered_villages", village)
        found.append(bases.filter(covers).select("base").with_columns(nw.lit(village).alias("village")))
    return nw.concat(found).unique() if found else None


def entities_by_township(entities: nw.LazyFrame[IntoLazyFrameT], name: str) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row a township: `<name>_count` (distinct entities), `<name>_led` (households they lead), `<name>_unread`."""
    led = nw.col("households_led")
    rows = entities.filter(~nw.col("township").is_null() & ~nw.col("entity").is_null()).select(
        "township", "entity", led.alias("_led"), led.is_null().cast(nw.Int64).alias("_unread")
    )
    each = rows.group_by("township", "entity").agg(nw.col("_led").max(), nw.col("_unread").max())
    totals = each.group_by("township").agg(
        nw.len().alias(f"{name}_count"),
        nw.col("_led").sum().alias(f"{name}_led"),
        nw.col("_unread").sum().alias(f"{name}_unread"),
    )
    return totals.with_columns(nw.col(f"{name}_count").cast(nw.Int64))
