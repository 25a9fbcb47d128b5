"""主送机关 by level and order: 、 within a class, ， between classes.

Below a county come first the party committees and governments of its townships, then the departments of the party
committee, those of the government, the units stationed there, mass bodies and others. Practice, not a clause: GB/T 9704
says only how the line is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from values.expressions import expression

_AREAS = "乡|镇|街道|社区|村|县|市|区|州|地|盟|旗|管委会|办事处"
_CLASSES = (
    expression(rf"各.{{0,8}}(?:{_AREAS}).{{0,12}}(?:党委|党工委|党组织|党支部|党总支|领导小组)|[^各]*(?:乡|镇|街道)(?:党委|党工委)$"),
    expression(rf"各.{{0,8}}(?:{_AREAS})）?(?:.{{0,6}}(?:政府|办事处|委员会|村委会|居委会|管委会))?$|[^各]*(?:乡|镇)人民政府$|.*街道办事处$"),
    expression("[省市县区]委(?!员会|托)"),
    expression("[省市县区]?人大|[省市县区]?政协|[省市县区]?(?:监委|法院|检察院)"),
    expression("[省市县区](?:政府|直|级|[^委驻]{1,14}(?:局|办|委|中心|队|院)$)"),
    expression("驻|中央|条管|垂直"),
    expression(".*(?:工会|团委|妇联|工商联|残联|科协|文联|红十字会|人民团体)"),
)
_MERGED = {1: 1, 5: 5}  # each counted from 1
_SHARED_HEAD = expression("各[^，、]{0,10}?(?=党委|党工委|党组织|人民政府|政府|村委会|居委会|办事处)")
_SHARED_TAIL = expression("(?<=[直驻县区市省级])(?:各有关单位|有关单位|各单位|各部门|有关部门|各相关部门)$")


def composed(names: Sequence[str]) -> str:
    """The line that names them, in their order; a part two neighbours share is said once."""
    ordered = sorted((name.rstrip("：:，。") for name in names), key=rank)
    groups = [list(group) for _, group in groupby(ordered, key=lambda name: _class(name) or name)]
    return "，".join("、".join(_said_once(group)) for group in groups)


def rank(name: str) -> int:
    """The place of an addressee in the line; those we do not know come last, in the order given."""
    return next((place for place, named in enumerate(_CLASSES) if named.match(name)), len(_CLASSES))


def out_of_order(line: str) -> tuple[str, str] | None:
    """The first two parts of a written line of which the second belongs before the first."""
    known = [part for part in re.split("[，,；;]", line) if rank(part) < len(_CLASSES)]
    return next((pair for pair in pairwise(known) if rank(pair[1]) < rank(pair[0])), None)


def _class(name: str) -> int | None:
    """Committees and governments of the areas below are one class, so are county units and those stationed there.

    Those we do not know are each a class of their own: none.
    """
    place = rank(name)
    return None if place == len(_CLASSES) else _MERGED.get(place, place + 1)


def _said_once(names: Sequence[str]) -> Iterator[str]:
    """各乡党委、各乡人民政府 as 各乡党委、人民政府; 县直各单位、驻县各单位 as 县直、驻县各单位."""
    shared = [_SHARED_TAIL.search(name) for name in names]
    for index, name in enumerate(names):
        if index and (head := _SHARED_HEAD.match(names[index - 1])) and name.startswith(head[0]):
            yield name.removeprefix(head[0])
        elif (tail := shared[index]) and index + 1 < len(names) and names[index + 1].endswith(tail[0]):
            yield name[: tail.start()]
        else:
            yield name
