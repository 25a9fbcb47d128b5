"""Findings and what a person said of them: from a findings file, or from 核查结果.xlsx after it was gone through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from checks.model import Citation, Finding, Nature, Place
from ledgers.model import Book
from reports.workbook import FINGERPRINT_COLUMN, NATURES, REMARK_COLUMN, VERDICT_COLUMN, VERDICTS
from values.expressions import expression
from xianjie.comparing import FindingsFileError, read_findings
from xianjie.rectification.named_rows import NamedRow, NamedTable, find_table

TRUE, UNTRUE, PENDING = VERDICTS
_NEEDED = ("类别", "编号", "文件", "位置", "问题", VERDICT_COLUMN, FINGERPRINT_COLUMN)
_PLACE = expression(r"(?:(?P<sheet>.+?)!)?(?P<cell>[A-Z]{1,3}\d+)(?:\s+(?P<rest>.*))?")
_DAY = expression(r"进度按(\d{4})-")
_DIVISION = expression(r"[^/\s]+省?/[^/\s]+/([^/；;\s]+)[^；;]*[；;]要求按")
_SHOWN_FAULTS = 10


class VerdictError(ValueError):
    """A verdict that is none of the three; the message is Chinese and names the rows."""


class Judged(Struct, frozen=True):
    """A finding, the verdict (empty when none was given) and the person's remark."""

    finding: Finding
    verdict: str
    remark: str = ""


class Verdicts(Struct, frozen=True):
    """All findings of a file with their verdicts; the year they were judged for, where the file tells it."""

    judged: tuple[Judged, ...]
    year: int | None
    county: str
    gone_through: bool  # has a person had the chance to give verdicts?


def from_findings_file(file: Path) -> Verdicts:
    """Everything is still to be verified."""
    found = read_findings(file)
    try:
        days = [date.fromisoformat(given["as_of"]["day"]) for given in found.data["inputs"]]
    except (KeyError, TypeError, ValueError) as error:
        raise FindingsFileError(f"{file.name}：不是完整的核查结果(inputs 中缺少 as_of)") from error
    county = next((f.place.county for f in found.findings if f.place.county), "")
    judged = tuple(Judged(f, PENDING) for f in found.findings)
    return Verdicts(judged, max(days).year if days else None, county, gone_through=False)


def from_workbook(book: Book) -> Verdicts | None:
    """The verdicts in 核查结果.xlsx; None when the workbook is something else.

    Raises:
        VerdictError: a verdict is none of 属实, 不属实, 待核.
    """
    table = find_table(book, _NEEDED)
    if table is None:
        return None
    rows = [row for row in table.rows if row.texts[FINGERPRINT_COLUMN] and row.texts["问题"]]
    _hold_verdicts(book, rows)
    return Verdicts(tuple(_judged(row) for row in rows), _year(book), _county(book), gone_through=True)


def looks_like_findings(book: Book) -> NamedTable | None:
    """核查结果.xlsx from which somebody has deleted columns."""
    return find_table(book, ("编号", VERDICT_COLUMN)) or find_table(book, ("编号", "位置", "问题"))


def missing_columns(table: NamedTable) -> list[str]:
    return [name for name in _NEEDED if name not in table.headers]


def _hold_verdicts(book: Book, rows: list[NamedRow]) -> None:
    wrong = [row for row in rows if row.texts[VERDICT_COLUMN] not in {"", *VERDICTS}]
    if wrong:
        listed = "、".join(f"第{row.row}行“{row.texts[VERDICT_COLUMN]}”" for row in wrong[:_SHOWN_FAULTS])
        more = f"等{len(wrong)}处" if len(wrong) > _SHOWN_FAULTS else ""
        raise VerdictError(f"{book.path}：“{VERDICT_COLUMN}”应为 {'、'.join(VERDICTS)} 之一或空着，请改：{listed}{more}")


def _judged(row: NamedRow) -> Judged:
    texts = row.texts
    return Judged(_finding(texts), texts[VERDICT_COLUMN], texts.get(REMARK_COLUMN, ""))


def _finding(texts: dict[str, str]) -> Finding:
    where = _PLACE.fullmatch(texts["位置"])
    basis = texts.get("依据", "")
    return Finding(
        code=texts["编号"],
        nature=_nature(texts["类别"]),
        severity="warning",
        message=texts["问题"],
        path=texts["文件"],
        sheet=where["sheet"] if where else None,
        cell=where["cell"] if where else None,
        element=(where["rest"] if where else texts["位置"]) or None,
        place=Place(None, texts.get("乡镇") or None, texts.get("村") or None),
        subject=texts.get("对象") or None,
        observed=texts.get("填报内容") or None,
        expected=texts.get("要求") or None,
        suggestion=texts.get("建议") or None,
        responsible=texts.get("责任单位") or None,
        fingerprint=texts[FINGERPRINT_COLUMN],
        requirements=(Citation(None, basis, "", ""),) if basis else (),
    )


def _nature(name: str) -> Nature:
    natures: dict[str, Nature] = {shown: nature for nature, shown in NATURES.items()}  # type: ignore[misc]  # its keys are the natures
    return natures.get(name, "policy")


def _county(book: Book) -> str:
    """The county of the first file, from the sheet 汇总."""
    matches = (match for text in _texts(book) if (match := _DIVISION.match(text)))
    return next((match[1] for match in matches), "")


def _texts(book: Book) -> Iterator[str]:
    return (text for sheet in book.sheets for row in sheet.texts.rows() for text in row if text)


def _year(book: Book) -> int | None:
    years = [int(match[1]) for text in _texts(book) if (match := _DAY.search(text))]
    return max(years, default=None)
