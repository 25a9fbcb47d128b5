"""The next number out of the register of numbers an office has given out; the register itself is never written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from drafting.entries import Entry
from drafting.faults import SourceFault
from values.expressions import expression

TAKE = "取号"
_KEYS = ("登记簿", "代字")
_NUMBER = expression(r"(.+?)[〔\[（(【](\d{4})[〕\]）)】]第?0*(\d+)号?")


class RegisterNotReadError(ValueError):
    """The file holds no register of numbers; the message is Chinese."""


def next_number(register: Path, sign: str, year: int) -> str:
    """The number after the last one given out under that sign in that year; the first where none has been.

    Raises RegisterNotReadError: the file cannot be read, or no register is found in it.
    """
    used = [int(found[3]) for found in _numbers(register) if (found[1].strip(), found[2]) == (sign, str(year))]
    return f"{sign}〔{year}〕{max(used, default=0) + 1}号"


def _numbers(register: Path) -> Iterator[re.Match[str]]:
    from ledgers.readers import collect_files  # noqa: PLC0415 - likewise
    from ledgers.reading import LedgerReader  # noqa: PLC0415 - a second of imports that only taking a number needs

    read = [LedgerReader().read(source) for source in collect_files([register])]
    ledgers = [ledger for one in read for ledger in one.ledgers if ledger.kind.kind == "number_register"]
    if not ledgers:
        raise RegisterNotReadError(f"{register.name}：没有认出发文登记簿（应有发文字号、文件标题、成文日期三列）")
    for ledger in ledgers:
        for text in ledger.texts["document_number"].to_list():
            if found := _NUMBER.fullmatch(re.sub(r"\s", "", text or "")):
                yield found


def take_number(values: dict[str, Any], lines: Mapping[str, int], folder: Path) -> Iterator[SourceFault]:
    """Put the next number in place of 取号; says what is wrong with the request."""
    wanted = values.get(TAKE)
    if wanted is None:
        return
    line = lines.get(TAKE)
    fault = _request_fault(wanted, values, folder)
    if fault:
        yield SourceFault(TAKE, line, fault)
        return
    day: date = values["成文日期"]
    try:
        values["发文字号"] = next_number(folder / str(wanted["登记簿"].value), str(wanted["代字"].value), day.year)
    except RegisterNotReadError as error:
        yield SourceFault(TAKE, line, str(error))


def _request_fault(wanted: Mapping[str, Entry], values: Mapping[str, Any], folder: Path) -> str:
    if set(wanted) != set(_KEYS) or not all(isinstance(entry.value, str) for entry in wanted.values()):
        return "应写明 登记簿 和 代字，如 {登记簿: 发文登记簿.xlsx, 代字: 示农字}"
    if "发文字号" in values:
        return "已写了“发文字号”，两项只写一项"
    if not isinstance(values.get("成文日期"), date):
        return "取号要写明“成文日期”，按它的年份编号"
    return "" if (folder / str(wanted["登记簿"].value)).is_file() else f"{wanted['登记簿'].value}：没有这个文件"


def taken(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What the writer has to be told of a number that was taken."""
    if TAKE not in values:
        return ()
    return (f"发文字号：按登记簿取 {values['发文字号']}，请在登记簿上登记",)
