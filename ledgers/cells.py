"""Cell addresses in A1 notation."""

from __future__ import annotations


def column_letter(index: int) -> str:
    """The letters of a 0-based column: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, index: int) -> str:
    """The address of a cell by its 1-based row and 0-based column."""
    return f"{column_letter(index)}{row}"
