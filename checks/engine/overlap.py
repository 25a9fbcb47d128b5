"""Passes one after the other, each thinking while the engine still works for the one before.

To turn rules into the engine's own terms takes Python about as long as the engine takes over a hundred thousand records.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future

import polars as pl

from checks.model import Frame

Pass = Generator[Sequence[Frame], list[pl.DataFrame], None]  # asks for frames, is given their rows
Collected = Callable[[Sequence[Frame]], "Future[list[pl.DataFrame]]"]
_AHEAD = 4  # so many may have asked and not yet been answered: what they asked for is held in memory


def run_passes(passes: Iterable[tuple[int, Pass]], collected: Collected) -> Iterator[int]:
    """Carry out passes and give back the number that stands beside each, once it is done."""
    waiting: deque[tuple[int, Pass, Future[list[pl.DataFrame]]]] = deque()
    for number, each in passes:
        waiting.append((number, each, collected(next(each))))
        if len(waiting) > _AHEAD:
            yield _finished(*waiting.popleft(), collected)
    while waiting:
        yield _finished(*waiting.popleft(), collected)


def _finished(number: int, each: Pass, asked: Future[list[pl.DataFrame]], collected: Collected) -> int:
    try:
        while True:
            asked = collected(each.send(asked.result()))
    except StopIteration:
        return number
