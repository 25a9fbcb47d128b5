"""Ten rules and a hundred on every engine, beside the same rules by hand and beside peers; ratios of one run.

    python -m benchmarks.engines [--peers PYTHON] [--rows 100000] [--many 3000000] [--spark] [--cost]

`--peers` is an interpreter with great_expectations and frictionless; `--cost` goes from 1,000 to 10,000,000 rows. What is
compared takes turns, the median of nine counts; files are read in processes of their own, whose peak memory is told.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE))
from benchmarks.engine_data import rows, write  # noqa: E402 - found from the repository

RUNS = 9
DIVISION = ("江西省", "赣州市", "上犹县")


# ---- in this process: records in memory --------------------------------------------------------------------------


def assignment(files: list[Path], engine: str, *, held: bool) -> Any:
    """The ledger of the files as a run is given it; `held` brings all records into memory."""
    from msgspec.structs import replace

    from checks.engine.frames import collect, stored_frame
    from checks.engine.inputs import Assignment, LedgerInput
    from checks.model import Place
    from ledgers.catalogue import ledger_kinds
    from ledgers.columnar.opening import open_parquet
    from ledgers.columnar.typed import with_records
    from policies import load_register

    ledger: Any = open_parquet(files, "2024年脱贫户收入台账", ledger_kinds()).ledger
    if held:
        frame = collect(stored_frame(ledger, "polars")).sort("_row")
        ledger = replace(with_records(ledger, []), frame=frame)
    day = date(2024, 12, 31)
    given = LedgerInput(ledger, DIVISION, day, day, 2024, Place("上犹县"))
    return Assignment((given,), (), load_register(), {}, "县", engine)  # type: ignore[arg-type]


def our_verdicts(given: Any, codes: list[str]) -> int:
    """How many breaches the ten or hundred checks find: rules to rows, findings not yet written."""
    from checks.declare import REGISTRY
    from checks.engine.frames import Frames
    from checks.engine.groups import group
    from checks.engine.passes import run_groups

    groups = [each for code in codes for each in group(REGISTRY[code], given)]
    return sum(len(outcome.breaches) for outcome in run_groups(groups, Frames(given)))  # type: ignore[arg-type]


def in_turn(*jobs: Callable[[], Any]) -> list[float]:
    """Medians of jobs that take turns."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for own, job in zip(times, jobs, strict=True):
            start = time.perf_counter()
            job()
            own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in times]


def beside_polars(files: list[Path], count: int) -> float:
    from benchmarks.engine_rules import by_hand_polars, our_checks
    from checks.declare import REGISTRY
    from checks.engine.run import run_checks

    given, codes = assignment(files, "polars", held=True), our_checks(count)
    frame = given.ledgers[0].ledger.frame
    hand = by_hand_polars(frame.lazy(), count)
    by_hand = sum(int(hand[name].sum()) for name in hand.columns if name != "_row")
    assert our_verdicts(given, codes) == by_hand, "not the same rows"
    ours, theirs, findings = in_turn(
        lambda: our_verdicts(given, codes),
        lambda: by_hand_polars(frame.lazy(), count),
        lambda: run_checks([REGISTRY[code] for code in codes], given),
    )
    print(
        f"| {count} 条规则，{frame.height} 行，{by_hand} 处 | {ours:.3f} | {theirs:.3f} | {ours / theirs:.2f} | {findings:.3f} |"
    )
    return ours


# ---- in processes of their own: files ----------------------------------------------------------------------------


def timed(code: str, *arguments: str, python: str = sys.executable) -> dict[str, Any]:
    """Runs a piece of this file's own below; its seconds and its peak memory in MB."""
    command = [python, __file__, "--own", code, *arguments]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", cwd=HERE)
    return json.loads(ran.stdout.strip().splitlines()[-1])  # type: ignore[no-any-return]


def own_ours(folder: str, engine: str) -> int:
    from benchmarks.engine_rules import our_checks

    return our_verdicts(assignment(sorted(Path(folder).iterdir()), engine, held=False), our_checks(10))


def own_duckdb(folder: str) -> int:
    import duckdb

    from benchmarks.engine_rules import by_hand_sql

    source = f"read_parquet('{folder}/*.parquet')"
    query = by_hand_sql(source, "file_row_number", "regexp_matches").replace("`", '"')
    found = duckdb.connect().sql(query).pl()
    return int(sum(found[name].sum() for name in found.columns if name != "_row"))


