"""Titles: that there is one, what kind it names, and how often it says 关于 and 通知."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_texts import KINDS, body_texts, document_kind, plain, unquoted
from documents.model import Element, OfficialDocument
from documents.places import NOWHERE
from values.expressions import expression

_RULES = "党政机关公文处理工作条例"
_NO_KIND = expression(
    r"(方案|要点|清单|计划|规划|措施|办法|细则|制度|预案|台账|总结|汇报|说明|安排|建议|申请|通知书)[》〉]?$"
)
_REPEATED = ("关于", "转发", "印发", "通知")
_ENDS = "。，、；：！？.,;:!?"
_QUOTED = expression(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")
_FORWARDED = expression(rf"(转发|印发).*({'|'.join(KINDS)})[》〉]+$")
_TWO_KINDS = expression(r"(请示报告|报告请示|请示函|申请报告|通知公告|通报通知|意见报告)$")
_PLAIN_MATTER = expression(r"关于|转发|印发|批转|任免|公布|^.{2,20}(公告|通告|令|决定|纪要)$")
_YEAR_AND_MATTER = expression(r"(\d{4})年(度?[一-鿿“”（）]{6})")
_NEARLY = 0.85


def _has_red_head(document: OfficialDocument) -> bool:
    return document.element("发文机关标志") is not None


@check("DOC311", severity="warning", source=_RULES, clause="第九条（七）", strength="规定")
def document_has_a_title(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """公文没有标题。

    有红头或发文字号的公文应有标题。命令（令）可以没有；没有版头的文稿不判。
    """
    if document.title or document.agency.endswith("令") or not (_has_red_head(document) or document.number):
        return
    yield DocumentBreach.at(
        Element("标题", "", document.body[0].place if document.body else NOWHERE),
        "没有找到标题",
        observed=None,
        expected="发文机关名称、事由和文种组成的标题",
        suggestion="在发文字号（或红线）下补写标题",
    )


@check("DOC312", severity="warning", source=_RULES, clause="第八条、第九条（七）", strength="规定")
def title_ends_with_a_kind_of_the_rules(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """有红头的文件，标题末尾不是法定文种。

    条例定了15种公文。方案、要点、清单、办法等不是文种，应以“通知”印发。没有红头的（如作为附件的方案）不判，纪要另有格式不判；
    转发“……的通知”而省去自己的“的通知”，是避免重复的通行写法，不算。
    对：关于印发《某实施方案》的通知。错：某实施方案（直接套红头）。
    """
    element = document.element("标题")
    head = document.text("发文机关标志")
    if element is None or not head or head.endswith(("纪要", "令")) or document_kind(document):
        return
    if _FORWARDED.search(element.text):
        return
    found = _NO_KIND.search(element.text)
    named = f"“{found[1]}”不是法定文种" if found else "标题末尾没有文种"
    yield DocumentBreach.at(
        element,
        f"{named}：{element.text}",
        observed=element.text,
        expected="决议、决定、命令（令）、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、纪要之一",
        suggestion="方案、要点等用“关于印发《……》的通知”印发；其他的补上文种" if found else "补上文种",
    )


@check(
    "DOC313",
    severity="warning",
    source="标题只用一个“关于”、一个“转发”“印发”、一个“通知”（公文写作惯例）",
    strength="惯例",
)
def title_repeats_no_connecting_word(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题里“关于”“转发”“印发”“通知”重复。

    书名号里被引文件自己的标题不算。错：关于转发关于开展某工作的通知的通知。
    """
    element = document.element("标题")
    if element is None:
        return
    own = unquoted(element.text)
    doubled = [word for word in _REPEATED if own.count(word) > 1]
    if doubled:
        yield DocumentBreach.at(
            element,
            f"标题里{'、'.join(f'“{word}”' for word in doubled)}重复：{element.text}",
            observed=element.text,
            expected="一个“关于”、一个“转发”或“印发”、一个“通知”",
            suggestion="省去重复的，或把来文标题放进书名号",
        )


