"""Values that print whole pieces of a document, for what a style cannot hold: tables, pictures, breaks of sections.

A template names them by a tag that takes up its paragraph, `{{p 段.表 }}`. Styles are referred to by the names an
official sees; the number a style has inside the file is looked up when the document is finished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from documents.package import W, parse_part

STYLE_MARK = 'w:val="@'
_STYLE = re.compile(r'<w:pStyle w:val="@([^"]*)"/>')


class Attachment(Struct, frozen=True):
    """A part that a document gets beside those of its template, and how its text refers to it."""

    part: str
    data: bytes
    relationship: str
    relationship_type: str
    content_type: str


class Block(Struct, frozen=True):
    """A finished piece of WordprocessingML, with the parts it needs; an empty one prints nothing.

    `heights` are those of its rows in twips, none of which a page cuts; `turned` pages lie on their side.
    """

    xml: str = ""
    attachments: tuple[Attachment, ...] = ()
    heights: tuple[int, ...] = ()
    turned: bool = False

    def __html__(self) -> str:
        return self.xml

    def __str__(self) -> str:
        return self.xml

    def __bool__(self) -> bool:
        return bool(self.xml)


def paragraph_style(name: str) -> str:
    """The reference to a style by its name."""
    return f'<w:pStyle w:val="@{name}"/>'


def with_style_numbers(xml: str, styles: bytes) -> str:
    """The XML with the names of styles turned into what the template calls them; a style it lacks is left out."""
    numbers = _style_numbers(styles)
    return _STYLE.sub(lambda m: f'<w:pStyle w:val="{numbers[m[1]]}"/>' if m[1] in numbers else "", xml)


def _style_numbers(styles: bytes) -> Mapping[str, str]:
    root = parse_part(styles, "word/styles.xml")
    named = ((style, style.find(W + "name")) for style in root.iter(W + "style"))
    return {name.get(W + "val", ""): style.get(W + "styleId", "") for style, name in named if name is not None}


def attachments_in(value: object) -> Iterator[Attachment]:
    """The parts that the values of a context need, in the order they come."""
    if isinstance(value, Block):
        yield from value.attachments
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from attachments_in(item)
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        for item in value:
            yield from attachments_in(item)
