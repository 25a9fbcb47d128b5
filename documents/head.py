"""The head of a document: what stands above the title, the title, the addressee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct, field

from documents.addressees import element_at, is_addressed, read_addressee
from documents.levels import level_of
from documents.lines import Line
from documents.model import Element, ElementKind
from documents.patterns import (
    CLOSING,
    COPY_NUMBER,
    ISSUE,
    ISSUED_HEAD,
    ONLY_DATE,
    OPEN_ISSUE,
    OPENS_SENTENCE,
    PERSONS,
    SECRECY,
    SIGNER,
    UNENDED_NUMBER,
    URGENCY,
    is_agency,
    is_number,
    is_red_head,
    is_title_like,
)
from values.expressions import expression

_TITLE_WITHIN = 12
_NUMBER_WITHIN = 8
_LONGEST_HEAD = 60
_LONGEST_NAMES = 12
_SUBTITLE = expression(r"[（(][^（）()\d〔]{1,12}[）)]")
_COLUMNS = expression(r"[ \u3000\xa0]{2,}|\t+|\n|(?=签\s*发\s*人)")
_TABBED = expression(r"\t+|(?=签\s*发\s*人)")
_LABEL = expression(r"(?:份号|编号|[Nn]o\.?|№)[：:]?\s*(?=\d{6})")
_ISSUED = ("令", "纪要", "公告", "公报", "通告", "简报")
_LEFT_BRACKETS, _RIGHT_BRACKETS = "（(", "）)"


class Head(Struct):
    """What was found above the body, and the lines below it."""

    elements: list[Element] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)
    untitled: bool = False


def read_head(lines: Sequence[Line]) -> Head:
    """From the top down to the addressee; a picture above the title goes to the body."""
    pictures = list(takewhile(lambda line: line.figure is not None, lines))
    head = Head(rest=list(lines[len(pictures) :]))
    _read_marks(head)
    _read_title(head)
    head.rest = read_addressee(head.rest, head.elements)
    head.rest = [*pictures, *head.rest]
    return head


# Above the title


def _read_marks(head: Head) -> None:
    while head.rest:
        found = list(_marks(head.rest, head.elements))
        if not found:
            return
        line = head.rest.pop(0)
        if found == [("发文机关标志", "文件")] and head.elements:
            _join_lone_file(head, line)
        else:
            head.elements += [element_at(kind, text, line) for kind, text in found]


def _join_lone_file(head: Head, line: Line) -> None:
    """文件 that stands beside the names of several bodies is part of the first one's mark."""
    for index, element in enumerate(head.elements):
        if element.kind == "发文机关标志":
            places = tuple(dict.fromkeys((*(element.paragraphs or (element.place,)), line.place)))
            several = sum(other.kind == "发文机关标志" for other in head.elements) > 1
            text = element.text if several else element.text + "文件"
            head.elements[index] = Element(element.kind, text, element.place, places if len(places) > 1 else ())
            return


def _marks(lines: Sequence[Line], above: Sequence[Element]) -> Iterator[tuple[ElementKind, str]]:
    """What the first line is of the head; several where 发文字号 and 签发人 share it."""
    line = lines[0]
    tight = line.tight
    if not tight or len(tight) > _LONGEST_HEAD + 20:
        return
    if tight == "文件" and any(element.kind == "发文机关标志" for element in above):
        yield "发文机关标志", "文件"
    elif _is_mark(lines, above):
        yield "发文机关标志", line.text.strip()
    else:
        beside = _side_by_side(line.text, above)
        whole = _kind(tight, line.text.strip(), above) if len(beside) < 2 else None
        yield from [whole] if whole else _together(beside)


