"""The boxes of comments: VML, the only drawing format in which programs look for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ledgers.readers.references import cell_position

_BLOCK: Final = 1024  # shape numbers come in blocks, each block belongs to one sheet
_SHAPE_TYPE: Final = (
    '<v:shapetype{namespaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NAMESPACES: Final = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY: Final = f'<xml{_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
_SHAPE: Final = (
    '<v:shape{namespaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_CHARACTERS_A_LINE: Final = 16
_LAST_ROW: Final = 1_048_575
_LAST_COLUMN: Final = 16_383


def blocks_used(drawings: Iterable[bytes]) -> set[int]:
    """The blocks of shape numbers that the drawings of a workbook claim or use."""
    blocks: set[int] = set()
    for drawing in drawings:
        for listed in re.findall(rb'<\w+:idmap[^>]*\bdata="([0-9,]*)"', drawing):
            blocks.update(int(block) for block in listed.split(b",") if block)
        blocks.update(int(number) // _BLOCK for number in re.findall(rb'"_x0000_s(\d+)"', drawing))
    return blocks


def with_shapes(existing: bytes | None, notes: Mapping[str, str], used: set[int]) -> bytes:
    """The drawing with a box for each note; `used` grows by the blocks taken."""
    drawing = existing.decode("utf-8") if existing else _EMPTY
    # some programs write prefixes of their own, each declared where it is used
    namespaces = "" if 'xmlns:v="' in drawing[: drawing.find(">", drawing.find("<xml"))] else _NAMESPACES
    first_block = max(used, default=0) + 1
    blocks = range(first_block, first_block + -(-len(notes) // (_BLOCK - 1)))
    used.update(blocks)
    numbers = (block * _BLOCK + offset for block in blocks for offset in range(1, _BLOCK))
    numbered = zip(numbers, notes.items(), strict=False)
    shapes = "".join(_shape(number, cell, text, namespaces) for number, (cell, text) in numbered)
    end = drawing.rindex("</")
    needed = "" if 'id="_x0000_t202"' in drawing else _SHAPE_TYPE.format(namespaces=namespaces)
    return _with_blocks(drawing[:end] + needed + shapes + drawing[end:], blocks).encode("utf-8")


def _with_blocks(drawing: str, blocks: range) -> str:
    def extended(match: re.Match[str]) -> str:
        listed = [block for block in match[2].split(",") if block]
        return match[1] + ",".join([*listed, *map(str, blocks)]) + '"'

    return re.sub(r'(<\w+:idmap[^>]*\bdata=")([0-9,]*)"', extended, drawing, count=1)


def _shape(number: int, cell: str, text: str, namespaces: str) -> str:
    row, column = cell_position(cell)
    anchor = _anchor(row, column, text)
    return _SHAPE.format(namespaces=namespaces, number=number, anchor=anchor, row=row, column=column)


def _anchor(row: int, column: int, text: str) -> str:
    """Left, top, right, bottom, each a cell and an offset in pixels: beside the cell, as tall as the text needs."""
    lines = sum(1 + len(line) // _CHARACTERS_A_LINE for line in text.splitlines()) + 1
    left = min(column + 1, _LAST_COLUMN - 3)
    top = max(min(row - 1, _LAST_ROW - lines), 0)
    return f"{left}, 12, {top}, 4, {left + 3}, 12, {top + lines}, 4"
