"""The passes over the data: row checks fused into one, frame checks one by one, text checks over distinct values.

Every pass answers with breaches (input, row, and the values its texts name) and with how many records it could judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from calculations.periods import half_month_text
from checks.engine.frames import PROVENANCE, Frames, collect
from checks.engine.groups import Group
from checks.model import Frames as FrameAnswer
from checks.model import Rows, Texts
from ledgers.model import CellState
from values.amounts import format_fen, format_money
from values.shares import format_share

_WORD = 60  # masks to one Int64; the sign and a few bits stay free on every engine


@dataclass(frozen=True)
class Breach:
    """One breach found: the input, the record, and the printed values its message may name."""

    ledger: int
    row: int | None
    shown: Mapping[str, str]


@dataclass
class Outcome:
    """What a group's check found. `judged` counts records by input, `unknown` holds their rows."""

    group: Group
    answer: Rows | FrameAnswer | Texts
    breaches: list[Breach] = field(default_factory=list)
    judged: dict[int, int] = field(default_factory=dict)
    unknown: dict[int, list[int | None]] = field(default_factory=dict)


def run_groups(groups: Sequence[Group], frames: Frames) -> list[Outcome]:
    """Ask every check for its answer and carry it out; row answers over the same inputs share one pass."""
    outcomes = [Outcome(group, _ask(group, frames)) for group in groups]
    by_inputs: dict[tuple[int, ...], list[Outcome]] = {}
    for outcome in outcomes:
        if isinstance(outcome.answer, Rows):
            by_inputs.setdefault(outcome.group.arguments[0], []).append(outcome)
        elif isinstance(outcome.answer, Texts):
            _text_pass(outcome, frames)
        else:
            _frame_pass(outcome, frames)
    for indexes, sharing in by_inputs.items():
        for start in range(0, len(sharing), _WORD):
            _row_pass(sharing[start : start + _WORD], indexes, frames)
    return outcomes


def _ask(group: Group, frames: Frames) -> Any:
    arguments = [frames.records(indexes) if indexes else None for indexes in group.arguments]
    settings: dict[str, Any] = {name: group.settings.get(name) for name in group.check.parameters}
    if group.check.uses_as_of:
        settings["as_of"] = group.as_of
    if group.check.uses_year:
        settings["year"] = group.year
    return group.check.function(*arguments, **settings)


# ---- row form ---------------------------------------------------------------------------------------------------


def _row_pass(outcomes: list[Outcome], indexes: tuple[int, ...], frames: Frames) -> None:
    """One pass for all: a bit of `_fails` and a bit of `_unknown` for each check, only rows with a bit set come out."""
    frame = frames.records(indexes).frame
    unknown = [_unknown(o.answer) for o in outcomes]
    failing = [_mask(o.answer.fails) & ~u for o, u in zip(outcomes, unknown, strict=True) if isinstance(o.answer, Rows)]
    words = frame.select(*PROVENANCE, _word(failing).alias("_fails"), _word(unknown).alias("_unknown"))
    hits = collect(words.filter((nw.col("_fails") != 0) | (nw.col("_unknown") != 0)))
    totals = frames.heights(indexes)
    for bit, outcome in enumerate(outcomes):
        outcome.unknown = _rows_with(hits, "_unknown", bit)
        outcome.judged = {ledger: n - len(outcome.unknown.get(ledger, ())) for ledger, n in totals.items()}
        hit = hits.filter(_has_bit("_fails", bit))
        if hit.height:
            outcome.breaches = _row_breaches(outcome, frames, indexes, failing[bit], hit)


def rows_by_ledger(frame: nw.LazyFrame[Any]) -> dict[int, int]:
    counts = collect(frame.group_by("_ledger").agg(nw.len().alias("n")))
    return {ledger: int(n) for ledger, n in counts.select("_ledger", "n").iter_rows()}


def _word(masks: Sequence[nw.Expr]) -> nw.Expr:
    return _sum(mask.cast(nw.Int64) * (1 << bit) for bit, mask in enumerate(masks))


def _has_bit(word: str, bit: int) -> pl.Expr:
    return pl.col(word).floordiv(1 << bit).mod(2) == 1


def _rows_with(hits: pl.DataFrame, word: str, bit: int) -> dict[int, list[int | None]]:
    found: dict[int, list[int | None]] = {}
    for ledger, row in hits.filter(_has_bit(word, bit)).select(PROVENANCE).sort(PROVENANCE).iter_rows():
        found.setdefault(ledger, []).append(row)
    return found


