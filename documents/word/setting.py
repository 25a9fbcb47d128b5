"""Paragraphs as they are set: every level of formatting applied, lengths in characters and lines worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element as Node

from msgspec import Struct, field

from documents.layout import Border, Box, Part, Run, Section, SetParagraph
from documents.places import Place
from documents.word.fonts import Theme
from documents.word.formats import NOTHING, Format, paragraph_format, run_format
from documents.word.names import W
from documents.word.numbering import Numbering
from documents.word.runs import Content, Stretch, read_content
from documents.word.styles import Styles, effective_paragraph, effective_run, paragraph_style_runs, table_formats

_LINE = 240  # twips: what a distance given in lines counts where there is no grid
_AUTOMATIC = 280  # twips: the distance of a web page's paragraphs
_GRIDS_OF_CHARACTERS = frozenset({"linesAndChars", "snapToChars"})
_GRIDS = _GRIDS_OF_CHARACTERS | {"lines"}
_SIZE = 20


class Where(Struct, frozen=True):
    """What surrounds a paragraph: its part, its page, the style and the borders of the cell it stands in."""

    part: Part
    section: int
    page: Section
    table_style: str | None = None
    top: Border | None = None
    bottom: Border | None = None
    box: Box | None = None


class Setter(Struct):
    """Resolves the formatting of one file; what styles come to is worked out once."""

    styles: Styles
    theme: Theme
    numbering: Numbering
    _paragraph_styles: dict[str, Format] = field(default_factory=dict)
    _tables: dict[str, tuple[Format, Format]] = field(default_factory=dict)

    def set(self, node: Node, place: Place, where: Where, content: Content | None = None) -> SetParagraph:
        """One paragraph. Numbered ones have to be passed in order, since each counts its list on."""
        content = read_content(node) if content is None else content
        properties = node.find(W + "pPr")
        direct = paragraph_format(properties)
        of_paragraphs, of_runs = self._table(where.table_style)
        effective = effective_paragraph(self.styles, self.numbering, of_paragraphs, direct)
        style = self.styles.style_of(direct)
        runs, hidden = self._runs(content.stretches, of_runs, style)
        mark = self._run("", "", of_runs, style, run_format(None if properties is None else properties.find(W + "rPr")))
        return self._paragraph(place, where, effective, style, (runs, hidden, mark), content)

    def _paragraph(
        self,
        place: Place,
        where: Where,
        effective: Mapping[str, Any],
        style: str,
        text: tuple[tuple[Run, ...], str, Run],
        content: Content,
    ) -> SetParagraph:
        runs, hidden, mark = text
        character = _character(runs, mark, where.page, snaps=effective.get("snaps_to_grid", True))
        borders = effective.get("borders", {})
        return SetParagraph(
            place,
            "".join(run.text for run in runs if run.revision != "deleted"),
            runs,
            where.part,
            self.styles.name_of(style),
            where.section,
            effective.get("alignment", "left"),
            _in_characters(effective, "first_line", character),
            _in_characters(effective, "left", character),
            _in_characters(effective, "right", character),
            _distance(effective, "before", where.page),
            _distance(effective, "after", where.page),
            effective.get("line", _LINE),
            effective.get("line_rule", "auto"),
            effective.get("snaps_to_grid", True),
            effective.get("page_break_before", False),
            self._number(effective),
            borders.get("top") or where.top,
            borders.get("bottom") or where.bottom,
            effective.get("first_line_chars") or None,
            effective.get("left_chars") or None,
            effective.get("right_chars") or None,
            mark,
            where.box,
            hidden,
            tuple(content.fields),
            borders.get("between"),
        )

    def _number(self, effective: Mapping[str, Any]) -> str:
        name = str(effective.get("list", "0"))
        return "" if name == "0" else self.numbering.next_number(name, int(effective.get("list_level", 0)))

    def _table(self, style: str | None) -> tuple[Format, Format]:
        if style is None:
            return NOTHING, NOTHING
        if style not in self._tables:
            self._tables[style] = table_formats(self.styles, style)
        return self._tables[style]

    def _runs(self, stretches: Iterable[Stretch], of_table: Format, style: str) -> tuple[tuple[Run, ...], str]:
        """The runs that are shown or deleted, and the text that is hidden."""
        shown: list[Run] = []
        hidden = ""
        for stretch in stretches:
            direct = run_format(stretch.properties)
            effective = self._effective(of_table, style, direct)
            if effective.get("hidden"):
                hidden += "" if stretch.revision == "deleted" else stretch.text
            else:
                shown.append(self._as_run(stretch.text, stretch.revision, effective))
        return tuple(_joined(shown)), hidden

    def _effective(self, of_table: Format, style: str, direct: Format) -> dict[str, Any]:
        if style not in self._paragraph_styles:
            self._paragraph_styles[style] = paragraph_style_runs(self.styles, style)
        return effective_run(self.styles, of_table, self._paragraph_styles[style], direct)

    def _run(self, text: str, revision: Any, of_table: Format, style: str, direct: Format) -> Run:
        return self._as_run(text, revision, self._effective(of_table, style, direct))

    def _as_run(self, text: str, revision: Any, effective: Mapping[str, Any]) -> Run:
        return Run(
            text,
            self._font(effective.get("east_asian")),
            self._font(effective.get("ascii")),
            effective.get("size", _SIZE),
            effective.get("bold", False),
            effective.get("italic", False),
            effective.get("underlined", False),
            self._colour(effective.get("colour", "")),
            effective.get("spacing", 0),
            effective.get("scale", 100),
            effective.get("hint", ""),
            effective.get("struck", False),
            effective.get("highlight", ""),
            revision,
        )

    def _font(self, named: tuple[str, str] | None) -> str:
        if named is None:
            return ""
        kind, name = named
        return self.theme.fonts.get(name, "") if kind == "theme" else name

    def _colour(self, colour: str | tuple[str, str]) -> str:
        return colour if isinstance(colour, str) else self.theme.colour(colour[1])


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Neighbours of one format as one run: where an editor cut them says nothing."""
    pending: list[str] = []
    for index, run in enumerate(runs):
        pending.append(run.text)
        if index + 1 < len(runs) and _same_format(run, runs[index + 1]):
            continue
        yield _with_text(run, "".join(pending))
        pending = []


