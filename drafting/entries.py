"""What a SOURCE is made of, whatever form it came in: values that know their line; every scalar is text as written."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from documents.model import OfficialDocument, Paragraph

Value = str | Paragraph | OfficialDocument | tuple["Entry", ...] | Mapping[str, "Entry"]


class Entry(Struct, frozen=True):
    """A value and the line where it begins, for a key of a mapping the line of the key; 0 where there are no lines."""

    line: int
    value: Value
