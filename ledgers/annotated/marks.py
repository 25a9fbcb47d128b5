"""What is to be written into an annotated copy."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

Severity = Literal["error", "warning", "info"]
SEVERITY_NAMES: Final = {"error": "错误", "warning": "警告", "info": "提示"}


class AnnotationError(Exception):
    """The file cannot be annotated; the text says why, in Chinese."""


class Mark(Struct, frozen=True):
    """A note on one cell, or on the first of a range. `sheet` is None where the file's tables have no names (csv)."""

    sheet: str | None
    cell: str
    text: str
    severity: Severity = "error"


class Opinion(Struct, frozen=True):
    """A line of the 核查意见 sheet."""

    number: int
    severity: Severity
    sheet: str | None
    cell: str | None
    message: str
    requirement: str
    suggestion: str


def note_text(marks: list[Mark]) -> str:
    """The text of one cell's comment."""
    return "\n".join(f"【{SEVERITY_NAMES[mark.severity]}】{mark.text}" for mark in marks)
