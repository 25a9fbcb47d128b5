"""A finding that speaks for a whole column stands in the way of every household in it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from checks.model import Finding
from tests.cli.households import monitored, monitoring_workbook
from xianjie.inputs.contexts import Options
from xianjie.inputs.opening import open_inputs
from xianjie.inputs.placing import place_inputs
from xianjie.plans.household_rows import Group, read_groups
from xianjie.plans.open_faults import open_faults

FINDING = Finding("MON101", "data", "error", "电话13800001234有误", "监测.xlsx", sheet="监测对象台账", cell="S3", cells=("S3",), row=3)


def groups(folder: Path, *changes: dict[str, object]) -> list[Group]:
    rows = [monitored(number, **change) for number, change in enumerate(changes, start=1)]
    opened = open_inputs([monitoring_workbook(folder / "监测.xlsx", rows)], None)
    return read_groups(place_inputs(opened, Options(), None, ()).ledgers)


def test_an_error_belongs_to_the_household_of_its_row_and_names_no_number(tmp_path: Path) -> None:
    found = open_faults([FINDING], groups(tmp_path, {}, {}))
    assert found == {0: ["监测.xlsx 监测对象台账!S3：电话138****1234有误（MON101）"]}


def test_a_column_wide_error_belongs_to_every_household_of_its_cells(tmp_path: Path) -> None:
    wide = replace(FINDING, count=2, cells=("S3", "S4"))
    assert sorted(open_faults([wide], groups(tmp_path, {}, {}, {}))) == [0, 1]


def test_warnings_and_faults_of_the_whole_file_stand_in_nobodys_way(tmp_path: Path) -> None:
    others = [replace(FINDING, severity="warning"), replace(FINDING, row=None, cell=None, cells=())]
    assert open_faults(others, groups(tmp_path, {})) == {}


def test_rows_of_one_household_are_one_though_the_number_is_missing_in_one(tmp_path: Path) -> None:
    same = {"户主姓名": "王小水", "户主证件号码": monitored(1)["户主证件号码"]}
    assert [len(group.records) for group in groups(tmp_path, {}, {**same, "户编号": None, "帮扶措施": "医疗救助"})] == [2]


def test_namesakes_of_one_village_with_other_numbers_are_two(tmp_path: Path) -> None:
    assert len(groups(tmp_path, {"户主姓名": "王小水"}, {"户主姓名": "王小水"})) == 2
