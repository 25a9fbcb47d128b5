"""What an identity number says of a person, and what a roster of people says of their households.

A number is read from its own characters; an unreadable or masked one gives 0 and is left to the caller as not known.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias

import narwhals as nw

from calculations.employment import able, said
from calculations.recurring import identified

Frame: TypeAlias = nw.LazyFrame[Any]
_SHAPE = "^[1-9][0-9]{16}[0-9X](?:[0-9]{2}(?:[0-9A-Z]{2})?)?$"
_MALE, _FEMALE = "^[0-9]{16}[13579]", "^[0-9]{16}[02468]"
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
CYCLE = 400  # years after which the calendar repeats; leap days are counted in 400ths so that nothing is divided
NO_STUDENT = "非在校|不在校|毕业|辍学|失学|学龄前|未入学|^无$|^否$"
STUDENT = "在校|在读|年级|学生|小学|初中|高中|中专|中职|职高|技工|高职|大专|专科|本科|研究生|硕士|博士|学前|幼儿"
ILL = "大病|慢性病|慢病|重病|患病"
DISABLED = "残疾"


def readable(field: str) -> nw.Expr:
    """The field holds a whole identity number (or a disability number, which begins with one)."""
    return identified(field) & said(field, _SHAPE)


def own_number(field: str) -> nw.Expr:
    """The identity number itself: a disability number has two or four characters more."""
    return nw.col(field).str.slice(0, 18)


def male(field: str) -> nw.Expr:
    return readable(field) & said(field, _MALE)


def female(field: str) -> nw.Expr:
    return readable(field) & said(field, _FEMALE)


def _number(field: str, start: int, length: int) -> nw.Expr:
    digits = nw.when(readable(field)).then(nw.col(field).str.slice(start, length)).otherwise(nw.lit("0"))
    return digits.cast(nw.Int64)


def birth_year(field: str = "person_identity") -> nw.Expr:
    return _number(field, 6, 4)


def birth_month(fields: Collection[str], field: str = "person_identity") -> nw.Expr:
    """The month of birth as a month index (year * 12 + month - 1), by the number, else by 出生日期; 0 if not known."""
    own = nw.when(readable(field)).then(birth_year(field) * 12 + _number(field, 10, 2) - 1).otherwise(nw.lit(0))
    if "born_on" not in fields:
        return own
    return nw.when(readable(field)).then(own).otherwise(nw.col("born_on__month").fill_null(0))


def birth_day_in_cycles(field: str = "person_identity") -> nw.Expr:
    """The day of birth as `date.toordinal` counts it, times `CYCLE`."""
    year, month, day = birth_year(field), _number(field, 10, 2), _number(field, 12, 2)
    past = year - 1
    before = nw.lit(0)
    for number, days in enumerate(_DAYS_BEFORE, start=1):
        before = nw.when(month == number).then(nw.lit(days)).otherwise(before)
    leap = (year % 4 == 0) & ((year % 100 > 0) | (year % 400 == 0)) & (month > 2)
    leap_days = (past - past % 4) * 100 - (past - past % 100) * 4 + (past - past % 400)
    return past * 365 * CYCLE + leap_days + (before + leap.cast(nw.Int64) + day) * CYCLE


def under(years: int, year: int, born: nw.Expr) -> nw.Expr:
    """Younger than that all through the year; `born` is a month index, 0 where not known."""
    return (born > 0) & (born > (year - years) * 12 + 11)


def at_least(years: int, year: int, born: nw.Expr) -> nw.Expr:
    """That old or older all through the year."""
    return (born > 0) & (born < (year - years) * 12)


def at_school(fields: Collection[str]) -> nw.Expr:
    """在校生状况 names a school or a class the person is in."""
    if "at_school" not in fields:
        return nw.lit(value=False)
    return said("at_school", STUDENT) & ~said("at_school", NO_STUDENT)


def working(fields: Collection[str]) -> nw.Expr:
    """A roster says that the person works away: 务工时间 above nothing, or a place or employer filled in."""
    found = nw.lit(value=False)
    if "months_worked" in fields:
        found = found | (nw.col("months_worked") > 0).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    for field in ("work_place", "employer"):
        if field in fields:
            found = found | (nw.col(field).fill_null("") != "") & ~said(field, "^(?:无|未|没有|否|-|—|/)")
    return found


def by_household(people: Frame, **traits: nw.Expr) -> Frame:
    """One row a household (`household_id`): `people`, and for each trait how many have it."""
    told = people.filter(~nw.col("household_id").is_null()).select(
        "household_id",
        nw.lit(1).cast(nw.Int64).alias("people"),
        *(trait.cast(nw.Int64).alias(name) for name, trait in traits.items()),
    )
    return told.group_by("household_id").agg(nw.col("people").sum(), *(nw.col(name).sum() for name in traits))


__all__ = [
    "CYCLE",
    "DISABLED",
    "ILL",
    "able",
    "at_least",
    "at_school",
    "birth_day_in_cycles",
    "birth_month",
    "birth_year",
    "by_household",
    "female",
    "male",
    "own_number",
    "readable",
    "under",
    "working",
]
