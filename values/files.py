"""Writing without halves: beside the target, then renamed; on Windows once more when the file is open elsewhere."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

_TRIES = 5


class FileInUseError(OSError):
    """The target is open in another program; the message is Chinese."""


def write_beside(target: Path, data: bytes) -> None:
    """Write `data` to `target` in one step.

    Raises:
        FileInUseError: the target stays open elsewhere, or its folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        beside.write_bytes(data)
    except OSError as error:
        raise FileInUseError(f"无法写入 {target}:{error.strerror or error}") from error
    for attempt in range(_TRIES):
        try:
            beside.replace(target)
        except PermissionError:
            time.sleep(0.2 * (attempt + 1))
        else:
            return
    with suppress(OSError):
        beside.unlink()
    raise FileInUseError(f"无法写入 {target}：文件可能正在 Excel 或 WPS 中打开，请关闭后重试")
