"""What one part of a document says against another: head and signature, counts, parts and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_texts import is_draft, own_texts
from documents.model import Element, OfficialDocument, Paragraph
from documents.ordinals import value_of

_PLACE = re.compile(r"^(?:中共|中国共产党)?([一-鿿]{2,12}?(?:自治县|自治旗|县|区|市|旗|乡|镇|街道))")
_LISTED = re.compile(
    r"(?:以下|下列|如下)([一二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|条|项|点|个)|([一二三四五六七八九十]{1,2}|\d{1,2})(?:个方面|条|项|点)(?:意见|措施|要求|工作|任务|内容)?如下"
)
_NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SHARE = re.compile(
    rf"(?:共|总计|合计|总数为?|应[一-鿿]{{1,4}})[^。；\d]{{0,8}}?({_NUMBER})(万?[户人个元亩项家])[^。；\d]{{0,16}}?({_NUMBER})(万?[户人个元亩项家])"
    rf"[，,]?(?:占比?|占总数的?|完成率|覆盖率)(?:为|达|达到|约)?(约?)({_NUMBER})[%％]"
)
_PARTS = re.compile(
    rf"(?:共|总计|合计)[^。；\d]{{0,8}}?({_NUMBER})(万?[户人个元亩项家])[，,]\s*(?:其中|分别(?:为|是))[:：]?([^。；]+)"
)
_PART = re.compile(rf"({_NUMBER})(万?[户人个元亩项家])")
_LIST_OF = re.compile(
    r"(?:名单|清单|台账|附表|附件\d?)[^。；\d]{0,8}?共(?:计)?(\d{1,5})(户|人|个|项|条|家|名)|共(\d{1,5})(户|人|个|项|条|家|名)[^。；\d]{0,8}?(?:名单|清单|详?见附件)"
)
_FEWEST_PARTS = 2
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
    return len(one) == len(two) and 0 < len(differing) <= _NEARLY_ALIKE and len(one) > 2 * _NEARLY_ALIKE


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
    if not level or (above and level <= above) or value_of(below[0].number) != 1:
        return 0
    count = 0
    for paragraph in below:
        if paragraph.level and (
            paragraph.level < level or (count and value_of(paragraph.number) == 1 == paragraph.level)
        ):
            break
        count += paragraph.level == level
    return count


@check("DOC423", severity="warning", source="占比应与所写的总数、分数相符，按所写的位数四舍五入")
def shares_are_worked_out_right(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """一句话里的总数、分数和占比对不上。

    只看“共A户，……B户，占C%”这样单位相同的一句；按所写小数位四舍五入或截取都算对，写“约”的放宽一个单位。
    """
    for element in own_texts(document):
        for found in _SHARE.finditer(element.text):
            whole, unit, part, part_unit, about, share = found.groups()
            if unit != part_unit or not _number(whole):
                continue
            actual = _number(part) * 100 / _number(whole)
            step = Fraction(1, 10 ** len(share.partition(".")[2]))
            if abs(actual - _number(share)) >= step * (2 if about else 1):
                yield DocumentBreach.at(
                    element,
                    f"“{found[0]}”，{part}÷{whole}约为{float(actual):.2f}%",
                    observed=f"{share}%",
                    expected=f"{float(actual):.2f}%",
                    suggestion="核对总数、分数和占比，改正写错的一处",
                )


@check("DOC424", severity="warning", source="分项之和不应大于总数")
def parts_are_no_more_than_the_whole(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """“共A户，分别为B户、C户”的分项之和与总数不符，或某个分项大于总数。

    写“分别为”的分项应正好加到总数；写“其中”的分项可能交叉、可能不全，只报单个分项大于总数的。单位不同的分项不算。
    """
    for element in own_texts(document):
        for found in _PARTS.finditer(element.text):
            whole, unit, rest = found.groups()
            parts = [_number(number) for number, of in _PART.findall(rest) if of == unit]
            exact = "分别" in found[0] and len(parts) >= _FEWEST_PARTS
            if any(part > _number(whole) for part in parts) or (exact and sum(parts) != _number(whole)):
                total = _shown(sum(parts, Fraction(0)))
                yield DocumentBreach.at(
                    element,
                    f"总数{whole}{unit}，分项{'、'.join(map(_shown, parts))}，合计{total}{unit}",
                    observed=f"{whole}{unit}",
                    expected=f"{total}{unit}" if exact else "分项不大于总数",
                    suggestion="核对总数和分项，改正写错的一处",
                )


def _number(text: str) -> Fraction:
    return Fraction(re.sub("[,，]", "", text))


def _shown(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


@check("DOC425", severity="warning", source="正文所说的个数应与附件名单一致")
def list_is_as_long_as_the_text_says(document: OfficialDocument) -> Iterator[DocumentBreach]:
    """正文说名单、清单共多少，附件表格的行数不同。

    只判文后只有一张表、表里有连续序号的；合计行不算。
    """
    tables = [p.table for inner in document.inner for p in inner.body if p.table]
    rows = _numbered_rows(tables[0].rows[tables[0].header_rows :]) if len(tables) == 1 else 0
    if not rows:
        return
    for paragraph in document.body:
        found = _LIST_OF.search(paragraph.text)
        said = int(found[1] or found[3]) if found else rows
        if found and said != rows:
            yield DocumentBreach.at(
                Element("正文", paragraph.text, paragraph.place),
                f"正文写“{found[0]}”，附件表格有{rows}行",
                observed=str(said),
                expected=str(rows),
                suggestion="核对正文和附件，改正写错的一处",
            )


def _numbered_rows(rows: tuple[tuple[object, ...], ...]) -> int:
    """How many rows are numbered 1, 2, 3 … in their first cell; 0 where they are not."""
    firsts = [str(getattr(row[0], "text", "")).strip() for row in rows if row]
    numbers = [int(text) for text in firsts if text.isdecimal()]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0


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
