"""Many small files read, found and typed, against bare reads, in one run: `python -m benchmarks.ledger_files`.

300 townships hand in 600 rows each. Every measurement runs in processes of its own, started before the clock; all take
turns, so that a busy machine slows all alike. The ratios are what counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import xlsxwriter

HEADER = (
    "序号", "乡镇", "行政村", "户编号", "户主姓名", "户主证件号码", "联系电话", "家庭人口数", "户类型", "采集日期",
    "本年工资性收入", "本年生产经营性收入", "本年财产性收入", "本年转移性收入", "本年生产经营性支出", "本年家庭纯收入", "本年人均纯收入",
    "上年家庭纯收入", "上年人均纯收入", "增幅%", "是否后20%", "备注",
)  # fmt: skip


def make_file(path: Path, rows: int, seed: int) -> None:
    rng = random.Random(seed)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("收入台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, len(HEADER) - 1, f"示范县第{seed}镇2024年脱贫户收入台账（单位：元）")
    sheet.write_row(1, 0, HEADER)
    for row in range(rows):
        at, people = row + 2, rng.randrange(1, 7)
        texts = (
            f"第{seed}镇",
            f"第{row % 11}村",
            f"S{seed:03}{row:04}",
            f"张某{row}",
            f"36079919{rng.randrange(10**10):010}",
        )
        sheet.write_number(at, 0, row + 1)
        sheet.write_row(at, 1, (*texts, f"138{rng.randrange(10**8):08}"))
        sheet.write_number(at, 7, people)
        sheet.write_string(at, 8, "脱贫户" if row % 5 else "监测户")
        sheet.write_datetime(at, 9, dt.datetime(2024, 11, 1) + dt.timedelta(days=row % 50), day)  # noqa: DTZ001
        for column in range(10, 19):
            sheet.write_number(at, column, rng.randrange(8_000_000) / 100)
        sheet.write_row(at, 19, (round(rng.random() * 20, 2), "是" if row % 5 == 0 else "否", ""))
    book.close()


def bare_reads(paths: Sequence[str]) -> int:
    import fastexcel

    return sum(
        fastexcel.read_excel(Path(path).read_bytes())
        .load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
        .to_polars()
        .height
        for path in paths
    )


def our_reads(paths: Sequence[str]) -> int:
    from ledgers.readers import read_book

    return sum(sheet.texts.height for path in paths for sheet in read_book(Path(path), path=path).sheets)


def found_and_typed(paths: Sequence[str]) -> int:
    from ledgers.readers import read_book
    from ledgers.tables import find_ledgers

    ledgers = [ledger for path in paths for ledger in find_ledgers(read_book(Path(path), path=path))[0]]
    return sum(ledger.frame.height for ledger in ledgers)


def opened_as_by_check(paths: Sequence[str], jobs: int) -> int:
    """The way of `xianjie check`; the processes it starts are part of what it costs."""
    from xianjie.inputs.opening import open_inputs

    opened = open_inputs([Path(path) for path in paths], None, jobs=jobs)
    return sum(ledger.frame.height for ledger in opened.ledgers)


Task = Callable[[Sequence[str]], int]
TASKS: tuple[tuple[str, Task, int], ...] = (
    ("fastexcel 只读，1 进程", bare_reads, 1),
    ("fastexcel 只读，2 进程", bare_reads, 2),
    ("本工具只读，1 进程", our_reads, 1),
    ("本工具读、认、定型，1 进程", found_and_typed, 1),
    ("本工具读、认、定型，2 进程", found_and_typed, 2),
)


PRODUCT: tuple[tuple[str, int], ...] = (
    ("xianjie check 的读取，1 进程", 1),
    ("xianjie check 的读取，2 进程（含启动进程）", 2),
)


def timed_product(paths: Sequence[str], jobs: int) -> float:
    opened_as_by_check(paths[:1], 1)
    began = time.perf_counter()
    rows = opened_as_by_check(paths, jobs)
    assert rows >= len(paths)
    return time.perf_counter() - began


def timed(task: Task, paths: Sequence[str], workers: int) -> float:
    """Seconds for all files; processes are up and have everything imported before."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(task, [paths[:1]] * workers * 2))
        began = time.perf_counter()
        chunks = [paths[start : start + 10] for start in range(0, len(paths), 10)]
        rows = sum(pool.map(task, chunks))
        taken = time.perf_counter() - began
    assert rows >= len(paths)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder, f"{number}.xlsx")) for number in range(options.files)]
        for number, path in enumerate(paths):
            make_file(Path(path), options.rows, number)
        print(f"{options.files} 个文件 × {options.rows} 行 × {len(HEADER)} 列")
        report(paths, options.rounds)


def report(paths: Sequence[str], rounds: int) -> None:
    taken: dict[str, list[float]] = {
        name: [] for name in (*(name for name, _, _ in TASKS), *(name for name, _ in PRODUCT))
    }
    for _ in range(rounds):
        for name, task, workers in TASKS:
            taken[name].append(timed(task, paths, workers))
        for name, jobs in PRODUCT:
            taken[name].append(timed_product(paths, jobs))
    base = statistics.median(taken[TASKS[0][0]])
    print("| 做法 | 秒 | 最快 | 与 fastexcel 只读（1 进程）之比 |\n| --- | --- | --- | --- |")
    for name, runs in taken.items():
        print(f"| {name} | {statistics.median(runs):.2f} | {min(runs):.2f} | {statistics.median(runs) / base:.2f} |")


if __name__ == "__main__":
    main()
