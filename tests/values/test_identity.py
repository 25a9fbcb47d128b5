from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.identity import birth_date, check_character, identity_fault

_DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))


def slow_check(body: str) -> str:
    """ISO 7064 MOD 11-2 by its definition: the whole number is congruent to 1 modulo 11."""
    for character in "0123456789X":
        value = 10 if character == "X" else int(character)
        total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body)) + value
        if total % 11 == 1:
            return character
    raise AssertionError(body)


@given(st.from_regex(r"[0-9]{17}", fullmatch=True).filter(str.isascii))
def test_the_check_character_is_that_of_the_definition(body: str) -> None:
    assert check_character(body) == slow_check(body)


def body(day: date, serial: int) -> str:
    return f"360799{day:%Y%m%d}{serial:03}" if day.year > 999 else ""


@given(_DAYS, st.integers(0, 999))
def test_a_number_with_its_check_character_is_valid_and_any_other_is_not(day: date, serial: int) -> None:
    first = body(day, serial)
    right = check_character(first)
    assert identity_fault(first + right) is None
    assert birth_date(first + right) == day
    for other in set("0123456789X") - {right}:
        assert identity_fault(first + other) == "校验码（末位）不符"
        assert birth_date(first + other) is None


@given(_DAYS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_digit_changed_is_noticed(day: date, serial: int, place: int, by: int) -> None:
    first = body(day, serial)
    changed = first[:place] + str((int(first[place]) + by) % 10) + first[place + 1 :]
    assert identity_fault(changed + check_character(first)) is not None


VALID = body(date(1980, 1, 1), 1) + check_character(body(date(1980, 1, 1), 1))


@pytest.mark.parametrize("rest", ["43", "11", "43B1", "4301"])
def test_disability_numbers_of_twenty_and_twenty_two(rest: str) -> None:
    assert identity_fault(VALID + rest) is None
    assert birth_date(VALID + rest) == date(1980, 1, 1)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (VALID[:17], "实为17位"),
        (VALID + "4", "实为19位"),
        (VALID + "430", "实为21位"),
        (VALID + "4X", "残疾类别"),
        ("3607998001010015", "实为16位"),
        ("360799800101001", "实为15位"),
        ("", "实为0位"),
        ("0" + VALID[1:], "不该出现的字符"),
        (VALID[:10] + "O" + VALID[11:], "不该出现的字符"),
        (VALID[:17] + "x", "不该出现的字符"),
        ("36079919800230001X", "出生日期"),
        ("36079900000000000X", "出生日期"),
        ("３６０７９９１９８００１０１００１５", "不该出现的字符"),
    ],
)
def test_what_is_wrong_is_said(number: str, said: str) -> None:
    assert said in (identity_fault(number) or "")


def test_abolished_division_codes_are_no_fault() -> None:
    old = "99999919800101001"
    assert identity_fault(old + check_character(old)) is None
