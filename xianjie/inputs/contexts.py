"""Where and when a ledger is to be judged: from the options, from the ledger itself, from the configuration."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from checks.model import Place
from checks.result import DayFrom
from documents.model import OfficialDocument
from documents.ordinals import value_of
from values.days import parse_day
from values.divisions import COUNTY_DEPTH, Division, contains, known_counties, parse_division
from values.expressions import expression

if TYPE_CHECKING:
    from ledgers.model import Ledger

_CHINA = timezone(timedelta(hours=8))
_IN_A_WORD = expression(r"[^\W\d_A-Za-z省市州盟区县旗年度月期于对共由给向和与及在为至]$")  # what a county's name does not follow
_TOWNSHIP = expression(r"([一-鿿]{1,6}?(?:镇|乡|街道))(?!村)")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_UNTIL = expression(r"截[至止]\s*(\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月(?:底|末)?)?)")
_MONTH = expression(r"(\d{4})年\s*(\d{1,2})月")
_HALF = expression(r"(\d{4})年?度?(上|下)半年")
_QUARTER = expression(r"(\d{4})年?度?第?([一二三四1-4])季度")
_FIRST_QUARTERS = expression(r"(\d{4})年?度?前([一二三1-3])季度")
_CHINESE_DAY = expression("([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = expression(r"(?<!\d)(20\d{2})\s*年?")


class Options(Struct, frozen=True):
    """What the user said about place and time."""

    division: Division | None = None
    on: date | None = None
    as_of: date | None = None


class Context(Struct, frozen=True):
    """One ledger's place and days. `year` is null when nothing names a period."""

    division: Division | None
    on: DayFrom
    as_of: DayFrom
    year: int | None
    place: Place


def today() -> date:
    """Today in China; the only clock, asked for when neither option nor ledger gives a day."""
    return datetime.now(_CHINA).date()


def context_of(ledger: Ledger, options: Options, default: Division | None, registered: Sequence[str]) -> Context:
    """Work out a ledger's context (options, then title and file name, then configuration, then today)."""
    heading = " ".join(text for text in (ledger.title, ledger.reporting_unit, _stem(ledger.path)) if text)
    found = _division_in(ledger, heading, default, registered)
    division = _nearer(found, options.division) or default
    period = period_end(" ".join(text for text in (ledger.title, ledger.period_text) if text)) or period_end(
        _stem(ledger.path)
    )
    on = _on(options, period)
    return Context(division, on, _as_of(options, ledger), _year(options, period), _place(division, ledger))


def document_context(document: OfficialDocument, options: Options, default: Division | None) -> Context:
    """A document is judged by the day it bears (成文日期, else 印发日期), a draft by today."""
    bears = document_day(document)
    on = DayFrom(options.on, "参数") if options.on else bears or DayFrom(today(), "今天")
    said = options.as_of or options.on
    as_of = DayFrom(said, "参数") if said else DayFrom(today(), "今天")
    return Context(options.division or default, on, as_of, on.day.year, Place())


def document_day(document: OfficialDocument) -> DayFrom | None:
    """The day an official document bears, and from which element; null for a draft."""
    for kind in ("成文日期", "印发日期"):
        for element in document.elements:
            day = parse_day(_in_figures(element.text)) if element.kind == kind else None
            if day is not None and day.exact:
                return DayFrom(date.fromordinal(day.last), kind)
    return None


def _in_figures(text: str) -> str:
    """A day as it is signed, also one in Chinese numerals (二〇二四年九月三日)."""
    tight = "".join(text.split()).removesuffix("印发")
    found = _CHINESE_DAY.fullmatch(tight)
    if found is None:
        return tight
    year = found[1].translate(_NUMERALS)
    return f"{year}年{value_of(found[2])}月{value_of(found[3])}日"


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _on(options: Options, period: date | None) -> DayFrom:
    if options.on:
        return DayFrom(options.on, "参数")
    return DayFrom(period, "标题") if period else DayFrom(today(), "今天")


def _as_of(options: Options, ledger: Ledger) -> DayFrom:
    if options.as_of or options.on:
        return DayFrom(options.as_of or options.on or today(), "参数")
    filled = parse_day(ledger.filled_on_text) if ledger.filled_on_text else None
    if filled is not None and filled.exact:
        return DayFrom(date.fromordinal(filled.first), "填报日期")
    return DayFrom(today(), "今天")


