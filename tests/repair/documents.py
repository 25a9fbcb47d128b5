"""Repaired documents as tests look at them: their layout, their texts with revisions accepted or rejected."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from difflib import SequenceMatcher
from functools import cache

from lxml import etree
from msgspec.structs import replace

from documents.editing.package import W
from documents.layout import Layout, SetParagraph
from documents.places import NOWHERE
from documents.word.reading import read_word
from policies.forms.form import load_form
from xianjie.repair.repairing import Repaired, repair

DAY = date(2024, 12, 31)


def repaired(data: bytes, *, track: bool = False) -> Repaired:
    return repair(data, "公文.docx", day=DAY, track=track, form=load_form())


def layout_of(data: bytes) -> Layout:
    return read_word(data, "公文.docx").layout


@cache
def bare(paragraph: SetParagraph) -> SetParagraph:
    """A paragraph as it is set, wherever it stands."""
    return replace(paragraph, place=NOWHERE)


def right_ones(sound: Layout, faulty: Layout) -> list[int]:
    """Which paragraphs of a document with a fault are as they are in the sound one."""
    before, after = ([bare(p) for p in layout.paragraphs] for layout in (sound, faulty))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return [index for block in blocks for index in range(block.b, block.b + block.size)]


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(data: bytes, *, revisions: str = "accepted") -> dict[str, list[str]]:
    """The paragraphs of the body and of each footer, with the revisions accepted or rejected."""
    parts = {name: xml for name, xml in members(data).items() if name == "word/document.xml" or "footer" in name}
    return {name: _texts(etree.fromstring(xml), revisions) for name, xml in parts.items() if not name.endswith(".rels")}


def _texts(root: etree._Element, revisions: str) -> list[str]:
    gone, kept = ("del", "t") if revisions == "accepted" else ("ins", "delText")
    for node in list(root.iter(W + gone)):
        parent = node.getparent()
        if parent is None or parent.tag == W + "rPr":
            continue
        parent.remove(node)
    unwanted = {p for p in root.iter(W + "p") if p.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None}
    shown = {W + "t", W + kept}
    return [
        "".join(node.text or "" for node in p.iter(*shown) if next(node.iterancestors(W + "p")) is p)
        for p in root.iter(W + "p")
        if p not in unwanted
    ]
