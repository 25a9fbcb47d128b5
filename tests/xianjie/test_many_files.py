"""Many files on several processes: the same answers in the same order, and every file counted."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from ledgers.readers.processes import in_processes
from xianjie.inputs.opening import Opened, open_inputs

NOTICE = "示范县农业农村局\n\n关于报送台账的通知\n\n各乡镇：\n　　请按时报送。\n\n示范县农业农村局\n2024年7月1日\n"


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("报送")
    for number in range(4):
        with xlsxwriter.Workbook(folder / f"{number}.xlsx") as book:
            sheet = book.add_worksheet("台账")
            rows = [["户编号", "行政村", "户主姓名", "识别时间"], [f"36{number}", "甲村", "张三", "一月" if number == 2 else "2024-01-05"]]
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
    return folder


def test_several_processes_answer_as_one_does(handed_in: Path) -> None:
    told: list[tuple[int, int]] = []
    alone = open_inputs([handed_in], None, jobs=1)
    many = open_inputs([handed_in], None, jobs=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 6) for done in range(1, 7)]
    assert many.files == alone.files
    assert many.faults == alone.faults
    assert [path for path, _ in many.documents] == [path for path, _ in alone.documents]
    assert [ledger.path for ledger in many.ledgers] == [f"{number}.xlsx" for number in range(4)]
    assert all(one.frame.equals(other.frame) for one, other in zip(many.ledgers, alone.ledgers, strict=True))
    assert one_object_a_kind(many)


def one_object_a_kind(opened: Opened) -> bool:
    return len({id(ledger.kind) for ledger in opened.ledgers}) == len({ledger.kind.kind for ledger in opened.ledgers})


def answered_only_in(process: int, number: int) -> int:
    if os.getpid() != process:
        os._exit(1)
    return number


def test_what_a_process_cannot_answer_is_worked_out_here() -> None:
    assert in_processes(partial(answered_only_in, os.getpid()), [1, 2, 3], 2) == [1, 2, 3]


def test_a_script_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "汇总.py"
    lines = ["print('一次', flush=True)", "from ledgers.readers.processes import in_processes", "print(in_processes(abs, [-1, -2, 3], 2))"]
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run([sys.executable, "-X", "utf8", script], capture_output=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.decode().split() == ["一次", "[1,", "2,", "3]"]
