"""From paragraphs in order to the elements of a document: 版头 above, 主体, inner documents, 版记 below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from msgspec.structs import replace

from documents.addressees import element_at
from documents.close import read_close
from documents.head import Head, read_head
from documents.imprint import Imprint, split_imprints
from documents.levels import level_of, paragraph_of
from documents.lines import Line
from documents.model import Element, Fault, OfficialDocument, Paragraph
from documents.patterns import (
    ANNEX_MARK,
    ANNEX_NOTE,
    DATE,
    LONGEST_TITLE,
    ONLY_DATE,
    TITLED_ANNEX_MARK,
    WEB_NOISE,
    is_agency,
    is_number,
    is_red_head,
    is_title_like,
)
from values.expressions import expression

NUMBER_WITHIN = 4
MISREAD = 1
LONG_TITLE = 10
_ISSUES = expression(r"(?:印发|转发|发布|公布|批转)(.+?)(?:的(?:通知|决定|函|通告|公告|令))?$")
_PART = expression(r"第[一二三四五六七八九十百]{1,4}[编章节条]")
_NOTE_WITHIN = 12


def read_documents(lines: Sequence[Line]) -> tuple[OfficialDocument, ...]:
    """The documents that follow each other: a new one begins where a red head (…文件) with its number stands."""
    starts = [0]
    for index in range(1, len(lines)):
        if _begins_document(lines, starts[-1], index):
            starts.append(index)
    spans = [lines[start:end] for start, end in pairwise([*starts, len(lines)]) if start < end]
    documents = [read_document(span) for span in spans]
    return tuple(_with_own_imprint(documents))


def _begins_document(lines: Sequence[Line], start: int, index: int) -> bool:
    """A red head with its number, below something that is no head: several bodies may issue one document."""
    if not is_red_head(lines[index].tight):
        return False
    below = lines[index + 1 : index + 1 + NUMBER_WITHIN]
    above = lines[start:index]
    return any(is_number(line.tight) for line in below) and any(_is_more_than_head(line) for line in above)


def _is_more_than_head(line: Line) -> bool:
    return not line.text or "。" in line.text or is_title_like(line.tight) or bool(ONLY_DATE.fullmatch(line.tight))


def _with_own_imprint(documents: list[OfficialDocument]) -> list[OfficialDocument]:
    """The imprint at the end of a file that carries another document is that of the document which carries it."""
    if len(documents) < 2 or any(element.kind == "印发日期" for element in documents[0].elements):
        return documents
    last = documents[-1]
    imprint = [element for element in last.elements if element.kind in ("抄送机关", "印发机关", "印发日期")]
    office = next((element.text for element in imprint if element.kind == "印发机关"), "")
    if not office or _shared(office, documents[0].agency) <= _shared(office, last.agency):
        return documents
    kept = tuple(element for element in last.elements if element not in imprint)
    first = replace(documents[0], elements=(*documents[0].elements, *imprint))
    return [first, *documents[1:-1], replace(last, elements=kept)]


def _shared(office: str, agency: str) -> int:
    """How many characters two names have in common at their beginning."""
    one, other = office.removeprefix("中共"), agency.removeprefix("中共")
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def read_document(lines: Sequence[Line], imprints: Sequence[Imprint] = ()) -> OfficialDocument:
    """The document that these paragraphs are; `imprints` are those of it that were taken out of them before."""
    return _Reader(lines, imprints).read()


class _Reader:
    """Reads downwards: head, title, addressee; then the body with what it carries; the imprint from anywhere below."""

    def __init__(self, lines: Sequence[Line], imprints: Sequence[Imprint]) -> None:
        self.faults: list[Fault] = []
        kept = [line for line in lines if not self._is_noise(line)]
        rest, found = split_imprints(kept)
        self.imprints = [*imprints, *found]
        self.head: Head = read_head(rest)
        self.taken = len(rest) - len(self.head.rest)
        self.elements: list[Element] = list(self.head.elements)
        self.own_imprints: list[Element] = []
        for line in self.head.left_out:
            self._leave_out(line)
        if self.head.untitled:
            self.faults.append(Fault(self.head.rest[0].place, "没有找到标题"))

    def read(self) -> OfficialDocument:
        own, inner = self._divide()
        close, body = read_close(own, self._bodies())
        self.elements += [*close, *self.own_imprints]
        return OfficialDocument(
            elements=tuple(sorted(self.elements, key=_order)),
            body=tuple(_paragraph(line) for line in body),
            inner=tuple(inner),
            faults=tuple(self.faults),
        )

    def _is_noise(self, line: Line) -> bool:
        noise = bool(WEB_NOISE.match(line.text))
        if noise:
            self._leave_out(line)
        return noise

    def _leave_out(self, line: Line) -> None:
        text = line.text if len(line.text) <= 20 else line.text[:20] + "…"
        self.faults.append(Fault(line.place, f"不是公文的内容，没有读入：{text}"))

    def _bodies(self) -> frozenset[str]:
        """The names of the issuing bodies: in the red head, and before 关于 in the title."""
        heads = (element.text.removesuffix("文件") for element in self.elements if element.kind == "发文机关标志")
        named = (element.text.partition("关于")[0] for element in self.elements if element.kind == "标题")
        return frozenset("".join(name.split()) for name in (*heads, *named) if name)

    def _divide(self) -> tuple[list[Line], list[OfficialDocument]]:
        """The body of this document and the documents that follow it: annexes, and the text that it issues."""
        rest = self.head.rest
        starts = self._inner_starts()
        bounds = [*starts, len(rest)]
        shared = self._share_imprints(bounds)
        inner = [_inner(rest[start:end], shared[start]) for start, end in pairwise(bounds)]
        return rest[: bounds[0]], inner

    def _share_imprints(self, bounds: Sequence[int]) -> dict[int, list[Imprint]]:
        """Each imprint to the document it ends; the last of the file to the outermost, unless it is none of its own."""
        shared: dict[int, list[Imprint]] = {start: [] for start in bounds}
        last = len(self.imprints) - 1
        for index, imprint in enumerate(self.imprints):
            at = imprint.at - self.taken
            start = max((bound for bound in bounds[:-1] if bound < at), default=None)
            if start is None or (index == last and not self._is_foreign(imprint, self.head.rest[start:])):
                self.own_imprints += imprint.elements
            else:
                shared[start].append(imprint)
        return shared

    def _is_foreign(self, imprint: Imprint, inner: Sequence[Line]) -> bool:
        """The printing office belongs to a body that the inner document names, and not to the one that issues this."""
        own = max((_shared(imprint.office, name) for name in self._bodies()), default=0)
        named = [line.tight.removesuffix("文件") for line in inner if is_agency(line.text) or is_red_head(line.tight)]
        return bool(imprint.office) and max((_shared(imprint.office, name) for name in named), default=0) > max(own, 3)

    def _inner_starts(self) -> list[int]:
        """Every mark 附件 opens a document, and so does a title above the first mark; titles below are the annex's."""
        rest = self.head.rest
        signed = next((index for index, line in enumerate(rest) if ONLY_DATE.fullmatch(line.tight)), None)
        marks = [index for index in range(len(rest)) if _is_annex_mark(rest, index, signed)]
        first = marks[0] if marks else len(rest)
        return [index for index in range(first) if self._is_inner_title(index)] + marks

    def _is_inner_title(self, index: int) -> bool:
        rest = self.head.rest
        line, above = rest[index], rest[index - 1] if index else None
        if above is None or above.as_title or not line.text or level_of(line.tight)[0] or _PART.match(line.tight):
            return False
        return line.as_title or self._is_issued_title(line.text)

    def _is_issued_title(self, text: str) -> bool:
        """The title of the text that this document issues stands in its own, in book title marks as a rule."""
        if len(text) > LONGEST_TITLE or "。" in text:
            return False
        own = next((element.text for element in self.elements if element.kind == "标题"), "")
        issued = _ISSUES.search(own)
        names = [*re.findall(r"[《〈](.+)[》〉]", own), *([issued.group(1)] if issued else [])]
        return any(_same_title(text, name) for name in names)


