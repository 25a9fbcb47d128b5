"""An official document in a PDF with a text layer: its lines put together to paragraphs again."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
from msgspec.structs import replace
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from documents.drawn import is_red
from documents.elements import read_documents
from documents.layout import Box, Layout, Run, Section, SetParagraph
from documents.lines import Line, mend
from documents.model import Element, Fault, OfficialDocument
from documents.package import UnreadableDocumentError, read_bytes
from documents.patterns import COPY_NUMBER
from documents.pdf_pages import PrintedLine, ReadPage, read_page, twips_of
from documents.places import Place
from values.expressions import expression

_PAGE_NUMBER = expression(r"[—–\-－·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/，,共]?\s*共?\s*\d{1,4}\s*页)?)[—–\-－·\s]*")
_INDENT = 1.2  # characters to the right of the margin that open a paragraph
_SHORT = 2.5  # characters short of the margin that close one
_REPEATED_ON = 3  # pages that have to show a line at the same height before it is a running head
_TITLE_SIZE = 18  # points
FULL_LINE = 0.6  # of the width of the page
_HEAD, _FOOT = 0.1, 0.85  # of the height of the page: where page numbers stand


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


def _opened(data: bytes, name: str) -> list[ReadPage]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return [read_page(page) for page in pdf.pages]
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableDocumentError(f"{name}：PDF 有密码，请解除密码后再读") from error
        raise UnreadableDocumentError(f"{name}：PDF 不完整或已损坏，请重新取得") from error
    except Exception as error:  # a damaged file makes the parser raise nearly anything
        raise UnreadableDocumentError(f"{name}：PDF 不完整或已损坏，请重新取得") from error


def _without_running_heads(printed: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Without page numbers and what stands at the same height of several pages."""
    seen = Counter((line.text, round(line.top)) for line in printed)
    return [line for line in printed if not _is_page_number(line) and seen[line.text, round(line.top)] < _REPEATED_ON]


def _is_page_number(line: PrintedLine) -> bool:
    """A number by itself is one at the edge of the page, one between dashes anywhere."""
    bare = line.text.strip()
    if not bare or not _PAGE_NUMBER.fullmatch(line.text) or COPY_NUMBER.fullmatch(bare):
        return False
    return not bare.isdigit() or not _HEAD < line.top / line.page_height < _FOOT


def _paragraphs(printed: Sequence[PrintedLine]) -> list[Line]:
    """The text between the tables, each of which is a line of its own."""
    lines: list[Line] = []
    pending: list[PrintedLine] = []
    margins = _margins([line for line in printed if line.table is None])
    for line in printed:
        if line.table is None:
            pending.append(line)
        else:
            lines += [*_running(pending, margins), Line(Place(page=line.page), "", table=line.table)]
            pending = []
    return [*lines, *_running(pending, margins)]


def _margins(printed: Sequence[PrintedLine]) -> tuple[float, float]:
    """Left and right of the text: where full lines begin and end."""
    full = [line for line in printed if line.right - line.left > FULL_LINE * line.width] or printed
    return (min(p.left for p in full), _margin(round(p.right) for p in full)) if full else (0, 0)


def _running(printed: Sequence[PrintedLine], margins: tuple[float, float]) -> list[Line]:
    """Paragraphs as the setting shows them; what a page or a figure breaks in a sentence is mended like wrapped text."""
    groups: list[list[PrintedLine]] = []
    for index, line in enumerate(printed):
        if index and not _begins(line, printed[index - 1], *margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = "\n\n".join(" ".join(line.text for line in group) for group in groups)
    return [_set(line, groups) for line in mend(rows)]


def _set(line: Line, groups: Sequence[Sequence[PrintedLine]]) -> Line:
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


def _begins(line: PrintedLine, above: PrintedLine, left: float, right: float) -> bool:
    """Indented, of another size, or below a line that ends short of the margin; a sentence that goes on is joined all the same."""
    other = abs(line.size - above.size) > 1
    return other or line.left > left + _INDENT * line.size or above.right < right - _SHORT * above.size


# What is drawn


def _drawn(pages: Sequence[ReadPage]) -> Iterator[Element]:
    for page in pages:
        for _ in {rule.top for rule in page.rules if is_red(rule.colour)}:
            yield Element("分隔线", "", Place(page=page.number))
    for page in pages:
        numbered = next((line for line in reversed(page.lines) if _is_page_number(line)), None)
        if numbered:
            yield Element("页码", numbered.text.strip(), Place(page=page.number))


def _layout(pages: Sequence[ReadPage]) -> Layout:
    """One section for the file, since a PDF keeps none; each line of print with its box."""
    first = pages[0]
    section = Section(twips_of(first.width), twips_of(first.height), 0, 0, 0, 0, landscape=first.width > first.height)
    paragraphs = tuple(_set_line(line) for page in pages for line in page.lines if line.table is None)
    return Layout((section,), paragraphs, rules=tuple(rule for page in pages for rule in page.rules))


def _set_line(line: PrintedLine) -> SetParagraph:
    run = Run(
        line.text, line.font, line.font, round(line.size * 2), colour="" if line.colour == "000000" else line.colour
    )
    box = Box(twips_of(line.left), twips_of(line.top), twips_of(line.right - line.left), twips_of(line.height))
    alignment = "center" if line.centred else "left"
    return SetParagraph(Place(page=line.page), line.text, (run,), alignment=alignment, box=box)  # type: ignore[arg-type]
