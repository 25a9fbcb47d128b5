"""Reading and annotating a ledger of 100,000 rows, against peers, in one run: `python -m benchmarks.reading`.

Each measurement runs in a process of its own; the fast ones take turns, so that a busy machine slows all alike. The
ratios are what counts: seconds on a shared machine drift by half.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import xlsxwriter
from msgspec import Struct

COLUMNS = 22
SHEET = "收入台账"
FIRST_ROW = 4
MARKS = 4000
SURNAMES = "赵钱孙李周吴郑王冯陈"


class Taken(Struct, frozen=True):
    wall: float
    cpu: float
    memory: int  # MB at the peak, imports included


def make_ledger(path: Path, rows: int) -> None:
    """Title row, two header rows with merged groups, identity numbers and phones as text, true dates, shared strings."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, COLUMNS - 1, "示范县2024年监测对象收入台账")
    for group in range(5):
        sheet.merge_range(1, 4 * group, 1, 4 * group + 3, f"第{group + 1}组（元）")
    sheet.write_row(2, 0, [f"字段{column + 1}" for column in range(COLUMNS)])
    rng = random.Random(20240809)
    for row in range(rows):
        _write_row(sheet, row, rng, day)
    book.close()


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, rng: random.Random, day: xlsxwriter.format.Format
) -> None:
    at = row + FIRST_ROW - 1
    birth = dt.datetime(1950, 1, 1) + dt.timedelta(days=rng.randrange(20_000))  # noqa: DTZ001
    sheet.write_number(at, 0, row + 1)
    texts = ("示范县", f"第{row % 15}乡", f"第{row % 211}村", f"{rng.choice(SURNAMES)}某{row}", "脱贫户")
    sheet.write_row(at, 1, texts)
    sheet.write_string(at, 6, f"520999{birth:%Y%m%d}{rng.randrange(10_000):04d}")
    sheet.write_string(at, 7, f"199{rng.randrange(10**8):08d}")
    sheet.write_datetime(at, 8, birth, day)
    sheet.write_datetime(at, 9, dt.datetime(2024, 1, 1) + dt.timedelta(days=row % 366), day)  # noqa: DTZ001
    for column in range(10, 20):
        sheet.write_number(at, column, rng.randrange(2_000_000) / 100)
    sheet.write_row(at, 20, ("是" if row % 3 else "否", f"备注{row % 1000}"))


def ours(path: Path) -> None:
    from ledgers.readers import read_book

    (sheet,) = read_book(path, path=path.name).sheets
    assert sheet.texts.width == COLUMNS


def bare_fastexcel(path: Path) -> None:
    import fastexcel

    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
    assert sheet.to_polars().width == COLUMNS


def calamine(path: Path) -> None:
    import python_calamine

    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert len(rows[0]) == COLUMNS


def openpyxl_read_only(path: Path) -> None:
    import openpyxl

    rows = list(openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))
    assert len(rows[0]) == COLUMNS


def _cells(path: Path) -> list[str]:
    rng = random.Random(path.stat().st_size)
    return [f"{chr(65 + rng.randrange(COLUMNS))}{FIRST_ROW + rng.randrange(1000)}" for _ in range(MARKS)]


def our_copy(path: Path) -> None:
    from ledgers.annotated import Mark, annotate_workbook

    marks = [Mark(SHEET, cell, "与国家标准不符，请核对") for cell in _cells(path)]
    path.with_name("ours.xlsx").write_bytes(annotate_workbook(path.read_bytes(), marks, fill=True))


def openpyxl_copy(path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = openpyxl.load_workbook(path)
    yellow = PatternFill("solid", fgColor="FFFFFF00")
    for cell in set(_cells(path)):
        book[SHEET][cell].comment = Comment("与国家标准不符，请核对", "核查")
        book[SHEET][cell].fill = yellow
    book.save(path.with_name("openpyxl.xlsx"))


def measured(task: Callable[[Path], None], path: Path) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    task(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return Taken(time.perf_counter() - wall, time.process_time() - cpu, memory)


def alone(task: Callable[[Path], None], path: Path) -> Taken:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, task, path).result()


def in_turns(tasks: list[Callable[[Path], None]], path: Path, rounds: int) -> dict[str, Taken]:
    taken: dict[str, list[Taken]] = {task.__name__: [] for task in tasks}
    for _ in range(rounds):
        for task in tasks:
            taken[task.__name__].append(alone(task, path))
    return {name: _median(runs) for name, runs in taken.items()}


def _median(runs: list[Taken]) -> Taken:
    return Taken(
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.memory for run in runs),
    )


def report(title: str, taken: dict[str, Taken], base: str) -> None:
    print(f"\n| {title} | 秒 | CPU 秒 | 内存 MB | 秒之比 | CPU 之比 |\n| --- | --- | --- | --- | --- | --- |")
    for name, run in taken.items():
        wall, cpu = run.wall / taken[base].wall, run.cpu / taken[base].cpu
        print(f"| {name} | {run.wall:.2f} | {run.cpu:.2f} | {run.memory} | {wall:.2f} | {cpu:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "台账.xlsx")
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pool.submit(make_ledger, path, options.rows).result()
        print(f"{options.rows} 行 × {COLUMNS} 列，{path.stat().st_size / 1e6:.1f} MB，{MARKS} 处批注")
        reading = in_turns([ours, bare_fastexcel, calamine], path, options.rounds)
        report("读取", reading | in_turns([openpyxl_read_only], path, 1), "bare_fastexcel")
        copying = in_turns([our_copy], path, options.rounds)
        report("批注", copying | in_turns([openpyxl_copy], path, 1), "our_copy")


if __name__ == "__main__":
    main()
