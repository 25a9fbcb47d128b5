"""An official document in a PDF with a text layer: its lines put together to paragraphs again."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from documents.drawn import is_red
from documents.elements import read_documents
from documents.layout import Box, Layout, Rule, Run, Section, SetParagraph
from documents.lines import Line, mend
from documents.model import Cell, Element, Fault, OfficialDocument, Table
from documents.package import UnreadableDocumentError, read_bytes
from documents.patterns import COPY_NUMBER, PRINTED, SECRECY, SIGNER, URGENCY, is_number
from documents.places import Place

_PAGE_NUMBER = re.compile(r"[—–\-－·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/，,共]?\s*共?\s*\d{1,4}\s*页)?)[—–\-－·\s]*")
_INDENT = 1.2  # characters to the right of the margin that open a paragraph
_SHORT = 2.5  # characters short of the margin that close one
_REPEATED_ON = 3  # pages that have to show a line at the same height before it is a running head
_APART = 1.5  # characters between two columns of a line
_TITLE_SIZE = 18  # points
_OFF_CENTRE = 2.0  # characters a centred line may be beside the middle
_CENTRED_FROM = 0.2  # of the width of the page: no full line begins further in
_SHORTEST_RULE = 0.4  # of the width of the page
_FULL_LINE = 0.6  # of the width of the page
_HEAD, _FOOT = 0.1, 0.85  # of the height of the page: where page numbers stand
_FEWEST_EDGES = 6  # a table is drawn with at least that many lines


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line of print; lengths in points."""

    page: int
    text: str
    left: float
    right: float
    top: float
    size: float
    width: float = 595
    height: float = 0
    font: str = ""
    colour: str = ""
    page_height: float = 842
    table: Table | None = None

    @property
    def amid(self) -> bool:
        """Set about the middle of the page, as are centred lines and full ones."""
        return abs((self.left + self.right) / 2 - self.width / 2) < _OFF_CENTRE * self.size

    @property
    def centred(self) -> bool:
        return self.amid and self.left > self.width * _CENTRED_FROM


@dataclass(frozen=True, slots=True)
class _PageRead:
    number: int
    width: float
    height: float
    lines: tuple[_Printed, ...]
    rules: tuple[Rule, ...]


def read_pdf_documents(path: Path) -> tuple[OfficialDocument, ...]:
    """The documents in a PDF; each paragraph's place is the page on which it begins.

    Raises UnreadableDocumentError when the file is damaged or locked, or has no text layer.
    """
    return pdf_documents(read_bytes(path), path.name)


def pdf_documents(data: bytes, name: str) -> tuple[OfficialDocument, ...]:
    """The same for a file in memory."""
    pages = _opened(data, name)
    printed = [line for page in pages for line in page.lines]
    if not printed:
        raise UnreadableDocumentError(
            f"{name}：PDF 没有文字层（扫描件或图片），请先识别为文字并核对，或取得原始的 Word 文件"
        )
    documents = read_documents(_paragraphs(_without_running_heads(printed)))
    faults = tuple(
        Fault(Place(page=page.number), "这一页没有文字层（扫描件或图片），没有读入") for page in pages if not page.lines
    )
    if not documents:
        return ()
    elements = (*documents[0].elements, *_drawn(pages))
    first = replace(documents[0], elements=elements, faults=(*documents[0].faults, *faults), layout=_layout(pages))
    return (first, *documents[1:])


def _opened(data: bytes, name: str) -> list[_PageRead]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return [_page(page) for page in pdf.pages]
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableDocumentError(f"{name}：PDF 有密码，请解除密码后再读") from error
        raise UnreadableDocumentError(f"{name}：PDF 不完整或已损坏，请重新取得") from error
    except Exception as error:  # a damaged file makes the parser raise nearly anything
        raise UnreadableDocumentError(f"{name}：PDF 不完整或已损坏，请重新取得") from error


def _page(page: Page) -> _PageRead:
    tables = list(_tables(page))
    lines = [
        piece
        for line in page.extract_text_lines(return_chars=True)
        if not any(table.top <= line["top"] <= table.top + table.height for table in tables)
        for piece in _columns(page, line)
    ]
    ordered = sorted([*lines, *tables], key=lambda line: line.top) if tables else lines
    return _PageRead(page.page_number, float(page.width), float(page.height), tuple(ordered), tuple(_rules(page)))


