"""一户一策 plans in Word: what each says of its household, read from labels and values, with the paragraphs they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct, field

from checks.model import Enclosure, Package
from checks.package_places import Spot, table_cell
from documents.layout import Layout
from documents.model import OfficialDocument, Paragraph, Table
from values.expressions import expression

_TITLES = expression(r"一户一(?:策|方案|计划|档)|(?:帮扶|增收|脱贫)(?:计划|方案|措施)?[表书卡]|帮扶计划|增收计划")
_LABELS = {
    "household_id": ("户编号", "户编码", "户号", "农户编号", "系统户编号"),
    "householder": ("户主姓名", "户主", "农户姓名", "户主名"),
    "householder_identity": ("证件号码", "身份证号", "身份证号码", "户主证件号码", "户主身份证号", "户主身份证号码"),
    "household_size": ("家庭人口", "家庭人口数", "人口", "人口数", "家庭人数", "家庭成员数"),
    "household_type": ("户类型", "户类别", "农户类型", "农户类别", "户属性"),
    "village": ("行政村", "村", "所在村", "村名"),
}
_BY_LABEL = {label: name for name, labels in _LABELS.items() for label in labels}
_IN_LINE = expression(
    r"(户编号|户编码|户主姓名|户主|家庭人口数?|户类型|户类别|身份证号码?|证件号码)\s*[:：]\s*([^\s，,；;。　]+)"
)
_YEAR = expression(r"(20\d{2})\s*年")


class Stated(Struct, frozen=True):
    """What a plan says under a label, and where."""

    text: str
    spot: Spot


class Paper(Struct, frozen=True):
    """One household's plan."""

    facts: Mapping[str, Stated]
    incomes: Mapping[tuple[str, int], Stated] = field(default_factory=dict)  # item and year

    def says(self, name: str) -> str:
        return self.facts[name].text if name in self.facts else ""

    @property
    def spot(self) -> Spot:
        return next(iter(self.facts.values())).spot


def papers_of(package: Package) -> Iterator[Paper]:
    """Every plan of the package; a file with the plans of many households gives each."""
    for enclosure in package.enclosures:
        document = enclosure.document
        if document is None or enclosure.ledgers:
            continue
        for part in (document, *document.inner):
            if _TITLES.search(part.title or enclosure.path):
                paper = _paper(enclosure, part, document.layout)
                if paper is not None:
                    yield paper


def _paper(enclosure: Enclosure, document: OfficialDocument, layout: Layout | None) -> Paper | None:
    facts: dict[str, Stated] = {}
    incomes: dict[tuple[str, int], Stated] = {}
    for paragraph in document.body:
        for label, value in _IN_LINE.findall(paragraph.text):
            facts.setdefault(_BY_LABEL[label], Stated(value, Spot(enclosure.path, "正文", paragraph.place)))
        if paragraph.table is not None:
            for name, stated in _labelled(enclosure.path, paragraph, paragraph.table, layout):
                facts.setdefault(name, stated)
            incomes |= _incomes(enclosure.path, paragraph, paragraph.table, layout)
    keyed = "household_id" in facts or "householder_identity" in facts or "householder" in facts
    return Paper(facts, incomes) if keyed else None


def _labelled(path: str, where: Paragraph, table: Table, layout: Layout | None) -> Iterator[tuple[str, Stated]]:
    """A label with its value in the next cell of the row."""
    for row in table.rows:
        for label, value in pairwise(cell.text.strip() for cell in row):
            name = _BY_LABEL.get(re.sub(r"[（(][^）)]*[）)]?|\s|[:：]", "", label))
            if name and value and re.sub(r"\s", "", value) not in _BY_LABEL:
                yield name, Stated(value, Spot(path, "正文", table_cell(layout, where, label, value)))


def _incomes(path: str, where: Paragraph, table: Table, layout: Layout | None) -> dict[tuple[str, int], Stated]:
    """A table of items below years: 项目, 2023年, 2024年."""
    header = [cell.text for cell in table.rows[0]] if table.rows else []
    years = {index: int(found[1]) for index, text in enumerate(header) if (found := _YEAR.search(text))}
    stated = {}
    for row in table.rows[1:] if years else ():
        texts = [cell.text.strip() for cell in row]
        for index, year in years.items():
            if len(texts) == len(header) and texts[index]:
                place = table_cell(layout, where, texts[0], texts[index])
                stated[texts[0], year] = Stated(texts[index], Spot(path, "正文", place))
    return stated
