"""What became of every row of a sheet that holds text: written, header, left out and why, or not understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import polars as pl
from msgspec import Struct

from ledgers.model import Ledger, Sheet

UNCLAIMED: Final = "表外的文字，没有归入任何一条"


class RowAccount(Struct, frozen=True):
    """Rows of one sheet, 1-based, each in exactly one place: `read` = `written` + `headers` + `left_out`."""

    read: frozenset[int]
    written: frozenset[int]
    headers: frozenset[int]
    left_out: Mapping[int, str]

    @property
    def balanced(self) -> bool:
        """Does every row read stand in one place, and in one only?"""
        parts = (self.written, self.headers, frozenset(self.left_out))
        return frozenset().union(*parts) == self.read and sum(map(len, parts)) == len(self.read)


def account_rows(sheet: Sheet, ledgers: Sequence[Ledger], taken: Sequence[Ledger]) -> RowAccount:
    """Account for the rows of a sheet of which the tables `taken` were written, the other tables not."""
    read = rows_with_text(sheet)
    written = _records(taken) & read
    others = [ledger for ledger in ledgers if not any(ledger is own for own in taken)]
    headers = (_headers(taken, ledgers, read) - written) & read
    why: dict[int, str] = dict.fromkeys(read - written - headers, UNCLAIMED)
    for ledger in others:
        own = _records([ledger]) | _headers([ledger], ledgers, read) | {item.row for item in ledger.left_out}
        why |= dict.fromkeys(own & why.keys(), f"属{ledger.kind.name}，没有汇总")
    why |= {
        item.row: item.why for ledger in taken for item in ledger.left_out if item.row in why and item.why != "空行"
    }
    return RowAccount(read, written, headers, dict(sorted(why.items())))


def rows_with_text(sheet: Sheet) -> frozenset[int]:
    """The 1-based rows that hold any text."""
    if not sheet.texts.width:
        return frozenset()
    filled = sheet.texts.select(pl.any_horizontal(pl.all().is_not_null()).arg_true()).to_series()
    return frozenset(row + 1 for row in filled.to_list())


def _records(ledgers: Iterable[Ledger]) -> frozenset[int]:
    return frozenset(row for ledger in ledgers for row in ledger.frame["_row"].to_list())


def _headers(ledgers: Sequence[Ledger], every: Sequence[Ledger], read: frozenset[int]) -> frozenset[int]:
    """The header rows of the tables and what stands above them, down from the table before."""
    found: set[int] = set()
    for ledger in ledgers:
        top, bottom = ledger.header_rows[0], ledger.header_rows[-1]
        before = max((_last_row(other) for other in every if _last_row(other) < top), default=0)
        found |= {row for row in read if before < row <= bottom}
    return frozenset(found)


def _last_row(ledger: Ledger) -> int:
    left_out = max((item.row for item in ledger.left_out), default=0)
    last: list[int] = ledger.frame["_row"].tail(1).to_list()
    return max(ledger.header_rows[-1], left_out, *last)
