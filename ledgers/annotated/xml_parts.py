"""Small parts of a package edited as trees: entities stay unexpanded, no address is followed."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from lxml import etree

from ledgers.readers.package import Package
from ledgers.readers.workbook_parts import relationships_member

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES_MEMBER: Final = "[Content_Types].xml"
_NO_RELATIONSHIPS: Final = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode("ascii")


def parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=False)
    return etree.fromstring(content, parser)


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def main(name: str) -> str:
    return f"{{{MAIN}}}{name}"


class Parts:
    """The members of a package as they will be: read through, changes kept aside."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changes: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.changes or name in self.package

    def read(self, name: str) -> bytes:
        return self.changes[name] if name in self.changes else self.package.read(name)

    def write(self, name: str, content: bytes) -> None:
        self.changes[name] = content

    def free_name(self, pattern: str) -> str:
        """The first member name of the pattern, such as xl/comments{}.xml, that is not taken."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relate(self, member: str, kind: str, target: str) -> str:
        """Adds a relationship from one member to another; gives its id."""
        name = relationships_member(member)
        root = parsed(self.read(name) if name in self else _NO_RELATIONSHIPS)
        identifier = _free_id({node.get("Id", "") for node in root})
        relative = posixpath.relpath(target, posixpath.dirname(member))
        etree.SubElement(
            root,
            f"{{{PACKAGE_RELATIONSHIPS}}}Relationship",
            {"Id": identifier, "Type": f"{OFFICE}/{kind}", "Target": relative},
        )
        self.write(name, written(root))
        return identifier

    def declare(self, member: str, content_type: str) -> None:
        self._add_content_type("Override", "PartName", f"/{member}", content_type)

    def declare_extension(self, extension: str, content_type: str) -> None:
        self._add_content_type("Default", "Extension", extension, content_type)

    def _add_content_type(self, tag: str, attribute: str, value: str, content_type: str) -> None:
        root = parsed(self.read(CONTENT_TYPES_MEMBER))
        if any(node.get(attribute, "").lower() == value.lower() for node in root):
            return
        namespace = etree.QName(root).namespace
        etree.SubElement(root, f"{{{namespace}}}{tag}", {attribute: value, "ContentType": content_type})
        self.write(CONTENT_TYPES_MEMBER, written(root))


def _free_id(taken: set[str]) -> str:
    numbers = [int(match[1]) for match in (re.fullmatch(r"rId(\d+)", identifier) for identifier in taken) if match]
    return f"rId{max(numbers, default=0) + 1}"
