"""The words of a header: what is left of 上年度工资性收入（元） once blanks, units, notes and years are taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from values.expressions import expression

YearWord = int | Literal["before_last", "last", "this"]

MONEY_UNITS: Final = {"元": 2, "千元": 5, "万元": 6, "百万元": 8, "亿元": 10}
"""Powers of ten from a unit of money to 分."""
AREA_UNITS: Final = {"亩": 2, "万亩": 6}
"""Powers of ten from a unit of area to 1/100 亩."""
PERCENT_UNITS: Final = frozenset({"%", "百分比", "百分数"})
_OTHER_UNITS: Final = frozenset({
    "人", "户", "个", "头", "只", "张", "斤", "公斤", "台", "次", "天", "月", "个月", "年", "岁", "名", "项",
    "份", "条", "处", "座", "千瓦", "kw", "平方米", "m2", "公顷", "吨", "万人", "人次", "万人次", "村", "‰",
    "羽", "株", "场", "套", "公里", "米", "km",
})  # fmt: skip
UNITS: Final = frozenset(MONEY_UNITS) | frozenset(AREA_UNITS) | PERCENT_UNITS | _OTHER_UNITS

_BLANKS: Final = expression(r"[\s\u200b\ufeff]+")
_MARKS: Final = "*★☆▲※#△●◆"
_NUMBERING: Final = expression(r"^(?:\(?[0-9一二三四五六七八九十]{1,3}[).、．]|[a-z][.、])(?=[^0-9])")
_BRACKETS: Final = expression(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_UNIT_NOTE: Final = expression(
    r"[(\[【](?:金额)?(?:单位:?)?([^()\[\]:]{1,4}?)(?:/(?:人|户|年|月|亩|天|度|[a-z]+))*[)\]】]"
)
_UNIT_TAIL: Final = expression(r"(?:[/,:_-]|单位:)(万元|千元|元|亩|%)$")
_COMPARED: Final = expression(r"(?:同比|[较比与])(?:上年度?|上一年度?|去年|20\d{2}年度?)(?:同期)?(?:相比)?|同比")
_PERIOD: Final = expression(
    r"20\d{2}年?度?(?:(?:上|下)半年|前三季度|第?[一二三四1-4]季度|\d{1,2}月?)?"
    r"(?:[-—~至到](?:20\d{2}年?)?\d{1,2}月?(?:底|末)?)?(?:份)?"
)
_YEAR: Final = expression(r"20\d{2}")
_YEAR_WORDS: Final = (
    (expression(r"前年度?"), "before_last"),
    (expression(r"上一?个?年度?|去年|前一年度?"), "last"),
    (expression(r"本年度?|今年|当年度?"), "this"),
)
_FILLERS: Final = expression(r"预计|预估|的|^年度|^:|:$")


class Level(Struct, frozen=True):
    """One cell of a header: its readings, plainest last, the unit and the year it states."""

    readings: tuple[str, ...]
    unit: str | None
    year: YearWord | None


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Half-width, without blanks, marks of duty and numbering; lower case."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).strip(_MARKS).lower()
    plain = _NUMBERING.sub("", plain)
    return plain.rstrip(":;,。").strip(_MARKS)


@lru_cache(maxsize=8192)
def read_level(text: str) -> Level:
    """Read one header cell."""
    plain = clean(text)
    bare, unit = without_unit(plain)
    open_text = _BRACKETS.sub("", bare)
    timeless, year = _without_year(open_text)
    if year is None:
        year = _without_year(bare)[1]
    readings = dict.fromkeys((plain, bare, open_text, timeless))
    return Level(tuple(readings), unit, year)


def without_unit(plain: str) -> tuple[str, str | None]:
    """A clean text without the unit it states, and that unit."""
    for match in _UNIT_NOTE.finditer(plain):
        if match[1] in UNITS:
            return plain[: match.start()] + plain[match.end() :], match[1]
    if tail := _UNIT_TAIL.search(plain):
        return plain[: tail.start()], tail[1]
    if plain.endswith("%") and len(plain) > 1 and not plain[-2].isdigit():
        return plain[:-1], "%"
    return plain, None


def _without_year(plain: str) -> tuple[str, YearWord | None]:
    plain = _COMPARED.sub("", plain)
    year: YearWord | None = None
    if years := _YEAR.findall(plain):
        year = int(max(years))
        plain = _PERIOD.sub("", plain)
    else:
        for pattern, word in _YEAR_WORDS:
            if pattern.search(plain):
                plain, year = pattern.sub("", plain), word  # type: ignore[assignment]
                break
    return _FILLERS.sub("", plain), year


def is_unit(text: str) -> bool:
    """Is the cell nothing but a unit, with or without brackets?"""
    plain = clean(text).strip("()").removeprefix("单位:")
    return plain in UNITS or bool(re.fullmatch(r"(?:万|千)?元/(?:人|户|年|月|亩|天)", plain))


def unit_in(text: str) -> str:
    """The unit in a cell that `is_unit`."""
    return clean(text).strip("()").removeprefix("单位:").split("/")[0]
