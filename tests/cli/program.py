"""The program as its user runs it: arguments in, exit code, output and errors out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from openpyxl import Workbook

from cli.main import main


class Ran(Struct, frozen=True):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return Ran(int(stopped.value.code or 0), captured.out, captured.err)


HEADS = (
    "序号", "县", "乡镇", "村", "户编号", "户主姓名", "户主证件号码", "家庭人口数", "户类型", "统计期间",
    "本年工资性收入", "本年生产经营性收入", "本年财产性收入", "本年转移性收入", "本年生产经营性支出", "本年家庭纯收入", "本年人均纯收入",
    "上年工资性收入", "上年生产经营性收入", "上年财产性收入", "上年转移性收入", "上年家庭纯收入", "上年人均纯收入",
    "减收原因说明", "增收措施", "研判结论", "帮扶责任人签字", "采集日期",
)  # fmt: skip


def household(number: int, **changes: object) -> dict[str, object]:
    """A row without a fault; identity numbers are fictional (area 360799) with right check digits."""
    from values.identity import check_character

    body = f"36079919800101{number:03d}"
    row: dict[str, object] = dict(
        zip(
            HEADS,
            (
                number, "上犹县", "社溪镇", "龙埠村", f"SX{number:05d}", f"王小{'山水田林'[number % 4]}", body + check_character(body), 3, "脱贫户",
                "2024年", 30000, 12000, 0, 3000, 6000, 39000, 13000, 28000, 11000, 0, 3000, 36000, 12000, None, None, "增收",
                "李四", "2024-12-20",
            ),
            strict=True,
        )
    )  # fmt: skip
    return {**row, **changes}


def income_workbook(file: Path, rows: list[dict[str, object]], *, title: str = "上犹县社溪镇2024年脱贫户收入台账") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "收入台账"
    sheet.append([title])
    sheet.append(["填报单位：社溪镇人民政府", None, None, "填报日期：2024年12月31日"])
    sheet.append([f"{head}（元）" if head[:2] in {"本年", "上年"} else head for head in HEADS])
    for row in rows:
        sheet.append([row[head] for head in HEADS])
    book.save(file)
    return file
