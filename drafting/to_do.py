"""What a person still has to fill in or look at before the document goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.model import ElementKind, OfficialDocument
from documents.text import plain_number
from drafting.blocks import is_scan
from drafting.keys import NUMBER
from drafting.paper import Paper
from values.expressions import expression

SIGNED: tuple[ElementKind, ...] = ("署名", "成文日期")
HALF_WIDTH = expression(r"(?<=[\u4e00-\u9fff])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff])")
CONTACT = expression("联系")


def to_do(paper: Paper) -> Iterator[str]:
    """One line each, in the order of the page."""
    if paper.head != "无":
        yield from _number(paper)
        yield from _signers(paper)
    yield from _day(paper)
    if stamp := paper.source.values.get("签名章"):
        yield f"签名章：在所留位置加盖{stamp['职务']}{stamp['姓名']}的签名章" if paper.sealed else "签名章：没有加盖，印出姓名"
    if paper.source.kind == "请示" and not CONTACT.search(paper.source.text("附注")):
        yield "附注：请示一般在附注注明联系人和电话，请核对"
    if not paper.source.text("印发机关") and paper.printer not in ("", paper.agency):
        yield f"印发机关：未填写，暂按“{paper.printer}”编排，请核对"
    for order, annex in enumerate(paper.annexes, start=1):
        if annex.document is None:
            yield f"附件{order}：只有名称“{annex.name}”，请附上正文"
    if paper.incoming:
        yield from _about_incoming(paper.incoming)


def _number(paper: Paper) -> Iterator[str]:
    if paper.form == "命令":
        if not re.search(r"\d", paper.source.text("令号")):
            yield "令号：尚未编号，签署后填写"
    elif paper.form == "纪要":
        if not paper.source.text("编号") and not paper.source.text("发文字号"):
            yield "编号：尚未编号，签发后填写"
    elif not NUMBER.fullmatch(paper.number):
        yield "发文字号：尚未编号，签发后填写"


def _signers(paper: Paper) -> Iterator[str]:
    if not paper.kind.upward:
        return
    missing = len(paper.agencies) - len(paper.source.texts("签发人"))
    if missing > 0:
        whose = f"，还有{missing}个机关的签发人没有填写" if paper.joint else "：上行文应标注签发人，签发后填写"
        yield f"签发人{whose}"


def _day(paper: Paper) -> Iterator[str]:
    if not paper.signed:
        return
    if not paper.source.day("成文日期"):
        yield "成文日期：以签发日期为准，签发后填写"
        if paper.printer and not paper.source.day("印发日期"):
            yield "印发日期：随成文日期填写"
    elif not _same_year(paper):
        yield f"发文字号：年份与成文日期（{paper.day}）不一致，请核对"


def _same_year(paper: Paper) -> bool:
    year = re.search(r"〔(\d{4})〕", paper.number)
    return not year or paper.day.startswith(year.group(1))


def _about_incoming(incoming: OfficialDocument) -> Iterator[str]:
    name = plain_number(incoming.number) or incoming.title
    if is_scan(incoming):
        yield f"来文（{name}）：扫描件按整页编入，文字没有核对，请对照原件"
        return
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