def _side_by_side(text: str, above: Sequence[Element]) -> list[tuple[ElementKind, str]]:
    """The parts of a line that are all of the head; none where one is not."""
    found: list[tuple[ElementKind, str]] = []
    columns = _TABBED if "\t" in text.strip() else _COLUMNS
    for part in filter(str.strip, columns.split(text.strip())):
        beside = [Element(kind, said) for kind, said in found]
        kind = _kind("".join(part.split()), part.strip(), [*above, *beside])
        if kind is None:
            return []
        found.append(kind)
    return found


def _together(found: Sequence[tuple[ElementKind, str]]) -> Iterator[tuple[ElementKind, str]]:
    """Names that follow each other in one line are one list of signers."""
    pending: tuple[ElementKind, str] | None = None
    for kind, text in found:
        if pending and pending[0] == kind == "签发人":
            pending = (kind, f"{pending[1]} {text}".strip())
        else:
            if pending:
                yield pending
            pending = (kind, text)
    if pending:
        yield pending


def _kind(tight: str, text: str, above: Sequence[Element]) -> tuple[ElementKind, str] | None:
    bare = _LABEL.sub("", tight)
    signer = SIGNER.match(text)
    named = signer.group(1).strip() if signer else text
    found: Sequence[tuple[object, ElementKind, str]] = (
        (COPY_NUMBER.fullmatch(bare), "份号", bare),
        (SECRECY.fullmatch(tight), "密级", text),
        (URGENCY.fullmatch(tight), "紧急程度", text),
        (is_number(tight) or _is_issue(tight, above) or _is_unended(tight, above), "发文字号", _unbracketed(text)),
        (signer or _is_next_signer(tight, text, above), "签发人", named),
    )
    return next(((kind, said) for holds, kind, said in found if holds), None)


def _is_issue(tight: str, above: Sequence[Element]) -> bool:
    """The number of an order, of minutes; also the one a draft leaves open."""
    return _is_issued(above) and bool(ISSUE.fullmatch(tight) or OPEN_ISSUE.fullmatch(tight))


def _is_unended(tight: str, above: Sequence[Element]) -> bool:
    """A number that lacks its 号: only below a mark that has no number yet, where nothing else looks like one."""
    kinds = {element.kind for element in above}
    return "发文机关标志" in kinds and "发文字号" not in kinds and bool(UNENDED_NUMBER.fullmatch(tight))


def _is_next_signer(tight: str, text: str, above: Sequence[Element]) -> bool:
    """Names below 签发人 go on with it."""
    begun = any(element.kind == "签发人" for element in above)
    return begun and bool(PERSONS.fullmatch(text)) and len(tight) <= _LONGEST_NAMES and not is_agency(tight)


def _unbracketed(text: str) -> str:
    whole = text[:1] in _LEFT_BRACKETS and text[-1:] in _RIGHT_BRACKETS
    return text[1:-1].strip() if whole else text


def _is_issued(above: Sequence[Element]) -> bool:
    return any(element.kind == "发文机关标志" and "".join(element.text.split()).endswith(_ISSUED) for element in above)


def _is_mark(lines: Sequence[Line], above: Sequence[Element]) -> bool:
    """The mark of the issuing body: red, or ending in 文件, or a body's name with its number below."""
    line, tight = lines[0], lines[0].tight
    if is_red_head(tight):
        return True
    if "。" in tight or len(tight) > _LONGEST_HEAD or is_number(tight) or level_of(tight)[0]:
        return False
    named = is_agency(line.text) or bool(ISSUED_HEAD.fullmatch(tight))
    if line.red and (line.as_title or named) and not (is_title_like(tight) and "关于" in tight):
        return True
    if any(element.kind == "发文字号" for element in above):
        return False
    return named and "关于" not in tight and _number_follows(lines[1:], issued=bool(ISSUED_HEAD.fullmatch(tight)))


