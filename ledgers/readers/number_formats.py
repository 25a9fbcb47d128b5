"""Number formats of cells: which show a date, a month, a percentage.

A Chinese Excel or WPS gives 2024年8月9日 the built-in format 31 and 2024年8月 the formats 27, 36, 50, 52 or 57;
a reader that knows only the western built-in formats shows both as the number 45513. Of a date typed as 2024年8月
the day is made up by the program, so a cell that shows only the month is told apart.
"""

from __future__ import annotations

import re
from typing import Final, Literal
from xml.etree import ElementTree as ET

from msgspec import Struct

from values.expressions import expression

Shown = Literal["date", "month", "percent", "other"]

_MONTH_IDS: Final = frozenset({17, 27, 36, 50, 52, 57})
_EAST_ASIAN_TIME_IDS: Final = frozenset({32, 33, 34, 35, 55, 56})
_EAST_ASIAN_IDS: Final = frozenset({*range(27, 37), *range(50, 59)})
_PERCENT_IDS: Final = frozenset({9, 10})
_NOT_SHOWN: Final = expression(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class CellFormats(Struct, frozen=True):
    """Indexes of cell formats by what they show; `east_asian_dates` are those a western reader takes for numbers."""

    months: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()
    east_asian_dates: frozenset[int] = frozenset()


def read_cell_formats(styles: bytes) -> CellFormats:
    try:
        root = ET.fromstring(styles)
    except ET.ParseError:
        return CellFormats()
    formats = root.findall("{*}numFmts/{*}numFmt")
    codes = {int(node.get("numFmtId", "0")): node.get("formatCode", "") for node in formats}
    return cell_formats([int(xf.get("numFmtId", "0")) for xf in root.findall("{*}cellXfs/{*}xf")], codes)


def cell_formats(numbers: list[int], codes: dict[int, str]) -> CellFormats:
    """`numbers`: the number format of each cell format; `codes`: the formats the file itself defines."""
    shown = [what_is_shown(number, codes.get(number)) for number in numbers]
    return CellFormats(
        frozenset(i for i, meaning in enumerate(shown) if meaning == "month"),
        frozenset(i for i, meaning in enumerate(shown) if meaning == "percent"),
        frozenset(i for i, number in enumerate(numbers) if number not in codes and number in _EAST_ASIAN_IDS),
    )


def what_is_shown(number: int, code: str | None) -> Shown:
    if code is None:
        return _built_in(number)
    bare = _NOT_SHOWN.sub("", code.split(";")[0]).lower()
    if "%" in bare:
        return "percent"
    if "y" in bare and "m" in bare:
        return "date" if re.search("[dhs]", bare) else "month"
    return "other"


def _built_in(number: int) -> Shown:
    if number in _MONTH_IDS:
        return "month"
    if number in _PERCENT_IDS:
        return "percent"
    return "date" if number in _EAST_ASIAN_IDS | {14, 15, 22} else "other"


def with_western_dates(styles: bytes) -> bytes:
    """The style sheet with East Asian built-in date formats replaced by western ones of the same kind."""
    table = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    if table is None:
        return styles
    replaced = re.sub(rb'\bnumFmtId="(\d+)"', _western, table[0])
    return styles[: table.start()] + replaced + styles[table.end() :]


def _western(match: re.Match[bytes]) -> bytes:
    number = int(match[1])
    if number not in _EAST_ASIAN_IDS:
        return match[0]
    return b'numFmtId="20"' if number in _EAST_ASIAN_TIME_IDS else b'numFmtId="14"'
