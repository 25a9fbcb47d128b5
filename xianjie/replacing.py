"""Writing into a folder that people work in: what stood there before is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from values.files import FileInUseError, write_beside

EARLIER = "以前的版本"


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write every file, those that changed after a copy of the one before was put aside; the names put aside."""
    aside = []
    for name, data in files.items():
        target = folder / name
        if target.exists() and target.read_bytes() != data:
            aside.append(put_aside(target))
        write_beside(target, data)
    return aside


def put_aside(target: Path) -> str:
    """A copy named by the moment of its last change, so that none takes the place of another."""
    moment = datetime.fromtimestamp(target.stat().st_mtime).strftime("%Y%m%d-%H%M%S")  # noqa: DTZ006 - local, as the office reads it
    copy = target.parent / EARLIER / f"{target.stem}-{moment}{target.suffix}"
    write_beside(copy, target.read_bytes())
    return f"{EARLIER}/{copy.name}"


@contextmanager
def written_beside(target: Path) -> Iterator[IO[bytes]]:
    """A file too large to hold in memory, written beside its place and put there when it is whole.

    Raises:
        FileInUseError: the target or its folder cannot be written.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            yield file
        beside.replace(target)
    except OSError as error:
        raise FileInUseError(f"无法写入 {target}：{error.strerror or error}") from error
    finally:
        with suppress(OSError):
            beside.unlink()
