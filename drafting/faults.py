"""What is wrong with a SOURCE, said to the person who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class SourceFault(Struct, frozen=True):
    """One fault: the key, the line where it stands (none for a key that is missing), what was expected."""

    key: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"第{self.line}行" if self.line else ""
        return f"{place}“{self.key}”：{self.message}" if self.key else f"{place}{self.message}"


class WrongValueError(ValueError):
    """A value that is not what its key wants; the message says what is."""


class SourceError(Exception):
    """The document cannot be drafted from this SOURCE; all faults at once."""

    def __init__(self, name: str, faults: Sequence[SourceFault]) -> None:
        self.name = name
        self.faults = tuple(faults)
        listed = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{name} 有 {len(self.faults)} 处需要修改：\n{listed}")
