"""A document as what its template prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from drafting.blocks import Block, annexed, body_blocks
from drafting.geometry import Geometry
from drafting.pages import breaks_before_imprint, line_count, page_breaks
from drafting.paper import FORWARDING, OPEN_MINUTES, OPEN_ORDER, Paper
from drafting.red_head import LETTER_POINTS, LINE_POINTS, joint_heads, letter_lines, red_head, signer_lines
from drafting.signoff import joint_seals, sealed, sign_off, stamped
from drafting.titles import broken
from templates.blocks import Block as SetBlock
from templates.layout import Laid

SET, LONGEST_KEPT = ("表格", "图"), 6
ATTENDANCE = ("出席", "请假", "列席")


def context(paper: Paper) -> dict[str, object]:
    """What the template prints."""
    printed = {**_head(paper), **_text(paper), **_signed(paper), **_imprint(paper)}
    return {**printed, "版记前分页": page_breaks(breaks_before_imprint(printed, paper.geometry))}


def _head(paper: Paper) -> dict[str, object]:
    source, printed = paper.source, paper.head == "打印"
    names = paper.agencies if paper.joint and not paper.red_name else ()
    room = LETTER_POINTS if paper.form == "信函" else LINE_POINTS
    marks = [source.text(key) for key in ("密级", "紧急程度")]
    return {
        "题名": paper.title.replace("\n", ""),
        "发文机关": paper.agency,
        "格式": paper.form,
        "版头": paper.head,
        "份号": source.text("份号"),
        "密级": marks[0],
        "紧急程度": marks[1],
        "发文机关标志": red_head(paper.red_name, room) if printed else "",
        "联署标志": joint_heads([name if printed else "" for name in names]) if names else [],
        "标志尾": "文件" if printed else "",
        "发文字号": paper.number,
        "签发人行": signer_lines(paper.number, source.texts("签发人"), paper.geometry),
        "版头行": letter_lines(paper.number, source.text("份号"), marks),
        "令号": source.text("令号") or OPEN_ORDER,
        "编号": source.text("编号") or source.text("发文字号") or OPEN_MINUTES,
    }


def _text(paper: Paper) -> dict[str, object]:
    source, blocks = paper.source, body_blocks(paper.body, paper.geometry)
    return {
        "标题": broken(paper.title),
        "主送机关": "，".join(source.texts("主送机关")).rstrip("：:"),
        "正文": _kept_with_signature(blocks, paper.geometry) if paper.signed else blocks,
        "附件说明": [{"名称": annex.name} for annex in paper.annexes],
        "附注": source.text("附注").strip("（）()"),
        "人员": [{"标签": key, "名单": "，".join(source.texts(key))} for key in ATTENDANCE if source.texts(key)],
        "附件": list(_annex_pages(paper)),
    }


def _kept_with_signature(blocks: list[Block], geometry: Geometry) -> list[Block]:
    """The last paragraph goes to the page of the signature, which shall not stand alone on it.

    The first one stays under the title: the first page shows text. A long one is let go, as it fills the page itself.
    """
    *others, last = blocks
    text = f"{last['题']}{last['文']}"
    if not others or last["类"] in SET or line_count(text, 2, geometry=geometry) > LONGEST_KEPT:
        return blocks
    return [*others, {**last, "文": Laid(str(last["文"]), keep=True)}]


def _signed(paper: Paper) -> dict[str, object]:
    stamp: Mapping[str, str] = paper.source.values.get("签名章", {})
    signature, day = _placed(paper, stamp)
    several = paper.sealed and paper.joint and not stamp and not paper.source.text("署名")
    unplaced = paper.form == "纪要"
    return {
        "盖章": paper.sealed,
        "签名章": signature if stamp else "",
        "署名": "" if not paper.signed else str(signature) if unplaced else signature,
        "署名行": [{"名称": replace(signature, text=name)} for name in signature.text.split("\n")],
        "联合署名": joint_seals(paper.agencies, paper.day, paper.geometry) if several else SetBlock(),
        "成文日期": str(day) if unplaced else day,
    }


def _placed(paper: Paper, stamp: Mapping[str, str]) -> tuple[Laid, Laid]:
    geometry = paper.geometry
    if stamp:
        return stamped(stamp["职务"], stamp["姓名"], paper.day, stamp=paper.sealed, geometry=geometry)
    if paper.sealed and paper.joint:
        return sealed(paper.agencies[-1], paper.day, geometry)
    return sign_off(paper.signature, paper.day, seal=paper.sealed, geometry=geometry)


def _imprint(paper: Paper) -> dict[str, object]:
    return {
        "抄送机关": "，".join(paper.source.texts("抄送机关")).rstrip("。."),
        "印发机关": paper.printer,
        "印发日期": paper.printed_day,
    }


def _annex_pages(paper: Paper) -> Iterator[Mapping[str, object]]:
    several = len(paper.annexes) > 1
    for order, annex in enumerate(paper.annexes, start=1):
        if annex.document is None:
            continue
        forwarded = annex.document is paper.incoming and paper.source.kind == FORWARDING
        mark = f"附件{order}" if several else "附件"
        yield annexed(annex.document, mark, "" if forwarded else annex.name, paper.geometry)
