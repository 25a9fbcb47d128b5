"""Properties of paragraphs, runs and sections: set in the place the schema wants, if asked as a tracked change."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from itertools import count

from lxml import etree
from msgspec import Struct

from documents.editing.package import W

_ORDER: Mapping[str, tuple[str, ...]] = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
        "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
        "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "rPr": (
        "ins", "del", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
        "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
        "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection",
        "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
    ),
}  # fmt: skip


class Tracking(Struct):
    """Who makes the changes and when, for those that are to be shown as revisions."""

    author: str
    day: str
    _ids: count[int]

    @classmethod
    def by(cls, author: str, day: str, root: etree._Element) -> Tracking:
        """`day` as 2024-09-30T00:00:00Z; ids go on from those in the document."""
        taken = (node.get(W + "id", "") for node in root.iter())
        return cls(author, day, count(max((int(i) for i in taken if i.isdigit()), default=0) + 1))

    def mark(self, name: str) -> etree._Element:
        attributes = {W + "id": str(next(self._ids)), W + "author": self.author, W + "date": self.day}
        return etree.Element(W + name, attributes)


def set_property(
    holder: etree._Element,
    group: str,
    name: str,
    values: Mapping[str, str | None],
    tracking: Tracking | None = None,
) -> None:
    """Set attributes of one property (w:ind firstLine=640 …) of a w:p, w:r or w:sectPr; a value of None goes.

    `group` is pPr, rPr or sectPr. With `tracking` the properties as they were are kept beside the new ones.
    """
    properties = holder if group == "sectPr" else _properties(holder, group)
    if tracking is not None:
        _keep_old(properties, group, tracking)
    node = properties.find(W + name)
    if node is None:
        node = etree.Element(W + name)
        _insert(properties, node, _ORDER[group])
    for key, value in values.items():
        if value is None:
            node.attrib.pop(W + key, "")
        else:
            node.set(W + key, value)


def drop_property(holder: etree._Element, group: str, name: str, tracking: Tracking | None = None) -> None:
    properties = holder if group == "sectPr" else holder.find(W + group)
    node = None if properties is None else properties.find(W + name)
    if properties is None or node is None:
        return
    if tracking is not None:
        _keep_old(properties, group, tracking)
    properties.remove(node)


def _properties(holder: etree._Element, group: str) -> etree._Element:
    found = holder.find(W + group)
    if found is None:
        found = etree.Element(W + group)
        holder.insert(0, found)
    return found


def _keep_old(properties: etree._Element, group: str, tracking: Tracking) -> None:
    """The properties as they were, once: a second change belongs to the same revision."""
    if properties.find(f"{W}{group}Change") is not None:
        return
    old = etree.Element(W + group)
    left_out = {W + "rPr", W + "sectPr", W + "ins", W + "del", W + "headerReference", W + "footerReference"}
    old.extend(deepcopy(child) for child in properties if child.tag not in left_out)
    change = tracking.mark(f"{group}Change")
    change.append(old)
    _insert(properties, change, _ORDER[group])


def _insert(properties: etree._Element, node: etree._Element, order: tuple[str, ...]) -> None:
    rank = {W + name: position for position, name in enumerate(order)}
    at = next((i for i, c in enumerate(properties) if rank.get(str(c.tag), 0) > rank[str(node.tag)]), len(properties))
    properties.insert(at, node)
