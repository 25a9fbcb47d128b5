"""Text checks: every distinct text of a column judged once, in plain Python."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from checks.engine.frames import PROVENANCE, Frames
from checks.engine.outcomes import Breach, Outcome, unjudged
from checks.engine.overlap import Pass
from checks.model import Frame, Texts
from ledgers.model import CellState


def text_pass(outcome: Outcome, answer: Texts, frames: Frames) -> Pass:
    """Judge the texts; what is masked, or could not be read, is not judged, nor a blank that tells nothing."""
    indexes = outcome.group.arguments[0]
    frame, column = frames.records(indexes).frame, nw.col(answer.field)
    judged, unclear = _sorts(answer, frame.collect_schema().names())
    sound = frame.filter(judged)
    counting = _counted(frames.in_polars(indexes).frame, judged, unclear, indexes)
    counted, found = yield [counting, _first_look(sound, answer)]
    counts = _counts(counted, indexes)
    if any(left for _, left in counts.values()):
        [left] = yield [frame.filter(unclear).select(*PROVENANCE)]
        outcome.unknown = unjudged(left)
    faults = {text: fault for text in found[answer.field].unique() if (fault := answer.judge(text)) is not None}
    if not faults:
        return
    if answer.doubtful is None:
        [found] = yield [sound.select(*PROVENANCE, column).filter(column.is_in(list(faults)))]
    outcome.judged = {ledger: n for ledger, (n, _) in counts.items()}
    outcome.breaches = [
        Breach(ledger, row, {"fault": faults[text]}) for ledger, row, text in found.iter_rows() if text in faults
    ]


def _sorts(answer: Texts, columns: Sequence[str]) -> tuple[nw.Expr, nw.Expr]:
    """The records to be judged, and those that should be and cannot."""
    filled, state = ~nw.col(answer.field).is_null(), f"{answer.field}__state"
    if state not in columns:
        return filled, nw.lit(value=False)
    unclear = nw.col(state) > int(CellState.VALUE)
    if answer.blank_tells_nothing:
        unclear = unclear | (nw.col(state) == int(CellState.BLANK))
    return filled & ~unclear, unclear


def _counted(frame: Frame, judged: nw.Expr, unclear: nw.Expr, indexes: tuple[int, ...]) -> Frame:
    """How many of each input's records are judged, and how many cannot be: one look for both."""
    told = frame.select(
        "_ledger", *(nw.when(mask).then(1).otherwise(0).alias(name) for name, mask in (("n", judged), ("left", unclear)))
    )
    sums = nw.col("n").sum(), nw.col("left").sum()
    return told.select(*sums) if len(indexes) == 1 else told.group_by("_ledger").agg(*sums)


def _counts(counted: pl.DataFrame, indexes: tuple[int, ...]) -> dict[int, tuple[int, int]]:
    ledgers = counted["_ledger"] if "_ledger" in counted.columns else indexes
    return {ledger: (n or 0, left or 0) for ledger, n, left in zip(ledgers, counted["n"], counted["left"], strict=True)}


def _first_look(frame: Frame, answer: Texts) -> Frame:
    """The doubtful records where the engine can tell them: they are few. Else the distinct texts."""
    column = nw.col(answer.field)
    if answer.doubtful is not None:
        return answer.doubtful(frame).select(*PROVENANCE, column)
    return frame.select(column).unique()
