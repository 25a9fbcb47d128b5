"""The 整改台账 already in a folder, read back with all that people have filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ledgers.problems import COLUMNS, FINGERPRINT_COLUMN, WHOLE_COUNTY, Problem, reconciled
from xianjie.rectification.named_rows import NamedRow, find_table, read_book

PREFIX = "整改台账-"
_NEEDED = ("问题编号", "问题描述")
_ROW_NUMBER = "序号"


class KeptLedgerError(ValueError):
    """An existing 整改台账 cannot be read back; the message is Chinese."""


class Kept(Struct, frozen=True):
    """The lines that stand, and what was noticed in reading them."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read_kept(folder: Path) -> Kept:
    """All lines of the 整改台账 in the folder, a township's before the county's.

    Raises:
        KeptLedgerError: a book there cannot be read; nothing must be written over it.
    """
    files = sorted(folder.glob(f"{PREFIX}*.xlsx"))
    county = [file for file in files if file.stem == PREFIX + WHOLE_COUNTY]
    townships = [problem for file in files if file not in county for problem in _read(file)]
    problems, notes = reconciled(townships, [problem for file in county for problem in _read(file)])
    return Kept(tuple(problems), tuple(notes))


def _read(file: Path) -> list[Problem]:
    book = read_book(file)
    table = find_table(book, _NEEDED)
    if table is None:
        why = book.faults[0].message if book.faults else f"找不到表头“{'、'.join(_NEEDED)}”"
        raise KeptLedgerError(f"{file}：已有的整改台账读不出来({why})；请修好或移到别处后再运行，以免丢失已填内容")
    own = {header for header, _ in COLUMNS} | {_ROW_NUMBER, FINGERPRINT_COLUMN}
    added = [header for header in table.headers if header not in own]
    return [_problem(row, added) for row in table.rows if _is_problem(row)]


def _is_problem(row: NamedRow) -> bool:
    return any(row.texts.get(header) for header in ("问题编号", "问题描述", FINGERPRINT_COLUMN))


def _problem(row: NamedRow, added: Sequence[str]) -> Problem:
    values = {name: row.texts.get(header, "") for header, name in COLUMNS}
    extra = tuple((header, row.texts[header]) for header in added if row.texts.get(header))
    return Problem(**values, fingerprint=row.texts.get(FINGERPRINT_COLUMN, ""), extra=extra)
