"""The tables of a sheet: below each other, beside each other, each with what is said above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import polars as pl
from msgspec import Struct

from ledgers.headers import WINDOW, Grid, Header, find_header, is_meta
from ledgers.headings import clean
from ledgers.model import Sheet
from ledgers.units import units_of_table
from ledgers.vocabulary import Heading, Vocabulary
from values.expressions import expression

_LEADING: Final = 4
_TALL: Final = 5_000  # rows
_AROUND: Final = 7
_USUAL: Final = 12
_ANNEX: Final = expression(r"^附(?:件|表|录)?[\d一二三四五六七八九十]*[-\d]*[:：]?$")
_UNIT_NAME: Final = expression(
    r"(?:填报|报送|填表|上报|编制)(?:单位|乡镇|部门)(?:名称)?\s*(?:[(（][^)）]*[)）])?\s*[:：]\s*([^\s:：]+)(?![^\s]*[:：])"
)
_FILLED_ON: Final = expression(
    r"(?:日期|时间)\s*[:：]\s*(20\d{2}\s*[年./-]\s*\d{1,2}\s*(?:[月./-]\s*(?:\d{1,2}\s*日?)?)?|20\d{6})"
)
_PERIOD: Final = expression(
    r"20\d{2}年(?:度)?(?:[上下]半年|前三季度|第?[一二三四1-4]季度|\d{1,2}月?(?:份)?(?:[-—~至到](?:20\d{2}年)?\d{1,2}月(?:份)?)?)?"
)


class Region(Struct, frozen=True):
    """One table of a sheet; rows and columns 0-based, `end` exclusive. `repeated` are header rows printed again.

    `start` is the first row that belongs to it: what stands between that and the header is said of the table.
    """

    header: Header
    headings: Mapping[int, Heading]
    end: int
    title: str | None
    reporting_unit: str | None
    period_text: str | None
    filled_on_text: str | None
    units: tuple[str, ...]
    repeated: frozenset[int] = frozenset()
    start: int = 0


def find_regions(sheet: Sheet, words: Vocabulary) -> list[Region]:
    """Every table that has a header of known words, top to bottom and left to right."""
    regions: list[Region] = []
    start = 0
    header = _first_header(sheet, words)
    while header:
        following, repeated = _following(sheet, header, words, start)
        end = _start_of(sheet, following.top, header.body) if following else sheet.texts.height
        regions += _side_by_side(sheet, header, range(start, end), repeated)
        start, header = end, following
    return regions


def _header_near(sheet: Sheet, start: int, count: int, words: Vocabulary) -> Header | None:
    header = find_header(Grid(sheet.texts.slice(start, count).rows(), sheet.merges, start), words)
    return _moved(header, start) if header else None


def _first_header(sheet: Sheet, words: Vocabulary) -> Header | None:
    """Nearly every header stands in the first rows; only a sheet without looks further."""
    return _header_near(sheet, 0, _USUAL, words) or _header_near(sheet, 0, WINDOW, words)


def _moved(header: Header, by: int) -> Header:
    left_out = {row + by: why for row, why in header.left_out.items()}
    return Header(header.top + by, header.bottom + by, header.body + by, header.headings, header.units, left_out)


def _following(sheet: Sheet, header: Header, words: Vocabulary, start: int) -> tuple[Header | None, frozenset[int]]:
    """The next table's header below, and the rows in between that only print this header (and its title) again."""
    own = [_texts(row) for row in sheet.texts.slice(header.top, header.body - header.top).rows()]
    levels = own[: header.bottom - header.top + 1]
    above = [_texts(row) for row in sheet.texts.slice(start, header.top - start).rows()]
    repeated: set[int] = set()
    for row in _header_like_rows(sheet, header, words, [text for texts in levels for text in texts]):
        if row in repeated:
            continue
        copies = _copies(sheet, row, own)
        titles = _filled_rows(sheet, _start_of(sheet, row, header.body), row) if copies else []
        if copies and all(_texts(sheet.texts.row(title)) in above for title in titles):
            repeated.update(copies, titles)
            continue
        first = max(header.body, row - _AROUND + 1)
        following = _header_near(sheet, first, _AROUND * 2, words)
        if following and following.top <= row <= following.bottom:
            return following, frozenset(repeated)
    return None, frozenset(repeated)


def _filled_rows(sheet: Sheet, start: int, end: int) -> list[int]:
    return [row for row in range(start, end) if _texts(sheet.texts.row(row))]


def _header_like_rows(sheet: Sheet, header: Header, words: Vocabulary, own: list[str]) -> list[int]:
    """Rows of the body with header words (or this header's `own` texts) in two of the leading columns."""
    leading = [sheet.texts[str(column)].slice(header.body) for column in list(header.headings)[:_LEADING]]
    fewest = min(2, len(leading))
    if sheet.texts.height > _TALL:
        return [header.body + position for position in _tall_header_like_rows(leading, words, own, fewest)]
    known = words.words | set(own)
    rows = enumerate(zip(*(column.to_list() for column in leading), strict=True), start=header.body)
    return [row for row, texts in rows if sum(map(known.__contains__, texts)) >= fewest]


