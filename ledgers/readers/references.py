"""A1 notation."""

from __future__ import annotations

from functools import cache
from typing import Final

from values.expressions import expression

_CELL: Final = expression(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]*)")


@cache
def column_index(letters: bytes | str) -> int:
    """0-based: A → 0, AA → 26."""
    text = letters.decode("ascii") if isinstance(letters, bytes) else letters
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


@cache
def column_letters(index: int) -> str:
    letters = ""
    number = index + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def cell_position(reference: str) -> tuple[int, int]:
    """(row, column), 0-based, of a reference such as H12 or $H$12."""
    match = _CELL.fullmatch(reference.strip())
    if match is None:
        raise ValueError(f"not a cell reference: {reference!r}")
    return int(match[2]) - 1, column_index(match[1])


def range_bounds(reference: str) -> tuple[int, int, int, int]:
    """(top, left, bottom, right), 0-based and inclusive, of A1:C3 or A1."""
    first, _, last = reference.partition(":")
    top, left = cell_position(first)
    bottom, right = cell_position(last or first)
    return top, left, bottom, right
