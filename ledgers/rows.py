"""Which rows under a header are records, which are totals, and which are neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from ledgers.headings import clean
from ledgers.model import LeftOut

_TOTAL: Final = re.compile(r"^.{0,20}(?:小计|合计|总计|共计|累计)(?:\(.*\))?[:]?(?:\d+(?:户|人|个))?$")
_NOTE: Final = (
    r"^\s*[(（【]?(?:填表说明|填报说明|填写说明|指标说明|备注说明|说明|注|备注|注意事项|注意|填表人|填报人|制表人|制表|审核人?|审批|复核|"
    r"负责人|单位负责人|分管[^\s:：]{0,6}|主要[^\s:：]{0,6}|签字|签名|联系人|联系电话|填报(?:日期|时间|单位)|填表(?:日期|时间|单位)|报送(?:日期|时间|单位)|日期|"
    r"制表(?:日期|时间|单位)|经办人?|盖章|[^\s:：]{0,10}(?:签字|签名|签章|盖章|负责人|第一书记))\s*[(（]?[^:：]{0,8}[)）]?\s*[:：]"
)
_HAS_NOTE: Final = re.compile(_NOTE)
_SIGNED: Final = re.compile(r"签|审|填|制表|负责|领导|经办|盖章|日期|书记|联系")
_NUMBER_ONLY: Final = re.compile(r"^[\d.()、-]+$")
_FIRST_CELLS: Final = 6


@dataclass(frozen=True, slots=True)
class SortedRows:
    """Masks over the rows of a body (trailing blank rows cut off), and the rows left out with the reason."""

    body: pl.DataFrame
    records: pl.Series
    totals: pl.Series
    left_out: tuple[LeftOut, ...]


def sort_rows(
    body: pl.DataFrame, first_row: int, *, numbering: str | None, opening: bool, known: Mapping[int, str]
) -> SortedRows:
    """Tell records from the rest.

    Args:
        body: the table's columns as texts.
        first_row: the 1-based sheet row of the frame's first row.
        numbering: the column of running numbers, which alone makes no record.
        opening: whether the first column may hold headings of sections (it is no key of the kind).
        known: rows by position of which the reason is known already.
    """
    counts = _filled_counts(body, numbering)
    body, counts = _without_tail(body, counts)
    why = {position: reason for position, reason in known.items() if position < body.height}
    numbers_only = _numbers_only(body, counts, numbering)
    _mark(why, counts == 0, "空行")
    _mark(why, numbers_only, "只有序号")
    totals = _total_rows(body)
    for position in totals:
        why[position] = "合计行"
    _mark_notes(why, body, counts)
    if opening:
        _mark_sections(why, body, counts)
    return _sorted(body, first_row, why, set(totals))


def _sorted(body: pl.DataFrame, first_row: int, why: dict[int, str], totals: set[int]) -> SortedRows:
    records = pl.repeat(value=True, n=body.height, eager=True, dtype=pl.Boolean)
    total_mask = pl.repeat(value=False, n=body.height, eager=True, dtype=pl.Boolean)
    if why:
        records = records.scatter(sorted(why), values=False)
    kept_totals = sorted(position for position in totals if why.get(position) == "合计行")
    if kept_totals:
        total_mask = total_mask.scatter(kept_totals, values=True)
    left_out = tuple(LeftOut(first_row + position, why[position]) for position in sorted(why))
    return SortedRows(body, records, total_mask, left_out)


def _filled_counts(body: pl.DataFrame, numbering: str | None) -> pl.Series:
    columns = [name for name in body.columns if name != numbering]
    return body.select(pl.sum_horizontal(pl.col(columns).is_not_null().cast(pl.UInt16)).alias("n")).to_series()


def _without_tail(body: pl.DataFrame, counts: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    filled = body.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    height = int(filled[-1]) + 1 if len(filled) else 0
    return body.head(height), counts.head(height)


def _numbers_only(body: pl.DataFrame, counts: pl.Series, numbering: str | None) -> pl.Series:
    if numbering is None:
        return counts < 0
    numbers = body[numbering]
    return (counts == 0) & numbers.is_not_null() & numbers.str.contains(_NUMBER_ONLY.pattern).fill_null(value=False)


def _mark(why: dict[int, str], mask: pl.Series, reason: str) -> None:
    for position in mask.arg_true().to_list():
        why[position] = reason


def _total_rows(body: pl.DataFrame) -> list[int]:
    """Rows with 小计, 合计 or 总计 among their first cells."""
    positions: set[int] = set()
    for name in body.columns[:_FIRST_CELLS]:
        maybe = body[name].str.contains("计", literal=True).fill_null(value=False).arg_true()
        if len(maybe):
            texts = body[name].gather(maybe).to_list()
            positions.update(at for at, text in zip(maybe.to_list(), texts, strict=True) if _TOTAL.match(clean(text)))
    return sorted(positions)


def _first_texts(body: pl.DataFrame) -> pl.Series:
    return body.select(pl.coalesce(body.columns[:_FIRST_CELLS])).to_series()


def _mark_notes(why: dict[int, str], body: pl.DataFrame, counts: pl.Series) -> None:
    """Notes and signatures; below the first of them thin rows are its continuation."""
    first = _first_texts(body)
    notes = first.str.contains(_NOTE).fill_null(value=False).arg_true().to_list()
    for position in notes:
        why[position] = "签字行" if _SIGNED.search(clean(first[position])[:14]) else "填表说明"
    if not notes:
        return
    usual = counts.median()
    thin = (counts * 4 < int(float(usual) if isinstance(usual, (int, float)) else 0)) | (counts <= 1)
    for position in thin.slice(notes[0]).arg_true().to_list():
        why.setdefault(position + notes[0], "填表说明")


def _mark_sections(why: dict[int, str], body: pl.DataFrame, counts: pl.Series) -> None:
    """A lone text in the first column divides a table into parts."""
    if body.width < 4:
        return
    first = body.columns[0]
    filled = body.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))).to_series()
    lone = (filled == 1) & (counts <= 1) & body[first].is_not_null()
    for position in lone.arg_true().to_list():
        if not _NUMBER_ONLY.match(body[first][position]):
            why.setdefault(position, "分组标题行")


def fill_down(
    body: pl.DataFrame, merges: Sequence[tuple[int, int, int, int]], first: int, names: dict[int, str]
) -> pl.DataFrame:
    """Give every row of a vertically merged key cell that cell's text.

    Args:
        body: texts, row 0 being sheet row `first` (0-based).
        merges: of the sheet.
        first: see body.
        names: the columns to fill, by sheet column.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for top, left, bottom, _ in merges:
        if left in names and bottom > top >= first and top - first < body.height:
            spans.setdefault(names[left], []).append((top - first, min(bottom - first, body.height - 1)))
    return body.with_columns(_filled_column(body[name], found) for name, found in spans.items()) if spans else body


def _filled_column(column: pl.Series, spans: list[tuple[int, int]]) -> pl.Series:
    rows = [row for top, bottom in spans for row in range(top + 1, bottom + 1)]
    sources = [top for top, bottom in spans for _ in range(top + 1, bottom + 1)]
    return column.scatter(rows, column.gather(sources))
