"""Which member of an xlsx package holds which sheet."""

from __future__ import annotations

import posixpath
from typing import Final
from xml.etree import ElementTree as ET

from msgspec import Struct

from ledgers.readers.package import Package

WORKBOOK: Final = "xl/workbook.xml"


class SheetPart(Struct, frozen=True):
    name: str
    member: str
    hidden: bool


class Relationship(Struct, frozen=True):
    id: str
    kind: str  # the last word of the type: worksheet, styles, comments …
    target: str  # a member's name, or an address when external


def relationships_member(member: str) -> str:
    folder, name = posixpath.split(member)
    return posixpath.join(folder, "_rels", name + ".rels")


def relationships(package: Package, member: str) -> list[Relationship]:
    name = relationships_member(member)
    if name not in package:
        return []
    folder = posixpath.dirname(member)
    nodes = ET.fromstring(package.read(name))
    return [
        Relationship(
            node.get("Id", ""),
            node.get("Type", "").rpartition("/")[2],
            resolved(folder, node.get("Target", "")),
        )
        for node in nodes
    ]


def resolved(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(folder, target))


def sheet_parts(package: Package) -> list[SheetPart]:
    """The worksheets in the order of their tabs; chart and dialog sheets are left out."""
    targets = {r.id: r.target for r in relationships(package, WORKBOOK) if r.kind == "worksheet"}
    sheets = ET.fromstring(package.read(WORKBOOK)).findall("{*}sheets/{*}sheet")
    named = ((node, targets.get(_relation_id(node), "")) for node in sheets)
    return [
        SheetPart(node.get("name", ""), target, node.get("state", "visible") != "visible")
        for node, target in named
        if target
    ]


def _relation_id(sheet: ET.Element) -> str:
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def styles_part(package: Package) -> str | None:
    return _part_of_kind(package, "styles")


def shared_strings_part(package: Package) -> str | None:
    return _part_of_kind(package, "sharedStrings")


def _part_of_kind(package: Package, kind: str) -> str | None:
    targets = (r.target for r in relationships(package, WORKBOOK) if r.kind == kind)
    return next((target for target in targets if target in package), None)
