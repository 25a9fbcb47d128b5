"""A .docx as the layout of its pages, with the blocks it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element as Node

from msgspec import Struct, field
from msgspec.structs import replace

from documents.layout import Border, Layout, Picture, Rule, RunningLine, Section, SetParagraph
from documents.package import UnreadableDocumentError, numbered_paragraphs
from documents.places import NOWHERE, Place
from documents.word.drawings import box_of, drawn_in
from documents.word.file import WordFile
from documents.word.fonts import Theme, read_theme
from documents.word.formats import border
from documents.word.names import W
from documents.word.numbering import read_numbering
from documents.word.runs import Content, read_content, revised_nodes
from documents.word.sections import read_section, references
from documents.word.setting import Setter, Where
from documents.word.styles import Styles, is_switched_on, read_styles
from documents.word.walking import Block, CellBlock, Spot, TableBlock, TextBox, read_blocks


class SetTable(Struct, frozen=True):
    """A table of the body with the paragraphs of each cell."""

    rows: tuple[tuple[SetCell, ...], ...]
    header_rows: int = 0
    section: int = 0


class SetCell(Struct, frozen=True):
    blocks: tuple[SetBlock, ...]
    column: int
    across: int = 1
    continues: bool = False


SetBlock = SetParagraph | SetTable


class WordDocument(Struct, frozen=True):
    """What a .docx holds: its layout, and the same paragraphs in the tables they stand in."""

    layout: Layout
    blocks: tuple[SetBlock, ...]
    file: WordFile


def read_word(data: bytes, name: str) -> WordDocument:
    """Raises UnreadableDocumentError when this is no .docx that can be read."""
    file = WordFile(data, name)
    try:
        return _Reading(file).document()
    except RecursionError as error:
        raise UnreadableDocumentError(f"{name}：内部结构嵌套过深，请用 WPS 或 Word 打开后另存一份") from error


class _Found(Struct):
    """What is met on the way, in order."""

    paragraphs: list[SetParagraph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


class _Reading:
    def __init__(self, file: WordFile) -> None:
        self.file = file
        settings = file.part("settings")
        self.odd_and_even = is_switched_on(settings, "evenAndOddHeaders")
        self.theme: Theme = read_theme(file.part("theme"), settings)
        self.styles: Styles = read_styles(file.part("styles"))
        self.setter = Setter(self.styles, self.theme, read_numbering(file.part("numbering")))
        body = file.body.find(W + "body")
        self.root = file.body if body is None else body
        gutter_at_top = is_switched_on(settings, "gutterAtTop")
        self.section_nodes = list(_section_nodes(self.root))
        self.sections = [read_section(node, gutter_at_top=gutter_at_top) for node in self.section_nodes] or [
            read_section(None)
        ]
        self.found = _Found()
        self.section = 0
        self.begins_page = False
        self.carried: tuple[Place, list[Content]] | None = None

    def document(self) -> WordDocument:
        blocks = tuple(self._blocks(read_blocks(self.root), Where("body", 0, self.sections[0])))
        running = tuple(self._running())
        revised, commented = self._marked()
        layout = Layout(
            tuple(self.sections),
            tuple(_framed(self.found.paragraphs)),
            running,
            tuple(self.found.rules),
            tuple(self.found.pictures),
            self.odd_and_even,
            len(revised),
            len(commented),
            tuple(dict.fromkeys(revised)),
            tuple(dict.fromkeys(commented)),
        )
        return WordDocument(layout, blocks, self.file)

    def _blocks(self, blocks: Sequence[Block], where: Where) -> Iterator[SetBlock]:
        for block in blocks:
            if isinstance(block, TableBlock):
                yield self._table(block)
            elif not block.deleted:
                yield from self._paragraph(block, where)

    def _paragraph(self, spot: Spot, where: Where) -> Iterator[SetBlock]:
        """The paragraph and what stands in its boxes; one whose mark is deleted runs on in the next."""
        if where.part in ("body", "table"):
            where = replace(where, section=self.section, page=self._page())
        place, content = self._content(spot)
        if _mark_is_deleted(spot.node):
            self.carried = (place, [*(self.carried[1] if self.carried else []), content])
            return
        content = self._with_carried(content)
        place, self.carried = (self.carried[0] if self.carried else place), None
        made = self._paged(self.setter.set(spot.node, place, where, content), content, where)
        self.found.paragraphs.append(made)
        yield made
        drawn = drawn_in(spot.node, made.place, where.page, self.theme)
        self.found.rules += drawn.rules
        self.found.pictures += drawn.pictures
        for box in spot.boxes:
            yield from self._boxed(box, where)
        self._end_section(spot.node, where)

    def _content(self, spot: Spot) -> tuple[Place, Content]:
        return Place(paragraph=spot.number), read_content(spot.node)

    def _with_carried(self, content: Content) -> Content:
        if self.carried is None:
            return content
        above = self.carried[1]
        return Content(
            [stretch for part in (*above, content) for stretch in part.stretches],
            [name for part in (*above, content) for name in part.fields],
            content.breaks,
        )

    def _paged(self, made: SetParagraph, content: Content, where: Where) -> SetParagraph:
        """With what breaks and sections before it mean for the page it begins on."""
        if where.part == "text box":
            return made
        text = content.text
        starts = made.page_break_before or self.begins_page or any(not text[:place].strip() for place in content.breaks)
        own_break = bool(content.breaks)
        if own_break and not text.strip():
            self.begins_page = True
            return made
        self.begins_page = any(not text[place:].strip() and text[:place].strip() for place in content.breaks)
        return replace(made, page_break_before=starts) if starts != made.page_break_before else made

    def _boxed(self, box: TextBox, where: Where) -> Iterator[SetBlock]:
        part = where.part if where.part in ("header", "footer") else "text box"
        shape = None if box.shape is None else box_of(box.shape, where.page)
        yield from self._blocks(box.blocks, Where(part, where.section, where.page, box=shape))

    def _end_section(self, node: Node, where: Where) -> None:
        properties = node.find(W + "pPr")
        if where.part == "body" and properties is not None and properties.find(W + "sectPr") is not None:
            self.section = min(self.section + 1, len(self.sections) - 1)
            self.begins_page = self._page().starts != "continuous"

    def _page(self) -> Section:
        return self.sections[self.section]

    def _table(self, table: TableBlock) -> SetTable:
        section = self.section
        rows = [row for row in table.rows if not row.deleted]
        borders = _style_borders(self.styles, table.style) | table.borders
        made = []
        for index, row in enumerate(rows):
            edges = _edges(borders, index, len(rows))
            made.append(tuple(self._cell(cell, table, edges) for cell in row.cells))
        headers = next((index for index, row in enumerate(rows) if not row.is_header), len(rows))
        return SetTable(tuple(made), headers, section)

    def _cell(self, cell: CellBlock, table: TableBlock, edges: tuple[Border | None, Border | None]) -> SetCell:
        """The borders of the cell are those of its first and last paragraph."""
        top, bottom = (cell.borders.get(side, edge) for side, edge in zip(("top", "bottom"), edges, strict=True))
        inside: list[SetBlock] = []
        last = len(cell.blocks) - 1
        for index, block in enumerate(cell.blocks):
            where = Where(
                "table",
                self.section,
                self._page(),
                table.style,
                top if index == 0 else None,
                bottom if index == last else None,
            )
            inside += self._blocks([block], where)
        return SetCell(tuple(inside), cell.column, cell.across, cell.continues)

    def _running(self) -> Iterator[RunningLine]:
        """The headers and footers that are printed, for each section its own or those of the section before."""
        inherited: dict[tuple[str, str], str] = {}
        for number, node in enumerate(self.section_nodes):
            inherited = references(node, inherited)
            shown = ["default", *(["first"] if self.sections[number].different_first else [])]
            shown += ["even"] if self.odd_and_even else []
            for part in ("header", "footer"):
                there = any(named == part for named, _ in inherited)
                for pages in shown:
                    if there:
                        yield self._running_line(part, pages, number, inherited.get((part, pages), ""))

    def _running_line(self, part: str, pages: str, number: int, identity: str) -> RunningLine:
        root = self.file.related_xml(identity)
        kept, self.found, self.begins_page = self.found, _Found(), False
        where = Where("header" if part == "header" else "footer", number, self.sections[number])
        list(self._blocks(read_blocks(root), where) if root is not None else ())
        paragraphs = tuple(replace(paragraph, place=NOWHERE) for paragraph in self.found.paragraphs)
        rules = tuple(replace(rule, place=NOWHERE) for rule in self.found.rules)
        self.found = kept
        fields = tuple(name for paragraph in paragraphs for name in paragraph.fields)
        return RunningLine(part, pages, number, paragraphs, fields, rules)  # type: ignore[arg-type]

    def _marked(self) -> tuple[list[Place], list[Place]]:
        """Where changes are tracked and where comments begin: the paragraph of each."""
        revised: list[Place] = []
        commented: list[Place] = []
        for number, node in _numbered(self.root):
            place = Place(paragraph=number)
            revised += [place] * sum(1 for _ in revised_nodes(node))
            commented += [place] * sum(1 for _ in node.iter(W + "commentReference"))
        return revised, commented


def _numbered(root: Node) -> Iterator[tuple[int, Node]]:
    """The paragraphs outside text boxes with their numbers."""
    seen = 0
    for number, node in numbered_paragraphs(root):
        if number > seen:
            seen = number
            yield number, node


def _framed(paragraphs: Sequence[SetParagraph]) -> Iterator[SetParagraph]:
    """Neighbours of the same borders in one frame: no line above the next, none below the one before."""
    for index, paragraph in enumerate(paragraphs):
        above = paragraphs[index - 1] if index else None
        below = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if not (paragraph.top or paragraph.bottom) or paragraph.part != "body":
            yield paragraph
            continue
        top = None if above and _frames_on(above, paragraph) else paragraph.top
        bottom = paragraph.between if below and _frames_on(paragraph, below) else paragraph.bottom
        yield replace(paragraph, top=top, bottom=bottom)


def _frames_on(one: SetParagraph, other: SetParagraph) -> bool:
    """Whether Word draws one frame around both."""
    return (one.part, one.top, one.bottom, one.between, one.left, one.right) == (
        other.part, other.top, other.bottom, other.between, other.left, other.right,
    )  # fmt: skip


def _mark_is_deleted(node: Node) -> bool:
    return node.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _section_nodes(body: Node) -> Iterator[Node]:
    """Every w:sectPr in order; those that a tracked change keeps of before are none of them."""
    for child in body:
        if child.tag == W + "sectPr":
            yield child
        elif child.tag == W + "p":
            found = child.find(f"{W}pPr/{W}sectPr")
            if found is not None:
                yield found
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _section_nodes(child)


def _style_borders(styles: Styles, name: str) -> dict[str, Border | None]:
    found: dict[str, Border | None] = {}
    for style in styles.chain("table", name or styles.default_table):
        borders = style.node.find(f"{W}tblPr/{W}tblBorders")
        found |= {} if borders is None else {child.tag.removeprefix(W): border(child) for child in borders}
    return found


def _edges(borders: dict[str, Border | None], index: int, rows: int) -> tuple[Border | None, Border | None]:
    """The lines above and below a row where its cells say nothing else."""
    above = borders.get("top" if index == 0 else "insideH")
    return above, borders.get("bottom" if index == rows - 1 else "insideH")