def own_spark(folder: str) -> int:
    from pyspark.sql import SparkSession

    from benchmarks.engine_rules import by_hand_sql

    data = SparkSession.builder.getOrCreate().read.parquet(folder).selectExpr("*", "_metadata.row_index AS number")
    data.createOrReplaceTempView("t")
    import polars as pl

    found = pl.from_arrow(SparkSession.builder.getOrCreate().sql(by_hand_sql("t", "number", "regexp_like")).toArrow())
    return int(sum(found[name].sum() for name in found.columns if name != "_row"))  # type: ignore[call-overload]


def _peak() -> float:
    """MB at most held by this process; getrusage would count the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def own(name: str, arguments: list[str]) -> None:
    jobs: dict[str, Callable[..., int]] = {"ours": own_ours, "duckdb": own_duckdb, "spark": own_spark}
    if "spark" in (name, *arguments):
        from pyspark.sql import SparkSession

        from checks.engine.spark_engine import NOTES_LINES

        begun = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config(NOTES_LINES, "false")
        begun.getOrCreate().range(10).count()
    if name == "ours":
        from ledgers.catalogue import ledger_kinds
        from policies import load_register

        load_register(), ledger_kinds()  # what every run reads at its start is not the engine's
    start = time.perf_counter()
    found = jobs[name](*arguments)
    seconds, memory = time.perf_counter() - start, _peak()
    print(json.dumps({"seconds": seconds, "memory": memory, "found": found}))


def beside_engine(folder: Path, total: int, engine: str, runs: int) -> None:
    ours, hand = [], []
    for _ in range(runs):
        ours.append(timed("ours", str(folder), engine))
        hand.append(timed(engine, str(folder)))
    assert ours[0]["found"] == hand[0]["found"], (ours[0], hand[0])
    seconds = [statistics.median(each["seconds"] for each in own) for own in (ours, hand)]
    memory = [max(each["memory"] for each in own) for own in (ours, hand)]
    print(
        f"| {engine}，{total} 行 Parquet，{ours[0]['found']} 处 | {seconds[0]:.2f} | {seconds[1]:.2f} "
        f"| {seconds[0] / seconds[1]:.2f} | {memory[0]:.0f} | {memory[1]:.0f} |"
    )


def main() -> None:
    if sys.argv[1:2] == ["--own"]:
        own(sys.argv[2], sys.argv[3:])
        return
    options = argparse.ArgumentParser()
    options.add_argument("--peers")
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--many", type=int, default=3_000_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--spark", action="store_true")
    options.add_argument("--cost", action="store_true")
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "xianjie-benchmark")
    chosen = options.parse_args()
    small = write(chosen.folder / str(chosen.rows), chosen.rows)
    print(
        "| 规则 | 本工具（秒） | 手写 Polars（秒） | 之比 | 本工具到写成问题（秒） |\n| --- | --- | --- | --- | --- |"
    )
    ours = beside_polars(small, 10)
    beside_polars(small, 100)
    if chosen.peers:
        csv = chosen.folder / f"{chosen.rows}.csv"
        rows(0, chosen.rows).write_csv(csv)
        peers = HERE / "benchmarks" / "engine_peers.py"
        ran = subprocess.run(
            [chosen.peers, str(peers), str(csv)], check=True, capture_output=True, text=True, encoding="utf-8"
        )
        for name, seconds in json.loads(ran.stdout.strip().splitlines()[-1]).items():
            print(f"{name}：{seconds:.2f} 秒，是本工具的 {seconds / ours:.0f} 倍")
    print(
        "\n| 引擎 | 本工具（秒） | 手写（秒） | 之比 | 本工具（MB） | 手写（MB） |\n| --- | --- | --- | --- | --- | --- |"
    )
    write(chosen.folder / str(chosen.many), chosen.many)
    beside_engine(chosen.folder / str(chosen.many), chosen.many, "duckdb", chosen.runs)
    if chosen.spark:
        beside_engine(chosen.folder / str(chosen.many), chosen.many, "spark", max(1, chosen.runs // 2))
    if chosen.cost:
        print("\n| 行数 | polars（秒） | MB | duckdb（秒） | MB |\n| --- | --- | --- | --- | --- |")
        for total in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
            write(chosen.folder / str(total), total)
            told = [timed("ours", str(chosen.folder / str(total)), engine) for engine in ("polars", "duckdb")]
            print("| " + " | ".join([str(total), *(f"{t['seconds']:.2f} | {t['memory']:.0f}" for t in told)]) + " |")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main()
