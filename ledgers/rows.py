"""Which rows under a header are records, which are totals, and which are neither."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import polars as pl
from msgspec import Struct

from ledgers.headings import clean
from ledgers.model import LeftOut
from values.expressions import expression

_TOTAL: Final = expression(r"^.{0,20}(?:小计|合计|总计|共计|累计)(?:\(.*\))?[:]?(?:\d+(?:户|人|个))?$")
_NOTE: Final = expression(
    r"^\s*[(（【]?(?:填表说明|填报说明|填写说明|指标说明|备注说明|说明|注|备注|注意事项|注意|填表人|填报人|制表人|制表|审核人?|审批|复核|"
    r"负责人|单位负责人|分管[^\s:：]{0,6}|主要[^\s:：]{0,6}|签字|签名|联系人|联系电话|填报(?:日期|时间|单位)|填表(?:日期|时间|单位)|报送(?:日期|时间|单位)|日期|"
    r"制表(?:日期|时间|单位)|经办人?|盖章|[^\s:：]{0,10}(?:签字|签名|签章|盖章|负责人|第一书记))\s*[(（]?[^:：]{0,8}[)）]?\s*[:：]"
)
_SIGNED: Final = expression(r"签|审|填|制表|负责|领导|经办|盖章|日期|书记|联系")
_PART: Final = expression(r"^其中(?:[:：].{0,15})?$")
_EXPLAINS: Final = expression(r"^[(【]?(?:[填报写表指标备]{0,3}说明|注意?事?项?:|备注)")
_NUMBER_ONLY: Final = expression(r"^[\d.()、-]+$")
_FIRST_CELLS: Final = 6
_SIGNS: Final = ("at", "filled", "counted", "total", "note")
SECTION_ROW: Final = "分组标题行"
TOTAL_ROW: Final = "合计行"


class SortedRows(Struct, frozen=True):
    """Masks over the rows of a body (trailing blank rows cut off), and the rows left out with the reason.

    `labels` are what the total rows are called, in their order: 合计, 示范村小计.
    """

    body: pl.DataFrame
    records: pl.Series
    totals: pl.Series
    left_out: tuple[LeftOut, ...]
    labels: tuple[str, ...] = ()


def sort_rows(
    body: pl.DataFrame,
    first_row: int,
    *,
    numbering: str | None,
    opening: bool,
    known: Mapping[int, str],
    naming: Collection[str] = (),
) -> SortedRows:
    """Tell records from the rest.

    Args:
        body: the table's columns as texts.
        first_row: the 1-based sheet row of the frame's first row.
        numbering: the column of running numbers, which alone makes no record.
        opening: whether the first column may hold headings of sections (it is no key of the kind).
        known: rows by position of which the reason is known already.
        naming: the columns of places, names and numbers: there, as in the first columns, 合计 may stand.
    """
    body = _without_tail(body)
    labels = list(dict.fromkeys((*body.columns[:_FIRST_CELLS], *naming)))
    signs = body.select(_signs(body, numbering, labels)).with_row_index("at")
    signs = signs.with_columns((pl.col("filled") - pl.col("numbered")).alias("counted")).select(_SIGNS)
    why = {position: reason for position, reason in known.items() if position < body.height}
    odd = signs.filter((pl.col("filled") <= 1) | pl.col("total") | pl.col("note") | (pl.col("counted") == 0))
    for row in odd.iter_rows():
        if reason := _reason(body, row, numbering, labels, opening=opening and body.width >= 4):
            why.setdefault(row[0], reason)
    _mark_below_notes(why, signs)
    totals = sorted(position for position, reason in why.items() if reason == TOTAL_ROW)
    left_out = tuple(LeftOut(first_row + position, why[position]) for position in sorted(why))
    called = tuple(_total_label(body, position, labels) or "" for position in totals)
    records, summed = _mask(body.height, why, value=False), _mask(body.height, totals, value=True)
    return SortedRows(body, records, summed, left_out, called)


def _mask(height: int, positions: Collection[int], *, value: bool) -> pl.Series:
    """`value` at the positions, its opposite elsewhere."""
    mask = pl.Series([not value]).new_from_index(0, height)
    return mask.scatter(sorted(positions), values=value) if positions else mask


def _without_tail(body: pl.DataFrame) -> pl.DataFrame:
    if body.height and any(body.row(-1)):
        return body
    last = body.select(pl.any_horizontal(pl.all().is_not_null()).arg_true().last()).item()
    return body.head(0 if last is None else last + 1)


def _signs(body: pl.DataFrame, numbering: str | None, labels: list[str]) -> list[pl.Expr]:
    """For every row: filled cells, those beside the running number, whether a total or a note may stand here."""
    total = pl.any_horizontal(pl.col(labels).str.contains("计", literal=True).fill_null(value=False))
    numbers = pl.col(numbering).is_not_null().cast(pl.UInt16) if numbering else pl.lit(0, pl.UInt16)
    return [
        pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16)).alias("filled"),
        numbers.alias("numbered"),
        total.alias("total"),
        pl.coalesce(body.columns[:_FIRST_CELLS]).str.contains("[:：]").fill_null(value=False).alias("note"),
    ]


def _reason(
    body: pl.DataFrame, signs: tuple[Any, ...], numbering: str | None, labels: list[str], *, opening: bool
) -> str | None:
    """Why an odd row is no record; None when it is one."""
    at, filled, counted, total, note = signs
    if not filled:
        return "空行"
    if not counted and numbering is not None and _NUMBER_ONLY.match(body[numbering][at]):
        return "只有序号"
    cells = [cell for cell in body.row(at)[:_FIRST_CELLS] if cell]
    if total and _total_label(body, at, labels):
        return TOTAL_ROW
    if note and (aside := _aside(cells[0])):
        return aside
    if opening and filled == 1 and (lone := body[at, 0]) and not _NUMBER_ONLY.match(lone):
        return SECTION_ROW
    return None


def _total_label(body: pl.DataFrame, at: int, labels: Collection[str]) -> str | None:
    """What a total row is called, wherever among the columns of places and names the word stands."""
    cells = (body[name][at] for name in labels)
    return next(("".join(cell.split()) for cell in cells if cell and _TOTAL.match(clean(cell))), None)


def _aside(first: str) -> str | None:
    """其中：脱贫户 repeats a part of the row above; 填表说明:由村干部签字 explains; 填表人: signs."""
    text = clean(first)
    if _PART.match(text):
        return "其中行"
    if not _NOTE.match(first):
        return None
    explains = _EXPLAINS.match(text) or not _SIGNED.search(text[:14])
    return "填表说明" if explains else "签字行"


def _mark_below_notes(why: dict[int, str], signs: pl.DataFrame) -> None:
    """Thin rows below the first note or signature continue it."""
    first = min((at for at, reason in why.items() if reason in {"填表说明", "签字行"}), default=None)
    if first is None:
        return
    usual = signs["counted"].median()
    few = int(usual) // 4 if isinstance(usual, (int, float)) else 0
    thin = signs.slice(first).filter(pl.col("counted") <= max(1, few))
    for position in thin["at"].to_list():
        if why.get(position) not in {"空行", TOTAL_ROW, "签字行"}:
            why[position] = "填表说明"


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