def _tall_header_like_rows(leading: list[pl.Series], words: Vocabulary, own: list[str], fewest: int) -> list[int]:
    """The same for many rows, where it pays to hand the words to the engine."""
    texts = pl.all()
    known = (texts.is_in(words.word_list) | texts.is_in(own)).fill_null(value=False).cast(pl.UInt8)
    found = pl.DataFrame(leading).select((pl.sum_horizontal(known) >= fewest).arg_true()).to_series()
    positions: list[int] = found.to_list()
    return positions


def _texts(row: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(cell for cell in row if cell)


def _copies(sheet: Sheet, row: int, own: Sequence[tuple[str, ...]]) -> list[int]:
    """The rows from `row` on that repeat the header, level by level, with the rows that explain it."""
    block = [_texts(cells) for cells in sheet.texts.slice(row, len(own)).rows()]
    if block and block[0] in own:
        level = own.index(block[0])
        return [row + i for i, texts in enumerate(block) if own[level + i : level + i + 1] == [texts]]
    return []


def _start_of(sheet: Sheet, top: int, lowest: int) -> int:
    """The first row that belongs to a lower table whose header begins at `top`: title and 填报单位 lines included."""
    row = top
    while row > lowest:
        texts = _texts(sheet.texts.row(row - 1))
        if len(texts) > 1 and not any(is_meta(text) for text in texts):
            break
        if len(texts) == 1 and is_meta(texts[0]) and re.search(r"审核|负责|签|填表人|制表", texts[0]):
            break
        row -= 1
    return row


def _side_by_side(sheet: Sheet, header: Header, rows: range, repeated: frozenset[int]) -> Iterator[Region]:
    groups = _column_groups(header.headings)
    for columns in groups:
        headings = {column: header.headings[column] for column in columns}
        yield _region(sheet, header, headings, rows, repeated, alone=len(groups) == 1)


def _column_groups(headings: Mapping[int, Heading]) -> list[list[int]]:
    """Split the columns where the same headings begin again, with or without a blank column between."""
    columns = list(headings)
    texts = [clean(headings[column].text) for column in columns]
    again = [i for i in range(1, len(texts)) if texts[i] == texts[0]]
    if not again or not _start_over(texts, again[0]):
        return [columns]
    starts = [0, *again, len(columns)]
    return [columns[a:b] for a, b in pairwise(starts)]


def _start_over(texts: Sequence[str], second: int) -> bool:
    first, rest = texts[:second], texts[second : 2 * second]
    return second >= 2 and sum(text in first for text in rest) * 3 >= len(rest) * 2


def _region(
    sheet: Sheet,
    header: Header,
    headings: Mapping[int, Heading],
    rows: range,
    repeated: frozenset[int],
    *,
    alone: bool,
) -> Region:
    end = rows.stop
    above = _above(sheet, rows.start, header.top, None if alone else range(min(headings), max(headings) + 1))
    title = _title(above)
    said = "\n".join("  ".join(row) for row in above)
    below = "\n".join("  ".join(_texts(row)) for row in _last_rows(sheet, header.body, end))
    unit = _UNIT_NAME.search(said) or _UNIT_NAME.search(below)
    filled_on = _FILLED_ON.search(said) or _FILLED_ON.search(below)
    return Region(
        header,
        headings,
        end,
        title,
        (unit[1].strip("_＿") or None) if unit else None,
        period_in(title) or period_in(sheet.name),
        filled_on[1].strip() if filled_on else None,
        units_of_table(said),
        repeated,
        rows.start,
    )


def period_in(text: str | None) -> str | None:
    """The period a title names: 2024年, 2024年上半年, 2024年1-9月."""
    found = _PERIOD.search("".join((text or "").split()))
    return found[0] if found else None


def _last_rows(sheet: Sheet, body: int, end: int) -> list[tuple[str | None, ...]]:
    first = max(body, end - 5)
    return sheet.texts.slice(first, max(0, end - first)).rows()


def _above(sheet: Sheet, start: int, top: int, columns: range | None) -> list[tuple[str, ...]]:
    """The texts of the rows above a header, within the columns of the table where several stand side by side."""
    rows = sheet.texts.slice(start, top - start).rows()
    within = [_texts([row[c] for c in columns if c < len(row)]) if columns else _texts(row) for row in rows]
    texts = within if any(within) else [_texts(row) for row in rows]
    return [row for row in texts if row]


def _title(above: Sequence[tuple[str, ...]]) -> str | None:
    lines = [
        "".join(text.split())
        for row in above
        for text in row
        if not is_meta(text) and not _ANNEX.match(clean(text)) and ":" not in clean(text)[:8]
    ]
    return "".join(dict.fromkeys(lines))[:80] or None
