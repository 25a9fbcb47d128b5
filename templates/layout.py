"""Values that carry their own place on the line, for what a style cannot know beforehand.

A signature is centred on its date, a long name in the red head is narrowed: both depend on the length of the text.
Such a value prints itself with an XML comment in front; after rendering the comment becomes the indent of its
paragraph or the width of its characters. Stock docxtpl prints the same text and leaves it to the style.
"""

from __future__ import annotations

import re

from markupsafe import escape
from msgspec import Struct

from templates.environment import LINE_BREAK

MARK = "<!--laid"
OVERHANG = "-630"  # text laid from the left may end beyond the margin rather than break where a typeface runs wide
_MARK = re.compile(r"<!--laid left=(-?\d+|None) right=(-?\d+|None) scale=(\d+|None) tabs=([\d,]*) keep=(\w+)-->")
_IND = re.compile(r"<w:ind\b[^>]*/>")
_JC = re.compile(r"<w:jc\b[^>]*/>")
_AFTER_JC = (
    r"<w:(?:textDirection|textAlignment|textboxTightWrap|outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange)\b|</w:pPr>"
)
_AFTER_JUSTIFICATION = re.compile(_AFTER_JC)
_AFTER_IND = re.compile(rf"<w:(?:contextualSpacing|mirrorIndents|suppressOverlap|jc)\b|{_AFTER_JC}")
_STYLE = re.compile(r"<w:pPr><w:pStyle\b[^>]*/>")
_TABS = re.compile(r"<w:tabs>.*?</w:tabs>", re.DOTALL)
_AFTER_TABS = re.compile(
    r"<w:(?:suppressAutoHyphens|kinsoku|wordWrap|overflowPunct|topLinePunct|autoSpaceDE|autoSpaceDN|bidi|adjustRightInd"
    r"|snapToGrid|spacing|ind|contextualSpacing|mirrorIndents|suppressOverlap|jc|textDirection|textAlignment"
    r"|textboxTightWrap|outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange)\b|</w:pPr>"
)
_AFTER_WIDTH = re.compile(
    r"<w:(?:kern|position|sz|szCs|highlight|u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout"
    r"|specVanish|oMath|rPrChange)\b|</w:rPr>"
)


class Laid(Struct, frozen=True):
    """Text with the right indent of its paragraph in twips, or the left one (then it stands flush left there).

    `scale` is the width of its characters in percent, `tabs` are the places in twips where text after a tab begins;
    with `keep` the paragraph stays on the page of the next one.
    """

    text: str
    right: int | None = None
    left: int | None = None
    scale: int | None = None
    tabs: tuple[int, ...] = ()
    keep: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> str:
        tabs = ",".join(map(str, self.tabs))
        text = str(escape(self.text)).replace("\n", LINE_BREAK)
        return f"{MARK} left={self.left} right={self.right} scale={self.scale} tabs={tabs} keep={self.keep}-->{text}"


def apply_layout(xml: str) -> str:
    """The rendered XML with the marks of laid values turned into properties."""
    while found := _MARK.search(xml):
        left, right, scale, tabs, keep = found.groups()
        before, after = xml[: found.start()], xml[found.end() :]
        if scale != "None":
            before = _with_width(before, scale)
        if tabs:
            before = _with_tabs(before, tabs)
        if keep == "True":
            before = _kept_with_next(before)
        if left != "None":
            before = _with_indent(before, left, OVERHANG, "left")
        elif right != "None":
            before = _with_indent(before, "0", right, "right")
        xml = before + after
    return xml


def _last_opening(xml: str, tag: str) -> int:
    return max(xml.rfind(f"<w:{tag}>"), xml.rfind(f"<w:{tag} "))


def _with_indent(before: str, left: str, right: str, side: str) -> str:
    head, paragraph = _split_at(before, "p")
    paragraph = _JC.sub("", _IND.sub("", _with_properties(paragraph, "pPr"), count=1), count=1)
    indent = f'<w:ind w:leftChars="0" w:left="{left}" w:rightChars="0" w:right="{right}"/>'
    paragraph = _AFTER_IND.sub(lambda found: indent + found.group(), paragraph, count=1)
    return head + _AFTER_JUSTIFICATION.sub(lambda found: f'<w:jc w:val="{side}"/>{found.group()}', paragraph, count=1)


def _kept_with_next(before: str) -> str:
    head, paragraph = _split_at(before, "p")
    paragraph = _with_properties(paragraph, "pPr")
    style = _STYLE.search(paragraph)
    place = style.end() if style else paragraph.index("<w:pPr>") + len("<w:pPr>")
    return f"{head}{paragraph[:place]}<w:keepNext/>{paragraph[place:]}"


def _with_tabs(before: str, places: str) -> str:
    head, paragraph = _split_at(before, "p")
    paragraph = _TABS.sub("", _with_properties(paragraph, "pPr"), count=1)
    tabs = "".join(f'<w:tab w:val="left" w:pos="{place}"/>' for place in places.split(","))
    return head + _AFTER_TABS.sub(lambda found: f"<w:tabs>{tabs}</w:tabs>{found.group()}", paragraph, count=1)


def _with_width(before: str, scale: str) -> str:
    head, run = _split_at(before, "r")
    run = _with_properties(run, "rPr")
    run = re.sub(r"<w:w [^>]*/>", "", run)
    return head + _AFTER_WIDTH.sub(lambda m: f'<w:w w:val="{scale}"/>{m.group()}', run, count=1)


def _split_at(xml: str, tag: str) -> tuple[str, str]:
    start = _last_opening(xml, tag)
    return xml[:start], xml[start:]


def _with_properties(xml: str, tag: str) -> str:
    """The opening of a paragraph or run, given its (empty) properties where it has none."""
    if f"<w:{tag}>" in xml:
        return xml
    end = xml.index(">") + 1
    return f"{xml[:end]}<w:{tag}></w:{tag}>{xml[end:]}"
