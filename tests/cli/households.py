"""A fictional monitoring ledger for the commands that start from households."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from values.identity import check_character

MONITORING_HEADS = (
    "序号", "县", "乡镇", "行政村", "组", "户主姓名", "户主证件号码", "户编号", "联系电话", "家庭人口数", "户类型", "监测对象类别",
    "识别时间", "致贫(返贫)风险类型", "次要风险", "劳动能力类别", "公示日期", "是否消除风险", "风险消除时间", "帮扶责任人",
    "帮扶单位", "帮扶措施",
)  # fmt: skip


def identity(number: int) -> str:
    body = f"36079919800101{number:03d}"
    return body + check_character(body)


def monitored(number: int, **changes: object) -> dict[str, object]:
    """A row without a fault."""
    values = (
        number, "上犹县", "社溪镇", "龙埠村", "1组", f"王小{'山水田林'[number % 4]}", identity(number), f"SX{number:05d}",
        f"1380000{number:04d}", 3, "监测户", "边缘易致贫户", "2023-05-01", "因病", "缺劳力", "弱半劳力", "2023-04-20", "否", None,
        "李四", "县农业农村局", "公益性岗位、低保",
    )  # fmt: skip
    return {**dict(zip(MONITORING_HEADS, values, strict=True)), **changes}


def monitoring_workbook(
    file: Path, rows: Sequence[dict[str, object]], *, title: str = "上犹县社溪镇2024年防止返贫监测对象台账"
) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "监测对象台账"
    sheet.append([title])
    sheet.append(list(MONITORING_HEADS))
    for row in rows:
        sheet.append([row[head] for head in MONITORING_HEADS])
    book.save(file)
    return file
