"""YAML as written: every value as its text, with the line it stands on, so that a mistake can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import yaml


class Written(Struct, frozen=True):
    """One value of a YAML file. Exactly one of `text`, `items` and `pairs` is set."""

    line: int
    text: str | None = None
    items: tuple[Written, ...] | None = None
    pairs: tuple[tuple[Written, Written], ...] | None = None

    def get(self, key: str) -> Written | None:
        return next((value for name, value in self.pairs or () if name.text == key), None)

    def texts(self) -> tuple[Written, ...]:
        """The value as a list of texts: a single text is a list of one."""
        return self.items if self.items is not None else (self,)

    def __iter__(self) -> Iterator[tuple[str, Written]]:
        return ((name.text or "", value) for name, value in self.pairs or ())


def read_written(file: Path) -> Written:
    """The whole file; it has been loaded before, so that it is known to be YAML."""
    import yaml

    node = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    assert node is not None  # an empty file has been refused by then
    return _written(node)


def _written(node: yaml.Node) -> Written:
    import yaml

    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Written(line, pairs=tuple((_written(key), _written(value)) for key, value in node.value))
    if isinstance(node, yaml.SequenceNode):
        return Written(line, items=tuple(_written(item) for item in node.value))
    return Written(line, text=str(node.value).strip())