def _number_follows(below: Sequence[Line], *, issued: bool) -> bool:
    """Whether a number stands below before anything that is a title or text."""
    for line in below[:_NUMBER_WITHIN]:
        tight = line.tight
        if any(is_number("".join(part.split())) for part in (line.text, *_COLUMNS.split(line.text))):
            return True
        if issued:
            return bool(ISSUE.fullmatch(tight) or OPEN_ISSUE.fullmatch(tight))
        others = COPY_NUMBER.fullmatch(tight) or SECRECY.fullmatch(tight) or URGENCY.fullmatch(tight)
        if not (others or SIGNER.match(tight) or tight == "文件" or is_red_head(tight) or is_agency(line.text)):
            return False
    return False


# The title


def _read_title(head: Head) -> None:
    _read_issued_line(head)
    top = list(takewhile(_may_be_above_text, head.rest[:_TITLE_WITHIN]))
    end = _title_end(top)
    if end is None:
        _read_unnamed_title(head)
        return
    start = _title_start(top, end)
    head.left_out += head.rest[:start]
    title = head.rest[start : end + 1]
    head.elements.append(element_at("标题", "".join(line.text for line in title), *title))
    del head.rest[: end + 1]
    _read_below_title(head)


def _read_issued_line(head: Head) -> None:
    """The line of minutes that names the body and the day, above the rule."""
    if not head.rest or not _is_issued(head.elements):
        return
    parts = [part.strip() for part in _COLUMNS.split(head.rest[0].text) if part.strip()]
    if len(parts) == 2 and is_agency(parts[0]) and ONLY_DATE.fullmatch("".join(parts[1].removesuffix("印发").split())):
        line = head.rest.pop(0)
        head.elements += [element_at("署名", parts[0], line), element_at("成文日期", parts[1], line)]


def _is_order(above: Sequence[Element]) -> bool:
    """Orders bear no title but the mark itself."""
    return any(element.kind == "发文机关标志" and "".join(element.text.split()).endswith("令") for element in above)


def _may_be_above_text(line: Line) -> bool:
    text = line.text.rstrip("。") if line.as_title else line.text
    return bool(text) and "。" not in text and not is_addressed(line.text)


def _title_end(top: Sequence[Line]) -> int | None:
    """The last line of the title: the end of the first run of large lines, else the first line named like one."""
    large = next((index for index, line in enumerate(top) if line.as_title), None)
    named = next((index for index, line in enumerate(top) if is_title_like(line.tight)), None)
    if large is None or (named is not None and named < large):
        end = named
    else:
        end = next(
            index for index in range(large, len(top) + 1) if index + 1 >= len(top) or not top[index + 1].as_title
        )
    if end is not None and end + 1 < len(top) and _SUBTITLE.fullmatch(top[end + 1].tight):
        return end + 1
    return end


def _title_start(top: Sequence[Line], end: int) -> int:
    """The first line of the title: what is set like its last line, the body's name, what opens with 关于."""
    about = next((index for index in range(end) if "关于" in top[index].text), end)
    start = next((index for index in range(end) if top[index].as_title), about) if top[end].as_title else about
    while start and (is_agency(top[start - 1].text) or (top[start].centred and top[start - 1].centred)):
        start -= 1
    return start


def _read_unnamed_title(head: Head) -> None:
    """A text whose title is none that we know: its first paragraph, unless that is a sentence or an addressee."""
    if not head.rest:
        return
    line = head.rest[0]
    sentence = (
        "。" in line.text or is_addressed(line.text) or CLOSING.match(line.tight) or OPENS_SENTENCE.match(line.tight)
    )
    if line.text and not sentence and len(head.rest) > 1 and not level_of(line.tight)[0]:
        head.elements.append(element_at("标题", line.text, head.rest.pop(0)))
        _read_below_title(head)
    else:
        head.untitled = not _is_order(head.elements)


def _read_below_title(head: Head) -> None:
    """The title again, or the number, as pages of the web have them."""
    title = head.elements[-1].text
    while head.rest and (head.rest[0].text == title or is_number(head.rest[0].tight)):
        line = head.rest.pop(0)
        if line.text != title:
            head.elements.append(element_at("发文字号", _unbracketed(line.text.strip()), line))
