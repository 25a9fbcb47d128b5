"""Expressions that checks share. They keep to what every engine computes alike."""

from __future__ import annotations

import narwhals as nw

from checks.model import ABSENT, Records
from ledgers.columns import PLACEHOLDERS
from ledgers.model import CellState

_NOTHING = sorted(PLACEHOLDERS | {"无", "暂无", "没有", "未填", "无数据"})


def blank(field: str) -> nw.Expr:
    """Nothing is said in a text or code field: it is empty, or holds a stroke or 无."""
    column = nw.col(field)
    return column.is_null() | column.is_in(_NOTHING).fill_null(False)  # noqa: FBT003 - narwhals' own signature


def is_blank(field: str) -> nw.Expr:
    """Nothing stands in a typed field (number, day, choice, flag): not text that could not be read, not a formula."""
    return nw.col(f"{field}__state") <= int(CellState.BLANK)


def garbled(field: str) -> nw.Expr:
    """Something stands in a typed field, but no value that could be read."""
    return nw.col(field).is_null() & ~is_blank(field)


def has_column(records: Records, field: str) -> nw.Expr:
    """The record's own ledger has the column, not only another that is judged with it."""
    return nw.col(f"{field}__state") != ABSENT if field in records.fields else nw.lit(value=False)


def unread(*fields: str) -> nw.Expr:
    """A typed field has no value to judge by: blank, unreadable, not calculated, masked."""
    first, *rest = (nw.col(field).is_null() for field in fields)
    for expression in rest:
        first = first | expression
    return first


def none_of(field: str, *known: str) -> nw.Expr:
    """A choice has none of the values a check can judge by: blank, or a word outside the list."""
    column = nw.col(field)
    return column.is_null() | ~column.is_in(known).fill_null(True)  # noqa: FBT003 - narwhals' own signature


def equals(field: str, value: str) -> nw.Expr:
    """A choice or flag has this value; a blank one has not."""
    return (nw.col(field) == value).fill_null(False)  # noqa: FBT003 - narwhals' own signature


def distance(left: nw.Expr, right: nw.Expr) -> nw.Expr:
    return (left - right).abs()


def says(field: str, pattern: str) -> nw.Expr:
    """A text contains the pattern; a blank one does not."""
    return nw.col(field).str.contains(pattern).fill_null(False)  # noqa: FBT003 - narwhals' own signature


def undated(field: str) -> nw.Expr:
    """Nothing tells when: the day is blank, or a standing one such as 长期."""
    return nw.col(field).is_null() & (is_blank(field) | (nw.col(f"{field}__state") == int(CellState.STANDING)))
