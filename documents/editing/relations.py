"""How the parts of a .docx name each other: relationships and content types."""

from __future__ import annotations

from lxml import etree

DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NO_RELATIONS = f'<Relationships xmlns="{RELATION}"/>'.encode()
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def part_of_kind(relations: etree._Element, kind: str) -> str | None:
    """The name of the part that the document relates to as its comments, its settings …"""
    found = (node for node in relations if node.get("Type", "").endswith(f"/{kind}"))
    return next((_name(node) for node in found), None)


def part_behind(relations: etree._Element, identity: str) -> str | None:
    return next((_name(node) for node in relations if node.get("Id") == identity), None)


def _name(node: etree._Element) -> str:
    target = node.get("Target", "")
    return target.lstrip("/") if target.startswith("/") else f"word/{target}"


def relate(relations: etree._Element, types: etree._Element, name: str, kind: str) -> str:
    """Make a part of word/ known to the document as one of a kind; returns its relationship."""
    taken = {node.get("Id") for node in relations}
    identity = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    attributes = {"Id": identity, "Type": f"{OFFICE}/{kind}", "Target": name.removeprefix("word/")}
    etree.SubElement(relations, f"{{{RELATION}}}Relationship", attributes)
    namespace = etree.QName(types).namespace
    part = {"PartName": f"/{name}", "ContentType": f"{_CONTENT}.{kind}+xml"}
    etree.SubElement(types, f"{{{namespace}}}Override", part)
    return identity
