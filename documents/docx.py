"""An official document in a .docx, read to the same elements as a text, with its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from documents.drawn import drawn_elements, is_red
from documents.elements import read_documents
from documents.layout import SetParagraph
from documents.levels import level_of
from documents.lines import Line
from documents.model import Cell, OfficialDocument, Table
from documents.package import read_bytes
from documents.patterns import ANNEX_NOTE, COPIES, PRINTED, is_red_head
from documents.places import Place
from documents.word.pictures import figure_in
from documents.word.reading import SetBlock, SetTable, WordDocument, read_word

TITLE_SIZE = 36  # half points: 2号 is 44, what is set in 小二 and above is taken for a title
_INDENTED = 1400  # twips: a third of the way to where a signature stands


def read_docx_document(path: Path) -> tuple[OfficialDocument, ...]:
    """The documents in a .docx, in order; one, as a rule, with what it annexes in `inner`.

    Raises UnreadableDocumentError when the file cannot be opened.
    """
    return docx_documents(read_bytes(path), path.name)


def docx_documents(data: bytes, name: str) -> tuple[OfficialDocument, ...]:
    """The same for a file in memory."""
    word = read_word(data, name)
    documents = read_documents(list(_lines(word)))
    if not documents:
        return ()
    elements = (*documents[0].elements, *drawn_elements(documents[0], word.layout))
    return (replace(documents[0], elements=elements, layout=word.layout), *documents[1:])


def _lines(word: WordDocument) -> Iterator[Line]:
    for block in word.blocks:
        yield from _of_block(block, word)


def _of_block(block: SetBlock, word: WordDocument) -> Iterator[Line]:
    if isinstance(block, SetTable):
        yield from _of_table(block, word)
        return
    figure = figure_in(block.place, word)
    if figure:
        yield Line(block.place, "", figure=figure)
    for text in _texts(block):
        yield _line(block, text)


def _texts(paragraph: SetParagraph) -> list[str]:
    """The text with its number; only in a list of annexes do soft returns part what belongs apart."""
    text = paragraph.text.strip()
    if not text:
        return []
    numbered = _numbered(paragraph.number, text)
    if "\n" in text and (ANNEX_NOTE.match(text) or re.match(r"\d+[．.、].+\n\s*\d+[．.、]", text)):
        return [part.strip() for part in numbered.split("\n") if part.strip()]
    return [numbered.replace("\n", "")]


def _numbered(number: str, text: str) -> str:
    """Numbers of official documents count as text; letters and the like are ornaments."""
    counts = bool(level_of(number + "文")[0]) or number.startswith(("第", "附件"))
    return number + text if counts else text


def _line(paragraph: SetParagraph, text: str) -> Line:
    run = paragraph.main_run
    centred = paragraph.alignment == "center"
    return Line(
        paragraph.place,
        text,
        as_title=centred and run is not None and run.size >= TITLE_SIZE,
        centred=centred,
        red=run is not None and is_red(run.colour),
        indented=paragraph.alignment == "right" or paragraph.left + max(paragraph.first_line, 0) > 2 * _INDENTED,
        begins_page=paragraph.page_break_before,
    )


# Tables


def _of_table(table: SetTable, word: WordDocument) -> Iterator[Line]:
    """A table of data is one line of its own; one that only places the head, a signature or the imprint runs as text."""
    if _holds_data(table):
        yield Line(_first_place(table), "", table=_table(table, word))
        return
    for row in table.rows:
        for cell in row:
            for block in cell.blocks:
                yield from _of_block(block, word)


def _holds_data(table: SetTable) -> bool:
    columns = max((cell.column + cell.across for row in table.rows for cell in row), default=0)
    if columns < 2 or len(table.rows) < 2:
        return False
    return not any(_frames(paragraph) for paragraph in _paragraphs(table))


def _frames(paragraph: SetParagraph) -> bool:
    """What stands in the head or the imprint, and in no table of data."""
    text = paragraph.text.strip()
    tight = "".join(text.split())
    run = paragraph.main_run
    large = run is not None and run.size >= TITLE_SIZE and is_red(run.colour)
    headed = is_red_head(tight) and run is not None and run.size >= TITLE_SIZE
    return bool(large or headed or COPIES.match(text) or PRINTED.fullmatch(tight) or re.match("签发人[：:]", tight))


def _paragraphs(table: SetTable) -> Iterator[SetParagraph]:
    for row in table.rows:
        for cell in row:
            for block in cell.blocks:
                if isinstance(block, SetTable):
                    yield from _paragraphs(block)
                else:
                    yield block


def _first_place(table: SetTable) -> Place:
    return next((paragraph.place for paragraph in _paragraphs(table)), Place())


def _table(table: SetTable, word: WordDocument) -> Table:
    """Cells that go on from above are left out, those they go on from span them."""
    rows = []
    for index, row in enumerate(table.rows):
        cells = [
            Cell(_cell_text(cell.blocks), cell.across, _down(table, index, cell.column))
            for cell in row
            if not cell.continues
        ]
        rows.append(tuple(cells))
    landscape = word.layout.sections[table.section].landscape
    return Table(tuple(rows), max(1, table.header_rows), landscape)


def _down(table: SetTable, start: int, column: int) -> int:
    depth = 1
    for row in table.rows[start + 1 :]:
        if not any(cell.continues and cell.column == column for cell in row):
            break
        depth += 1
    return depth


def _cell_text(blocks: Sequence[SetBlock]) -> str:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, SetTable):
            texts += [paragraph.text.strip() for paragraph in _paragraphs(block)]
        else:
            texts.append((block.number + block.text).strip())
    return "\n".join(text for text in texts if text)
