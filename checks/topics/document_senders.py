"""Who issues a document, as its head, title, number, signature and imprint say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_texts import is_short_for, raw_text, signed_by_a_person
from documents.model import Element, OfficialDocument
from values.expressions import expression

_PLACE = expression(r"^(?:中共|中国共产党)?([^\W\d]{2,8}?(?:自治县|自治旗|县|区|市|旗|乡|镇|街道))")
_BEFORE_MATTER = expression(r"关于|转发|印发|批转")
_SIGN = expression(r"^([^\W\d]+)[〔\[（(【]")
_NO_OFFICE = frozenset("发字文函办纪通报请示呈令公告会专复批电明传")
_REMARK = expression(r"[（(](此件[^（）]{2,12}|联系人[^（）]{2,60})[）)]")
_SECRET = expression(r"(绝密|机密|秘密)(★(长期|\d+(年|个月|天|日)|解密))?")


def _offices(document: OfficialDocument) -> list[str]:
    """The bodies that issue it: by the heads, and by the signatures."""
    named = (e for e in document.elements if e.kind in {"发文机关标志", "署名"})
    return [re.sub(r"\s", "", e.text).removesuffix("文件") for e in named]


def _heads(document: OfficialDocument) -> list[Element]:
    return [e for e in document.elements if e.kind == "发文机关标志"]


def _alike(one: str, two: str) -> bool:
    return is_short_for(one, two) or is_short_for(two, one)


@check("DOC427", severity="warning", source="发文机关标志与署名应是同一机关", clause="GB/T 9704-2012 7.2.4、7.3.5")
def signature_is_of_the_office_in_the_head(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """署名与发文机关标志是两个机关。

    联合行文、用规范化简称的不算；纪要、命令、以签名章署名的不判。个别字写错由DOC421判。
    """
    heads = _heads(document)
    signatures = [e for e in document.elements if e.kind == "署名"]
    if len(heads) != 1 or len(signatures) != 1 or heads[0].text.endswith(("纪要", "令")) or signed_by_a_person(document):
        return
    head, signed = (re.sub(r"\s", "", e.text) for e in (heads[0], signatures[0]))
    if not _alike(head.removesuffix("文件"), signed) and len(head.removesuffix("文件")) != len(signed):
        yield DocumentBreach.at(
            signatures[0],
            f"署名是“{signed}”，发文机关标志是“{head}”",
            observed=signed,
            expected=head.removesuffix("文件"),
            suggestion="核对发文机关，改正写错的一处",
        )


@check("DOC428", severity="warning", source="标题的发文机关应与版头一致", clause="党政机关公文处理工作条例第九条（七）")
def title_names_the_office_in_the_head(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题开头的机关与发文机关标志、署名都不是同一机关。

    简称、联合行文的几个机关有一个对得上就不报；标题没有写机关的不判。
    """
    element, heads = document.element("标题"), _heads(document)
    if element is None or not heads or heads[0].text.endswith(("纪要", "令")):
        return
    named = re.sub(r"\s", "", _BEFORE_MATTER.split(element.text)[0])
    if named == element.text or not _PLACE.match(named):
        return
    if not any(_alike(office, named) or office in named for office in _offices(document)):
        yield DocumentBreach.at(
            element,
            f"标题写的机关是“{named}”，发文机关标志是“{heads[0].text}”",
            observed=named,
            expected=heads[0].text.removesuffix("文件"),
            suggestion="核对发文机关，改正写错的一处",
        )


