"""What has to happen once a month, a quarter, a half year: the answer of a check that looks for the missing ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from calculations.calendar_periods import PeriodName, periods_over
from calculations.periods import period_gaps
from checks.model import Frame, Frames, Records
from checks.shapes import undated

EVERY = "entity"  # the one entity of a check on the whole county


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


def whole_county(records: Records, day: str, sure: nw.Expr, perhaps: nw.Expr) -> tuple[Frame, Frame]:
    """The one entity (the first input) and its records, for `gaps_of`: `perhaps` marks those that may count."""
    entities = records.frame.select(nw.col("_ledger").min()).filter(~nw.col("_ledger").is_null())
    relevant = dated(records, day).filter(sure | perhaps)
    chosen = relevant.select(nw.lit(1).alias(EVERY), day, f"{day}__last", sure.alias("sure"))
    return entities.with_columns(nw.lit(1).alias(EVERY)), chosen


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
