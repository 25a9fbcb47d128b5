"""The run loop: who is judged together, by what value, how findings are grouped, numbered and told again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from checks.catalogue import find_check
from checks.engine.errors import NumberTooLargeError
from checks.engine.frames import collect, on_engine
from checks.engine.inputs import LedgerInput
from checks.engine.numbering import digest
from checks.engine.run import RunResult, number_findings
from checks.model import Finding
from policies.model import Setting
from tests.checks import tables
from tests.checks.tables import GANXIAN, SHANGYOU, SHIQUAN, run
from values.identity import check_character

ENGINES = ("polars", "pandas", "duckdb")
TOWN_A, TOWN_B = (*SHANGYOU, "示范镇"), (*SHANGYOU, "和美乡")


def poor(household: str, **others: str) -> dict[str, str]:
    """A household below the line without a measure: INC104 finds it."""
    return {
        "户编号": household,
        "行政村": "示范村",
        "户主姓名": f"王小山{household}",
        "本年人均纯收入": "8000",
        "替代增收项目": "",
        **others,
    }


def well(household: str) -> dict[str, str]:
    return poor(household, 本年人均纯收入="20000")


def income(rows: Sequence[dict[str, str]], division: Any = SHANGYOU, **options: Any) -> LedgerInput:
    given_at = {name: options.pop(name) for name in ("on", "as_of", "year") if name in options}
    return tables.given(tables.ledger("income", rows, **options), division, **given_at)


def prints(result: RunResult) -> list[str]:
    return sorted(finding.fingerprint for finding in result.findings)


# ---- grouping ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("bad", "good", "count"),
    [
        pytest.param(9, 1, 9, id="十行有九行同一问题合成一条"),
        pytest.param(8, 2, 1, id="十行有八行逐行列出"),
        pytest.param(9, 0, 1, id="不到十行逐行列出"),
        pytest.param(18, 2, 18, id="二十行有十八行合成一条"),
    ],
)
def test_one_cause_for_a_column_is_said_once(bad: int, good: int, count: int, engine: Any) -> None:
    table = income([*(poor(f"A{i}") for i in range(bad)), *(well(f"B{i}") for i in range(good))])
    result = run(["INC104"], [table], engine=engine)
    assert len(result.findings) == (1 if count > 1 else bad)
    assert result.findings[0].count == count
    if count > 1:
        only = result.findings[0]
        assert {f"E{row}" for row in range(5, 5 + bad)} <= set(only.cells)
        assert only.message.startswith(f"本列{bad}行同一问题")
        assert (only.row, only.cell, only.subject) == (5, "E5", None)


def test_rows_that_cannot_be_judged_do_not_count_towards_grouping() -> None:
    rows = [*(poor(f"A{i}") for i in range(9)), well("B"), *(poor(f"C{i}", 本年人均纯收入="") for i in range(9))]
    assert [f.count for f in run(["INC104"], [income(rows)]).findings] == [9]


def test_a_comparison_with_another_ledger_is_grouped_like_any_column() -> None:
    rows = [{"户编号": f"A{i}", "上年人均纯收入": "1000"} for i in range(10)]
    before = [{"户编号": f"A{i}", "本年人均纯收入": "2000"} for i in range(10)]
    result = run(["INC201"], [income(rows), income(before, year=2023, path="上年.xlsx")])
    assert [(f.count, len(f.cells)) for f in result.findings] == [(10, 10)]


def test_a_column_of_a_hundred_invalid_numbers_is_one_finding() -> None:
    rows = [{"户编号": f"A{i}", "户主姓名": "王小山", "户主证件号码": f"36079919800101{i:03}"} for i in range(100)]
    assert [f.count for f in run(["IDN101"], [income(rows)]).findings] == [100]


def test_a_grouped_finding_stands_in_the_place_all_rows_share() -> None:
    rows = [poor(f"A{i}", 乡镇="示范镇", 行政村=f"示范{i % 2}村") for i in range(10)]
    place = run(["INC104"], [income(rows)]).findings[0].place
    assert (place.county, place.township, place.village) == ("上犹县", "示范镇", None)


def test_a_grouped_finding_is_told_again_whatever_the_file_is_called() -> None:
    rows = [poor(f"A{i}") for i in range(10)]
    renamed = income(rows[::-1], TOWN_A, path="示范镇.xlsx")  # the township read off the new name
    assert prints(run(["INC104"], [income(rows)])) == prints(run(["INC104"], [renamed]))


# ---- numbering and order ----------------------------------------------------------------------------------------


def test_findings_are_numbered_by_path_sheet_row_column_and_code() -> None:
    rows = [poor("A1", 研判结论="减收", 上年人均纯收入="7000"), poor("A2")]
    result = run(["INC103", "INC104"], [income(rows, path="乙.xlsx"), income(rows[1:], path="丙.xlsx")])
    found = [(f.number, f.path, f.cell, f.code) for f in result.findings]
    assert found == [
        (1, "丙.xlsx", "E5", "INC104"),
        (2, "乙.xlsx", "E5", "INC104"),
        (3, "乙.xlsx", "F5", "INC103"),
        (4, "乙.xlsx", "E6", "INC104"),
    ]


def test_columns_beyond_z_come_after_z() -> None:
    def at(cell: str) -> Finding:
        return Finding("INC101", "data", "error", "", "a.xlsx", cell=cell, row=5)

    assert [f.cell for f in number_findings([at("AA5"), at("Z5"), at("B5")])] == ["B5", "Z5", "AA5"]


def test_equals_are_told_apart_by_their_order() -> None:
    result = run(["INC104"], [income([poor("A1"), poor("A1")])])
    first, second = (f.fingerprint for f in result.findings)
    assert first.removesuffix("-0") == second.removesuffix("-1")


@pytest.mark.parametrize("engine", ENGINES)
def test_gaps_of_one_record_come_in_the_order_of_months(engine: Any) -> None:
    assets = tables.ledger("assets", [{"资产编号": "Z1", "资产类别": "公益性"}])
    care = tables.ledger("asset_care", [{"资产编号": "Z1", "日期": "2024-05-01"}])
    both = [tables.given(table, GANXIAN) for table in (assets, care)]
    found = [f.observed for f in run(["AST101"], both, engine=engine).findings]
    assert found == [f"2024年{month}月无记录" for month in range(1, 13) if month != 5]


# ---- fingerprints -----------------------------------------------------------------------------------------------

_HOUSEHOLDS = st.lists(st.sampled_from(["A1", "A2", "A3", "A4"]), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_HOUSEHOLDS, st.randoms(use_true_random=False), st.integers(0, 4), st.sampled_from(["甲.xlsx", "乙/丙.csv"]))
def test_shuffling_inserting_and_renaming_change_no_fingerprint(
    households: list[str], random: Any, inserted: int, path: str
) -> None:
    before = [poor(household, 研判结论="增收", 上年人均纯收入="9000") for household in households]
    after = [*before, *(well(f"B{i}") for i in range(inserted))]
    random.shuffle(after)
    at = sorted(random.sample(range(3, 40), len(after)))
    checks = ["INC103", "INC104"]
    assert prints(run(checks, [income(before)])) == prints(run(checks, [income(after, path=path, at=at)]))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_HOUSEHOLDS, st.lists(st.booleans(), min_size=8, max_size=8), st.randoms(use_true_random=False))
def test_two_townships_in_any_order_and_under_any_name_have_the_same_fingerprints(
    households: list[str], first: list[bool], random: Any
) -> None:
    rows = [poor(household, 户主证件号码=_valid(1)) for household in households]
    parts = [[row for row, here in zip(rows, first, strict=False) if here is wanted] for wanted in (True, False)]
    named = [(town, part) for town, part in zip((TOWN_A, TOWN_B), parts, strict=True) if part]
    results = []
    for names in (("甲.xlsx", "乙.xlsx"), ("2.xls", "1.xls")):
        files = [income(part, town, path=name) for (town, part), name in zip(named, names, strict=False)]
        random.shuffle(files)
        results.append(prints(run(["INC104", "IDN103"], files)))
    assert results[0] == results[1]


def test_correcting_another_cell_leaves_the_fingerprint() -> None:
    one = run(["INC104"], [income([poor("A1")])])
    other = run(["INC104"], [income([poor("A1", 本年人均纯收入="7500", 户主姓名="王大山")])])
    assert prints(one) == prints(other)


@pytest.mark.parametrize("written", [" A1", "A1 ", "A１"])
def test_a_key_written_otherwise_is_the_same_key(written: str) -> None:
    assert prints(run(["INC104"], [income([poor("A1")])])) == prints(run(["INC104"], [income([poor(written)])]))


def test_year_and_field_are_part_of_the_fingerprint() -> None:
    rows = [poor("A1", 上年人均纯收入="9000", 研判结论="增收")]
    result = run(["INC103", "INC104"], [income(rows), income(rows, year=2023, path="上年.xlsx")])
    assert len({f.fingerprint for f in result.findings}) == 4


def _valid(serial: int) -> str:
    body = f"36079919800101{serial:03}"
    return body + check_character(body)


def _named(**others: str) -> dict[str, str]:
    row = poor("", **{"户主证件号码": _valid(1), **others})
    return {name: text for name, text in row.items() if name != "户编号"}


def test_without_a_household_number_a_keyed_hash_of_the_identity_stands_in() -> None:
    keyed = run(["INC104"], [income([_named()])], key=b"one")
    assert prints(keyed) == prints(run(["INC104"], [income([_named(户主姓名="王大山")])], key=b"one"))
    assert prints(keyed) != prints(run(["INC104"], [income([_named()])], key=b"two"))


@pytest.mark.parametrize("written", ["360799 19800101 0015", "３６０７９９198001010015", "'360799198001010015"])
def test_an_identity_written_otherwise_has_the_same_hash(written: str) -> None:
    one, other = (run(["INC104"], [income([_named(户主证件号码=n)])], key=b"one") for n in (_valid(1), written))
    assert prints(one) == prints(other)


def test_no_fingerprint_is_made_of_the_plain_identity_number() -> None:
    """Eighteen digits can be guessed; without the office's key the number is left out, with it it is hashed."""
    found = run(["INC104"], [income([_named()])], key=b"one").findings[0]
    plain = digest(("INC104", (_valid(1),), 2024, "", "alternative_income_project"))
    assert found.fingerprint != f"{plain}-0"
    assert _valid(1) not in repr(replace(found, observed=None))


