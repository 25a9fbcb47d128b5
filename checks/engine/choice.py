"""Which engine checks, where the user leaves it open."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import Final, Literal

from checks.engine.inputs import Engine
from ledgers.columnar.model import StoredLedger
from ledgers.model import Ledger

MANY_RECORDS: Final = 5_000_000  # beyond it DuckDB, which puts on disk what memory does not hold, is the safer one


def chosen_engine(wanted: Engine | Literal["auto"], ledgers: Iterable[Ledger]) -> Engine:
    """Polars; DuckDB, where it is installed, for more records left in their files than Polars has room for."""
    if wanted != "auto":
        return wanted
    records = sum(ledger.records.height for ledger in ledgers if isinstance(ledger, StoredLedger))
    return "duckdb" if records > MANY_RECORDS and find_spec("duckdb") else "polars"
