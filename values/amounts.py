"""Numbers and money as officials write them; exact, never through a float."""

from __future__ import annotations

from fractions import Fraction
from typing import NewType

from values.expressions import expression

Fen = NewType("Fen", int)
"""An amount of money in 分."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％－＋（）￥¥　", "0123456789.,%-+()元元 ")
_NUMBER = expression(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(?:[eE]([-+]?\d{1,3}))?")
_UNITS = {"万元": 10_000, "千元": 1_000, "亿元": 100_000_000, "万": 10_000, "亿": 100_000_000, "元": 1}
_COUNTERS = ("元整", "块钱", "人", "户", "个", "项", "亩", "头", "只", "张", "斤", "台", "次", "天", "月", "岁")


def parse_number(text: str) -> Fraction | None:
    """Read a number with its 万/亿/元 into units of one (1.2万元 → 12000); None when it is no number."""
    plain = text.translate(_FULL_WIDTH).replace(" ", "").replace("'", "")
    plain = plain.removeprefix("人民币").removeprefix("元")
    for counter in _COUNTERS:
        plain = plain.removesuffix(counter) if plain != counter else plain
    unit, plain = _split_unit(plain)
    if plain.startswith("(") and plain.endswith(")"):  # accountants' negative
        plain = "-" + plain[1:-1]
    number = _plain_number(plain)
    return None if number is None else number * unit


def _split_unit(plain: str) -> tuple[int, str]:
    for name, factor in _UNITS.items():
        if plain.endswith(name) and len(plain) > len(name):
            return factor, plain.removesuffix(name)
    return 1, plain


def _plain_number(plain: str) -> Fraction | None:
    match = _NUMBER.fullmatch(plain)
    if not match or not (match[2] or match[3]):
        return None
    digits = (match[2] or "0").replace(",", "") + (match[3] or "")
    value = Fraction(digits) * Fraction(10) ** int(match[4] or 0)
    return -value if match[1] == "-" else value


def round_half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero, as in a hand calculation."""
    whole = (abs(value) * 2 + 1) // 2
    return int(whole) if value >= 0 else -int(whole)


def format_fen(fen: int) -> str:
    """1234560 → "12345.60"; whole yuan without a decimal part."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    yuan, rest = divmod(fen, 100)
    return f"{sign}{yuan}" if not rest else f"{sign}{yuan}.{rest:02d}"


def format_money(fen: int, unit: str) -> str:
    """An amount in the unit of its column, exact: 500099990 分 in 万元 → "500.09999万元"; an unknown unit is 元."""
    places = {"千元": 5, "万元": 6, "亿元": 10}.get(unit)
    if places is None:
        return f"{format_fen(fen)}元"
    sign, digits = ("-" if fen < 0 else ""), str(abs(fen)).zfill(places + 1)
    return f"{sign}{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") + unit
