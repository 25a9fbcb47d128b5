"""Mutation testing of the checks and the calculations: does a case notice when a rule is changed?

    python -m tests.mutation [--only CODE …] [--modules NAME …] [--sample N] [--survivors] [--workers 1] [--results FOLDER] [--report FILE]

Each mutant is tried in process, on Polars, against the cases of the checks that reach the changed definition, so that a trial takes
milliseconds; mutmut and cosmic-ray run a whole test command for each mutant and would take days.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.mutation.report import write_report
from tests.mutation.results import Task, try_modules

DOCUMENT = Path(__file__).parents[2] / "docs" / "mutation.md"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--only", nargs="*", default=(), help="codes of checks; none: all")
    parser.add_argument("--modules", nargs="*", default=(), help="modules, as in checks.topics.solar; none: all")
    parser.add_argument(
        "--sample", type=int, help="so many mutants of each definition (always the same ones); none: all"
    )
    parser.add_argument("--survivors", action="store_true", help="try the mutants again that no case noticed before")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--results", type=Path, default=Path(tempfile.gettempdir()) / "xianjie-mutation")
    parser.add_argument("--report", type=Path, help=f"where the figures go; a full run writes {DOCUMENT.name}")
    return parser.parse_args()


def main() -> None:
    given = _arguments()
    os.environ["POLARS_MAX_THREADS"] = "1"  # one thread a worker: the trials are small
    if hasattr(os, "nice"):
        os.nice(19)
    results = given.results / (f"sample-{given.sample}" if given.sample else "full")
    task = Task(tuple(given.only), tuple(given.modules), given.sample, results, again=given.survivors)
    tried = try_modules(task, given.workers)
    report = given.report or (None if given.only or given.modules or given.sample else DOCUMENT)
    sys.stdout.write(write_report(tried, task, report))


if __name__ == "__main__":
    main()