@check("DOC429", severity="warning", source="印发机关是发文机关的办公部门", clause="GB/T 9704-2012 7.4.3")
def printed_by_an_office_of_the_sender(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """印发机关是另一个地方的。

    只比地名：印发机关的县乡名，在发文机关名称里找不到，发文机关的也在印发机关里找不到。没有署名的由DOC421判。
    """
    element, place = document.element("印发机关"), None
    if element is None or not document.text("署名"):
        return
    place = _PLACE.match(element.text)
    offices = [office for office in _offices(document) if _PLACE.match(office)]
    if place is None or not offices:
        return
    own = [found[1] for office in offices if (found := _PLACE.match(office))]
    if not any(place[1] in office for office in offices) and not any(name in element.text for name in own):
        yield DocumentBreach.at(
            element,
            f"印发机关是“{element.text}”，发文机关是“{offices[0]}”",
            observed=element.text,
            expected=f"{offices[0]}的办公部门",
            suggestion="核对印发机关",
        )


@check("DOC305", severity="info", source="机关代字应代表发文机关", clause="GB/T 9704-2012 7.2.5")
def sign_fits_the_office(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """机关代字里没有一个字与发文机关名称相符。

    去掉地名简称和“发、字、函、办”等通用字后，剩下的字在发文机关名称里一个也没有的提示。只有通用字的不判。
    """
    element, offices = document.element("发文字号"), _offices(document)
    found = _SIGN.match(element.text) if element else None
    if element is None or found is None or not offices:
        return
    telling = [sign for sign in found[1][1:] if sign not in _NO_OFFICE]
    if telling and not any(sign in office for sign in telling for office in offices):
        yield DocumentBreach.at(
            element,
            f"代字“{found[1]}”与发文机关“{offices[0]}”不像",
            observed=found[1],
            expected=f"{offices[0]}的代字",
            suggestion="核对机关代字",
        )


@check("DOC306", severity="warning", source="GB/T 9704-2012", clause="7.2.1", strength="一般")
def copy_number_has_six_digits(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """份号不是6位数字。

    份号一般用6位3号阿拉伯数字。
    """
    element = document.element("份号")
    if element is not None and not re.fullmatch(r"\d{6}", element.text):
        yield DocumentBreach.at(
            element,
            f"份号“{element.text}”不是6位",
            observed=element.text,
            expected="6位数字，如 000001",
            suggestion="补足6位",
        )


@check("DOC307", severity="warning", source="GB/T 9704-2012", clause="7.2.2", strength="规定")
def secrecy_has_its_form(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """密级和保密期限的写法不对。

    密级与期限之间用“★”，期限的数字用阿拉伯数字，如“秘密★1年”。
    """
    element = document.element("密级")
    if element is not None and not _SECRET.fullmatch(re.sub(r"\s", "", element.text)):
        yield DocumentBreach.at(
            element,
            f"密级写成“{element.text}”",
            observed=element.text,
            expected="如 秘密★1年",
            suggestion="改正密级和保密期限的写法",
        )


@check("DOC308", severity="warning", source="党政机关公文处理工作条例", clause="第九条（一）", strength="规定")
def secret_document_has_a_copy_number(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """涉密公文没有份号。

    涉密公文应当标注份号。
    """
    element = document.element("密级")
    if element is not None and not document.text("份号"):
        yield DocumentBreach.at(
            Element("份号", "", element.place),
            f"标注了密级（{element.text}），没有份号",
            observed=None,
            expected="版心左上角第一行标注6位份号",
            suggestion="补上份号",
        )


@check("DOC309", severity="warning", source="GB/T 9704-2012", clause="7.3.5.2", strength="规定")
def signature_stands_above_the_date(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """署名在成文日期下面。

    署名在上，成文日期在下一行。
    """
    signature, day = document.element("署名"), document.element("成文日期")
    if signature is None or day is None:
        return
    above = (signature.place.paragraph or signature.place.line or 0) <= (day.place.paragraph or day.place.line or 0)
    if not above:
        yield DocumentBreach.at(
            signature,
            "署名在成文日期下面",
            observed=signature.text,
            expected="署名在上，成文日期在下",
            suggestion="把署名移到成文日期上一行",
        )


@check("DOC310", severity="warning", source="GB/T 9704-2012", clause="7.3.6", strength="规定")
def remark_has_its_form_and_place(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """附注没有用圆括号，或排在了署名、日期上面。

    附注居左空二字加圆括号编排在成文日期下一行。看不到原样（纯文本）的只看位置。
    """
    for paragraph in document.body:
        if _REMARK.fullmatch(paragraph.text):
            yield _remark(Element("附注", paragraph.text, paragraph.place), "附注排在成文日期上面", "成文日期下一行")
    for element in document.elements:
        raw = raw_text(document, element).strip() if element.kind == "附注" else ""
        if raw and not (raw.startswith("（") and raw.endswith("）")):
            yield _remark(element, f"附注没有用全角圆括号：{raw}", f"（{raw.strip('()（）')}）")


def _remark(element: Element, message: str, expected: str) -> DocumentBreach:
    return DocumentBreach.at(
        element, message, observed=element.text, expected=expected, suggestion="改正附注的写法和位置"
    )
