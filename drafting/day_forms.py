"""A day however it was written, in Arabic figures."""

from __future__ import annotations

import re

from documents.ordinals import value_of
from values.expressions import expression

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_CHINESE = expression("([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")


def plain_day(text: str) -> str:
    """２０２４ 年 9 月 13 日 and 二〇二四年九月十三日 as 2024年9月13日; anything else without its spaces."""
    plain = re.sub(r"\s", "", text.translate(_FULL_WIDTH))
    if not (found := _IN_CHINESE.fullmatch(plain)):
        return plain
    return f"{found[1].translate(_DIGITS)}年{value_of(found[2])}月{value_of(found[3])}日"
