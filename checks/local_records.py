"""Which records a county's check is about: `where` and `unless` as expressions with three answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

import narwhals as nw
from msgspec import Struct

from checks.local_fields import EMPTY, Filter, choices_of
from checks.shapes import blank, is_blank
from ledgers.model import CellState, Field


class Meant(Struct, frozen=True):
    """`surely`: the check is about this record; `perhaps`: it may be, the fields do not tell."""

    surely: nw.Expr
    perhaps: nw.Expr


def always() -> nw.Expr:
    """True of every record; a column and no literal, because a filter wants one answer a row."""
    return ~nw.col("_ledger").is_null()


def never() -> nw.Expr:
    return nw.col("_ledger").is_null()


def meant_by(where: Iterable[Filter], unless: Iterable[Filter]) -> Meant:
    """All of `where` hold, and none of `unless`."""
    surely, possible = always(), always()
    for one in where:
        answer = _answer(one)
        surely, possible = surely & answer.surely, possible & (answer.surely | answer.perhaps)
    for one in unless:
        answer = _answer(one)
        surely, possible = surely & ~(answer.surely | answer.perhaps), possible & ~answer.surely
    return Meant(surely, possible & ~surely)


def _answer(one: Filter) -> Meant:
    if one.state is not None:
        empty = nothing_in(one.field)
        return Meant(empty if one.state == EMPTY else ~empty, never())
    matches = _true(_matches(one))
    return Meant(matches, ~matches & _untold(one))


def _matches(one: Filter) -> nw.Expr:
    column = nw.col(one.field.field)
    if one.field.type == "list":
        return column.str.contains("|".join(re.escape(str(value)) for value in one.values))
    return column.is_in(list(one.values))


def _untold(one: Filter) -> nw.Expr:
    """A text that is blank is not the value; a typed field that is blank or unread, or a strange choice, tells nothing."""
    if one.field.type == "text":
        return never()
    untold = unclear(one.field)
    if one.field.type == "choice" and choices_of(one.field):
        strange = ~nw.col(one.field.field).is_in(sorted(choices_of(one.field)))
        return untold | _true(strange)
    return untold


def nothing_in(field: Field) -> nw.Expr:
    return blank(field.field) if field.type in {"text", "list"} else is_blank(field.field)


def unclear(field: Field) -> nw.Expr:
    """The field has no value to judge by: blank, unreadable, not calculated, masked."""
    if field.type == "text":
        return blank(field.field)
    return nw.col(f"{field.field}__state") != int(CellState.VALUE)


def _true(expression: nw.Expr) -> nw.Expr:
    return expression.fill_null(False)  # noqa: FBT003 - narwhals' own signature
