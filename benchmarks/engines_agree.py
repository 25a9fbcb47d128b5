"""All checks over the records of all their cases, on every engine: the finding sets (code, key, field) have to be equal.

    python -m benchmarks.engines_agree [engine...]

Every kind's records of all cases make one ledger, so that hundreds of records of one kind are judged together.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from checks.catalogue import all_checks
from checks.declare import LAST_YEAR, kind_of
from checks.engine.inputs import LedgerInput
from ledgers.catalogue import ledger_kinds
from tests.checks import tables, test_cases
from tests.checks.spark import SMALL

PLACES = {"上犹县": (("江西省", "赣州市", "上犹县"), 2024), "石泉县": (("陕西省", "安康市", "石泉县"), 2023)}
MOST_ALIKE = 30  # of records a case repeats


def records() -> dict[tuple[str, tuple[str, ...]], list[dict[str, str]]]:
    """By ledger argument and the units its headers bear."""
    found: dict[tuple[str, tuple[str, ...]], list[dict[str, str]]] = defaultdict(list)
    for file in sorted(test_cases.CASES.glob("*.yaml")):
        for _, case in test_cases.load(file)[1]:
            for argument, row in _rows(case):
                units = tuple(sorted(header for header in row if header.endswith(("元)", "亩)"))))
                found[argument, units].append(row)
    return found


def _rows(case: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for argument in case:
        if kind_of(argument) in ledger_kinds() and isinstance(case[argument], list):
            common = case.get("row", {}).get(argument, {})
            for each in case[argument]:
                for row in list(test_cases._repeated(each))[:MOST_ALIKE]:  # noqa: SLF001 - one reader of cases
                    yield argument, {**common, **row}


def ledgers(place: str) -> list[LedgerInput]:
    division, this_year = PLACES[place]
    made = []
    for (argument, units), rows in records().items():
        year = this_year - 1 if argument.endswith(LAST_YEAR) else this_year
        table = tables.ledger(kind_of(argument), rows, path=f"{argument}{'-'.join(units)}.xlsx", year=year)
        made.append(tables.given(table, division, on=date(year, 12, 31), year=year))
    return made


def start_small_spark() -> None:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]")
    for name, value in SMALL.items():
        builder = builder.config(name, value)
    builder.getOrCreate()


def main() -> None:
    engines = ["polars", *(sys.argv[1:] or ["pandas", "duckdb", "spark"])]
    if "spark" in engines:
        start_small_spark()
    checks = [check for check in all_checks() if check.form != "document"]
    agreed = True
    for place in PLACES:
        given = ledgers(place)
        sets = {}
        for engine in engines:
            start = time.perf_counter()
            result = tables.run(checks, given, covers="县", engine=engine)
            sets[engine] = {(f.code, f.fingerprint, f.field) for f in result.findings}
            same = sets[engine] == sets["polars"]
            agreed &= same
            codes = len({finding.code for finding in result.findings})
            print(f"{place} {engine}: {len(sets[engine])} 条，{codes} 项核查有发现，{time.perf_counter() - start:.0f} 秒，"
                  f"{'与 polars 相同' if same else '与 polars 不同'}", flush=True)  # fmt: skip
    sys.exit(not agreed)


if __name__ == "__main__":
    main()
