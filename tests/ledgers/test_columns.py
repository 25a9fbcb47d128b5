from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers.cell_texts import Reading
from ledgers.columns import type_columns
from ledgers.model import CellState, Choice, Field, FieldType
from values.amounts import round_half_up
from values.days import parse_day

B, V, U, M, S = CellState.BLANK, CellState.VALUE, CellState.UNREADABLE, CellState.MASKED, CellState.STANDING


def read(texts: list[str | None], kind: FieldType, *, unit: str | None = None, **details: object) -> pl.DataFrame:
    choices = (Choice("全", ("全劳力",)), Choice("弱、半", ("弱半",)), Choice("无", ("无劳力",)))
    field = Field("x", "样列", kind, unit=unit, choices=choices if kind == "choice" else ())
    frame = pl.DataFrame({"x": pl.Series(texts, dtype=pl.String)})
    return type_columns(frame, {"x": Reading(field, unit, **details)})  # type: ignore[arg-type]


def one(text: str | None, kind: FieldType, unit: str | None = None) -> tuple[object, int]:
    frame = read([text], kind, unit=unit, year=2024)
    return frame["x"][0], frame["x__state"][0]


@pytest.mark.parametrize(
    ("text", "unit", "value", "state"),
    [
        ("1234.56", "元", 123456, V),
        ("1,234.5", "元", 123450, V),
        ("￥1,234", "元", 123400, V),
        ("１２３４．５６", "元", 123456, V),
        ("5208.3333333", "元", 520833, V),
        ("0.30000000000000004", "元", 30, V),
        ("1.005", "元", 101, V),
        ("-1.005", "元", -101, V),
        ("-0.5", "元", -50, V),
        ("0.004", "元", 0, V),
        ("0", "元", 0, V),
        ("0.00", "元", 0, V),
        ("12.5", "万元", 12500000, V),
        ("12.3456789", "万元", 12345679, V),
        ("2万元", "元", 2000000, V),
        ("300元", "万元", 30000, V),
        ("3.5", "千元", 350000, V),
        ("1.5", "亿元", 15000000000, V),
        ("99999999999.99", "元", 9999999999999, V),
        ("123456789012345.67", "元", 12345678901234567, V),
        (" 12 ", "元", 1200, V),
        ("/", "元", None, B),
        ("-", "元", None, B),
        ("——", "元", None, B),
        ("无", "元", None, B),
        ("　", "元", None, B),
        (None, "元", None, B),
        ("约3000", "元", None, U),
        ("3000左右", "元", None, U),
        ("1.2.3", "元", None, U),
        ("#REF!", "元", None, U),
    ],
)
def test_amounts(text: str | None, unit: str, value: int | None, state: CellState) -> None:
    assert one(text, "amount", unit) == (value, state)


@pytest.mark.parametrize(
    ("text", "kind", "value", "state"),
    [
        ("3", "count", 3, V),
        ("3.0", "count", 3, V),
        ("3人", "count", 3, V),
        ("2.5", "count", None, U),
        ("无", "count", None, B),
        ("1.25", "area", 125, V),
        ("1.25亩", "area", 125, V),
        ("3", "number", 300, V),
        ("2024", "year", 2024, V),
        ("2024年度", "year", 2024, V),
        ("24", "year", None, U),
        ("2024年7月", "month", 2024 * 12 + 6, V),
        ("7月", "month", 2024 * 12 + 6, V),
        ("2024年", "month", None, U),
        ("2024-08-09", "month", 2024 * 12 + 7, V),
        ("长期坚持", "day", None, S),
        ("2024-02-30", "day", None, U),
        ("尽快", "day", None, U),
        ("无", "day", None, B),
        ("11010119900101001x", "identity", "11010119900101001X", V),
        ("'110101199001010011", "identity", "110101199001010011", V),
        ("110101 19900101 0011", "identity", "110101199001010011", V),
        ("１１０１０１１９９００１０１００１１", "identity", "110101199001010011", V),
        ("110101********0011", "identity", "110101********0011", M),
        ("无", "identity", None, B),
        ("138****0000", "phone", "138****0000", M),
        ("138 0000 0000", "phone", "13800000000", V),
        ("6217000012340000", "account", "6217000012340000", V),
        ("XM-2024-01", "code", "XM-2024-01", V),
        ("示范〔2024〕1号", "code", "示范〔2024〕1号", V),
        ("全劳力", "choice", "全", V),
        ("无", "choice", "无", V),
        ("其他", "choice", "其他", V),
        ("/", "choice", None, B),
        ("√", "flag", "是", V),
        ("无", "flag", "否", V),
        ("0", "flag", "否", V),
        ("待定", "flag", None, U),
        ("", "list", None, B),
        ("产业、就业", "list", "产业、就业", V),
    ],
)
def test_other_types(text: str, kind: FieldType, value: object, state: CellState) -> None:
    assert one(text, kind) == (value, state)


