"""The boxes of comments: VML, the only drawing format in which programs look for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ledgers.readers.references import cell_position

_BLOCK: Final = 1024  # shape numbers come in blocks, each block belongs to one sheet
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_EMPTY: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
_SHAPE: Final = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
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
    """The blocks of shape numbers that the drawings of a workbook claim."""
    lists = (match for drawing in drawings for match in re.findall(rb'<o:idmap[^>]*\bdata="([0-9,]*)"', drawing))
    return {int(block) for listed in lists for block in listed.split(b",") if block}


def with_shapes(existing: bytes | None, notes: Mapping[str, str], used: set[int]) -> bytes:
    """The drawing with a box for each note; `used` grows by the blocks taken."""
    drawing = (existing or _EMPTY.encode("ascii")).decode("utf-8")
    first_block = max(used, default=0) + 1
    blocks = range(first_block, first_block + -(-len(notes) // (_BLOCK - 1)))
    used.update(blocks)
    numbers = (block * _BLOCK + offset for block in blocks for offset in range(1, _BLOCK))
    shapes = "".join(_shape(number, cell, text) for number, (cell, text) in zip(numbers, notes.items(), strict=False))
    end = drawing.rindex("</")
    needed = "" if 'id="_x0000_t202"' in drawing else _SHAPE_TYPE
    return _with_blocks(drawing[:end] + needed + shapes + drawing[end:], blocks).encode("utf-8")


def _with_blocks(drawing: str, blocks: range) -> str:
    def extended(match: re.Match[str]) -> str:
        listed = [block for block in match[2].split(",") if block]
        return match[1] + ",".join([*listed, *map(str, blocks)]) + '"'

    return re.sub(r'(<o:idmap[^>]*\bdata=")([0-9,]*)"', extended, drawing, count=1)


def _shape(number: int, cell: str, text: str) -> str:
    row, column = cell_position(cell)
    return _SHAPE.format(number=number, anchor=_anchor(row, column, text), row=row, column=column)


def _anchor(row: int, column: int, text: str) -> str:
    """Left, top, right, bottom, each a cell and an offset in pixels: beside the cell, as tall as the text needs."""
    lines = sum(1 + len(line) // _CHARACTERS_A_LINE for line in text.splitlines()) + 1
    left = min(column + 1, _LAST_COLUMN - 3)
    top = max(min(row - 1, _LAST_ROW - lines), 0)
    return f"{left}, 12, {top}, 4, {left + 3}, 12, {top + lines}, 4"
