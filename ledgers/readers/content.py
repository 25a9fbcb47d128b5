"""What a reader of one format is given and gives back."""

from __future__ import annotations

from dataclasses import dataclass

from ledgers.model import Fault, Sheet

Reading = tuple[tuple[Sheet, ...], tuple[Fault, ...]]


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes, the name findings give it, and the password the user gave."""

    data: bytes
    path: str
    password: str | None = None
