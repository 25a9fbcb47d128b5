"""An official document in a .docx, read to the same elements as a text, with its layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from documents.elements import read_documents
from documents.layout import Layout, SetParagraph
from documents.levels import level_of
from documents.lines import Line
from documents.model import Element, OfficialDocument
from documents.word.reading import read_word

TITLE_SIZE = 36  # half points: 2号 is 44, what is set in 小二 and above is taken for a title
RED = frozenset({"FF0000", "RED", "C00000", "E60012", "ED1C24"})


def read_docx_document(path: Path) -> tuple[OfficialDocument, ...]:
    """The documents in a .docx, in order; one, as a rule, with what it annexes in `inner`.

    Raises UnreadableDocumentError when the file cannot be opened.
    """
    word = read_word(path)
    documents = read_documents([line for paragraph in word.layout.paragraphs if (line := _line(paragraph)).text])
    if not documents:
        return ()
    drawn = [*_rules(word.layout), *_page_numbers(word.layout)]
    first = replace(documents[0], elements=(*documents[0].elements, *drawn), layout=word.layout)
    return (first, *documents[1:])


def _line(paragraph: SetParagraph) -> Line:
    text = paragraph.text.replace("\n", "").strip()
    return Line(paragraph.place, _numbered(paragraph.number, text), _is_title(paragraph))


def _numbered(number: str, text: str) -> str:
    """Numbers of official documents count as text; letters and the like are ornaments."""
    counts = bool(level_of(number + "文")[0]) or number.startswith("第")
    return number + text if text and counts else text


def _is_title(paragraph: SetParagraph) -> bool:
    run = paragraph.main_run
    return paragraph.alignment == "center" and run is not None and run.size >= TITLE_SIZE


def _rules(layout: Layout) -> Iterator[Element]:
    """Red rules drawn as the border of a paragraph."""
    for paragraph in layout.paragraphs:
        if any(border and border.colour in RED for border in (paragraph.top, paragraph.bottom)):
            yield Element("分隔线", "", paragraph.place)


def _page_numbers(layout: Layout) -> Iterator[Element]:
    for line in layout.running:
        if line.part == "footer" and "PAGE" in line.fields:
            yield Element("页码", "".join(paragraph.text for paragraph in line.paragraphs).strip())
