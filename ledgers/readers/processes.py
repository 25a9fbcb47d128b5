"""One function over many items in several processes of Python; the answers come in the order of the items.

The processes are started as programs of their own and spoken to over pipes: multiprocessing would, on Windows, run the
script of whoever calls us once more in each of them.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue
from typing import IO, Any, Final, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]
"""Told how many are done, and of how many."""

_MOST: Final = 8
_BROKEN: Final = (OSError, EOFError, pickle.PickleError, AttributeError, ImportError)


def usable_processors() -> int:
    """How many processes are worth starting on this machine."""
    known = getattr(os, "sched_getaffinity", None)
    return min(_MOST, len(known(0)) if known else os.cpu_count() or 1)


def in_turn(
    function: Callable[[Item], Answer], items: Sequence[Item], progress: Progress | None = None
) -> list[Answer]:
    """The answers, one after the other, in this process."""
    answers = []
    for done, item in enumerate(items, start=1):
        answers.append(function(item))
        if progress:
            progress(done, len(items))
    return answers


def in_processes(
    function: Callable[[Item], Answer], items: Sequence[Item], workers: int, progress: Progress | None = None
) -> list[Answer]:
    """The answers of `function` (one that can be pickled) from so many processes.

    What a process cannot answer, for it came to an end, is worked out here.
    """
    if getattr(sys, "frozen", False):  # packed into one program: there is no interpreter to start
        return in_turn(function, items, progress)
    idle: SimpleQueue[_Worker | None] = SimpleQueue()
    started = [_Worker(function) for _ in range(workers)]
    for worker in started:
        idle.put(worker)
    try:
        with ThreadPoolExecutor(workers) as pool:
            answers = [pool.submit(_answer, idle, function, item) for item in items]
            for done, _ in enumerate(as_completed(answers), start=1):
                if progress:
                    progress(done, len(items))
        return [answer.result() for answer in answers]
    finally:
        for worker in started:
            worker.stop()


def _answer(idle: SimpleQueue[_Worker | None], function: Callable[[Item], Answer], item: Item) -> Answer:
    worker = idle.get()
    if worker is not None:
        try:
            answer: Answer = worker.ask(item)
        except _BROKEN:
            worker = None
        else:
            idle.put(worker)
            return answer
    idle.put(None)
    return function(item)


class _Worker:
    """A process that answers one item after the other."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1", "POLARS_MAX_THREADS": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, this module
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=paths,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._first: Callable[[Any], Any] | None = function

    def ask(self, item: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self._first is not None:
            _send(self._process.stdin, self._first)
            self._first = None
        _send(self._process.stdin, item)
        return pickle.load(self._process.stdout)  # noqa: S301 - written by our own process

    def stop(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.close()
        except OSError:
            self._process.kill()
        self._process.stdout.close()
        self._process.wait()


def _send(pipe: IO[bytes], item: Any) -> None:
    pickle.dump(item, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the pipe is closed; an error ends the process, and the asker works the item out himself."""
    function = pickle.load(asked)  # noqa: S301 - written by the process that started us
    while True:
        try:
            item = pickle.load(asked)  # noqa: S301 - the same
        except EOFError:
            return
        _send(answers, function(item))


if __name__ == "__main__":
    own_output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not mix with the answers
    _serve(sys.stdin.buffer, own_output)
