"""From a workbook of 100,000 rows x 22 columns to the findings file, beside the fastest reader of the same file.

    python -m benchmarks.checking [rows]

Prints ratios of medians in one run; every figure is a whole process, so imports count.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from values.identity import check_character

HEADS = (
    "序号", "县", "乡镇", "村", "户编号", "户主姓名", "户主证件号码", "家庭人口数", "户类型", "统计期间", "本年工资性收入（元）",
    "本年生产经营性收入（元）", "本年财产性收入（元）", "本年转移性收入（元）", "本年生产经营性支出（元）", "本年家庭纯收入（元）",
    "本年人均纯收入（元）", "上年人均纯收入（元）", "减收原因说明", "增收措施", "研判结论", "采集日期",
)  # fmt: skip
RUNS = 5


def row(number: int) -> tuple[object, ...]:
    wage, business, expense = 20_000 + number % 9_000, 8_000 + number % 3_000, 2_000 + number % 700
    net = wage + business + 1_200 - expense + (37 if number % 500 == 0 else 0)
    born = date(1950, 1, 1) + timedelta(days=number % 20_000)
    body = f"360799{born:%Y%m%d}{number // 20_000:03d}"
    last = "0" if number % 50 == 7 else check_character(body)  # one in fifty is wrong, as in real ledgers
    return (
        number, "上犹县", "社溪镇", f"第{number % 12}村", f"SX{number:07d}", f"王{number % 977}", body + last, 3,
        "脱贫户", "2024年", wage, business, 0, 1_200, expense, net, round(net / 3, 2), round(net / 3 - 500, 2), None, "务工", "增收",
        "2024-12-20",
    )  # fmt: skip


def make(file: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(str(file), {"constant_memory": False})
    sheet = book.add_worksheet("收入台账")
    sheet.merge_range(0, 0, 0, len(HEADS) - 1, "上犹县社溪镇2024年脱贫户收入台账")
    for column, head in enumerate(HEADS):
        sheet.write(1, column, head)
    for number in range(rows):
        sheet.write_row(number + 2, 0, row(number))
    book.close()


def seconds(*code: str) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *code], check=False, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "收入.xlsx"
        make(file, rows)
        read = f"import fastexcel; fastexcel.read_excel({str(file)!r}).load_sheet(0).to_polars()"
        program = "from cli.main import main; main()"
        reader = seconds("-c", read)
        check = seconds("-c", program, "check", str(file), "--format", "json", "-o", str(Path(folder) / "结果.json"))
        helps = seconds("-c", program, "--help")
        bare = seconds("-c", "pass")
    allowed = 4 * reader + 1
    print(f"{rows} 行 x {len(HEADS)} 列，每项 {RUNS} 次取中位数")
    print(f"最快读取（fastexcel，整个进程） {reader:.2f} 秒")
    print(
        f"xianjie check 到 JSON           {check:.2f} 秒 = {check / reader:.2f} 倍；限额 4 倍加 1 秒 = {allowed:.2f} 秒"
    )
    print(f"xianjie --help                  {helps:.2f} 秒（空解释器 {bare:.2f} 秒）")


if __name__ == "__main__":
    main()
