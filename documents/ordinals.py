"""Ordinals of the numbering of official documents: their value, and the one that comes next."""

from __future__ import annotations

import re

DIGITS = "〇一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def chinese(number: int) -> str:
    """1 to 99 the way clauses are counted: 一 … 十 … 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


_VALUES = {chinese(number): number for number in range(1, 100)}


def value_of(ordinal: str) -> int | None:
    """The number an ordinal stands for: 一、 （二） 3. （4） ⑤ 第六条."""
    bare = re.sub(r"[（）()、.．第章节条是\s]", "", ordinal)
    if bare in CIRCLED and bare:
        return CIRCLED.index(bare) + 1
    return int(bare) if bare.isascii() and bare.isdigit() else _VALUES.get(bare)


def token_of(ordinal: str) -> str:
    """The ordinal in one spelling whatever brackets and stops it was written with: 一 （一） 1. （1） ① 第一条."""
    bare = re.sub(r"[（）()、.．\s]", "", ordinal)
    if bare[:1] == "第" or bare in CIRCLED:
        return bare
    bracketed = ordinal.strip()[:1] in "（("
    if bare.isascii():
        return f"（{int(bare)}）" if bracketed else f"{int(bare)}."
    return f"（{bare}）" if bracketed else bare


def following(ordinal: str) -> re.Pattern[str] | None:
    """What the next ordinal of the same kind looks like, whatever stops a scan has left of it."""
    number = value_of(ordinal)
    if number is None:
        return None
    token = token_of(ordinal)
    figure = chinese(number + 1) if re.search(f"[{DIGITS}十]", token) else str(number + 1)
    if token.startswith("（"):
        return re.compile(rf"[（(]{figure}[）)]")
    return re.compile(rf"{figure}、" if not figure.isascii() else rf"{figure}(?:[．、]|\.(?!\d))")
