"""An official document as its elements, each with the place where it stands."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from documents.layout import Layout
from documents.places import NOWHERE, Place

ElementKind = Literal[
    "版头",
    "份号",
    "密级",
    "紧急程度",
    "发文机关标志",
    "发文字号",
    "签发人",
    "分隔线",
    "标题",
    "主送机关",
    "正文",
    "层次序数",
    "附件说明",
    "署名",
    "成文日期",
    "印章",
    "附注",
    "附件",
    "版记",
    "抄送机关",
    "印发机关",
    "印发日期",
    "页码",
    "版面",
]


class Fault(Struct, frozen=True):
    """Something in the document that could not be read as it should be."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"


class Element(Struct, frozen=True):
    """One element of the document: what it is, what it says, where it begins.

    `paragraphs` are all it takes up, in order, where it is more than one (a title of two lines, a list of annexes).
    """

    kind: ElementKind
    text: str
    place: Place = NOWHERE
    paragraphs: tuple[Place, ...] = ()

    @property
    def paragraph(self) -> int | None:
        return self.place.paragraph

    @property
    def page(self) -> int | None:
        return self.place.page

    @property
    def line(self) -> int | None:
        return self.place.line


class Cell(Struct, frozen=True):
    """A cell of a table in a document; `across` and `down` count the columns and rows it spans."""

    text: str
    across: int = 1
    down: int = 1


class Table(Struct, frozen=True):
    """A table in a document: each row holds the cells that begin in it, so one that a cell spans into holds fewer."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    landscape: bool = False


class Figure(Struct, frozen=True):
    """A picture in a document: the bytes of its file, its width and height in millimetres (0 where unknown)."""

    name: str
    data: bytes
    width: float = 0
    height: float = 0


class Paragraph(Struct, frozen=True):
    """A paragraph of the text: level 1 to 5 for 一、 （一） 1. （1） ①, 0 for running text.

    A table or a figure stands among the paragraphs as one of its own, without text.

    `heading` is the part that stands in the typeface of its level: the whole of a heading that stands alone, the first
    sentence of one that runs into its text, nothing for running text.
    """

    text: str
    level: int = 0
    number: str = ""
    heading: str = ""
    place: Place = NOWHERE
    table: Table | None = None
    figure: Figure | None = None

    @property
    def rest(self) -> str:
        return self.text[len(self.heading) :]


class OfficialDocument(Struct, frozen=True):
    """A document: its own elements and body; what it forwards, issues or annexes stands apart in `inner`.

    `layout` is how it is set, for the whole file, on the outermost document; null where the form keeps none (a text).
    """

    elements: tuple[Element, ...] = ()
    body: tuple[Paragraph, ...] = ()
    inner: tuple[OfficialDocument, ...] = ()
    faults: tuple[Fault, ...] = ()
    layout: Layout | None = None

    def element(self, kind: ElementKind) -> Element | None:
        return next((element for element in self.elements if element.kind == kind), None)

    def text(self, kind: ElementKind) -> str:
        """The text of the first element of that kind, empty where the document has none."""
        found = self.element(kind)
        return found.text if found else ""

    @property
    def title(self) -> str:
        return self.text("标题")

    @property
    def number(self) -> str:
        return self.text("发文字号")

    @property
    def agency(self) -> str:
        """The issuing body: the red head less 文件, else the signature, else what the title begins with."""
        head = self.text("发文机关标志").removesuffix("文件")
        named, about, _ = self.title.partition("关于")
        return head or self.text("署名") or (named if about else "")
