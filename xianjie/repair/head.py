"""Repairs of 版头: the red of the 标志, where the number stands, what stands flush left, the red rule."""

from __future__ import annotations

from collections.abc import Iterator

from checks.drawn_lines import Line, is_red
from checks.head_forms import LETTER, head_form
from checks.official_pages import (
    area,
    character,
    elements_of,
    figure,
    is_flush_left,
    millimetres,
    paragraph_of,
    paragraphs_of,
    section_of,
    wide_runs,
)
from checks.topics.document_red_rule import below_number, head_lines
from documents.editing.properties import set_property
from documents.editing.texts import Replacement, own_text, replace_texts
from documents.layout import TWIPS_PER_MILLIMETRE, TWIPS_PER_POINT, SetParagraph
from values.expressions import expression
from xianjie.repair.formatting import align, indent, set_room_before, strip
from xianjie.repair.model import Change, Work
from xianjie.repair.paragraphs import centre, set_flush, set_lines_above
from xianjie.repair.places import Told, node_of, stretches_of, told
from xianjie.repair.rules import drawn_line, redraw, set_paragraph_edge, set_rule
from xianjie.repair.typefaces import red_head_font

_NO_ENDING = expression(r"\S{2,14}[〔\[［（(]\d{4}[〕\]］）)]\d{1,5}$")
_RED = "FF0000"
_CHARACTER = 1  # left of the number where signers stand beside it
_LINES_ABOVE = "行"


# ---- 标志、份号、密级、紧急程度 ------------------------------------------------------------------------------------


def red_head(work: Work) -> list[Change]:
    red = work.form["head_colour"].one_of == ("红色",)
    return [*red_head_font(work), *(told(work, "发文机关标志", _reddened(work)) if red else ())]


def _reddened(work: Work) -> Iterator[Told]:
    for element in elements_of(work.document, "发文机关标志"):
        for paragraph in paragraphs_of(work.layout, element):
            node = node_of(work, paragraph)
            if node is None or all(is_red(run.colour) for run in wide_runs(paragraph)):
                continue
            for stretch in stretches_of(node, paragraph):
                values = {"val": _RED, "themeColor": None, "themeTint": None, "themeShade": None}
                set_property(stretch.node, "rPr", "color", values, work.tracking)
            yield paragraph.place.paragraph, "不是红色", "红色"


def flush_marks(work: Work) -> list[Change]:
    wanted = {finding.element for finding in work.findings if finding.expected == "顶格"}
    changes: list[Change] = []
    for element in work.document.elements:
        where = paragraph_of(work.layout, element) if element.kind in wanted else None
        if where and not is_flush_left(where):
            changes += told(work, element.kind, set_flush(work, where))
    return changes


# ---- 发文字号 -----------------------------------------------------------------------------------------------------


def number_place(work: Work) -> list[Change]:
    element = work.document.element("发文字号")
    number = paragraph_of(work.layout, element) if element else None
    if number is None:
        return []
    done = [t for finding in work.findings for t in _placed(work, number, finding.expected or "")]
    return told(work, "发文字号", done)


def number_ending(work: Work) -> list[Change]:
    """A number without 号 is none, and taken for the beginning of the title: what looks like one gets its ending."""
    mark, title = work.document.element("发文机关标志"), work.document.element("标题")
    if mark is None or title is None or mark.paragraph is None or title.paragraph is None:
        return []
    found = [p for p in work.layout.paragraphs if mark.paragraph < (p.place.paragraph or 0) <= title.paragraph]
    return told(work, "发文字号", (t for p in found if _NO_ENDING.match(p.text.strip()) for t in _ended(work, p)))


def _ended(work: Work, paragraph: SetParagraph) -> Iterator[Told]:
    node = node_of(work, paragraph)
    if node is not None:
        end = len(own_text(node).rstrip())
        replace_texts(node, [Replacement(end, end, "号")], work.tracking)
        yield paragraph.place.paragraph, paragraph.text.strip(), f"{paragraph.text.strip()}号"


