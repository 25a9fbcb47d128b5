"""Who a document goes to, and who may write what to whom (行文规则)."""

from __future__ import annotations

from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_texts import UPWARD, body_texts, document_kind
from documents.model import Element, OfficialDocument
from documents.places import NOWHERE
from values.expressions import expression

_RULES = "党政机关公文处理工作条例"
_ADDRESSED = frozenset({"通知", "函", "请示", "报告", "批复"})
_SEVERAL = expression(r"[，,、；;]")
_PERSON = expression(r"(书记|县长|区长|市长|镇长|乡长|局长|主任|部长|主席|同志)$")
_INTERNAL = expression(r"[局委部厅办社会](?:[^\W\d]{2,8})?(?<!办公)(股|科|处|室)$")
_BUREAU = expression(r"(?<!管理办公室)(局|卫生健康委员会|发展和改革委员会|发展改革委|卫健委)$")
_LOWER = expression(
    r"(乡|镇|镇）|街道)[^，,、（）]{0,4}(人民政府|党委|党工委|办事处)(?=[，,、和]|$)|各(乡（镇）|乡镇|镇|乡)(?=[，,、]|$)"
)
_DIRECTIVE = expression(r"认真贯彻|贯彻执行|抓好落实|务必|必须|严格执行|限期|不得|请于[^。]{2,24}前")
_ASKED_AGAIN = expression(r"(?:同时|另外|此外|一并)[，,]?[^。]{0,6}(恳请|请予|申请|请[^。]{0,12}批准)")
_APPROVED = expression(r"经[^，。]{0,14}(政府|党委|县委|区委|市委|领导小组)[^，。]{0,6}(同意|批准|审定|研究)|授权")
_ASKING = expression(
    r"(妥否|当否|可否|是否妥当)[，,]?\s*请|请予?(批示|批准|审批|批复)|恳请[^。]{0,20}(批准|支持解决|解决)"
)
_TWO_MATTERS = expression(r"关于.+?(及|以及|暨).+?的请示$")
_SUBORDINATES = expression(r"各(乡|镇|街道|村|社区)|(乡|镇)人民政府|村(民)?委(员)?会")


