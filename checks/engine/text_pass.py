"""Text checks: every distinct text of a column judged once, in plain Python."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from checks.engine.frames import PROVENANCE, Frames, collect
from checks.engine.outcomes import Breach, Outcome, unjudged
from checks.model import Frame, Texts
from ledgers.model import CellState


def text_pass(outcome: Outcome, answer: Texts, frames: Frames) -> None:
    """Judge the texts; what is masked, or could not be read, is not judged, nor a blank that tells nothing."""
    frame = frames.records(outcome.group.arguments[0]).frame
    column, state = nw.col(answer.field), f"{answer.field}__state"
    if state in frame.collect_schema().names():
        unclear = nw.col(state) > int(CellState.VALUE)
        if answer.blank_tells_nothing:
            unclear = unclear | (nw.col(state) == int(CellState.BLANK))
        outcome.unknown = unjudged(collect(frame.filter(unclear).select(*PROVENANCE)))
        frame = frame.filter(~unclear)
    frame = frame.filter(~column.is_null())
    hits = _hits(frame, answer)
    if hits:
        outcome.judged = rows_by_ledger(frame)
        outcome.breaches = hits


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


def rows_by_ledger(frame: Frame) -> dict[int, int]:
    counts = collect(frame.group_by("_ledger").agg(nw.len().alias("n")))
    return {ledger: int(n) for ledger, n in counts.select("_ledger", "n").iter_rows()}
