"""What jinja2 says of a tag it cannot read, in words for the person who wrote it."""

from __future__ import annotations

import re

_SAID = (
    (re.compile("expected token '(.+?)', got '(.+?)'"), r"应有“\1”，现为“\2”"),
    (re.compile("[Uu]nexpected '(.+?)'"), r"多了“\1”"),
    (re.compile("[Ee]ncountered unknown tag '(tr|tc)'.*"), r"带 \1 的标签要写在表格的格子里"),
    (re.compile("[Ee]ncountered unknown tag 'p'.*"), "带 p 的标签要独占一段"),
    (re.compile("[Ee]ncountered unknown tag '(.+?)'.*"), r"“\1”放错了地方，或者前后不成对"),
    (re.compile("[Ee]xpected an expression.*"), "缺少要填的字段或要判断的条件"),
    (re.compile("unexpected char '(.+?)' at \\d+"), r"有不认识的符号或不成对的引号：\1"),
    (re.compile('unexpected char "(.+?)" at \\d+'), r"有不认识的符号或不成对的引号：\1"),
    (re.compile("Invalid character in identifier"), "名称里有不能用的字符"),
    (re.compile("[Uu]nexpected end of template.*"), "标签没有写完，或者缺少结束标签"),
)
_SIGNS = {"end of statement block": "%}", "end of print statement": "}}", "end of template": "模板结束"}


def said_in_chinese(message: str) -> str:
    """The message in Chinese; one that is not known stays as it is."""
    for english, chinese in _SAID:
        if found := english.search(message):
            said = found.expand(chinese)
            for sign, shown in _SIGNS.items():
                said = said.replace(sign, shown)
            return said
    return message
