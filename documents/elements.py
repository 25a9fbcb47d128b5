"""From paragraphs in order to the elements of a document: 版头 above, 主体, inner documents, 版记 below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from documents.levels import paragraph_of
from documents.lines import Line
from documents.model import Element, ElementKind, Fault, OfficialDocument
from documents.patterns import (
    ADDRESS_OPENING,
    ADDRESSEE,
    ANNEX_MARK,
    ANNEX_NOTE,
    BODY_OPENING,
    COPIES,
    COPY_NUMBER,
    LONGEST_SIGNATURE,
    ONLY_DATE,
    PRINTED,
    REMARK,
    SECRECY,
    URGENCY,
    WEB_NOISE,
    is_number,
    is_red_head,
    is_title_like,
    number_in,
)

NUMBER_WITHIN = 4
MISREAD = 1
LONG_TITLE = 10


def read_documents(lines: Sequence[Line]) -> tuple[OfficialDocument, ...]:
    """The documents that follow each other: a new one begins where a red head (…文件) with its number stands."""
    starts = [index for index in range(1, len(lines)) if _begins_document(lines, index)]
    bounds = [0, *starts, len(lines)]
    return tuple(read_document(lines[start:end]) for start, end in pairwise(bounds) if start < end)


def _begins_document(lines: Sequence[Line], index: int) -> bool:
    below = lines[index + 1 : index + 1 + NUMBER_WITHIN]
    return is_red_head(lines[index].text) and any(is_number(line.text) for line in below)


def read_document(lines: Sequence[Line]) -> OfficialDocument:
    """The document that these paragraphs are."""
    return _Reader(lines).read()


class _Reader:
    """Reads downwards: head, title, addressee; then the body with what it carries; the imprint from anywhere below."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.elements: list[Element] = []
        self.faults: list[Fault] = []
        self.rest = self._without_imprint(lines)

    def read(self) -> OfficialDocument:
        self._read_head()
        self._read_title()
        self._read_addressee()
        own, inner = self._divide()
        body = self._read_close(own)
        return OfficialDocument(
            elements=tuple(sorted(self.elements, key=_order)),
            body=tuple(paragraph_of(line.text, line.place) for line in body),
            inner=tuple(inner),
            faults=tuple(self.faults),
        )

    def _add(self, kind: ElementKind, text: str, line: Line) -> None:
        self.elements.append(Element(kind, text, line.place))

    def _without_imprint(self, lines: Sequence[Line]) -> list[Line]:
        """The paragraphs above the imprint, which is taken note of wherever it stands."""
        kept: list[Line] = []
        for line in lines:
            if WEB_NOISE.match(line.text):
                self._leave_out(line)
            elif copies := COPIES.match(line.text):
                self._add("抄送机关", copies.group(1), line)
            elif printed := PRINTED.fullmatch(line.text):
                self._add_printed(printed, line, kept)
            else:
                kept.append(line)
        return kept

    def _leave_out(self, line: Line) -> None:
        text = line.text if len(line.text) <= 20 else line.text[:20] + "…"
        self.faults.append(Fault(line.place, f"不是公文的内容，没有读入：{text}"))

    def _add_printed(self, printed: re.Match[str], line: Line, kept: list[Line]) -> None:
        agency, day = printed.groups()
        if agency:
            self._add("印发机关", agency.strip(), line)
        elif kept and _is_signature(kept[-1].text):
            self._add("印发机关", kept[-1].text, kept[-1])
            kept.pop()
        self._add("印发日期", day, line)

    def _read_head(self) -> None:
        while self.rest and (kind := _head_kind(self.rest[0].text)):
            line = self.rest.pop(0)
            self._add(kind, number_in(line.text) or line.text, line)

    def _read_title(self) -> None:
        position = self._title_position()
        if position is None:
            self._read_unnamed_title()
            return
        start = next((index for index in range(position) if self._opens_title(self.rest[index])), position)
        for line in self.rest[:start]:
            self._leave_out(line)
        self._add("标题", "".join(line.text for line in self.rest[start : position + 1]), self.rest[start])
        del self.rest[: position + 1]
        while self.rest and (self.rest[0].text == self.elements[-1].text or is_number(self.rest[0].text)):
            line = self.rest.pop(0)
            if number := number_in(line.text):
                self._add("发文字号", number, line)

    def _title_position(self) -> int | None:
        """The last line of the title: the end of the first run of large lines, else the first line named like one."""
        top = list(enumerate(self.rest[:12]))
        large = [index for index, line in top if line.as_title]
        if large:
            return next(index for index in large if index + 1 not in large)
        return next((index for index, line in top if is_title_like(line.text)), None)

    @staticmethod
    def _opens_title(line: Line) -> bool:
        return line.as_title or ("关于" in line.text and "。" not in line.text)

    def _read_unnamed_title(self) -> None:
        """A text whose title is none that we know: its first paragraph, unless that is a sentence."""
        if self.rest and "。" not in self.rest[0].text and len(self.rest) > 1:
            line = self.rest.pop(0)
            self._add("标题", line.text, line)
        elif self.rest:
            self.faults.append(Fault(self.rest[0].place, "没有找到标题"))

    def _read_addressee(self) -> None:
        if not self.rest:
            return
        line = self.rest[0]
        below = self.rest[1].text if len(self.rest) > 1 else ""
        if found := ADDRESSEE.match(line.text):
            after = line.text[found.end() :].strip()
            if not after or (ADDRESS_OPENING.match(line.text) and BODY_OPENING.match(after)):
                self._add("主送机关", found.group(1), line)
                self.rest[:1] = [Line(line.place, after)] if after else []
        elif "。" not in line.text and ADDRESS_OPENING.match(line.text) and BODY_OPENING.match(below):
            self._add("主送机关", line.text, line)
            del self.rest[0]

    def _divide(self) -> tuple[list[Line], list[OfficialDocument]]:
        """The body of this document and the documents that follow it: annexes, and the text that it issues."""
        starts = self._inner_starts()
        bounds = [*starts, len(self.rest)]
        inner = [_inner(self.rest[start:end]) for start, end in pairwise(bounds)]
        return self.rest[: bounds[0]], inner

    def _inner_starts(self) -> list[int]:
        """Every mark 附件 opens a document, and so does a title above the first mark; titles below are the annex's."""
        marks = [index for index, line in enumerate(self.rest) if ANNEX_MARK.fullmatch(line.text)]
        first = marks[0] if marks else len(self.rest)
        return [index for index in range(first) if self._is_inner_title(index)] + marks

    def _is_inner_title(self, index: int) -> bool:
        text = self.rest[index].text
        above = self.rest[index - 1] if index else None
        if above is None or above.as_title:
            return False
        return self.rest[index].as_title or self._is_issued_title(text)

    def _is_issued_title(self, text: str) -> bool:
        """The title of the text that this document issues stands in book title marks in its own."""
        own = next((element.text for element in self.elements if element.kind == "标题"), "")
        named = re.findall(r"[《〈](.+)[》〉]", own)
        return any(_same_title(text, name) for name in named)

    def _read_close(self, own: list[Line]) -> list[Line]:
        """The body without signature, date, note and list of annexes at its end."""
        body = list(own)
        for index in range(len(body) - 1, -1, -1):
            if ONLY_DATE.fullmatch(body[index].text):
                return self._closed_at(body, index)
        return self._without_undated_signature(self._without_annex_note(body))

    def _closed_at(self, body: list[Line], index: int) -> list[Line]:
        self._add("成文日期", body[index].text, body[index])
        for line in body[index + 1 :]:
            remark = REMARK.fullmatch(line.text)
            self._add("附注", remark.group(1) if remark else line.text, line)
        above = body[:index]
        return self._without_annex_note(self._without_signature(above))

    def _without_signature(self, body: list[Line]) -> list[Line]:
        if body and _is_signature(body[-1].text):
            self._add("署名", body[-1].text, body[-1])
            return body[:-1]
        return body

    def _without_undated_signature(self, body: list[Line]) -> list[Line]:
        """A signature without a date is known by being the name in the red head."""
        heads = {element.text.removesuffix("文件") for element in self.elements if element.kind == "发文机关标志"}
        return self._without_signature(body) if body and body[-1].text in heads else body

    def _without_annex_note(self, body: list[Line]) -> list[Line]:
        for index, line in enumerate(body):
            if found := ANNEX_NOTE.match(line.text):
                for entry in [Line(line.place, found.group(1)), *body[index + 1 :]]:
                    self._add("附件说明", re.sub(r"^\d+[．.、]\s*", "", entry.text), entry)
                return body[:index]
        return body