def _order(element: Element) -> int:
    return element.place.line or element.place.paragraph or element.place.page or 0


def _paragraph(line: Line) -> Paragraph:
    if line.table or line.figure:
        return Paragraph("", place=line.place, table=line.table, figure=line.figure)
    return paragraph_of(line.text, line.place)


def _is_annex_mark(lines: Sequence[Line], index: int, signed: int | None) -> bool:
    """附件 by itself, unless it heads the list of annexes; below the signature also with the title on its line."""
    text = lines[index].text.strip()
    if signed is not None and index > signed and TITLED_ANNEX_MARK.fullmatch(text) and not _lists_annexes(text):
        return True
    if not ANNEX_MARK.fullmatch(text):
        return False
    return not (ANNEX_NOTE.match(text) and _closes_below(lines[index + 1 :]))


def _lists_annexes(text: str) -> bool:
    found = ANNEX_NOTE.match(text)
    return bool(found and re.match(r"\s*\d{1,2}[．.、]", found.group(1)))


def _closes_below(below: Sequence[Line]) -> bool:
    """Whether the document is signed below, before anything that is text."""
    for line in below[:_NOTE_WITHIN]:
        if ONLY_DATE.fullmatch(line.tight) or re.fullmatch(rf".*\s{DATE}", line.text):
            return True
        if not line.text or "。" in line.text or ANNEX_MARK.fullmatch(line.text.strip()):
            return False
    return False


def _inner(lines: list[Line], imprints: Sequence[Imprint]) -> OfficialDocument:
    """An annexed document; the mark 附件 above it is its own first element."""
    text = lines[0].text.strip()
    titled = None if ANNEX_MARK.fullmatch(text) else TITLED_ANNEX_MARK.fullmatch(text)
    if not ANNEX_MARK.fullmatch(text) and titled is None:
        return read_document(lines, imprints)
    below = [replace(lines[0], text=titled.group(3)), *lines[1:]] if titled else lines[1:]
    document = read_document(below, imprints)
    mark = titled.group(1).strip() if titled else text
    return replace(document, elements=(element_at("附件", mark, lines[0]), *document.elements))


def _same_title(text: str, name: str) -> bool:
    """A scan may misread a character in one of the two places; the figures of a title have to agree."""
    one, other = _bare(text), _bare(name)
    if abs(len(one) - len(other)) > MISREAD or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    misread = max(len(one), len(other)) - sum(b.size for b in SequenceMatcher(None, one, other).get_matching_blocks())
    return misread <= (MISREAD if len(one) >= LONG_TITLE else 0)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》〈〉（）()“”\"]", "", text)
