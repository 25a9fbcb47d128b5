"""What has to happen once a month, a quarter, a half year: the answer of a check that looks for the missing ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from calculations.calendar_periods import PeriodName, periods_over
from calculations.periods import period_gaps
from checks.model import Frame, Frames, Records
from checks.shapes import undated


def once_due(frame: Frame, *, due: bool) -> Frame:
    """The frame when the day has come, none of it before."""
    return frame if due else frame.filter(nw.col("_ledger") < 0)


def dated(records: Records, day: str) -> Frame:
    """The records that say, well or badly, when; a blank day stands for no record."""
    return records.frame.filter(~undated(day))


def gaps_of(
    entities: Frame,
    records: Frame,
    *,
    entity: Sequence[str],
    day: str,
    name: PeriodName,
    year: int,
    as_of: date,
) -> tuple[Frame, Frame]:
    return period_gaps(entities, records, entity=entity, day=day, periods=periods_over(name, year, as_of))


def gaps_of_county(
    records: Records,
    day: str,
    sure: nw.Expr,
    perhaps: nw.Expr,
    *,
    name: PeriodName,
    year: int,
    as_of: date,
    stating: nw.Expr | None = None,
) -> tuple[Frame, Frame]:
    """The periods of which all the records together have none.

    `perhaps` marks those that may count. With `stating` the ledger has to hold a record of that kind at all (one of the
    county's own): a township's says nothing about the county, and is not judged.
    """
    one = nw.lit(1).alias("entity")
    whole = records.frame.select(nw.col("_ledger").min()).filter(~nw.col("_ledger").is_null()).with_columns(one)
    entities = whole
    if stating is not None:
        own = records.frame.filter(stating).select("_ledger").with_columns(one).select("entity").unique()
        entities = whole.join(own, on="entity", how="inner")
    chosen = dated(records, day).filter(sure | perhaps).select(one, day, f"{day}__last", sure.alias("sure"))
    found, unknown = gaps_of(entities, chosen, entity=("entity",), day=day, name=name, year=year, as_of=as_of)
    silent = whole.join(entities.select("entity"), on="entity", how="anti")
    return found, nw.concat([unknown.select("_ledger"), silent.select("_ledger")])


def of_known_townships(rows: Frame, mine: Records, others: Records) -> tuple[Frame, Frame]:
    """Rows of townships that the other ledger knows, and the rest: a township's ledger says nothing about another."""
    if "township" not in mine.fields or "township" not in others.fields:
        return rows, rows.filter(nw.col("_ledger") < 0)
    towns = others.frame.select("township")
    named = rows.filter(~nw.col("township").is_null() & (nw.col("township") != ""))
    outside = named.join(towns, on="township", how="anti")
    return rows.join(outside.select("_ledger", "_row"), on=["_ledger", "_row"], how="anti"), outside


def once_a_period(
    found: Frame, unknown: Frame, *, field: str, message: str, expected: str, suggestion: str, because: str
) -> Frames:
    """Missing periods of a whole ledger, one finding a period."""
    return Frames(
        frame=found.select("_ledger", "period", "period_text"),
        unknown=unknown.select("_ledger").unique(),
        because=because,
        field=field,
        message=message,
        expected=expected,
        suggestion=suggestion,
        observed="{period_text}无记录",
        shown={"period": "日期", "period_text": "文"},
        whole=True,
        period="period",
    )
