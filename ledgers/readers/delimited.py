"""csv and tsv, in the encodings and with the separators that offices' programs write."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Final

import polars as pl

from ledgers.model import Sheet
from ledgers.readers.cell_texts import frame_of_rows, long_powers
from ledgers.readers.content import Content, Reading
from ledgers.readers.refusals import UnreadableError
from values.expressions import expression

_DELIMITERS: Final = (",", "\t", ";", "|")
_SAMPLE: Final = 64 << 10
_SAMPLE_RECORDS: Final = 100
_LONGEST_CELL: Final = 16 << 20
_CONTROL: Final = expression("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HINT: Final = expression(r"sep=(.)\r?\n", re.IGNORECASE)
_AS_TEXT: Final = expression(r'="([^"]*)"')  # ="0012" keeps a spreadsheet from dropping the zeros


def read(content: Content) -> Reading:
    text = decoded(content.data)
    hint = _HINT.match(text)
    delimiter = hint[1] if hint else _delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    body = io.StringIO(text[hint.end() :] if hint else text, newline="")
    try:
        frame = frame_of_rows(csv.reader(body, delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableError("引号不成对，分不出单元格", "请用 WPS 打开确认后另存为 .xlsx") from error
    if '="' in text:
        frame = frame.with_columns(pl.all().str.replace(f"^{_AS_TEXT.pattern}$", "$1"))
    return (Sheet(None, frame, digits_lost=long_powers(frame)),), ()


def decoded(data: bytes) -> str:
    """The text; gb18030 rather than gbk, whose table lacks characters of names."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig" and _is_cut_off(error, data):
                raise UnreadableError("文件末尾不完整（最后一个字被截断）", "请重新导出或拷贝该文件后报送") from error
            continue
        if _CONTROL.search(text[:_SAMPLE]):
            break
        return text
    raise UnreadableError("不是文本，或文字编码无法识别", "请用 WPS 打开确认后另存为 .xlsx，或另存为 UTF-8 编码的 csv")


def _is_cut_off(error: UnicodeDecodeError, data: bytes) -> bool:
    """The only fault stands at the very end: else GBK would make other words of the whole text."""
    return error.reason == "unexpected end of data" and not data[: error.start].isascii()


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data[1:2] == b"\x00" and data[3:4] == b"\x00":
        return ("utf-16-le",)
    if data[:1] == b"\x00" and data[2:3] == b"\x00":
        return ("utf-16-be",)
    return "utf-8-sig", "gb18030"


def _delimiter(text: str) -> str:
    """The one that splits the most records into the same number of cells."""
    sample = text[:_SAMPLE]
    return max(_DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))


def _regularity(sample: str, delimiter: str) -> float:
    try:
        records = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))[:_SAMPLE_RECORDS]
    except csv.Error:
        return 0.0
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0.0
    width, times = widths.most_common(1)[0]
    return times / len(records) + width / 1000
