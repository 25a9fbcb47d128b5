"""Days as officials write them, with the precision they wrote.

A day is an interval: 2024年8月 is any day of that month. A deadline check compares both ends and answers
"cannot judge" when they disagree, so that no month is ever turned into its first day.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from msgspec import Struct

from values.expressions import expression

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20000, 80001)  # 1954 … 2119: a bare number outside is no date
_STANDING = frozenset({
    "长期坚持", "长期", "持续推进", "持续", "立行立改", "即知即改", "立即整改", "常态化", "常态化推进", "长期推进",
    "长期整改", "持续整改", "持续坚持", "立即", "马上", "全年", "常年",
})  # fmt: skip
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－，：　", "0123456789./-,: ")
_TIME = expression(
    r"[T ]?(上午|中午|下午|晚上)?\d{1,2}(:\d{1,2}(:\d{1,2}(\.\d+)?)?|[时点](\d{1,2}分(\d{1,2}秒)?|前)?)$"
)
_SEPARATED = expression(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_COMPACT = expression(r"(\d{4})(\d{2})(\d{2})")
_YEAR_MONTH = expression(r"(\d{4})[-./年](\d{1,2})月?(份)?(底|末)?")
_COMPACT_MONTH = expression(r"(\d{4})(0[1-9]|1[0-2])")
_YEAR = expression(r"(\d{4})年?(度)?(底|末)?")
_MONTH_DAY = expression(r"(\d{1,2})月(\d{1,2})[日号]?")
_MONTH = expression(r"(\d{1,2})月(份)?(底|末)?")
_SERIAL = expression(r"(\d{5})(\.\d+)?")


class Day(Struct, frozen=True):
    """The days a text can mean: `first` to `last`, proleptic ordinals (date.toordinal), inclusive.

    A standing deadline (长期坚持) has `standing` set and no days (both 0).
    """

    first: int
    last: int
    standing: bool = False

    @property
    def exact(self) -> bool:
        return self.first == self.last and not self.standing


STANDING = Day(0, 0, standing=True)


def parse_day(text: str, *, year: int | None = None) -> Day | None:
    """Read a day, month or year as written; None when the text is not a date or the date does not exist.

    `year` is the year of the table's period: only with it can 8月9日 be read.
    """
    plain = text.translate(_FULL_WIDTH).strip().rstrip("。;；,，")
    if plain in _STANDING:
        return STANDING
    plain = _without_time(plain.replace(" ", " ").strip())
    plain = plain.removesuffix("之前").removesuffix("以前").removesuffix("前").replace(" ", "")
    return _full_date(plain) or _year_first(plain) or _serial(plain) or _without_year(plain, year)


def _without_time(plain: str) -> str:
    return _TIME.sub("", plain) if len(plain) > 8 else plain


def _full_date(plain: str) -> Day | None:
    match = _SEPARATED.fullmatch(plain) or _COMPACT.fullmatch(plain)
    return _exact(*(int(part) for part in match.groups())) if match else None


def _year_first(plain: str) -> Day | None:
    if match := _YEAR_MONTH.fullmatch(plain) or _COMPACT_MONTH.fullmatch(plain):
        end = len(match.groups()) == _YEAR_MONTH.groups and match[4] is not None
        return _month(int(match[1]), int(match[2]), end=end)
    if (match := _YEAR.fullmatch(plain)) and 1900 <= int(match[1]) <= 2100:
        last = date(int(match[1]), 12, 31).toordinal()
        return Day(last if match[3] else date(int(match[1]), 1, 1).toordinal(), last)
    return None


def _without_year(plain: str, year: int | None) -> Day | None:
    if year is None:
        return None
    if match := _MONTH_DAY.fullmatch(plain):
        return _exact(year, int(match[1]), int(match[2]))
    if match := _MONTH.fullmatch(plain):
        return _month(year, int(match[1]), end=match[3] is not None)
    return None


def _serial(plain: str) -> Day | None:
    match = _SERIAL.fullmatch(plain)
    if not match or int(match[1]) not in _SERIALS:
        return None
    ordinal = (_EXCEL_EPOCH + timedelta(days=int(match[1]))).toordinal()
    return Day(ordinal, ordinal)


def _exact(year: int, month: int, day: int) -> Day | None:
    try:
        ordinal = date(year, month, day).toordinal()
    except ValueError:
        return None
    return Day(ordinal, ordinal) if 1900 <= year <= 2100 else None


def _month(year: int, month: int, *, end: bool) -> Day | None:
    if not (1 <= month <= 12 and 1900 <= year <= 2100):
        return None
    last = date(year, month, calendar.monthrange(year, month)[1]).toordinal()
    return Day(last if end else date(year, month, 1).toordinal(), last)


def format_day(ordinal: int) -> str:
    """2024-08-09."""
    return date.fromordinal(ordinal).isoformat()


def format_chinese_day(day: date) -> str:
    """2024年8月9日: Arabic, no padding (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_index(day: date) -> int:
    """Months counted from year 0, so that neighbours differ by one."""
    return day.year * 12 + day.month - 1
