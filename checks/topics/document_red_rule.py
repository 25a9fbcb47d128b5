"""The red rule between the head of an official document and its main part; the double rules of a letter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from checks.declare import check
from checks.drawn_lines import Line, is_red, lines_at
from checks.head_forms import FILE, LETTER, head_form
from checks.model import DocumentBreach
from checks.official_pages import (
    SOURCE,
    Span,
    area,
    between,
    figure,
    height,
    line_height,
    millimetres,
    paragraph_of,
    section_of,
    set_layout,
    telling_run,
)
from documents.layout import Layout, SetParagraph
from documents.model import OfficialDocument
from policies.forms.form import Form, FormRule


def _number(document: OfficialDocument, layout: Layout) -> SetParagraph | None:
    element = document.element("发文字号")
    return paragraph_of(layout, element) if element else None


@check("DOC233", severity="warning", source=SOURCE, clause="7.2.7、10.1", strength="规定")
def red_rule_divides_head_and_body(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """版头没有红色分隔线，或分隔线不是红色、与版心不等宽。

    发文字号下面印一条与版心等宽的红色分隔线；信函格式是两条170毫米长的红色双线，一条在标志下面，一条在页脚。
    段落边框、表格边框、画的线都算。没有印标志的（套红纸）和命令、纪要不要求。
    """
    layout = set_layout(document)
    number = _number(document, layout) if layout else None
    if layout is None or number is None:
        return
    kind = head_form(document, layout)
    if kind not in (FILE, LETTER):
        return
    lines = head_lines(document, layout)
    wanted = form["letter_rule_length" if kind == LETTER else "text_width"]
    if not lines:
        if not _has_picture_in_head(document, layout):
            yield _rule_breach(number, "发文字号下面没有红色分隔线", None, "与版心等宽的红色分隔线")
    elif not any(is_red(line.colour) for line in lines):
        yield _rule_breach(lines[0].paragraph, "版头的分隔线不是红色", lines[0].colour or "自动（黑色）", "红色")
    else:
        yield from _wrong_lengths(layout, [line for line in lines if is_red(line.colour)], wanted)


def _wrong_lengths(layout: Layout, lines: list[Line], wanted: FormRule) -> Iterator[DocumentBreach]:
    for line in lines:
        if line.length is None:
            continue
        length, room = millimetres(line.length), millimetres(area(section_of(layout, line.paragraph)))
        as_wide = wanted.name == "text_width" and abs(length - room) <= wanted.most - wanted.value
        if not wanted.allows(length) and not as_wide:
            yield _rule_breach(
                line.paragraph,
                f"版头的分隔线长{figure(length)}毫米，应为{figure(wanted.value)}毫米",
                f"{figure(length)}毫米",
                f"{figure(wanted.value)}毫米",
            )
            return


def _rule_breach(where: SetParagraph, message: str, observed: str | None, expected: str) -> DocumentBreach:
    return DocumentBreach("分隔线", message, observed, expected, "改正版头的分隔线", where.place.paragraph)


def _head_paragraphs(document: OfficialDocument, layout: Layout) -> list[SetParagraph]:
    """From the beginning to the title."""
    end = document.element("标题") or next(iter(document.body), None)
    below = end.place.paragraph if end else None
    return list(takewhile(lambda paragraph: paragraph.place.paragraph != below, layout.paragraphs))


def head_lines(document: OfficialDocument, layout: Layout) -> list[Line]:
    return list(lines_at(layout, _head_paragraphs(document, layout)))


def _has_picture_in_head(document: OfficialDocument, layout: Layout) -> bool:
    places = {paragraph.place for paragraph in _head_paragraphs(document, layout)}
    return any(picture.place in places for picture in layout.pictures)


@check("DOC234", severity="warning", source=SOURCE, clause="7.2.7", strength="规定")
def red_rule_is_near_the_number(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """红色分隔线离发文字号太近或太远。

    分隔线在发文字号之下4毫米处。按段落边框或画线的位置算，行里文字上下的空隙也考虑在内，确实不在其中才报。
    """
    layout = set_layout(document)
    number = _number(document, layout) if layout else None
    if layout is None or number is None or head_form(document, layout) != FILE:
        return
    rule = form["rule_below_number"]
    for line in head_lines(document, layout):
        measured = below_number(layout, number, line) if is_red(line.colour) else None
        if measured and not measured.meets(rule.least, rule.most):
            near = figure(measured.least if measured.least > rule.most else measured.most)
            yield _rule_breach(
                line.paragraph,
                f"分隔线在发文字号下约{near}毫米，应为{figure(rule.value)}毫米",
                f"约{near}毫米",
                f"{figure(rule.value)}毫米",
            )
            return


def below_number(layout: Layout, number: SetParagraph, line: Line) -> Span | None:
    """From the characters of the number down to the line, in millimetres: no less than from the foot of their line."""
    own = line_height(layout, number)
    slack = max(0.0, own.most - telling_run(number).size * 10)
    distance: Span | None
    if line.edge:
        distance = _to_border(layout, number, line)
    elif line.below is not None and line.paragraph.place == number.place and number.part == "body":
        distance = Span(line.below - own.most - number.before, line.below - own.least)
    else:
        distance = None
    if distance is None:
        return None
    return Span(millimetres(distance.least), millimetres(distance.most + slack))


def _to_border(layout: Layout, number: SetParagraph, line: Line) -> Span | None:
    away = Span(line.space, line.space)
    if line.paragraph is number:
        return away if line.edge == "bottom" else None
    places = {id(paragraph): index for index, paragraph in enumerate(layout.paragraphs)}
    if places[id(line.paragraph)] < places[id(number)] or number.part != line.paragraph.part:
        return None
    if number.part == "table" and line.paragraph.text.strip():
        return None  # cells beside each other: what stands lower cannot be told
    around = number.after + line.paragraph.before
    total = Span(around, around)
    for paragraph in between(layout, number, line.paragraph):
        total += height(layout, paragraph)
    if line.edge == "bottom":
        total += line_height(layout, line.paragraph)
    return total + away