def _year(options: Options, period: date | None) -> int | None:
    return period.year if period else options.on.year if options.on else None


def period_end(text: str) -> date | None:
    """The last day of the period a title names: 截至2024年9月30日, 2024年上半年, 2024年前三季度, 2024年7月, 2024年."""
    if match := _UNTIL.search(text):
        day = parse_day(match[1])
        return date.fromordinal(day.last) if day else None
    if match := _HALF.search(text):
        return _month_end(int(match[1]), 6 if match[2] == "上" else 12)
    if match := _QUARTER.search(text) or _FIRST_QUARTERS.search(text):
        return _month_end(int(match[1]), _QUARTERS[match[2]])
    if (match := _MONTH.search(text)) and 1 <= int(match[2]) <= 12:
        return _month_end(int(match[1]), int(match[2]))
    years = [int(year) for year in _YEAR.findall(text)]
    return date(max(years), 12, 31) if years else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _division_in(ledger: Ledger, heading: str, default: Division | None, registered: Sequence[str]) -> Division | None:
    """The county the heading or the county column names, with the township where the heading names one."""
    texts = (heading, _column_value(ledger, "county"))
    county = next((found for text in texts if (found := _county_in(text, default, registered))), None)
    if county is None:
        return None
    township = _township_in(heading, county[-1]) or _column_value(ledger, "township")
    return (*county, township) if township else county


def _nearer(found: Division | None, said: Division | None) -> Division | None:
    """The county found in the ledger, unless another was said; said for a province or a city, it is the one found there."""
    if found is None or said is None:
        return said or found
    return found if len(said) < COUNTY_DEPTH and contains(said, found) else said


def county_called(name: str, scope: Division | None, registered: Iterable[str]) -> Division | None:
    """The county a place column means by a name; of several of that name the one in `scope`, as deep as that is known."""
    own = [county for path in registered if len(county := parse_division(path, registered=[path])) >= COUNTY_DEPTH]
    paths = {county[:COUNTY_DEPTH] for county in own if county[COUNTY_DEPTH - 1] == name}
    paths |= set(known_counties().get(name, ()))
    for depth in range(min(len(scope or ()), COUNTY_DEPTH), -1, -1):
        near = [path for path in paths if path[:depth] == (scope or ())[:depth]]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _column_value(ledger: Ledger, field: str) -> str:
    """The one value a place column holds throughout; empty when it holds several or none."""
    from ledgers.columnar.model import StoredLedger

    if isinstance(ledger, StoredLedger):
        return ledger.places.get(field, "")
    if field not in ledger.frame.columns:
        return ""
    values = ledger.frame[field].drop_nulls().unique().head(2).to_list()
    return str(values[0]) if len(values) == 1 else ""


def _county_in(text: str, default: Division | None, registered: Iterable[str]) -> Division | None:
    """The county named in a text; a name that several provinces have needs its city or the configured county."""
    if not text:
        return None
    own = [parse_division(path, registered=[path]) for path in registered]
    for county in own:
        if len(county) >= 3 and county[2] in text:
            return county[:3]
    found = [paths for name, paths in known_counties().items() if name in text]
    candidates = [path for paths in found for path in paths if _is_named(path, text)]
    if default is not None and default[:3] in candidates:
        return default[:3]
    named = [path for path in candidates if path[0] in text or path[1] in text]
    fitting = named or candidates
    longest = max((len(path[-1]) for path in fitting), default=0)
    best = [path for path in fitting if len(path[-1]) == longest]
    return best[0] if len(best) == 1 else None


def _is_named(county: Division, text: str) -> bool:
    """Does its name begin a word? 示范县 is not 范县."""
    before = (text[: at.start()] for at in re.finditer(re.escape(county[-1]), text))
    above = tuple(name.rstrip("省市") for name in county[:-1])
    return any(not _IN_A_WORD.search(part) or part.endswith(above) for part in before)


def _township_in(heading: str, county: str) -> str | None:
    after = heading.partition(county)[2] or heading
    match = _TOWNSHIP.match(after.lstrip())
    return match[1] if match else None


def _place(division: Division | None, ledger: Ledger) -> Place:
    county = division[2] if division and len(division) > 2 else None
    township = division[3] if division and len(division) > 3 else _column_value(ledger, "township") or None
    return Place(county, township, _column_value(ledger, "village") or None)
