"""What should not be in a document that goes out: placeholders, traces of editing, personal data, too many words."""

from __future__ import annotations

from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_texts import is_draft, is_foreign, is_open, own_texts
from documents.model import Element, OfficialDocument
from policies.forms.form import Form
from values.expressions import expression
from values.identity import identity_fault

_LEFT = expression(
    r"[xX×＊*]{2,}(?=\s*(?:年|月|日|号|县|乡|镇|村|局|户|人|万|元|亩|项|个|%|％|同志|单位))"
    r"|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|待定|待补充|待完善|待填|待核实|此处填写|请填写|TODO|\{\{|\}\}|\{%|%\}|_{3,}|＿{2,}|\?{3,}"
)
_MASKED = expression(r"[一-鿿][×＊*]{1,2}$")
_NO_NAME = tuple("年月日号县乡镇村")  # what stands after a mask that is not of a name
_EMPTY_PAGE = expression(r"[（(]?此页无正文[）)]?")
_IDENTITY = expression(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)")
_MOBILE = expression(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ACCOUNT = expression(r"(?:账号|帐号|卡号|账户)[：:]?\s*(\d{12,19})(?!\d)")
_PUBLIC = expression("公开发布|主动公开|依法公开")
_WIDE_TITLE = expression("工作要点|实施意见|总体方案|规划|年度计划")


@check("DOC431", severity="warning", source="正式公文不应留有待填的内容")
def nothing_is_left_to_fill_in(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """文中留有“XX”“待定”、模板括号等。

    只看本文和本单位的附件。送审稿可以有待填的内容，不判；姓名按规定隐去一个字的“张××”不算。
    """
    if is_draft(document):
        yield NotJudged("送审稿可以有待填的内容")
        return
    for element in own_texts(document):
        for found in _LEFT.finditer(element.text):
            if _MASKED.search(element.text[: found.end()]) and not element.text.startswith(_NO_NAME, found.end()):
                continue
            yield DocumentBreach.at(
                element,
                f"留有待填的内容“{found[0]}”：…{element.text[max(0, found.start() - 8) : found.end() + 8]}…",
                observed=found[0],
                expected="填写实际内容",
                suggestion="填写或删去",
            )


@check("DOC432", severity="warning", source="GB/T 9704-2012", clause="7.3.5.5", strength="规定")
def no_page_says_it_has_no_text(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """用“此页无正文”处理落款排不下的问题。

    应调整行距、字距，使落款与正文同处一面。
    """
    for element in own_texts(document):
        if found := _EMPTY_PAGE.search(element.text):
            yield DocumentBreach.at(
                element,
                f"写了“{found[0]}”",
                observed=found[0],
                expected="调整行距、字距，使落款与正文同处一面",
                suggestion="删去这句，调整行距、字距",
            )


@check("DOC433", severity="warning", source="印发的文件不应留有修订和批注")
def no_revisions_are_left(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """Word文件里还有没接受的修订，或没删的批注。

    送审稿和不带格式的文本不判。
    """
    layout = document.layout
    if layout is None or is_draft(document):
        yield NotJudged("送审稿，或文件不带修订信息")
        return
    counts = ((layout.revisions, "处修订"), (layout.comments, "条批注"))
    left = "、".join(f"{count}{named}" for count, named in counts if count)
    if left:
        yield DocumentBreach.at(
            Element("正文", "", document.elements[0].place if document.elements else document.body[0].place),
            f"文件里还有{left}",
            observed=left,
            expected="没有修订和批注",
            suggestion="接受或拒绝修订、删去批注后再印发",
        )


@check("DOC434", severity="error", source="中华人民共和国个人信息保护法", clause="第二十八条、第三十四条")
def public_document_shows_no_identity_number(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """注明公开发布的文件里有完整的身份证号。

    看附注写明公开的文件，连同附件里的表格；校验不符的数字不当作身份证号。
    """
    if _PUBLIC.search(document.text("附注")):
        for element in own_texts(document):
            for found in _IDENTITY.finditer(element.text):
                if identity_fault(found[0].upper()) is None:
                    yield _private(element, found[0], "身份证号")


@check("DOC435", severity="warning", source="中华人民共和国个人信息保护法", clause="第二十八条、第三十四条")
def public_annex_shows_no_mobile_numbers(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """注明公开发布的文件，附件表格里有多个个人手机号。

    正文里的联系电话、监督电话不算；附件里只有一两个的（多为联系人）不算。
    """
    if not _PUBLIC.search(document.text("附注")):
        return
    for inner in (inner for inner in document.inner if not is_foreign(inner)):
        found = [(e, m[0]) for e in own_texts(inner) for m in _MOBILE.finditer(e.text)]
        if len({number for _, number in found}) > 2:
            yield _private(*found[0], f"手机号（共{len(found)}个）")


def _private(element: Element, observed: str, what: str) -> DocumentBreach:
    return DocumentBreach.at(
        element,
        f"公开发布的文件里有{what}",
        observed=observed,
        expected="隐去中间几位，或不列这一列",
        suggestion="公开前隐去",
    )


@check("DOC436", severity="info", source="整治形式主义为基层减负若干规定", clause="精简文件", strength="一般")
def text_is_not_too_long(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """文件篇幅超过减负规定的一般字数。

    部署专项任务的和综合性的各有一般上限；字数按正文和印发的文本算，不算附表、转发的来文。只作提示。
    """
    if not document.element("发文机关标志") and not document.number:
        return
    wide = bool(_WIDE_TITLE.search(document.title))
    limit = form["comprehensive_length" if wide else "special_task_length"]
    texts = (document, *(inner for inner in document.inner if not is_foreign(inner)))
    length = sum(len(paragraph.text) for text in texts for paragraph in text.body)
    element = document.element("标题")
    if element is not None and not limit.allows(length):
        yield DocumentBreach.at(
            Element("正文", "", document.body[0].place if document.body else element.place),
            f"全文约{length}字，{limit.title}一般不超过{limit.most:g}字",
            observed=f"{length}字",
            expected=f"不超过{limit.most:g}字",
            suggestion="压缩篇幅",
        )


@check("DOC437", severity="info", source="中华人民共和国个人信息保护法", clause="第六条")
def public_document_gives_office_numbers(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """注明公开发布的文件，正文里写了个人手机号。

    联系电话、监督电话用单位的固定电话；确需公布的可以保留，只作提示。
    """
    if not _PUBLIC.search(document.text("附注")):
        return
    for paragraph in document.body:
        for found in _MOBILE.finditer(paragraph.text):
            yield _private(Element("正文", paragraph.text, paragraph.place), found[0], "手机号")


@check("DOC438", severity="error", source="中华人民共和国个人信息保护法", clause="第二十八条、第三十四条")
def public_document_shows_no_account(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """注明公开发布的文件里有银行账号。

    看写明账号、卡号的一串数字；单位的缴费账户也请核对是否需要公开。
    """
    if _PUBLIC.search(document.text("附注")):
        for element in own_texts(document):
            for found in _ACCOUNT.finditer(element.text):
                yield _private(element, found[1], "银行账号")


@check("DOC439", severity="info", source="发文字号与成文日期应同时填定")
def number_and_date_are_filled_in_together(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """发文字号填了而成文日期空着，或成文日期填了而发文字号空着。

    两样都空着的是送审稿，不判；送审稿可以只空一样，所以只作提示。
    """
    number, day = document.element("发文字号"), document.element("成文日期")
    if number is None or day is None or is_open(number.text) == is_open(day.text):
        return
    left, filled = (number, day) if is_open(number.text) else (day, number)
    yield DocumentBreach.at(
        left,
        f"{filled.kind}已填（{filled.text}），{left.kind}还空着",
        observed=left.text,
        expected=f"填定的{left.kind}",
        suggestion=f"补填{left.kind}",
    )
