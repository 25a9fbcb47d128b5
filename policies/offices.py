"""Offices under the names they bear on a day: documents name those of their own time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from values.expressions import expression
from values.plain_yaml import load_yaml

_SHOWN = expression(r"[^、，；（）]+（现([^（）]+)）")


class Renaming(Struct, frozen=True):
    """From `since` on, what ended in one of the old names ends in the new one; the place before it stays."""

    old: re.Pattern[str]
    new: str
    since: date
    source: str


@cache
def renamings() -> tuple[Renaming, ...]:
    """The dated table, in the order of the days."""
    file = Path(__file__).parent / "offices.yaml"
    entries = load_yaml(file.read_text(encoding="utf-8"))
    found = (Renaming(_pattern(e["old"]), e["new"], date.fromisoformat(e["since"]), e["source"]) for e in entries)
    return tuple(sorted(found, key=lambda renaming: renaming.since))


def _pattern(old: str) -> re.Pattern[str]:
    return expression(f"(?:{old})$")


def current_office(name: str, on: date, own: Mapping[str, str] | None = None) -> str:
    """The name on that day. What the office has configured itself ([renamed], undated) comes before the table."""
    for old, new in (own or {}).items():
        if name.endswith(old) and not name.endswith(new):
            return name.removesuffix(old) + new
    for renaming in renamings():
        if renaming.since <= on:
            name = renaming.old.sub(renaming.new, name)
    return name


def shown_offices(names: Iterable[str], on: date, own: Mapping[str, str] | None = None) -> str:
    """区乡村振兴局（现区农业农村局）、区财政局: as the document names them, and what they are called now."""
    return "、".join(_shown(name, current_office(name, on, own)) for name in names)


def _shown(name: str, now: str) -> str:
    return name if name == now else f"{name}（现{now}）"


def current_names(shown: str) -> str:
    """The names of now alone, each once, for a paper that goes to the offices."""
    return "、".join(dict.fromkeys(_SHOWN.sub(r"\1", shown).split("、"))) if shown else shown
