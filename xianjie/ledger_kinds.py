"""The kinds of ledgers, described for people and programs."""

from __future__ import annotations

from typing import Any

from ledgers.catalogue import describe_kinds
from xianjie.configuration import ConfigurationError, nearest


def kinds_described(kind: str | None = None) -> list[dict[str, Any]]:
    """All kinds, or the one named (by its English or Chinese name).

    Raises:
        ConfigurationError: there is no such kind; names the nearest.
    """
    described = describe_kinds()
    if kind is None:
        return described
    found = [entry for entry in described if kind in {entry["kind"], entry["name"]}]
    if not found:
        names = [name for entry in described for name in (entry["kind"], entry["name"])]
        raise ConfigurationError(f"没有“{kind}”这种台账{nearest(kind, names)}")
    return found
