"""版头 in the ways offices make it: paragraphs, a table, a text box; the red rule below it in five ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.specimens import shapes
from tests.specimens.lines import Line
from tests.specimens.paragraphs import AREA, width

if TYPE_CHECKING:
    from tests.specimens.setting import Setter

RED = "FF0000"
RULE = 1.5  # points
POINT = 25.4 / 72


def head(setter: Setter, lines: list[Line]) -> Iterator[str]:
    if not lines:
        return
    marks = [line for line in lines if line.role == "标志"]
    firsts = [line for line in lines if line.role in ("份号", "密级", "紧急程度")]
    numbers = [line for line in lines if line.role in ("文号", "签发人")]
    ways = {
        "paragraphs": _paragraphs,
        "table": _table,
        "textbox": _text_box,
        "whole textbox": _whole_text_box,
        "letter": _letter,
        "stacked": _stacked,
    }
    yield from ways[setter.house.head](setter, firsts, marks, numbers)


def _room_above(setter: Setter, firsts: list[Line], mark: Line) -> float:
    """Points between the top of the text area, or the lines there, and the line of the 标志."""
    look = setter.house.look(mark)
    wanted = (setter.house.head_top - setter.house.margin["top"]) / POINT
    return max(0, wanted - len(firsts) * setter.house.pitch - (look["line"] - look["size"]) / 2)


def _paragraphs(setter: Setter, firsts: list[Line], marks: list[Line], numbers: list[Line]) -> Iterator[str]:
    yield from map(setter.paragraph, firsts)
    for index, mark in enumerate(marks):
        before = 0 if index else _room_above(setter, firsts, mark)
        yield setter.paragraph(replace(mark, look={"before": before, **mark.look}))
    yield from _numbers(setter, numbers)


def _numbers(setter: Setter, numbers: list[Line]) -> Iterator[str]:
    """The number, with the signers beside it, and the red rule below."""
    signers = [line for line in numbers if line.role == "签发人"]
    number = next((line for line in numbers if line.role == "文号"), None)
    if number is None:
        yield from map(setter.paragraph, signers)
    elif not signers:
        yield from _ruled(setter, number)
    elif setter.house.signers == "table":
        yield from _signer_table(setter, number, signers)
    else:
        yield from _signer_tabs(setter, number, signers)


def _ruled(setter: Setter, number: Line, **more: str) -> Iterator[str]:
    rule, pitch = setter.house.rule, setter.house.pitch
    length = setter.house.looks.get("红线", {}).get("length", AREA / 1440 * 25.4)
    colour = setter.house.looks.get("红线", {}).get("colour", RED)
    space = setter.house.looks.get("红线", {}).get("space", 11)
    if rule == "border":
        look = {"borders": {"bottom": (RULE, space, colour)}, **number.look}
        yield setter.paragraph(replace(number, look=look), **more)
    elif rule == "own border":
        yield setter.paragraph(number, **more)
        yield setter.paragraph(Line("空行", look={"line": 10, "size": 8, "borders": {"bottom": (RULE, 1, colour)}}))
    elif rule == "wps":
        x, y = shapes.horizontal("column", 0), shapes.vertical("paragraph", pitch * POINT + space * POINT - 1)
        yield setter.paragraph(
            number, drawn=shapes.drawn_line(length, RULE, x=x, y=y, serial=next(setter.serial)), **more
        )
    elif rule == "vml":
        drawn = shapes.vml_line(length, RULE, pitch + space - 3, next(setter.serial))
        yield setter.paragraph(number, drawn=f"<w:pict>{drawn}</w:pict>", **more)
    else:
        yield setter.paragraph(number, **more)


def _signer_tabs(setter: Setter, number: Line, signers: list[Line]) -> Iterator[str]:
    """The number one character from the left, the signers at a tab, the last of them beside the number."""
    character = 320 + setter.house.spacing
    position = AREA - round((1 + max(width(line.text) for line in signers)) * character)
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{position}"/></w:tabs>'
    for index, line in enumerate(signers[:-1]):
        yield setter.paragraph(
            replace(line, text=f"\t{line.text}", look={"above": 0 if index else 2, **line.look}), tabs=tabs
        )
    label, sign, names = signers[-1].text.rpartition("：")
    look = {"align": "left", "left": 1, "above": 0 if len(signers) > 1 else 2, **number.look}
    parts = {names.strip("　"): {"font": setter.house.look(signers[-1])["font"]}, **number.parts, **signers[-1].parts}
    yield from _ruled(
        setter, replace(number, text=f"{number.text}\t{label}{sign}{names}", look=look, parts=parts), tabs=tabs
    )


def _signer_table(setter: Setter, number: Line, signers: list[Line]) -> Iterator[str]:
    yield setter.blank() * 2
    right = round((1 + max(width(line.text) for line in signers)) * 320)
    left = AREA - right
    bare = {"above": 0, "align": "left"}
    wrote = setter.paragraph(replace(number, look={**bare, "left": 1, **number.look}))
    signed = "".join(setter.paragraph(replace(line, look={**bare, **line.look})) for line in signers)
    cells = _cell(wrote, left, bottom=True) + _cell(signed, right, bottom=True)
    yield _bare_table([cells], (left, right), red_rule=True)
    yield setter.blank(1)


def _table(setter: Setter, firsts: list[Line], marks: list[Line], numbers: list[Line]) -> Iterator[str]:
    """One column: a row of fixed height to the 标志, the 标志, the number; the lower edge is the red rule."""
    mark = marks[0]
    room = round((setter.house.head_top - setter.house.margin["top"]) / POINT * 20)
    look = setter.house.look(mark)
    room -= round((look["line"] - look["size"]) / 2 * 20)
    top = "".join(map(setter.paragraph, firsts)) or setter.blank(12)
    number = "".join(setter.paragraph(line) for line in numbers)
    rows = [_cell(top, AREA), _cell(setter.paragraph(mark), AREA), _cell(number + setter.blank(9), AREA)]
    yield _bare_table(rows, (AREA,), red_rule=True, heights=(room, None, None))
    yield setter.blank(1)


def _stacked(setter: Setter, firsts: list[Line], marks: list[Line], numbers: list[Line]) -> Iterator[str]:
    """The 标志 of a joint document: the bodies one below the other, 文件 to their right in the middle."""
    yield from map(setter.paragraph, firsts)
    room = (setter.house.head_top - setter.house.margin["top"]) / POINT - len(firsts) * setter.house.pitch - 4
    yield setter.blank(room)
    narrow, wide = 2000, 5800
    small = {"size": 30, "line": 38}
    rows = []
    for index, mark in enumerate(marks):
        cell = _cell(setter.paragraph(replace(mark, look={**small, "align": "center", **mark.look})), wide)
        merged = setter.paragraph(replace(mark, text="文件" if index == 0 else "", look={**small, **mark.look}))
        rows.append(cell + _cell(merged, narrow, merge="restart" if index == 0 else "continue"))
    yield _bare_table(rows, (wide, narrow), centred=True)
    yield from _numbers(setter, numbers)


def _text_box(setter: Setter, firsts: list[Line], marks: list[Line], numbers: list[Line]) -> Iterator[str]:
    """The 标志 alone in a box that stands where it should on the page."""
    yield from map(setter.paragraph, firsts)
    box = _box(setter, "".join(setter.paragraph(mark) for mark in marks), 52 * len(marks) * POINT)
    yield from _below_box(setter, firsts, box, 52 * len(marks) * POINT)
    yield from _ruled(setter, numbers[0])


def _whole_text_box(setter: Setter, firsts: list[Line], marks: list[Line], numbers: list[Line]) -> Iterator[str]:
    inside = "".join(map(setter.paragraph, marks)) + "".join(_ruled(setter, numbers[0]))
    yield from map(setter.paragraph, firsts)
    high = 52 * POINT + 10.2 * 3 + 5
    yield from _below_box(setter, firsts, _box(setter, inside, high), high)


def _below_box(setter: Setter, firsts: list[Line], box: str, high: float) -> Iterator[str]:
    """The box, and the room on the page that it takes."""
    room = (setter.house.head_top - setter.house.margin["top"] + high) / POINT - len(firsts) * setter.house.pitch
    yield setter.paragraph(Line("空行", look={"line": 2, "size": 1}), drawn=box)
    yield setter.blank(room - 6)


def _letter(setter: Setter, firsts: list[Line], marks: list[Line], numbers: list[Line]) -> Iterator[str]:
    """信函: the 标志 30 mm from the edge, a double rule below it and one at the foot, the number at the right."""
    box = _box(setter, "".join(setter.paragraph(mark) for mark in marks), 52 * POINT)
    rule_at = setter.house.head_top - 5 * POINT + 52 * POINT - 5 * POINT + 4
    length = setter.house.looks.get("红线", {}).get("length", 170)
    middle = shapes.horizontal("page", align="center")
    rules = [(rule_at, "thickThin"), (297 - 20, "thinThick")]
    drawn = "".join(
        shapes.drawn_line(
            length,
            3,
            x=middle,
            y=shapes.vertical("page", top),
            serial=next(setter.serial),
            compound=kind,
            fallback=False,
        )
        for top, kind in rules
    )
    yield setter.paragraph(Line("空行", look={"line": 2, "size": 1}), drawn=f"{box}</w:r><w:r>{drawn}")
    yield from map(setter.paragraph, firsts)
    before = (rule_at - setter.house.margin["top"]) / POINT - 2 + 14
    yield from (
        setter.paragraph(replace(n, look={"above": 0, "align": "right", "before": before, **n.look})) for n in numbers
    )


def _box(setter: Setter, paragraphs: str, high: float) -> str:
    look = setter.house.look(Line("标志"))
    top = setter.house.head_top - (look["line"] - look["size"]) / 2 * POINT
    x, y = shapes.horizontal("margin", 0), shapes.vertical("page", top)
    return shapes.text_box(paragraphs, x=x, y=y, size=(156, high), serial=next(setter.serial))


# ---- tables without lines ------------------------------------------------------------------------------------------


def _cell(content: str, wide: int, *, bottom: bool = False, merge: str = "") -> str:
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    aligned = '<w:vAlign w:val="bottom"/>' if bottom else '<w:vAlign w:val="center"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{merged}{aligned}</w:tcPr>{content}</w:tc>'


def _bare_table(
    rows: list[str],
    columns: tuple[int, ...],
    *,
    red_rule: bool = False,
    centred: bool = False,
    heights: tuple[int | None, ...] = (),
) -> str:
    rule = f'<w:bottom w:val="single" w:sz="{round(RULE * 8)}" w:space="0" w:color="{RED}"/>' if red_rule else ""
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>{"<w:jc w:val=" + chr(34) + "center" + chr(34) + "/>" if centred else ""}'
        f'<w:tblBorders>{rule}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in columns)
    made = ""
    for index, cells in enumerate(rows):
        height = heights[index] if index < len(heights) else None
        exact = f'<w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>' if height else ""
        made += f"<w:tr>{exact}{cells}</w:tr>"
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
