"""The clauses of a policy text: what stands under each 一、 （一） 1. （1） ①, and the 一是…二是… inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from documents.levels import NUMERALS, heading_of, level_of, paragraph_of
from documents.lines import BULLET
from documents.model import OfficialDocument, Paragraph
from documents.ordinals import following, token_of, value_of
from documents.places import NOWHERE, Place
from documents.responsibility import split_responsibility
from values.expressions import expression

PREAMBLE = "引言"
NOTICE = "通知正文"
_ARTICLE = expression(rf"第[{NUMERALS}]{{1,4}}([章节条])[\s　]*")
_PART = expression(r"(?:(?<=[。；;，,：:、”\"」）)？！])|^)([一二三四五六七八九十]{1,2}是)")
_CIRCLED = expression(r"[①-⑳]")
_ENDS = '。；;：:）)〕】”"'
_LABEL_TOKEN = expression(
    rf"第[{NUMERALS}]{{1,4}}[章节条]|[（(](?:[{NUMERALS}]{{1,4}}|\d{{1,3}})[）)]|[①-⑳]"
    rf"|[{NUMERALS}]{{1,4}}是|[{NUMERALS}]{{1,4}}、?|\d{{1,3}}[.．、]?|附件\d*"
)
_ARTICLE_LEVELS = {"章": -2, "节": -1, "条": 0}
_PLAIN_LEVELS = 1  # the numbering of ordinary documents begins here, chapters and articles stand above it


class Clause(Struct, frozen=True):
    """A passage under one number.

    `path` names it in one spelling: ("二", "（一）", "1."), with "一是" and "①" for parts of a paragraph. `text` is the
    passage under that number without those that have a number and a paragraph of their own; parts inside it are both in
    the text and clauses of their own.
    """

    path: tuple[str, ...]
    label: str
    heading: str
    text: str
    place: Place = NOWHERE
    responsible: tuple[str, ...] = ()
    is_part: bool = False


def read_clauses(document: OfficialDocument) -> tuple[Clause, ...]:
    """All clauses in order: the covering notice's text, then those of the text it issues, then those of annexes."""
    own = tuple(_clauses(document, annex=""))
    numbered = any(clause.path != (PREAMBLE,) for clause in own)
    covers = bool(document.inner) or any(word in document.title for word in ("转发", "印发"))
    notice = (_notice(document),) if covers and not numbered and document.body else own
    inner = (
        clause
        for number, annexed in enumerate(document.inner, start=1)
        for clause in _clauses(annexed, annex=_annex_name(annexed, number, document, numbered=numbered))
    )
    return (*notice, *inner)


def path_of(label: str) -> tuple[str, ...]:
    """A label as people write it (二(一)1. or 二、（一）1 or 三、引语), as the path of a clause."""
    if NOTICE in label:
        return (NOTICE,)
    tokens = tuple(token_of(token) for token in _LABEL_TOKEN.findall(label.removesuffix("引语")))
    return tokens or ((PREAMBLE,) if PREAMBLE in label or "引语" in label else (label.strip(),))


def label_of(path: Sequence[str]) -> str:
    """How the register writes a path: 三、 for a clause of the first level, 二(一)1. below it."""
    if len(path) == 1 and value_of(path[0]) and not path[0].endswith((".", "条", "章")) and path[0][0] not in "（①":
        return f"{path[0]}、"
    return "".join(token.replace("（", "(").replace("）", ")") for token in path)


def _notice(document: OfficialDocument) -> Clause:
    kind = "转发" if "转发" in document.title else "印发"
    text = "\n".join(paragraph.text for paragraph in document.body)
    place = document.body[0].place if document.body else NOWHERE
    return Clause((NOTICE,), f"{kind}{NOTICE}", "", text, place)


def _annex_name(annexed: OfficialDocument, number: int, document: OfficialDocument, *, numbered: bool) -> str:
    """Empty for the text a notice issues; what is annexed besides is told apart by 附件 and its number."""
    alone = len(document.inner) == 1 or bool(annexed.title and annexed.title in document.title)
    mark = annexed.text("附件").rstrip("：: ")
    return "" if alone and not numbered else mark or f"附件{number}"


class _Open(Struct):
    """A clause in the making."""

    path: tuple[str, ...]
    heading: str
    place: Place
    texts: list[str] = field(default_factory=list)