@pytest.mark.parametrize(
    ("texts", "unit", "percent", "values"),
    [
        (["65%", "6.5％"], None, None, [650000, 65000]),
        (["0.65", "0.123456789"], None, None, [650000, 123457]),
        (["65", "7.5"], "%", None, [650000, 75000]),
        (["65", "0.5"], None, None, [650000, 5000]),
        (["0.65", "0.5"], "%", [True, True], [650000, 500000]),
        (["0.65", "0.5"], "%", [False, False], [6500, 5000]),
        (["0.65", "12"], "%", [True, False], [650000, 120000]),
    ],
)
def test_shares(texts: list[str], unit: str | None, percent: list[bool] | None, values: list[int]) -> None:
    mask = None if percent is None else pl.Series(percent)
    assert read(list(texts), "share", unit=unit, percent=mask)["x"].to_list() == values


@pytest.mark.parametrize(
    "text", ["2024-08-09", "2024.8.9", "2024年8月", "20240809", "2024年底", "8月9日", "45513", "2024-08-09 10:30:00"]
)
def test_days_keep_their_precision(text: str) -> None:
    day = parse_day(text, year=2024)
    frame = read([text, "2024-01-01"], "day", year=2024)
    assert day is not None
    assert (frame["x"][0], frame["x__last"][0]) == (day.first, day.last)
    assert frame["x__month"][0] == (2024 * 12 + (11 if "底" in text else 7))


def test_a_year_is_no_month() -> None:
    assert read(["2024年"], "day")["x__month"].to_list() == [None]


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=8), min_size=1, max_size=20), st.sampled_from(["元", "千元", "万元"])
)
def test_amounts_are_exact(amounts: list[object], unit: str) -> None:
    scale = {"元": 100, "千元": 10**5, "万元": 10**6}[unit]
    texts = [format(amount, "f") for amount in amounts]  # type: ignore[str-format]
    wanted = [round_half_up(Fraction(text) * scale) for text in texts]
    assert read(list(texts), "amount", unit=unit)["x"].to_list() == wanted


@given(st.integers(-(10**13), 10**13))
def test_every_fen_survives(fen: int) -> None:
    text = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
    assert one(text, "amount", "元") == (fen, V)


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_every_fen_in_ten_thousands_survives(fen: int) -> None:
    text = f"{'-' if fen < 0 else ''}{abs(fen) // 10**6}.{abs(fen) % 10**6:06d}"
    assert one(text, "amount", "万元") == (fen, V)


@given(st.lists(st.one_of(st.none(), st.text(max_size=12)), min_size=1, max_size=8), st.sampled_from(
    ["amount", "count", "share", "day", "month", "year", "identity", "phone", "choice", "flag", "list", "code"]
))  # fmt: skip
def test_any_text_is_read_or_told_unreadable(texts: list[str | None], kind: FieldType) -> None:
    frame = read(list(texts), kind)
    states = [CellState(state) for state in frame["x__state"].to_list()]
    for text, value, state in zip(texts, frame["x"].to_list(), states, strict=True):
        assert (value is not None) == (state in {V, M})
        assert state == B or text is not None


def test_known_states_beat_what_stands_there() -> None:
    mask = {CellState.DIGITS_LOST: pl.Series([True, False])}
    frame = read(["110101199001010000", "110101199001010011"], "identity", states=mask)
    assert frame["x"].to_list() == [None, "110101199001010011"]
    assert frame["x__state"].to_list() == [CellState.DIGITS_LOST, V]
