"""Where signature and date stand by GB/T 9704-2012: 7.3.5.1 sealed, 7.3.5.2 not sealed, 7.3.5.3 with a signature stamp.

All in twips. A county's seal is 42 mm across, a signature stamp is given the room of seven characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from drafting.geometry import NATIONAL, PER_MILLIMETRE, Geometry
from templates.blocks import Block, paragraph_style
from templates.layout import Laid

A_ROW = 3  # seals of 42 mm that stand side by side on 156 mm
TWO_APART, THREE_APART, ROWS_APART = (round(millimetres * PER_MILLIMETRE) for millimetres in (70, 46, 46))
STAMP = 7
APART = f"<w:p><w:pPr>{paragraph_style('版记位置')}<w:keepNext/></w:pPr></w:p>"  # keeps rows that are not data from being read as a table


def sign_off(signature: str, day: str, *, seal: bool, geometry: Geometry = NATIONAL) -> tuple[Laid, Laid]:
    """Signature and date where they belong."""
    return sealed(signature, day, geometry) if seal else unsealed(signature, day, geometry)


def sealed(signature: str, day: str, geometry: Geometry = NATIONAL) -> tuple[Laid, Laid]:
    """Date four characters from the right, signature centred on it; both move left where it would jut out."""
    day_right = 4 * geometry.character
    signature_right = day_right + (geometry.width(day) - geometry.width(signature)) // 2
    jutting = max(0, -signature_right)
    return Laid(signature, right=signature_right + jutting), Laid(day, right=day_right + jutting)


def unsealed(signature: str, day: str, geometry: Geometry = NATIONAL) -> tuple[Laid, Laid]:
    """Signature two characters from the right, the date beginning two to the right of it.

    A date longer than the signature stands two characters from the right instead, and the signature moves left. Of
    several signatures, one a line, the longest is what the date goes by.
    """
    two, longest = 2 * geometry.character, max(map(geometry.width, signature.split("\n")))
    if geometry.width(day) > longest:
        return Laid(signature, right=geometry.width(day) + 2 * two - longest), Laid(day, right=two)
    return Laid(signature, right=two), Laid(day, left=geometry.area - longest)


def stamped(office: str, name: str, day: str, *, stamp: bool, geometry: Geometry = NATIONAL) -> tuple[Laid, Laid]:
    """The office two characters left of the stamp, which with the date stands four from the right.

    Where no stamp is set on the paper, the name stands in its place.
    """
    four = 4 * geometry.character
    room = (STAMP + 2) * geometry.character
    signature = Laid(office, right=four + room) if stamp else Laid(f"{office}　　{name}", right=four)
    return signature, Laid(day, right=four)


def joint_seals(names: Sequence[str], day: str, geometry: Geometry = NATIONAL) -> Block:
    """Several signatures to be sealed: up to three in a row, each seal clear of the next, the last above the date."""
    count = -(-len(names) // A_ROW)
    across = -(-len(names) // count)
    apart = THREE_APART if across > 2 else TWO_APART
    centre = 4 * geometry.character + geometry.width(day) // 2
    left = geometry.area - centre + apart // 2 - across * apart
    rows = [names[start : start + across] for start in range(0, len(names), across)]
    heights = [_row_height(row, apart, geometry, first=not number) for number, row in enumerate(rows)]
    grid = f'<w:gridCol w:w="{apart}"/>' * across
    properties = (
        f'<w:tblPr><w:tblW w:w="{apart * across}" w:type="dxa"/><w:tblInd w:w="{left}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    printed = (_row(row, across, apart, height) for row, height in zip(rows, heights, strict=True))
    tables = (f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{row}</w:tbl>" for row in printed)
    return Block(APART.join(tables), heights=(sum(heights),))


def _row_height(names: Sequence[str], apart: int, geometry: Geometry, *, first: bool) -> int:
    lines = max(-(-geometry.width(name) // apart) for name in names)
    return (2 + lines) * geometry.line if first else max(ROWS_APART, lines * geometry.line)


def _row(names: Sequence[str], across: int, width: int, height: int) -> str:
    cells = "".join(_cell(name, width) for name in (*[""] * (across - len(names)), *names))
    properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
    return f"<w:tr>{properties}{cells}</w:tr>"


def _cell(name: str, width: int) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(name)}</w:t></w:r>' if name else ""
    paragraph = f"<w:p><w:pPr>{paragraph_style('联合署名')}</w:pPr>{run}</w:p>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>{paragraph}</w:tc>'