def _mask(expression: nw.Expr) -> nw.Expr:
    return expression.fill_null(False)  # noqa: FBT003 - narwhals' own signature


def _unknown(answer: Any) -> nw.Expr:
    return _mask(answer.unknown) if answer.unknown is not None else nw.lit(value=False)


def _sum(expressions: Iterable[nw.Expr]) -> nw.Expr:
    first, *rest = expressions
    for expression in rest:
        first = first + expression
    return first


def _row_breaches(
    outcome: Outcome, frames: Frames, indexes: tuple[int, ...], fails: nw.Expr, hit: pl.DataFrame
) -> list[Breach]:
    answer = outcome.answer
    assert isinstance(answer, Rows)
    if not answer.shown:
        return [Breach(ledger, row, {}) for ledger, row in hit.select(PROVENANCE).iter_rows()]
    shown = [s.value.alias(f"_shown_{name}") for name, s in answer.shown.items()]
    values = collect(frames.records(indexes).frame.filter(fails).select(*PROVENANCE, *shown))
    found = []
    for row in values.iter_rows(named=True):
        unit = frames.unit(row["_ledger"], answer.field)
        printed = {name: show(row[f"_shown_{name}"], s.printed, unit) for name, s in answer.shown.items()}
        found.append(Breach(row["_ledger"], row["_row"], printed))
    return found


# ---- frame form -------------------------------------------------------------------------------------------------


def _frame_pass(outcome: Outcome, frames: Frames) -> None:
    answer = outcome.answer
    assert isinstance(answer, FrameAnswer)
    found = collect(answer.frame)
    by = [c for c in (*PROVENANCE, answer.period) if c in found.columns]
    for row in found.sort(list(dict.fromkeys([*by, *answer.shown]))).iter_rows(named=True):
        unit = frames.unit(row["_ledger"], answer.field)
        shown = {name: show(row[name], as_, unit) for name, as_ in answer.shown.items()}
        outcome.breaches.append(Breach(row["_ledger"], None if answer.whole else row["_row"], shown))
    if answer.unknown is not None:
        for row in collect(answer.unknown).sort(by[: 1 if answer.whole else 2]).iter_rows(named=True):
            outcome.unknown.setdefault(row["_ledger"], []).append(None if answer.whole else row["_row"])
    if not answer.whole and answer.period is None and outcome.breaches:
        totals = rows_by_ledger(frames.records(outcome.group.arguments[0]).frame)
        outcome.judged = {ledger: n - len(outcome.unknown.get(ledger, ())) for ledger, n in totals.items()}


# ---- text form --------------------------------------------------------------------------------------------------


def _text_pass(outcome: Outcome, frames: Frames) -> None:
    """Judges every distinct text once; what is masked, or could not be read, is not judged."""
    answer = outcome.answer
    assert isinstance(answer, Texts)
    frame = frames.records(outcome.group.arguments[0]).frame
    column, state = nw.col(answer.field), f"{answer.field}__state"
    if state in frame.collect_schema().names():
        unclear = nw.col(state) > int(CellState.VALUE)
        rows = collect(frame.filter(unclear).select(*PROVENANCE)).sort(PROVENANCE)
        for ledger, row in rows.iter_rows():
            outcome.unknown.setdefault(ledger, []).append(row)
        frame = frame.filter(~unclear)
    frame = frame.filter(~column.is_null())
    texts = collect(frame.select(column).unique())[answer.field]
    faults = {text: fault for text in texts if (fault := answer.judge(text)) is not None}
    if not faults:
        return
    outcome.judged = rows_by_ledger(frame)
    hits = collect(frame.select(*PROVENANCE, column).filter(column.is_in(list(faults))))
    outcome.breaches = [
        Breach(row["_ledger"], row["_row"], {"fault": faults[row[answer.field]]}) for row in hits.iter_rows(named=True)
    ]


# ---- printing ---------------------------------------------------------------------------------------------------


def show(value: Any, as_: str, unit: str = "元") -> str:  # noqa: PLR0911 - one return for each way of printing
    """Print a worked-out value: 分 as 元 or, as 金额, in the column's unit; ordinals as days, millionths as a share."""
    if value is None:
        return "空"
    match as_:
        case "元":
            return format_fen(int(value))
        case "金额":
            return format_money(int(value), unit)
        case "日期":
            return date.fromordinal(int(value)).isoformat()
        case "月份":
            return f"{int(value) // 12}年{int(value) % 12 + 1}月"
        case "半月":
            return half_month_text(int(value))
        case "比例":
            return format_share(int(value), 1_000_000)
        case _:
            return str(value)
