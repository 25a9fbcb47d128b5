"""核查结果.xlsx: findings for people to go through, with columns for their verdict that `rectify` reads back."""

from __future__ import annotations

from pathlib import Path

from checks.model import Finding
from checks.result import CheckResult
from reports.masking import masked
from reports.printed_sheet import PrintedBook, PrintedSheet, Style
from reports.text import SEVERITY_NAMES, cite, where
from values.files import write_beside

VERDICT_COLUMN, REMARK_COLUMN, FINGERPRINT_COLUMN = "核实结论", "说明", "指纹"
VERDICTS = ("属实", "不属实", "待核")
NATURES = {"data": "数据", "policy": "政策", "document": "公文"}
SHEET = "核查结果"
COLUMNS = (
    ("问题序号", 6), ("级别", 6), ("类别", 6), ("编号", 9), ("乡镇", 9), ("村", 9), ("对象", 10), ("文件", 18), ("位置", 13),
    ("问题", 40), ("填报内容", 14), ("要求", 24), ("依据", 34), ("建议", 30), ("责任单位", 12), ("对比", 8),
    (VERDICT_COLUMN, 9), (REMARK_COLUMN, 16), (FINGERPRINT_COLUMN, 12),
)  # fmt: skip
_NOTE = "请逐条核实，在“核实结论”栏选 属实、不属实 或 待核，必要时写说明；存盘后用 xianjie rectify 生成整改台账。"
_NOT_JUDGED = (("编号", 9), ("文件", 30), ("工作表", 14), ("要求", 14), ("原因", 70))
_SUMMARY = (("项目", 36), ("内容", 90))
_A3 = 8


def render_workbook(result: CheckResult, *, reveal: bool = False) -> bytes:
    """The workbook: findings, what could not be judged, and a summary."""
    result = masked(result, reveal=reveal)
    book = PrintedBook("核查结果")
    _findings(book, result)
    _not_judged(book, result)
    _summary(book, result)
    return book.finished()


def write_workbook(result: CheckResult, file: Path, *, reveal: bool = False) -> None:
    write_beside(file, render_workbook(result, reveal=reveal))


def _findings(book: PrintedBook, result: CheckResult) -> None:
    sheet = PrintedSheet(book, SHEET, COLUMNS)
    sheet.head("核查结果", [_NOTE], hidden=[FINGERPRINT_COLUMN])
    first = sheet.row
    for finding in result.findings:
        sheet.add(_cells(finding), _STYLES)
    last = max(first, sheet.row - 1)
    column = _column(VERDICT_COLUMN)
    choices = {"validate": "list", "source": list(VERDICTS), "error_title": VERDICT_COLUMN, "error_message": "、".join(VERDICTS)}
    sheet.sheet.data_validation(first, column, last, column, choices)
    sheet.sheet.autofilter(first - 1, 0, last, len(COLUMNS) - 1)
    sheet.sheet.freeze_panes(first, 4)
    sheet.sheet.set_paper(_A3)
    sheet.foot()


def _column(name: str) -> int:
    return [own for own, _ in COLUMNS].index(name)


def _style(name: str) -> Style:
    if name in {VERDICT_COLUMN, REMARK_COLUMN}:
        return "ask"
    return "centre" if name in {"问题序号", "级别", "类别", "编号", "对比"} else "text"


_STYLES: tuple[Style, ...] = tuple(_style(name) for name, _ in COLUMNS)


def _cells(finding: Finding) -> tuple[int | str, ...]:
    basis = "；".join(cite(citation) for citation in finding.requirements)
    texts = (
        SEVERITY_NAMES[finding.severity], NATURES[finding.nature], finding.code, finding.place.township,
        finding.place.village, finding.subject, finding.path, where(finding), finding.message, finding.observed,
        finding.expected, basis, finding.suggestion, finding.responsible, finding.state, "", "", finding.fingerprint,
    )  # fmt: skip
    return (finding.number, *(text or "" for text in texts))


def _not_judged(book: PrintedBook, result: CheckResult) -> None:
    sheet = PrintedSheet(book, "未判定", _NOT_JUDGED)
    sheet.head("未判定的核查和原因", ["缺列、缺表、缺数值或需全县数据的，补齐后可再核查；这些不代表没有问题。"])
    for skip in result.skipped:
        if not skip.not_applicable:
            texts = (skip.code, skip.path, skip.sheet, skip.requirement, skip.reason)
            sheet.add([text or "" for text in texts], ["centre", "text", "text", "centre", "text"])
    sheet.foot()


def _summary(book: PrintedBook, result: CheckResult) -> None:
    sheet = PrintedSheet(book, "汇总", _SUMMARY)
    sheet.head("核查汇总", [f"适用要求 {len(result.applied)} 条；适用但未判定 {len(result.not_judged_requirements)} 条。"])
    rows = [
        ("文件数、数据行数", f"{len(result.inputs)} 个、{result.rows} 行"),
        *((f"{name}数", str(result.count(severity))) for severity, name in SEVERITY_NAMES.items()),
        *((g.path, f"{g.division or '未知区划'}；要求按{g.on.day}；进度按{g.as_of.day}") for g in result.inputs),
        *(("注意", note) for note in result.notes),
    ]
    for row in rows:
        sheet.add(row, ["text", "text"])
    sheet.foot()
