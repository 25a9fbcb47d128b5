"""What checks of layout work out of a set document: where things stand, in what, how far apart.

Lengths are twips unless a name says otherwise. Only what a Word file states is measured; what comes of line breaking is
not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile
from unicodedata import east_asian_width

from msgspec import Struct

from checks.typefaces import category
from documents.layout import TWIPS_PER_MILLIMETRE, TWIPS_PER_POINT, Layout, Run, Section, SetParagraph
from documents.model import Element, ElementKind, OfficialDocument
from documents.model import Paragraph as BodyParagraph
from documents.places import Place

SOURCE = "GB/T 9704-2012"
NATURAL = (1.1, 1.4)  # the height of a line of its own over the size of its characters, by typeface
_SPACES = " \t\u3000\xa0"
_WIDE = frozenset("WFA")


class Span(Struct, frozen=True):
    """What is known of a length: it is no less and no more than this."""

    least: float
    most: float

    def meets(self, least: float, most: float) -> bool:
        return self.least <= most and self.most >= least

    def __add__(self, other: Span) -> Span:
        return Span(self.least + other.least, self.most + other.most)


def set_layout(document: OfficialDocument) -> Layout | None:
    """The layout of a Word file; none for a text, a page of the web, a PDF."""
    layout = document.layout
    return layout if layout and any(p.place.paragraph is not None for p in layout.paragraphs) else None


def millimetres(length: float) -> float:
    return round(length / TWIPS_PER_MILLIMETRE, 1)


def points(length: float) -> float:
    return length / TWIPS_PER_POINT


def figure(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def shortened(text: str) -> str:
    """The beginning of a text, enough to find it by."""
    bare = text.strip()
    return bare if len(bare) <= 12 else f"{bare[:12]}…"


# ---- which paragraphs ------------------------------------------------------------------------------------------


def paragraphs_of(layout: Layout, element: Element) -> list[SetParagraph]:
    """The paragraphs of an element; of those at one place (a text box at its anchor) the ones with its text."""
    own = _bare(element.text)
    return [p for place in element.paragraphs or (element.place,) for p in _at(layout, place, own)]


def _at(layout: Layout, place: Place, own: str) -> list[SetParagraph]:
    shown = [paragraph for paragraph in layout.at(place) if paragraph.text.strip()]
    return [p for p in shown if _bare(p.text) in own or own in _bare(p.text)] or shown


def paragraph_of(layout: Layout, element: Element) -> SetParagraph | None:
    return next(iter(paragraphs_of(layout, element)), None)


def elements_of(document: OfficialDocument, *kinds: ElementKind) -> list[Element]:
    return [element for element in document.elements if element.kind in kinds]


def body_of(document: OfficialDocument, layout: Layout) -> Iterator[tuple[BodyParagraph, SetParagraph]]:
    """The running paragraphs of the body, each with how it is set; no tables, no lines set apart."""
    by_number = _by_number(layout)
    for paragraph in document.body:
        given = by_number.get(paragraph.place.paragraph)
        if given is not None and given.part == "body" and given.alignment not in ("center", "right"):
            yield paragraph, given


def _by_number(layout: Layout) -> dict[int | None, SetParagraph]:
    """The paragraphs by their number in the file; of those at one (a text box at its anchor) the first."""
    found: dict[int | None, SetParagraph] = {}
    for paragraph in layout.paragraphs:
        if paragraph.text.strip():
            found.setdefault(paragraph.place.paragraph, paragraph)
    return found


def before(layout: Layout, paragraph: SetParagraph) -> list[SetParagraph]:
    """The paragraphs above another, in order."""
    return list(takewhile(lambda other: other is not paragraph, layout.paragraphs))


def between(layout: Layout, above: SetParagraph, below: SetParagraph) -> list[SetParagraph]:
    """The paragraphs between two others, in order."""
    return before(layout, below)[len(before(layout, above)) + 1 :]


def _bare(text: str) -> str:
    return "".join(text.split())


# ---- characters ------------------------------------------------------------------------------------------------


def typeface(run: Run) -> str:
    return category(run.east_asian_font)


def wide_runs(paragraph: SetParagraph) -> list[Run]:
    """The runs that show Chinese characters."""
    return [run for run in paragraph.runs if run.revision != "deleted" and any(map(is_wide, run.text.strip()))]


def main_run(paragraphs: Iterable[SetParagraph]) -> Run | None:
    """The run with the most Chinese characters."""
    runs = (run for paragraph in paragraphs for run in wide_runs(paragraph))
    return max(runs, key=lambda run: len(run.text.strip()), default=None)


def telling_run(paragraph: SetParagraph) -> Run:
    """What says how large the characters of a paragraph are; of a blank one its mark."""
    return main_run([paragraph]) or paragraph.main_run or paragraph.mark or Run("")


def character(paragraph: SetParagraph) -> float:
    """The width of a full character of a paragraph."""
    return width(paragraph, "字")


def width(paragraph: SetParagraph, text: str) -> float:
    """The width of a text in the characters of a paragraph; digits and Latin letters take half a character."""
    run = telling_run(paragraph)
    size = run.size * 10
    return sum((size if is_wide(sign) else size / 2) + run.spacing for sign in text)


@cache
def is_wide(sign: str) -> bool:
    return east_asian_width(sign) in _WIDE


# ---- across the page -------------------------------------------------------------------------------------------


def section_of(layout: Layout, paragraph: SetParagraph) -> Section:
    return layout.sections[paragraph.section]


def area(section: Section) -> int:
    """How wide the text of a page is."""
    return section.width - section.left - section.right


def edges(layout: Layout, paragraph: SetParagraph) -> tuple[float, float] | None:
    """Where a paragraph of one line begins and ends, from the left of the text area; none in a table, with tabs, or for more lines."""
    if paragraph.part != "body" or "\t" in paragraph.text:
        return None
    room = area(section_of(layout, paragraph))
    text = paragraph.text
    lead = width(paragraph, text[: len(text) - len(text.lstrip(_SPACES))])
    trail = width(paragraph, text[len(text.rstrip(_SPACES)) :])
    own = width(paragraph, text.strip(_SPACES))
    if own > room:
        return None
    first = paragraph.left + paragraph.first_line + lead
    if paragraph.alignment == "right":
        right = room - paragraph.right - trail
        return right - own, right
    if paragraph.alignment == "center":
        middle = (first + room - paragraph.right - trail) / 2
        return middle - own / 2, middle + own / 2
    return first, first + own


def first_indent(paragraph: SetParagraph) -> float:
    """In characters, how far in the first line begins, by indents or by spaces."""
    text = paragraph.text
    lead = width(paragraph, text[: len(text) - len(text.lstrip(_SPACES))])
    return (paragraph.left + paragraph.first_line + lead) / character(paragraph)


def is_flush_left(paragraph: SetParagraph) -> bool:
    return paragraph.alignment not in ("center", "right") and abs(first_indent(paragraph)) < 1 / 2


def is_centred(layout: Layout, paragraph: SetParagraph) -> bool:
    if paragraph.alignment == "center":
        return abs(paragraph.left + paragraph.first_line - paragraph.right) <= 2 * character(paragraph)
    found = edges(layout, paragraph)
    if found is None:
        return True
    return abs(sum(found) - area(section_of(layout, paragraph))) / 2 <= character(paragraph)


def placed_across(paragraph: SetParagraph) -> str:
    """How a paragraph stands across the page, in words."""
    named = {"center": "居中", "right": "居右"}.get(paragraph.alignment)
    return named or f"空{figure(round(first_indent(paragraph), 1))}字"


# ---- down the page ---------------------------------------------------------------------------------------------


def line_height(layout: Layout, paragraph: SetParagraph) -> Span:
    """How high a line of the paragraph is; by the typeface where the file leaves it to that."""
    section = section_of(layout, paragraph)
    if paragraph.line_rule == "exact":
        return Span(paragraph.line, paragraph.line)
    size = telling_run(paragraph).size * 10
    natural = Span(size * NATURAL[0], size * NATURAL[1])
    if section.grid and section.line_pitch and paragraph.snaps_to_grid:
        rows = max(1, -(-natural.least // section.line_pitch))
        natural = Span(rows * section.line_pitch, rows * section.line_pitch)
    if paragraph.line_rule == "atLeast":
        return Span(max(natural.least, paragraph.line), max(natural.most, paragraph.line))
    return Span(natural.least * paragraph.line / 240, natural.most * paragraph.line / 240)


def height(layout: Layout, paragraph: SetParagraph) -> Span:
    """Of a paragraph of one line, with the room before and after it."""
    around = paragraph.before + paragraph.after
    return line_height(layout, paragraph) + Span(around, around)


def gap(layout: Layout, above: SetParagraph, below: SetParagraph) -> Span | None:
    """The room between two paragraphs that have but blank ones between them; none where they stand in boxes or rows."""
    if {above.part, below.part} != {"body"}:
        return None
    blanks = between(layout, above, below)
    if any(paragraph.text.strip() for paragraph in blanks):
        return None
    around = above.after + below.before
    total = Span(around, around)
    for blank in blanks:
        total += height(layout, blank)
    return total


def pitch(layout: Layout, document: OfficialDocument) -> Span | None:
    """The line pitch of the body: that of most of its text."""
    lengths: Counter[Span] = Counter()
    for _, paragraph in body_of(document, layout):
        lengths[line_height(layout, paragraph)] += len(paragraph.text)
    return max(lengths, key=lambda span: lengths[span], default=None)


def runs_over_a_page(layout: Layout) -> bool:
    """Whether the file surely takes more than one page: by its breaks, or by the height of its paragraphs."""
    if any(paragraph.page_break_before for paragraph in layout.paragraphs[1:]):
        return True
    first = layout.sections[0]
    room = first.height - first.top - first.bottom
    return sum(_least_height(layout, p) for p in layout.paragraphs if p.part == "body") > room


def _least_height(layout: Layout, paragraph: SetParagraph) -> float:
    """The height of a paragraph with the lines its text cannot do without."""
    section = section_of(layout, paragraph)
    lines = max(1, -(-width(paragraph, paragraph.text.strip()) // area(section)))
    return line_height(layout, paragraph).least * lines + paragraph.before + paragraph.after


def lines_between(layout: Layout, document: OfficialDocument, above: SetParagraph, below: SetParagraph) -> Span | None:
    """The room between two paragraphs in lines of the body."""
    room = gap(layout, above, below)
    if room is None:
        return None
    line = pitch(layout, document) or line_height(layout, below)
    return Span(room.least / line.most, room.most / line.least)
