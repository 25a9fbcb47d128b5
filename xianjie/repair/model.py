"""What a repair is given, and what it says it has done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from checks.model import Finding
from documents.editing.properties import Tracking
from documents.model import OfficialDocument
from policies.forms.form import Form


@dataclass
class Parts:
    """The parts of a .docx that repairs edit, parsed; `paragraphs` are those of the body by the number findings give."""

    body: etree._Element
    paragraphs: dict[int, list[etree._Element]]
    others: dict[str, etree._Element]  # footers, headers, styles … that were asked for, by member name
    members: dict[str, bytes]


@dataclass(frozen=True)
class Work:
    """One check's findings on a document, and the document to mend."""

    findings: Sequence[Finding]
    document: OfficialDocument
    form: Form
    parts: Parts
    tracking: Tracking | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where, in which element, what stood there and what stands there now."""

    code: str
    paragraph: int | None
    element: str
    before: str
    after: str

    def __str__(self) -> str:
        place = "全文" if self.paragraph is None else f"第{self.paragraph}段"
        return f"{place} {self.element}：{self.before} → {self.after}（{self.code}）"


Repair = Callable[[Work], Sequence[Change]]
