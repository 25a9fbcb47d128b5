"""Who belongs on a roster: households one ledger has and another lacks, and those in the lowest share of incomes."""

from __future__ import annotations

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.recurring import identified
from values.shares import Share

_BUCKET = 10_000  # 100 yuan: incomes are first counted in steps, so that no pair of all households is ever formed
_NAME = ("village", "householder")


def without_counterpart(
    households: nw.LazyFrame[IntoLazyFrameT], others: nw.LazyFrame[IntoLazyFrameT]
) -> nw.LazyFrame[IntoLazyFrameT]:
    """Rows of `households` (with a `household_id`) of which `others` has none.

    A row of `others` without a number still counts for the household of its village and name, so that a number left out
    makes no household missing. Households of a township that `others` does not cover at all are left out: one
    township's ledger says nothing of another's.
    """
    own, theirs = (set(frame.collect_schema().names()) for frame in (households, others))
    numbered = _known(households, "household_id")
    if "township" in own and (level := "township" if "township" in theirs else "village") in own & theirs:
        numbered = numbered.join(_known(others, level).select(level).unique(), on=level, how="inner")
    missing = numbered.join(
        _known(others, "household_id").select("household_id").unique(), on="household_id", how="anti"
    )
    if not set(_NAME) <= own & theirs:
        return missing
    named = _known(others.filter(nw.col("household_id").is_null()), *_NAME)
    return missing.join(named.select(*_NAME).unique(), on=list(_NAME), how="anti")


def people_not_listed(
    people: nw.LazyFrame[IntoLazyFrameT], listed: nw.LazyFrame[IntoLazyFrameT]
) -> tuple[nw.LazyFrame[IntoLazyFrameT], nw.LazyFrame[IntoLazyFrameT]]:
    """Rows of `people` whose identity number `listed` has not, and the provenance of those it cannot be told of.

    That is who has no readable number, and who has a namesake in `listed` without one.
    """
    numbers = listed.filter(identified()).select("person_identity")
    missing = people.filter(identified()).join(numbers, on="person_identity", how="anti")
    unclear = people.filter(~identified()).select("_ledger", "_row")
    if not all("person_name" in frame.collect_schema().names() for frame in (people, listed)):
        return missing, unclear
    unnumbered = _known(listed.filter(~identified()), "person_name").select("person_name").unique()
    perhaps = missing.join(unnumbered, on="person_name", how="inner").select("_ledger", "_row")
    return missing.join(unnumbered, on="person_name", how="anti"), nw.concat([unclear, perhaps])


def of_places(
    rows: nw.LazyFrame[IntoLazyFrameT], listed: nw.LazyFrame[IntoLazyFrameT]
) -> nw.LazyFrame[IntoLazyFrameT]:
    """Rows of the townships (villages, where one has no township) that `listed` covers; it says nothing of others."""
    both = set(rows.collect_schema().names()) & set(listed.collect_schema().names())
    level = next((place for place in ("township", "village") if place in both), None)
    return rows if level is None else rows.join(listed.select(level).unique(), on=level, how="inner")


def _known(frame: nw.LazyFrame[IntoLazyFrameT], *fields: str) -> nw.LazyFrame[IntoLazyFrameT]:
    return frame.filter(*(~nw.col(field).is_null() for field in fields))


def one_a_household(households: nw.LazyFrame[IntoLazyFrameT], income: str) -> nw.LazyFrame[IntoLazyFrameT]:
    """Columns `income` (分) and `people`, one row a household: a number entered twice counts once.

    Rows without an income or a head count are left out.
    """
    known = households.filter(~nw.col(income).is_null() & (nw.col("household_size") > 0)).select(
        "household_id", nw.col(income).alias("income"), nw.col("household_size").alias("people")
    )
    numbered = known.filter(~nw.col("household_id").is_null())
    once = numbered.group_by("household_id").agg(nw.col("income").min(), nw.col("people").min())
    unnumbered = known.filter(nw.col("household_id").is_null())
    return nw.concat([frame.select("income", "people") for frame in (once, unnumbered)])


def lowest_share_line(
    households: nw.LazyFrame[IntoLazyFrameT], share: Share, *, by_people: bool
) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row, `line` and `split`: incomes below `line` (分) lie in the lowest share, incomes above it do not.

    Takes what `one_a_household` gives. Households are taken from the lowest income up as long as the people (or
    households) taken stay within the share; `split` is 1 where those at `line` itself would overstep it only in part, so
    that no document says whether they belong (赣农办字〔2024〕21号 一), 0 where none of them belongs.
    """
    weight = nw.col("people") if by_people else nw.lit(1).cast(nw.Int64)
    weighed = households.select("income", weight.alias("weight"))
    step = weighed.with_columns((nw.col("income") - nw.col("income") % _BUCKET).alias("step"))
    total = weighed.select(nw.col("weight").sum().alias("total"))
    steps = _first_over(_totals(step, "step"), total, share, "step", before=None)
    inside = step.join(steps.select("step"), on="step", how="inner")
    first = _first_over(_totals(inside, "income"), total, share, "income", before=steps.select("before"))
    within = nw.col("before") * share.whole < nw.col("total") * share.part
    return first.select(nw.col("income").alias("line"), within.cast(nw.Int64).alias("split"))


def _totals(frame: nw.LazyFrame[IntoLazyFrameT], key: str) -> nw.LazyFrame[IntoLazyFrameT]:
    return frame.group_by(key).agg(nw.col("weight").sum())


def _first_over(
    weights: nw.LazyFrame[IntoLazyFrameT],
    total: nw.LazyFrame[IntoLazyFrameT],
    share: Share,
    key: str,
    *,
    before: nw.LazyFrame[IntoLazyFrameT] | None,
) -> nw.LazyFrame[IntoLazyFrameT]:
    """The lowest key with which the running total exceeds the share: `key`, `before` (what lies below it), `total`."""
    lower = weights.select(nw.col(key).alias("lower"), nw.col("weight").alias("lower_weight"))
    pairs = weights.join(lower, how="cross")
    below = nw.when(nw.col("lower") < nw.col(key)).then(nw.col("lower_weight")).otherwise(0)
    running = pairs.with_columns(below.alias("below")).group_by(key).agg(nw.col("below").sum(), nw.col("weight").max())
    if before is None:
        running = running.with_columns(nw.lit(0).cast(nw.Int64).alias("start"))
    else:
        running = running.join(before.select(nw.col("before").alias("start")), how="cross")
    running = running.join(total, how="cross").with_columns((nw.col("below") + nw.col("start")).alias("before"))
    over = running.filter((nw.col("before") + nw.col("weight")) * share.whole > nw.col("total") * share.part)
    first = over.select(nw.col(key).min().alias("first"))
    return running.join(first, how="cross").filter(nw.col(key) == nw.col("first")).select(key, "before", "total")
