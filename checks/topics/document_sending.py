"""What the sender and the addressees of a document allow: no level skipped, no orders in a letter, nobody twice."""

from __future__ import annotations

from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_texts import UPWARD, document_kind, raw_text
from documents.model import Element, OfficialDocument
from values.expressions import expression

_RULES = "党政机关公文处理工作条例"
_SEVERAL = expression(r"[，,、；;]")
_LABELS = {"附件说明": "附件", "抄送机关": "抄送"}
_OBEY = expression(r"请?(遵照执行|认真贯彻执行|贯彻落实|严格执行)")
_COUNTY_OFFICE = expression(r"^(?:中共)?[^\W\d]{2,8}?(?:县|区)[^\W\d]*(局|委员会|办公室|中心)$")
_TOWNSHIP = expression(r"县[^\W\d]*(乡|镇)(人民政府|党委)$")
_ABOVE = expression(r"(市|省)(人民政府|委|政府|委员会)$|^省")


@check("DOC351", severity="warning", source=_RULES, clause="第九条（八）（十六）", strength="规定")
def nobody_is_sent_it_twice(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """抄送机关与主送机关重复。

    抄送是主送之外需要知道的机关。名称完全相同的才报。
    """
    sent = {office.strip() for office in _SEVERAL.split(document.text("主送机关"))}
    for element in document.elements:
        if element.kind != "抄送机关":
            continue
        copied = (office.strip() for office in _SEVERAL.split(element.text.rstrip("。")))
        twice = [office for office in copied if office and office in sent]
        if twice:
            yield DocumentBreach.at(
                element,
                f"“{'、'.join(twice)}”既是主送，又是抄送",
                observed="、".join(twice),
                expected="抄送主送以外的机关",
                suggestion="从抄送中去掉",
            )


@check("DOC352", severity="warning", source=_RULES, clause="第九条（十七）", strength="规定")
def imprint_names_who_printed(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """版记有印发日期，没有印发机关。

    两项同在一行。
    """
    element = document.element("印发日期")
    if element is not None and not document.text("印发机关"):
        yield DocumentBreach.at(
            Element("印发机关", "", element.place),
            "版记没有印发机关",
            observed=None,
            expected="印发机关左空一字，印发日期右空一字",
            suggestion="补上印发机关（一般为办公室）",
        )


@check("DOC353", severity="warning", source="平行文不用命令语气（公文写作惯例）", strength="惯例")
def letter_gives_no_orders(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """函里写了“请遵照执行”“贯彻落实”之类的结语。

    函用于不相隶属的机关之间。只看函的最后两段末尾。
    """
    if document_kind(document) != "函":
        return
    for paragraph in document.body[-2:]:
        if found := _OBEY.search(paragraph.text[-24:]):
            yield DocumentBreach.at(
                Element("正文", paragraph.text, paragraph.place),
                f"函的结语是“{found[0]}”",
                observed=found[0],
                expected="特此函达、请予支持、盼复等",
                suggestion="改用商洽的语气",
            )


@check("DOC354", severity="warning", source=_RULES, clause="第十四条", strength="规定")
def no_level_is_skipped(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """越级请示、报告。

    县直部门、乡镇主送市级、省级党委政府的。发文机关名称里看不出是县（区）属的不判。
    一般不得越级行文；特殊情况需要越级的，应当同时抄送被越过的机关。
    """
    element = document.element("主送机关")
    if element is None or document_kind(document) not in UPWARD:
        return
    sender = document.agency
    if (_COUNTY_OFFICE.match(sender) or _TOWNSHIP.search(sender)) and _ABOVE.search(element.text):
        yield DocumentBreach.at(
            element,
            f"{sender}直接向{element.text}{document_kind(document)}",
            observed=element.text,
            expected="主送直接上级机关",
            suggestion="改为主送直接上级；确需越级的，同时抄送被越过的机关",
        )


@check("DOC355", severity="info", source="请示在附注处注明联系人和电话（公文处理惯例）", strength="惯例")
def request_names_whom_to_ask(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """请示的附注没有写联系人和电话。

    便于上级机关了解情况。没有红头的文稿不判。
    """
    day = document.element("成文日期")
    if document_kind(document) != "请示" or day is None or not document.element("发文机关标志"):
        return
    if not any("联系" in e.text for e in document.elements if e.kind == "附注"):
        yield DocumentBreach.at(
            Element("附注", document.text("附注"), day.place),
            "没有注明联系人和电话",
            observed=document.text("附注") or None,
            expected="（联系人：……，联系电话：……）",
            suggestion="在成文日期下补写附注",
        )


@check("DOC356", severity="warning", source="GB/T 9704-2012", clause="7.3.2、7.3.4、7.4.2", strength="规定")
def labels_end_with_a_full_width_colon(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """主送机关后，“附件”“抄送”后，不是全角冒号。

    主送机关的最后一个名称后、“附件”和“抄送”后标全角冒号。看不到原样（纯文本）的不判。
    """
    for element in document.elements:
        raw = raw_text(document, element).strip()
        label = element.text if element.kind == "主送机关" else _LABELS.get(element.kind, "")
        if not raw or not label or not raw.startswith(label):
            continue
        rest = raw[len(label) :].lstrip()
        if not rest.startswith("："):
            yield DocumentBreach.at(
                element,
                f"“{label[-8:]}”后面是“{rest[:1]}”" if rest else f"“{label[-8:]}”后面没有冒号",
                observed=raw[: len(label) + 1],
                expected=f"{label}：",
                suggestion="改为全角冒号",
            )


@check("DOC357", severity="warning", source="GB/T 9704-2012", clause="7.4.3", strength="规定")
def printing_day_is_followed_by_its_word(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """版记里印发日期后没有“印发”二字。

    印发日期右空一字，后加“印发”二字。看不到原样（纯文本）的不判。
    """
    element = document.element("印发日期")
    raw = raw_text(document, element).strip() if element else ""
    if element is not None and raw and "印发" not in raw.replace("印发机关", ""):
        yield DocumentBreach.at(
            element,
            f"印发日期后没有“印发”：{raw[-16:]}",
            observed=element.text,
            expected=f"{element.text}印发",
            suggestion="补上“印发”二字",
        )
