"""公民身份号码 (GB 11643-1999) and 残疾人证号 (identity number + kind and grade, 20 or 22 characters)."""

from __future__ import annotations

import re
from datetime import date
from operator import mul

from values.expressions import expression

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
IDENTITY_LENGTH = 18
DISABILITY_LENGTHS = (20, 22)
_SHAPE = expression(r"[1-9][0-9]{16}[0-9X]")

_OTHER_DOCUMENT = expression(r"[HM][0-9]{8}(?:[0-9]{2})?|[A-Z]{1,2}[0-9]{7,8}|[A-Z]{3}[0-9]{12}")


def check_character(body: str) -> str:
    """The 18th character that belongs to the first 17 digits (GB 11643-1999, 4.2.4)."""
    total = sum(map(mul, map(int, body), _WEIGHTS))
    return _CHECK_CHARACTERS[total % 11]


def identity_fault(number: str) -> str | None:
    """What is wrong with an identity or disability number, in Chinese; None when nothing is.

    `number` is normalised: no blanks, upper-case X. The division code is not judged: old numbers keep abolished ones.
    Nor are passports, permits of residents of Hong Kong, Macao and Taiwan, and foreigners' residence permits.
    """
    if _OTHER_DOCUMENT.fullmatch(number):
        return None
    if len(number) in DISABILITY_LENGTHS:
        number, rest = number[:IDENTITY_LENGTH], number[IDENTITY_LENGTH:]
        if not re.fullmatch(r"[0-9]{2}([0-9A-Z]{2})?", rest):
            return "残疾人证号后几位应为残疾类别和等级的数字"
    if len(number) != IDENTITY_LENGTH:
        return f"应为18位（残疾人证号20位或22位），实为{len(number)}位"
    if not _SHAPE.fullmatch(number):
        return "含有不该出现的字符"
    if _birth_date(number) is None:
        return "第7至14位不是存在的出生日期"
    return None if check_character(number[:17]) == number[17] else "校验码（末位）不符"


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def birth_date(number: str) -> date | None:
    """The birth date in a valid number, else None."""
    return _birth_date(number) if identity_fault(number) is None else None
