"""Make the workbooks of the fictional county: `python -m examples.make_examples`.

The township's figures are right until a fault is planted; planted_faults.py has the table of them. The list that goes
with the workbooks (planted.yaml: file, sheet, cell, code) is written from the same table.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import yaml

from examples import planted_faults as faults
from examples.making import assets, incomes, monitoring, projects, rectification
from examples.making.planting import Plant, listed, planted
from examples.making.sheets import KEY, Record, write_workbook

COUNTY_FOLDER: Final = Path(__file__).parent / "示范县"
FIRST: Final = "新田镇"
SECOND: Final = "新田镇-整改后"
LIST: Final = "planted.yaml"
Entries = list[dict[str, str]]


def make(folder: Path) -> None:
    """All workbooks of both deliveries, and the list of what was planted in them."""
    first = folder / FIRST
    entries = [*_incomes(first), *_monitoring(first), *_projects(first), *_assets(first), *_rectification(first)]
    later = _corrected_incomes(folder / SECOND)
    _write_list(folder / LIST, {FIRST: entries, SECOND: later})


def _incomes(folder: Path) -> Entries:
    before = incomes.income_records(2023)
    write_workbook(folder / "2023年脱贫户收入台账.xlsx", [incomes.income_sheet(2023, before)])
    return _income_ledger(folder, planted(incomes.income_records(2024), faults.INCOME), faults.INCOME)


def _income_ledger(folder: Path, records: list[Record], plants: tuple[Plant, ...]) -> Entries:
    name = "2024年脱贫户收入台账.xlsx"
    places = write_workbook(folder / name, [incomes.income_sheet(2024, records)])
    return listed(name, incomes.SHEET, plants, places)


def _corrected_incomes(folder: Path) -> Entries:
    """The second delivery: half the faults put right, one household more, sorted anew, one new fault."""
    plants = (*(plant for plant in faults.INCOME if plant.later), *faults.INCOME_LATER)
    records = [*planted(incomes.income_records(2024), plants), incomes.added_record()]
    return _income_ledger(folder, incomes.resorted(records), plants)


def _monitoring(folder: Path) -> Entries:
    name = "监测对象台账.xlsx"
    records = planted(monitoring.monitoring_records(), faults.MONITORING)
    places = write_workbook(folder / name, [monitoring.monitoring_sheet(records)])
    return listed(name, monitoring.SHEET, faults.MONITORING, places)


def _projects(folder: Path) -> Entries:
    name = "2024年衔接资金项目清单.xlsx"
    records = planted(projects.project_records(), faults.PROJECT)
    places = write_workbook(folder / name, [projects.project_sheet(records)])
    return listed(name, projects.SHEET, faults.PROJECT, places)


def _assets(folder: Path) -> Entries:
    name = "帮扶资产与管护台账.xlsx"
    records = planted(assets.asset_records(), faults.ASSET)
    care = planted(assets.care_records(records), faults.CARE)
    left_out = {assets.care_key(number, "管护", month): why for (number, month), why in faults.CARE_LEFT_OUT.items()}
    care = [record for record in care if record[KEY] not in left_out]
    places = write_workbook(folder / name, assets.asset_sheets(records, care))
    keys = {record["number"]: record[KEY] for record in records}
    gaps = [
        Plant("AST101", keys[number], why, found=((assets.SHEET, keys[number], "number"),))
        for (number, _), why in faults.CARE_LEFT_OUT.items()
    ]
    return [
        *listed(name, assets.SHEET, (*faults.ASSET, *gaps), places),
        *listed(name, assets.CARE_SHEET, faults.CARE, places),
    ]


def _rectification(folder: Path) -> Entries:
    name = "问题整改台账.xlsx"
    problems = planted(rectification.problem_records(), faults.PROBLEM)
    reports = planted(rectification.report_records(problems), faults.REPORTS)
    left_out = {f"{unit}/{half}" for unit, half in faults.REPORTS_LEFT_OUT}
    reports = [report for report in reports if report[KEY] not in left_out]
    places = write_workbook(folder / name, rectification.rectification_sheets(problems, reports))
    gaps = [_missing_report(unit, why, problems) for (unit, _), why in faults.REPORTS_LEFT_OUT.items()]
    return [
        *listed(name, rectification.SHEET, (*faults.PROBLEM, *gaps), places),
        *listed(name, rectification.REPORT_SHEET, faults.REPORTS, places),
    ]


def _missing_report(unit: str, why: str, problems: list[Record]) -> Plant:
    """Found at the first open problem of the unit."""
    first = next(p[KEY] for p in problems if p["unit"] == unit and p["completed_on"] is None)
    return Plant("REC201", first, f"{unit}{why}", found=((rectification.SHEET, first, "unit"),))


def _write_list(path: Path, deliveries: dict[str, Entries]) -> None:
    data = {
        delivery: {
            "planted": [entry for entry in entries if "code" in entry],
            "tempting": [entry for entry in entries if "code" not in entry],
        }
        for delivery, entries in deliveries.items()
    }
    head = "# 由 make_examples.py 生成:各台账中埋设的问题(planted)和看似有误、其实无误的情形(tempting)\n"
    path.write_text(head + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else COUNTY_FOLDER)