def _order(element: Element) -> int:
    return element.place.line or element.place.paragraph or 0


def _head_kind(text: str) -> ElementKind | None:
    kinds: Iterable[tuple[ElementKind, bool]] = (
        ("份号", bool(COPY_NUMBER.fullmatch(text))),
        ("密级", bool(SECRECY.fullmatch(text))),
        ("紧急程度", bool(URGENCY.fullmatch(text))),
        ("发文机关标志", is_red_head(text)),
        ("发文字号", is_number(text)),
        ("签发人", text.startswith(("签发人：", "签发人:"))),
    )
    return next((kind for kind, holds in kinds if holds), None)


def _inner(lines: list[Line]) -> OfficialDocument:
    """An annexed document; the mark 附件 above it is its own first element."""
    mark = lines[0] if ANNEX_MARK.fullmatch(lines[0].text) else None
    document = read_document(lines[1:] if mark else lines)
    if mark is None:
        return document
    marked = Element("附件", mark.text, mark.place)
    return replace(document, elements=(marked, *document.elements))


def _is_signature(text: str) -> bool:
    return len(text) <= LONGEST_SIGNATURE and not re.search("[，,。；;：:]", text)


def _same_title(text: str, name: str) -> bool:
    """A scan may misread a character in one of the two places; the figures of a title have to agree."""
    one, other = _bare(text), _bare(name)
    if abs(len(one) - len(other)) > MISREAD or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    misread = max(len(one), len(other)) - sum(b.size for b in SequenceMatcher(None, one, other).get_matching_blocks())
    return misread <= (MISREAD if len(one) >= LONG_TITLE else 0)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》〈〉（）()“”\"]", "", text)
