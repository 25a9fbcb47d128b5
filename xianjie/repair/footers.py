"""The footers of a document as they are edited: found behind their sections, copied, made where there are none."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from documents.editing.package import W, paragraphs_of
from documents.editing.properties import set_property
from documents.editing.relations import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONS,
    NO_RELATIONS,
    OFFICE,
    part_behind,
    part_of_kind,
    relate,
)
from documents.layout import RunningLine, SetParagraph
from xianjie.repair.model import Parts, Work
from xianjie.repair.places import sections_of

_R = f"{{{OFFICE}}}"
_MAIN = W.strip("{}")
_SETTINGS = f'<w:settings xmlns:w="{_MAIN}"/>'.encode()
_BEFORE_EVEN_AND_ODD = frozenset(
    W + name
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
        "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
        "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins",
        "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
        "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign",
        "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
        "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection",
        "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
        "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength",
        "clickAndTypeStyle", "defaultTableStyle",
    )
)  # fmt: skip

Shown = Mapping[tuple[str, str], str]
"""The relationship behind each header and footer of a section, by part and pages."""


def shown_in(work: Work) -> list[Shown]:
    """For each section the headers and footers it prints, its own or those of the section before."""
    found: list[Shown] = []
    for _, node in sections_of(work):
        own = {
            (str(child.tag).removeprefix(W).removesuffix("Reference"), child.get(W + "type", "default")): child.get(
                _R + "id", ""
            )
            for child in node
            if str(child.tag).endswith("Reference")
        }
        found.append({**(found[-1] if found else {}), **own})
    return found


def part_of(work: Work, line: RunningLine) -> str | None:
    """The name of the part that a header or footer stands in."""
    shown = shown_in(work)
    identity = shown[line.section].get((line.part, line.pages)) if line.section < len(shown) else None
    return part_behind(_relations(work.parts), identity) if identity else None


def node_in(work: Work, line: RunningLine, paragraph: SetParagraph) -> etree._Element | None:
    """The w:p of a paragraph of a header or footer."""
    name = part_of(work, line)
    nodes = [node for _, node in paragraphs_of(work.parts.other(name))] if name else []
    if len(nodes) != len(line.paragraphs):
        return None
    pairs = zip(nodes, line.paragraphs, strict=True)
    return next((node for node, other in pairs if other is paragraph), None)


def _relations(parts: Parts) -> etree._Element:
    return parts.other(DOCUMENT_RELATIONS, NO_RELATIONS)


# ---- new parts ---------------------------------------------------------------------------------------------------


def add_part(parts: Parts, kind: str, root: etree._Element) -> str:
    """Put a new header or footer into the package; returns its relationship."""
    taken = parts.members.keys() | parts.others.keys()
    name = next(f"word/{kind}{n}.xml" for n in range(1, len(taken) + 2) if f"word/{kind}{n}.xml" not in taken)
    parts.others[name] = root
    return relate(_relations(parts), parts.other(CONTENT_TYPES), name, kind)


def copy_part(parts: Parts, kind: str, identity: str) -> str:
    """A second header or footer like one that is there, with its own pictures and links."""
    name = part_behind(_relations(parts), identity)
    assert name is not None
    made = add_part(parts, kind, deepcopy(parts.other(name)))
    copied = part_behind(_relations(parts), made)
    if _relations_of(name) in parts.members and copied is not None:
        parts.others[_relations_of(copied)] = deepcopy(parts.other(_relations_of(name)))
    return made


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def refer(section: etree._Element, part: str, pages: str, identity: str) -> None:
    """Let a section show a header or footer on its odd, even or first pages."""
    made = etree.Element(f"{W}{part}Reference", {W + "type": pages, _R + "id": identity})
    there = [child for child in section if str(child.tag).endswith("Reference")]
    section.insert(len(there), made)


def part_odd_from_even(work: Work) -> None:
    """Set odd and even pages apart; headers and footers that had no such difference stay on both."""
    for (_, node), shown in zip(sections_of(work), shown_in(work), strict=True):
        own = {(str(c.tag).removeprefix(W).removesuffix("Reference"), c.get(W + "type", "default")) for c in node}
        for part in ("header", "footer"):
            if (part, "default") in own and (part, "even") not in own:
                refer(node, part, "even", copy_part(work.parts, part, shown[part, "default"]))
    _switch_on(work.parts)


def _switch_on(parts: Parts) -> None:
    name = part_of_kind(_relations(parts), "settings")
    if name is None:
        name = "word/settings.xml"
        relate(_relations(parts), parts.other(CONTENT_TYPES), name, "settings")
    settings = parts.other(name, _SETTINGS)
    found = settings.find(W + "evenAndOddHeaders")
    if found is None:
        found = etree.Element(W + "evenAndOddHeaders")
        settings.insert(sum(child.tag in _BEFORE_EVEN_AND_ODD for child in settings), found)
    found.attrib.pop(W + "val", "")


def set_foot(work: Work, section: etree._Element, twips: int) -> None:
    """How far the footer stands from the edge of the paper."""
    set_property(section, "sectPr", "pgMar", {"footer": str(twips)}, work.tracking)