def _tables(page: Page) -> Iterator[_Printed]:
    """The ruled tables of a page, each in place of the lines that stand in it."""
    if len(page.rects) + len(page.lines) + len(page.curves) < _FEWEST_EDGES:
        return
    for found in page.find_tables():
        rows = tuple(_cells(row) for row in found.extract())
        if len(rows) > 1 and max(len(row) for row in rows) > 1:
            left, top, right, bottom = (float(edge) for edge in found.bbox)
            width, height = float(page.width), float(page.height)
            yield _Printed(
                page.page_number, "", left, right, top, 0, width, bottom - top, page_height=height, table=Table(rows)
            )


def _cells(row: Sequence[str | None]) -> tuple[Cell, ...]:
    """Cells that a row's own spans into are none."""
    cells: list[Cell] = []
    for text in row:
        if text is None and cells:
            cells[-1] = replace(cells[-1], across=cells[-1].across + 1)
        elif text is not None:
            cells.append(Cell(text.replace("\n", "")))
    return tuple(cells)


def _columns(page: Page, line: dict[str, Any]) -> Iterator[_Printed]:
    """A line as it is, unless it sets parts of the head or the imprint side by side."""
    chars = line["chars"]
    starts = [0, *(i for i in range(1, len(chars)) if chars[i]["x0"] - chars[i - 1]["x1"] > _APART * chars[i]["size"])]
    parts = [chars[start:end] for start, end in zip(starts, [*starts[1:], len(chars)], strict=True)]
    texts = ["".join(char["text"] for char in part).strip() for part in parts]
    if len(parts) > 1 and any(_stands_apart(text) for text in texts):
        yield from (_printed(page, text, part, line) for text, part in zip(texts, parts, strict=True) if text)
    else:
        yield _printed(page, line["text"], chars, line)


def _stands_apart(text: str) -> bool:
    tight = "".join(text.split())
    alone = (COPY_NUMBER, SECRECY, URGENCY, PRINTED)
    return is_number(tight) or bool(SIGNER.match(text)) or any(form.fullmatch(tight) for form in alone)


def _printed(page: Page, text: str, chars: Sequence[dict[str, Any]], line: dict[str, Any]) -> _Printed:
    first = chars[0]
    return _Printed(
        page.page_number,
        text,
        float(first["x0"]),
        float(chars[-1]["x1"]),
        float(line["top"]),
        float(first["size"]),
        float(page.width),
        float(line["bottom"]) - float(line["top"]),
        str(first.get("fontname", "")).rpartition("+")[2],
        _colour(first.get("non_stroking_color")),
        float(page.height),
    )


def _colour(given: Any) -> str:
    """RRGGBB of what a PDF paints with: grey, RGB or CMYK, each from 0 to 1."""
    parts = [given] if isinstance(given, int | float) else list(given or ())
    if not all(isinstance(part, int | float) for part in parts):
        return ""
    if len(parts) == 4:
        key = 1 - parts[3]
        parts = [(1 - part) * key for part in parts[:3]]
    elif len(parts) == 1:
        parts = parts * 3
    return "".join(f"{round(max(0, min(1, part)) * 255):02X}" for part in parts) if len(parts) == 3 else ""


def _rules(page: Page) -> Iterator[Rule]:
    """Long level lines, as lines or as flat rectangles."""
    for drawn in (*page.lines, *page.rects):
        flat = abs(drawn["bottom"] - drawn["top"]) < 4
        length = drawn["x1"] - drawn["x0"]
        if flat and length > _SHORTEST_RULE * float(page.width):
            colour = (
                _colour(drawn.get("stroking_color"))
                if drawn.get("stroke")
                else _colour(drawn.get("non_stroking_color"))
            )
            thick = max(float(drawn.get("linewidth") or 0), drawn["bottom"] - drawn["top"])
            place = Place(page=page.page_number)
            yield Rule(place, _twips(drawn["x0"]), _twips(drawn["top"]), _twips(length), round(thick * 8), colour)


def _twips(points: float) -> int:
    return round(points * 20)


def _without_running_heads(printed: Sequence[_Printed]) -> list[_Printed]:
    """Without page numbers and what stands at the same height of several pages."""
    seen = Counter((line.text, round(line.top)) for line in printed)
    return [line for line in printed if not _is_page_number(line) and seen[line.text, round(line.top)] < _REPEATED_ON]


