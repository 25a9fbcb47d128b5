"""The parts of a .docx that tell how it is set, opened when they are asked for."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from xml.etree.ElementTree import Element as Node

from documents.package import BODY, parse_part, parts_of

_TRANSITIONAL = b"http://schemas.openxmlformats.org/officeDocument/2006/"
# namespaces of strict documents and of the transitional ones that all else is written for
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", _TRANSITIONAL),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
)


class WordFile:
    """One .docx: its parts by name and by the relationships of the main part."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises UnreadableDocumentError when this is no .docx."""
        self.name = name
        self.parts: Mapping[str, bytes] = parts_of(data, name)
        self.body = self._parsed(BODY)
        self._targets = self._relationships(BODY)

    def part(self, kind: str) -> Node | None:
        """The part of a kind (styles, theme …) that belongs to the main part."""
        named = next((target for name, target in self._targets.values() if name == kind), f"word/{kind}.xml")
        return self._parsed(named) if named in self.parts else None

    def related(self, identity: str) -> tuple[str, bytes]:
        """The part behind a relationship of the main part; empty where there is none."""
        _, target = self._targets.get(identity, ("", ""))
        return target, self.parts.get(target, b"")

    def related_xml(self, identity: str) -> Node | None:
        target, _ = self.related(identity)
        return self._parsed(target) if target in self.parts else None

    def _parsed(self, name: str) -> Node:
        return parse_part(_transitional(self.parts[name]), self.name)

    def _relationships(self, part: str) -> dict[str, tuple[str, str]]:
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels"
        if name not in self.parts:
            return {}
        return {
            node.get("Id", ""): (
                node.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, node.get("Target", ""))).lstrip("/"),
            )
            for node in self._parsed(name)
            if node.get("TargetMode") != "External"
        }


def _transitional(data: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" not in data[:4096]:
        return data
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data
