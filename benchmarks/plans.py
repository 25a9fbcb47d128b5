"""Household plans: ours against stock docxtpl, a new object a record, on the same template and records, in one run.

python -m benchmarks.plans [records]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from drafting.household_plan import TEMPLATE, Household, Income, Measure, Suggestion, plan_context
from templates import join_documents
from templates.render import DOCS
from xianjie.plans.plan_files import PlanFile, compiled, write_plans

RECORDS, STOCK, JOINED, ROUNDS = 2000, 100, 500, 3
ITEMS = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出", "家庭纯收入", "人均纯收入")


def record(number: int) -> dict[str, object]:
    """A fictional household; some names and texts need escaping."""
    household = Household(
        township="新田镇",
        village=f"{'示范龙埠大坪'[number % 3 * 2 :][:2]}村",
        group=f"{number % 9}组",
        householder=f"张{'三喆堃'[number % 3]}",
        household_id=f"SF{number:06d}",
        identity="360799198001010011",
        size=str(number % 6 + 1),
        household_type="监测户",
        labour_class="弱、半",
        year=2024,
        income_year=2024,
        incomes=tuple(Income(item, str(number * 7 % 30000), str(number * 11 % 30000)) for item in ITEMS),
        shortfalls=(("主要风险", "因病<医疗支出>&缺劳力"), ("减收原因", "返乡")),
        measures=tuple(Measure(f"措施{i}", "2024-01-01", "县人社局", "已落实") for i in range(number % 4)),
    )
    return plan_context(household, Suggestion(("公益性岗位", "帮扶车间"), "《若干措施》二"))


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(contexts: list[dict[str, object]], jobs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plans = [PlanFile(f"{i % 20}/{i}.docx", context, str(i)) for i, context in enumerate(contexts)]
        write_plans(plans, Path(folder), DOCS / f"{TEMPLATE}.docx", TEMPLATE, jobs, [].append)


def stock(contexts: list[dict[str, object]]) -> None:
    from docxtpl import DocxTemplate

    with tempfile.TemporaryDirectory() as folder:
        for i, context in enumerate(contexts):
            document = DocxTemplate(DOCS / f"{TEMPLATE}.docx")
            document.render(context, autoescape=True)
            document.save(Path(folder) / f"{i}.docx")


def joined(contexts: list[dict[str, object]]) -> None:
    with tempfile.TemporaryFile() as file:
        join_documents(compiled(DOCS / f"{TEMPLATE}.docx", TEMPLATE), contexts, file)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    contexts = [record(number) for number in range(count)]
    ours(contexts[:10], 1)
    stock(contexts[:2])
    rounds = [
        (
            timed(lambda: ours(contexts, 1)),
            timed(lambda: stock(contexts[:STOCK])),
            timed(lambda: joined(contexts[:JOINED])),
        )
        for _ in range(ROUNDS)
    ]
    own, peer, join = (sorted(column)[ROUNDS // 2] for column in zip(*rounds, strict=True))
    two = timed(lambda: ours(contexts, 2))
    print(f"ours, one process:    {count / own:8.0f} plans/s  {own / count * 1000:6.2f} ms a plan")
    print(f"ours, two processes:  {count / two:8.0f} plans/s  (their start included)")
    print(f"stock docxtpl:        {STOCK / peer:8.0f} plans/s  {peer / STOCK * 1000:6.2f} ms a plan")
    print(f"ratio:                {(count / own) / (STOCK / peer):8.1f}")
    print(f"{JOINED} joined in one file: {join:.2f} s")


if __name__ == "__main__":
    main()
