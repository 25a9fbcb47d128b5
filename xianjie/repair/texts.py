"""Repairs of texts: brackets, ordinals, punctuation, forms of number and date.

Each is a function from the text of a paragraph to the characters to replace; a text that is right gives none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from checks.model import Finding
from checks.official_texts import own_texts
from documents.editing.texts import Replacement, own_text, replace_texts
from documents.model import OfficialDocument
from documents.ordinals import DIGITS, value_of
from values.expressions import expression
from xianjie.repair.model import Change, Work

Mend = Callable[[str], Iterator[Replacement]]

_HAN = "\u4e00-\u9fff"
_NUMBER = expression(r"([\[［(（【])\s*(\d{4})\s*([\]］)）】])(?=\s*第?\d{1,5}号)")
_OWN_NUMBER = expression(r"〕\s*(第?0*)(?=\d)")
_BLANK_IN_NUMBER = expression(r"(?<=\S)\s+(?=[〔\d号])|(?<=〔)\s+|\s+(?=〕)")
_NO_ENDING = expression(r"(?<=〕\d)(?=$|\s)|(?<=〕\d\d)(?=$|\s)|(?<=〕\d\d\d)(?=$|\s)")
_PADDED = expression(r"(?<=[年月])0(?=\d[月日])")
_CHINESE_DAY = expression(rf"([{DIGITS}○零]{{4}})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日")
_DOTTED_DAY = expression(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_TITLE_STOP = expression(r"[。，、；：！？.,;:!?]+$")
_ORDINAL_MARK = expression(r"^([（(][一二三四五六七八九十\d]{1,3}[）)])([、.．，])")
_CHINESE_DOT = expression(r"^([一二三四五六七八九十]{1,3})([.．])(?=[一-鿿])")
_ARABIC_COMMA = expression(r"^(\d{1,2})(、)")
_ORDINAL_BRACKETS = expression(r"^([(（])([一二三四五六七八九十\d]{1,3})([)）])")
_HALF = expression(rf"(?<=[{_HAN}）》”])[,;:?!()]|[,;:?!()](?=[{_HAN}（《“])|(?<=[{_HAN}])\.(?=[{_HAN}]|$)")
_FULL = dict(zip(",;:?!().", "，；：？！（）。", strict=True))
_TIME = expression(r"\d{1,2}:\d{2}")
_SAME_TWICE = expression(r"([，、；：。])\1+|\.{3,6}")
_STRAIGHT = expression('"')
_BETWEEN_TITLES = expression("(?<=》)、(?=《)")
_SPACED = expression(rf"(?<=[{_HAN}])[ \u00a0]+(?=[{_HAN}])")
_WIDE_DIGITS = expression("[０-９]+")
_ANNEX_ORDINAL = expression(r"^(?:附件[：:])?\s*()([一二三四五六七八九十]{1,2}[、.．]|\d{1,2}[、．]|[（(]\d{1,2}[）)])")
_ANNEX_NAME = expression(r"^(?:附件[：:])?\s*(?:\d{1,2}[.．、])?\s*(《)([^《》]+)(》)$")
_SECRET_TERM = expression(r"(?<=密)(★?)([一二三五十]+|\d+)(?=年|个月)")
_REMARK = expression(r"^\s*[（(]?(.*?)[）)]?\s*$")


class TextRepair(Struct, frozen=True):
    """How a check's finding is mended, and whether it stands for one paragraph or for all of the document's own."""

    mend: Mend
    everywhere: bool = False
    at_end: bool = False  # of an element of several paragraphs


def _by_pattern(pattern: re.Pattern[str], becomes: Callable[[re.Match[str]], str]) -> Mend:
    def mend(text: str) -> Iterator[Replacement]:
        for found in pattern.finditer(text):
            if becomes(found) != found[0]:
                yield Replacement(found.start(), found.end(), becomes(found))

    return mend


def _by_group(pattern: re.Pattern[str], group: int, becomes: str) -> Mend:
    def mend(text: str) -> Iterator[Replacement]:
        for found in pattern.finditer(text):
            yield Replacement(found.start(group), found.end(group), becomes)

    return mend


def _all_of(*mends: Mend) -> Mend:
    def mend(text: str) -> Iterator[Replacement]:
        for one in mends:
            yield from one(text)

    return mend


def _brackets(text: str) -> Iterator[Replacement]:
    for found in _NUMBER.finditer(text):
        yield Replacement(found.start(1), found.end(1), "〔")
        yield Replacement(found.start(3), found.end(3), "〕")


def _half_width(text: str) -> Iterator[Replacement]:
    times = [found.span() for found in _TIME.finditer(text)]
    for found in _HALF.finditer(text):
        if not any(start <= found.start() < end for start, end in times):
            yield Replacement(found.start(), found.end(), _FULL[found[0]])


def _quotes(text: str) -> Iterator[Replacement]:
    """Straight quotes in turn; an odd number of them is left for a person."""
    found = list(_STRAIGHT.finditer(text))
    if len(found) % 2 == 0:
        for order, one in enumerate(found):
            yield Replacement(one.start(), one.end(), "“”"[order % 2])


def _chinese_day(found: re.Match[str]) -> str:
    year = "".join("0" if sign in "○零" else str(DIGITS.index(sign)) for sign in found[1])
    return f"{year}年{value_of(found[2])}月{value_of(found[3])}日"


def _ordinal_brackets(text: str) -> Iterator[Replacement]:
    if found := _ORDINAL_BRACKETS.match(text):
        yield Replacement(found.start(1), found.end(1), "（")
        yield Replacement(found.start(3), found.end(3), "）")


def _annex_ordinal(text: str) -> Iterator[Replacement]:
    if found := _ANNEX_ORDINAL.match(text):
        yield Replacement(found.start(2), found.end(2), f"{value_of(found[2])}.")


def _annex_name(text: str) -> Iterator[Replacement]:
    if named := _ANNEX_NAME.match(text):
        yield Replacement(named.start(1), named.end(1), "")
        yield Replacement(named.start(3), named.end(3), "")
    elif stop := _TITLE_STOP.search(text):
        yield Replacement(stop.start(), stop.end(), "")


def _secret_term(text: str) -> Iterator[Replacement]:
    for found in _SECRET_TERM.finditer(text):
        yield Replacement(found.start(), found.end(), f"★{value_of(found[2])}")


def _remark(text: str) -> Iterator[Replacement]:
    found = _REMARK.match(text)
    if found and found[1]:
        yield Replacement(0, len(text), f"（{found[1]}）")


def _stop_at_end(text: str) -> Iterator[Replacement]:
    end = len(text.rstrip())
    if not text.rstrip().endswith("。"):
        yield Replacement(end, end, "。")


def _printed(text: str) -> Iterator[Replacement]:
    if found := re.search(r"\d日(?=\s*$)", text):
        yield Replacement(found.end(), found.end(), "印发")


def _without_stop(text: str) -> Iterator[Replacement]:
    if text.endswith("。"):
        yield Replacement(len(text) - 1, len(text), "")


TEXT_REPAIRS: Mapping[str, TextRepair] = {
    "DOC102": TextRepair(_brackets),
    "DOC263": TextRepair(_stop_at_end),
    "DOC301": TextRepair(
        _all_of(
            _by_group(_OWN_NUMBER, 1, ""),
            _by_pattern(_BLANK_IN_NUMBER, lambda _: ""),
            _by_pattern(_NO_ENDING, lambda _: "号"),
        )
    ),
    "DOC307": TextRepair(_secret_term),
    "DOC310": TextRepair(_remark),
    "DOC314": TextRepair(_by_pattern(_TITLE_STOP, lambda _: ""), at_end=True),
    "DOC333": TextRepair(_all_of(_by_group(_ORDINAL_MARK, 2, ""), _by_group(_CHINESE_DOT, 2, "、"))),
    "DOC334": TextRepair(_by_group(_ARABIC_COMMA, 2, "."), everywhere=True),
    "DOC336": TextRepair(_ordinal_brackets),
    "DOC338": TextRepair(_without_stop),
    "DOC341": TextRepair(
        _all_of(
            _by_pattern(_PADDED, lambda _: ""),
            _by_pattern(_CHINESE_DAY, _chinese_day),
            _by_pattern(_DOTTED_DAY, lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日"),
        )
    ),
    "DOC357": TextRepair(_printed),
    "DOC401": TextRepair(_half_width, everywhere=True),
    "DOC404": TextRepair(_by_pattern(_SAME_TWICE, lambda found: "……" if found[0][0] == "." else found[1])),
    "DOC405": TextRepair(_quotes, everywhere=True),
    "DOC406": TextRepair(_by_pattern(_BETWEEN_TITLES, lambda _: ""), everywhere=True),
    "DOC409": TextRepair(_by_pattern(_SPACED, lambda _: "")),
    "DOC410": TextRepair(
        _by_pattern(_WIDE_DIGITS, lambda found: "".join(str(int(sign)) for sign in found[0])), everywhere=True
    ),
    "DOC411": TextRepair(_annex_name),
    "DOC417": TextRepair(_annex_ordinal, everywhere=True),
}


def repair_texts(code: str, work: Work) -> list[Change]:
    """Carry out the text repair of a check where its findings stand; returns the changes."""
    repair = TEXT_REPAIRS[code]
    wanted = _own_places(work.document) if repair.everywhere else [_place(f, repair, work) for f in work.findings]
    elements = {f.paragraph: f.element or "正文" for f in work.findings}
    kinds = {e.place.paragraph: e.kind for e in own_texts(work.document)}
    changes: list[Change] = []
    for number in dict.fromkeys(wanted):
        named = elements.get(number) or kinds.get(number) or "正文"
        if number is not None and (code != "DOC417" or named == "附件说明"):
            changes += _mended(code, number, named, repair.mend, work)
    return changes


def _place(finding: Finding, repair: TextRepair, work: Work) -> int | None:
    element = next((e for e in work.document.elements if e.kind == finding.element and e.paragraphs), None)
    return element.paragraphs[-1].paragraph if repair.at_end and element else finding.paragraph


def replace_where_found(code: str, work: Work) -> list[Change]:
    """What was observed becomes what is expected, where that is the whole of the repair (a colon, the mark of an annex)."""
    changes: list[Change] = []
    for finding in work.findings:
        observed, expected = finding.observed or "", finding.expected or ""
        if finding.paragraph is not None and observed and expected:
            mend = _first(observed, expected)
            changes += _mended(code, finding.paragraph, finding.element or "正文", mend, work)
    return changes


def _first(observed: str, expected: str) -> Mend:
    def mend(text: str) -> Iterator[Replacement]:
        start = text.find(observed)
        if start >= 0:
            yield Replacement(start, start + len(observed), expected)

    return mend


def _mended(code: str, number: int, element: str, mend: Mend, work: Work) -> Iterable[Change]:
    for node in work.parts.paragraphs.get(number, ()):
        text = own_text(node)
        replacements = list(mend(text))
        if replacements:
            after = _applied(text, replacements)
            replace_texts(node, replacements, work.tracking)
            yield Change(code, number, element, *_shown(text, after))


def _applied(text: str, replacements: Iterable[Replacement]) -> str:
    for replacement in sorted(replacements, key=lambda r: r.start, reverse=True):
        text = text[: replacement.start] + replacement.text + text[replacement.end :]
    return text


def _shown(before: str, after: str) -> tuple[str, str]:
    """The part of two texts that differs, with a few characters around it."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    left = max(0, start - 6)
    return _cut(before, left, len(before) - tail + 6), _cut(after, left, len(after) - tail + 6)


def _cut(text: str, start: int, end: int) -> str:
    part = text[start:end]
    return part if len(part) <= 40 else f"{part[:20]}…{part[-18:]}"


def _own_places(document: OfficialDocument) -> list[int | None]:
    return [element.place.paragraph for element in own_texts(document)]
