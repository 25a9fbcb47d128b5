"""A whole and its parts in one row. Which columns add up to which is stated in the kind's file; each sum is one check."""

from __future__ import annotations

import inspect
from functools import reduce

import narwhals as nw

from checks.declare import DeclarationError, check
from checks.model import Printed, Records, Rows, Severity, Shown
from checks.shapes import garbled, has_column, is_blank, unread
from ledgers.catalogue import ledger_kinds
from ledgers.model import Field, LedgerKind
from ledgers.sums import Sum

_CODES: dict[tuple[str, str], tuple[str, Severity]] = {
    ("projects", "total_investment"): ("PRJ101", "error"),
    ("project_library", "total_investment"): ("SUM101", "error"),
    ("income", "property_income_this_year"): ("SUM102", "error"),
    ("income", "property_income_last_year"): ("SUM103", "error"),
    ("income", "transfer_income_this_year"): ("SUM104", "error"),
    ("income", "transfer_income_last_year"): ("SUM105", "error"),
    ("solar", "power_income"): ("SUM111", "warning"),  # a balance brought forward may be among what is distributable
    ("workshops", "workers"): ("SUM112", "error"),
    ("work_relief", "workers"): ("SUM113", "error"),
    ("startup_bases", "workers"): ("SUM114", "error"),
    ("village_collective", "total_income"): ("SUM115", "error"),
}
_UP_TO = {"万元": 9_999}  # 分, of a whole filled in with two decimals: a hundred yuan is a fault
_HALF_YUAN = 50  # 分, what each part rounded to whole yuan may be off


def _amount(field: Field) -> bool:
    return field.type == "amount"


def _allowed(kind: LedgerKind, total: Sum) -> int:
    """What rounding explains, in the units of the frame."""
    whole = kind.field_named(total.whole)
    return _UP_TO.get(str(whole.unit), _HALF_YUAN * len(total.parts)) if _amount(whole) else 0


def _rows(records: Records, kind: LedgerKind, total: Sum) -> Rows:
    present = [part for part in total.parts if part in records.fields]
    parts = reduce(lambda left, right: left + right, (nw.col(part).fill_null(0) for part in present))
    whole, allowed = nw.col(total.whole), _allowed(kind, total)
    short = whole - parts > allowed
    printed: Printed = "金额" if _amount(kind.field_named(total.whole)) else "数"
    unclear = reduce(lambda left, right: left | right, (garbled(part) for part in present), unread(total.whole))
    return Rows(
        field=total.whole,
        fails=(parts - whole > allowed) | (short if total.rest or total.complete else nw.lit(value=False)),
        unknown=unclear | _open(records, total, present, parts, short),
        because=_because(kind, total),
        message=f"{kind.field_named(total.whole).name}填{{stated}}，{total.named}合计{{computed}}",
        expected="{computed}" if total.rest or total.complete else "不小于{computed}",
        suggestion="核对各项和合计，改正填错的一格（注意单位是万元还是元）"
        if printed == "金额"
        else "核对名单，改正填错的一格",
        shown={"stated": Shown(whole, printed), "computed": Shown(parts, printed)},
        cells=tuple(present),
    )


def _open(records: Records, total: Sum, present: list[str], parts: nw.Expr, short: nw.Expr) -> nw.Expr:
    """Something that is not there may make up the difference."""
    if total.rest:
        return (parts == 0) | (~has_column(records, total.rest) & short)
    some_blank = reduce(lambda left, right: left | right, (is_blank(part) for part in present))
    if total.complete:
        return some_blank & short
    return some_blank if len(present) == 1 else parts == 0


def _because(kind: LedgerKind, total: Sum) -> str:
    whole = kind.field_named(total.whole).name
    if total.rest:
        rest = kind.field_named(total.rest).name
        return f"{whole}空缺，{total.named}全空或无法识别，或没有“{rest}”列、合计小于{whole}"
    return f"{whole}空缺、无法识别，或{total.named}有空缺、无法识别的"


def _title(kind: LedgerKind, total: Sum) -> str:
    whole = kind.field_named(total.whole).name
    return f"{whole}与{total.named}之和不符" if total.rest or total.complete else f"{whole}小于{total.named}"


def _explanation(kind: LedgerKind, total: Sum) -> str:
    whole, names = kind.field_named(total.whole).name, "、".join(kind.field_named(part).name for part in total.parts)
    if total.rest:
        rest = kind.field_named(total.rest).name
        return (
            f"把{names}相加（空的按没有这一项计），与{whole}相差100元及以上的列出。\n"
            f"各项全空的、有一项无法识别的不判；台账没有“{rest}”列，合计小于{whole}的也不判（可能另有来源）。"
        )
    if total.complete:
        return f"把{names}相加，与{whole}比较，每项半元以内的舍入不算。缺一列的不判；有的项空着、合计小于{whole}的也不判（可能没有细分）。"
    return f"{names}是{whole}的一部分，合计不能大于{whole}；其余部分台账没有列出，少于{whole}不是问题。空着的不判。"


def _relation(total: Sum) -> str:
    return f"={total.named}之和" if total.rest or total.complete else f"不小于{total.named}"


def _declare(kind: LedgerKind, total: Sum) -> None:
    if (kind.kind, total.whole) not in _CODES:
        raise DeclarationError(f"{kind.kind}.yaml: no code for the sum of {total.whole}")
    code, severity = _CODES[kind.kind, total.whole]

    def judged(records: Records) -> Rows:
        return _rows(records, kind, total)

    judged.__doc__ = f"{_title(kind, total)}。\n\n{_explanation(kind, total)}"
    taken = inspect.Parameter(kind.kind, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    judged.__signature__ = inspect.Signature([taken], return_annotation="Rows")  # type: ignore[attr-defined]
    needed = total.parts[:1] if total.rest else total.parts
    source = f"算术：{kind.field_named(total.whole).name}{_relation(total)}"
    check(code, severity=severity, needs=(total.whole, *needed), source=source)(judged)


for _kind in ledger_kinds().values():
    for _total in _kind.sums:
        _declare(_kind, _total)
