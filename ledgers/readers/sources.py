"""The files behind the arguments of a command: files, folders, zip archives, in a stable order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ledgers.readers.archive import MemberError, archive_members, member_bytes

_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# a folder of submitted files may also hold the configuration, the waivers and earlier findings
_NOT_SUBMITTED: Final = frozenset({".toml", ".yaml", ".yml", ".json", ".sarif", ".lnk", ".tmp", ".log", ".ini", ".py"})


class SourceFile(Struct, frozen=True):
    """A file to be read. `path` is as findings name it; `members` leads into (nested) zip archives."""

    path: str
    file: Path
    members: tuple[str, ...] = ()

    def read_bytes(self, password: str | None = None) -> bytes:
        """Raises OSError, or MemberError for a member of an archive that cannot be unpacked."""
        data = self.file.read_bytes()
        for member in self.members:
            data = member_bytes(data, member, password)
        return data


def collect_files(paths: Iterable[Path]) -> list[SourceFile]:
    """All files of the arguments; in folders and archives lock files (~$…), hidden files and settings are passed over."""
    found: list[tuple[Path, SourceFile]] = []
    seen: set[tuple[Path, tuple[str, ...]]] = set()
    for argument in paths:
        for source in _of_argument(Path(argument)):
            key = (source.file.resolve(), source.members)
            if key not in seen:
                seen.add(key)
                found.append((Path(argument), source))
    return _told_apart(found)


def _told_apart(found: list[tuple[Path, SourceFile]]) -> list[SourceFile]:
    """Where two arguments hold the same relative path, the folder's own name leads."""
    times = Counter(source.path for _, source in found)
    return [
        replace(source, path=_with_folder(argument, source)) if times[source.path] > 1 else source
        for argument, source in found
    ]


def _with_folder(argument: Path, source: SourceFile) -> str:
    folder = argument.resolve() if argument.is_dir() else argument.resolve().parent
    return f"{folder.name}/{source.path}" if folder.name else source.path


def _of_argument(argument: Path) -> Iterator[SourceFile]:
    if not argument.is_dir():
        yield from _with_members(SourceFile(argument.name, argument))
        return
    for file in _files_below(argument):
        yield from _with_members(SourceFile(file.relative_to(argument).as_posix(), file))


def _files_below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # a folder without permission: what lies in it cannot be named
        return
    for entry in entries:
        if _passed_over(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _passed_over(name: str) -> bool:
    lowered = name.lower()
    return (
        lowered.startswith(("~$", ".")) or lowered in _SYSTEM_FILES or PurePosixPath(lowered).suffix in _NOT_SUBMITTED
    )


def _with_members(source: SourceFile) -> Iterator[SourceFile]:
    """The file itself, or what a zip archive holds; an archive that gives nothing stands for itself."""
    if source.file.suffix.lower() != ".zip":
        yield source
        return
    try:
        chains = archive_members(source.file.read_bytes())
    except (OSError, MemberError):
        chains = []
    members = [_member(source, chain) for chain in chains]
    yield from [member for member in members if not _inside_passed_over(source, member)] or [source]


def _member(archive: SourceFile, chain: tuple[str, ...]) -> SourceFile:
    return SourceFile("/".join([archive.path, *(str(PurePosixPath(name)) for name in chain)]), archive.file, chain)


def _inside_passed_over(archive: SourceFile, member: SourceFile) -> bool:
    return any(_passed_over(part) for part in member.path.removeprefix(f"{archive.path}/").split("/"))
