"""Divisions of the country as paths: 江西省/赣州市/上犹县, as deep as known.

Townships and villages, and places the table lacks, are taken as written once their county is known.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from values.division_table import (
    COUNTY_DEPTH,
    Division,
    division_codes,
    divisions_by_code,
    divisions_by_name,
    known_counties,
    with_own_level,
)

TOWNSHIP_DEPTH = 4
_SHOWN = 3


class UnknownDivisionError(ValueError):
    """A place that is neither in the table nor registered. The message is Chinese and names the nearest."""


def parse_division(path: str, *, registered: Iterable[str] = ()) -> Division:
    """Read 江西省/赣州市/上犹县[/乡镇[/村]]; the first part may also be a six-digit code or a name only one place bears.

    Raises:
        UnknownDivisionError: a level down to the county is not known, or several places bear the name; names them.
    """
    parts = split_division(path)
    if not parts:
        raise UnknownDivisionError("区划为空；应写成 江西省/赣州市/上犹县 这样的路径")
    known = [split_division(place) for place in registered]
    parts = with_own_level((*_start(parts[0], known), *parts[1:]))
    for depth in range(1, min(len(parts), COUNTY_DEPTH) + 1):
        if not _is_known(parts[:depth], known):
            raise UnknownDivisionError(_unknown(parts[:depth], known))
    return parts


def split_division(path: str) -> Division:
    """The parts of a full path, unchecked."""
    return with_own_level(tuple(part.strip() for part in path.split("/") if part.strip()))


def _start(first: str, registered: Sequence[Division]) -> Division:
    """The path that the first part stands for: a province as it is, a code, a name that is enough by itself."""
    if first.isdigit():
        return _of_code(first)
    own = {place for place in registered if place[-1] == first}
    found = sorted(own or divisions_by_name().get(first, ()))
    if len(found) > 1:
        places = "、".join(map(join_division, found[:_SHOWN]))
        raise UnknownDivisionError(
            f"叫“{first}”的地方有{len(found)}个（{places}{'等' if len(found) > _SHOWN else ''}），请写明省和市"
        )
    return found[0] if found else (first,)


def _of_code(code: str) -> Division:
    found = divisions_by_code().get(code)
    if found is None:
        above = next(
            (divisions_by_code()[c] for c in (code[:4] + "00", code[:2] + "0000") if c in divisions_by_code()), None
        )
        hint = f"；{above[-1]}的代码以{code[: 2 * len(above)]}开头" if above else ""
        raise UnknownDivisionError(f"不认识的区划代码“{code}”{hint}；应为六位，如 360724（江西省/赣州市/上犹县）")
    return found


def contains(outer: Division, inner: Division) -> bool:
    """Does `outer` (a province, say) contain `inner`, or equal it?"""
    return inner[: len(outer)] == outer


def join_division(division: Division) -> str:
    """The path as people write it: a place that stands as its own next level is named once."""
    return "/".join(part for i, part in enumerate(division) if not (0 < i < COUNTY_DEPTH and part == division[i - 1]))


def county_of(division: Division) -> Division:
    return division[:COUNTY_DEPTH]


def division_code(division: Division) -> str | None:
    """The six-digit GB/T 2260 code of a province, city or county; None when the table has none."""
    return division_codes().get(division[:COUNTY_DEPTH]) or None


def _is_known(path: Division, registered: Iterable[Division]) -> bool:
    return path in division_codes() or any(place[: len(path)] == path for place in registered)


def _unknown(path: Division, registered: Sequence[Division]) -> str:
    nearest = "、".join(map(join_division, _nearest(path, registered)))
    hint = f"；相近的有：{nearest}" if nearest else ""
    return f"不认识的区划“{join_division(path)}”{hint}。区划表没有的地方，请在 xianjie.toml 的 [[divisions]] 中登记"


def _nearest(path: Division, registered: Sequence[Division]) -> list[Division]:
    """Places below the same parent first, then any whose name begins alike, then any of a similar name."""
    places = list(dict.fromkeys((*registered, *division_codes())))
    places = [place for place in places if place[-1] not in place[:-1]]
    below = _similar(path[-1], [place for place in places if len(path) > 1 and place[: len(path) - 1] == path[:-1]])
    alike = [place for place in places if place[-1].startswith(path[-1])]
    return list(dict.fromkeys((*below, *alike) or _similar(path[-1], places)))[:_SHOWN]


def _similar(name: str, places: Iterable[Division]) -> list[Division]:
    by_name: dict[str, list[Division]] = {}
    for place in places:
        by_name.setdefault(place[-1], []).append(place)
    return [p for near in difflib.get_close_matches(name, by_name, n=_SHOWN, cutoff=0.5) for p in by_name[near]]


__all__ = [
    "COUNTY_DEPTH",
    "TOWNSHIP_DEPTH",
    "Division",
    "UnknownDivisionError",
    "contains",
    "county_of",
    "division_code",
    "join_division",
    "known_counties",
    "parse_division",
    "split_division",
]
