"""Texts an engine can tell are right by itself, so that plain Python sees only the doubtful ones.

A function here may leave a right text to the judge; it must never pass a wrong one. It works step by step, each a column:
what is nested in one expression is worked out again and again by some engines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, reduce

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
    digits = nw.col("_number").str.slice(0, 17).cast(nw.Int64)
    parts = frame.with_columns(number.alias("_number")).with_columns(
        digits.alias("_digits"), nw.col("_number").str.slice(17, 1).alias("_last")
    )
    halves = parts.with_columns((nw.col("_digits") % 10**8).alias("_low")).with_columns(
        ((nw.col("_digits") - nw.col("_low")) / 10**8).alias("_high"), nw.col("_low").cast(nw.Float64)
    )
    return halves.with_columns(_remainder().alias("_remainder")).filter(nw.col("_remainder") != 1)


@cache
def _remainder() -> nw.Expr:
    """Of all 18 characters; 1 is right."""
    check = nw.when(nw.col("_last") == "X").then(nw.lit("10")).otherwise(nw.col("_last")).cast(nw.Float64)
    terms = [*_weighted(nw.col("_high"), 9, 2**9), *_weighted(nw.col("_low"), 8, 2)]
    return reduce(lambda left, right: left + right, terms, check) % 11


def _weighted(number: nw.Expr, digits: int, last: int) -> Iterator[nw.Expr]:
    """Terms of the sum of digits, the last weighted with `last`, each before with twice that, but for multiples of 11.

    A digit is number // 10 ** k less ten times number // 10 ** (k + 1), and less ten is one more by that measure. Floating
    numbers hold all of it exactly, and are divided several times as fast as whole ones.
    """
    for k in range(digits):
        weight = last * 2**k + (last * 2 ** (k - 1) if k else 0)
        yield (number / 10**k).floor() * (weight % 11) if k else number * (weight % 11)


def without_beginnings(frame: Frame, field: str, starts: Sequence[str]) -> Frame:
    """Without the texts that begin with one of these pairs of characters."""
    known = nw.col(field).str.slice(0, 2).is_in(starts).fill_null(False)  # noqa: FBT003 - narwhals' own signature
    return frame.filter(~known)
