"""What a specimen says, line by line, and how it is set: read from YAML, changed by edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

FOLDER = Path(__file__).parent
WIDTH = 442  # 156 mm in points: a 标志 stands in one line


def written(name: str) -> Any:
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def looks() -> Mapping[str, Mapping[str, Any]]:
    return written("looks.yaml")  # type: ignore[no-any-return]


class Line(Struct, frozen=True):
    """One paragraph: its role, its text (a table: its rows), and where its look differs from that of its role.

    `parts` are stretches of the text that look otherwise.
    """

    role: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    look: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class House(Struct, frozen=True):
    """How an office sets its documents. Margins in millimetres, pitch in points, indents in characters.

    `looks` say where roles are set otherwise than looks.yaml has it.
    """

    fonts: Mapping[str, str]
    method: str = "direct"  # direct, style, defaults, theme
    pitch: float = 28.95
    pitch_by: str = "exact"  # exact, grid
    spacing: int = 0  # between characters, in twips
    indents: str = "chars"  # chars, twips, spaces
    gaps: str = "paragraphs"  # paragraphs, spacing
    head: str = "paragraphs"  # paragraphs, table, textbox, whole textbox, letter, none
    head_top: float = 72
    rule: str = "border"  # border, own border, wps, vml, table, none
    signers: str = "tabs"  # tabs, table
    seal: str = "none"  # none, picture
    sign_off: str = "sealed"  # sealed, unsealed, stamp
    numbering: str = "typed"  # typed, automatic
    imprint: str = "table"  # table, paragraphs, drawn
    imprint_page: bool = False  # the imprint begins a page of its own
    page_field: str = "simple"  # simple, complex, textbox, outside
    footers: str = "odd and even"  # odd and even, all alike, none
    footer_distance: float = 24.8
    margins: Mapping[str, float] = field(default_factory=dict)
    paper: tuple[float, float] = (210, 297)
    first_page_unnumbered: bool = False
    dashes: tuple[str, str] = ("— ", " —")
    imprint_before: str = ""  # the role above which the imprint stands; the end where empty
    imprint_push: int = 0  # blank lines that push the imprint down the page
    imprint_rules: tuple[float, float] = (0.35, 0.25)
    looks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def look(self, line: Line) -> dict[str, Any]:
        look = {"spacing": self.spacing, **looks().get(line.role, {})}
        if line.role == "标志" and line.text:
            look["size"] = min(look["size"], WIDTH // len(line.text))
        return {**look, **self.looks.get(line.role, {}), **line.look}

    @property
    def margin(self) -> dict[str, float]:
        return {"top": 37, "left": 28, "bottom": 35, "right": 26, **self.margins}


class Specimen(Struct, frozen=True):
    name: str
    house: House
    lines: tuple[Line, ...]


def lines_of(entries: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(_line(role, value) for entry in entries for role, value in entry.items())


def _line(role: str, value: Any) -> Line:
    if isinstance(value, list):
        return Line(role, rows=tuple(tuple(map(str, row)) for row in value))
    return Line(role, str(value))


# ---- edits -------------------------------------------------------------------------------------------------------


def edited(specimen: Specimen, edits: Sequence[Mapping[str, Any]]) -> Specimen:
    """The specimen with each edit made; an edit that changes nothing is a mistake of its author."""
    for edit in edits:
        changed = _edited(specimen, edit)
        assert changed != specimen, f"{specimen.name}：{edit} 没有改动什么"
        specimen = changed
    return specimen


def _edited(specimen: Specimen, edit: Mapping[str, Any]) -> Specimen:
    if "house" in edit:
        return replace(specimen, house=replace(specimen.house, **_house_values(specimen.house, edit["house"])))
    lines = list(specimen.lines)
    wanted = str(edit["at"])
    places = list(_places(lines, wanted))
    assert places, f"{specimen.name}：没有 {wanted}"
    for place in sorted(places, reverse=True):
        lines[place : place + 1] = _changed(lines[place], edit)
    return replace(specimen, lines=tuple(lines))


def _house_values(house: House, values: Mapping[str, Any]) -> dict[str, Any]:
    merged = {
        name: {**getattr(house, name), **values[name]} for name in ("fonts", "margins", "looks") if name in values
    }
    return {**values, **merged}


def _places(lines: Sequence[Line], wanted: str) -> Iterator[int]:
    """`正文` is every line of the role, `正文 2` the second, `正文 -1` the last, `正文 含 …` those with the words."""
    role, _, which = wanted.partition(" ")
    found = [index for index, line in enumerate(lines) if line.role == role]
    if which.startswith("含 "):
        yield from (index for index in found if which[2:] in lines[index].text)
    elif which:
        number = int(which)
        yield found[number - 1 if number > 0 else number]
    else:
        yield from found


def _changed(line: Line, edit: Mapping[str, Any]) -> list[Line]:
    if "replace" in edit:
        old, new = edit["replace"]
        rows = tuple(tuple(cell.replace(old, new) for cell in row) for row in line.rows)
        line = replace(line, text=line.text.replace(old, new), rows=rows)
    if "text" in edit:
        line = replace(line, text=edit["text"])
    if "role" in edit:
        line = replace(line, role=edit["role"])
    if "set" in edit:
        line = replace(line, look={**line.look, **edit["set"]})
    if "part" in edit:
        line = replace(line, parts={**line.parts, **edit["part"]})
    kept = [] if edit.get("remove") else [line]
    if "times" in edit:
        kept = [replace(line, text=line.text.replace("{n}", str(number))) for number in range(1, edit["times"] + 1)]
    return [*lines_of(edit.get("before", ())), *kept, *lines_of(edit.get("after", ()))]
