"""Writing into a folder that people work in: what stood there before is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from values.files import write_beside

EARLIER = "以前的版本"


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write every file, those that changed after a copy of the one before was put aside; the names put aside."""
    aside = []
    for name, data in files.items():
        target = folder / name
        if target.exists() and target.read_bytes() != data:
            aside.append(_put_aside(target))
        write_beside(target, data)
    return aside


def _put_aside(target: Path) -> str:
    """A copy named by the moment of its last change, so that none takes the place of another."""
    moment = datetime.fromtimestamp(target.stat().st_mtime).strftime("%Y%m%d-%H%M%S")  # noqa: DTZ006 - local, as the office reads it
    copy = target.parent / EARLIER / f"{target.stem}-{moment}{target.suffix}"
    write_beside(copy, target.read_bytes())
    return f"{EARLIER}/{copy.name}"
