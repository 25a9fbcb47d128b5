"""Worked-out values as a message prints them."""

from __future__ import annotations

from datetime import date
from typing import Any

from calculations.periods import half_month_text
from values.amounts import format_fen, format_money
from values.shares import format_share


def show(value: Any, as_: str, unit: str = "元") -> str:  # noqa: PLR0911 - one return for each way of printing
    """Print a worked-out value: 分 as 元 or, as 金额, in the column's unit; ordinals as days, millionths as a share."""
    if value is None:
        return "空"
    match as_:
        case "元":
            return format_fen(int(value))
        case "金额":
            return format_money(int(value), unit)
        case "日期":
            return date.fromordinal(int(value)).isoformat()
        case "月份":
            return f"{int(value) // 12}年{int(value) % 12 + 1}月"
        case "半月":
            return half_month_text(int(value))
        case "比例":
            return format_share(int(value), 1_000_000)
        case _:
            return str(value)
