"""`xianjie ledgers template` and `merge` as calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ledgers.blank_workbook import blank_workbook
from ledgers.merged_workbook import merged_workbook
from ledgers.merging import Merged, merge_ledgers, most_frequent_kind
from ledgers.model import LedgerKind
from ledgers.readers import collect_files
from ledgers.readers.processes import Progress
from ledgers.reading import BookRead, LedgerReader, read_many
from values.files import write_beside
from xianjie.configuration import ConfigurationError
from xianjie.ledger_kinds import kind_named


class NothingToMergeError(ValueError):
    """No ledger of the kind was found; the message is Chinese."""


class MergeResult(Struct, frozen=True):
    """What was merged, and what the user should know of it."""

    merged: Merged
    notes: tuple[str, ...]


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


def write_merged(
    paths: Sequence[Path],
    target: Path,
    kind: str | None = None,
    password: str | None = None,
    headers: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress | None = None,
) -> MergeResult:
    """Merge the ledgers of one kind that the files hold into one workbook; `progress` is told of every file read.

    Raises:
        ConfigurationError: there is no such kind, or the target is no .xlsx.
        NothingToMergeError: no file holds a ledger of the kind.
        FileInUseError: the target cannot be written.
    """
    workbook_target(target)
    wanted = kind_named(kind) if kind else None
    reader = LedgerReader(password, headers)
    sources = [source for source in collect_files(paths) if source.file.resolve() != target.resolve()]
    books = read_many(reader.read, sources, progress=progress)
    chosen = wanted or most_frequent_kind(books)
    result = merge_ledgers(books, reader.kinds[chosen.kind]) if chosen else None
    if result is None or not result.rows:
        raise NothingToMergeError(_nothing(books, wanted))
    write_beside(target, merged_workbook(result))
    return MergeResult(result, _notes(result, len(books)))


def _nothing(books: Sequence[BookRead], wanted: LedgerKind | None) -> str:
    found = dict.fromkeys(ledger.kind.name for read in books for ledger in read.ledgers)
    seen = f"；认出的是{'、'.join(found)}" if found else ""
    return f"{len(books)}个文件中没有可汇总的{wanted.name if wanted else '台账'}{seen}"


def _notes(merged: Merged, files: int) -> tuple[str, ...]:
    taken = len({path for _, path, _, _ in merged.rows})
    notes = [f"{merged.kind.name}：{files}个文件中汇总了{taken}个，共{len(merged.rows)}条（内部资料，注意保管）"]
    if merged.not_merged:
        notes.append(f"另有{len(merged.not_merged)}处没有合并，原因见工作表“未合并”")
    return tuple(notes)
