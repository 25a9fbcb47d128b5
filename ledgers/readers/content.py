"""What a reader of one format is given and gives back."""

from __future__ import annotations

from msgspec import Struct

from ledgers.model import Fault, Sheet

Reading = tuple[tuple[Sheet, ...], tuple[Fault, ...]]


class Content(Struct, frozen=True):
    """A file's bytes, the name findings give it, and the password the user gave."""

    data: bytes
    path: str
    password: str | None = None
