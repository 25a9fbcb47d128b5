"""The elements after a sheet's data, whose order is fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ledgers.annotated.xml_parts import OFFICE

_AFTER_LEGACY_DRAWING: Final = frozenset(
    {
        b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls",
        b"webPublishItems", b"tableParts", b"extLst", b"AlternateContent",
    }
)  # fmt: skip
_TAG: Final = re.compile(rb"<(/?)(?:\w+:)?(\w+)(?:\s[^>]*?)?(/?)>")


def legacy_drawing_id(xml: bytes) -> str | None:
    """The relationship of the drawing that holds the boxes of comments and form controls."""
    match = re.search(rb'<legacyDrawing\s[^>]*?\w+:id="([^"]+)"', xml[_after_data(xml) :])
    return match[1].decode("utf-8") if match else None


def with_legacy_drawing(xml: bytes, identifier: str) -> bytes:
    """A reference to a drawing that is not there gives way."""
    start = _after_data(xml)
    tail = re.sub(rb"<legacyDrawing\s[^>]*/>", b"", xml[start:])
    place = _place(tail)
    element = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="{identifier}"/>'
    return b"".join((memoryview(xml)[:start], tail[:place], element.encode("utf-8"), tail[place:]))


def _after_data(xml: bytes) -> int:
    closed = xml.rfind(b"</sheetData>")
    if closed >= 0:
        return closed + len(b"</sheetData>")
    match = re.search(rb"<sheetData\s*/>", xml)
    if match is None:
        raise ValueError("a sheet without data")
    return match.end()


def _place(tail: bytes) -> int:
    for position, name in _children(tail):
        if name in _AFTER_LEGACY_DRAWING:
            return position
    return tail.rindex(b"</worksheet")


def _children(tail: bytes) -> Iterator[tuple[int, bytes]]:
    """Direct children of the sheet alone: conditional formats may hold an extLst of their own."""
    depth = 0
    for match in _TAG.finditer(tail):
        if match[1]:
            depth -= 1
            continue
        if depth == 0:
            yield match.start(), match[2]
        depth += not match[3]
