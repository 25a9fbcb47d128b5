"""By when what is to be reported: the notice, its annexes and the ledgers say the same."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from checks.declare import check
from checks.model import Package, PackageAnswer
from checks.official_texts import is_short_for, signed_day
from checks.package_places import Spot, aside_spot
from checks.package_texts import (
    Named,
    Said,
    annex_texts,
    aside_texts,
    ledgers_named,
    named_ledgers,
    names_a_ledger,
    notice_texts,
)
from values.days import parse_day
from values.expressions import expression

_BEFORE = expression(
    r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号]|底|末)?(?:\s*[（(][^（）()]{1,8}[）)])?(?:\s*(?:上午|下午)?(?:下班|\d{1,2}[:：]\d{2}|\d{1,2}[时点]))?(?:之前|以前|前|底前|截止|止)"
)
_REPORT = expression(
    "报送|上报|报至|报到|报县|报乡|报镇|报市|报我|[一并]报|提交|交至|反馈|报备|报[一-鿿]{2,14}(?:局|办|办公室|委|政府|中心|专班)"
)
_FIELD = expression(r"(?:报送|上报|填报|截止|提交|交表)(?:时间|日期|时限|期限|截止)")
_RECURRING = expression(r"每(?:月|季|周|年|半年|旬)|逐月|按月|按季")
_BY_VILLAGES = expression(r"各(?:行政)?村|村(?:委会|“两委”)")
_TO = expression(r"(?:报送?|上报|提交|交)(?:给|至|到)?([一-鿿]{1,14}?(?:局|办公室|办|委员会|委|政府|中心|专班))")
_SENTENCE = expression(r"[。；;\n]")
_LEDGERS = expression("台账|报表|附件|附表|名单|清单|表格|材料")


class Due(Struct, frozen=True):
    """By what day something is to be reported; the words that say what, by whom and to whom."""

    day: date
    words: str
    spot: Spot

    @property
    def shown(self) -> str:
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"


def _dues(said: Said, year: int, *, whole: bool = False) -> Iterator[Due]:
    """The days of reporting in a text; with `whole` it stands on the ledger to be reported and need not say so."""
    for sentence in _SENTENCE.split(said.text):
        found = list(_BEFORE.finditer(sentence))
        for index, match in enumerate(found):
            end = found[index + 1].start() if index + 1 < len(found) else len(sentence)
            words = sentence[0 if index == 0 else match.start() : end]
            told = _REPORT.search(sentence[match.end() : end]) or _FIELD.search(sentence[: match.start()])
            day = _day(match, year)
            if day is not None and told and not _RECURRING.search(words) and (whole or _REPORT.search(words)):
                yield Due(day, words, said.spot)


def _day(match: re.Match[str], year: int) -> date | None:
    of, month = int(match[1] or year), int(match[2])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(of, month)[1]
    return date(of, month, min(int(match[3] or last), last))


def _year(package: Package) -> int | None:
    signed = signed_day(package.notice)
    found = re.search(r"(20\d{2})年", package.notice.title)
    return signed.year if signed else int(found[1]) if found else None


def _asked(package: Package, year: int) -> list[Due]:
    """What the notice asks to be reported."""
    return [due for said in notice_texts(package) for due in _dues(said, year)]


def _alike(one: Due, other: Due) -> bool:
    """Reported by the same level, to the same office as far as both name one."""
    if bool(_BY_VILLAGES.search(one.words)) != bool(_BY_VILLAGES.search(other.words)):
        return False
    first, second = _receiver(one), _receiver(other)
    return is_short_for(first, second) or is_short_for(second, first)


def _receiver(due: Due) -> str:
    """The office it is reported to, empty where none is named."""
    found = _TO.search(due.words)
    return found[1] if found else ""


def _asked_of(named: Named, asked: list[Due], ledgers: tuple[Named, ...]) -> Due | None:
    """The one deadline of the notice for that ledger: where it names it, or where it has only one for all tables."""
    own = [due for due in asked if named in ledgers_named(due.words, ledgers)]
    if len(asked) == 1:
        own = own or [due for due in asked if _LEDGERS.search(due.words) and not names_a_ledger(due.words, ledgers)]
    days = {due.day for due in own}
    return own[0] if len(days) == 1 else None


@check("PKG121", severity="warning", source="通知、附件和台账里同一件事的报送时间应一致")
def deadlines_agree(package: Package) -> Iterator[PackageAnswer]:
    """通知写的报送时间，与附件正文、台账标题或填表说明写的不同。

    只比同一份材料（写了附件几、台账名称的），报送单位、报送对象不同的不比；每月、每季的不比；通知里同一份材料写了几个时间的不比。
    没写年份的按通知的年份。
    """
    year = _year(package)
    if year is None:
        return
    asked, ledgers = _asked(package, year), named_ledgers(package)
    for named, said in aside_texts(ledgers):
        due = _asked_of(named, asked, ledgers)
        for own in _dues(said, year, whole=True):
            if due is not None and own.day != due.day and _alike(own, due):
                yield _differs(own, due)
    for said in annex_texts(package):
        for own in _dues(said, year):
            told = (_asked_of(named, asked, ledgers) for named in ledgers_named(own.words, ledgers))
            due = next((due for due in told if due is not None), None)
            if due is not None and own.day != due.day and _alike(own, due):
                yield _differs(own, due)


def _differs(own: Due, due: Due) -> PackageAnswer:
    return own.spot.breach(
        f"这里的报送时间是{own.shown}前，通知写的是{due.shown}前",
        other=due.spot,
        observed=f"{own.shown}前",
        expected=f"{due.shown}前",
        suggestion="核对报送时间，改正写错的一处",
    )


@check("PKG122", severity="info", source="台账应在通知要求的时间前填报")
def ledgers_are_filled_in_by_the_deadline(package: Package) -> Iterator[PackageAnswer]:
    """台账的填报日期晚于通知要求的报送时间。

    通知对这份台账只写了一个报送时间的才看；填报日期只写到月的，整月都在报送时间以后才报。可能是补报，也可能是日期填错。
    """
    year = _year(package)
    if year is None:
        return
    asked, ledgers = _asked(package, year), named_ledgers(package)
    for named in ledgers:
        text = named.ledger.filled_on_text or ""
        filled, due = parse_day(text), _asked_of(named, asked, ledgers)
        if filled is not None and due is not None and filled.first > due.day.toordinal():
            yield aside_spot(named.enclosure, named.ledger, text).breach(
                f"填报日期是{text}，通知要求{due.shown}前报送",
                other=due.spot,
                observed=text,
                expected=f"{due.shown}前",
                suggestion="核对填报日期；逾期报送的说明原因",
            )
