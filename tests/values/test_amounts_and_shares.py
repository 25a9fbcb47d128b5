from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.amounts import format_fen, parse_number, round_half_up
from values.shares import Share, format_share


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8000", "8000"), ("8,000.50", "8000.5"), ("８０００", "8000"), ("8000元", "8000"), ("8000元整", "8000"),
        ("1.2万元", "12000"), ("1.2万", "12000"), ("1.2亿元", "120000000"), ("3千元", "3000"), ("￥8000", "8000"),
        ("人民币8000元", "8000"), ("-500", "-500"), ("(500)", "-500"), ("（500）", "-500"), ("+3", "3"), (".5", "0.5"),
        ("1.2e3", "1200"), ("3人", "3"), ("12户", "12"), ("0", "0"), ("1 200", "1200"), ("35.0", "35"),
    ],
)  # fmt: skip
def test_numbers_as_officials_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text", ["", "元", "万", "约8000", "1,00", "8000-9000", "1.2.3", "无", "三千", "--5", "60%", "人"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.text(max_size=15))
def test_no_text_is_an_exception(text: str) -> None:
    assert parse_number(text) is None or isinstance(parse_number(text), Fraction)


@pytest.mark.parametrize(
    ("value", "whole"), [("0.5", 1), ("-0.5", -1), ("0.49", 0), ("2.5", 3), ("1", 1), ("-2.4", -2)]
)
def test_halves_go_away_from_zero(value: str, whole: int) -> None:
    assert round_half_up(Fraction(value)) == whole


@pytest.mark.parametrize(
    ("fen", "text"), [(1234560, "12345.60"), (100, "1"), (-150, "-1.50"), (0, "0"), (5, "0.05"), (-100, "-1")]
)
def test_fen_are_printed_as_yuan(fen: int, text: str) -> None:
    assert format_fen(fen) == text


@given(st.integers(-(10**15), 10**15))
def test_printed_fen_are_read_back(fen: int) -> None:
    number = parse_number(format_fen(fen))
    assert number is not None
    assert number * 100 == fen


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (59_999, 100_000, "59.99%"), (5_999_999, 10_000_000, "59.99%"), (60, 100, "60%"), (0, 5, "0%"), (1, 3, "33.33%"),
        (5, 5, "100%"), (10, 0, "—"), (-1, 3, "-33.33%"), (1, -3, "-33.33%"), (599, 1000, "59.9%"), (2, 1, "200%"),
    ],
)  # fmt: skip
def test_a_share_is_cut_never_rounded(part: int, whole: int, text: str) -> None:
    assert format_share(part, whole) == text


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_share_short_of_sixty_percent_never_shows_as_sixty(part: int, whole: int) -> None:
    shown = format_share(part, whole)
    assert (shown == "60%") <= (part * 100 >= whole * 60)
    assert Fraction(shown.removesuffix("%")) / 100 <= Fraction(part, whole)


@pytest.mark.parametrize("text", ["60%", "0.6", " 60% ", "60.0%", "60％"])
def test_a_share_is_read_from_percent_or_fraction(text: str) -> None:
    share = Share.parse(text)
    assert Fraction(share.part, share.whole) == Fraction(3, 5)
    assert str(share) == "60%"


@pytest.mark.parametrize("text", ["六成", "", "%", "60‰", "1/0"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Share.parse(text)
