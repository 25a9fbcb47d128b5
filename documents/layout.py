"""How a document is set: pages, paragraphs and runs with their effective formatting, as Word would resolve it.

Lengths are twips (1/20 point), sizes half points, unless a name says otherwise. What no level of the document states
has Word's own default. `Place.paragraph` ties a set paragraph to the elements of documents.model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from documents.places import NOWHERE, Place

TWIPS_PER_POINT = 20
TWIPS_PER_MILLIMETRE = 1440 / 25.4

Alignment = Literal["left", "center", "right", "both", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]
Part = Literal["body", "table", "text box", "header", "footer"]


class Run(Struct, frozen=True):
    """A stretch of text in one format. Fonts are names, theme fonts resolved; `colour` is RRGGBB, empty for automatic.

    `hint` is "eastAsia" where quotation marks and dashes are set in the East Asian font.
    """

    text: str
    east_asian_font: str = ""
    latin_font: str = ""
    size: int = 20
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = ""
    spacing: int = 0
    scale: int = 100
    hint: str = ""
    struck: bool = False
    highlight: str = ""
    revision: Literal["", "inserted", "deleted"] = ""


class Border(Struct, frozen=True):
    """A line: `kind` as Word names it (single, thickThinSmallGap …), width in eighths of a point, space in points."""

    kind: str
    width: int
    colour: str = ""
    space: int = 0


class Box(Struct, frozen=True):
    """Where a floating shape stands: `left` from the edge of the page, `top` as `measured_from` says; none for inline.

    `aligned` is the word for its place across (left, center, right, inside, outside), empty where a length says it.
    """

    left: int | None = None
    top: int | None = None
    width: int = 0
    height: int = 0
    measured_from: Literal["page", "paragraph"] = "page"
    aligned: str = ""
    behind: bool = False


class SetParagraph(Struct, frozen=True):
    """A paragraph as it is set, tracked changes accepted: `runs` also hold deleted stretches, `text` does not.

    `first_line` is negative where it hangs. Indents given in characters are worked out to twips, and stand beside in
    hundredths of a character (`..._chars`, null where they are not given so). `line` is in twips, with the rule "auto" in
    240ths of a line. `number` is what Word's own numbering prints before the text. `page_break_before` holds wherever the
    paragraph begins a page by a break or a section. `top` and `bottom` are what is drawn: in a table the borders of the
    cell. `mark` is the format of the paragraph mark, which gives an empty paragraph its height. `box` is the shape of the
    text box it stands in, `hidden` is text that is neither shown nor printed. Neighbours of the same borders share a frame:
    inside it only `between` is drawn.
    """

    place: Place
    text: str
    runs: tuple[Run, ...] = ()
    part: Part = "body"
    style: str = ""
    section: int = 0
    alignment: Alignment = "both"
    first_line: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: LineRule = "auto"
    snaps_to_grid: bool = True
    page_break_before: bool = False
    number: str = ""
    top: Border | None = None
    bottom: Border | None = None
    first_line_chars: int | None = None
    left_chars: int | None = None
    right_chars: int | None = None
    mark: Run | None = None
    box: Box | None = None
    hidden: str = ""
    fields: tuple[str, ...] = ()
    between: Border | None = None

    @property
    def main_run(self) -> Run | None:
        """The run with most of the text, which says what the paragraph is set in."""
        shown = (run for run in self.runs if run.revision != "deleted" and run.text.strip())
        return max(shown, key=lambda run: len(run.text), default=None)


class Rule(Struct, frozen=True):
    """A drawn line (a shape, not a border): where it is anchored, its offset and length on the page, its look.

    `left` is measured from the edge of the page, `top` as `measured_from` says; `width` is in eighths of a point.
    """

    place: Place
    left: int
    top: int
    length: int
    width: int
    colour: str = ""
    measured_from: Literal["page", "margin", "paragraph"] = "page"
    kind: str = "single"


class Picture(Struct, frozen=True):
    """A picture or shape with a picture: where it is anchored, its offset and size; inline ones have no offset.

    `described` is its alternative text, `source` the relationship under which its file is found.
    """

    place: Place
    width: int
    height: int
    left: int | None = None
    top: int | None = None
    behind: bool = False
    measured_from: Literal["page", "paragraph"] = "page"
    described: str = ""
    source: str = ""


class Section(Struct, frozen=True):
    """Pages of one kind. `grid` is the type of the document grid ("" for none), `line_pitch` its line height.

    The gutter is counted to the margin it widens. `starts` is how Word names the break before it (nextPage, continuous …).
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int = 0
    footer: int = 0
    landscape: bool = False
    grid: str = ""
    line_pitch: int = 0
    character_space: int = 0
    different_first: bool = False
    first_number: int | None = None
    number_format: str = ""
    starts: str = "nextPage"
    columns: int = 1


class RunningLine(Struct, frozen=True):
    """A header or footer: which section and pages it is for, its paragraphs; `fields` names those in it (PAGE …)."""

    part: Literal["header", "footer"]
    pages: Literal["default", "first", "even"]
    section: int
    paragraphs: tuple[SetParagraph, ...] = ()
    fields: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()


class Layout(Struct, frozen=True):
    """How a whole file is set. For a PDF there are pages and lines, but no styles: `paragraphs` hold what is drawn."""

    sections: tuple[Section, ...] = ()
    paragraphs: tuple[SetParagraph, ...] = ()
    running: tuple[RunningLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()
    odd_and_even: bool = False
    revisions: int = 0
    comments: int = 0
    revised: tuple[Place, ...] = ()
    commented: tuple[Place, ...] = ()

    def at(self, place: Place) -> Iterator[SetParagraph]:
        """The set paragraphs at a place; none for nowhere."""
        return (paragraph for paragraph in self.paragraphs if paragraph.place == place != NOWHERE)
