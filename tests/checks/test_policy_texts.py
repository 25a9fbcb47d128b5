"""The five policy texts as they stand on the web: what is wrong is found, what is a web page's style is only a hint."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checks.model import Finding
from xianjie import CheckRequest, check

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
DAY = date(2024, 12, 31)
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="政策原文不在旁边")


def findings(start: str) -> list[Finding]:
    (file,) = SEEDS.glob(f"{start}*.txt")
    return list(check(CheckRequest(paths=(file,), on=DAY, as_of=DAY, select=("DOC",))).findings)


def told(start: str, *severities: str) -> list[str]:
    return [f"{f.code} 第{f.row}行 {f.element}" for f in findings(start) if f.severity in severities]


def test_the_wrong_county_in_the_head_and_the_square_brackets_are_found() -> None:
    assert told("000", "error", "warning") == [
        "DOC421 第1行 发文机关标志",
        "DOC102 第3行 发文字号",
        "DOC102 第7行 正文",
    ]
    head = findings("000")[0]
    assert (head.observed, head.expected) == (
        "中共上北县委农村工作领导小组办公室",
        "中共上犹县委农村工作领导小组办公室",
    )


def test_a_forwarded_text_without_a_list_of_annexes_and_lost_punctuation_are_hints() -> None:
    hints = told("000", "info")
    assert "DOC415 第7行 附件说明" in hints
    assert any(hint.startswith("DOC446") for hint in hints)


def test_a_doubled_character_is_found() -> None:
    assert told("001", "error", "warning") == ["DOC102 第3行 发文字号"]
    doubled = [f for f in findings("001") if f.code == "DOC445"]
    assert ["年度度" in (f.observed or "") for f in doubled] == [True]


@pytest.mark.parametrize("start", ["002", "003", "004"])
def test_the_style_of_a_web_page_is_no_error(start: str) -> None:
    assert told(start, "error", "warning") == []
    assert any(hint.startswith("DOC402") for hint in told(start, "info"))
