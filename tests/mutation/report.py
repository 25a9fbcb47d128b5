"""The figures of a run: a page for docs/, and a line for the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.mutation.results import Task, Tried

_HEAD = """# Mutation testing

Does a case notice when a rule is changed? One change at a time is made to the code in memory — a comparison, an operator, a number,
a field, a word left out of a list, a condition turned round, a step left out — and the cases of the checks that reach the
changed definition are run on Polars. A mutant is killed when one of them fails.

- What findings say is not changed: messages, advice, docstrings, declarations, annotations, functions that only make up such words.
- A list of words or a regular expression counts as one decision: its first and its last alternative are left out, one at a time.
- Of a definition that more than forty checks reach, the forty nearest are asked; calculations/ is held to tests/calculations as well.
- Left to tests of their own: checks/engine, checks/local*.py and what else no check in topics/ is made of.
- `.fill_null` that pandas alone needs (docs/decisions/engines.md) survives here: only Polars is asked.
"""


def write_report(tried: Sequence[Tried], task: Task, file: Path | None) -> str:
    """Write the page where one is asked for, and say the total with what survived."""
    if file is not None:
        file.write_text("\n".join(_page(tried, task)) + "\n", encoding="utf-8")
    survivors = (
        "" if file else "".join(f"{t.path}:{t.line} {t.definition}：{t.change}\n" for t in tried if not t.killed)
    )
    return f"{survivors}{_figures(tried)}\n"


def _figures(tried: Sequence[Tried]) -> str:
    killed = sum(each.killed for each in tried)
    return f"{killed} of {len(tried)} killed ({killed / len(tried):.1%})" if tried else "no mutants"


def _page(tried: Sequence[Tried], task: Task) -> Iterator[str]:
    yield _HEAD
    chosen = f" --sample {task.sample}" if task.sample else ""
    yield f"Written by `python -m tests.mutation{chosen} --report docs/mutation.md`" + (
        f": at most {task.sample} changes, always the same ones, to each definition."
        if task.sample
        else ": every change."
    )
    yield from ("", "| folder | mutants | killed | share |", "| --- | --: | --: | --: |")
    for folder, own in groupby(sorted(tried, key=_folder), key=_folder):
        yield _row(folder, list(own))
    yield _row("all", tried)
    yield from ("", "## Survivors", "")
    for path, own in groupby((each for each in tried if not each.killed), key=lambda each: each.path):
        yield from (f"### {path}", "", "| line | in | change |", "| --: | --- | --- |")
        yield from (f"| {t.line} | {t.definition} | `{t.change.replace('|', '¦').replace('`', ' ')}` |" for t in own)
        yield ""


def _folder(tried: Tried) -> str:
    return tried.path.rpartition("/")[0]


def _row(name: str, tried: Sequence[Tried]) -> str:
    killed = sum(each.killed for each in tried)
    return f"| {name} | {len(tried)} | {killed} | {killed / len(tried):.1%} |"
