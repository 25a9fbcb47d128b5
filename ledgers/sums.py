"""Which columns of a form add up to which, as the kind's file states it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

_KEYS = frozenset({"whole", "parts", "named", "rest", "complete"})


class Sum(Struct, frozen=True):
    """A whole and its parts, fields of one kind.

    `named` is what an office calls the parts. They are all there are where `complete`, or in a table that has the `rest`
    column, which takes what the others leave; else others may be missing, and no sum of them may exceed the whole.
    """

    whole: str
    parts: tuple[str, ...]
    named: str
    rest: str | None = None
    complete: bool = False


class SumError(ValueError):
    """A sum is declared wrongly; the message is Chinese."""


def sums_of(entries: Any, fields: Iterable[str]) -> tuple[Sum, ...]:
    """The sums of a kind's file.

    Raises:
        SumError: an unknown or missing key, a field the kind does not have.
    """
    return tuple(_sums(entries, frozenset(fields)))


def _sums(entries: Any, fields: frozenset[str]) -> Iterator[Sum]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SumError("sums 应为列表，每条形如 {whole: …, parts: […], named: …}")
    for entry in entries:
        if entry.keys() - _KEYS or not {"whole", "parts", "named"} <= entry.keys():
            raise SumError(f"sums 的每条应有 whole、parts、named，另可有 rest、complete，实为 {'、'.join(entry)}")
        rest = entry.get("rest")
        parts = (*entry["parts"], *([rest] if rest else []))
        if unknown := [name for name in (entry["whole"], *parts) if name not in fields]:
            raise SumError(f"sums 中的 {'、'.join(map(str, unknown))} 不是本台账的字段")
        yield Sum(entry["whole"], parts, entry["named"], rest, complete=entry.get("complete", False) is True)
