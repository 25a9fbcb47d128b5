"""Words that a document of a day no longer uses, and slips that a scan or a keyboard leaves: hints, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from policies.register import load_register
from values.expressions import expression
from values.plain_yaml import load_yaml

Group = Literal["renewed", "relieved", "misread", "doubled"]


class Wording(Struct, frozen=True):
    """From `since` on, what `old` matches is said `instead`."""

    old: re.Pattern[str]
    instead: str
    since: date
    source: str


@cache
def _written() -> Mapping[str, list[Mapping[str, Any]]]:
    text = (Path(__file__).parent / "wording.yaml").read_text(encoding="utf-8")
    written: Mapping[str, list[Mapping[str, Any]]] = load_yaml(text)
    return written


@cache
def wordings(group: Group) -> tuple[Wording, ...]:
    return tuple(_read(_written()[group]))


def _read(entries: list[Mapping[str, Any]]) -> Iterator[Wording]:
    for entry in entries:
        pattern = expression(entry["old"])
        since = date.fromisoformat(entry["since"]) if "since" in entry else date.min
        yield Wording(pattern, entry.get("instead", ""), since, entry.get("source", ""))


@cache
def known_runs() -> frozenset[str]:
    """Every run of three characters in the texts of the register: how words of the field go on."""
    texts = [text for r in load_register().requirements.values() for text in (r.title, r.quote)]
    return frozenset(text[start : start + 3] for text in texts for start in range(len(text) - 2))
