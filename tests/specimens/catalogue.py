"""The specimens by name: honest documents of many makes, and those with one defect each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from tests.specimens.lines import FOLDER, House, Specimen, edited, lines_of, written
from tests.specimens.package import docx


class Defect(Struct, frozen=True):
    """A document with one thing wrong: the variant it comes from, where the fault stands, whether it is mechanical.

    `family` is the part of the rules it breaks; `code` the check that finds it, where that is settled.
    """

    name: str
    variant: str
    family: str
    element: str
    mechanical: bool
    edits: tuple[Mapping[str, Any], ...]
    code: str | None = None

    @property
    def docx(self) -> bytes:
        return _defective(self.name)


@cache
def variants() -> Mapping[str, Specimen]:
    """The conformant documents as data, by name."""
    texts = written("texts.yaml")
    return {name: _variant(name, given, texts) for name, given in written("variants.yaml")["variants"].items()}


def _variant(name: str, given: Mapping[str, Any], texts: Mapping[str, Any]) -> Specimen:
    without = given.get("without", ())
    lines = tuple(line for line in lines_of(texts[given["text"]]) if line.role not in without)
    return edited(Specimen(name, House(**given["house"]), lines), given.get("edit", ()))


@cache
def conformant() -> dict[str, bytes]:
    """Every conformant document as a .docx, by name."""
    return {name: docx(specimen) for name, specimen in variants().items()}


@cache
def defects() -> list[Defect]:
    """Every document with one defect; the files of the folder hold a family each."""
    return [
        _defect(name, given, file.stem)
        for file in sorted((FOLDER / "defects").glob("*.yaml"))
        for name, given in written(f"defects/{file.name}").items()
    ]


def _defect(name: str, given: Mapping[str, Any], family: str) -> Defect:
    edits = given["edit"] if isinstance(given["edit"], list) else [given["edit"]]
    return Defect(
        name, given.get("from", "通知"), family, given["element"], given["mechanical"], tuple(edits), given.get("code")
    )


def made(name: str, edits: Sequence[Mapping[str, Any]]) -> bytes:
    """A conformant document with edits made to it."""
    return docx(edited(variants()[name], edits)) if edits else conformant()[name]


@cache
def _defective(name: str) -> bytes:
    found = next(defect for defect in defects() if defect.name == name)
    return made(found.variant, found.edits)