@check("DOC314", severity="warning", source="GB/T 9704-2012", clause="7.3.1", strength="一般")
def title_has_no_punctuation_at_its_end(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题末尾有标点。

    标题末尾不用标点（书名号、括号除外）。
    """
    element = document.element("标题")
    if element is not None and element.text.endswith(tuple(_ENDS)):
        yield DocumentBreach.at(
            element,
            f"标题末尾有“{element.text[-1]}”",
            observed=element.text,
            expected=element.text.rstrip(_ENDS),
            suggestion="删去标题末尾的标点",
        )


@check("DOC315", severity="warning", source="转发、印发的文件，标题和正文引用的名称与所附文件的标题应一致")
def quoted_title_is_that_of_the_attached_document(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题、正文引用的文件名称与所附文件的标题不一致。

    转发、印发一份文件时，把标题和正文书名号里的名称与所附文件的标题相比，标点、空格和“关于”不计。附了几份、没有附文，
    或相差太大（可能是另一份）的不判。
    """
    element = document.element("标题")
    titles = [inner.title for inner in document.inner if inner.title]
    if element is None or len(titles) != 1 or not re.search("转发|印发", element.text):
        return
    for where in (element, *body_texts(document)):
        for named in _QUOTED.finditer(where.text):
            if _nearly_the_same(named[1], titles[0]):
                yield DocumentBreach.at(
                    where,
                    f"{where.kind}引用的是《{named[1]}》，所附文件的标题是“{titles[0]}”",
                    observed=named[1],
                    expected=titles[0],
                    suggestion="核对所附文件，把名称改一致",
                )


def _nearly_the_same(named: str, attached: str) -> bool:
    if _says_the_same(named, attached):
        return False
    return SequenceMatcher(None, plain(named), plain(attached)).ratio() >= _NEARLY


def _says_the_same(named: str, attached: str) -> bool:
    one, other = plain(named).replace("关于", ""), plain(attached).replace("关于", "")
    return one in other or other in one


@check("DOC316", severity="info", source=_RULES, clause="第九条（七）", strength="规定")
def title_names_the_agency(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题没有写发文机关名称。

    条例规定标题由发文机关名称、事由和文种组成；有红头的文件省去机关名称的做法很普遍，只作提示。只看以“关于”开头的标题。
    """
    element = document.element("标题")
    if element is not None and _has_red_head(document) and element.text.startswith("关于"):
        yield DocumentBreach.at(
            element,
            "标题没有发文机关名称",
            observed=element.text,
            expected=f"{document.agency}{element.text}",
            suggestion="在“关于”前加上发文机关名称",
        )


@check("DOC317", severity="warning", source=_RULES, clause="第八条", strength="规定")
def body_names_the_same_kind_as_the_title(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """结尾用语与文种不符。

    如请示以“特此报告”结尾、函以“特此通知”结尾。只看正文最后一段里的固定结尾语。
    """
    kind, last = document_kind(document), document.body[-1] if document.body else None
    if not kind or last is None:
        return
    found = re.search(r"特此(通知|通报|公告|通告|报告|函告|函复|批复|请示)", last.text)
    if found and not _fits(found[1], kind):
        yield DocumentBreach.at(
            Element("正文", last.text, last.place),
            f"文种是“{kind}”，结尾写的是“{found[0]}”",
            observed=found[0],
            expected=f"与“{kind}”相称的结尾",
            suggestion="改正结尾用语，或核对文种",
        )


def _fits(closing: str, kind: str) -> bool:
    return closing == kind or (kind == "函" and closing in {"函告", "函复"})


@check("DOC318", severity="warning", source=_RULES, clause="第九条（七）", strength="规定")
def title_says_about_what(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题写了发文机关和文种，中间缺“关于”。

    转发、印发、任免、公布类标题和“某机关公告”不要求。只看有红头、以发文机关开头的标题。
    """
    element = document.element("标题")
    if element is None or not _has_red_head(document) or not document_kind(document):
        return
    if element.text.startswith(document.agency or "无") and not _PLAIN_MATTER.search(element.text):
        rest = element.text.removeprefix(document.agency)
        yield DocumentBreach.at(
            element,
            f"标题缺“关于”：{element.text}",
            observed=element.text,
            expected=f"{document.agency}关于{rest}",
            suggestion="在事由前加“关于”",
        )


@check("DOC319", severity="warning", source=_RULES, clause="第八条", strength="规定")
def title_names_one_kind(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题末尾叠用两个文种，如“请示报告”。

    请示与报告是两个文种，一份公文用一个。
    """
    element = document.element("标题")
    if element is not None and (found := _TWO_KINDS.search(element.text)):
        yield DocumentBreach.at(
            element,
            f"标题末尾叠用文种“{found[1]}”",
            observed=found[1],
            expected="一个文种",
            suggestion="要上级答复的用请示，只汇报情况的用报告",
        )


@check("DOC320", severity="warning", source="标题的年份应与正文一致")
def title_is_of_the_year_of_the_text(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """标题里的年份，与正文同一件事的年份不同。

    标题写“2023年下半年某工作”，正文同样的字前面都是2024年的才报。
    """
    element = document.element("标题")
    found = _YEAR_AND_MATTER.search(element.text) if element else None
    if element is None or found is None:
        return
    texts = "".join(paragraph.text for paragraph in document.body)
    years = set(re.findall(rf"(\d{{4}})年{re.escape(found[2])}", texts))
    if years and found[1] not in years:
        yield DocumentBreach.at(
            element,
            f"标题写{found[1]}年，正文写{'、'.join(sorted(years))}年{found[2]}…",
            observed=f"{found[1]}年",
            expected=f"{min(years)}年",
            suggestion="核对年份，改正写错的一处",
        )
