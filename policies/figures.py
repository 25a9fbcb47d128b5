"""The figures of a policy text: amounts with their operator and unit, deadlines, frequencies, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from values.expressions import expression

FigureKind = Literal["数值", "期限", "频次", "时段"]
Operator = Literal[">=", "<=", ">", "<", "=", ""]

_CJK = "\u4e00-\u9fff"
_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_COUNT = r"[一二两三四五六七八九十]{1,3}"
_PER = r"(?:/[人张斤亩户年月日台次吨头只天个村季度]+(?:[·•.][月年日])?)*"
_UNITS = (
    rf"个百分点|[%％‰]|元{_PER}|个工作日|个月|小时|分钟|周岁|平方米|公里|公斤|人次"
    r"|[人户名个项次张支家台亩米天日年岁村场条座处头只棵吨斤期批类种件份片间套栋所辆盏倍成]"
)
_QUANTITY = expression(
    rf"(?<![\d.A-Za-z@〔\[（(+-])(?P<number>{_NUMBER}(?:[-—－~～至]{_NUMBER})?)(?P<scale>[百千万亿]*)(?P<unit>{_UNITS})?"
)
_COUNTED = expression(
    rf"(?:(?<=连续)|(?<=至少)|(?<=不少于)|(?<=不低于)|(?<=不超过)|(?<=超过)|(?<=最多)|(?<=满))(?P<a>{_COUNT}(?:{_UNITS}))"
    rf"|(?P<b>(?:一[户村组])?{_COUNT}(?:{_UNITS}))(?=(?:\(含\)|（含）)?(?:及以上|以上|及以下|以下|以内|之内|内))"
    rf"|(?P<d>{_COUNT}分之{_COUNT})"
    rf"|(?P<c>全额)(?=[{_CJK}]{{0,2}}(?:补贴|补助|资助|贴息|发放|报销|保障))"
)
_TIMES = expression(rf"(?:{_NUMBER}|[一二两三四五六])次(?!性|要|生|日|月|年)")
_EVERY = r"每(?:半月|半年|季度|个月|月|周|年|季|日|天|旬|两年|学期|\d个月)"
_FREQUENCY = expression(
    rf"{_EVERY}(?:至少|不少于)\d+(?!\d|{_UNITS})"  # its unit lost
    rf"|(?:{_EVERY}|季度|半年)一(?![次般定些致季年个月])[{_CJK}]{{2}}(?=[、，,。；;”\"）)]|$)"
    rf"|{_EVERY}"
    r"|(?:一年|半年|一季度|一个月)(?:发放|开展|组织|召开)?[一二两三四\d]次"
    r"|按(?:月|季度|季|半年|年度|周|旬|学期)(?!份)|分(?:学期|季度)|逐(?:月|季)"
)
_MONTH = r"\d{1,2}月(?:份)?"
_DAY = expression(
    rf"{_MONTH}[-—~～至到]{_MONTH}"
    rf"|(?:\d{{4}}年)?{_MONTH}(?:\d{{1,2}}日|底|末|初|[上中下]旬)?"
    r"|(?:\d{4}|本|今|当)年(?:底|末)|(?<!\d)年(?:底|末)(?=前|之前|以前)|(?<![一二三四五六七八九十两\d])年内"
    r"|(?<!\d)\d{1,2}日(?=前|之前|以前)|\d{1,2}[：:]\d{2}(?!\d)"
)
_BEFORE = expression(r"(?:[（(][^（）()]{1,8}[）)])?(?:上午|下午|中午|晚上)?(?:\d{1,2}[：:]\d{2})?(?:之前|以前|前|止)")
_PERIOD = expression(r"(?:\d{4}年)?(?:前[一二三]季度|[上下]半年|第[一二三四]季度)|\d{4}[-—]\d{4}年?|\d{4}年度?(?!\d)")
_CODE = expression(rf"(?<=[“\"])\d{{3,4}}(?=[”\"][{_CJK}]{{0,6}}服务|[”\"][:：]即)")

_GAP = r"[^，。；、,;：:（）()《\d]{0,9}$"
_OPERATORS: tuple[tuple[re.Pattern[str], Operator], ...] = tuple(
    (expression(rf"(?P<word>{words}){_GAP}"), operator)  # type: ignore[misc]  # pairs of literals
    for words, operator in (
        ("最高不得?超过|不得?超过|不高于|不多于|不大于|不得高于|不得多于|最多|最高|控制在|限额为?", "<="),
        ("不得?低于|不得?少于|不小于|至少|最低|不得小于", ">="),
        ("(?<!不)(?<!不得)(?:低于|少于|小于|不足|不到)", "<"),
        ("(?<!不)(?<!不得)(?:高于|多于|大于|超过)", ">"),
        ("达到|累计达|(?<!传)达", ">="),
        ("提高到|提高至|调整为|调整到|按照", "="),
    )
)
_AFTER = expression(r"期?(?:\(含\)|（含）)?(?P<word>及以上|以上|及以下|以下|以内|之内|内)")
_AFTER_OPERATORS: dict[str, Operator] = {
    **dict.fromkeys(("以上", "及以上"), ">="),
    **dict.fromkeys(("以下", "及以下", "以内", "之内", "内"), "<="),
}
_LISTED = expression(r"[、和及]|以及")
_WINDOW = 16


class Figure(Struct, frozen=True):
    """A figure as it stands; `word` is the wording the operator was read from, `text` is without it."""

    text: str
    kind: FigureKind
    operator: Operator
    word: str
    unit: str
    start: int
    end: int

    @property
    def is_date(self) -> bool:
        """A year or part of it that only dates what is said."""
        return self.kind == "时段" and not self.operator and "月" not in self.text

    @property
    def worded(self) -> str:
        return self.text + self.word if self.word in _AFTER_OPERATORS or self.word == "前" else self.word + self.text


def figures_in(text: str) -> tuple[Figure, ...]:
    """The figures of a text without blanks, in order; none overlaps another."""
    taken: list[Figure] = []
    for figure in _candidates(text):
        if not any(figure.start < other.end and other.start < figure.end for other in taken):
            taken.append(figure)
    return tuple(_inherited(sorted(taken, key=lambda figure: figure.start), text))


def _candidates(text: str) -> Iterator[Figure]:
    """The most particular pattern first: what it takes no later one may."""
    yield from (_plain(found, "频次") for found in _FREQUENCY.finditer(text))
    yield from (_dated(found, text) for found in _DAY.finditer(text))
    yield from (_period(found, text) for found in _PERIOD.finditer(text))
    yield from (_with_operator(_plain(found, "频次"), text) for found in _TIMES.finditer(text))
    yield from (_plain(found, "数值") for found in _CODE.finditer(text))
    yield from (_counted(found, text) for found in _COUNTED.finditer(text))
    for found in _QUANTITY.finditer(text):
        if found["unit"] or found["scale"]:
            yield _with_operator(Figure(found.group(), "数值", "", "", found["unit"] or "", *found.span()), text)


def _plain(found: re.Match[str], kind: FigureKind) -> Figure:
    return Figure(found.group(), kind, "", "", "", *found.span())


def _dated(found: re.Match[str], text: str) -> Figure:
    """A day, month or hour; a deadline where 前 follows."""
    if found.group() == "年内":
        return replace(_plain(found, "期限"), operator="<=")
    if _BEFORE.match(text, found.end()):
        return replace(_plain(found, "期限"), operator="<=", word="前")
    return _plain(found, "时段")


def _period(found: re.Match[str], text: str) -> Figure:
    return _with_operator(_plain(found, "时段"), text)


def _counted(found: re.Match[str], text: str) -> Figure:
    unit = re.sub(rf"^(?:一[户村组])?{_COUNT}", "", found.group())
    return _with_operator(Figure(found.group(), "数值", "", "", unit, *found.span()), text)


def _with_operator(figure: Figure, text: str) -> Figure:
    before = text[max(figure.start - _WINDOW, 0) : figure.start]
    read = [
        (found.end("word"), found["word"], operator)
        for pattern, operator in _OPERATORS
        if (found := pattern.search(before))
    ]
    if read:  # 最低生活保障标准提高到5370元: the nearest word rules
        _, word, operator = max(read)
        return replace(figure, operator=operator, word=word)
    after = _AFTER.match(text, figure.end)
    if after and figure.kind != "时段":
        return replace(figure, operator=_AFTER_OPERATORS[after["word"]], word=after["word"])
    return figure


def _inherited(figures: list[Figure], text: str) -> Iterator[Figure]:
    """分别不低于100万元、50万元、30万元: the operator of the first holds for the list."""
    above: Figure | None = None
    for figure in figures:
        listed = above is not None and above.unit == figure.unit and _LISTED.fullmatch(text[above.end : figure.start])
        if above is not None and listed and above.operator and not figure.operator:
            figure = replace(figure, operator=above.operator, word=above.word)  # noqa: PLW2901 - the next one's forerunner
        above = figure
        yield figure
