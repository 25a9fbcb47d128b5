"""What a spreadsheet program makes of texts by itself: 3-5 becomes a date, 0012 becomes 12."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import polars as pl

from ledgers.faults import FAULT_CODES, REWRITTEN
from ledgers.model import Fault, Field
from ledgers.table import Table
from values.expressions import expression

_DATE: Final = expression(
    r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2}月\d{1,2}日|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d"
)
_CODES: Final = frozenset({"code", "account"})
_FEWEST_WITH_ZERO: Final = 2


def looks_like_a_date(text: str) -> bool:
    """Does a text look like what 3-5 or 1/2 is turned into?"""
    return bool(_DATE.fullmatch(text.strip()))


def rewritten_cells(table: Table, texts: pl.DataFrame) -> Iterator[Fault]:
    """Codes and groups that look like dates, and codes short of the zeros that their neighbours begin with."""
    for index, field in table.fields.items():
        if not _is_code(field):
            continue
        cells = zip(texts["_row"].to_list(), texts[field.field].to_list(), strict=True)
        known = {row: text.strip() for row, text in cells if text}
        width = _width(known.values()) if field.type in _CODES else 0
        for row, text in known.items():
            if looks_like_a_date(text):
                yield _fault(table, row, index, text, "是日期，可能是“3-5”之类的内容被自动转成的")
            elif len(text) < width and re.fullmatch("[1-9][0-9]*", text):
                yield _fault(table, row, index, text, f"只有{len(text)}位，同列的有{width}位，前面的0可能丢失", text.zfill(width))


def _is_code(field: Field) -> bool:
    return field.field == "group" or (field.type in _CODES and field.field != "row_number")


def _width(texts: Iterable[str]) -> int:
    """The length of the codes that begin with 0, where they agree on one."""
    lengths = Counter(len(text) for text in texts if re.fullmatch("0[0-9]+", text))
    return next(iter(lengths)) if len(lengths) == 1 and lengths.total() >= _FEWEST_WITH_ZERO else 0


def _fault(table: Table, row: int, index: int, text: str, why: str, expected: str | None = None) -> Fault:
    header = table.region.headings[index].text
    return Fault(
        REWRITTEN,
        table.at(row, index),
        f"“{header}”填的是“{text[:40]}”，{why}。",
        FAULT_CODES[REWRITTEN].suggestion,
        text,
        expected,
        table.fields[index].field,
        "warning",
    )
