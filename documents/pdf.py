"""A policy text in a PDF with a text layer: its lines put together to paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from documents.elements import read_documents
from documents.lines import Line, mend
from documents.model import Fault, OfficialDocument
from documents.package import UnreadableDocumentError
from documents.places import Place

_PAGE_NUMBER = re.compile(r"[—–\-－·\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/，,共]?\s*共?\s*\d{1,4}\s*页)?)[—–\-－·\s]*")
_INDENT = 1.2  # characters to the right of the margin that open a paragraph
_SHORT = 2.5  # characters short of the margin that close one
_REPEATED_ON = 3  # pages that have to show a line at the same height before it is a running head


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line of print."""

    page: int
    text: str
    left: float
    right: float
    top: float
    size: float


def read_pdf_documents(path: Path) -> tuple[OfficialDocument, ...]:
    """The documents in a PDF; each paragraph's place is the page on which it begins.

    Raises UnreadableDocumentError when the file is damaged or locked, or has no text layer.
    """
    printed, scanned = _opened(path)
    if not printed:
        raise UnreadableDocumentError(
            f"{path.name}：PDF 没有文字层（扫描件或图片），请先识别为文字并核对，或取得原始的 Word 文件"
        )
    lines = _paragraphs(_without_running_heads(printed))
    documents = read_documents(lines)
    faults = tuple(Fault(Place(page=number), "这一页没有文字层（扫描件或图片），没有读入") for number in scanned)
    return (replace(documents[0], faults=(*documents[0].faults, *faults)), *documents[1:]) if documents else ()


def _opened(path: Path) -> tuple[list[_Printed], list[int]]:
    """The lines of print, and the pages that have none."""
    try:
        with pdfplumber.open(path) as pdf:
            pages = [(page.page_number, list(_lines(page))) for page in pdf.pages]
    except FileNotFoundError as error:
        raise UnreadableDocumentError(f"{path.name}：没有这个文件") from error
    except OSError as error:
        raise UnreadableDocumentError(f"{path.name}：打不开，没有读取权限，或不是文件") from error
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableDocumentError(f"{path.name}：PDF 有密码，请解除密码后再读") from error
        raise UnreadableDocumentError(f"{path.name}：PDF 不完整或已损坏，请重新取得") from error
    return [line for _, lines in pages for line in lines], [number for number, lines in pages if not lines]


def _lines(page: Page) -> Iterator[_Printed]:
    for line in page.extract_text_lines(return_chars=True):
        size = float(line["chars"][0]["size"])
        yield _Printed(page.page_number, line["text"], float(line["x0"]), float(line["x1"]), float(line["top"]), size)


def _without_running_heads(printed: Sequence[_Printed]) -> list[_Printed]:
    """Without page numbers and what stands at the same height of several pages."""
    seen = Counter((line.text, round(line.top)) for line in printed)
    return [
        line
        for line in printed
        if not _PAGE_NUMBER.fullmatch(line.text) and seen[line.text, round(line.top)] < _REPEATED_ON
    ]


def _paragraphs(printed: Sequence[_Printed]) -> list[Line]:
    """Mended like wrapped text; a blank line is put where the setting shows that a paragraph begins."""
    if not printed:
        return []
    left, right = _margin(round(p.left) for p in printed), _margin(round(p.right) for p in printed)
    rows: list[str] = []
    pages: list[int] = []
    for index, line in enumerate(printed):
        if index and _begins(line, printed[index - 1], left, right):
            rows.append("")
            pages.append(line.page)
        rows.append(line.text)
        pages.append(line.page)
    return [replace(line, place=Place(page=pages[(line.place.line or 1) - 1])) for line in mend("\n".join(rows))]


def _margin(positions: Iterator[int]) -> int:
    return Counter(positions).most_common(1)[0][0]


def _begins(line: _Printed, above: _Printed, left: float, right: float) -> bool:
    """Indented, or below a line that ends short of the margin; a sentence that goes on is joined all the same."""
    return line.left > left + _INDENT * line.size or above.right < right - _SHORT * above.size
