"""What one part of a document says against another: head and signature, items announced and listed, sign-off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_texts import is_draft
from documents.model import Element, OfficialDocument, Paragraph
from documents.ordinals import value_of
from values.expressions import expression

_PLACE = expression(r"^(?:中共|中国共产党)?([^\W\d]{2,12}?(?:自治县|自治旗|县|区|市|旗|乡|镇|街道))")
_LISTED = expression(
    r"(?:以下|下列|如下)([一二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|条|项|点|个)|([一二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|条|项|点)(?:意见|措施|要求|工作|任务|内容)?如下"
)
_NEARLY_ALIKE = 2


def _bare_head(text: str) -> str:
    return re.sub(r"\s", "", text).removesuffix("文件")


@check("DOC421", severity="error", source="发文机关标志与落款应是同一机关", clause="GB/T 9704-2012 7.2.4、7.3.5")
def head_and_signature_name_the_same_office(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """发文机关标志与署名（没有署名的，与印发机关）的地名或个别字不同。

    只报写错的：名称等长、差一两个字，或县乡地名不同。用规范化简称、联合行文、办公室代为印发的不算。
    """
    head = document.element("发文机关标志")
    other = document.element("署名") or document.element("印发机关")
    if head is None or other is None or len([e for e in document.elements if e.kind in {"发文机关标志", "署名"}]) > 2:
        return
    one, two = _bare_head(head.text), re.sub(r"\s", "", other.text)
    if one == two or not (_misspelt(one, two) or _other_place(one, two)):
        return
    yield DocumentBreach.at(
        head,
        f"发文机关标志是“{one}”，{other.kind}是“{two}”",
        observed=one,
        expected=two,
        suggestion="核对机关名称，改正写错的一处",
    )


def _misspelt(one: str, two: str) -> bool:
    """Alike but for one or two characters; the office of a committee is another office, not a slip."""
    differing = [(a, b) for a, b in zip(one, two, strict=False) if a != b]
    return len(one) == len(two) and len(differing) <= _NEARLY_ALIKE and len(one) > 2 * _NEARLY_ALIKE


def _other_place(one: str, two: str) -> bool:
    first, second = _PLACE.match(one), _PLACE.match(two)
    if not first or not second:
        return False
    place, other = first[1], second[1]
    return place != other and place[-1] == other[-1] and not place.endswith(other) and not other.endswith(place)


@check("DOC422", severity="warning", source="文中所说的条数应与所列一致")
def items_are_as_many_as_announced(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """“以下三项”“五条措施如下”与所列条数不同。

    只判说完紧接着就分条列出的；条目按紧接的那一级序数数到下一个更高层次为止。
    """
    for paragraphs in _bodies(document):
        for index, paragraph in enumerate(paragraphs):
            found = _LISTED.search(paragraph.text[-40:])
            if found is None or not paragraph.text.rstrip().endswith(("：", ":", "。")):
                continue
            said, listed = value_of(found[1] or found[2]), _count_below(paragraphs[index + 1 :], paragraph.level)
            if said and listed and said != listed:
                yield DocumentBreach.at(
                    Element("正文", paragraph.text, paragraph.place),
                    f"写的是“{found[0]}”，下面列了{listed}条",
                    observed=found[0],
                    expected=str(listed),
                    suggestion="核对条数，改正写错的一处",
                )


def _bodies(document: OfficialDocument) -> Iterator[tuple[Paragraph, ...]]:
    yield document.body
    for inner in document.inner:
        if not inner.number:
            yield from _bodies(inner)


def _count_below(below: tuple[Paragraph, ...], above: int) -> int:
    """The items of the level that follows at once, up to where a larger one begins."""
    level = below[0].level if below else 0
    if level <= above or value_of(below[0].number) != 1:
        return 0
    count = 0
    for paragraph in below:
        if paragraph.level and (
            paragraph.level < level or (count and value_of(paragraph.number) == 1 == paragraph.level)
        ):
            break
        count += paragraph.level == level
    return count


@check(
    "DOC426", severity="warning", source="党政机关公文处理工作条例", clause="第九条（十一）（十二）", strength="规定"
)
def issued_document_is_signed_and_dated(document: OfficialDocument) -> Iterator[DocumentAnswer]:
    """有红头的文件没有署名或成文日期。

    纪要、命令另有格式，送审稿的日期可以空着，都不判；从网页存下的纯文本常缺落款，也不判。
    """
    head = document.element("发文机关标志")
    if head is None or head.text.endswith(("纪要", "令")):
        return
    if document.layout is None:
        yield NotJudged("纯文本看不出是不是漏了落款")
        return
    last = document.body[-1].place if document.body else head.place
    if not document.text("署名"):
        yield _missing("署名", Element("署名", "", last))
    if not document.text("成文日期") and not is_draft(document):
        yield _missing("成文日期", Element("成文日期", "", last))


def _missing(kind: str, element: Element) -> DocumentBreach:
    return DocumentBreach.at(
        element, f"没有{kind}", observed=None, expected=f"正文下编排{kind}", suggestion=f"补上{kind}"
    )
