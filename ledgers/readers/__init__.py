"""Files opened: one module for each format, one entry for all."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ledgers.readers.opened_sources import read_source
    from ledgers.readers.opening import read_book
    from ledgers.readers.sources import SourceFile, collect_files

_HOMES = {
    "SourceFile": "ledgers.readers.sources",
    "collect_files": "ledgers.readers.sources",
    "read_book": "ledgers.readers.opening",
    "read_source": "ledgers.readers.opened_sources",
}


def __getattr__(name: str) -> Any:
    """The formats' readers are imported when a file is first read, not where files are only listed."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ledgers.readers' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


__all__ = ["SourceFile", "collect_files", "read_book", "read_source"]
