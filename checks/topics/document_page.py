"""The page of an official document: paper, margins, lines and characters."""

from __future__ import annotations

from collections.abc import Iterator

from checks.declare import check
from checks.model import DocumentAnswer, DocumentBreach, NotJudged
from checks.official_pages import (
    SOURCE,
    Span,
    area,
    body_of,
    character,
    figure,
    main_run,
    millimetres,
    pitch,
    points,
    set_layout,
)
from documents.layout import Layout, Section
from documents.model import OfficialDocument
from policies.forms.form import Form, FormRule

_A_FIFTH = 1.2  # what is off by more than a fifth is plainly off, however mildly the clause is worded
_SLIP = 1.5  # millimetres by which a size of paper may be rounded


def _page_breach(message: str, observed: str, expected: str, suggestion: str) -> DocumentBreach:
    return DocumentBreach("版面", message, observed, expected, suggestion)


@check("DOC201", severity="error", source=SOURCE, clause="5.1", strength="规定")
def paper_is_a4(document: OfficialDocument, *, form: Form) -> Iterator[DocumentAnswer]:
    """纸张不是A4。

    公文用纸为A4型。横排的页按横放的A4量。没有版式的文件（纯文本、网页、PDF）不判纸张、版心、字体和位置，在这一条说明一次。
    """
    layout = set_layout(document)
    if layout is None:
        yield NotJudged("不是 Word 文件，没有版式，纸张、版心、字体、字号和各要素的位置都不判")
        return
    wanted = (form["paper_width"].value, form["paper_height"].value)
    for section in layout.sections:
        given = sorted(map(millimetres, (section.width, section.height)))
        if any(abs(one - other) > _SLIP for one, other in zip(given, wanted, strict=True)):
            observed = " × ".join(figure(side) for side in given) + " 毫米"
            expected = " × ".join(figure(side) for side in wanted) + " 毫米"
            yield _page_breach(f"纸张是 {observed}，不是A4", observed, expected, "在页面设置里把纸张改为A4")
            return


def upright_a4(layout: Layout, form: Form) -> Iterator[Section]:
    """The pages margins are judged on: upright ones on the right paper."""
    for section in layout.sections:
        if abs(millimetres(section.width) - form["paper_width"].value) <= _SLIP:
            yield section


@check("DOC202", severity="warning", source=SOURCE, clause="5.2.1", strength="规定")
def margins_leave_the_text_area(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """页边距不对：天头、订口或版心的尺寸超出允许的误差。

    天头37毫米、订口28毫米、版心156×225毫米，各允许相差1毫米。首行文字上面、末行文字下面的空隙算进天头和版心
    （有的单位把上边距设小一些来抵消）。横排的页不判。
    """
    layout = set_layout(document)
    if layout is None:
        return
    for section in upright_a4(layout, form):
        wrong = list(wrong_margins(section, room_around_lines(document, layout), form))
        if wrong:
            yield _page_breach(
                f"页边距不对：{'，'.join(f'{name}{observed}' for name, observed, _ in wrong)}",
                "；".join(f"{name}{observed}" for name, observed, _ in wrong),
                "；".join(f"{name}{expected}" for name, _, expected in wrong),
                "改正页面设置里的页边距",
            )
            return


def room_around_lines(document: OfficialDocument, layout: Layout) -> float:
    """How much a line of the body is higher than its characters, in millimetres."""
    lines = pitch(layout, document)
    run = main_run(paragraph for _, paragraph in body_of(document, layout))
    return max(0.0, millimetres(lines.least - run.size * 10)) if lines and run else 0.0


def wrong_margins(section: Section, slack: float, form: Form) -> Iterator[tuple[str, str, str]]:
    top, bottom = millimetres(section.top), millimetres(section.bottom)
    high = millimetres(section.height) - top - bottom
    measured = (
        ("top_margin", Span(top, top + slack / 2)),
        ("binding_margin", _exactly(millimetres(section.left))),
        ("text_width", _exactly(millimetres(area(section)))),
        ("text_height", Span(high - slack, high)),
    )
    for name, span in measured:
        rule = form[name]
        if not span.meets(rule.least, rule.most):
            observed = span.least if name == "top_margin" else span.most
            yield rule.title, f"{figure(observed)}毫米", f"{figure(rule.value)}毫米"


def _exactly(length: float) -> Span:
    return Span(length, length)


def _pitch_in_points(document: OfficialDocument, layout: Layout) -> Span | None:
    lines = pitch(layout, document)
    return Span(points(lines.least), points(lines.most)) if lines else None


def _plainly_off(rule: FormRule, measured: Span) -> bool:
    return not measured.meets(rule.least / _A_FIFTH, rule.most * _A_FIFTH)


@check("DOC203", severity="info", source=SOURCE, clause="3.2、5.2.3", strength="推算")
def line_pitch_gives_22_lines(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """正文行距不在28磅至30磅之间，一页排不成22行。

    标准规定一般每面排22行，行距由版心高和行数推算。按固定值、文档网格或倍数算得；倍数行距随字体而定，确实超出才提示。
    差得多的由DOC205报。
    """
    layout = set_layout(document)
    measured = _pitch_in_points(document, layout) if layout else None
    rule = form["line_pitch"]
    if measured and not measured.meets(rule.least, rule.most) and not _plainly_off(rule, measured):
        yield _pitch_breach(measured, rule, form)


@check("DOC204", severity="info", source=SOURCE, clause="5.2.3", strength="一般")
def line_holds_28_characters(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """每行排不成28个字。

    由版心宽、字号和字间距算得，27至29个字的不提示；版心或字号本身不对的由各自的检查说。
    """
    layout = set_layout(document)
    pairs = list(body_of(document, layout)) if layout else []
    run = main_run(paragraph for _, paragraph in pairs)
    if layout is None or run is None or run.size / 2 != form["body_size"].value:
        return
    longest = max((paragraph for _, paragraph in pairs), key=lambda paragraph: len(paragraph.text))
    room = area(layout.sections[longest.section])
    if not form["text_width"].allows(millimetres(room)):
        return
    rule = form["characters_a_line"]
    count = int(room / character(longest))
    if abs(count - rule.value) > 1:
        yield _page_breach(
            f"按现在的字间距每行排{count}个字", f"{count}字", f"{figure(rule.value)}字", "改正字间距或文档网格"
        )


@check("DOC205", severity="warning", source=SOURCE, clause="3.2、5.2.3", strength="推算")
def line_pitch_is_not_plainly_off(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """正文行距明显不对：比28磅至30磅小或大五分之一以上。

    标准规定一般每面排22行。差得不多的由DOC203提示。
    """
    layout = set_layout(document)
    measured = _pitch_in_points(document, layout) if layout else None
    rule = form["line_pitch"]
    if measured and _plainly_off(rule, measured):
        yield _pitch_breach(measured, rule, form)


def _pitch_breach(measured: Span, rule: FormRule, form: Form) -> DocumentBreach:
    middle = figure((measured.least + measured.most) / 2)
    observed = f"{middle}磅" if measured.least == measured.most else f"约{middle}磅"
    expected = f"{figure(rule.least)}至{figure(rule.most)}磅（每面{figure(form['lines_a_page'].value)}行）"
    return _page_breach(f"正文行距{observed}，应为{expected}", observed, expected, "改正段落的行距或文档网格")
