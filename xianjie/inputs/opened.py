"""What opening the inputs gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.model import OfficialDocument

if TYPE_CHECKING:
    from ledgers.model import Fault, Ledger


@dataclass(frozen=True)
class Opened:
    """All inputs opened. `files` lists every path in order, also those that gave nothing."""

    files: tuple[str, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    documents: tuple[tuple[str, OfficialDocument], ...] = ()
    texts: tuple[tuple[str, OfficialDocument], ...] = ()  # annexes, plans and the like: documents nobody issued by themselves
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    kind_names: Mapping[str, str] = field(default_factory=dict)
