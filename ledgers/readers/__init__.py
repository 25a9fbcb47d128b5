"""Files opened: one module for each format, one entry for all."""

from ledgers.readers.opened_sources import read_source
from ledgers.readers.opening import read_book
from ledgers.readers.sources import SourceFile, collect_files

__all__ = ["SourceFile", "collect_files", "read_book", "read_source"]
