"""What is asked for of `xianjie check`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from xianjie.configuration import Configuration

if TYPE_CHECKING:
    from checks.engine.inputs import Engine


class CheckRequest(Struct, frozen=True):
    """What a user asked for. Days and division as typed; the rest by name."""

    paths: tuple[Path, ...]
    configuration: Configuration = field(default_factory=Configuration)
    division: str | None = None
    on: date | None = None
    as_of: date | None = None
    settings: tuple[str, ...] = ()
    policies: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    complete: str | None = None
    engine: Engine | Literal["auto"] = "auto"
    waivers: Path | None = None
    against: Path | None = None
    password: str | None = None


Progress = Callable[[str, int, int], None]


class NothingReadError(ValueError):
    """No file could be found or read; the message is Chinese."""


def stage(progress: Progress | None, name: str) -> Callable[[int, int], None] | None:
    return None if progress is None else partial(progress, name)
