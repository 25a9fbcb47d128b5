"""The kinds of ledgers, described for people and programs."""

from __future__ import annotations

from typing import Any

from ledgers.catalogue import describe_kinds, kind_of_table_name, ledger_kinds
from ledgers.model import LedgerKind
from xianjie.configuration import ConfigurationError, nearest


def kinds_described(kind: str | None = None) -> list[dict[str, Any]]:
    """All kinds, or the one named (by its English or Chinese name).

    Raises:
        ConfigurationError: there is no such kind; names the nearest.
    """
    described = describe_kinds()
    if kind is None:
        return described
    wanted = kind_named(kind).kind
    return [entry for entry in described if entry["kind"] == wanted]


def kind_named(name: str) -> LedgerKind:
    """The kind of an English or Chinese name, or of a name under which offices speak of it (收入台账).

    Raises:
        ConfigurationError: there is no such kind; names the nearest.
    """
    kinds = ledger_kinds().values()
    named = next((kind for kind in kinds if name.strip() in {kind.kind, kind.name}), None) or kind_of_table_name(name)
    if named is None:
        known = [word for kind in kinds for word in (kind.kind, kind.name, *kind.ledger_tables)]
        raise ConfigurationError(f"没有“{name}”这种台账{nearest(name, known)}；xianjie ledgers kinds 列出全部")
    return named
