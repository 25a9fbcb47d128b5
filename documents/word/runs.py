"""The runs of a paragraph: text with revisions and fields told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal
from xml.etree.ElementTree import Element as Node

from msgspec import Struct, field

from documents.word.names import ALTERNATE, M, W, value

Revision = Literal["", "inserted", "deleted"]

_REVISED: dict[str, Revision] = {
    W + "ins": "inserted", W + "moveTo": "inserted", W + "del": "deleted", W + "moveFrom": "deleted",
}  # fmt: skip
_LEFT_OUT = frozenset(
    {
        W + "pPr",
        W + "rPr",
        W + "p",
        W + "tbl",
        W + "drawing",
        W + "pict",
        W + "object",
        W + "sdtPr",
        W + "rt",
        M + "rPr",
    }
)
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
# signs of the symbol fonts that officials use, by font and code
_SYMBOLS = {
    ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□", ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x2A): "□",
    ("wingdings", 0xFC): "✓", ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0xAB): "★",
    ("symbol", 0xB7): "·", ("symbol", 0xB1): "±", ("symbol", 0xA3): "≤", ("symbol", 0xB3): "≥", ("symbol", 0xB4): "×",
}  # fmt: skip


class Stretch(Struct, frozen=True):
    """Text in one w:r, with the node of its properties."""

    text: str
    properties: Node | None = None
    revision: Revision = ""


class Content(Struct):
    """What a paragraph holds. `breaks` are the places of page breaks: the number of characters before each."""

    stretches: list[Stretch] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.stretches if stretch.revision != "deleted")


def read_content(paragraph: Node) -> Content:
    """Text boxes and drawings left out; a field gives what it last showed."""
    return _Reader().read(paragraph)


class _Field(Struct):
    code: str = ""
    shown: bool = False
    text: str = ""


class _Reader:
    def __init__(self) -> None:
        self.content = Content()
        self.open: list[_Field] = []

    def read(self, paragraph: Node) -> Content:
        self._within(paragraph, "")
        return self.content

    def _within(self, node: Node, revision: Revision) -> None:
        for child in node:
            if child.tag == W + "r":
                self._run(child, revision)
            elif child.tag == W + "fldSimple":
                self._simple_field(child, revision)
            elif child.tag == ALTERNATE:
                self._within(next(iter(child), child), revision)
            elif child.tag == M + "t":
                self._add(child.text or "", None, revision)
            elif child.tag not in _LEFT_OUT:
                self._within(child, _REVISED.get(child.tag, revision))

    def _run(self, run: Node, revision: Revision) -> None:
        properties = None
        text = ""
        for child in run:
            tag = child.tag
            if tag == W + "rPr":
                properties = child
                continue
            reader = _PIECES.get(tag)
            if reader is not None:
                text += reader(child)
                continue
            if tag in (W + "fldChar", W + "br", W + "ruby", ALTERNATE):
                self._add(text, properties, revision)
                text = ""
                self._special(child, properties, revision)
            elif tag == W + "instrText" and self.open:
                self.open[-1].code += child.text or ""
        self._add(text, properties, revision)

    def _special(self, child: Node, properties: Node | None, revision: Revision) -> None:
        if child.tag == W + "fldChar":
            self._field_mark(value(child, "fldCharType"), properties, revision)
        elif child.tag == W + "br" and value(child, "type") == "page":
            self.content.breaks.append(len(self.content.text))
        elif child.tag == W + "br":
            self._add("\n" if value(child, "type") in ("", "textWrapping") else "", properties, revision)
        else:
            self._within(child, revision)

    def _field_mark(self, kind: str, properties: Node | None, revision: Revision) -> None:
        if kind == "begin":
            self.open.append(_Field())
        elif kind == "separate" and self.open:
            self.open[-1].shown = True
        elif kind == "end" and self.open:
            self._close(self.open.pop(), properties, revision)

    def _close(self, field_: _Field, properties: Node | None, revision: Revision) -> None:
        name = _name(field_.code)
        if name:
            self.content.fields.append(name)
        if name in _PAGE_FIELDS and not field_.text:
            self._add("1", properties, revision)

    def _simple_field(self, node: Node, revision: Revision) -> None:
        before = len(self.content.stretches)
        self._within(node, revision)
        name = _name(value(node, "instr"))
        if name:
            self.content.fields.append(name)
        if name in _PAGE_FIELDS and len(self.content.stretches) == before:
            self._add("1", None, revision)

    def _add(self, text: str, properties: Node | None, revision: Revision) -> None:
        """Text in the code of a field is no text of the document."""
        if not text or any(not field_.shown for field_ in self.open):
            return
        for field_ in self.open:
            field_.text += text
        self.content.stretches.append(Stretch(text, properties, revision))


def _name(code: str) -> str:
    return code.split(maxsplit=1)[0].upper() if code.split() else ""


def _symbol(node: Node) -> str:
    code = value(node, "char")
    point = int(code, 16) if all(sign in "0123456789abcdefABCDEF" for sign in code) and code else 0xFFFD
    low = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
    known = _SYMBOLS.get((value(node, "font").lower(), low))
    return known or (chr(point) if point < 0xD800 or 0xE000 <= point < 0x110000 else "�")


def _constant(text: str) -> Callable[[Node], str]:
    return lambda _: text


_PIECES: dict[str, Callable[[Node], str]] = {
    W + "t": lambda node: node.text or "",
    W + "delText": lambda node: node.text or "",
    W + "tab": _constant("\t"),
    W + "ptab": _constant("\t"),
    W + "cr": _constant("\n"),
    W + "noBreakHyphen": _constant("-"),
    W + "sym": _symbol,
    W + "pgNum": _constant("1"),
}


def revised_nodes(root: Node) -> Iterator[Node]:
    """Every tracked change of a part."""
    return (node for node in root.iter() if node.tag in _TRACKED)


_TRACKED = frozenset(
    W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
        "tcPrChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