def test_without_a_key_village_and_name_stand_in() -> None:
    one, other = run(["INC104"], [income([_named()])]), run(["INC104"], [income([_named(户主证件号码=_valid(2))])])
    assert prints(one) == prints(other)
    assert prints(one) != prints(run(["INC104"], [income([_named(行政村="和美村")])]))


def test_rows_that_cannot_be_judged_bear_the_fingerprints_they_would_have_had() -> None:
    found = run(["INC104"], [income([poor("A1")])]).findings[0].fingerprint
    skipped = run(["INC104"], [income([poor("A1", 本年人均纯收入="约八千"), well("A2")])]).skipped
    assert [s.fingerprints for s in skipped] == [(found.removesuffix("-0"),)]
    assert skipped[0].reason == "1行无法判定：人均纯收入空缺或无法识别"
    assert skipped[0].requirement == "SYQD-2-1"


def test_a_county_wide_finding_is_told_apart_by_its_county() -> None:
    rows = [{"项目编号": "X1", "项目类别": "乡村建设", "中央资金": "40"}]
    both = [tables.given(tables.ledger("projects", rows, path=f"{d[2]}.xlsx"), d) for d in (SHANGYOU, GANXIAN)]
    whole = run(["PRJ201"], both, covers="县")
    alone = run(["PRJ201"], both[1:], covers="县")
    assert set(prints(alone)) < set(prints(whole))
    assert all(f.fingerprint.endswith("-0") for f in whole.findings)


