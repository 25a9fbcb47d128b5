"""The passes over the data: row checks fused into one, frame checks one by one, text checks over distinct values.

Every pass answers with breaches (input, row, and the values its texts name) and with how many records it could judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from checks.engine.frames import PROVENANCE, Frames
from checks.engine.groups import Group
from checks.engine.outcomes import Breach, Outcome, Unjudged, unjudged
from checks.engine.overlap import Pass, run_passes
from checks.engine.printing import show
from checks.engine.row_pass import row_pass
from checks.engine.text_pass import text_pass
from checks.model import Frames as FrameAnswer
from checks.model import Rows, Texts

Progress = Callable[[int, int], None]  # how much is done, of how much


def run_groups(groups: Sequence[Group], frames: Frames, progress: Progress | None = None) -> list[Outcome]:
    """Ask every check for its answer and carry it out."""
    answered: list[Outcome] = []
    done = 0
    for finished in run_passes(_passes(groups, frames, answered), frames.collected):
        done += finished
        if progress is not None:
            progress(done, len(groups))
    return answered


def _ask(group: Group, frames: Frames) -> Any:
    arguments = [frames.records(indexes) if indexes else None for indexes in group.arguments]
    settings: dict[str, Any] = {name: group.settings.get(name) for name in group.check.parameters}
    if group.check.uses_as_of:
        settings["as_of"] = group.as_of
    if group.check.uses_year:
        settings["year"] = group.year
    return group.check.function(*arguments, **settings)


def _passes(groups: Iterable[Group], frames: Frames, answered: list[Outcome]) -> Iterator[tuple[int, Pass]]:
    """Every answer has its own pass and sets out when it is given; row answers over the same inputs share one, afterwards."""
    sharing: dict[tuple[int, ...], list[Outcome]] = {}
    for group in groups:
        outcome = Outcome(group, _ask(group, frames))
        answered.append(outcome)
        match outcome.answer:
            case Rows():
                sharing.setdefault(group.arguments[0], []).append(outcome)
            case Texts() as answer:
                yield 1, text_pass(outcome, answer, frames)
            case answer:
                yield 1, _frame_pass(outcome, answer, frames)
    for indexes, outcomes in sharing.items():
        yield len(outcomes), row_pass(outcomes, indexes, frames)


def _frame_pass(outcome: Outcome, answer: FrameAnswer, frames: Frames) -> Pass:
    found, *left = yield [answer.frame] if answer.unknown is None else [answer.frame, answer.unknown]
    by = [c for c in (*PROVENANCE, answer.period) if c in found.columns]
    rows = found.sort(list(dict.fromkeys([*by, *answer.shown]))).iter_rows(named=True)
    outcome.breaches = [_breach(row, answer, frames) for row in rows]
    if left:
        outcome.unknown = _whole(left[0]) if answer.whole else unjudged(left[0])
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
