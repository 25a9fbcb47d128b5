"""Typefaces by category: whatever a foundry calls it, 仿宋 is 仿宋."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

# The first whose sign stands in the name holds: FangSong has "song" in it, 微软雅黑 has 黑.
_CATEGORIES = (
    ("屏幕字体", ("雅黑", "yahei", "等线", "dengxian", "arial", "calibri", "苹方", "pingfang", "noto", "思源")),
    ("小标宋", ("小标宋", "xiaobiaosong", "xbsjw", "大标宋", "dabiaosong")),
    ("仿宋", ("仿宋", "fangsong", "simfang", "fzfsjw", "fzfsk")),
    ("楷体", ("楷", "kai")),
    ("黑体", ("黑", "hei")),
    ("宋体", ("宋", "song", "simsun", "fzssjw")),
)


@cache
def category(name: str) -> str:
    """仿宋, 楷体, 黑体, 小标宋, 宋体, 屏幕字体; another name as it is, empty where none is stated."""
    bare = name.lower().replace(" ", "")
    found = (category for category, signs in _CATEGORIES if any(sign in bare for sign in signs))
    return next(found, name)


def is_one_of(name: str, faces: Iterable[str]) -> bool:
    """仿宋_GB2312 is a 仿宋, whichever of the two a form asks for."""
    return category(name) in map(category, faces)
