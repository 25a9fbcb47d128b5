"""署名, 成文日期 and 印章 on the page, in the three forms of the standard."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_pages import (
    SOURCE,
    area,
    character,
    edges,
    elements_of,
    figure,
    paragraph_of,
    section_of,
    set_layout,
)
from checks.official_texts import day_of, signed_by_a_person
from documents.layout import TWIPS_PER_MILLIMETRE, Layout, Picture, SetParagraph
from documents.model import Element, OfficialDocument
from policies.forms.form import Form

_SLIP = 1  # character: what is laid out by hand, by spaces, is not exact
_SEALS = (25, 60)  # millimetres: no smaller and no larger is a seal
_ROUND = 1.3  # width over height of what can be a round or oval seal
_NEAR = 3  # paragraphs around the date where a seal is anchored


class Placed(Struct, frozen=True):
    """An element of the sign-off: how far it begins and ends from the right of the text area, in characters."""

    element: Element
    paragraph: SetParagraph
    begins: float
    ends: float

    @property
    def centre(self) -> float:
        return (self.begins + self.ends) / 2

    @property
    def width(self) -> float:
        return self.begins - self.ends


def placed_from_right(layout: Layout, element: Element) -> Placed | None:
    paragraph = paragraph_of(layout, element)
    found = edges(layout, paragraph) if paragraph else None
    if paragraph is None or found is None:
        return None
    room, unit = area(section_of(layout, paragraph)), character(paragraph)
    return Placed(element, paragraph, (room - found[0]) / unit, (room - found[1]) / unit)


def written_day(document: OfficialDocument, layout: Layout) -> Placed | None:
    """The date where it is written out; a draft's open date is set when it is signed."""
    element = document.element("成文日期")
    return placed_from_right(layout, element) if element and day_of(element.text) else None


def _off(one: float, other: float, slip: float = _SLIP) -> bool:
    return abs(one - other) > slip


# ---- 署名和成文日期 -------------------------------------------------------------------------------------------------


@check("DOC251", severity="warning", source=SOURCE, clause="7.3.5.1、7.3.5.2、7.3.5.3", strength="规定")
def signature_and_date_stand_as_one_of_the_forms(document: OfficialDocument, *, form: Form) -> Iterator[DocumentAnswer]:
    """署名和成文日期的位置不合三种格式中的任何一种。

    加盖印章的：成文日期右空四字，署名以成文日期为准居中。不加盖印章的：署名右空二字，下一行的成文日期首字比署名首字右移二字；
    成文日期长于署名的，成文日期右空二字，署名相应左移。加盖签名章的：成文日期右空四字。
    文件里有印章或签名章的图片，按那一种判；没有图片的，看不出盖不盖章，合乎任一种都行。署名日期在表格里的、送审稿没有日期的不判。
    """
    layout = set_layout(document)
    day = written_day(document, layout) if layout else None
    if layout is None or day is None:
        return
    signed = [placed for e in elements_of(document, "署名") if (placed := placed_from_right(layout, e))]
    if len(signed) != len(elements_of(document, "署名")) and not signed_by_a_person(document):
        yield NotJudged("署名在表格里或用制表位对齐，位置要排成页面才量得出")
        return
    sealed, unsealed = _sealed(day, signed, form), _unsealed(day, signed, form)
    wrong: DocumentBreach | None = None
    if seals_near(layout, day):
        wrong = sealed
    elif has_stamp(layout, day) or signed_by_a_person(document):
        wrong = _stamp(day, form)
    elif signed:
        wrong = sealed and unsealed and (sealed if day.ends > _SLIP + form["sealed_day_indent"].value else unsealed)
    if wrong:
        yield wrong


def _sealed(day: Placed, signed: list[Placed], form: Form) -> DocumentBreach | None:
    wanted = form["sealed_day_indent"].value
    longest = max((placed.width for placed in signed), default=0)
    pushed = max(0.0, (longest - day.width) / 2 - wanted)  # a long signature moves both to the left
    if _off(day.ends, wanted + pushed):
        return _breach(day, f"右空{_count(day.ends)}", f"右空{figure(wanted)}字")
    for placed in signed if len(signed) == 1 else ():
        if _off(placed.centre, day.centre):
            return _breach(placed, "没有以成文日期为准居中", "以成文日期为准居中")
    return None


