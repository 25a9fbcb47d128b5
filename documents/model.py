"""An official document as its elements, each with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a paragraph of a docx, a page of a PDF, a line of a text; all count from 1."""

    paragraph: int | None = None
    page: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        named = (("第{}页", self.page), ("第{}段", self.paragraph), ("第{}行", self.line))
        return "".join(form.format(number) for form, number in named if number is not None) or "全文"


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the document that could not be read as it should be."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the document: what it is, what it says, where it stands."""

    kind: ElementKind
    text: str
    place: Place = NOWHERE

    @property
    def paragraph(self) -> int | None:
        return self.place.paragraph

    @property
    def page(self) -> int | None:
        return self.place.page

    @property
    def line(self) -> int | None:
        return self.place.line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text: level 1 to 5 for 一、 （一） 1. （1） ①, 0 for running text.

    `heading` is the part that stands in the typeface of its level: the whole of a heading that stands alone, the first
    sentence of one that runs into its text, nothing for running text.
    """

    text: str
    level: int = 0
    number: str = ""
    heading: str = ""
    place: Place = NOWHERE

    @property
    def rest(self) -> str:
        return self.text[len(self.heading) :]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document: its own elements and body; what it forwards, issues or annexes stands apart in `inner`."""

    elements: tuple[Element, ...] = ()
    body: tuple[Paragraph, ...] = ()
    inner: tuple[OfficialDocument, ...] = ()
    faults: tuple[Fault, ...] = ()

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
