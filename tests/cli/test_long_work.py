"""A bar on long work goes to a terminal alone, one for each stage."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

import xianjie
from cli import long_work
from cli.long_work import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(monkeypatch: pytest.MonkeyPatch, to: io.StringIO, *, quiet: bool = False) -> str:
    monkeypatch.setattr(long_work, "_SHOWN_AFTER", 0)
    monkeypatch.setattr(sys, "stderr", to)
    with progress_bar(quiet=quiet) as progress:
        for stage in ("读取", "核查"):
            for done in (1, 2):
                progress(stage, done, 2)
    return to.getvalue()


def test_each_stage_has_its_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = told(monkeypatch, Terminal())
    assert "读取" in shown
    assert "核查" in shown
    assert shown.count("100%") == 2


def test_no_bar_to_a_file_or_when_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, io.StringIO()) == ""
    assert told(monkeypatch, Terminal(), quiet=True) == ""


def test_short_work_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar(quiet=False) as progress:
        progress("读取", 1, 1)
    assert terminal.getvalue() == ""


def test_a_check_tells_how_far_it_is(tmp_path: Path) -> None:
    (tmp_path / "2024年脱贫户收入台账.csv").write_text(
        "村,户编号,户主姓名,户主证件号码,本年家庭纯收入（元）,本年人均纯收入（元）,上年人均纯收入（元）\n示范村,A1,张三,,1,9000,8000\n",
        encoding="utf-8",
    )
    told: list[tuple[str, int, int]] = []
    xianjie.check(
        xianjie.CheckRequest(paths=(tmp_path,), division="江西省/赣州市/上犹县"), lambda *step: told.append(step)
    )
    assert {stage for stage, _, _ in told} == {"读取", "核查"}
    assert all(done <= total for _, done, total in told)
    last = told[-1]
    assert last[1] == last[2]
