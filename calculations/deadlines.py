"""A day field against a deadline, by the first and the last day its text can mean."""

from __future__ import annotations

from datetime import date

import narwhals as nw


def after(field: str, day: date) -> nw.Expr:
    """Every day the text can mean lies after `day` (期限含当日)."""
    return nw.col(field) > day.toordinal()


def straddles(field: str, day: date) -> nw.Expr:
    """The text names a month or year that holds days before and after the end of `day`: not to be decided."""
    return (nw.col(field) <= day.toordinal()) & (nw.col(f"{field}__last") > day.toordinal())


def before(field: str, other: str) -> nw.Expr:
    """The first field surely lies before the other; within the same month it does not."""
    return nw.col(f"{field}__last") < nw.col(other)
