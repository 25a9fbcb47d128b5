"""A county's checks that look at one record at a time."""

from __future__ import annotations

from datetime import date

import narwhals as nw
from msgspec import Struct

from checks.local_fields import Bound
from checks.local_records import Meant, never, nothing_in, unclear
from checks.model import Rows
from ledgers.model import CellState, Field


class Said(Struct, frozen=True):
    """What the county wants said in place of our own words, field names resolved."""

    message: str | None
    suggestion: str | None


def literal(text: str) -> str:
    """A text of the county's own as it is to be printed, whatever braces it holds."""
    return text.replace("{", "{{").replace("}", "}}")


_FILTERED = "筛选所用的字段空缺或无法识别"


class RowShape(Struct, frozen=True):
    """One field, which values of it are wrong, and the words for it. `unread` tells cells no judgement is made of."""

    field: Field
    wrong: nw.Expr
    unread: nw.Expr
    message: str
    expected: str
    because: str


def rows(shape: RowShape, meant: Meant, said: Said) -> Rows:
    """A record that is surely meant and surely wrong fails; one of which either is not known is not judged."""
    wrong = shape.wrong.fill_null(False) & ~shape.unread  # noqa: FBT003 - narwhals' own signature
    untold = (meant.perhaps & wrong) | ((meant.surely | meant.perhaps) & shape.unread)
    return Rows(
        field=shape.field.field,
        fails=meant.surely & wrong,
        unknown=untold,
        because="，或".join(reason for reason in (shape.because, _FILTERED) if reason),
        message=said.message or shape.message,
        expected=shape.expected,
        suggestion=said.suggestion or f"核对后改正“{shape.field.name}”",
    )


def required(field: Field) -> RowShape:
    return RowShape(
        field=field,
        wrong=nothing_in(field),
        unread=never(),
        message=f"没有填写“{field.name}”",
        expected=f"填写“{field.name}”",
        because="",
    )


def one_of(field: Field, values: tuple[int | str, ...], listed: str) -> RowShape:
    return RowShape(
        field=field,
        wrong=~nw.col(field.field).is_in(list(values)),
        unread=unclear(field),
        message=f"“{field.name}”填{{{field.field}}}，不在规定的取值内",
        expected=f"“{field.name}”取值为{listed}",
        because=f"“{field.name}”空缺或无法识别",
    )


def at_least(field: Field, bound: Bound) -> RowShape:
    return _measured(field, _below(field, bound), f"低于{bound.text}", f"不低于{bound.text}")


def at_most(field: Field, bound: Bound) -> RowShape:
    return _measured(field, _above(field, bound), f"高于{bound.text}", f"不高于{bound.text}")


def between(field: Field, low: Bound, high: Bound) -> RowShape:
    outside = _below(field, low) | _above(field, high)
    words = f"{low.text}至{high.text}"
    return _measured(field, outside, f"不在{words}之间", f"在{words}之间（含两端）")


def _below(field: Field, bound: Bound) -> nw.Expr:
    return nw.col(field.field) * bound.value.denominator < bound.value.numerator


def _above(field: Field, bound: Bound) -> nw.Expr:
    return nw.col(field.field) * bound.value.denominator > bound.value.numerator


def _measured(field: Field, wrong: nw.Expr, how: str, expected: str) -> RowShape:
    return RowShape(
        field=field,
        wrong=wrong,
        unread=unclear(field),
        message=f"“{field.name}”填{{{field.field}}}，{how}",
        expected=f"“{field.name}”{expected}",
        because=f"“{field.name}”空缺或无法识别",
    )


def before(field: Field, day: date, as_of: date) -> RowShape:
    """A day written as a month is judged by both its ends; a blank one is due only when the last day is over."""
    first, last, limit = nw.col(field.field), nw.col(f"{field.field}__last"), day.toordinal()
    standing = nw.col(f"{field.field}__state") == int(CellState.STANDING)
    astride = (first <= limit) & (last > limit)
    nothing = nothing_in(field) if as_of > day else never()
    return RowShape(
        field=field,
        wrong=first > limit,
        unread=astride.fill_null(False) | (unclear(field) & ~nothing_in(field)) | nothing | standing,  # noqa: FBT003 - likewise
        message=f"“{field.name}”{{{field.field}}}，晚于{day}",
        expected=f"“{field.name}”不晚于{day}（含当日）",
        because=f"“{field.name}”空缺、无法识别，或只到月份、恰在期限上",
    )
