"""Who is responsible, as clauses say it: 〔责任单位：…〕, (责任单位:…), 牵头单位：…；配合单位：…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from values.expressions import expression

ROLE = r"(?:牵头|责任|配合|主办|协办|承办|主管|实施|落实)(?:单位|部门|领导|主体)(?:及责任人)?"
_OPENING = expression(rf"[〔（(【\[]?\s*{ROLE}\s*[:：]")
_NEXT_ROLE = expression(rf"[；;，,。]?\s*{ROLE}\s*[:：]")
_CLOSING = {"〔": "〕", "【": "】", "[": "]", "（": "）)", "(": "）)"}
_SEPARATORS = "、，,；;"
_LONGEST_QUALIFIER = 8  # 区委统战部(区民宗局) is part of the name, a whole sentence in brackets is a remark
_LONGEST_UNIT = 30


def split_responsibility(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its notes of responsibility, and the units they name, leading ones first as they stand."""
    kept, units, position = "", [], 0
    while found := _OPENING.search(text, position):
        end = _end(text, found)
        kept += text[position : found.start()]
        units += list(_units(text[found.end() : end]))
        position = end + (1 if text[end : end + 1] in {"〕", "】", "]", "）", ")", "。"} else 0)
    return kept + text[position:], tuple(dict.fromkeys(units))


def _end(text: str, opening: re.Match[str]) -> int:
    """Where the note ends: at the bracket that closes it, else at the full stop, else with the text."""
    sign = opening.group()[0]
    if sign not in _CLOSING:
        stop = text.find("。", opening.end())
        return len(text) if stop < 0 else stop
    depth = 0
    for index in range(opening.end(), len(text)):
        if text[index] in _CLOSING[sign] and not depth:
            return index
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(text[index], 0)
    return len(text)


def _units(text: str) -> Iterator[str]:
    for part in _divided(_NEXT_ROLE.sub("；", text)):
        unit = re.sub(r"(?:等相关部门|等部门|等单位|等)$", "", _without_remark(part).strip(" 。\n"))
        if unit and len(unit) <= _LONGEST_UNIT:
            yield unit


def _divided(text: str) -> Iterator[str]:
    """The parts between separators that stand outside brackets."""
    part, depth = "", 0
    for sign in text:
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(sign, 0)
        if sign in _SEPARATORS and depth <= 0:
            yield part
            part = ""
        else:
            part += sign
    yield part


def _without_remark(unit: str) -> str:
    return re.sub(rf"[（(][^（）()]{{{_LONGEST_QUALIFIER + 1},}}[）)]", "", unit)