def _placed(work: Work, number: SetParagraph, expected: str) -> Iterator[Told]:
    if expected == "居中":
        yield from centre(work, number)
    elif expected == "居左空一字":
        yield from set_flush(work, number, _CHARACTER)
    elif expected == "居版心右边缘":
        yield from _at_right(work, number)
    elif expected.endswith(_LINES_ABOVE):
        mark = work.document.element("发文机关标志")
        above = paragraph_of(work.layout, mark) if mark else None
        if above:
            yield from set_lines_above(work, above, number, work.form["lines_above_number"].value)


def _at_right(work: Work, number: SetParagraph) -> Iterator[Told]:
    node = node_of(work, number)
    if node is not None and "\t" not in number.text:
        strip(node, work.tracking)
        indent(node, character(number), work.tracking, left=0, right=0, first=0)
        align(node, "right", work.tracking)
        yield number.place.paragraph, "没有靠右", "右对齐"


# ---- 分隔线 ------------------------------------------------------------------------------------------------------


def rule_look(work: Work) -> list[Change]:
    """The colour and the length of a rule that is there; to draw one that is missing is not mechanical."""
    lines = head_lines(work.document, work.layout)
    if not lines:
        return []
    red = [line for line in lines if is_red(line.colour)]
    return _lengthened(work, red) if red else _coloured(work, lines)


def _coloured(work: Work, lines: list[Line]) -> list[Change]:
    return [
        Change(work.code, line.paragraph.place.paragraph, "分隔线", "不是红色", "红色", untracked=_untracked(line))
        for line in lines
        if set_rule(work, line, colour=_RED)
    ]


def _untracked(line: Line) -> bool:
    return not line.edge or line.paragraph.part == "table"


def _lengthened(work: Work, lines: list[Line]) -> list[Change]:
    changes: list[Change] = []
    for line in lines:
        wanted, left = _span(work, line)
        if line.length is None or abs(line.length - wanted) <= TWIPS_PER_MILLIMETRE:
            continue
        before, after = (f"长{figure(millimetres(length))}毫米" for length in (line.length, wanted))
        if _unindented(work, line.paragraph) if line.edge else redraw(work, line, wanted, left):
            changes.append(Change(work.code, line.paragraph.place.paragraph, "分隔线", before, after, not line.edge))
    return changes


def _span(work: Work, line: Line) -> tuple[int, int]:
    """How long the rule has to be, and where it begins from the edge of the page."""
    section = section_of(work.layout, line.paragraph)
    if head_form(work.document, work.layout) == LETTER:
        length = round(work.form["letter_rule_length"].value * TWIPS_PER_MILLIMETRE)
        return length, (section.width - length) // 2
    return area(section), section.left


def _unindented(work: Work, paragraph: SetParagraph) -> bool:
    node = node_of(work, paragraph)
    if node is None or not (paragraph.alignment == "center" or not paragraph.text.strip()):
        return False
    indent(node, character(paragraph), work.tracking, left=0, right=0, first=0)
    return True


def rule_distance(work: Work) -> list[Change]:
    """As far below the number as the form says, counted from the foot of its line."""
    element = work.document.element("发文字号")
    number = paragraph_of(work.layout, element) if element else None
    rule = work.form["rule_below_number"]
    for line in head_lines(work.document, work.layout) if number else ():
        assert number is not None
        measured = below_number(work.layout, number, line) if is_red(line.colour) else None
        if measured is None or measured.meets(rule.least, rule.most):
            continue
        off = measured.least if measured.least > rule.most else measured.most
        if _shifted(work, number, line, round((rule.value - off) * TWIPS_PER_MILLIMETRE)):
            words = (f"在发文字号下{figure(off)}毫米", f"{figure(rule.value)}毫米")
            return [Change(work.code, line.paragraph.place.paragraph, "分隔线", *words, untracked=not line.edge)]
    return []


def _shifted(work: Work, number: SetParagraph, line: Line, down: int) -> bool:
    node, drawn = node_of(work, line.paragraph), None if line.edge else drawn_line(work, line)
    if drawn is not None:
        drawn.move(0, down)
        return True
    if node is None or not line.edge or line.paragraph.part == "table":
        return False
    if line.paragraph is number:
        space = max(0, round((line.space + down) / TWIPS_PER_POINT))
        set_paragraph_edge(node, line.paragraph, line.edge, {"space": str(space)}, work.tracking)
        return True
    if line.paragraph.before + down < 0:
        return False
    set_room_before(node, line.paragraph.before + down, work.tracking)
    return True
