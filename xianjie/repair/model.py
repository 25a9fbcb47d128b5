"""What a repair is given, and what it says it has done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree
from msgspec import Struct

from checks.model import Finding
from documents.editing.package import parsed
from documents.editing.properties import Tracking
from documents.layout import Layout
from documents.model import OfficialDocument
from policies.forms.form import Form


class Parts(Struct):
    """The parts of a .docx that repairs edit, parsed; `paragraphs` are those of the body by the number findings give."""

    body: etree._Element
    paragraphs: dict[int, list[etree._Element]]
    others: dict[str, etree._Element]  # footers, headers, styles … that were asked for, by member name
    members: dict[str, bytes]

    def other(self, name: str, otherwise: bytes = b"") -> etree._Element:
        """A part by its name, to be edited; `otherwise` is what it holds where there is none."""
        if name not in self.others:
            self.others[name] = parsed(self.members.get(name) or otherwise)
        return self.others[name]


class Work(Struct, frozen=True):
    """One check's findings on a document, and the document to mend.

    `following` where another repair brought the findings: what stood right before has to stand right again.
    """

    findings: Sequence[Finding]
    document: OfficialDocument
    form: Form
    parts: Parts
    tracking: Tracking | None
    following: bool = False

    @property
    def code(self) -> str:
        return self.findings[0].code

    @property
    def layout(self) -> Layout:
        """Only a set document has findings of layout."""
        assert self.document.layout is not None
        return self.document.layout


class Change(Struct, frozen=True):
    """One change: where, in which element, what stood there and what stands there now.

    `untracked` where Word knows no revision for it (a setting, a drawn line), so that it is made at once.
    """

    code: str
    paragraph: int | None
    element: str
    before: str
    after: str
    untracked: bool = False

    def __str__(self) -> str:
        place = "全文" if self.paragraph is None else f"第{self.paragraph}段"
        return f"{place} {self.element}：{self.before} → {self.after}（{self.code}）"


Repair = Callable[[Work], Sequence[Change]]
