"""What a template may use: the fields of its document kind, read from <kind>.yaml beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

TYPES = frozenset({"text", "number", "bool", "list", "block"})


class Field(Struct, frozen=True):
    """One field: the name used in tags, its meaning, its type, and for a list the fields of an item."""

    name: str
    title: str
    type: str = "text"
    required: bool = False
    items: tuple[Field, ...] = ()
    example: object = None


def load_fields(path: Path) -> tuple[Field, ...]:
    """The fields a <kind>.yaml declares; one that is only named is declared in the file that `elements` names."""
    data = _read(path)
    shared = _read(path.with_name(f"{data['elements']}.yaml"))["fields"] if "elements" in data else ()
    declared = {entry["name"]: entry for entry in shared}
    return _fields([declared[entry] if isinstance(entry, str) else entry for entry in data["fields"]], path.name)


def _read(path: Path) -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return read


def _fields(entries: Sequence[Mapping[str, Any]], where: str) -> tuple[Field, ...]:
    return tuple(_field(entry, where) for entry in entries)


def _field(entry: Mapping[str, Any], where: str) -> Field:
    kind = entry.get("type", "text")
    if kind not in TYPES:
        raise ValueError(f"{where}: field {entry['name']} has unknown type {kind}")
    return Field(
        name=entry["name"],
        title=entry["title"],
        type=kind,
        required=bool(entry.get("required", False)),
        items=_fields(entry.get("items", ()), where),
        example=entry.get("example"),
    )


def example_context(fields: Sequence[Field]) -> dict[str, object]:
    """A context with every field filled with its example: for trying a template out."""
    return {field.name: _example(field) for field in fields}


def _example(field: Field) -> object:
    if field.type != "list":
        return "" if field.example is None else field.example
    if field.example is not None:
        return field.example
    return [example_context(field.items)] if field.items else []


def missing_fields(fields: Sequence[Field], context: Mapping[str, object], inside: str = "") -> list[str]:
    """The names of required fields that a context lacks, those of list items included."""
    missing = [inside + field.name for field in fields if field.required and context.get(field.name) in (None, "")]
    for field in fields:
        value = context.get(field.name)
        if field.items and isinstance(value, (list, tuple)):
            for number, item in enumerate(value, start=1):
                missing += missing_fields(field.items, item, f"{inside}{field.name}第{number}项的")
    return missing
