"""Values that carry their own place on the line, for what a style cannot know beforehand.

A signature is centred on its date, a long name in the red head is narrowed: both depend on the length of the text.
Such a value prints itself with an XML comment in front; after rendering the comment becomes the indent of its
paragraph or the width of its characters. Stock docxtpl prints the same text and leaves it to the style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import escape

MARK = "<!--laid"
_MARK = re.compile(r"<!--laid left=(-?\d+|None) right=(-?\d+|None) scale=(\d+|None)-->")
_IND = re.compile(r"<w:ind\b[^>]*/>")
_JC = re.compile(r"<w:jc\b[^>]*/>")
_AFTER_JC = (
    r"<w:(?:textDirection|textAlignment|textboxTightWrap|outlineLvl|divId|cnfStyle|rPr|sectPr|pPrChange)\b|</w:pPr>"
)
_AFTER_JUSTIFICATION = re.compile(_AFTER_JC)
_AFTER_IND = re.compile(rf"<w:(?:contextualSpacing|mirrorIndents|suppressOverlap|jc)\b|{_AFTER_JC}")
_AFTER_WIDTH = re.compile(
    r"<w:(?:kern|position|sz|szCs|highlight|u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout"
    r"|specVanish|oMath|rPrChange)\b|</w:rPr>"
)


@dataclass(frozen=True, slots=True)
class Laid:
    """Text with the right indent of its paragraph in twips, or the left one (then it stands flush left there).

    `scale` is the width of its characters in percent.
    """

    text: str
    right: int | None = None
    left: int | None = None
    scale: int | None = None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> str:
        return f"{MARK} left={self.left} right={self.right} scale={self.scale}-->{escape(self.text)}"


def apply_layout(xml: str) -> str:
    """The rendered XML with the marks of laid values turned into properties."""
    while found := _MARK.search(xml):
        left, right, scale = found.groups()
        before, after = xml[: found.start()], xml[found.end() :]
        if scale != "None":
            before = _with_width(before, scale)
        if left != "None":
            before = _with_indent(before, left, "0", "left")
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
