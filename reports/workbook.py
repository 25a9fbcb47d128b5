"""核查结果.xlsx: findings for people to go through, with columns for their verdict that `rectify` reads back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from checks.model import Finding
from checks.result import CheckResult
from reports.masking import masked
from reports.text import SEVERITY_NAMES, cite, where
from values.files import write_beside

VERDICT_COLUMN, REMARK_COLUMN, FINGERPRINT_COLUMN = "核实结论", "说明", "指纹"
VERDICTS = ("属实", "不属实", "待核")
NATURES = {"data": "数据", "policy": "政策", "document": "公文"}
COLUMNS = (
    ("问题序号", 6), ("级别", 6), ("类别", 6), ("编号", 9), ("乡镇", 9), ("村", 9), ("对象", 10), ("文件", 22), ("位置", 16),
    ("问题", 46), ("填报内容", 16), ("要求", 30), ("依据", 40), ("建议", 34), ("责任单位", 14), ("对比", 8),
    (VERDICT_COLUMN, 10), (REMARK_COLUMN, 20), (FINGERPRINT_COLUMN, 12),
)  # fmt: skip
SHEET = "核查结果"


def render_workbook(result: CheckResult, *, reveal: bool = False) -> bytes:
    """The workbook: findings, what could not be judged, and a summary."""
    result = masked(result, reveal=reveal)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    _Writer(book).write(result)
    book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "top", "text_wrap": True}
        self.title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
        self.note = book.add_format({"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter"})
        self.head = book.add_format(
            {**base, "bold": True, "bg_color": "#D9E2F3", "align": "center", "valign": "vcenter"}
        )
        self.cell = book.add_format(base)
        self.centre = book.add_format({**base, "align": "center"})
        self.ask = book.add_format({**base, "bg_color": "#FFF9DB", "locked": False})

    def write(self, result: CheckResult) -> None:
        self._findings(result)
        self._skipped(result)
        self._summary(result)

    def _findings(self, result: CheckResult) -> None:
        sheet = self.book.add_worksheet(SHEET)
        sheet.merge_range(0, 0, 0, len(COLUMNS) - 2, "核查结果", self.title)
        note = "请逐条核实，在“核实结论”栏选 属实、不属实 或 待核，必要时写说明；存盘后用 xianjie rectify 生成整改台账。"
        sheet.merge_range(1, 0, 1, len(COLUMNS) - 2, note, self.note)
        sheet.set_row(0, 30)
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width, None, {"hidden": name == FINGERPRINT_COLUMN})
            sheet.write_string(2, column, name, self.head)
        for row, finding in enumerate(result.findings, start=3):
            self._finding(sheet, row, finding)
        last = max(3, len(result.findings) + 2)
        self._verdicts(sheet, last)
        sheet.freeze_panes(3, 4)
        sheet.autofilter(2, 0, last, len(COLUMNS) - 1)
        _print_setup(sheet, repeat=2)

    def _finding(self, sheet: Any, row: int, finding: Finding) -> None:
        for column, text in enumerate(_cells(finding)):
            name = COLUMNS[column][0]
            style = self.ask if name in {VERDICT_COLUMN, REMARK_COLUMN} else self.centre if column < 4 else self.cell
            if column == 0:
                sheet.write_number(row, column, finding.number, style)
            else:
                sheet.write_string(row, column, text, style)

    def _verdicts(self, sheet: Any, last: int) -> None:
        column = [name for name, _ in COLUMNS].index(VERDICT_COLUMN)
        sheet.data_validation(
            3, column, last, column,
            {"validate": "list", "source": list(VERDICTS), "error_title": "核实结论", "error_message": "请选：属实、不属实、待核"},
        )  # fmt: skip

    def _skipped(self, result: CheckResult) -> None:
        sheet = self.book.add_worksheet("未判定")
        columns = (("编号", 9), ("文件", 26), ("工作表", 14), ("要求", 14), ("原因", 70))
        for column, (name, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, self.head)
        for row, skip in enumerate((s for s in result.skipped if not s.not_applicable), start=1):
            for column, text in enumerate((skip.code, skip.path, skip.sheet, skip.requirement, skip.reason)):
                sheet.write_string(row, column, text or "", self.cell)
        sheet.freeze_panes(1, 0)
        _print_setup(sheet, repeat=0)

    def _summary(self, result: CheckResult) -> None:
        sheet = self.book.add_worksheet("汇总")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 44)
        rows = [
            ("文件数", str(len(result.inputs))),
            ("数据行数", str(result.rows)),
            *((f"{name}数", str(result.count(severity))) for severity, name in SEVERITY_NAMES.items()),
            ("适用要求", f"{len(result.applied)}条"),
            ("适用但未判定的要求", f"{len(result.not_judged_requirements)}条"),
            *(
                (f"文件：{g.path}", f"{g.division or '未知区划'}；要求按{g.on.day}；进度按{g.as_of.day}")
                for g in result.inputs
            ),
            *(("注意", note) for note in result.notes),
        ]
        for row, (name, text) in enumerate(rows):
            sheet.write_string(row, 0, name, self.cell)
            sheet.write_string(row, 1, text, self.cell)


def _cells(finding: Finding) -> tuple[str, ...]:
    basis = ";".join(cite(citation) for citation in finding.requirements)
    texts = (
        str(finding.number), SEVERITY_NAMES[finding.severity], NATURES[finding.nature], finding.code,
        finding.place.township, finding.place.village, finding.subject, finding.path, where(finding), finding.message,
        finding.observed, finding.expected, basis, finding.suggestion, finding.responsible, finding.state, "", "",
        finding.fingerprint,
    )  # fmt: skip
    return tuple(text or "" for text in texts)


def _print_setup(sheet: Any, *, repeat: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(repeat)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def write_workbook(result: CheckResult, file: Path, *, reveal: bool = False) -> None:
    write_beside(file, render_workbook(result, reveal=reveal))