def _same_format(one: Run, other: Run) -> bool:
    return _with_text(one, "") == _with_text(other, "")


def _with_text(run: Run, text: str) -> Run:
    return Run(
        text, run.east_asian_font, run.latin_font, run.size, run.bold, run.italic, run.underlined, run.colour,
        run.spacing, run.scale, run.hint, run.struck, run.highlight, run.revision,
    )  # fmt: skip


def _character(runs: tuple[Run, ...], mark: Run, page: Section, *, snaps: bool) -> float:
    """The width of a character of the paragraph in twips: its size, its spacing, what the grid adds."""
    run = next((run for run in runs if run.text.strip() and run.revision != "deleted"), mark)
    grid = page.character_space / 4096 * 20 if snaps and page.grid in _GRIDS_OF_CHARACTERS else 0
    return run.size * 10 * run.scale / 100 + run.spacing + grid


def _in_characters(effective: Mapping[str, Any], key: str, character: float) -> int:
    """Characters go before twips; none of them leave the twips to hold."""
    characters = effective.get(key + "_chars")
    return round(characters * character / 100) if characters else int(effective.get(key, 0))


def _distance(effective: Mapping[str, Any], key: str, page: Section) -> int:
    if effective.get(key + "_automatic"):
        return _AUTOMATIC
    lines = effective.get(key + "_lines")
    unit = page.line_pitch if page.grid in _GRIDS and page.line_pitch else _LINE
    return round(lines * unit / 100) if lines else int(effective.get(key, 0))
