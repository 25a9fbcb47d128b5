"""A bar on long work: on standard error, to a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from xianjie.checking import Progress

_SHOWN_AFTER = 2.0  # seconds: shorter work needs no bar


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Gives what is told of the stage, how much of it is done, and of how much; each stage has its own bar."""
    with ExitStack() as open_bars:
        bars = _Bars(open_bars)
        yield bars.tell if not quiet and sys.stderr.isatty() else _nothing


def _nothing(stage: str, done: int, total: int) -> None:
    """No bar."""


class _Bars:
    def __init__(self, open_bars: ExitStack) -> None:
        self._open_bars = open_bars
        self._since = time.monotonic()
        self._stage = ""
        self._bar: Any = None

    def tell(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._open_bars.close()
            self._stage, self._bar = stage, None
        if self._bar is None and time.monotonic() - self._since >= _SHOWN_AFTER:
            self._bar = self._open_bars.enter_context(click.progressbar(length=total, label=stage, file=sys.stderr))
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
