"""What opening the inputs gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from documents.model import OfficialDocument

if TYPE_CHECKING:
    from ledgers.model import Fault, Ledger


class Opened(Struct, frozen=True):
    """All inputs opened. `files` lists every path in order, also those that gave nothing."""

    files: tuple[str, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    documents: tuple[tuple[str, OfficialDocument], ...] = ()
    texts: tuple[tuple[str, OfficialDocument], ...] = ()  # annexes, plans and the like: documents nobody issued by themselves
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    kind_names: Mapping[str, str] = field(default_factory=dict)
