"""Tables of web pages: what many systems export as .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from ledgers.model import Sheet
from ledgers.readers.content import Content, Reading
from ledgers.readers.delimited import decoded
from ledgers.readers.grid import SpannedCell, laid_out
from ledgers.readers.refusals import UnreadableError
from values.expressions import expression

_DECLARATION: Final = expression(r"^\s*<\?xml[^>]*\?>")
_SPACES: Final = expression(r"[ \t\r\n\f]+")
_LINE_BREAKS: Final = frozenset({"br", "p", "div", "li"})


def read(content: Content) -> Reading:
    text = without_declaration(decoded(content.data))
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError("网页内容不完整") from error
    tables = [table for table in root.iter("table") if table.find(".//table") is None]  # others only arrange the page
    if not tables:
        raise UnreadableError("网页里没有表格")
    return tuple(_sheet(f"表{number}", table) for number, table in enumerate(tables, start=1)), ()


def without_declaration(text: str) -> str:
    """Markup already decoded must not name an encoding."""
    return _DECLARATION.sub("", text.lstrip("\ufeff"))


def _sheet(name: str, table: html.HtmlElement) -> Sheet:
    return laid_out(name, (list(_cells(row)) for row in table.iter("tr")))


def _cells(row: html.HtmlElement) -> Iterator[SpannedCell]:
    for cell in row.iterchildren("td", "th"):
        yield SpannedCell(_text(cell), _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: html.HtmlElement, attribute: str) -> int:
    digits = re.match(r"\s*(\d{1,5})", cell.get(attribute, ""))
    return max(int(digits[1]), 1) if digits else 1


def _text(cell: html.HtmlElement) -> str:
    """As a browser shows it: runs of blanks are one, a break is a line."""
    lines = "".join(_pieces(cell)).split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines).strip("\n").replace("\xa0", " ")


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    yield _SPACES.sub(" ", element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in {"style", "script"}:
            if child.tag in _LINE_BREAKS and (child.tag == "br" or child.getprevious() is not None):
                yield "\n"
            yield from _pieces(child)
        yield _SPACES.sub(" ", child.tail or "")
