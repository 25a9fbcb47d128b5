"""A document with everything derived that its SOURCE leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct

from documents.levels import paragraph_of
from documents.model import Element, OfficialDocument, Paragraph
from documents.text import plain_number
from drafting.blocks import incoming_title
from drafting.geometry import NATIONAL, Geometry
from drafting.incoming import read_annex, read_incoming
from drafting.keys import OPEN_NUMBER
from drafting.kinds import ISSUING, KINDS, Form, Kind, form_of, head_of, stands_alone
from drafting.source import Source
from drafting.titles import cited, composed_title, forwarding_title, issuing_title

FORWARDING = "转发通知"
OPEN_PRINTED_DAY = "〔    〕"
OPEN_DAY = "〔    〕年〔  〕月〔  〕日"
OPEN_ORDER, OPEN_MINUTES = "第〔  〕号", "第　　期"
HEADED = {"文件": "文件", "信函": "", "命令": "令", "纪要": "会议纪要"}


class Annex(Struct, frozen=True):
    """An annex: its name in the note below the text, and its pages where the SOURCE gives them."""

    name: str
    document: OfficialDocument | None


class Paper(Struct, frozen=True, dict=True):
    """What is printed, as far as it can be known before it is set."""

    source: Source
    incoming: OfficialDocument | None
    annexes: tuple[Annex, ...]
    geometry: Geometry = NATIONAL

    @cached_property
    def kind(self) -> Kind:
        return KINDS[self.source.kind]

    @cached_property
    def form(self) -> Form:
        return form_of(self.source.values)

    @cached_property
    def head(self) -> str:
        return head_of(self.source.values)

    @cached_property
    def alone(self) -> bool:
        return stands_alone(self.source.values)

    @property
    def agency(self) -> str:
        return self.source.text("发文机关")

    @property
    def agencies(self) -> tuple[str, ...]:
        """All issuing bodies, the lead agency first."""
        return (self.agency, *self.source.texts("联合发文机关"))

    @property
    def joint(self) -> bool:
        return len(self.agencies) > 1

    @property
    def red_name(self) -> str:
        """The text of the red head; empty where several names stand in it."""
        if given := self.source.text("发文机关标志"):
            return given
        return "" if self.joint else f"{self.agency}{HEADED[self.form]}"

    @property
    def signature(self) -> str:
        return self.source.text("署名") or "\n".join(self.agencies)

    @property
    def number(self) -> str:
        return self.source.text("发文字号") or OPEN_NUMBER

    @property
    def day(self) -> str:
        return chinese_day(self.source.day("成文日期"))

    @property
    def printed_day(self) -> str:
        day = self.source.day("印发日期") or self.source.day("成文日期")
        return chinese_day(day) if day else OPEN_PRINTED_DAY

    @property
    def printer(self) -> str:
        """Who prints it; a letter, and a document without a red head, name nobody."""
        given = self.source.text("印发机关")
        if given or self.form == "信函" or self.head == "无":
            return given
        return self.agency if self.agency.endswith("办公室") else f"{self.agency}办公室"

    @property
    def sealed(self) -> bool:
        """Minutes carry no seal, nor does a plan that stands alone unless the SOURCE says so."""
        return bool(self.source.values.get("盖章", not self.alone and self.form != "纪要"))

    @property
    def signed(self) -> bool:
        """A plan that stands alone is signed where the SOURCE gives a signature or a date."""
        return not self.alone or bool(self.source.text("署名") or self.source.day("成文日期"))

    @property
    def title(self) -> str:
        if self.form == "命令":
            return self.source.text("标题") or self.red_name
        if self.source.kind == FORWARDING and self.incoming and not self._titled:
            return forwarding_title(self.agency, self.incoming.agency, self.incoming.title)
        if self.kind.annexed:
            return plan_title(self.source) if self.alone else issuing_title(self.agency, self.annexes[0].name)
        if given := self.source.text("标题"):
            return given
        if matter := self.source.text("事由"):
            agencies = "、".join(self.agencies) if self.joint else self.agency
            return composed_title(agencies, matter, self.kind.genre)
        return issuing_title(self.agency, self.annexes[0].name)

    @property
    def _titled(self) -> bool:
        return bool(self.source.text("标题") or self.source.text("事由"))

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The text; the one sentence of a notice that forwards or issues is composed where the SOURCE has none."""
        given = () if self.kind.annexed and not self.alone else self.source.paragraphs("正文")
        return given or (paragraph_of(self._default_body()),)

    def _default_body(self) -> str:
        """Title first, then the number, then what is asked."""
        if self.source.kind == FORWARDING and self.incoming:
            number = plain_number(self.incoming.number)
            named = f"《{cited(incoming_title(self.incoming))}》" + (f"（{number}）" if number else "")
            return f"现将{named}转发给你们，请认真贯彻落实。"
        return f"现将《{cited(self.annexes[0].name)}》印发给你们，请认真贯彻落实。"


def read_paper(source: Source, geometry: Geometry = NATIONAL) -> Paper:
    """The document that the SOURCE describes; what it forwards or issues is its first annex."""
    incoming = read_incoming(source)
    annexes = tuple(_annexes(source, incoming))
    if source.kind == ISSUING and not annexes:
        raise source.refuse("来文", "缺少：要印发的文件写在“来文”里，或作为第一个附件")
    return Paper(source, incoming, annexes, geometry)


def plan_title(source: Source) -> str:
    """The title of a plan: as given, or its matter and what it is."""
    genre = KINDS[source.kind].genre
    return source.text("标题") or source.text("事由").removeprefix("关于").removesuffix(genre) + genre


def _annexes(source: Source, incoming: OfficialDocument | None) -> Iterator[Annex]:
    if incoming:
        yield Annex(incoming_title(incoming) if source.kind == FORWARDING else incoming.title, incoming)
    if KINDS[source.kind].annexed and not stands_alone(source.values):
        title = plan_title(source)
        yield Annex(title, OfficialDocument((Element("标题", title),), source.paragraphs("正文")))
    yield from (_annex(source, given) for given in source.values.get("附件", ()))


def _annex(source: Source, given: Mapping[str, Any]) -> Annex:
    return Annex(given["标题"], read_annex(source, given))


def chinese_day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else OPEN_DAY
