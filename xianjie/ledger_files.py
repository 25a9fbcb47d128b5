"""`xianjie ledgers template` as a call."""

from __future__ import annotations

from pathlib import Path

from ledgers.blank_workbook import blank_workbook
from values.files import write_beside
from xianjie.configuration import ConfigurationError
from xianjie.ledger_kinds import kind_named


def write_template(kind: str, target: Path) -> None:
    """Write a blank workbook of a kind, by its English or Chinese name.

    Raises:
        ConfigurationError: there is no such kind, or the target is no .xlsx.
        FileInUseError: the target cannot be written.
    """
    write_beside(workbook_target(target), blank_workbook(kind_named(kind)))


def workbook_target(target: Path) -> Path:
    """The target, refused unless Excel would open it under that name."""
    if target.suffix.lower() != ".xlsx":
        raise ConfigurationError(f"-o 应写成 .xlsx 文件，实为 {target.name}")
    return target
