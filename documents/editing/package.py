"""A .docx with some of its parts changed: the others keep their bytes, their order and their dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def read_members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def rewritten(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The package with these parts put in place of its own, new ones at the end."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, changes.get(info.filename, old.read(info)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(zipfile.ZipInfo(name), changes[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, _PARSER)


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def paragraphs_of(root: etree._Element) -> list[tuple[int, etree._Element]]:
    """Every w:p with the number findings give it: from 1; those in a text box bear the number of their anchor."""
    found: list[tuple[int, etree._Element]] = []
    _walk(root, found, 0, inside=None)
    return found


def _walk(element: etree._Element, found: list[tuple[int, etree._Element]], count: int, inside: int | None) -> int:
    for child in element:
        if child.tag == FALLBACK:
            continue
        if child.tag == W + "p":
            count += inside is None
            number = count if inside is None else inside
            found.append((number, child))
            count = _walk(child, found, count, number)
        else:
            count = _walk(child, found, count, inside)
    return count
