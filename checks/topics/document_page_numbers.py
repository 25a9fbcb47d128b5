"""Page numbers: that they are there, on which side, in what form, how far below the text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from checks.declare import check
from checks.model import DocumentBreach
from checks.official_pages import (
    SOURCE,
    Span,
    figure,
    height,
    is_wide,
    millimetres,
    runs_over_a_page,
    set_layout,
)
from checks.typefaces import is_one_of
from documents.layout import Layout, Run, RunningLine, Section, SetParagraph
from documents.model import OfficialDocument
from policies.forms.form import Form
from values.expressions import expression

_DASHES = "—―─－"
_DASHED = expression(rf"[{_DASHES}]\s*\d*\s*[{_DASHES}]")
_PAGE = "PAGE"
_HALF = 1 / 2  # of a character
_FORM = "数字左右各一条一字线，如“— 1 —”"


class PageNumber(Struct, frozen=True):
    """A page number as it is set: the pages it is for, its paragraph, the page below which it stands."""

    pages: str
    paragraph: SetParagraph
    section: Section
    line: RunningLine


def page_numbers(layout: Layout) -> Iterator[PageNumber]:
    """The page numbers of upright pages, each way of setting them once."""
    for line in layout.running:
        section = layout.sections[line.section]
        for paragraph in line.paragraphs if section.height > section.width else ():
            if _PAGE in paragraph.fields:
                yield PageNumber(line.pages, paragraph, section, line)


def _breach(message: str, observed: str | None, expected: str, do: str = "改正页码") -> DocumentBreach:
    return DocumentBreach("页码", message, observed, expected, do)


@check("DOC271", severity="warning", source=SOURCE, clause="7.5", strength="规定")
def pages_are_numbered(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """文件不止一页，没有页码。

    页眉、页脚里有自动页码的就算有。拿不准超过一页的不判。
    """
    layout = set_layout(document)
    if layout and runs_over_a_page(layout) and not any(_PAGE in line.fields for line in layout.running):
        yield _breach("没有页码", None, _FORM, "在页脚插入页码")


# ---- 左右 --------------------------------------------------------------------------------------------------------


@check("DOC272", severity="warning", source=SOURCE, clause="7.5", strength="规定")
def numbers_stand_on_the_outer_side(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """页码不在外侧：单页码居右空一字，双页码居左空一字。

    页脚的段落和文本框里的页码都看；用制表位、空格对齐的看不出位置，不判。横排的页不看。只有一页的只看单页码。
    """
    layout = set_layout(document)
    if layout is None:
        return
    several, wanted = runs_over_a_page(layout), form["page_number_indent"].value
    for number in page_numbers(layout):
        fault = _side_fault(layout, number, wanted, several=several)
        if fault:
            expected = f"单页码居右空{figure(wanted)}字，双页码居左空{figure(wanted)}字"
            yield _breach(f"页码{fault}，应{expected}", fault, expected, "设奇偶页不同，分别改正页码的位置")
            return


def _side_fault(layout: Layout, number: PageNumber, wanted: float, *, several: bool) -> str:
    """What is wrong with the side a number stands on; empty where it is right, or nobody can say."""
    if "\t" in number.paragraph.text or (number.pages == "first" and not several):
        return ""
    side, even = side_of(number), number.pages == "even"
    if side == "outside":
        return ""
    if several and not layout.odd_and_even and number.pages == "default":
        return f"单双页{ {'center': '居中', 'right': '都居右', 'left': '都居左'}[side] }"
    if side != ("left" if even else "right"):
        return f"{'双' if even else '单'}页{ {'center': '居中', 'left': '居左', 'right': '居右'}[side] }"
    margin = _margin(number, side)
    if number.paragraph.part == "text box" or abs(margin - wanted) <= _HALF:
        return ""
    return f"{'双' if even else '单'}页{'左' if even else '右'}空{figure(round(margin, 1))}字"


def side_of(number: PageNumber) -> str:
    paragraph, box = number.paragraph, number.paragraph.box
    if box is not None and box.aligned in ("outside", "inside", "center"):
        return box.aligned if box.aligned == "outside" else {"inside": "left"}.get(box.aligned, "center")
    if box is not None and box.left is not None and box.width < number.section.width / 2:
        middle = (box.left + box.width / 2) / number.section.width
        return "left" if middle < 0.4 else "right" if middle > 0.6 else "center"
    return paragraph.alignment if paragraph.alignment in ("center", "right") else "left"


def _margin(number: PageNumber, side: str) -> float:
    """The room between a number and the edge of the text area, in its own characters."""
    paragraph, run = number.paragraph, number.paragraph.main_run
    unit = run.size * 10 if run else 280
    text = paragraph.text
    if side == "right":
        blanks = text[len(text.rstrip()) :]
        return (paragraph.right + _width(blanks, unit)) / unit
    blanks = text[: len(text) - len(text.lstrip())]
    return (paragraph.left + paragraph.first_line + _width(blanks, unit)) / unit


def _width(blanks: str, unit: float) -> float:
    return sum(unit if is_wide(sign) else unit / 2 for sign in blanks)


# ---- 写法、字体、高低 ------------------------------------------------------------------------------------------------


@check("DOC273", severity="warning", source=SOURCE, clause="7.5", strength="规定")
def numbers_stand_between_dashes(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """页码的写法不对。

    半角阿拉伯数字左右各放一条一字线，不写“第几页”，不用短横线。
    """
    layout = set_layout(document)
    for number in page_numbers(layout) if layout else ():
        text = number.paragraph.text.strip()
        if not _DASHED.fullmatch(text) and "\t" not in text:
            yield _breach(f"页码写成“{text}”，应在数字左右各放一条一字线", text, _FORM)
            return


@check("DOC274", severity="info", source=SOURCE, clause="7.5", strength="一般")
def numbers_are_set_in_songti(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """页码不是4号宋体。

    页码一般用4号半角宋体阿拉伯数字。
    """
    layout = set_layout(document)
    size, faces = form["page_number_size"].value, form["page_number_font"].one_of
    for number in page_numbers(layout) if layout else ():
        run = figures_of(number.paragraph)
        if run is None:
            continue
        face = run.latin_font or run.east_asian_font
        if abs(run.size / 2 - size) >= _HALF or (face and not is_one_of(face, faces)):
            observed = f"{figure(run.size / 2)}磅{face}"
            yield _breach(f"页码是{observed}，一般用4号{faces[0]}", observed, f"{figure(size)}磅（4号）{faces[0]}")
            return


def figures_of(paragraph: SetParagraph) -> Run | None:
    return next((run for run in paragraph.runs if any(sign.isdigit() for sign in run.text)), paragraph.main_run)


@check("DOC275", severity="warning", source=SOURCE, clause="7.5", strength="规定")
def numbers_stand_below_the_text(document: OfficialDocument, *, form: Form) -> Iterator[DocumentBreach]:
    """页码离版心太近或太远：一字线上距版心下边缘7毫米。

    由下边距、页脚距边界和页脚的行高算得，差得不多、由字体决定的不报。页码在文本框里的不判。
    """
    layout = set_layout(document)
    rule = form["page_number_below_text"]
    for number in page_numbers(layout) if layout else ():
        assert layout is not None
        if number.line.part != "footer" or number.paragraph.part == "text box":
            continue
        measured = below_text(layout, number)
        if not measured.meets(rule.least, rule.most):
            middle = figure(round((measured.least + measured.most) / 2))
            yield _breach(
                f"页码的一字线在版心下约{middle}毫米，应为{figure(rule.value)}毫米",
                f"约{middle}毫米",
                f"{figure(rule.value)}毫米",
                "改正页脚距边界的距离",
            )
            return


def below_text(layout: Layout, number: PageNumber) -> Span:
    """How far below the text area the dashes stand, in millimetres: somewhere in the height of their line."""
    paragraphs = number.line.paragraphs
    at = next(index for index, paragraph in enumerate(paragraphs) if paragraph is number.paragraph)
    lines = [height(layout, paragraph) for paragraph in paragraphs[at:]]
    foot = number.section.bottom - number.section.footer
    return Span(
        millimetres(foot - sum(line.most for line in lines)), millimetres(foot - sum(line.least for line in lines[1:]))
    )
