"""The pages of a PDF as lines of print, tables and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pdfplumber.page import Page

from documents.layout import Rule
from documents.model import Cell, Table
from documents.patterns import COPY_NUMBER, PRINTED, SECRECY, SIGNER, URGENCY, is_number
from documents.places import Place

_APART = 1.5  # characters between two columns of a line
_OFF_CENTRE = 2.0  # characters a centred line may be beside the middle
_CENTRED_FROM = 0.2  # of the width of the page: no full line begins further in
_SHORTEST_RULE = 0.4  # of the width of the page
_FEWEST_EDGES = 6  # a table is drawn with at least that many lines


class PrintedLine(Struct, frozen=True):
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


class ReadPage(Struct, frozen=True):
    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[Rule, ...]


def twips_of(points: float) -> int:
    return round(points * 20)


def read_page(page: Page) -> ReadPage:
    tables = list(_tables(page))
    lines = [
        piece
        for line in page.extract_text_lines(return_chars=True)
        if not any(table.top <= line["top"] <= table.top + table.height for table in tables)
        for piece in _columns(page, line)
    ]
    ordered = sorted([*lines, *tables], key=lambda line: line.top) if tables else lines
    return ReadPage(page.page_number, float(page.width), float(page.height), tuple(ordered), tuple(_rules(page)))


def _tables(page: Page) -> Iterator[PrintedLine]:
    """The ruled tables of a page, each in place of the lines that stand in it."""
    if len(page.rects) + len(page.lines) + len(page.curves) < _FEWEST_EDGES:
        return
    for found in page.find_tables():
        rows = tuple(_cells(row) for row in found.extract())
        if len(rows) > 1 and max(len(row) for row in rows) > 1:
            left, top, right, bottom = (float(edge) for edge in found.bbox)
            width, height = float(page.width), float(page.height)
            yield PrintedLine(
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


def _columns(page: Page, line: dict[str, Any]) -> Iterator[PrintedLine]:
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


def _printed(page: Page, text: str, chars: Sequence[dict[str, Any]], line: dict[str, Any]) -> PrintedLine:
    first = chars[0]
    return PrintedLine(
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
            yield Rule(place, twips_of(drawn["x0"]), twips_of(drawn["top"]), twips_of(length), round(thick * 8), colour)