# ---- who is judged together -------------------------------------------------------------------------------------


def _twice(first: Any, second: Any, engine: Any = "polars", **second_at: Any) -> RunResult:
    identity = {"户主姓名": "王小山", "户主证件号码": _valid(1)}
    one = income([{"户编号": "A1", **identity}], first, path="甲.xlsx")
    other = income([{"户编号": "A2", **identity}], second, path="乙.xlsx", **second_at)
    return run(["IDN103"], [one, other], engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_two_townships_of_a_county_are_judged_together(engine: Any) -> None:
    assert sorted(f.path for f in _twice(TOWN_A, TOWN_B, engine).findings) == ["乙.xlsx", "甲.xlsx"]


@pytest.mark.parametrize("engine", ENGINES)
def test_one_identity_in_two_counties_is_found(engine: Any) -> None:
    assert sorted(f.path for f in _twice(SHANGYOU, GANXIAN, engine).findings) == ["乙.xlsx", "甲.xlsx"]


def test_two_counties_are_judged_apart() -> None:
    row = {"户编号": "A1", "姓名": "王小山", "身份证号": _valid(1)}
    both = [tables.given(tables.ledger("persons", [row], path=f"{d[2]}.xlsx"), d) for d in (SHANGYOU, GANXIAN)]
    assert not run(["IDN105"], both).findings


def test_two_years_are_judged_apart() -> None:
    assert not _twice(SHANGYOU, SHANGYOU, year=2023).findings


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_that_one_file_lacks_takes_nothing_from_the_other(engine: Any) -> None:
    closed = {"问题编号": "W1", "整改时限": "2024-01-31", "完成日期": "", "销号日期": "2024-01-20"}
    late = {"问题编号": "W2", "整改时限": "2024-01-31", "完成日期": ""}
    both = [
        tables.given(tables.ledger("rectification", [row], path=f"{town[-1]}.xlsx"), town)
        for row, town in ((closed, TOWN_A), (late, TOWN_B))
    ]
    assert [f.path for f in run(["REC101"], both, engine=engine).findings] == ["和美乡.xlsx"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_file_without_the_column_stays_without_it_beside_one_that_has_it(engine: Any) -> None:
    short = {"项目编号": "X1", "总投资": "50", "中央资金": "30"}
    both = [
        tables.given(tables.ledger("projects", [row], path=f"{town[-1]}.xlsx"), town)
        for row, town in (({**short, "其他资金": "20"}, TOWN_A), (short, TOWN_B))
    ]
    result = run(["PRJ101"], both, engine=engine)
    assert not result.findings
    assert [(s.path, s.reason[:6]) for s in result.skipped] == [("和美乡.xlsx", "1行无法判定")]


def test_another_townships_records_do_not_stand_in_for_missing_ones() -> None:
    assets = [{"资产编号": "Z1", "资产类别": "公益性"}]
    care = [{"资产编号": "Z9", "日期": "2024-01-05"}]
    ganxian_a, ganxian_b = (*GANXIAN, "示范镇"), (*GANXIAN, "和美乡")
    own = tables.given(tables.ledger("assets", assets), ganxian_a)
    result = run(["AST101"], [own, tables.given(tables.ledger("asset_care", care), ganxian_b)])
    assert (len(result.findings), [s.reason for s in result.skipped]) == (0, ["没有一同提交“资产管护记录”"])
    countywide = run(["AST101"], [own, tables.given(tables.ledger("asset_care", care), GANXIAN)])
    assert len(countywide.findings) == 12


def test_every_file_that_lacks_its_counterpart_is_told() -> None:
    monitoring = [{"户编号": "A1", "家庭人口数": "3"}]
    both = [tables.given(tables.ledger("monitoring", monitoring, path=f"{t[-1]}.xlsx"), t) for t in (TOWN_A, TOWN_B)]
    assert [s.path for s in run(["MON301"], both).skipped] == ["示范镇.xlsx", "和美乡.xlsx"]


def test_a_file_that_lacks_a_needed_column_is_told_and_the_others_are_judged() -> None:
    without = income([{"户编号": "A2", "本年人均纯收入": "1"}], TOWN_B, path="缺列.xlsx")
    result = run(["INC104"], [income([poor("A1")], TOWN_A), without])
    assert [f.path for f in result.findings] == ["脱贫户收入台账.xlsx"]
    assert [(s.path, s.reason) for s in result.skipped] == [("缺列.xlsx", "台账缺少列：替代增收项目")]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_ledger_without_rows_is_no_exception(engine: Any) -> None:
    empty = tables.ledger("income", [poor("A1")])
    empty = replace(empty, frame=empty.frame.clear(), texts=empty.texts.clear())
    result = run(["INC104", "IDN101", "IDN103"], [tables.given(empty)], engine=engine)
    assert not result.findings


# ---- by what value ----------------------------------------------------------------------------------------------


def _share(industry: str, other: str, division: Any, **options: Any) -> RunResult:
    rows = [
        {"项目编号": "X1", "项目类别": "产业发展", "中央资金": industry},
        {"项目编号": "X2", "项目类别": "乡村建设", "中央资金": other},
    ]
    on = options.pop("on", tables.YEAR_END)
    return run(["PRJ201"], [tables.given(tables.ledger("projects", rows), division, on=on)], **options)


@pytest.mark.parametrize(
    ("division", "floor", "cited"),
    [
        pytest.param(("江西省", "赣州市", "南康区"), "60%", "GN21-3-3", id="省内其他县依省里60%"),
        pytest.param(GANXIAN, "65%", "GX24-4-1", id="赣县区依本区65%"),
        pytest.param(SHANGYOU, "60%", "SYQD-3-4", id="上犹依本县60%"),
    ],
)
def test_the_stricter_and_then_the_nearer_value_holds_and_is_cited(division: Any, floor: str, cited: str) -> None:
    found = _share("10", "90", division, covers="县").findings[0]
    assert found.expected == f"产业发展占比不低于{floor}"
    assert found.requirements[0].id == cited


def test_before_the_provinces_day_a_county_without_its_own_value_is_not_judged() -> None:
    result = _share("10", "90", ("江西省", "赣州市", "南康区"), covers="县", on=date(2024, 8, 12))
    assert not result.findings
    assert {s.requirement for s in result.skipped} == {"GN21-3-3", "SYQD-3-4", "GX24-4-1"}
    assert "GN21-3-3" in result.not_applicable


def test_a_countys_share_is_judged_on_two_files_and_only_as_a_whole_county() -> None:
    halves = [
        tables.given(
            tables.ledger("projects", [{"项目编号": kind, "项目类别": kind, "中央资金": funds}], path=path), town
        )
        for kind, funds, path, town in (("产业发展", "59", "a.xlsx", TOWN_A), ("乡村建设", "41", "b.xlsx", TOWN_B))
    ]
    found = run(["PRJ201"], halves, covers="县").findings
    assert [(f.path, f.cell, f.row, f.observed) for f in found] == [("a.xlsx", None, None, "590000元÷1000000元")]
    assert not run(["PRJ201"], halves).findings


CONFIGURED = Setting("focus_income_line", "重点关注线", 900_000, "9000元", basis="某县〔2024〕1号")


def test_a_configured_value_holds_only_where_no_document_gives_one() -> None:
    rows = [poor("A1", 本年人均纯收入="9500")]
    found = run(["INC104"], [income(rows)], configured={"focus_income_line": CONFIGURED}).findings
    assert "低于重点关注线10000元" in found[0].message
    assert [c.id for c in found[0].requirements] == ["SYQD-2-1"]


def test_a_configured_value_is_cited_as_one() -> None:
    open_line = replace(find_check("INC104"), requires=(), source="本县口径")
    result = run([open_line], [income([poor("A1")], SHIQUAN)], configured={"focus_income_line": CONFIGURED})
    assert result.findings[0].requirements[1].document == "配置值，非文件原值：某县〔2024〕1号"
    missing = run([open_line], [income([poor("A1")], SHIQUAN)]).skipped
    assert "没有适用的文件给出" in missing[0].reason
    assert "focus_income_line" in missing[0].reason


def test_what_is_not_in_force_is_said_once() -> None:
    tables_abroad = [income([poor("A1")], SHIQUAN, path=f"{i}.xlsx") for i in range(3)]
    result = run(["INC104"], tables_abroad)
    assert [(s.requirement, s.path, s.not_applicable) for s in result.skipped] == [
        ("SYQD-2-1", None, True),
        ("SQ23-1-2", None, True),
    ]
    assert result.not_applicable == {"SYQD-2-1", "SQ23-1-2"}


def test_a_requirement_met_anywhere_counts_as_applied() -> None:
    result = run(["INC104"], [income([well("A1")]), income([poor("A1")], SHIQUAN, path="外县.xlsx")])
    assert result.applied == {"SYQD-2-1"}
    assert "SYQD-2-1" not in result.not_applicable


def test_a_finding_says_who_is_responsible_and_where() -> None:
    found = run(["INC104"], [income([poor("A1")], TOWN_A)]).findings[0]
    assert (found.place.county, found.place.township, found.place.village) == ("上犹县", "示范镇", "示范村")
    assert (found.subject, found.severity, found.nature) == ("王小山A1", "warning", "policy")
    assert found.responsible


def test_more_than_sixty_row_checks_share_passes() -> None:
    many = [replace(find_check("INC104"), code=f"ZZZ{i:03}") for i in range(130)]
    for engine in ENGINES:
        result = run(many, [income([poor("A1"), well("A2"), poor("A3", 本年人均纯收入="")])], engine=engine)  # type: ignore[arg-type]
        assert len(result.findings) == 130
        assert len(result.skipped) == 130


# ---- engines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_hands_rows_back_with_the_same_types(engine: Any) -> None:
    columns = {"_row": pl.Int64, "fen": pl.Int64, "name": pl.String, "flag": pl.Boolean}
    frame = pl.DataFrame([(1, 2**50, "甲", True), (2, None, None, None)], schema=columns, orient="row")
    assert collect(on_engine(frame, engine)).equals(frame)
    assert collect(on_engine(frame.clear(), engine)).schema == frame.schema
    totals = collect(on_engine(frame, engine).group_by("_row").agg(nw.col("fen").sum()))
    assert totals.sort("_row").rows() == [(1, 2**50), (2, 0)]
    assert totals.schema["fen"] == pl.Int64


def test_duckdb_says_that_a_number_is_too_large() -> None:
    frame = on_engine(pl.DataFrame({"fen": [2**40]}), "duckdb")
    with pytest.raises(NumberTooLargeError, match="数值过大"):
        collect(frame.select(nw.col("fen") * nw.col("fen")))
