"""Repairs of page numbers: added where there are none, their side, dashes, typeface and distance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from lxml import etree

from checks.official_pages import figure, millimetres
from checks.topics.document_page_numbers import PageNumber, below_text, figures_of, page_numbers
from checks.typefaces import is_one_of
from checks.typesets import named, size_name
from documents.editing.package import W, parsed
from documents.editing.properties import set_property
from documents.editing.runs import runs_of, text_of
from documents.editing.texts import Replacement, own_text, replace_texts
from documents.layout import TWIPS_PER_MILLIMETRE, TWIPS_PER_POINT
from values.expressions import expression
from xianjie.repair.footers import add_part, node_in, part_odd_from_even, part_of, refer, set_foot
from xianjie.repair.formatting import align, indent, set_size
from xianjie.repair.model import Change, Work
from xianjie.repair.places import sections_of
from xianjie.repair.typefaces import font_name

_BEFORE, _AFTER = "— ", " —"
_OLD_BEFORE = expression(r"\s*[-－–~·—―─]?\s*|第\s*")
_OLD_AFTER = expression(r"\s*[-－–~·—―─]?\s*|\s*页")
_LINE = 360  # twips: the line of a new footer, room for 4号


def change(work: Work, before: str, after: str, *, untracked: bool = False) -> Change:
    return Change(work.code, None, "页码", before, after, untracked)


def numbers_in(work: Work) -> Iterator[tuple[PageNumber, etree._Element]]:
    """The page numbers with their w:p; one that several sections share but once."""
    seen: set[str | None] = set()
    for number in page_numbers(work.layout):
        part = part_of(work, number.line)
        node = node_in(work, number.line, number.paragraph)
        if node is not None and part not in seen:
            seen.add(part)
            yield number, node


def pages_of(number: PageNumber) -> str:
    return {"even": "双页", "first": "首页"}.get(number.pages, "单页")


# ---- 没有页码 -----------------------------------------------------------------------------------------------------


def added(work: Work) -> list[Change]:
    """Footers with the number on the outer side; a document that has footers of its own is left to a person."""
    if any(line.part == "footer" and line.paragraphs for line in work.layout.running):
        return []
    _, first = sections_of(work)[0]
    for pages in ("default", "even"):
        refer(first, "footer", pages, add_part(work.parts, "footer", _footer(work, even=pages == "even")))
    part_odd_from_even(work)
    return [change(work, "没有页码", "在页脚加了页码，单页居右、双页居左", untracked=True)]


def _footer(work: Work, *, even: bool) -> etree._Element:
    size, face = work.form["page_number_size"].value, work.form["page_number_font"].one_of[0]
    name, half_points = quoteattr(font_name(work, face)), round(size * 2)
    format_ = (
        f"<w:rPr><w:rFonts w:ascii={name} w:eastAsia={name} w:hAnsi={name}/>"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )
    steps = (
        f'<w:t xml:space="preserve">{_BEFORE}</w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        f'<w:t xml:space="preserve">{_AFTER}</w:t>',
    )
    runs = "".join(f"<w:r>{format_}{step}</w:r>" for step in steps)
    spacing = f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="exact"/>'
    root = parsed(f'<w:ftr xmlns:w="{W[1:-1]}"><w:p><w:pPr>{spacing}</w:pPr>{runs}</w:p></w:ftr>'.encode())
    place(root[0], "left" if even else "right", size * TWIPS_PER_POINT, work, tracked=False)
    return root


def place(node: etree._Element, side: str, unit: float, work: Work, *, tracked: bool = True) -> None:
    tracking = work.tracking if tracked else None
    count = work.form["page_number_indent"].value
    other = "right" if side == "left" else "left"
    indent(node, unit, tracking, **{side: count, other: 0.0}, first=0.0)
    align(node, side, tracking)


# ---- 写法 --------------------------------------------------------------------------------------------------------


def dashes(work: Work) -> list[Change]:
    changes = []
    for number, node in numbers_in(work):
        text = number.paragraph.text.strip()
        if _dashed(work, node):
            changes.append(change(work, f"{pages_of(number)}“{text}”", f"“{_BEFORE}{_bare(text)}{_AFTER}”"))
    return changes


def _bare(text: str) -> str:
    found = re.search(r"\d+", text)
    return found[0] if found else text


def _dashed(work: Work, node: etree._Element) -> bool:
    """Put dashes in place of what stands around the field; anything else around it is left to a person."""
    lead, shown, trail = _around_field(node)
    text = own_text(node)
    if shown is None or not (_OLD_BEFORE.fullmatch(lead) and _OLD_AFTER.fullmatch(trail)):
        return False
    edits = []
    if lead and lead != _BEFORE:
        edits.append(Replacement(0, len(lead), _BEFORE))
    if trail and trail != _AFTER:
        edits.append(Replacement(len(text) - len(trail), len(text), _AFTER))
    replace_texts(node, edits, work.tracking)
    first, last = shown
    if not lead:
        _insert(work, first, _BEFORE, below=False)
    if not trail:
        _insert(work, last, _AFTER, below=True)
    return True


def _around_field(
    node: etree._Element,
) -> tuple[str, tuple[etree._Element, etree._Element] | None, str]:
    """The text before the field, the first and the last node of the field, the text after it."""
    simple = node.find(f".//{W}fldSimple")
    runs = [run for run in runs_of(node) if run.find(f"{W}delText") is None]
    if simple is not None:
        inside = [run for run in runs if simple in run.iterancestors()]
        marks = (simple, simple)
    else:
        places = [i for i, run in enumerate(runs) if run.find(W + "fldChar") is not None]
        if not places:
            return "", None, ""
        inside = runs[places[0] : places[-1] + 1]
        marks = (inside[0], inside[-1])
    if not inside:
        return "", None, ""
    at, to = runs.index(inside[0]), runs.index(inside[-1])
    lead, trail = ("".join(map(text_of, part)) for part in (runs[:at], runs[to + 1 :]))
    return lead, marks, trail


def _insert(work: Work, beside: etree._Element, text: str, *, below: bool) -> None:
    run = etree.Element(W + "r")
    source = beside if beside.tag == W + "r" else beside.find(W + "r")
    properties = None if source is None else source.find(W + "rPr")
    if properties is not None:
        run.append(etree.fromstring(etree.tostring(properties)))
    node = etree.SubElement(run, W + "t")
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made = run
    if work.tracking is not None:
        made = work.tracking.mark("ins")
        made.append(run)
    (beside.addnext if below else beside.addprevious)(made)


# ---- 字体、高低 ----------------------------------------------------------------------------------------------------


def typeface(work: Work) -> list[Change]:
    size, face = work.form["page_number_size"].value, work.form["page_number_font"].one_of
    name = font_name(work, face[0])
    changes = []
    for number, node in numbers_in(work):
        run = figures_of(number.paragraph)
        shown = run.latin_font or run.east_asian_font if run else ""
        off_font, off_size = not is_one_of(shown, face), run is None or abs(run.size / 2 - size) >= 1 / 2
        if run is None or not (off_font or off_size):
            continue
        for one in runs_of(node):
            if off_font:
                values = {"ascii": name, "eastAsia": name, "hAnsi": name}
                themes = dict.fromkeys(("asciiTheme", "eastAsiaTheme", "hAnsiTheme"))
                set_property(one, "rPr", "rFonts", {**values, **themes}, work.tracking)
            if off_size:
                set_size(one, size, work.tracking)
        after = f"{size_name(size if off_size else run.size / 2)}{name if off_font else shown}"
        changes.append(change(work, f"{pages_of(number)}{named(run)}", after))
    return changes


def distance(work: Work) -> list[Change]:
    """The footer as far from the edge of the paper as brings the dashes to their place below the text."""
    rule = work.form["page_number_below_text"]
    nodes = {id(section): node for section, node in sections_of(work)}
    changes: list[Change] = []
    done: set[int] = set()
    for number in page_numbers(work.layout):
        measured = below_text(work.layout, number)
        if number.line.part != "footer" or measured.meets(rule.least, rule.most) or id(number.section) in done:
            continue
        off = (measured.least + measured.most) / 2 - rule.value
        foot = number.section.footer + round(off * TWIPS_PER_MILLIMETRE)
        if foot > 0 and id(number.section) in nodes:
            done.add(id(number.section))
            set_foot(work, nodes[id(number.section)], foot)
            words = (f"页脚距边界{figure(millimetres(length))}毫米" for length in (number.section.footer, foot))
            changes.append(change(work, *words))
    return list(dict.fromkeys(changes))
