"""Where signature and date stand in the three forms: sealed, not sealed, with a signature stamp."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tests.specimens import shapes
from tests.specimens.lines import House, Line
from tests.specimens.paragraphs import width

CHARACTER = 16 / 72 * 25.4  # 3号 in millimetres
SEAL, STAMP = 42, 35
AREA = 156


def laid_out(lines: Sequence[Line], house: House) -> list[Line]:
    """The lines with indents for signatures and dates; what a line says of itself stands above that."""
    laid = list(lines)
    _lay(laid, house, "署名", "日期", house.sign_off)
    _lay(laid, house, "来文署名", "来文日期", "sealed")
    for index, line in enumerate(laid):
        if line.role == "签名":
            laid[index] = _with(line, right=6 + STAMP / CHARACTER, drawn=_stamp())
        if "picture" in line.look:
            laid[index] = replace(line, look={**line.look, "drawn": _pictured(**line.look["picture"])})
    return laid


def _pictured(wide: float, high: float, left: float | None = None) -> str:
    """A picture anchored in a line, so many millimetres from the left of the text area; without these it stands in the line."""
    if left is None:
        return shapes.inline("seal", size=(wide, high), serial=702)
    x, y = shapes.horizontal("column", left), shapes.vertical("paragraph", 0)
    return shapes.picture("seal", x=x, y=y, size=(wide, high), serial=702)


def _lay(lines: list[Line], house: House, signature: str, day: str, form: str) -> None:
    signed = [index for index, line in enumerate(lines) if line.role == signature]
    dated = next((index for index, line in enumerate(lines) if line.role == day), None)
    if dated is None:
        return
    date_width = width(lines[dated].text)
    if form == "stamp":
        lines[dated] = _with(lines[dated], right=4, above=1)
        return
    widths = [width(lines[index].text) for index in signed]
    if form == "unsealed":
        _lay_unsealed(lines, signed, widths, dated, date_width)
        return
    right = 4 + max(0, max(widths, default=0) / 2 - date_width / 2 - 4)
    for number, (index, own) in enumerate(zip(signed, widths, strict=True)):
        at = right + (date_width - own) / 2
        shift = lines[index].look.get("seal_shift", 0)
        drawn = _seal(AREA - (at + own / 2) * CHARACTER + shift) if house.seal == "picture" else ""
        lines[index] = _with(lines[index], right=at, above=0 if number else 2, drawn=drawn)
    lines[dated] = _with(lines[dated], right=right)


def _lay_unsealed(lines: list[Line], signed: list[int], widths: list[float], dated: int, date_width: float) -> None:
    """Signatures begin one below the other, the date two characters further in."""
    longest = max(widths, default=0)
    edge = longest + 2 if longest >= date_width else date_width + 4
    for number, (index, own) in enumerate(zip(signed, widths, strict=True)):
        lines[index] = _with(lines[index], right=edge - own, above=0 if number else 1)
    lines[dated] = _with(lines[dated], right=edge - 2 - date_width)


def _with(line: Line, **look: object) -> Line:
    return replace(line, look={**look, **line.look})


def _seal(centre: float) -> str:
    x = shapes.horizontal("column", centre - SEAL / 2)
    y = shapes.vertical("paragraph", 10.2 - SEAL / 2 - 3)
    return shapes.picture("seal", x=x, y=y, size=(SEAL, SEAL), serial=700)


def _stamp() -> str:
    x = shapes.horizontal("column", AREA - 4 * CHARACTER - STAMP)
    y = shapes.vertical("paragraph", -2)
    return shapes.picture("stamp", x=x, y=y, size=(STAMP, 14), serial=701, behind=False)
