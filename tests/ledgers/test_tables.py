from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ledgers.catalogue import ledger_kinds
from ledgers.model import CellState, Ledger
from ledgers.tables import find_ledgers
from tests.ledgers.sheets import book, only_ledger, sheet

CASES = yaml.load(
    (Path(__file__).parent / "cases" / "tables.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
MONITORING = [
    ["示范镇监测对象台账"],
    ["户编号", "户主姓名", "户主证件号码", "监测对象类别", "识别时间", "风险类型"],
    ["36001", "张三", "110101199001010011", "边缘易致贫户", "2024-01-05", "因病"],
    ["36002", "李四", "110101199001010022", "边缘易致贫户", "2024-01-06", "因学"],
]


def rows_of(case: dict[str, Any]) -> list[list[str | None]]:
    return [[None if cell in {"~", None} else str(cell) for cell in row] for row in case["rows"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sheets_as_they_come_in(case: dict[str, Any]) -> None:
    shown = frozenset(map(tuple, case["percent_cells"])) if "percent_cells" in case else None
    ledger = only_ledger(
        rows_of(case), merges=tuple(tuple(merge) for merge in case.get("merges", ())), percent_cells=shown
    )
    assert ledger.kind.kind == case["kind"]
    assert list(ledger.header_rows) == case["header"]
    assert ledger.frame["_row"].to_list() == ledger.texts["_row"].to_list() == case["records"]
    assert {item.row: item.why for item in ledger.left_out} == case.get("left_out", {})
    assert (ledger.totals["_row"].to_list() if ledger.totals is not None else []) == case.get("totals", [])
    assert {field: ledger.frame[field].to_list() for field in case.get("values", {})} == case.get("values", {})
    assert {field: ledger.columns[field].letter for field in case.get("columns", {})} == case.get("columns", {})
    assert [fault.code for fault in ledger.faults if fault.code != "LED006" and not quiet(fault)] == case["faults"]
    assert all(any(hint in fault.message for fault in ledger.faults) for hint in case.get("hints", ()))
    for key in {"title", "reporting_unit", "period_text", "filled_on_text"} & case.keys():
        assert getattr(ledger, key) == case[key]


def quiet(fault: Any) -> bool:
    return fault.code == "LED012" and fault.severity == "info"


def test_texts_stand_beside_typed_values() -> None:
    ledger = only_ledger(MONITORING)
    assert ledger.texts["identified_on"].to_list() == ["2024-01-05", "2024-01-06"]
    assert ledger.frame["identified_on"].to_list() == ledger.frame["identified_on__last"].to_list()
    assert [name for name in ledger.frame.columns if name.startswith("main_risk")] == ["main_risk"]


def test_required_columns_that_are_missing_are_one_fault() -> None:
    (fault,) = [fault for fault in only_ledger(MONITORING).faults if fault.code == "LED006"]
    assert (fault.severity, fault.place.row) == ("warning", 2)
    assert "缺必填列：劳动能力类别、" in fault.message
    assert "缺通用列：县(区)、乡镇、行政村、" in fault.message


def test_only_common_columns_missing_is_a_hint() -> None:
    kind = ledger_kinds()["household_list"]
    header = [field.name for field in kind.fields if field.field not in {"county", "township"}]
    ledger = only_ledger([["户名单"], header, ["1", *["甲"] * (len(header) - 1)]])
    assert [fault.severity for fault in ledger.faults if fault.code == "LED006"] == ["info"]


@pytest.mark.parametrize(
    ("path", "title", "told"),
    [
        ("石坑乡.xlsx", "新田镇监测对象台账", True),
        ("石坑乡监测对象台账.xlsx", "示范县新田镇监测对象台账", True),
        ("新田镇2024年.xlsx", "示范县新田镇监测对象台账", False),
        ("各乡镇汇总.xlsx", "新田镇监测对象台账", False),
        ("报送.xlsx", "新田镇监测对象台账", False),
    ],
)
def test_file_name_and_title_may_name_different_townships(path: str, title: str, *, told: bool) -> None:
    ledger = only_ledger([[title], *MONITORING[1:]], path=path)
    assert ("LED015" in {fault.code for fault in ledger.faults}) == told


@pytest.mark.parametrize(
    ("path", "title", "villages", "told"),
    [
        ("甲村.xlsx", "示范镇乙村监测对象台账", ["甲村", "甲村"], "文件名写的是甲村，标题写的却是乙村。"),
        ("示范镇甲村监测对象台账.xlsx", "监测对象台账", ["乙村", "丙村"], "文件名写的是甲村，表中的村却是乙村、丙村。"),
        ("3.甲村监测台账.xlsx", "示范镇甲村监测对象台账", ["示范镇甲村", "甲村委会"], None),
        ("甲社区.xlsx", "监测对象台账", ["乙村", "甲村"], None),
        ("各村汇总.xlsx", "监测对象台账", ["乙村", "丙村"], None),
        ("重点村监测对象台账.xlsx", "监测对象台账", ["乙村", "丙村"], None),
    ],
)
def test_file_name_may_name_another_village(path: str, title: str, villages: list[str], told: str | None) -> None:
    header, *rows = MONITORING[1:]
    placed = [[*header, "行政村"], *([*row, village] for row, village in zip(rows, villages, strict=True))]
    said = [fault.message for fault in only_ledger([[title], *placed], path=path).faults if fault.code == "LED015"]
    assert said == ([told] if told else [])


REWRITTEN = ["户编号", "行政村", "自然村(组)", "户主姓名", "户主证件号码", "识别时间", "家庭人口数", "风险类型"]


def test_what_a_spreadsheet_program_rewrote_is_told_with_its_cause() -> None:
    rows = [
        ["0012", "甲村", "3月5日", "张三", "3.60799E+17", "1900-01-05", "2024-03-05", "因病"],
        ["0013", "甲村", "3-5组", "李四", "360799199001010011", "2024-01-05", "3", "因学"],
        ["14", "甲村", "二组", "王五", "360799199001010012", "2024-01-05", "3", "因学"],
        ["2024-03-06", "甲村", "二组", "赵六", "360799199001010013", "2024-01-05", "3", "因学"],
    ]
    ledger = only_ledger([["监测对象台账"], REWRITTEN, *rows], digits_lost=frozenset({(2, 4)}), cell_errors={(3, 7): "#REF!"})
    told = {(fault.code, fault.place.cell): fault.message for fault in ledger.faults if fault.place.cell and fault.code > "LED006"}
    assert set(told) == {
        ("LED008", "E3"), ("LED010", "G3"), ("LED011", "F3"), ("LED014", "H4"), ("LED020", "C3"), ("LED020", "A5"), ("LED020", "A6"),
    }  # fmt: skip
    assert "3.60799" not in told["LED008", "E3"]
    assert "被自动转成了日期" in told["LED010", "G3"]
    assert "数字被当成日期" in told["LED011", "F3"]
    assert "前面的0可能丢失" in told["LED020", "A5"]
    assert ledger.frame["identified_on"].to_list()[0] is None


def test_codes_of_different_lengths_are_no_lost_zeros() -> None:
    rows = [[code, "甲村", None, "张三", None, "2024-01-05", "3", "因病"] for code in ("0791", "01", "12", "360001")]
    assert not [fault for fault in only_ledger([["监测对象台账"], REWRITTEN, *rows]).faults if fault.code == "LED020"]


def test_lost_digits_formulas_and_error_values_are_told_with_their_cells() -> None:
    ledger = only_ledger(
        MONITORING, digits_lost=frozenset({(2, 2)}), uncalculated=frozenset({(3, 4)}), cell_errors={(3, 5): "#REF!"}
    )
    found = {(fault.code, fault.place.cell) for fault in ledger.faults if fault.code in {"LED008", "LED009", "LED014"}}
    assert found == {("LED008", "C3"), ("LED009", "E4"), ("LED014", "F4")}
    assert ledger.frame["householder_identity__state"].to_list() == [CellState.DIGITS_LOST, CellState.VALUE]
    assert ledger.frame["householder_identity"].to_list() == [None, "110101199001010022"]
    assert ledger.frame["identified_on__state"].to_list() == [CellState.VALUE, CellState.UNCALCULATED]


def test_fabricated_digits_are_never_printed() -> None:
    ledger = only_ledger(MONITORING, digits_lost=frozenset({(2, 2)}))
    fault = next(fault for fault in ledger.faults if fault.code == "LED008")
    assert fault.observed is None
    assert "110101199001010011" not in fault.message


def test_hidden_rows_and_columns_are_kept_and_told() -> None:
    ledger = only_ledger(MONITORING, hidden_rows=frozenset({3}), hidden_columns=frozenset({2}))
    assert ledger.frame.height == 2
    assert ledger.hidden_rows == frozenset({4})
    assert [fault.place.cell for fault in ledger.faults if fault.code == "LED013"] == [None, "C2"]


def test_the_column_we_hide_ourselves_is_not_told() -> None:
    rows = [["整改台账"], ["问题编号", "问题来源", "问题描述", "责任单位", "整改时限", "指纹"], ["1", "省考核", "甲", "乙", "2024-10-31", "abc"]]
    told = [fault for fault in only_ledger(rows, hidden_columns=frozenset({2, 5})).faults if fault.code == "LED013"]
    assert [fault.cells for fault in told] == [("C2",)]
    assert not [fault for fault in only_ledger(rows, hidden_columns=frozenset({5})).faults if fault.code == "LED013"]


def test_a_choice_outside_the_list_is_a_value_as_it_stands() -> None:
    ledger = only_ledger([*MONITORING, ["36003", "王五", None, "别的类别", "2024-01-07", "因灾"]])
    assert ledger.frame["monitored_type"].to_list()[-1] == "别的类别"
    assert ledger.frame["monitored_type__state"].to_list()[-1] == CellState.VALUE


def test_a_cause_of_a_whole_column_is_one_fault_with_all_its_cells() -> None:
    rows = [MONITORING[1], *([f"36{n}", f"张{n}", None, "边缘易致贫户", "年初", "因病"] for n in range(12))]
    faults = [fault for fault in only_ledger(rows).faults if fault.code == "LED011"]
    assert len(faults) == 1
    assert faults[0].cells == tuple(f"E{row}" for row in range(2, 14))


def test_file_name_and_title_may_disagree() -> None:
    ledger = only_ledger(MONITORING, path="示范镇/收入台账.xlsx")
    assert "LED015" in {fault.code for fault in ledger.faults}
    ledger = only_ledger([["2024年监测对象台账"], *MONITORING[1:]], path="2023年监测对象台账.xlsx")
    assert "LED015" in {fault.code for fault in ledger.faults}


def test_a_name_of_the_file_alone_makes_no_kind() -> None:
    ledgers, faults = find_ledgers(book(sheet([["甲", "乙", "丙"], ["1", "2", "3"]]), path="收入台账.xlsx"))
    assert not ledgers
    assert [fault.code for fault in faults] == ["LED003"]


def test_an_unknown_table_is_told_with_what_was_seen() -> None:
    ledgers, faults = find_ledgers(book(sheet([["会员卡号", "积分", "等级", "乡镇", "村"], ["1", "2", "3", "4", "5"]])))
    assert not ledgers
    assert faults[0].code == "LED003"
    assert "会员卡号" in faults[0].message


def test_a_blank_sheet_is_a_fault_alone_and_a_hint_beside_a_ledger() -> None:
    alone = find_ledgers(book(sheet([])))[1]
    beside = find_ledgers(book(sheet(MONITORING), sheet([], name="Sheet2")))[1]
    assert [(fault.code, fault.severity) for fault in alone] == [("LED004", "error")]
    assert [(fault.code, fault.severity) for fault in beside] == [("LED004", "info")]


def test_every_sheet_is_read_and_a_hidden_one_told() -> None:
    ledgers, faults = find_ledgers(book(sheet(MONITORING, name="甲村"), sheet(MONITORING, name="乙村", hidden=True)))
    assert [ledger.sheet for ledger in ledgers] == ["甲村", "乙村"]
    assert [(fault.code, fault.place.sheet) for fault in faults] == [("LED013", "乙村")]


def test_tables_below_each_other() -> None:
    projects = [
        [],
        ["示范镇2024年项目清单"],
        ["单位:元"],
        ["项目编号", "项目名称", "年度", "实施地点", "总投资"],
        ["XM001", "甲村道路", "2024", "甲村", "12.5"],
    ]
    ledgers, faults = find_ledgers(book(sheet([*MONITORING, *projects])))
    assert [ledger.kind.kind for ledger in ledgers] == ["monitoring", "projects"]
    assert [ledger.frame["_row"].to_list() for ledger in ledgers] == [[3, 4], [9]]
    assert ledgers[1].title == "示范镇2024年项目清单"
    assert ledgers[1].frame["total_investment"].to_list() == [1250]
    assert not faults


def test_tables_beside_each_other() -> None:
    header = ["序号", "行政村", "户主姓名", "户编号", "识别时间"]
    left, right = ["1", "甲村", "张三", "36001", "2024-01-05"], ["2", "乙村", "李四", "36002", "2024-01-06"]
    for gap in ([], [None]):
        ledgers, _ = find_ledgers(book(sheet([["监测对象台账"], header + gap + header, left + gap + right])))
        assert [ledger.frame["householder"].to_list() for ledger in ledgers] == [["张三"], ["李四"]]
        assert ledgers[1].columns["householder"].letter == ("H" if not gap else "I")


def test_a_total_keeps_its_label_and_place() -> None:
    rows = [*MONITORING, ["合 计", "2户"], ["甲村小计", "1户"]]
    totals = only_ledger(rows).totals
    assert totals is not None
    assert totals.select("_row", "_label").rows() == [(5, "合计"), (6, "甲村小计")]


def test_a_house_without_rows_below_the_header_is_still_a_ledger() -> None:
    ledger = only_ledger(MONITORING[:2])
    assert isinstance(ledger, Ledger)
    assert ledger.frame.height == 0
    assert ledger.frame.schema["identified_on"] == only_ledger(MONITORING).frame.schema["identified_on"]


def test_twelve_months_side_by_side_stand_for_the_month_surveyed() -> None:
    header = [["户编号", "户主姓名", "迁出地", "摸排月份", *[None] * 11], [None] * 3 + [f"{n}月" for n in range(1, 13)]]
    row = ["36001", "张三", "甲村", "√", *[None] * 11]
    ledger = only_ledger([["易地搬迁后扶台账"], *header, row], merges=((1, 3, 1, 14),))
    assert ledger.texts["surveyed_month_1"].to_list() == ["√"]
    assert ledger.columns["surveyed_month_12"].letter == "O"
    assert not ledger.unrecognised
    assert not any("摸排月份" in (fault.expected or "") for fault in ledger.faults)


def test_a_sheet_named_after_a_village_says_where_its_rows_are() -> None:
    ledgers, _ = find_ledgers(book(sheet(MONITORING, name="甲村"), sheet(MONITORING, name="2.乙社区监测台账")))
    assert [ledger.texts["village"].to_list() for ledger in ledgers] == [["甲村"] * 2, ["乙社区"] * 2]
    assert ledgers[0].inferred == {"village": "工作表名"}
    assert ledgers[0].columns["village"].header == "行政村（由工作表名得出）"


def test_columns_of_no_field_keep_their_texts() -> None:
    rows = [[*row, extra] for row, extra in zip(MONITORING[1:], ("村干部意见", "属实", None), strict=True)]
    ledger = only_ledger(rows)
    assert ledger.unrecognised == ("村干部意见",)
    assert ledger.other_texts is not None
    assert ledger.other_texts.to_dict(as_series=False) == {"G": ["属实", None]}
