"""The ten rules of engine_rules.py in great_expectations and frictionless, over the same records: seconds as JSON.

Run by engines.py with `--peers PYTHON`, an interpreter that has both.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import pandas as pd

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WORDS = ["增收", "持平", "减收"]


def right(number: str) -> bool:
    return "10X98765432"[sum(int(c) * w for c, w in zip(number, WEIGHTS, strict=False)) % 11] == number[17]


def prepared(file: str) -> pd.DataFrame:
    """What no expectation computes itself is a column of its own beforehand; that is not timed."""
    frame = pd.read_csv(file, dtype={"户主证件号码": str}, keep_default_na=False)
    parts = ["本年工资性收入（元）", "本年生产经营性收入（元）", "本年财产性收入（元）", "本年转移性收入（元）"]
    frame["差"] = (frame[parts].sum(axis=1) - frame["本年生产经营性支出（元）"] - frame["本年家庭纯收入（元）"]).abs()
    frame["人均差"] = (
        frame["本年人均纯收入（元）"] * frame["家庭人口数"] - frame["本年家庭纯收入（元）"]
    ).abs() - frame["家庭人口数"]
    frame["涨"] = frame["上年人均纯收入（元）"] - 2 * frame["本年人均纯收入（元）"]
    frame["证件对"] = [right(number) for number in frame["户主证件号码"]]
    return frame


def with_expectations(file: str) -> tuple[float, int]:
    import great_expectations as gx

    frame = prepared(file)
    e = gx.expectations
    suite = gx.ExpectationSuite(
        name="ten",
        expectations=[
            e.ExpectColumnValuesToBeBetween(column="家庭人口数", min_value=1),
            e.ExpectColumnValuesToBeBetween(column="本年工资性收入（元）", min_value=0),
            e.ExpectColumnValuesToBeBetween(column="本年转移性收入（元）", max_value=500_000),
            e.ExpectColumnValuesToBeBetween(column="差", max_value=1.0001),
            e.ExpectColumnValuesToBeBetween(column="人均差", max_value=0.0001),
            e.ExpectColumnValuesToBeBetween(column="涨", max_value=0),
            e.ExpectColumnValuesToNotBeInSet(column="增收措施", value_set=[""]),
            e.ExpectColumnValuesToBeInSet(column="研判结论", value_set=WORDS),
            e.ExpectColumnValuesToBeBetween(column="采集日期", min_value="2024-01-01", max_value="2024-12-31"),
            e.ExpectColumnValuesToBeInSet(column="证件对", value_set=[True]),
        ],
    )
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
    batch = asset.add_batch_definition_whole_dataframe("b").get_batch({"dataframe": frame})
    start = time.perf_counter()
    result = batch.validate(suite, result_format="COMPLETE")
    seconds = time.perf_counter() - start
    return seconds, sum(
        len(each.result.get("unexpected_index_list") or each.result.get("unexpected_list") or ())
        for each in result.results
    )


def with_frictionless(file: str) -> tuple[float, int]:
    from frictionless import Check, Checklist, Resource, errors, system, validate

    class Rules(Check):
        Errors = [errors.RowConstraintError]  # noqa: RUF012 - frictionless' own way

        def validate_row(self, row: Any) -> Any:
            for note in broken(row):
                yield errors.RowConstraintError.from_row(row, note=note)

    start = time.perf_counter()
    with system.use_context(trusted=True):
        report = validate(Resource(path=file), checklist=Checklist(checks=[Rules()]), limit_errors=10**9)
    return time.perf_counter() - start, sum(task.stats["errors"] for task in report.tasks)


def broken(row: Any) -> Any:
    size, net = row["家庭人口数"], float(row["本年家庭纯收入（元）"])
    wage, transfer = float(row["本年工资性收入（元）"]), float(row["本年转移性收入（元）"])
    others = (
        float(row["本年生产经营性收入（元）"])
        + float(row["本年财产性收入（元）"])
        - float(row["本年生产经营性支出（元）"])
    )
    each, before = float(row["本年人均纯收入（元）"]), float(row["上年人均纯收入（元）"])
    day = str(row["采集日期"])
    told = {
        "人口": size < 1, "工资": wage < 0, "转移": transfer > 500_000, "合计": abs(wage + transfer + others - net) > 1.0001,
        "人均": abs(each * size - net) > size + 0.0001, "涨": before > 2 * each, "空": not row["增收措施"],
        "词": row["研判结论"] not in WORDS, "日": not "2024-01-01" <= day <= "2024-12-31", "证": not right(str(row["户主证件号码"])),
    }  # fmt: skip
    return [note for note, wrong in told.items() if wrong]


def main() -> None:
    (gx, found), (fl, same) = with_expectations(sys.argv[1]), with_frictionless(sys.argv[1])
    print(f"great_expectations {found}, frictionless {same}", file=sys.stderr)
    print(json.dumps({"great_expectations": gx, "frictionless": fl}))


if __name__ == "__main__":
    main()
