"""Text checks: every distinct text of a column judged once, in plain Python."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from checks.engine.frames import PROVENANCE, Frames, collect
from checks.engine.outcomes import Breach, Outcome, unjudged
from checks.model import Frame, Texts
from ledgers.model import CellState


def text_pass(outcome: Outcome, answer: Texts, frames: Frames) -> None:
    """Judge the texts; what is masked, or could not be read, is not judged, nor a blank that tells nothing."""
    frame = frames.records(outcome.group.arguments[0]).frame
    judged, unclear = _sorts(answer, frame.collect_schema().names())
    counts = _counts(frame, judged, unclear)
    if any(left for _, left in counts.values()):
        outcome.unknown = unjudged(collect(frame.filter(unclear).select(*PROVENANCE)))
    hits = _hits(frame.filter(judged), answer)
    if hits:
        outcome.judged = {ledger: n for ledger, (n, _) in counts.items()}
        outcome.breaches = hits


def _sorts(answer: Texts, columns: Sequence[str]) -> tuple[nw.Expr, nw.Expr]:
    """The records to be judged, and those that should be and cannot."""
    filled, state = ~nw.col(answer.field).is_null(), f"{answer.field}__state"
    if state not in columns:
        return filled, nw.lit(value=False)
    unclear = nw.col(state) > int(CellState.VALUE)
    if answer.blank_tells_nothing:
        unclear = unclear | (nw.col(state) == int(CellState.BLANK))
    return filled & ~unclear, unclear


def _counts(frame: Frame, judged: nw.Expr, unclear: nw.Expr) -> dict[int, tuple[int, int]]:
    """How many of each input's records are judged, and how many cannot be: one look for both."""
    told = frame.select(
        "_ledger", *(nw.when(mask).then(1).otherwise(0).alias(name) for name, mask in (("n", judged), ("left", unclear)))
    )
    counts = collect(told.group_by("_ledger").agg(nw.col("n").sum(), nw.col("left").sum()))
    return {ledger: (int(n), int(left)) for ledger, n, left in counts.select("_ledger", "n", "left").iter_rows()}


def _hits(frame: Frame, answer: Texts) -> list[Breach]:
    """Where there are few doubtful records they come out at once; else the distinct texts first, then the wrong ones."""
    column = nw.col(answer.field)
    if answer.doubtful is not None:
        rows = collect(answer.doubtful(frame).select(*PROVENANCE, column))
        faults = _faults(rows[answer.field].unique(), answer)
    else:
        faults = _faults(collect(frame.select(column).unique())[answer.field], answer)
        if not faults:
            return []
        rows = collect(frame.select(*PROVENANCE, column).filter(column.is_in(list(faults))))
    return [Breach(ledger, row, {"fault": faults[text]}) for ledger, row, text in rows.iter_rows() if text in faults]


def _faults(texts: pl.Series, answer: Texts) -> dict[str, str]:
    return {text: fault for text in texts if (fault := answer.judge(text)) is not None}