@check("DOC321", severity="warning", source="GB/T 9704-2012", clause="7.3.2", strength="规定")
def document_has_an_addressee(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """通知、函、请示、报告、批复没有主送机关。

    只判有红头或发文字号的；公告、通告、纪要、决定、意见等可以没有；主送移到版记的不判。
    """
    formal = document.element("发文机关标志") or document.element("发文字号")
    if document_kind(document) not in _ADDRESSED or not formal or document.text("主送机关"):
        return
    if any(e.text.startswith("主送") for e in document.elements):
        return
    yield DocumentBreach.at(
        Element("主送机关", "", (document.element("标题") or formal).place),
        "标题下没有主送机关",
        observed=None,
        expected="标题下空一行顶格编排主送机关，后标全角冒号",
        suggestion="补上主送机关",
    )


@check("DOC322", severity="warning", source=_RULES, clause="第十五条（一）", strength="规定")
def request_goes_to_one_office(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """请示、报告主送了几个机关。

    上行文原则上主送一个上级机关，需要时抄送其他机关。“县委、县政府”这样联合主送的也请核对。
    """
    element = document.element("主送机关")
    if element is None or document_kind(document) not in UPWARD:
        return
    offices = [office for office in _SEVERAL.split(element.text) if office]
    if len(offices) > 1:
        yield DocumentBreach.at(
            element,
            f"{document_kind(document)}主送了{len(offices)}个机关：{element.text}",
            observed=element.text,
            expected="原则上主送一个上级机关",
            suggestion="留一个主送，其余改为抄送",
        )


@check("DOC323", severity="warning", source=_RULES, clause="第十五条（五）", strength="规定")
def upward_document_goes_to_no_person(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """请示、报告主送领导者个人。

    除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文。
    """
    element = document.element("主送机关")
    if element is None or document_kind(document) not in UPWARD:
        return
    persons = [office for office in _SEVERAL.split(element.text) if _PERSON.search(office.strip())]
    if persons:
        yield DocumentBreach.at(
            element,
            f"主送的“{'、'.join(persons)}”是个人",
            observed=element.text,
            expected="主送机关",
            suggestion="改为主送上级机关；确属负责人直接交办的除外",
        )


@check("DOC324", severity="warning", source=_RULES, clause="第十五条（一）", strength="规定")
def upward_document_is_not_copied_down(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """请示、报告抄送了下级机关。

    上行文不抄送下级机关。
    """
    if document_kind(document) not in UPWARD:
        return
    for element in document.elements:
        if element.kind == "抄送机关" and (found := _SUBORDINATES.search(element.text)):
            yield DocumentBreach.at(
                element,
                f"{document_kind(document)}抄送了下级机关（{found[0]}）",
                observed=element.text,
                expected="上行文不抄送下级机关",
                suggestion="从抄送中去掉下级机关，需要告知的另行文",
            )


@check("DOC325", severity="warning", source=_RULES, clause="第十五条（四）", strength="规定")
def report_asks_for_nothing(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """报告里夹带请示事项。

    报告不得夹带请示事项；要上级答复的，另写请示。
    """
    if document_kind(document) != "报告":
        return
    for element in body_texts(document):
        if found := _ASKING.search(element.text):
            yield DocumentBreach.at(
                element,
                f"报告里有请示用语“{found[0]}”",
                observed=found[0],
                expected="报告不夹带请示事项",
                suggestion="把要答复的事项另写请示，或改文种为请示",
            )


@check("DOC326", severity="info", source=_RULES, clause="第十五条（四）", strength="规定")
def request_has_one_matter(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """请示的标题并列了几个事项，或正文又“同时恳请”另一件事。

    请示应当一文一事。只看标题里用“及”“以及”“暨”并列的、正文里“同时恳请”的，是不是两件事由人判断。
    """
    for text in body_texts(document) if document_kind(document) == "请示" else ():
        if found := _ASKED_AGAIN.search(text.text):
            yield DocumentBreach.at(
                text,
                f"正文又提出另一件事：“{found[0]}”",
                observed=found[0],
                expected="一文一事",
                suggestion="确是两件事的，分开请示",
            )
    element = document.element("标题")
    if element is not None and _TWO_MATTERS.search(element.text):
        yield DocumentBreach.at(
            element,
            f"标题并列了几个事项：{element.text}",
            observed=element.text,
            expected="一文一事",
            suggestion="确是两件事的，分开请示",
        )


@check(
    "DOC327",
    severity="warning",
    source="GB/T 9704-2012、党政机关公文处理工作条例",
    clause="7.2.6、第九条（六）",
    strength="规定",
)
def upward_document_names_its_signer(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """请示、报告的版头没有签发人。

    上行文应当标注签发人姓名。没有红头的文稿不判。
    """
    head = document.element("发文机关标志")
    if head is None or document_kind(document) not in UPWARD or document.text("签发人"):
        return
    yield DocumentBreach.at(
        Element("签发人", "", (document.element("发文字号") or head).place),
        f"{document_kind(document)}没有标注签发人",
        observed=None,
        expected="与发文字号同一行，居右空一字标“签发人：”和姓名",
        suggestion="补上签发人",
    )


@check("DOC328", severity="info", source=_RULES, clause="第十六条（二）", strength="规定")
def department_gives_no_orders_to_a_lower_government(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """部门向下级党委、政府发带有指令语气的通知。

    党委、政府的办公厅（室）根据授权可以，其他部门和单位不得向下级党委、政府发布指令性公文；经政府同意的应在文中注明。
    是否属指令性、是否已经授权要由人判断，只作提示。函件、议事协调机构和办公室的文件不判。
    """
    element = document.element("主送机关")
    if element is None or document_kind(document) not in {"通知", "决定", "意见"}:
        return
    texts = " ".join(paragraph.text for paragraph in document.body)
    if (
        not any(_BUREAU.search(name) for name in (document.agency, document.text("署名")))
        or not _LOWER.search(element.text)
        or _APPROVED.search(texts)
    ):
        return
    if found := _DIRECTIVE.search(texts):
        yield DocumentBreach.at(
            element,
            f"{document.agency}向下级党委、政府发{document_kind(document)}，文中有“{found[0]}”，没有写明经本级政府同意",
            observed=element.text,
            expected="经政府同意的，文中注明；或改用函，主送对口单位",
            suggestion="核对是否已经授权；已经同意的补写“经××政府同意”",
        )


@check("DOC329", severity="warning", source=_RULES, clause="第十七条", strength="规定")
def internal_unit_issues_nothing(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """以部门内设机构的名义对外行文。

    部门内设机构除办公厅（室）外不得对外正式行文。只判有红头的。
    """
    head = document.element("发文机关标志")
    sender = (document.text("署名") or document.agency) if head else ""
    if _INTERNAL.search(sender):
        element = head or Element("发文机关标志", "", NOWHERE)
        yield DocumentBreach.at(
            element,
            f"“{sender}”是内设机构，不得对外正式行文",
            observed=sender,
            expected="以部门或其办公室名义行文",
            suggestion="改用部门名义发文",
        )
