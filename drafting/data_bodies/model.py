"""What a text is to be made of, and the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from documents.levels import paragraph_of
from documents.model import Cell, Paragraph, Table

OPEN = "待填"
KINDS = ("工作要点", "整改方案", "实施方案")


class BodyRequest(Struct, frozen=True):
    """What 正文来源 says. Paths are absolute; what is not given is empty."""

    kind: str
    division: str = ""
    on: date | None = None
    policies: tuple[Path, ...] = ()
    documents: tuple[str, ...] = ()
    findings: Path | None = None
    ledgers: tuple[Path, ...] = ()


class DataBody(Struct, frozen=True):
    """The paragraphs, and what a person still has to fill in."""

    paragraphs: tuple[Paragraph, ...]
    todo: tuple[str, ...] = ()


class DataBodyError(ValueError):
    """The text cannot be made of what is given; the message is Chinese."""


BodyReader = Callable[[BodyRequest], DataBody]


def texts(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(paragraph_of(line) for line in lines)


def table(header: Sequence[str], rows: Iterable[Sequence[object]], *, landscape: bool = False) -> Paragraph:
    """A table of texts and figures; what is blank says 待填."""
    body = (tuple(Cell(str(value) or OPEN) for value in row) for row in rows)
    return Paragraph("", table=Table((tuple(Cell(name) for name in header), *body), landscape=landscape))
