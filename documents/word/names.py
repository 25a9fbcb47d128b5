"""The XML of a .docx: its namespaces, and the few ways values are written in it."""

from __future__ import annotations

from xml.etree.ElementTree import Element as Node

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATE, FALLBACK = MC + "AlternateContent", MC + "Fallback"

TWIPS_PER_INCH = 1440
_UNITS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4, "pc": 240.0, "pi": 240.0, "px": 15.0}
_OFF = frozenset({"0", "false", "off", "none"})


def value(node: Node | None, name: str = "val") -> str:
    """The attribute w:name, empty where there is none."""
    return "" if node is None else node.get(W + name, "")


def is_on(node: Node) -> bool:
    """An on-off property: on by standing there, unless it says otherwise."""
    return node.get(W + "val", "1").lower() not in _OFF


def whole(text: str | None) -> int | None:
    """A whole number; some programs write a fraction, which Word rounds."""
    try:
        return round(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def twips(text: str | None) -> int | None:
    """A measure: a bare number is twips, others bear their unit."""
    if text and text[-2:] in _UNITS:
        bare = number(text[:-2])
        return None if bare is None else round(bare * _UNITS[text[-2:]])
    return whole(text)


def number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < 1e9 else None


def from_emu(text: str | None) -> int:
    """English metric units as twips."""
    return round((whole(text) or 0) / 635)
