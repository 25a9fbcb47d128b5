"""What a run is given: ledgers and documents, each with its place, its day and its year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from checks.model import Package, Place
from documents.model import OfficialDocument
from policies.forms.form import Form
from policies.model import Setting
from policies.register import Register
from values.divisions import Division

if TYPE_CHECKING:
    from ledgers.model import Ledger

Engine = Literal["polars", "pandas", "duckdb", "spark"]
COVERAGES = ("行", "户", "村", "乡镇", "县", "省")


class LedgerInput(Struct, frozen=True):
    """One ledger, where and when it is to be judged. `year` is null when neither title nor option names a period."""

    ledger: Ledger
    division: Division | None
    on: date
    as_of: date
    year: int | None
    place: Place


class DocumentInput(Struct, frozen=True):
    document: OfficialDocument
    path: str
    division: Division | None
    on: date
    as_of: date
    form: Form | None = None  # the national standard where null


class PackageInput(Struct, frozen=True):
    """A notice with its annexes, and when it is to be judged."""

    package: Package
    division: Division | None
    on: date
    as_of: date


class Assignment(Struct, frozen=True):
    """All that a run needs beside the checks themselves. `covers` is the widest area the inputs cover as a whole."""

    ledgers: tuple[LedgerInput, ...]
    documents: tuple[DocumentInput, ...]
    register: Register
    configured: Mapping[str, Setting]
    covers: str = "乡镇"
    engine: Engine = "polars"
    key: bytes = b""
    extra: Mapping[str, Any] | None = None
    packages: tuple[PackageInput, ...] = ()
