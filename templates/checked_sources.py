"""Templates that were found to be right, kept as what jinja2 reads: the next document need not go through docxtpl again.

One file a part in the user's cache folder, named by what it was made of and by what made it: a template that has changed
has another name. Where the folder cannot be written to, nothing is kept and nothing is said.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from templates.fields import Field
from values.files import write_beside

_MAKERS = ("lint.py", "names.py", "render.py", "environment.py", "syntax_words.py")


def kept_source(part: str, data: bytes, fields: Sequence[Field]) -> str | None:
    """The source of that part, where it was kept."""
    try:
        return _file(part, data, fields).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def keep_source(part: str, data: bytes, fields: Sequence[Field], source: str) -> None:
    """Keep the source of a part without faults."""
    with suppress(OSError):
        write_beside(_file(part, data, fields), source.encode("utf-8"))


def _file(part: str, data: bytes, fields: Sequence[Field]) -> Path:
    made_of = hashlib.sha256(_makers() + part.encode("utf-8") + data + repr(fields).encode("utf-8"))
    return _folder() / f"{made_of.hexdigest()[:32]}.xml"


@cache
def _makers() -> bytes:
    """What a source depends on besides the template."""
    folder = Path(__file__).parent
    return b"".join(hashlib.sha256((folder / name).read_bytes()).digest() for name in _MAKERS)


def _folder() -> Path:
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "xianjie" / "templates"
