"""小额信贷 worked out of its ledger: balances, new loans of a year, how a loan is being repaid (amounts in 分)."""

from __future__ import annotations

from datetime import date

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from calculations.employment import said

_LATE = "逾期|未按|没有按|没按|不按|未能按|拖欠|欠息"
_NOT_LATE = "未逾期|无逾期|没有逾期|不逾期|没逾期"
_ON_TIME = "按期|按时|正常|结清|还清"
_OPEN = "未结清|未还清|未到期|没有结清|没有还清"


def balances(loans: nw.LazyFrame[IntoLazyFrameT]) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row: `now` and `before` (balance at present and at the end of last year), the first `_ledger`.

    `filled` counts the rows with a balance of last year, `unread` the amounts that could not be read. A blank is none.
    """
    now, before = nw.col("balance"), nw.col("balance_last_year_end")
    garbled = (now.is_null() & (nw.col("balance__state") > 0)).cast(nw.Int64)
    garbled = garbled + (before.is_null() & (nw.col("balance_last_year_end__state") > 0)).cast(nw.Int64)
    return (
        loans.select(
            "_ledger",
            now.fill_null(0).alias("_now"),
            before.fill_null(0).alias("_before"),
            (~before.is_null()).cast(nw.Int64).alias("_filled"),
            garbled.alias("_unread"),
        )
        .select(
            nw.col("_ledger").min(),
            nw.col("_now").sum().alias("now"),
            nw.col("_before").sum().alias("before"),
            nw.col("_filled").sum().alias("filled"),
            nw.col("_unread").sum().alias("unread"),
        )
        .filter(~nw.col("_ledger").is_null())
    )


def new_loans(loans: nw.LazyFrame[IntoLazyFrameT], year: int) -> nw.LazyFrame[IntoLazyFrameT]:
    """One row: `lent`, the sum of loans surely given out in the year, the first `_ledger`, and `unclear`.

    `unclear` counts loans of which amount or day cannot be told.
    """
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    amount, begun, ended = nw.col("loan_amount"), nw.col("lent_on"), nw.col("lent_on__last")
    inside = (begun >= first) & (ended <= last)
    touched = (nw.col("lent_on__state") > 0) | (nw.col("loan_amount__state") > 0)
    unclear = touched & (amount.is_null() | begun.is_null() | ((begun <= last) & (ended >= first) & ~inside))
    return (
        loans.select(
            "_ledger",
            nw.when(inside).then(amount).otherwise(0).fill_null(0).alias("_lent"),
            unclear.fill_null(False).cast(nw.Int64).alias("_unclear"),  # noqa: FBT003 - narwhals' own signature
        )
        .select(nw.col("_ledger").min(), nw.col("_lent").sum().alias("lent"), nw.col("_unclear").sum().alias("unclear"))
        .filter(~nw.col("_ledger").is_null())
    )


def repaid_late(field: str) -> nw.Expr:
    """The words of a repayment state say that it is not kept to (逾期、未按期还款); 未逾期 does not."""
    return said(field, _LATE) & ~said(field, _NOT_LATE)


def repaid_on_time(field: str) -> nw.Expr:
    """The words say that it is kept to (按期、正常、已结清); 未结清 and 未到期 say neither."""
    return (said(field, _ON_TIME) | said(field, _NOT_LATE)) & ~repaid_late(field) & ~said(field, _OPEN)
