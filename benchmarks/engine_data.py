"""A province's income ledger of any length as columns: made by arithmetic, one row in fifty with one fault."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

CHUNK = 250_000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHARACTERS = np.array(list("10X98765432"))
FAULTS = 10  # one of each in five hundred rows


def identities(number: np.ndarray) -> np.ndarray:
    """18 characters each, all different, adversarial in the low digits."""
    born = np.datetime64("1950-01-01") + (number % 20_000).astype("timedelta64[D]")
    days = np.char.replace(born.astype(str), "-", "")
    body = np.char.add(
        np.char.add(np.char.mod("%06d", 360_700 + number // 20_000_000), days),
        np.char.mod("%03d", number // 20_000 % 1000),
    )
    digits = body.astype("U17").view("U1").reshape(len(number), 17).astype(np.int64)
    right = (digits @ np.array(WEIGHTS)) % 11
    wrong = number % 500 == 7
    return np.char.add(body, CHARACTERS[(right + wrong) % 11])


def rows(start: int, count: int) -> pl.DataFrame:
    """Typed as a database hands them out: texts, doubles in 元, whole numbers, dates."""
    n = np.arange(start, start + count)
    wage, business, expense = 20_000 + n % 9_000, 8_000 + n % 3_000, 2_000 + n % 700
    net = wage + business + 1_200 - expense
    size = 1 + n % 5
    per_capita = np.round(net / size, 2)
    faulty = {fault: n % 500 == fault for fault in range(FAULTS)}
    return pl.DataFrame(
        {
            "县": np.full(count, "上犹县"),
            "乡镇": np.char.add("第", np.char.add((n % 14).astype(str), "镇")),
            "村": np.char.add("第", np.char.add((n % 120).astype(str), "村")),
            "户编号": np.char.mod("SX%09d", n),
            "户主姓名": np.char.add("王", (n % 977).astype(str)),
            "户主证件号码": identities(n),
            "家庭人口数": np.where(faulty[0], 0, size),
            "户类型": np.where(n % 3 == 0, "脱贫户", "监测户"),
            "统计期间": np.full(count, "2024年"),
            "本年工资性收入（元）": np.where(faulty[1], -100.5, wage.astype(float)),
            "本年生产经营性收入（元）": business.astype(float),
            "本年财产性收入（元）": np.zeros(count),
            "本年转移性收入（元）": np.where(faulty[2], 990_000.0, 1_200.0),
            "本年生产经营性支出（元）": expense.astype(float),
            "本年家庭纯收入（元）": np.where(faulty[3], net + 37.0, net.astype(float)),
            "本年人均纯收入（元）": np.where(faulty[4], per_capita + 10.01, per_capita),
            "上年人均纯收入（元）": np.where(faulty[5], per_capita * 3, np.round(per_capita - 500, 2)),
            "减收原因说明": np.full(count, ""),
            "增收措施": np.where(faulty[6], "", "务工"),
            "研判结论": np.where(faulty[8], "不知道", "增收"),
        }
    ).with_columns(
        pl.Series("采集日期", np.datetime64("2024-01-01") + np.where(faulty[9], 900, n % 360).astype("timedelta64[D]"))
    )


def write(folder: Path, total: int) -> list[Path]:
    """Parts of a Parquet folder; each is made and forgotten."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for start in range(0, total, CHUNK):
        file = folder / f"部分{start // CHUNK:03d}.parquet"
        if not file.exists():
            rows(start, min(CHUNK, total - start)).write_parquet(file, compression="zstd")
        files.append(file)
    return files