def _unsealed(day: Placed, signed: list[Placed], form: Form) -> DocumentBreach | None:
    if not signed:
        return None
    right, shift = form["unsealed_signature_indent"].value, form["unsealed_day_after_signature"].value
    longest = max(signed, key=lambda placed: placed.width)
    if day.width > longest.width:
        if _off(day.ends, right):
            return _breach(day, f"右空{_count(day.ends)}", f"右空{figure(right)}字（不加盖印章）")
    elif _off(longest.ends, right):
        return _breach(longest, f"右空{_count(longest.ends)}", f"右空{figure(right)}字（不加盖印章）")
    if _off(longest.begins - day.begins, shift):
        return _breach(day, "首字没有比署名首字右移二字", f"首字比署名首字右移{figure(shift)}字（不加盖印章）")
    return None


def _stamp(day: Placed, form: Form) -> DocumentBreach | None:
    wanted = form["stamp_indent"].value
    return _breach(day, f"右空{_count(day.ends)}", f"右空{figure(wanted)}字") if _off(day.ends, wanted) else None


def _count(characters: float) -> str:
    return f"{figure(round(characters, 1))}字"


def _breach(placed: Placed, observed: str, expected: str) -> DocumentBreach:
    kind = placed.element.kind
    return DocumentBreach(
        kind,
        f"{kind}{observed}，应{expected}",
        observed,
        expected,
        "按加盖印章或不加盖印章的格式调整署名和成文日期的缩进",
        placed.paragraph.place.paragraph,
    )


# ---- 印章 --------------------------------------------------------------------------------------------------------


def _near(layout: Layout, day: Placed) -> Iterator[Picture]:
    at = day.paragraph.place.paragraph or 0
    for picture in layout.pictures:
        if picture.place.paragraph in range(at - _NEAR, at + _NEAR + 1):
            yield picture


def seals_near(layout: Layout, day: Placed) -> list[Picture]:
    """Pictures near the date of the size and shape of a seal."""
    return [picture for picture in _near(layout, day) if _is_seal(picture)]


def _is_seal(picture: Picture) -> bool:
    wide, high = (length / TWIPS_PER_MILLIMETRE for length in (picture.width, picture.height))
    return _SEALS[0] <= wide <= _SEALS[1] and max(wide, high) <= _ROUND * min(wide, high)


def has_stamp(layout: Layout, day: Placed) -> bool:
    """Whether a picture near the date is that of a signature: wider than high."""
    return any(picture.width > _ROUND * picture.height for picture in _near(layout, day))


@check("DOC252", severity="warning", source=SOURCE, clause="7.3.5.1", strength="规定")
def seal_covers_signature_and_date(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """印章的图片没有压在署名和成文日期上。

    印章端正、居中下压发文机关署名和成文日期。看署名（没有署名的看成文日期）的中间在不在印章左右两边之间；几个印章的，看有没有一个压住。
    没有印章图片的（打印后盖章）不判。
    """
    layout = set_layout(document)
    day = written_day(document, layout) if layout else None
    if layout is None or day is None:
        return
    seals = [(seal, seal.left) for seal in seals_near(layout, day) if seal.left is not None]
    signed = [placed for e in elements_of(document, "署名") if (placed := placed_from_right(layout, e))]
    middle = _middle(layout, signed[-1] if signed else day)
    if seals and not any(left <= middle <= left + seal.width for seal, left in seals):
        yield DocumentBreach(
            "印章",
            "印章没有压在署名和成文日期上",
            "不在署名和成文日期上",
            "居中下压署名和成文日期",
            "移动印章图片，使署名和成文日期居印章中心偏下",
            seals[0][0].place.paragraph,
        )


def _middle(layout: Layout, placed: Placed) -> float:
    """From the left edge of the page."""
    section = section_of(layout, placed.paragraph)
    return section.width - section.right - placed.centre * character(placed.paragraph)