def _is_page_number(line: _Printed) -> bool:
    """A number by itself is one at the edge of the page, one between dashes anywhere."""
    bare = line.text.strip()
    if not bare or not _PAGE_NUMBER.fullmatch(line.text) or COPY_NUMBER.fullmatch(bare):
        return False
    return not bare.isdigit() or not _HEAD < line.top / line.page_height < _FOOT


def _paragraphs(printed: Sequence[_Printed]) -> list[Line]:
    """The text between the tables, each of which is a line of its own."""
    lines: list[Line] = []
    pending: list[_Printed] = []
    margins = _margins([line for line in printed if line.table is None])
    for line in printed:
        if line.table is None:
            pending.append(line)
        else:
            lines += [*_running(pending, margins), Line(Place(page=line.page), "", table=line.table)]
            pending = []
    return [*lines, *_running(pending, margins)]


def _margins(printed: Sequence[_Printed]) -> tuple[float, float]:
    """Left and right of the text: where full lines begin and end."""
    full = [line for line in printed if line.right - line.left > _FULL_LINE * line.width] or printed
    return (min(p.left for p in full), _margin(round(p.right) for p in full)) if full else (0, 0)


def _running(printed: Sequence[_Printed], margins: tuple[float, float]) -> list[Line]:
    """Paragraphs as the setting shows them; what a page or a figure breaks in a sentence is mended like wrapped text."""
    groups: list[list[_Printed]] = []
    for index, line in enumerate(printed):
        if index and not _begins(line, printed[index - 1], *margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = "\n\n".join(" ".join(line.text for line in group) for group in groups)
    return [_set(line, groups) for line in mend(rows)]


def _set(line: Line, groups: Sequence[Sequence[_Printed]]) -> Line:
    """With its page, and what the print says of it."""
    taken = [one for place in (line.places or (line.place,)) for one in groups[(place.line or 1) // 2]]
    pages = tuple(dict.fromkeys(Place(page=one.page) for one in taken))
    return replace(
        line,
        place=pages[0],
        places=pages if len(pages) > 1 else (),
        as_title=all(one.amid and one.size >= _TITLE_SIZE for one in taken),
        centred=all(one.centred for one in taken),
        red=all(is_red(one.colour) for one in taken),
        indented=taken[0].left > taken[0].width * 0.45,
    )


def _margin(positions: Iterator[int]) -> int:
    return Counter(positions).most_common(1)[0][0]


def _begins(line: _Printed, above: _Printed, left: float, right: float) -> bool:
    """Indented, of another size, or below a line that ends short of the margin; a sentence that goes on is joined all the same."""
    other = abs(line.size - above.size) > 1
    return other or line.left > left + _INDENT * line.size or above.right < right - _SHORT * above.size


# What is drawn


def _drawn(pages: Sequence[_PageRead]) -> Iterator[Element]:
    for page in pages:
        for _ in {rule.top for rule in page.rules if is_red(rule.colour)}:
            yield Element("分隔线", "", Place(page=page.number))
    for page in pages:
        numbered = next((line for line in reversed(page.lines) if _is_page_number(line)), None)
        if numbered:
            yield Element("页码", numbered.text.strip(), Place(page=page.number))


def _layout(pages: Sequence[_PageRead]) -> Layout:
    """One section for the file, since a PDF keeps none; each line of print with its box."""
    first = pages[0]
    section = Section(_twips(first.width), _twips(first.height), 0, 0, 0, 0, landscape=first.width > first.height)
    paragraphs = tuple(_set_line(line) for page in pages for line in page.lines if line.table is None)
    return Layout((section,), paragraphs, rules=tuple(rule for page in pages for rule in page.rules))


def _set_line(line: _Printed) -> SetParagraph:
    run = Run(
        line.text, line.font, line.font, round(line.size * 2), colour="" if line.colour == "000000" else line.colour
    )
    box = Box(_twips(line.left), _twips(line.top), _twips(line.right - line.left), _twips(line.height))
    alignment = "center" if line.centred else "left"
    return SetParagraph(Place(page=line.page), line.text, (run,), alignment=alignment, box=box)  # type: ignore[arg-type]
