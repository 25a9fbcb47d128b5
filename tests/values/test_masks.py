from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.identity import check_character
from values.masks import is_masked, mask_number, mask_text

IDENTITY = "36079919800101001" + check_character("36079919800101001")
_TEXTS = st.lists(
    st.text("0123456789Xx王小山元，。 -*", max_size=8) | st.from_regex("[0-9]{1,30}", fullmatch=True)
).map("".join)


@given(_TEXTS)
def test_no_run_of_fifteen_digits_survives_and_masking_twice_is_masking_once(text: str) -> None:
    masked = mask_text(text)
    assert not re.search(r"[0-9]{15}", masked)
    assert mask_text(masked) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"王小山（{IDENTITY}）", "王小山（360799********0015）"),
        (f"{IDENTITY}43B1", "360799********0015****"),
        ("360799 19800101 0015", "360799 ******** 0015"),
        ("360799800101001", "360799*****1001"),
        ("电话13800001234。", "电话138****1234。"),
        ("电话138 0000 1234。", "电话138 **** 1234。"),
        ("138-0000-1234", "138-****-1234"),
        ("6222020000001234567", "6222********4567"),
        ("6222 0200 0000 1234 567", "6222 **** **** 567"),
        ("账号A6222020000001234567B", "账号A622202*********4567B"),
        ("人均纯收入8000.55元，2024-08-09前", "人均纯收入8000.55元，2024-08-09前"),
        ("户编号3607001234", "户编号3607001234"),
        ("王小山、李二水", "王小山、李二水"),
    ],
)
def test_numbers_go_names_and_figures_stay(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        (IDENTITY, "360799********0015"),
        ("13800001234", "138****1234"),
        ("07978880000", "079****0000"),
        ("88800001", "******01"),
        ("8880000", "*****00"),
        ("1234", "****"),
        ("", ""),
        (f" {IDENTITY} ", "360799********0015"),
        ("360799********0015", "360799********0015"),
    ],
)
def test_a_personal_number_is_masked_whatever_its_shape(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@given(st.from_regex("[0-9]{5,24}", fullmatch=True))
def test_a_masked_number_hides_three_digits_and_is_known_again(number: str) -> None:
    masked = mask_number(number)
    assert masked.count("*") >= 3
    assert is_masked(masked)
    assert mask_number(masked) == masked


@pytest.mark.parametrize("text", [IDENTITY, "", "王小山", "8000", "xx", "2*3"])
def test_other_values_are_not_taken_for_masked(text: str) -> None:
    assert not is_masked(text)
