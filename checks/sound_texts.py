"""Texts an engine can tell are right by itself, so that plain Python sees only the doubtful ones.

A function here may leave a right text to the judge; it must never pass a wrong one. It works step by step, each a column:
what is nested in one expression is worked out again and again by some engines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import narwhals as nw

from checks.model import Frame

_BORN = (
    "(?:19[0-9][0-9]|20[0-4][0-9])"
    "(?:(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])(?:29|30)|(?:0[13578]|1[02])31)"
)  # 29 February is left to the judge
_NONE = "0" * 18
_SHAPE = f"^[1-9][0-9]{{5}}{_BORN}[0-9]{{3}}[0-9X]$"


def without_correct_identities(frame: Frame, field: str) -> Frame:
    """Without 18 characters that hold a day of birth that exists, and the check character that belongs to them."""
    shaped = nw.col(field).str.contains(_SHAPE).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    number = nw.when(shaped).then(nw.col(field)).otherwise(nw.lit(_NONE))  # pandas makes no numbers of blanks
    parts = frame.with_columns(number.alias("_number")).with_columns(
        nw.col("_number").str.slice(0, 9).cast(nw.Int64).alias("_high"),
        nw.col("_number").str.slice(9, 8).cast(nw.Int64).alias("_low"),
        nw.col("_number").str.slice(17, 1).alias("_last"),
    )
    return parts.with_columns(_remainder().alias("_remainder")).filter(nw.col("_remainder") != 1)


@cache
def _remainder() -> nw.Expr:
    """Of all 18 characters; 1 is right."""
    check = nw.when(nw.col("_last") == "X").then(nw.lit("10")).otherwise(nw.col("_last")).cast(nw.Int64)
    total: nw.Expr = nw.sum_horizontal(*_weighted(nw.col("_high"), 9, 9), *_weighted(nw.col("_low"), 8, 1), check)
    return total % 11


def _weighted(number: nw.Expr, digits: int, power: int) -> Iterator[nw.Expr]:
    """Terms of the sum of digits, the last weighted with 2 ** power, each before with twice that, but for multiples of 11.

    A digit is number % 10 ** (k + 1) - number % 10 ** k, over 10 ** k; and 10 is -1 by that measure.
    """
    weights = [(-1) ** k * 2 ** (power + k) % 11 for k in range(digits)]
    nexts = [*weights[1:], 0]
    yield from ((number % 10 ** (k + 1)) * ((weights[k] - nexts[k]) % 11) for k in range(digits))


def without_beginnings(frame: Frame, field: str, starts: Sequence[str]) -> Frame:
    """Without the texts that begin with one of these pairs of characters."""
    known = nw.col(field).str.slice(0, 2).is_in(starts).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    return frame.filter(~known)
