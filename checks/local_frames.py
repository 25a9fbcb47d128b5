"""A county's checks that look at several records together: duplicates, a share of a total, a record in every period."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from calculations.calendar_periods import Period
from calculations.funds import falls_short
from calculations.periods import missing_periods
from checks.local_fields import unit_text
from checks.local_records import Meant, unclear
from checks.local_rows import Said
from checks.model import Frame, Frames, Printed, Records
from checks.shapes import garbled
from ledgers.model import Field
from values.shares import Share


def unique(records: Records, field: Field, within: Field | None, meant: Meant, said: Said) -> Frames:
    """Every record of a value that stands more than once; blank cells and records perhaps meant are not judged."""
    keys = [field.field] if within is None else [field.field, within.field]
    told = ~unclear(field) if within is None else ~unclear(field) & ~unclear(within)
    judged = records.frame.filter(meant.surely & told)
    counts = judged.group_by(keys).agg(nw.len().alias("times")).with_columns(nw.col("times").cast(nw.Int64))
    repeated = judged.join(counts.filter(nw.col("times") > 1), on=keys, how="inner")
    whose = f"同一“{within.name}”内" if within else ""
    return Frames(
        frame=repeated.select("_ledger", "_row", "times"),
        unknown=records.frame.filter(meant.perhaps | (meant.surely & ~told)).select("_ledger", "_row"),
        because=f"“{field.name}”或筛选所用的字段空缺、无法识别",
        field=field.field,
        message=said.message or f"{whose}“{field.name}”重复，共{{times}}条",
        expected=f"{whose}“{field.name}”不重复",
        suggestion=said.suggestion or "核对后删去重复的记录，或改正填错的一条",
        shown={"times": "数"},
    )


def share_at_least(
    records: Records, field: Field, part: Meant, whole: Meant, floor: tuple[str, Share], words: str, said: Said
) -> Frames:
    """The sum of the records meant over the sum of all, compared by multiplying across; equal to the floor passes.

    Records that may or may not belong are counted both ways: only where both ways agree is there an answer.
    """
    text, share = floor
    sums = _sums(records.frame, field, part, whole)
    read = (nw.col("unread") == 0) & (nw.col("whole") > 0)
    surely = read & falls_short(nw.col("most"), nw.col("most_of"), share.part, share.whole)
    perhaps = ~read | falls_short(nw.col("least"), nw.col("least_of"), share.part, share.whole)
    unit, printed = unit_text(field), _printed(field)
    return Frames(
        frame=sums.filter(surely),
        unknown=sums.filter(perhaps & ~surely).select("_ledger"),
        because=f"“{field.name}”全空或有无法识别的，或有记录说不清是否计入、影响结果",
        field=field.field,
        message=said.message or f"“{field.name}”合计{{whole}}{unit}，其中{words}的{{part}}{unit}，占比低于{text}",
        expected=f"{words}的占比不低于{text}",
        suggestion=said.suggestion or "核对分类和数额是否填全；确实不足的，按要求调整",
        observed=f"{{part}}{unit}÷{{whole}}{unit}",
        shown={"part": printed, "whole": printed},
        whole=True,
    )


def _sums(frame: Frame, field: Field, part: Meant, whole: Meant) -> Frame:
    """One row: the sums as they surely are, those of the highest and the lowest share possible, and the cells unread."""
    meant = whole.surely | whole.perhaps
    sums = {
        "part": part.surely & whole.surely,
        "whole": whole.surely,
        "most": (part.surely | part.perhaps) & meant,
        "most_of": whole.surely | ((part.surely | part.perhaps) & meant),
        "least": part.surely & whole.surely,
        "least_of": whole.surely | (whole.perhaps & ~part.surely),
    }
    amount = nw.col(field.field).fill_null(0)
    parts = [nw.when(expression).then(amount).otherwise(0).alias(name) for name, expression in sums.items()]
    selected = frame.select("_ledger", *parts, (garbled(field.field) & meant).cast(nw.Int64).alias("unread"))
    totals = selected.select(nw.col("_ledger").min(), *(nw.col(name).sum() for name in (*sums, "unread")))
    return totals.filter(~nw.col("_ledger").is_null())


def _printed(field: Field) -> Printed:
    """Amounts, areas and numbers are kept in hundredths, counts as they are."""
    return "数" if field.type == "count" else "元"


def each_period(
    records: Records, entity: Field, day: Field, periods: Sequence[Period], meant: Meant, said: Said
) -> Frames:
    """Every entity the ledger names has a record in every period that is over.

    An entity with a day that could not be read, or that may lie in either of two periods, is not judged where it lacks one.
    """
    own = records.frame.filter((meant.surely | meant.perhaps) & ~nw.col(entity.field).is_null())
    placed = own.with_columns(_start_of_period(day, periods).alias("starts"), _doubtful(day, periods).alias("doubtful"))
    doubtful = placed.filter((nw.col("doubtful") == 1) | meant.perhaps).select(entity.field).unique()
    gaps = missing_periods(
        placed.filter(meant.surely).group_by(entity.field).agg(nw.col("_ledger").min(), nw.col("_row").min()),
        placed.filter(nw.col("starts") > 0).select(entity.field, "starts"),
        entity=entity.field,
        period="starts",
        periods=[period.first.toordinal() for period in periods],
    )
    missing = gaps.with_columns(_named(periods).alias("period"))
    return Frames(
        frame=missing.join(doubtful, on=entity.field, how="anti").select("_ledger", "_row", "starts", "period"),
        unknown=missing.join(doubtful, on=entity.field, how="inner").select("_ledger", "_row").unique(),
        because=f"“{day.name}”无法识别或只到月份，或筛选所用的字段空缺",
        field=entity.field,
        message=said.message or f"{entity.name}“{{{entity.field}}}”{{period}}没有记录",
        expected="每期至少有一条记录",
        suggestion=said.suggestion or "补做并如实登记；已做漏登的，凭佐证补登",
        observed="{period}无记录",
        shown={"starts": "日期", "period": "文"},
        period="starts",
    )


def _start_of_period(day: Field, periods: Sequence[Period]) -> nw.Expr:
    """The first day of the period a day surely lies in; 0 for none."""
    found = nw.lit(0)
    for period in periods:
        found = nw.when(_inside(day, period)).then(nw.lit(period.first.toordinal())).otherwise(found)
    return found.cast(nw.Int64)


def _inside(day: Field, period: Period) -> nw.Expr:
    first, last = nw.col(day.field), nw.col(f"{day.field}__last")
    return (first >= period.first.toordinal()) & (last <= period.last.toordinal())


def _doubtful(day: Field, periods: Sequence[Period]) -> nw.Expr:
    """1 where something stands that may be a day of a period without surely being one."""
    first, last, doubt = nw.col(day.field), nw.col(f"{day.field}__last"), garbled(day.field)
    for period in periods:
        touches = (first <= period.last.toordinal()) & (last >= period.first.toordinal())
        doubt = doubt | (touches & ~_inside(day, period)).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    return doubt.cast(nw.Int64)


def _named(periods: Sequence[Period]) -> nw.Expr:
    text = nw.lit("")
    for period in periods:
        text = nw.when(nw.col("starts") == period.first.toordinal()).then(nw.lit(period.text)).otherwise(text)
    return text