def _clauses(document: OfficialDocument, annex: str) -> Iterator[Clause]:
    prefix = (annex,) if annex else ()
    for opened in _gathered(document):
        if not opened.texts:
            continue
        path, whole = (*prefix, *opened.path), "\n".join(opened.texts)
        text, responsible = split_responsibility(whole)
        yield Clause(path, label_of(path), opened.heading, whole, opened.place, responsible)
        yield from _parts(path, text, opened.place, responsible)


def _gathered(document: OfficialDocument) -> list[_Open]:
    addressee = document.element("主送机关")
    first = addressee.place if addressee else document.body[0].place if document.body else NOWHERE
    gathered = [_Open((PREAMBLE,), "", first, [addressee.text] if addressee else [])]
    above: list[tuple[int, str]] = []
    for paragraph in _unglued(document.body):
        level, number = _numbered(paragraph)
        if number:
            above = [(depth, token) for depth, token in above if depth < level]
            above.append((level, token_of(number)))
            heading = _bare_heading(paragraph, number)
            gathered.append(_Open(_citable(above), heading, paragraph.place))
        gathered[-1].texts.append(_said(paragraph))
    return gathered


def _said(paragraph: Paragraph) -> str:
    """The text of a paragraph; of a table its rows."""
    rows = paragraph.table.rows if paragraph.table else ()
    return paragraph.text or "\n".join(" ".join(cell.text for cell in row if cell.text) for row in rows)


def _numbered(paragraph: Paragraph) -> tuple[int, str]:
    if article := _ARTICLE.match(paragraph.text):
        return _ARTICLE_LEVELS[article.group(1)], article.group().strip()
    return paragraph.level, paragraph.number


def _citable(above: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Articles are counted through all chapters and cited without them."""
    article = next((index for index, (level, _) in enumerate(above) if level == _ARTICLE_LEVELS["条"]), 0)
    return tuple(token for _, token in above[article:])


def _bare_heading(paragraph: Paragraph, number: str) -> str:
    heading = paragraph.heading or heading_of(paragraph.text, _PLAIN_LEVELS)
    return heading.removeprefix(number).strip().rstrip("。;；")


def _unglued(body: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs; one that runs on into the next number of its own kind, its line break lost, is cut there."""
    for paragraph in map(_without_bullet, body):
        text, number = paragraph.text, paragraph.number
        while number and (cut := _run_on(text, number)):
            yield Paragraph(
                text[:cut], paragraph.level, number, heading_of(text[:cut], paragraph.level), paragraph.place
            )
            text = text[cut:]
            number = level_of(text)[1]
        yield paragraph if text is paragraph.text else _rest(paragraph, text, number)


def _without_bullet(paragraph: Paragraph) -> Paragraph:
    """A list mark that a conversion put before the number hides it."""
    text = BULLET.sub("", paragraph.text, count=1)
    return paragraph if text == paragraph.text else paragraph_of(text, paragraph.place)


def _rest(paragraph: Paragraph, text: str, number: str) -> Paragraph:
    return Paragraph(text, paragraph.level, number, heading_of(text, paragraph.level), paragraph.place)


def _run_on(text: str, number: str) -> int | None:
    pattern = following(number)
    if pattern is None:
        return None
    starts = (found.start() for found in pattern.finditer(text, len(number)))
    return next((start for start in starts if text[start - 1] in _ENDS and level_of(text[start:])[0]), None)


def _parts(path: tuple[str, ...], text: str, place: Place, responsible: tuple[str, ...]) -> Iterator[Clause]:
    """一是…二是… and ①…②… inside a passage, the latter under the former."""
    spans = _sequence(_PART, text)
    for token, part in spans:
        yield _part((*path, token), part, place, responsible)
        for inner, passage in _sequence(_CIRCLED, part):
            yield _part((*path, token, inner), passage, place, responsible)
    for token, part in [] if spans else _sequence(_CIRCLED, text):
        yield _part((*path, token), part, place, responsible)


def _part(path: tuple[str, ...], text: str, place: Place, responsible: tuple[str, ...]) -> Clause:
    heading = heading_of(text, 1).removeprefix(path[-1]).rstrip("。")
    return Clause(path, label_of(path), heading, text, place, responsible, is_part=True)


def _sequence(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """The parts that count 1, 2, 3 … in this order; nothing where there are not at least two of them."""
    starts: list[tuple[str, int]] = []
    for found in pattern.finditer(text):
        if value_of(found.group()) == len(starts) + 1:
            starts.append((found.group(), found.start()))
    if len(starts) < 2:
        return []
    bounds = [*(start for _, start in starts), len(text)]
    return [(token, text[a:b]) for (token, _), (a, b) in zip(starts, pairwise(bounds), strict=True)]
