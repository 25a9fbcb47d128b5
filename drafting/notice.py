"""转发通知 and 印发通知: what may be left out is derived, what is still open is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.levels import paragraph_of
from documents.model import ElementKind, OfficialDocument
from documents.text import plain_number
from drafting.blocks import annexed, body_blocks, incoming_title
from drafting.incoming import read_annex, read_incoming
from drafting.keys import NUMBER, OPEN_NUMBER
from drafting.pages import breaks_before_imprint
from drafting.signoff import sign_off
from drafting.source import Source
from drafting.titles import broken, cited, forwarding_title, issuing_title, notice_title
from templates.layout import Laid

OPEN_PRINTED_DAY = "〔    〕"
OPEN_DAY = "〔    〕年〔  〕月〔  〕日"
HEAD_POINTS, LINE_POINTS = 36, 440
NARROWEST = 33
SIGNED: tuple[ElementKind, ...] = ("署名", "成文日期")
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its name in the note below the text, and its pages where the SOURCE gives them."""

    name: str
    document: OfficialDocument | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice with everything derived that the SOURCE left out."""

    source: Source
    incoming: OfficialDocument | None
    annexes: tuple[Annex, ...]

    @property
    def agency(self) -> str:
        return self.source.text("发文机关")

    @property
    def signature(self) -> str:
        return self.source.text("署名") or self.agency

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
        given = self.source.text("印发机关")
        return given or (self.agency if self.agency.endswith("办公室") else f"{self.agency}办公室")

    @property
    def sealed(self) -> bool:
        return bool(self.source.values.get("盖章", True))

    @property
    def title(self) -> str:
        if given := self.source.text("标题"):
            return given
        if matter := self.source.text("事由"):
            return notice_title(self.agency, matter)
        if self.source.kind == "转发通知" and self.incoming:
            return forwarding_title(self.agency, self.incoming.agency, self.incoming.title)
        return issuing_title(self.agency, self.annexes[0].name)


def read_notice(source: Source) -> Notice:
    """The notice that the SOURCE describes; the incoming document is its first annex."""
    incoming = read_incoming(source)
    first = [Annex(_annex_name(source, incoming), incoming)] if incoming else []
    others = [_annex(source, given) for given in source.values.get("附件", ())]
    if not first and not others:
        raise source.refuse("来文", "缺少：要印发的文件写在“来文”里，或作为第一个附件")
    return Notice(source, incoming, (*first, *others))


def context(notice: Notice) -> dict[str, object]:
    """What the template prints."""
    printed = _printed(notice)
    return {**printed, "版记前分页": breaks_before_imprint(printed)}


def _printed(notice: Notice) -> dict[str, object]:
    source = notice.source
    signature, day = sign_off(notice.signature, notice.day, seal=notice.sealed)
    return {
        "题名": notice.title.replace("\n", ""),
        "发文机关": notice.agency,
        "版头": source.text("版头") or "打印",
        "份号": source.text("份号"),
        "密级": source.text("密级"),
        "紧急程度": source.text("紧急程度"),
        "发文机关标志": red_head(source.text("发文机关标志") or f"{notice.agency}文件"),
        "发文字号": notice.number,
        "标题": broken(notice.title),
        "主送机关": "，".join(source.texts("主送机关")).rstrip("：:"),
        "正文": body_blocks(source.paragraphs("正文") or (paragraph_of(default_body(notice)),)),
        "附件说明": [{"名称": annex.name} for annex in notice.annexes],
        "盖章": notice.sealed,
        "署名": signature,
        "成文日期": day,
        "附注": source.text("附注").strip("（）()"),
        "附件": list(_annex_pages(notice)),
        "抄送机关": "，".join(source.texts("抄送机关")).rstrip("。."),
        "印发机关": notice.printer,
        "印发日期": notice.printed_day,
    }


def default_body(notice: Notice) -> str:
    """The one sentence that a notice needs: title first, then the number, then what is asked."""
    if notice.source.kind == "转发通知" and notice.incoming:
        number = plain_number(notice.incoming.number)
        named = f"《{cited(incoming_title(notice.incoming))}》" + (f"（{number}）" if number else "")
        return f"现将{named}转发给你们，请认真贯彻落实。"
    return f"现将《{cited(notice.annexes[0].name)}》印发给你们，请认真贯彻落实。"


def red_head(text: str) -> Laid:
    """The red head on one line: long names are narrowed, never made smaller."""
    widest = LINE_POINTS * 100 // (HEAD_POINTS * max(len(text), 1))
    return Laid(text, scale=max(NARROWEST, min(100, widest)))


def chinese_day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else OPEN_DAY


def to_do(notice: Notice) -> Iterator[str]:
    """What a person still has to fill in or look at before the document goes out."""
    source = notice.source
    if not NUMBER.fullmatch(notice.number):
        yield "发文字号：尚未编号，签发后填写"
    if not source.day("成文日期"):
        yield "成文日期：以签发日期为准，签发后填写"
        if not source.day("印发日期"):
            yield "印发日期：随成文日期填写"
    elif notice.number and not _same_year(notice):
        yield f"发文字号：年份与成文日期（{notice.day}）不一致，请核对"
    if not source.text("印发机关") and notice.printer != notice.agency:
        yield f"印发机关：未填写，暂按“{notice.printer}”编排，请核对"
    for order, annex in enumerate(notice.annexes, start=1):
        if annex.document is None:
            yield f"附件{order}：只有名称“{annex.name}”，请附上正文"
    if notice.incoming:
        yield from _about_incoming(notice.incoming)


def _about_incoming(incoming: OfficialDocument) -> Iterator[str]:
    name = plain_number(incoming.number) or incoming.title
    missing = [kind for kind in SIGNED if not incoming.element(kind)]
    if missing and incoming.number:
        yield f"来文（{name}）：所给文本没有{'、'.join(missing)}，附件中照录，请对照原件"
    if count := sum(len(HALF_WIDTH.findall(text)) for text in _texts(incoming)):
        yield f"来文（{name}）：有半角标点{count}处，照录未改，请对照原件"
    for fault in incoming.faults:
        yield f"来文（{name}）{fault}"


def _texts(document: OfficialDocument) -> Iterator[str]:
    yield from (paragraph.text for paragraph in document.body)
    for inner in document.inner:
        yield from _texts(inner)


def _same_year(notice: Notice) -> bool:
    year = re.search(r"〔(\d{4})〕", notice.number)
    return not year or notice.day.startswith(year.group(1))


def _annex_name(source: Source, incoming: OfficialDocument) -> str:
    return incoming_title(incoming) if source.kind == "转发通知" else incoming.title


def _annex(source: Source, given: Mapping[str, Any]) -> Annex:
    return Annex(given["标题"], read_annex(source, given))


def _annex_pages(notice: Notice) -> Iterator[Mapping[str, object]]:
    several = len(notice.annexes) > 1
    for order, annex in enumerate(notice.annexes, start=1):
        mark = f"附件{order}" if several else "附件"
        if annex.document is None:
            continue
        if annex.document is notice.incoming and notice.source.kind == "转发通知":
            yield annexed(annex.document, mark)
        else:
            pages = annexed(annex.document, mark)
            yield {**pages, "标题": broken(annex.name), "文号": ""}
