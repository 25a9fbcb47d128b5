"""The passes over the data: row checks fused into one, frame checks one by one, text checks over distinct values.

Every pass answers with breaches (input, row, and the values its texts name) and with how many records it could judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from checks.engine.frames import PROVENANCE, Frames, collect
from checks.engine.groups import Group
from checks.engine.outcomes import Breach, Outcome, Unjudged, unjudged
from checks.engine.printing import show
from checks.engine.row_pass import row_pass
from checks.engine.text_pass import text_pass
from checks.model import Frames as FrameAnswer
from checks.model import Rows, Texts

Progress = Callable[[int, int], None]  # how much is done, of how much


def run_groups(groups: Sequence[Group], frames: Frames, progress: Progress | None = None) -> list[Outcome]:
    """Ask every check for its answer and carry it out."""
    outcomes = [Outcome(group, _ask(group, frames)) for group in groups]
    done = 0
    for sharing in _passes(outcomes):
        _carry_out(sharing, frames)
        done += len(sharing)
        if progress is not None:
            progress(done, len(outcomes))
    return outcomes


def _ask(group: Group, frames: Frames) -> Any:
    arguments = [frames.records(indexes) if indexes else None for indexes in group.arguments]
    settings: dict[str, Any] = {name: group.settings.get(name) for name in group.check.parameters}
    if group.check.uses_as_of:
        settings["as_of"] = group.as_of
    if group.check.uses_year:
        settings["year"] = group.year
    return group.check.function(*arguments, **settings)


def _passes(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """Row answers over the same inputs share a pass, every other answer has its own."""
    passes: dict[object, list[Outcome]] = {}
    for number, outcome in enumerate(outcomes):
        key = outcome.group.arguments[0] if isinstance(outcome.answer, Rows) else number
        passes.setdefault(key, []).append(outcome)
    return list(passes.values())


def _carry_out(sharing: Sequence[Outcome], frames: Frames) -> None:
    first = sharing[0]
    if isinstance(first.answer, Rows):
        row_pass(sharing, first.group.arguments[0], frames)
    elif isinstance(first.answer, Texts):
        text_pass(first, first.answer, frames)
    else:
        _frame_pass(first, first.answer, frames)


def _frame_pass(outcome: Outcome, answer: FrameAnswer, frames: Frames) -> None:
    found = collect(answer.frame)
    by = [c for c in (*PROVENANCE, answer.period) if c in found.columns]
    rows = found.sort(list(dict.fromkeys([*by, *answer.shown]))).iter_rows(named=True)
    outcome.breaches = [_breach(row, answer, frames) for row in rows]
    if answer.unknown is not None:
        left = collect(answer.unknown)
        outcome.unknown = _whole(left) if answer.whole else unjudged(left)
    if not answer.whole and answer.period is None and outcome.breaches:
        outcome.judged = outcome.judged_of(frames.heights(outcome.group.arguments[0]))


def _breach(row: Mapping[str, Any], answer: FrameAnswer, frames: Frames) -> Breach:
    unit = frames.unit(row["_ledger"], answer.field)
    shown = {
        name: frames.place(row[name], answer.elsewhere) if as_ == "处" else show(row[name], as_, unit)
        for name, as_ in answer.shown.items()
    }
    return Breach(row["_ledger"], None if answer.whole else row["_row"], shown)


def _whole(ledgers: pl.DataFrame) -> dict[int, Unjudged]:
    return dict.fromkeys(ledgers["_ledger"].unique().sort().to_list(), Unjudged(None))
