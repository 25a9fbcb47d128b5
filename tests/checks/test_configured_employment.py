"""Checks of employment and relocation that judge only by a value a county has configured."""

from __future__ import annotations

from datetime import date

import pytest

from checks.engine.run import RunResult
from policies.model import Setting, Value
from tests.checks import tables
from tests.checks.tables import GANXIAN, SHANGYOU, SHIQUAN
from values.divisions import Division
from values.shares import Share

PERSON = {"姓名": "王小山", "身份证号": "36072419800101001X"}
OTHER = {"姓名": "李小兰", "身份证号": "360724198002020028"}
ENGINES = ("polars", "pandas")


def _run(
    code: str, kind: str, rows: list[dict[str, str]], name: str, value: Value, text: str, place: Division, on: date,
    last_year: list[dict[str, str]] | None = None, covers: str = "乡镇",
) -> list[RunResult]:  # fmt: skip
    setting = Setting(name, name, value, text, basis="县里约定")
    given = [tables.given(tables.ledger(kind, rows, path="a.xlsx", year=on.year), place, on=on, year=on.year)]
    if last_year is not None:
        before = tables.ledger(kind, last_year, path="b.xlsx", year=on.year - 1)
        given.append(tables.given(before, place, on=on, year=on.year - 1))
    return [
        tables.run([code], given, configured={name: setting}, covers=covers, engine=engine)  # type: ignore[arg-type]
        for engine in ENGINES
    ]


def _rows(results: list[RunResult]) -> list[int | None]:
    first, second = ([finding.row for finding in result.findings] for result in results)
    assert first == second
    return [row - tables.ABOVE if row else None for row in first]


@pytest.mark.parametrize(
    ("day", "found"),
    [("2024-12-01", []), ("2024-11-30", [1]), ("2024年12月", []), ("2024年10月", [1]), ("", [1]), ("前几天", [])],
)
def test_ledger_is_updated_within_the_configured_days(day: str, found: list[int]) -> None:
    rows = [{**PERSON, "更新日期": day}]
    results = _run("EMP103", "employment", rows, "job_ledger_update_days", 30, "30天", GANXIAN, date(2024, 12, 31))
    assert _rows(results) == found
    assert ("1行无法判定" in results[0].skipped[0].reason) if day == "前几天" else not results[0].skipped


@pytest.mark.parametrize(
    ("state", "wish", "day", "found"),
    [
        ("未就业", "是", "2024-09-30", []),
        ("未就业", "是", "2024-09-29", [1]),
        ("未就业", "是", "", [1]),
        ("未就业", "否", "", []),
        ("已就业", "是", "", []),
    ],
)
def test_unemployed_are_pushed_within_the_configured_months(state: str, wish: str, day: str, found: list[int]) -> None:
    rows = [{**PERSON, "就业状态": state, "是否有就业意愿": wish, "推送日期": day}]
    results = _run("EMP105", "employment", rows, "unemployed_push_months", 3, "3个月", SHANGYOU, date(2024, 12, 30))
    assert _rows(results) == found


@pytest.mark.parametrize(
    ("content", "offers", "found", "skipped"),
    [
        ("1次政策宣介、3次岗位推荐、1次技能培训", "3", [], False),
        ("1次政策宣介、3次岗位推荐、1次技能培训", "2", [1], False),
        ("宣介1次，推荐2次，培训1次", "2", [], False),
        ("三项服务", "0", [], True),
    ],
)
def test_131_is_judged_as_configured(content: str, offers: str, found: list[int], skipped: bool) -> None:  # noqa: FBT001
    counts = {"宣介次数": "1", "指导次数": "0", "推荐次数": offers, "培训/见习次数": "1"}
    rows = [{**PERSON, "就业状态": "未就业", **counts}, {**OTHER, "就业状态": "已就业", **dict.fromkeys(counts, "0")}]
    results = _run(
        "EMP215", "employment_services", rows, "service_131_content", content, content, SHIQUAN, date(2023, 12, 31)
    )
    assert _rows(results) == found
    assert bool(results[0].skipped) is skipped


@pytest.mark.parametrize(("now", "found"), [(9, []), (8, [None]), (11, []), (12, [None])])
def test_number_of_posts_stays_within_the_configured_margin(now: int, found: list[None]) -> None:
    def posts(number: int) -> list[dict[str, str]]:
        return [{"姓名": "王小山", "身份证号": f"3607241980010{i:05d}", "在岗状态": "在岗"} for i in range(number)]

    results = _run(
        "PUB202", "public_posts", posts(now), "public_post_change_margin", Share(1, 10), "10%", SHIQUAN,
        date(2023, 12, 31), last_year=posts(10), covers="县",
    )  # fmt: skip
    assert _rows(results) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2024-10-31"], []),
        (["2024-10-30"], [1]),
        (["2024-03-01", "2024-11-05"], []),
        (["2024-03-01", "2024-05-05"], [2]),
        (["2024-03-01", "上周"], []),
    ],
)
def test_site_is_inspected_within_the_configured_months(days: list[str], found: list[int]) -> None:
    rows = [{"地点": "幸福小区", "隐患类别": "消防", "排查日期": day} for day in days]
    results = _run("HAZ201", "hazards", rows, "hazard_check_months", 2, "2个月", SHANGYOU, date(2024, 12, 31))
    assert _rows(results) == found
