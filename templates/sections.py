"""Sections that a document gets besides its template's own: landscape pages, and last pages without a number.

A value prints a mark; when the document is finished, the mark becomes a section break made from the template's page
set-up, turned where the page lies on its side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from templates.blocks import Attachment, Block

MARK = "<!--section "
NUMBERED, LANDSCAPE, UNNUMBERED = (Block(f"{MARK}{kind}-->") for kind in ("numbered", "landscape", "unnumbered"))
FOOTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
LANDSCAPE_ODD, LANDSCAPE_EVEN, BLANK = "footerLandscapeOdd", "footerLandscapeEven", "footerBlank"
_MARK = re.compile(r"\s*<!--section (\w+)-->")
_LAST = re.compile(r"<w:sectPr\b(?:(?!<w:sectPr\b).)*?</w:sectPr>(?=\s*</w:body>)", re.DOTALL)
_REFERENCES = re.compile(r"<w:(?:footer|header)Reference\b[^>]*/>|<w:titlePg\b[^>]*/>")
_FIRST_PAGE = re.compile(r'<w:(?:footer|header)Reference\b[^>]*\bw:type="first"[^>]*/>|<w:titlePg\b[^>]*/>')
_MARGIN = re.compile(r'\bw:(top|right|bottom|left)="(-?\d+)"')
_TURNED = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
_SMALLEST = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}</w:pPr></w:p>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NUMBER = "".join(
    f"<w:r><w:rPr>{{0}}</w:rPr>{inside}</w:r>"
    for inside in (
        '<w:t xml:space="preserve">— </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> —</w:t>',
    )
)
_NUMBER_FORM = (
    '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:spacing w:val="0"/><w:sz w:val="28"/>'
    '<w:szCs w:val="28"/>'
)


def with_sections(xml: str) -> tuple[str, tuple[Attachment, ...]]:
    """The XML with its marks turned into sections, and the footers these need."""
    last = _LAST.search(xml)
    if last is None:
        return _MARK.sub("", xml), ()
    own = last.group()
    kinds = set(_MARK.findall(xml))
    later = _FIRST_PAGE.sub("", own)
    closing = _with_references(own, BLANK, BLANK) if "unnumbered" in kinds else later
    xml = f"{xml[: last.start()]}{closing}{xml[last.end() :]}"
    upright = own
    while found := _MARK.search(xml):
        ending = turned(own) if found.group(1) == "landscape" else upright
        xml = f"{_ended(xml[: found.start()], ending)}{xml[found.end() :]}"
        upright = later
    return xml, tuple(_footers(kinds, own))


def turned(section: str) -> str:
    """The page set-up of a landscape page, bound with the others: its head lies where they have their left edge."""
    margins = dict(_MARGIN.findall(re.search(r"<w:pgMar\b[^>]*/>", section)[0]))  # type: ignore[index]
    width, height = (re.search(rf'<w:pgSz\b[^>]*\bw:{side}="(\d+)"', section)[1] for side in "wh")  # type: ignore[index]
    page = re.sub(r"<w:pgSz\b[^>]*/>", f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>', section)
    page = re.sub(
        r"<w:pgMar\b[^>]*/>",
        lambda found: _MARGIN.sub(lambda side: f'w:{side[1]}="{margins[_TURNED[side[1]]]}"', found[0]),
        page,
    )
    return _with_references(page, LANDSCAPE_ODD, LANDSCAPE_EVEN)


def _with_references(section: str, odd: str, even: str) -> str:
    references = f'<w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
    bare = _REFERENCES.sub("", section)
    end = bare.index(">") + 1
    return f"{bare[:end]}{references}{bare[end:]}"


def _ended(before: str, section: str) -> str:
    """What stands before a break, closed by that section: in its last paragraph, so that no line is added."""
    if not before.endswith("</w:p>"):
        return before + _SMALLEST.format(section)
    start = max(before.rfind("<w:p>"), before.rfind("<w:p "))
    head, paragraph = before[:start], before[start:]
    if "</w:pPr>" in paragraph:
        return head + paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)
    end = paragraph.index(">") + 1
    return f"{head}{paragraph[:end]}<w:pPr>{section}</w:pPr>{paragraph[end:]}"


def _footers(kinds: Iterable[str], section: str) -> Iterable[Attachment]:
    if "landscape" in kinds:
        margins = {side: int(value) for side, value in _MARGIN.findall(turned(section))}
        yield _footer(LANDSCAPE_ODD, _at_the_side(margins, "right"))
        yield _footer(LANDSCAPE_EVEN, _at_the_side(margins, "left"))
    if "unnumbered" in kinds:
        yield _footer(BLANK, "<w:p/>")


def _footer(name: str, content: str) -> Attachment:
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:ftr {_W}>{content}</w:ftr>'
    return Attachment(f"word/{name}.xml", xml.encode("utf-8"), name, FOOTER, FOOTER_TYPE)


def _at_the_side(margins: Mapping[str, int], end: str) -> str:
    """The page number in a box at the left edge of a landscape page, which is the foot of the bound one."""
    box_width, dash_below_text = 400, 397  # 7 mm
    height = 11906 - margins["top"] - margins["bottom"]
    place = margins["left"] - dash_below_text - box_width // 2
    box = (
        f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{place}"'
        f' w:tblpY="{margins["top"]}"/><w:tblOverlap w:val="never"/><w:tblW w:w="{box_width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    )
    number = (
        f'<w:p><w:pPr><w:snapToGrid w:val="0"/><w:ind w:left="280" w:right="280"/><w:jc w:val="{end}"/></w:pPr>'
        f"{_NUMBER.format(_NUMBER_FORM)}</w:p>"
    )
    cell = (
        f'<w:tc><w:tcPr><w:tcW w:w="{box_width}" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{number}</w:tc>"
    )
    row = f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>{cell}</w:tr>'
    return f'<w:tbl><w:tblPr>{box}</w:tblPr><w:tblGrid><w:gridCol w:w="{box_width}"/></w:tblGrid>{row}</w:tbl><w:p/>'
